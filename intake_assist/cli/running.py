"""Running the command that was typed."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from typer import Abort
from typer.exceptions import TyperException

from intake_assist.checklist import ChecklistError
from intake_assist.cli.app import app
from intake_assist.cli.outcome import ExitCode, WrongUseError
from intake_assist.cli.output import complain, tolerate_any_code_page
from intake_assist.cli.wording import sentence, speak_chinese
from intake_assist.disk import known_reason


def run_command() -> NoReturn:
    """Run it, and end the process with its exit code."""
    tolerate_any_code_page()
    speak_chinese()
    code = _run()
    if code == ExitCode.INTERRUPTED:
        complain("已中断。")
    sys.exit(code)


def _run() -> int:
    try:
        return app(standalone_mode=False, prog_name="intake-assist") or ExitCode.CLEAN
    except WrongUseError as error:
        complain(str(error))
        return ExitCode.UNUSABLE
    except ChecklistError as error:
        complain(f"清单文件有错误，不能使用：\n{error}")
        return ExitCode.UNUSABLE
    except TyperException as error:
        complain(sentence(error))
        return ExitCode.UNUSABLE
    except (Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _disk_fault(error)
    except Exception as error:  # the last place where a fault can still be told in words
        complain(_fault(error))
        return ExitCode.INTERNAL


def _disk_fault(error: OSError) -> int:
    """What the user can put right is told as such, e.g. a full disk or a name that is too long."""
    cause = known_reason(error)
    if isinstance(error, BrokenPipeError) or cause:
        _drop_output()
    if isinstance(error, BrokenPipeError):  # the reader, e.g. ``head``, has seen enough
        return ExitCode.UNUSABLE
    if cause is None:
        complain(_fault(error))
        return ExitCode.INTERNAL
    complain(
        f"读写文件出错：{cause}{f'（{error.filename}）' if error.filename else ''}。没有做完，请处理后再试。"
    )
    return ExitCode.UNUSABLE


def _drop_output() -> None:
    """What is still to be written would fail once more when the process ends."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the end


def _fault(error: Exception) -> str:
    """What to tell the maintainers: the kind of fault and its place, but none of the data it came with."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} 第 {frame.lineno} 行"
    return f"程序内部出错：{type(error).__name__}，{place}。请把这句话和所用的命令告诉维护人员。"
