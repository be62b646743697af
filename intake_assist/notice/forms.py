"""The forms of the papers: HTML templates that come with the program, or a supervisor's in a folder.

A folder may hold any of the files; what it lacks is taken from the program. Templates run in Jinja's sandbox
and see one name, ``notice`` or ``receipt``; all text is escaped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from importlib import resources
from itertools import count
from pathlib import Path
from traceback import extract_tb

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from intake_assist.notice.content import Notice, Receipt
from intake_assist.notice.papers import Paper

NOTICE, RECEIPT, HEAD, TITLE, STYLE = "notice.html", "receipt.html", "head.html", "title.html", "style.html"
FILES = (NOTICE, RECEIPT, HEAD, TITLE, STYLE)
LARGEST = 1_000_000
BLANK = Markup("&nbsp;" * 12)
_GAP = '<span style="white-space: pre-wrap">\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}</span>'
BLANK_DATE = Markup(f"{_GAP}年{_GAP}月{_GAP}日")
"""Its gaps are as wide as characters in every font."""
_UNKNOWN = re.compile(r"has no (?:attribute|element) '?([^']+)'?|^'([^']+)' is undefined")
_NEAR = re.compile(r"'([^']+)'")
_NUMERALS = "零一二三四五六七八九"


class TemplateFaultError(ValueError):
    """A template cannot be used; `message` says which, and what to do."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        where = f"{file} 第 {line} 行" if line else file
        self.message = (
            f"告知书模板 {where}：{reason}。请改好后用 notice lint 检查，或先移走这个文件改用自带的模板。"
        )
        super().__init__(self.message)


def shipped() -> Mapping[str, str]:
    folder = resources.files("intake_assist.notice").joinpath("templates")
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES}


def templates(folder: Path | None = None) -> Mapping[str, str]:
    """The text of every template by file name, `folder`'s before the program's own.

    Raises TemplateFaultError when a file of the folder is no text or cannot be read.
    """
    found = dict(shipped())
    for name in FILES if folder else ():
        assert folder is not None
        if (folder / name).is_file():
            found[name] = _text(folder / name)
    return found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise TemplateFaultError(path.name, None, "文件太大，不像模板")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateFaultError(path.name, None, "不是 UTF-8 编码的文本，请另存为 UTF-8") from error
    except OSError as error:
        raise TemplateFaultError(path.name, None, "打不开") from error


class Forms:
    """Papers from notices and receipts. Raises TemplateFaultError where a template fails."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._environment = environment(shipped() if texts is None else texts)

    def notice(self, notice: Notice) -> Paper:
        html = self._filled(NOTICE, notice=notice)
        return Paper("一次性告知书", notice.occasion.number, notice.office.authority, html)

    def receipt(self, receipt: Receipt) -> Paper:
        html = self._filled(RECEIPT, receipt=receipt)
        return Paper("收件清单", receipt.occasion.number, receipt.office.authority, html)

    def _filled(self, name: str, **values: Notice | Receipt) -> str:
        try:
            return self._environment.get_template(name).render(**values)
        except TemplateError as error:
            raise TemplateFaultError(*_where(error, name), _reason(error)) from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise TemplateFaultError(*_where(error, name), f"填不进内容（{type(error).__name__}）") from error


def _named(texts: Mapping[str, str]) -> FunctionLoader:
    """Tells tracebacks what a template is called."""
    return FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None)


def _where(error: Exception, page: str) -> tuple[str, int | None]:
    """The file and the line of a fault: it may lie in what the page includes."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or page, error.lineno
    lines = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    return next(((file, line) for file, line in reversed(lines) if file in FILES), (page, None))


def _reason(error: TemplateError) -> str:
    said = error.message or ""
    if isinstance(error, TemplateNotFound):
        return f"没有“{said}”这个文件"
    if isinstance(error, SecurityError):
        return "用了模板里不许用的东西"
    if isinstance(error, UndefinedError):
        unknown = _UNKNOWN.search(said)
        return f"没有“{unknown[1] or unknown[2]}”这一项" if unknown else "用了没有的内容"
    if "nexpected end of template" in said:
        return "没有写完，缺少结束标签（如 endif、endfor）"
    near = _NEAR.search(said)
    return f"写法不对，在“{near[1]}”附近" if near else "写法不对"


def environment(
    texts: Mapping[str, str], undefined: type[Undefined] = StrictUndefined
) -> ImmutableSandboxedEnvironment:
    """What templates run in."""
    made = ImmutableSandboxedEnvironment(
        loader=_named(dict(texts)),
        autoescape=True,
        undefined=undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[],
    )
    made.filters |= {
        "day": day,
        "moment": moment,
        "or_blank": or_blank,
        "or_date": or_date,
        "sentence": sentence,
    }
    made.globals = {"counter": counter, "blank_date": BLANK_DATE}
    return made


# -- what templates can use -------------------------------------------------------------------------------


def day(date: dt.date | None) -> str:
    """``2026年11月22日``, nothing for None."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def moment(time: dt.datetime | None) -> str:
    return f"{day(time)} {time:%H:%M}" if time else ""


def or_blank(text: str) -> str:
    """A gap to write in by hand where there is no text."""
    return text or BLANK


def or_date(text: str) -> str:
    return text or BLANK_DATE


def sentence(text: str) -> str:
    """With one full stop at its end, nothing for nothing."""
    text = text.strip()
    return f"{text.rstrip('。.；;，,')}。" if text else ""


def counter(plain: bool = False) -> Callable[[], str]:
    """A function that says 一, 二, 三 (or 1, 2, 3) each time it is called."""
    numbers = count(1)
    return lambda: str(next(numbers)) if plain else numeral(next(numbers))


def numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = ("十" if tens == 1 else f"{_NUMERALS[tens]}十") if tens else ""
    return head + (_NUMERALS[ones] if ones or not tens else "")
