"""Names whose end was not read: they break off, or a seal at the end of the line may hide the rest."""

from __future__ import annotations

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Field, Page
from intake_assist.reading.fragments import same_row
from intake_assist.reading.look import stands_in, within_page
from intake_assist.reading.values_at import likeness

BREAKING_OFF = frozenset({"org_name", "address"})  # types whose likeness tells a whole value from a part
_MORE_THAN_A_BIT, _LONGEST_NAME = 5, 28.0  # characters; heights of a line
_LONG_PERSON, _MORE_OF_PERSON = 4, 2.0  # characters of a name; heights of a line


def whole_names(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The line of a name that breaks off or ends at a seal, drawn out to the right: the seal may hide the rest."""
    if found.box is None or not (breaks_off(found, kind) or ends_at_seal(page, kind, found)):
        return []
    box = _drawn_out(page, found.box) if _is_one_line(page, found.box) else None
    return [box] if box is not None and box.width > found.box.width + found.box.height else []


def whole_persons(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The line of a person's name that ends at a seal, longer by the characters that it may hide."""
    if found.box is None or not is_person_at_seal(page, kind, found):
        return []
    place, more = found.box, _MORE_OF_PERSON * found.box.height
    ends = [line.box for line in page.lines if stands_in(place, line.box) and _ends_with(line.box, place)]
    longer = (within_page(page, box.x0, box.y0, box.x1 + more, box.y1) for box in ends)
    return [box for box in longer if box is not None]


def _ends_with(line: Box, place: Box) -> bool:
    return line.x0 <= place.cx and abs(line.x1 - place.x1) < place.height


def is_person_at_seal(page: Page, kind: KindSpec, found: Field) -> bool:
    """Whether a person's name, short of the longest usual ones, runs up to or into a seal."""
    spec, place = kind.field(found.name), found.box
    if spec is None or spec.type != "person" or place is None or len(found.text) >= _LONG_PERSON:
        return False
    return bool(_seals_at_end(page, place))


def _drawn_out(page: Page, place: Box) -> Box | None:
    """A place in a line, longer to the right: up to the next text that is more than a bit of a name."""
    after = [line for line in page.lines if line.box.x0 > place.x1 and same_row(place, line.box)]
    ends = [line.box.x0 - 0.3 * place.height for line in after if len(line.text) >= _MORE_THAN_A_BIT]
    end = min([place.x1 + _LONGEST_NAME * place.height, *ends])
    return within_page(page, place.x0, place.y0, end, place.y1)


def room_for(page: Page, kind: KindSpec, found: Field) -> Box | None:
    """Where to look for a value that was not read: names are longer than the room that other values need."""
    spec = kind.field(found.name)
    if spec is None or spec.type not in BREAKING_OFF or found.box is None:
        return found.box
    return _drawn_out(page, found.box)


def ends_at_seal(page: Page, kind: KindSpec, found: Field) -> bool:
    """Whether a name runs up to or into a seal that goes on to the right of it."""
    place = found.box if is_name(found, kind) else None
    return place is not None and _is_one_line(page, place) and bool(_seals_at_end(page, place))


def _is_one_line(page: Page, place: Box) -> bool:
    lines = [line.box for line in page.lines if place.contains(line.box) and stands_in(place, line.box)]
    return all(same_row(lines[0], line) for line in lines)


def is_name(found: Field, kind: KindSpec) -> bool:
    """Whether a field is a name or an address, whose end tells whether it is whole."""
    spec = kind.field(found.name)
    return spec is not None and spec.type in BREAKING_OFF


def _seals_at_end(page: Page, place: Box) -> list[Box]:
    unit = min(place.height, 60.0)
    boxes = [seal.box for seal in page.seals if seal.box.y0 < place.cy < seal.box.y1]
    return [box for box in boxes if box.x0 - unit < place.x1 < box.x1 - unit]


def up_to_seal(page: Page, place: Box) -> Box | None:
    """A place in a line, longer by what the seal at its end hides: a line that is hardly longer reads best."""
    ends = [box.x1 for box in _seals_at_end(page, place)]
    return within_page(page, place.x0, place.y0, max(ends) + place.height, place.y1) if ends else None


def breaks_off(found: Field, kind: KindSpec) -> bool:
    """Whether the name of an organisation ends before its 公司, 店, 支行, ..."""
    spec = kind.field(found.name)
    return spec is not None and spec.type == "org_name" and likeness(spec.type, found.text) < 1.0
