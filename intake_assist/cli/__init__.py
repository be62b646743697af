"""The command line. `main` is the program's entry point: commands are run, without any the window opens.

``--home FOLDER`` before the command, or alone for the window, says where everything is kept.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

__all__ = ["main"]

NO_DISPLAY = (
    "这里没有图形界面，打不开窗口。请用下面的命令，例如：intake-assist check 文件夹 --matter 事项代号"
)


def main() -> None:
    """Run the command that was typed, or the window when there is none; end the process with its exit code."""
    multiprocessing.freeze_support()
    try:
        home = _home_alone(sys.argv[1:])
        if len(sys.argv) > 1 and home is None:
            from intake_assist.cli.running import run_command

            run_command()
        sys.exit(_open_window(home))
    except KeyboardInterrupt:  # while the program is still loading
        sys.exit(130)


def _home_alone(words: list[str]) -> Path | None:
    """The folder of ``--home FOLDER`` when nothing else was typed."""
    match words:
        case ["--home", folder] if folder and not folder.startswith("-"):
            return Path(folder)
        case [word] if word.startswith("--home=") and word != "--home=":
            return Path(word.removeprefix("--home="))
    return None


def _open_window(home: Path | None) -> int:
    """Nothing of the commands is imported: the window shall be there at once."""
    if _has_display():
        try:
            from intake_assist.desktop.app import run_window
        except ImportError:  # Qt, or a system library it needs, is missing
            pass
        else:
            return run_window(home)
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
