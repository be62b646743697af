"""Telephone numbers and post codes."""

from __future__ import annotations

import re

from intake_assist.values.base import Parsed, misread, unread, wrong
from intake_assist.values.confusables import as_digits
from intake_assist.values.text import squeeze, trim

_MOBILE = re.compile(r"(?:\+?86-?)?(1[3-9][0-9])-?([0-9]{4})-?([0-9]{4})")
_LANDLINE = re.compile(
    r"(?:\+?86-?)?\(?(0(?:10|2[0-9])|0[3-9][0-9]{2})\)?-?([2-8][0-9]{6,7})(?:(?:-|转|ext\.?)([0-9]{1,6}))?",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})")
_DASHES = re.compile(r"[‐-―−_]+")


def check(text: str) -> Parsed:
    """Mobile ``13800138000``, landline ``0374-2981234-801``, service ``400-123-4567``."""
    clean = _clean(text)
    if not clean:
        return unread("电话号码")
    number = _number(clean)
    if number:
        return Parsed(number)
    guess = _number(as_digits(clean))
    if guess:
        return misread("电话号码", guess)
    return wrong("malformed", "电话号码的位数或格式不对，请核对", _kept(clean))


def _clean(text: str) -> str:
    return _DASHES.sub("-", trim(squeeze(text)))


def _kept(clean: str) -> str | None:
    return clean if re.fullmatch(r"\+?[0-9][0-9\-]*[0-9]", clean) else None


def _number(clean: str) -> str | None:
    mobile = _MOBILE.fullmatch(clean)
    if mobile:
        return "".join(mobile.groups())
    found = _SERVICE.fullmatch(clean) or _landline(clean)
    return "-".join(part for part in found.groups() if part) if found else None


def _landline(clean: str) -> re.Match[str] | None:
    """Cities with three-digit codes have eight-digit numbers only."""
    found = _LANDLINE.fullmatch(clean)
    return found if found and (len(found[1]) == 4 or len(found[2]) == 8) else None


def check_postcode(text: str) -> Parsed:
    """Six digits. No province has codes beginning with 9, and 000000 is a placeholder."""
    code = trim(squeeze(text))
    if not code:
        return unread("邮政编码")
    if not re.fullmatch(r"[0-9]+", code):
        plain = as_digits(code)
        if re.fullmatch(r"[0-9]{6}", plain):
            return misread("邮政编码", plain, code="charset")
        return wrong("charset", "邮政编码应为6位数字")
    if len(code) != 6:
        return wrong("length", f"邮政编码应为6位，这里读到{len(code)}位", code)
    if code == "000000" or code.startswith("9"):
        return wrong("malformed", "邮政编码不像真实的编码，请核对", code, uncertain=True)
    return Parsed(code)


def looks_like(text: str) -> float:
    clean = _clean(text)
    if _number(clean):
        return 1.0
    return 0.4 if re.fullmatch(r"\+?[0-9][0-9()\-]{6,17}", clean) else 0.0


def postcode_likeness(text: str) -> float:
    code = trim(squeeze(text))
    return (0.9 if code[0] in "012345678" else 0.5) if re.fullmatch(r"[0-9]{6}", code) else 0.0
