"""Addresses and authorities: running text that only wants its blanks taken out."""

from __future__ import annotations

import re

from intake_assist.values.base import Parsed, quoted, unread, wrong
from intake_assist.values.place_names import misread_county
from intake_assist.values.text import HAN, squeeze, trim

_PARTS = re.compile(r"[省市区县州旗镇乡村路街道巷弄号栋幢楼层室座组屯里园苑]|单元|大厦|广场|开发区")
_AUTHORITY = re.compile(r"(?:局|厅|委员会|部门?|[银支分]行|所|中心|大队|总队|办公室|政府|领事馆|大使馆)$")


def check_address(text: str) -> Parsed:
    """The value is NFKC without blanks. Fewer than four Chinese characters are no whole address.

    A county that its city never had, but for one character, is doubted and the known name suggested.
    """
    address = trim(squeeze(text))
    if not address:
        return unread("地址")
    if len(re.findall(rf"[{HAN}]", address)) < 4:
        return wrong("malformed", f"地址不完整：{quoted(address)}", address, uncertain=True)
    misread = misread_county(address)
    if misread is not None:
        read, known = misread
        message = f"没有叫“{read}”的区县，可能是“{known}”，请对照原件"
        return wrong("place", message, address, suggestion=address.replace(read, known, 1), uncertain=True)
    return Parsed(address)


def check_authority(text: str) -> Parsed:
    """The value is NFKC without blanks."""
    authority = trim(squeeze(text))
    return Parsed(authority) if authority else unread("机关名称")


def address_likeness(text: str) -> float:
    address = trim(squeeze(text))
    if len(re.findall(rf"[{HAN}]", address)) < 4:
        return 0.1 if address else 0.0
    return min(1.0, round(0.2 + 0.2 * len(set(_PARTS.findall(address))), 3))


def authority_likeness(text: str) -> float:
    authority = trim(squeeze(text))
    if not re.search(rf"[{HAN}]{{3}}", authority):
        return 0.0
    return 1.0 if _AUTHORITY.search(authority) else 0.3
