"""区划代码 (GB/T 2260). Codes change and development zones have their own: an unknown one is only a hint."""

from __future__ import annotations

import re

from stdnum import numdb

from intake_assist.model import Problem


def place(code: str) -> str | None:
    """Province and county, as last called, of the six digits `code` begins with; None when unknown."""
    found = re.match(r"[0-9]{6}", code)
    if not found:
        return None
    names: dict[str, str] = {}
    for _, facts in numdb.get("cn/loc").info(found.group()):
        names.update(facts)
    county = re.sub(r"\[[^\]]*\]", "", names.get("county", "").split(",")[-1])
    return names["province"] + county if county else None


def hint(code: str) -> Problem | None:
    """An uncertain problem when no county ever had this code."""
    if place(code) or code.startswith(("81", "82", "83")):
        return None
    return Problem("region", "区划代码不在已知的行政区划中，仅供参考", uncertain=True)
