"""Whether a later notice in a case told what the earlier ones had not (一次告知 kept or not). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake_assist.notice.content import Notice

_SHEET = re.compile(r"（?第\d+页）?$")
Item = tuple[frozenset[str], tuple[str, ...]]
"""The findings it rests on, and what it is about."""


def brings_news(notices: Sequence[Notice]) -> bool:
    """In the order in which they were given. An item is an old one when it rests on a finding that was told
    before, or is about the same thing: the material that is missing, or place and reason within a material. Other
    words, or another page, make no new item."""
    keys: set[str] = set()
    subjects: set[tuple[str, ...]] = set()
    for number, notice in enumerate(notices):
        items = list(_items(notice))
        if number and any(not (rests_on & keys) and about not in subjects for rests_on, about in items):
            return True
        for rests_on, about in items:
            keys |= rests_on
            subjects.add(about)
    return False


def _items(notice: Notice) -> Iterator[Item]:
    for entry in (*notice.missing, *notice.deferred):
        yield frozenset(entry.keys), ("missing", entry.material)
    for group in notice.faults:
        for fault in group.faults:
            what = fault.code or fault.found
            yield frozenset(fault.keys), ("fault", group.material, _SHEET.sub("", fault.place), what)
