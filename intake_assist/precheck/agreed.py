"""Names that other papers of a case agree on, where one paper was read otherwise. Pure.

What stands there is not decided here: the picture is asked whether it bears the name out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from intake_assist.checklist.models import KindSpec
from intake_assist.model import EMPTY, Box, Document, Field

_LEAST, _MOST = 5, 2  # characters of a name, and names to try at one place
_TWO = 2  # papers of other kinds that have to agree
_IN_COMMON = 0.5  # of the characters of what was read
_FORM = re.compile("有限(?:责任)?公司")


@dataclass(frozen=True, slots=True)
class Expected:
    """`name` may stand at `box` (pixels of the upright page)."""

    box: Box
    name: str


def expected(
    documents: Iterable[Document],
    kinds: Mapping[str, KindSpec],
    known: Mapping[str, tuple[Box, ...]] = EMPTY,
) -> Mapping[str, tuple[Expected, ...]]:
    """The names to try, by the page's id, the best supported of each place first; none at the places in `known`."""
    found = list(_names(documents, kinds))
    said: dict[str, set[str]] = defaultdict(set)
    for kind, field in found:
        if field.value is not None and field.problem is None:
            said[field.value].add(kind)
    wanted: dict[str, list[Expected]] = defaultdict(list)
    for kind, field in found:
        box = field.box
        if box is None or any(_is_at(box, other) for other in known.get(field.page, ())):
            continue
        for name in _others(kind, field, said):
            wanted[field.page].append(Expected(box, name))
    return {page: tuple(dict.fromkeys(places)) for page, places in wanted.items()}


def _names(documents: Iterable[Document], kinds: Mapping[str, KindSpec]) -> Iterator[tuple[str, Field]]:
    for document in documents:
        kind = kinds.get(document.kind or "")
        for spec in kind.fields if kind else ():
            field = document.fields.get(spec.name)
            if kind is not None and spec.type == "org_name" and field is not None and not field.by_hand:
                yield kind.id, field if field.page else replace(field, page=document.pages[0])


def _others(kind: str, field: Field, said: Mapping[str, set[str]]) -> list[str]:
    support = {name: len(kinds - {kind}) for name, kinds in said.items()}
    least = max(_TWO, support.get(field.value or "", 0) + 1)
    names = [name for name, count in support.items() if count >= least and _could_be(field, name)]
    return sorted(names, key=lambda name: -support[name])[:_MOST]


def _could_be(field: Field, name: str) -> bool:
    read = field.value or field.text
    if _is_of_another_form(read, name):
        return False
    return len(name) >= _LEAST and sum(char in name for char in read) > _IN_COMMON * len(read)


def _is_of_another_form(read: str, name: str) -> bool:
    """Whether the one is plainly a 有限公司 and the other a 有限责任公司: two characters are not read into a gap, nor
    are they lost between neighbours that were read."""
    forms = [_FORM.search(text) for text in (read, name)]
    return all(forms) and len({form[0] for form in forms if form}) > 1


def _is_at(one: Box, other: Box) -> bool:
    return one.contains(other, 0.5) or other.contains(one, 0.5)
