"""Words for clerks: how values, pages and lists are written in messages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from intake_assist.model import Page
from intake_assist.rules.context import Occurrence

CHECK_PAPER = "请对照原件核对"
_MASKED_IN_MIDDLE = frozenset(
    {"id_number", "foreign_id", "hmt_residence_no", "permanent_residence_no", "passport_no", "hmt_travel_no"}
)
_MASKED_TO_TAIL = frozenset({"account", "bank_card", "phone"})
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]*\d{8,}[0-9A-Za-z]*(?![0-9A-Za-z])")


def masked(value: str, type_id: str) -> str:
    """The value with the private part of a personal number hidden.

    Identity numbers keep the first six and last four characters, account and phone numbers the last four.
    """
    if type_id in _MASKED_IN_MIDDLE and len(value) > 10:
        return f"{value[:6]}{'*' * (len(value) - 10)}{value[-4:]}"
    if type_id in _MASKED_IN_MIDDLE | _MASKED_TO_TAIL and len(value) > 4:
        return f"{'*' * (len(value) - 4)}{value[-4:]}"
    return value


def shown(found: Occurrence) -> str:
    """The value as a message shows it: quoted, masked, cut when it is very long."""
    text = found.field.text or found.value or ""
    if found.spec.type in _MASKED_IN_MIDDLE | _MASKED_TO_TAIL or found.spec.sensitive:
        text = masked("".join((found.value or text).split()), _mask_type(found))
    return quoted(text)


def shown_beside(found: Occurrence, other: Occurrence) -> str:
    """The value, with a remark when masking has hidden where it differs from the other."""
    text = shown(found)
    return f"{text}（未显示的部分不同）" if text == shown(other) else text


def _mask_type(found: Occurrence) -> str:
    known = found.spec.type in _MASKED_IN_MIDDLE | _MASKED_TO_TAIL
    return found.spec.type if known else "account"


def scrubbed(text: str, type_id: str) -> str:
    """Words about a value of this type, with every long number in them masked if the type is private."""
    if type_id not in _MASKED_IN_MIDDLE | _MASKED_TO_TAIL:
        return text
    return _LONG_NUMBER.sub(lambda number: masked(number[0], type_id), text)


def quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= 40 else text[:38] + '……'}”"


def listed(items: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(items))


def day(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def page_name(page: Page) -> str:
    """File name and sheet of a page, e.g. ``scan.pdf 第2页``."""
    file = page.source.file.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{file} 第{page.source.page}页"


def sentence(text: str) -> str:
    """Ends with exactly one full stop."""
    return text.strip().rstrip("。.;；,，") + "。"
