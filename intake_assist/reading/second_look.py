"""Which places of a page deserve to be read again, and what two readings together say.

A second look costs time, so only a place that matters gets one: a key field that is unread, empty, fails its
check or is weakly read. The page is not judged here: both readings are weighed field by field, a value that
passes its check beats one that does not, and two different good values are nobody's word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box, Document, Field, Page, Problem, Row, TextLine
from intake_assist.reading.card_places import known_places
from intake_assist.reading.fragments import Fragment, fragments, line_height, same_row, upright, watermarked
from intake_assist.reading.gaps import strips
from intake_assist.reading.scattered import anchor, date_row
from intake_assist.reading.undated import open_date
from intake_assist.reading.values_at import likeness
from intake_assist.values import TYPES
from intake_assist.values.stamp_words import is_stamp
from intake_assist.values.text import squeeze

_SMALL = 1000  # pixels of the long side below which the whole page is read again, larger
_LARGE = 1280  # the long side it is enlarged to
_WEAK = 0.8
_CERTAIN = 0.97
_GOOD = 4
_BREAKING_OFF = frozenset({"org_name", "address"})  # types whose likeness tells a whole value from a part
_MANY = 3
_MORE_THAN_A_BIT, _LONGEST_NAME = 5, 28.0  # characters; heights of a line
_USUAL = (2.7, 4.5)  # heights of a place: the length of most usual words, and of longer ones
_ROOM = 0.15
_LONG_PERSON, _MORE_OF_PERSON = 4, 2.0  # characters of a name; heights of a line
_TOO_HIGH = 1.6  # usual heights of a line
_A_NAME = 6  # characters that are no part of another name by chance
_SAME_INK = 0.8  # heights of a line by which two lines may overlap and not be the same print
_BESIDE_SEAL = 1.7  # heights of a line by which a date goes beyond the seal over it
_UNDER_A_SEAL = "日期压着印章，几次识别的结果不一样，请查看原件。"
_TIGHT = 0.7
_CUT = 0.5  # heights of a line that a look may leave out at an end of it
_LEAST_CODE = 4  # characters of a code from which its whole width can be told
_DIGIT = 0.65  # width of a figure of a code by the height of its line, where fewer were read
_INSET = 0.05  # heights of a line
_MOST = 8
_MOST_LINES = 24
_MOST_CODES, _FEW_CELLS = 6, 3
_PARTLY, _ALIKE = 0.6, 0.9  # of a width; of an area


@dataclass(frozen=True, slots=True)
class Look:
    """Read `box` of the page again, enlarged by `scale`.

    With `line`, `box` is one line of the page, and `margin` the part of its height by which it is widened; it is
    read as it stands, without asking where text is. `without_red` and `without_blue` take stamps off the print first,
    `dark_ink` stamps and everything pale, `black_ink` all but the blackest print. `strip` is the single line in which
    a value is expected beside its label: when no text is detected there it is read as one line, or found to be empty.
    A look with `only_ink` asks only whether its `strip` is empty. With `code`, the type of a code, `box` is a line in
    which one stands that failed its check; it is looked at many times. With `gap`, `box` is a strip in which a line may
    have been missed; all of these together make one further reading. Looks of one `round` make one further reading
    of the page.
    """

    box: Box
    scale: float = 1.0
    dark_ink: bool = False
    black_ink: bool = False
    without_red: bool = False
    without_blue: bool = False
    strip: Box | None = None
    only_ink: bool = False
    round: int = 0
    line: bool = False
    margin: float = 0.0
    code: str = ""
    gap: bool = False


_NOWHERE = Box(0, 0, 0, 0)
_WAYS = (
    Look(_NOWHERE, line=True, margin=0.12, round=2),
    Look(_NOWHERE, line=True, margin=0.3, round=3, without_red=True),
    Look(_NOWHERE, line=True, margin=0.05, round=4, dark_ink=True),
)
# What lies over a code from above or below makes its line too high: the code alone is read better.
_CODE_WAYS = (
    Look(_NOWHERE, line=True, margin=-0.15, round=8, without_red=True),
    Look(_NOWHERE, line=True, margin=-0.15, round=9, dark_ink=True),
)
# What crosses a line that was missed is a coloured stamp, or a watermark of any shade.
_GAP_WAY = Look(_NOWHERE, gap=True, dark_ink=True)
# The values of a card are printed black: no stamp is, not even on a grey copy.
_CARD_WAYS = (
    Look(_NOWHERE, line=True, round=10, black_ink=True),
    Look(_NOWHERE, line=True, margin=0.05, round=11, black_ink=True),
)


def wanted_looks(
    page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Look, ...]:
    """The looks a page deserves, the most useful first: eight readings at most, single lines, strips in which a
    line may have been missed, and all places to test for ink."""
    looks: list[Look] = []
    single: list[Look] = []
    ink: list[Look] = []
    gaps: list[Box] = []
    if not page.width or not page.height:
        return ()  # no picture: a worksheet
    for document in documents:
        kind = kinds.get(document.kind or "")
        if kind is None:
            continue
        poor = [spec for spec in kind.fields if _is_poor(spec, document)]
        if poor and max(page.width, page.height) < _SMALL:
            looks.append(_whole(page))
        elif poor and watermarked(page.lines):
            looks.append(replace(_whole(page), scale=1.0, dark_ink=True))
        for spec in poor:
            if spec.near is None:
                looks.extend(_looks_at(page, spec, document))
        single.extend(_doubtful_lines(page, document, kind))
        single.extend(_places_on_card(page, document, kind))
        for look in _under_seals(page, document, kind):
            (single if look.line else looks).append(look)
        looks.extend(_doubtful_cells(page, document))
        ink.extend(_empty_cells(document))
        ink.extend(_rooms_of_date(page, document, kind))
        gaps.extend(strips(page, document, kind))
    most = tuple(dict.fromkeys(looks))[:_MOST] + tuple(dict.fromkeys(single))[:_MOST_LINES]
    return most + tuple(replace(_GAP_WAY, box=box) for box in gaps) + tuple(ink)


def looks_at_codes(
    page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Look, ...]:
    """The lines of codes that fail their check however they were read, for many looks at each."""
    looks = [
        look
        for document in documents
        if (kind := kinds.get(document.kind or "")) is not None
        for look in _lines_of_codes(page, document, kind)
    ]
    return tuple(dict.fromkeys(looks))[:_MOST_CODES]


def _is_poor(spec: FieldSpec, document: Document) -> bool:
    found = document.fields.get(spec.name)
    if found is None or spec.choices:
        return False  # which printed option is ticked is seen in the picture, not read
    if spec.absent is not None and found.text == "":
        return True
    if found.value is None or found.problem is not None:
        return True
    if spec.key and spec.type == "org_name" and likeness(spec.type, found.value) < 1.0:
        return True  # cut off before its 公司, 店, 支行, ...
    return spec.key and found.confidence < _WEAK


def _whole(page: Page) -> Look:
    return Look(Box(0, 0, page.width, page.height), round(_LARGE / max(page.width, page.height), 2))


def _within(page: Page, x0: float, y0: float, x1: float, y1: float) -> Box | None:
    x0, y0 = max(0.0, x0), max(0.0, y0)
    x1, y1 = min(float(page.width), x1), min(float(page.height), y1)
    return Box(x0, y0, x1, y1) if x1 - x0 > 8 and y1 - y0 > 8 else None


def _looks_at(page: Page, spec: FieldSpec, document: Document) -> list[Look]:
    """Around a field's place; a page on which nothing tells the place gets none.

    A value that was read but fails is looked at twice, once as dark ink only and once just enlarged: what
    misleads the recogniser in one picture often does not in the other.
    """
    found = document.fields.get(spec.name)
    if found is None or found.box is None:
        return []
    place, height = found.box, found.box.height
    if spec.multi_line and found.text:
        height = min(height, 60.0)
    box = _within(
        page, place.x0 - 2 * height, place.y0 - 0.8 * height, place.x1 + 2 * height, place.y1 + 0.8 * height
    )
    if box is None:
        return []
    scale = 2.0 if height < 60 else 1.0
    if not found.text:
        stamped = [Look(box, scale, without_blue=True, round=5)] if _lies_under_stamp(page, place) else []
        return [Look(box, scale, dark_ink=True, strip=place), *stamped]
    return [Look(box, scale, dark_ink=True), Look(box, 0.75 * scale, round=1)]


def _lies_under_stamp(page: Page, place: Box) -> bool:
    """Whether a usage stamp was read there, which may be too pale a blue to be seen in the picture."""
    return any(is_stamp(squeeze(line.text)) and line.box.intersection(place) for line in page.lines)


def _doubtful_lines(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The lines in which key fields stand that were read with any doubt or not at all, each in three ways.

    What a stamp, a rule or a tight box does to a line differs from way to way, so that two ways seldom agree in
    a mistake.
    """
    keys = [document.fields[spec.name] for spec in kind.fields if spec.key and spec.name in document.fields]
    doubtful = [found for found in keys if found.box and found.text and _in_doubt(found, page, kind)]
    cells = [
        cell
        for row in document.rows
        for cell in row.fields.values()
        if cell.problem is not None and cell.text
    ]
    places = [found.box for found in (*doubtful, *cells) if found.box is not None]
    boxes = [line.box for line in page.lines if any(_stands_in(place, line.box) for place in places)]
    boxes += [whole for found in doubtful for whole in _whole_codes(page, kind, found)]
    boxes += [whole for found in doubtful for whole in _whole_names(page, kind, found)]
    boxes += [whole for found in doubtful for whole in _whole_persons(page, kind, found)]
    boxes += [place for _, place in _unread_codes(document, kind)]
    unread = [found for found in keys if found.box and found.value is None and not found.text]
    boxes += [room for found in unread if (room := _room_for(page, kind, found))]
    looks = [replace(way, box=box) for box in dict.fromkeys(boxes) for way in _WAYS]
    usual = _places_of_usual_words(page, document, kind)
    looks += [
        replace(way, box=box, round=way.round + at * len(_WAYS))
        for places in usual
        for at, box in enumerate(places)
        for way in _WAYS
    ]
    codes = [box for found in doubtful for box in _code_lines(page, kind, found)]
    looks += [replace(way, box=box) for box in dict.fromkeys(codes) for way in _CODE_WAYS]
    return looks + [
        replace(way, box=box, round=way.round + len(_WAYS))
        for found in doubtful
        if found.box and _ends_at_seal(page, kind, found) and (box := _up_to_seal(page, found.box))
        for way in _WAYS
    ]


def _unread_codes(document: Document, kind: KindSpec) -> list[tuple[str, Box]]:
    """The types and places of the few cells of codes in which none was read: a seal kept it from being noticed."""
    coded = [spec for spec in kind.table.columns if TYPES[spec.type].length] if kind.table else []
    cells = [
        (spec.type, row.fields[spec.name])
        for row in document.rows
        for spec in coded
        if spec.name in row.fields
    ]
    unread = [
        (type_id, cell.box) for type_id, cell in cells if cell.box and cell.value is None and not cell.text
    ]
    return unread if len(unread) <= _FEW_CELLS else []


def _places_of_usual_words(page: Page, document: Document, kind: KindSpec) -> list[list[Box]]:
    """The beginning of the places of values that were not read and consist of usual words (个体工商户), each in two
    lengths: nobody who looks for lines of text finds what a watermark runs across, and its end is of no use."""
    unread = [
        found.box
        for spec in kind.fields
        if spec.vocabulary and not spec.from_seal and (found := document.fields.get(spec.name)) is not None
        if found.box is not None and found.value is None and not found.text
    ]
    return [[place for long in _USUAL if (place := _beginning(page, box, long))] for box in unread]


def _beginning(page: Page, box: Box, long: float) -> Box | None:
    """The first part of a place, `long` times as wide as it is high, without the room over and under its line."""
    room = _ROOM * box.height
    return _within(page, box.x0, box.y0 + room, min(box.x1, box.x0 + long * box.height), box.y1 - room)


def _places_on_card(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The places of a card's key fields that were read with any doubt or not at all, with the stamps over them gone."""
    if not kind.recognise.card:
        return []
    keys = [document.fields[spec.name] for spec in kind.fields if spec.key and spec.name in document.fields]
    doubtful = [found for found in keys if found.value is None or _in_doubt(found, page, kind)]
    places = known_places(kind, document, fragments(page.lines)) if doubtful else {}
    boxes = [places.get(found.name, found.box) for found in doubtful]
    inside = [_within(page, box.x0, box.y0, box.x1, box.y1) for box in boxes if box is not None]
    wide = [box for box in inside if box is not None and box.width > box.height]
    within, around = _CARD_WAYS
    return [
        look
        for box in dict.fromkeys(wide)
        for look in (replace(around, box=box), replace(within, box=_inset(box)))
    ]


def _inset(box: Box) -> Box:
    """The place a little smaller: two looks at the very same place do not count as two."""
    by = _INSET * box.height
    return Box(box.x0 + by, box.y0 + by, box.x1 - by, box.y1 - by)


def _code_lines(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The lines of a code that fails its check, as long as the whole code is."""
    spec = kind.field(found.name)
    if spec is None or not TYPES[spec.type].length or found.problem is None or found.box is None:
        return []
    lines = [line.box for line in page.lines if _stands_in(found.box, line.box)]
    return [box for box in _whole_codes(page, kind, found) or lines if box.width > box.height]


def _lines_of_codes(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The lines of codes, of fields and in cells, that fail their check, as any reading saw them."""
    types = {column.name: column.type for column in kind.table.columns} if kind.table else {}
    found = [(spec.type, document.fields.get(spec.name)) for spec in kind.fields]
    found += [(types[name], cell) for row in document.rows for name, cell in row.fields.items()]
    places = [
        (type_id, field.box)
        for type_id, field in found
        if TYPES[type_id].length and field and field.box and field.text and field.problem
    ]
    places += _unread_codes(document, kind)
    lines = [line for lines in (page.lines, *page.second_looks) for line in lines]
    return [
        Look(box, code=type_id)
        for type_id, place in places
        for box in _unlike([line.box for line in lines if _stands_in(place, line.box)], place)
    ]


def _unlike(boxes: Sequence[Box], place: Box) -> list[Box]:
    """The boxes over a place that are not nearly the same as one before."""
    found: list[Box] = []
    for box in boxes:
        alike = any(box.contains(other, _ALIKE) and other.contains(box, _ALIKE) for other in found)
        if _shares_width(place, box) and not alike:
            found.append(box)
    return found


def _shares_width(place: Box, line: Box) -> bool:
    return min(place.x1, line.x1) - max(place.x0, line.x0) > _PARTLY * min(place.width, line.width)


def _whole_codes(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The line of a code that was cut short, drawn out to the right by what is missing."""
    spec = kind.field(found.name)
    wanted = TYPES[spec.type].length if spec else 0
    if found.box is None or not 0 < len(found.text) < wanted:
        return []
    read, place = len(found.text), found.box
    pitch = place.width / read if read >= _LEAST_CODE else _DIGIT * place.height
    more = (wanted - read + 0.7) * pitch
    lines = [line.box for line in page.lines if _stands_in(place, line.box)]
    widened = (_within(page, box.x0, box.y0, box.x1 + more, box.y1) for box in lines)
    return [box for box in widened if box is not None]


def _whole_names(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The line of a name that breaks off or ends at a seal, drawn out to the right: the seal may hide the rest."""
    if found.box is None or not (_breaks_off(found, kind) or _ends_at_seal(page, kind, found)):
        return []
    box = _drawn_out(page, found.box) if _is_one_line(page, found.box) else None
    return [box] if box is not None and box.width > found.box.width + found.box.height else []


def _whole_persons(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The line of a person's name that ends at a seal, longer by the characters that it may hide."""
    if found.box is None or not _is_person_at_seal(page, kind, found):
        return []
    place, more = found.box, _MORE_OF_PERSON * found.box.height
    ends = [line.box for line in page.lines if _stands_in(place, line.box) and _ends_with(line.box, place)]
    longer = (_within(page, box.x0, box.y0, box.x1 + more, box.y1) for box in ends)
    return [box for box in longer if box is not None]


def _ends_with(line: Box, place: Box) -> bool:
    return line.x0 <= place.cx and abs(line.x1 - place.x1) < place.height


def _is_person_at_seal(page: Page, kind: KindSpec, found: Field) -> bool:
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
    return _within(page, place.x0, place.y0, end, place.y1)


def _room_for(page: Page, kind: KindSpec, found: Field) -> Box | None:
    """Where to look for a value that was not read: names are longer than the room that other values need."""
    spec = kind.field(found.name)
    if spec is None or spec.type not in _BREAKING_OFF or found.box is None:
        return found.box
    return _drawn_out(page, found.box)


def _ends_at_seal(page: Page, kind: KindSpec, found: Field) -> bool:
    """Whether a name runs up to or into a seal that goes on to the right of it."""
    place = found.box if _is_name(found, kind) else None
    return place is not None and _is_one_line(page, place) and bool(_seals_at_end(page, place))


def _lies_under_grey_seal(page: Page, found: Field) -> bool:
    """Whether a seal of a copy lies over a value: its colour, which it has not, takes nothing of it off the print."""
    place = found.box
    return place is not None and any(
        seal.color == "grey" and seal.box.intersection(place) for seal in page.seals
    )


def _is_one_line(page: Page, place: Box) -> bool:
    lines = [line.box for line in page.lines if place.contains(line.box) and _stands_in(place, line.box)]
    return all(same_row(lines[0], line) for line in lines)


def _is_name(found: Field, kind: KindSpec) -> bool:
    """Whether a field is a name or an address, whose end tells whether it is whole."""
    spec = kind.field(found.name)
    return spec is not None and spec.type in _BREAKING_OFF


def _seals_at_end(page: Page, place: Box) -> list[Box]:
    unit = min(place.height, 60.0)
    boxes = [seal.box for seal in page.seals if seal.box.y0 < place.cy < seal.box.y1]
    return [box for box in boxes if box.x0 - unit < place.x1 < box.x1 - unit]


def _up_to_seal(page: Page, place: Box) -> Box | None:
    """A place in a line, longer by what the seal at its end hides: a line that is hardly longer reads best."""
    ends = [box.x1 for box in _seals_at_end(page, place)]
    return _within(page, place.x0, place.y0, max(ends) + place.height, place.y1) if ends else None


def _in_doubt(found: Field, page: Page, kind: KindSpec) -> bool:
    if found.confidence < _CERTAIN or _breaks_off(found, kind) or _ends_at_seal(page, kind, found):
        return True
    if _is_name(found, kind) and _lies_under_grey_seal(page, found):
        return True
    if _is_person_at_seal(page, kind, found) or _is_overprinted(page, kind, found):
        return True
    return found.problem is not None and found.problem.code not in ("unread", "blank")


def _is_overprinted(page: Page, kind: KindSpec, found: Field) -> bool:
    """Whether a value of a card stands in a line much higher than the others: that of a stamp that runs across it."""
    if not kind.recognise.card or found.box is None:
        return False
    return found.box.height > _TOO_HIGH * line_height(fragments(page.lines))


def _breaks_off(found: Field, kind: KindSpec) -> bool:
    """Whether the name of an organisation ends before its 公司, 店, 支行, ..."""
    spec = kind.field(found.name)
    return spec is not None and spec.type == "org_name" and likeness(spec.type, found.text) < 1.0


def _stands_in(place: Box, line: Box) -> bool:
    common = place.intersection(line)
    return common is not None and common.height > 0.5 * min(line.height, place.height)


def _under_seals(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The neighbourhood of a date that stands under a seal and was not read whole."""
    pieces = fragments(page.lines)
    looks: list[Look] = []
    for spec in kind.fields:
        found = document.fields.get(spec.name)
        if spec.near is None or (found is not None and found.value is not None and not found.problem):
            continue
        at = anchor(spec.near, pieces)
        if at is None:
            continue
        unit = at.height
        box = _within(page, at.x0 - 4 * unit, at.y0 - unit, at.x1 + 12 * unit, at.y1 + 9 * unit)
        if box is not None:
            looks.append(Look(box, 2.0 if unit < 40 else 1.0, dark_ink=True))
        looks.extend(_along_the_row(page, at, pieces))
    return looks


def _along_the_row(page: Page, near: Box, pieces: Sequence[Fragment]) -> list[Look]:
    """The line of a date of which a seal left only pieces, read as one line and as what stands there."""
    row = date_row(near, pieces)
    if row is None:
        return []
    over = [seal.box for seal in page.seals if seal.box.y0 < row.cy < seal.box.y1]
    beside = [box for box in over if box.x0 - row.height < row.x1 and box.x1 + row.height > row.x0]
    reach = _BESIDE_SEAL * row.height
    x0 = min([row.x0, *(box.x0 - reach for box in beside)])
    x1 = max([row.x1, *(box.x1 + reach for box in beside)])
    box = _within(page, x0, row.y0 - 0.1 * row.height, x1, row.y1 + 0.1 * row.height)
    if box is None:
        return []
    tight = _within(page, row.x0 - _TIGHT * row.height, box.y0, row.x1 + _TIGHT * row.height, box.y1)
    around = [Look(tight, 1.5, round=5)] if tight is not None else []
    return [Look(box, 1.5, round=1), *around, *(replace(way, box=box) for way in _WAYS)]


def _doubtful_cells(page: Page, document: Document) -> list[Look]:
    """Table cells whose value fails its check."""
    looks: list[Look] = []
    for row in document.rows:
        for cell in row.fields.values():
            if cell.box is not None and cell.text and cell.problem is not None:
                place, height = cell.box, cell.box.height
                above, below = place.y0 - 0.4 * height, place.y1 + 0.4 * height
                box = _within(page, place.x0 - height, above, place.x1 + height, below)
                if box is not None:
                    looks.append(Look(box, 2.0))
    return looks


def _empty_cells(document: Document) -> list[Look]:
    """Table cells in which nothing was read although every row must have them."""
    return [
        Look(cell.box, strip=cell.box, only_ink=True)
        for row in document.rows
        for cell in row.fields.values()
        if cell.box is not None and cell.value is None and not cell.text
    ]


def _rooms_of_date(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """Where the figures of a date would stand of which no more was read than 年月日; a seal may lie over them."""
    region = document.region
    pieces = [piece for piece in fragments(page.lines) if region is None or region.contains(piece.box, 0.5)]
    found = open_date(pieces, kind, document.fields)
    rooms = found.rooms if found is not None else ()
    return [Look(room, strip=room, only_ink=True, without_red=True) for room in rooms]


def overlaid(
    lines: Sequence[TextLine], seen: Sequence[TextLine], place: Box | None = None, share: float = 0.8
) -> tuple[TextLine, ...]:
    """A page's lines with those of a second look in their place.

    `seen` are the lines of the look, already in the page's pixels, `place` is what it looked at (None: as much as
    any line of the page needs). A line of the page gives way only where the look saw the whole of it, so that a
    look can add and correct but not lose; what the look's edge cut through is left as it was, unless `share`, of
    its width, says that less of it is enough. Slanting lines and the words of stamps keep nothing out: they run
    across print, and the upright box of the former lies over much that they do not cover.
    """
    inner = [line for line in seen if line.text.strip()]
    kept = [line for line in lines if _covered(line.box, inner) < share or _is_cut(line.box, place)]
    gone = [line for line in lines if line not in kept]
    level = [line for line in upright(kept) if not is_stamp(squeeze(line.text))]
    fresh = [
        new
        for new in inner
        if _covered(new.box, gone) >= 0.8 or not any(_same_ink(line.box, new.box) for line in level)
    ]
    return tuple(kept) + tuple(fresh)


def _is_cut(line: Box, place: Box | None) -> bool:
    """Whether more of a line than the slack of its box lies beside a place."""
    slack = _CUT * line.height
    return place is not None and (line.x0 < place.x0 - slack or line.x1 > place.x1 + slack)


def _same_ink(old: Box, new: Box) -> bool:
    """Whether two lines overlap by so much that they read the same characters."""
    common = old.intersection(new)
    if common is None:
        return False
    beside = same_row(old, new) and common.width > _SAME_INK * min(old.height, new.height)
    return beside or old.contains(new, 0.4)


def _covered(box: Box, lines: Sequence[TextLine]) -> float:
    """The share of a box's width over which `lines` lie on it."""
    shares = [
        (common.width / max(box.width, 1.0))
        for line in lines
        if (common := line.box.intersection(box)) is not None and common.height > 0.5 * box.height
    ]
    return sum(shares)


def weighed(readings: Sequence[Sequence[Document]], kinds: Mapping[str, KindSpec]) -> tuple[Document, ...]:
    """Several readings of one page as one, the first of them the plain one.

    Readings that see other papers on the page than the first are left out, unless the first knows fewer of them.
    """
    known = [sum(document.kind is not None for document in documents) for documents in readings]
    base = readings[0] if readings[0] and known[0] >= max(known) else readings[known.index(max(known))]
    alike = [documents for documents in readings if len(documents) == len(base)]
    return tuple(
        _weigh(document, [documents[at] for documents in alike], kinds.get(document.kind or ""))
        for at, document in enumerate(base)
    )


def _weigh(base: Document, readings: Sequence[Document], kind: KindSpec | None) -> Document:
    same = [document for document in readings if document.kind == base.kind]
    if kind is None or len(same) < 2:
        return base
    names = dict.fromkeys(name for document in same for name in document.fields)
    fields = {
        name: _best([document.fields[name] for document in same if name in document.fields], kind.field(name))
        for name in names
    }
    rows = max((document.rows for document in same), key=_cells_read)
    fields = _with_doubts(fields, [document.fields for document in same])
    return replace(base, fields=fields, rows=tuple(_row_with_doubts(row, same) for row in rows))


def _row_with_doubts(row: Row, readings: Sequence[Document]) -> Row:
    others = [other.fields for document in readings for other in document.rows if other.number == row.number]
    return replace(row, fields=_with_doubts(row.fields, others))


def _with_doubts(fields: Mapping[str, Field], readings: Sequence[Mapping[str, Field]]) -> dict[str, Field]:
    """Fields whose codes that are too short or too long are in doubt where another reading saw more or fewer of
    their characters: what the paper lacks is lacking whenever it is read."""
    doubted = {
        name: replace(found, problem=replace(found.problem, uncertain=True))
        for name, found in fields.items()
        if found.problem is not None and found.problem.code == "length"
        if any(_is_longer_or_shorter(other.get(name), found) for other in readings)
    }
    return {**fields, **doubted}


def _is_longer_or_shorter(other: Field | None, cell: Field) -> bool:
    if other is None or other.box is None or cell.box is None or not other.text:
        return False
    return len(other.text) != len(cell.text) and other.box.intersection(cell.box) is not None


def _cells_read(rows: Sequence[Row]) -> int:
    cells = (cell for row in rows for cell in row.fields.values())
    return sum(cell.value is not None and cell.problem is None for cell in cells)


def _worth(found: Field) -> int:
    if found.value is None:
        return 1 if found.problem and found.problem.code == "blank" else 0
    if found.problem is not None:
        return 2
    return _GOOD if found.text else 3


def _says_more(other: Field, field: Field) -> bool:
    """Whether a reading that came to nothing holds the name that another one gives, and words of a stamp."""
    name = field.value or ""
    return other.problem is not None and len(name) >= _A_NAME and name in other.text != name


def _best(readings: Sequence[Field], spec: FieldSpec | None) -> Field:
    """The best of several readings of one field.

    A value that passes its check beats one that does not, a whole name one that breaks off, a person's name that
    two looks are certain of one that none or one is; of equals the one that more readings give wins, then the surer
    one. What another reading says of a key field is kept with it,
    and where as many say the one as the other it is *cannot tell*.
    """
    type_id = spec.type if spec is not None else "text"
    votes: dict[str | None, list[Field]] = {}
    for reading in readings:
        votes.setdefault(reading.value, []).append(reading)
    groups = [max(group, key=lambda field: (_worth(field), field.confidence)) for group in votes.values()]

    def support(field: Field) -> int:
        # A reading that did not look at this place again repeats another one to the last digit.
        more = [other for other in readings if _says_more(other, field)] if type_id == "org_name" else []
        return len({(other.confidence, other.box) for other in (*votes[field.value], *more)})

    def certain(field: Field) -> bool:
        sure = {(other.confidence, other.box) for other in votes[field.value] if other.confidence > _CERTAIN}
        return type_id == "person" and len(sure) > 1

    def rank(field: Field) -> tuple[int, float, bool, int, float]:
        whole = likeness(type_id, field.value) if field.value is not None else 0.0
        breaking = whole if type_id in _BREAKING_OFF else 0.0
        surer = field.confidence if _worth(field) == _GOOD else 0.0
        return _worth(field), breaking, certain(field), support(field), surer

    best = max(groups, key=rank)
    rivals = [field for field in groups if field is not best and rank(field)[:2] == rank(best)[:2]]
    if (
        spec is not None
        and spec.near is not None
        and any(support(field) >= support(best) for field in rivals)
    ):
        return replace(best, value=None, problem=Problem("unread", _UNDER_A_SEAL, uncertain=True))
    if spec is None or not spec.key or not rivals or _worth(best) < _GOOD:
        return best
    others = tuple(field.value for field in rivals if field.value is not None)
    tied = [field for field in rivals if support(field) == support(best)]
    alone = support(best) == 1 and len(others) >= _MANY  # it is read in another way whenever it is read
    if not alone and (
        all(best.confidence - field.confidence > 0.25 for field in tied) or best.confidence > _CERTAIN
    ):
        return replace(best, others=others)
    problem = Problem("readings_differ", "几次识别的结果不一样，请对照原件。", uncertain=True)
    return replace(best, confidence=min(best.confidence, 0.6), problem=problem, others=others)
