"""What the command `evaluate` reads and writes besides the cases."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from intake_assist.checklist import Library
from intake_assist.cli.outcome import WrongUseError
from intake_assist.cli.output import complain
from intake_assist.disk import reason
from intake_assist.evaluate.baseline import Figures, figures_of
from intake_assist.evaluate.gallery import Gallery
from intake_assist.evaluate.running import Evaluation


def earlier_figures(path: Path | None) -> Figures | None:
    """The figures of the file that ``--baseline`` names."""
    if path is None:
        return None
    try:
        return figures_of(path.read_bytes())
    except OSError as error:
        raise WrongUseError(f"--baseline 的文件 {path} 打不开：{reason(error)}。") from error
    except ValueError as error:
        raise WrongUseError(f"--baseline 的文件 {path} 用不了：{error}") from error


def require_writable(path: Path | None, whole: bool) -> None:
    """Before hours of work: whether the report can be put where ``--html`` wants it."""
    if path is None:
        if whole:
            raise WrongUseError("--whole 只和 --html 一起用。")
        return
    if path.is_dir():
        raise WrongUseError(f"--html 后面要写文件名，而 {path} 是文件夹。")
    if not path.absolute().parent.is_dir():
        raise WrongUseError(f"报告存不到 {path}：没有这个文件夹，请先建好。")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise WrongUseError(f"报告存不到 {path}：没有写入权限，请换一个地方。")


@contextmanager
def gallery_for(html: Path | None, library: Library, whole: bool) -> Iterator[Gallery | None]:
    """A place for pictures while they are wanted; None without a report."""
    if html is None:
        yield None
        return
    with TemporaryDirectory(prefix="intake-assist-", ignore_cleanup_errors=True) as folder:
        yield Gallery(Path(folder), library.kinds, whole=whole)


def report_saved(
    html: Path,
    evaluation: Evaluation,
    library: Library,
    gallery: Gallery,
    source: str,
    whole: bool,
    wanted: float,
) -> bool:
    """Whether the report was written; a full disk must not cost the figures as well."""
    from intake_assist.evaluate.html import Report

    try:
        Report(evaluation, library.kinds, gallery, source, dt.datetime.now(), whole, wanted).write(html)
    except OSError as error:
        complain(f"报告没有存成：{reason(error)}（{html}）。数字照常列出。")
        return False
    return True
