"""The applicant's name on its own form against the seals, where no other paper gives the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from intake_assist.model import Evidence, Page, Seal
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.seal_fit import GREY, Owner, is_whole, owner_is
from intake_assist.values.names import org_key, org_likeness

_SHARP = 0.95  # of a seal's legibility
_TWO = 2  # materials, on as many sheets, whose seals have to say the same
_MOST_APART, _LEAST_APART = 5, 2  # one in so many characters, but always so many: 责任


@dataclass(frozen=True, slots=True)
class Contradicted:
    """The form's name at `places` (one a copy), and the `name` that the seals bear, which are `seen`."""

    places: tuple[Occurrence, ...]
    name: str
    seen: tuple[Evidence, ...]


def contradicted(context: Context, places: Sequence[Occurrence]) -> Contradicted | None:
    """Where `places`, all that give the name, are of one material, and the sharp seals of two materials bear one
    that is nearly the same (有限公司 for 有限责任公司): the unit has its seals by its real name, so that it is the form
    that is mistaken and not every one of them."""
    names = {org_key(place.value) for place in places if place.value and place.sure and not place.faulty}
    if len({place.material for place in places}) != 1 or len(names) != 1:
        return None
    written = names.pop()
    bearing: dict[str, list[tuple[str, Page, Seal]]] = defaultdict(list)
    for material, page, seal in _seals(context):
        if owner_is(seal, written) is Owner.SAME:
            return None
        if _is_sharp(seal) and owner_is(seal, written) is Owner.OTHER and _is_near(seal.owner, written):
            bearing[org_key(seal.owner)].append((material, page, seal))
    name, found = max(bearing.items(), key=lambda item: len(item[1]), default=("", []))
    materials = {material for material, _, _ in found}
    sheets = {(page.source.file, page.source.page) for _, page, _ in found}
    if len(bearing) != 1 or min(len(materials), len(sheets)) < _TWO:
        return None
    seen = tuple(Evidence(page.id, seal.box, seal.text) for _, page, seal in found)
    return Contradicted(tuple(places), name, seen)


def _seals(context: Context) -> Iterator[tuple[str, Page, Seal]]:
    """Every seal with the material and the page that bear it."""
    for material in context.matter.materials:
        for paper in context.papers(material.id):
            for page in (context.pages[name] for name in paper.pages if name in context.pages):
                for seal in (*page.seals, *page.sheet_seals):
                    yield material.id, page, seal


def _is_sharp(seal: Seal) -> bool:
    whole = is_whole(seal) and org_likeness(seal.owner) == 1.0
    return whole and seal.color != GREY and seal.legibility >= _SHARP


def _is_near(one: str, other: str) -> bool:
    return Levenshtein.distance(org_key(one), other) <= max(_LEAST_APART, len(other) // _MOST_APART)
