"""The clerk's workbench: the only package that imports PySide6.

`app.run_window` opens it. What is heavy (the engine, the database) is imported behind the window, so that it is
on the screen at once: `app`, `window` and what they import stay free of it.
"""
