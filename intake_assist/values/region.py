"""区划代码 (GB/T 2260). Codes change and development zones have their own: an unknown one is only a hint."""

from __future__ import annotations

import re

from stdnum import numdb

_NOT_OF_A_COUNTY = ("81", "82", "83", "9")  # 港澳台, and foreigners with the right of residence


def place(code: str) -> str | None:
    """Province and county, as last called, of the six digits `code` begins with; None when unknown."""
    names = _names(code)
    county = re.sub(r"\[[^\]]*\]", "", names.get("county", "").split(",")[-1])
    return names["province"] + county if county else None


def province(code: str) -> str | None:
    """The province of the six digits `code` begins with; None when there is no such province."""
    return _names(code).get("province")


def is_known(code: str) -> bool:
    """Whether any county ever had the six digits `code` begins with, or they stand for people from abroad."""
    return place(code) is not None or code.startswith(_NOT_OF_A_COUNTY)


def _names(code: str) -> dict[str, str]:
    found = re.match(r"[0-9]{6}", code)
    parts = numdb.get("cn/loc").info(found.group()) if found else ()
    return {name: value for _, facts in parts for name, value in facts.items()}
