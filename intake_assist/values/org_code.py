"""组织机构代码 (GB 11714-1997): eight characters and a check character, printed ``XXXXXXXX-X``."""

from __future__ import annotations

import re

from intake_assist.values.base import Parsed, unread, wrong
from intake_assist.values.text import compact

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_TITLE = "组织机构代码"


def check_character(body: str) -> str:
    """The ninth character for eight characters of 0-9 A-Z."""
    rest = sum(int(char, 36) * weight for char, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return "0X987654321"[rest]


def is_valid(code: str) -> bool:
    """Whether nine characters without hyphen pass their check."""
    return bool(re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code)) and check_character(code[:8]) == code[8]


def check(text: str) -> Parsed:
    """The value is nine characters without hyphen."""
    code = compact(text)
    if not code:
        return unread(_TITLE)
    if not re.fullmatch(r"[0-9A-Z]+", code):
        return wrong("charset", f"{_TITLE}只能由数字和大写字母组成")
    if len(code) != 9:
        return wrong("length", f"{_TITLE}应为9位，这里读到{len(code)}位", code)
    if not is_valid(code):
        return wrong("check_digit", f"{_TITLE}校验不通过，请与原件逐位核对", code)
    return Parsed(code)
