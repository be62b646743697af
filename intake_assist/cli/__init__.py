"""The command line. `main` is the program's entry point: commands are run, without any the window opens."""

from __future__ import annotations

import multiprocessing
import os
import sys

__all__ = ["main"]

NO_DISPLAY = "这里没有图形界面,打不开窗口。请用下面的命令,例如:intake-assist check 文件夹 --matter 事项代号"


def main() -> None:
    """Run the command that was typed, or the window when there is none; end the process with its exit code."""
    multiprocessing.freeze_support()
    try:
        if len(sys.argv) > 1:
            from intake_assist.cli.running import run_command

            run_command()
        sys.exit(_open_window())
    except KeyboardInterrupt:  # while the program is still loading
        sys.exit(130)


def _open_window() -> int:
    """Nothing of the commands is imported: the window shall be there at once."""
    if _has_display():
        try:
            from intake_assist.desktop.app import run_window
        except ImportError:  # Qt, or a system library it needs, is missing
            pass
        else:
            return run_window()
    from intake_assist.cli.outcome import ExitCode
    from intake_assist.cli.output import complain, tolerate_any_code_page

    tolerate_any_code_page()
    complain(NO_DISPLAY)
    return ExitCode.UNUSABLE


def _has_display() -> bool:
    """Without one Qt would end the process at once."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
