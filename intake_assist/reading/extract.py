"""The fields of one document: labels, places, types and the layout put together.

The order is from sure to less sure. All labels of the kind are found first, because each one ends the value
before it. Every label then offers what it could mean, and the best offers take their text, so that no text is
used twice. What is still missing is looked for in the gaps of the layout, in sentences (patterns), at
scattered places (dates under a seal) and last by its own form (a code with a right check digit).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from intake_assist.checklist.models import FieldSpec, KindSpec, UnderSpec
from intake_assist.model import Box, Field, Problem
from intake_assist.reading.anew import Fields, written_anew
from intake_assist.reading.card_places import at_place, card_places, places_by_title, places_by_values
from intake_assist.reading.fragments import (
    Fragment,
    line_height,
    right_of,
    same_row,
    with_stars,
    without_noise,
    without_stamps,
)
from intake_assist.reading.labels import LabelHit, find_labels
from intake_assist.reading.layout import Slot, likely_layouts, missing_slots, slot_candidate
from intake_assist.reading.running import running
from intake_assist.reading.scattered import anchor, date_near
from intake_assist.reading.ticks import holds_options, ticked
from intake_assist.reading.torn import completed, torn_labels
from intake_assist.reading.values_at import (
    STRICT,
    Candidate,
    Ground,
    Part,
    box_of,
    candidates,
    confidence_of,
    continued,
    likeness,
    spelled,
    text_of,
    value_text,
)
from intake_assist.values import TYPES, parse
from intake_assist.values.text import HAN, squeeze

_HEADING = "§"
_UNDER = "§under:"
_OTHER = "§other"
# Types with a check digit: without any label, the digits themselves say what they are.
_SELF_PROVING = frozenset({"uscc", "id_number", "approval_no"})


@dataclass
class _Search:
    """The state of one extraction: who holds which piece."""

    kind: KindSpec
    ground: Ground
    hits: tuple[LabelHit, ...]
    chosen: dict[str, Candidate] = field(default_factory=dict)
    held: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    label_of: dict[str, LabelHit] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    places: Mapping[str, Box] = field(default_factory=dict)

    def free(self, piece: Fragment) -> bool:
        return id(piece) not in self.held

    def available(self, parts: Sequence[Part]) -> bool:
        return all(
            end <= s or start >= e for piece, start, end in parts for s, e in self.held.get(id(piece), ())
        )

    def take(self, candidate: Candidate) -> None:
        self.chosen[candidate.field] = candidate
        if candidate.hit is not None:
            self.label_of[candidate.field] = candidate.hit
        for piece, start, end in candidate.parts:
            self.held.setdefault(id(piece), []).append((start, end))

    def lacking(self) -> list[FieldSpec]:
        return [spec for spec in self.kind.fields if spec.name not in self.chosen]


def extract(
    pieces: Sequence[Fragment],
    kind: KindSpec,
    page: str,
    empty: Sequence[Box] = (),
    struck: Sequence[Box] = (),
) -> Fields:
    """The fields of a document of `kind` whose text is `pieces`; `page` is the id written into them.

    `empty` are places measured to hold no ink. A field whose label is there and whose place is empty has the
    problem ``blank``; one whose place was not measured, or whose label was not found although every paper has
    it, has ``unread``. An optional field that was not found is left out. Of `struck` lines those do not count
    beside which something else was written.
    """
    pieces = without_stamps(pieces)
    kept = with_stars(without_noise(pieces, kind.noise))
    labels = {label for _, label in _wanted(kind)} if struck else ()
    fields = written_anew(kept, struck, lambda lines: _extracted(lines, kind, page, empty), labels)
    return {**fields, **_said_anywhere(pieces, kind, page, fields)}


def _said_anywhere(pieces: Sequence[Fragment], kind: KindSpec, page: str, fields: Fields) -> dict[str, Field]:
    """What papers of some sort say of themselves, be it in a watermark (电子营业执照)."""
    unsaid = [spec for spec in kind.fields if spec.absent is not None and not fields[spec.name].text]
    words = running(pieces)
    said = [(spec, words.search(pattern)) for spec in unsaid for pattern in spec.patterns]
    return {
        spec.name: _read(spec, Candidate(spec.name, parts, 0.9, None, whole=True), page)
        for spec, parts in said
        if parts
    }


def _extracted(
    pieces: Sequence[Fragment], kind: KindSpec, page: str, empty: Sequence[Box]
) -> dict[str, Field]:
    search = _by_labels(pieces, kind)
    if kind.prose:
        _by_sentence(search, pieces)
    _by_place(search)
    _by_layout(search)
    _grow(search)
    if not kind.prose:
        _by_sentence(search, pieces)
    _by_scattered_date(search)
    _by_end_of_label(search)
    _by_head_of_label(search)
    _by_choices(search)
    _by_form(search)
    _by_place(search)
    _by_rows(search)
    return {spec.name: made for spec in kind.fields if (made := _field(search, spec, page, empty))}


def _wanted(kind: KindSpec) -> list[tuple[str, str]]:
    labels = [(spec.name, squeeze(label)) for spec in kind.fields for label in spec.labels]
    governed = [
        (_UNDER + spec.name, squeeze(label)) for spec, under in _unders(kind) for label in under.labels
    ]
    headings = {squeeze(heading) for _, under in _unders(kind) for heading in under.headings}
    others = [(_OTHER, squeeze(label)) for label in kind.other_labels]
    return labels + governed + others + [(_HEADING, heading) for heading in sorted(headings)]


def _unders(kind: KindSpec) -> list[tuple[FieldSpec, UnderSpec]]:
    return [(spec, under) for spec in kind.fields for under in spec.under]


def _by_labels(pieces: Sequence[Fragment], kind: KindSpec) -> _Search:
    hits = find_labels(pieces, _wanted(kind))
    if kind.prose:
        hits = tuple(hit for hit in hits if hit.stands_out or _is_a_cell(hit, kind))
    else:
        hits += torn_labels(pieces, kind.fields, hits)
    labels = frozenset(label for _, label in _wanted(kind))
    search = _Search(kind, Ground(pieces, hits, labels), hits)
    offers: list[Candidate] = list(_sure_sentences(kind, pieces).values()) if kind.prose else []
    named = _named_in_sentences(kind, pieces) if kind.prose else frozenset()
    for spec in kind.fields:
        for hit in _own_hits(spec, hits):
            search.label_of.setdefault(spec.name, hit)
            if not (spec.name in named and _asks_to_sign(hit)):
                offers.extend(candidates(search.ground, spec, hit))
    for offer in sorted(offers, key=lambda candidate: -candidate.score):
        if offer.field not in search.chosen and search.available(offer.parts):
            search.take(offer)
    return search


def _is_a_cell(hit: LabelHit, kind: KindSpec) -> bool:
    """Whether a line is a label and a name of a person or an organisation and no more: two cells run together."""
    spec = next((spec for spec in kind.fields if spec.name == hit.field), None)
    piece, start, end = hit.parts[-1]
    if spec is None or spec.type not in _NAMES or start != 0 or len(hit.parts) > 1:
        return False
    rest = piece.text[end:]
    return likeness(spec.type, rest) >= _A_NAME and not _NO_NAME.search(rest)


def _own_hits(spec: FieldSpec, hits: Sequence[LabelHit]) -> list[LabelHit]:
    """The hits of a field: its own labels, and shared labels that stand under one of its headings."""
    own = [hit for hit in hits if hit.field == spec.name]
    headings = [hit for hit in hits if hit.field == _HEADING]
    for hit in hits:
        if hit.field == _UNDER + spec.name:
            heading = _heading_of(hit, headings)
            if heading is not None and _governs(heading.label, hit.label, spec):
                far = 0.02 * _apart(hit.box, heading.box)
                own.append(replace(hit, score=hit.score * (1.0 - far)))
    return own


def _governs(heading: str, label: str, spec: FieldSpec) -> bool:
    return any(
        heading in map(squeeze, under.headings) and label in map(squeeze, under.labels)
        for under in spec.under
    )


def _heading_of(hit: LabelHit, headings: Sequence[LabelHit]) -> LabelHit | None:
    """The heading that governs a label: the nearest by height of those that stand to its left, or right above.

    A heading may itself be a label of the row (``经办人 | 联系电话``): the nearest one to the left wins.
    """
    box = _in_row(hit)

    def distance(heading: LabelHit) -> tuple[float, float]:
        return round(_gap(box, heading.box) / 2.0), box.x0 - heading.box.x1

    left = [heading for heading in headings if heading.box.x1 <= box.x0 + 0.5 * box.height]
    nearest = min(left, key=distance, default=None)
    # Further away is another block: the heading of this one was not read.
    return nearest if nearest is not None and _apart(box, nearest.box) <= 8 else None


def _in_row(hit: LabelHit) -> Box:
    """The box of a label, no higher than the lowest of its pieces: the other may be torn by a stamp."""
    rows = [piece.part(start, end).box for piece, start, end in hit.parts]
    row = min(rows, key=lambda box: box.height)
    beside = all(box.y0 < row.cy < box.y1 for box in rows)
    return replace(hit.box, y0=row.y0, y1=row.y1) if beside else hit.box


def _apart(label: Box, heading: Box) -> int:
    """How far a label stands above or below its heading, in quarters of its height."""
    return round(4.0 * _gap(label, heading) / label.height)


def _gap(label: Box, heading: Box) -> float:
    return max(0.0, abs(label.cy - heading.cy) - heading.height / 2 - 0.5 * label.height)


def _by_place(search: _Search) -> None:
    """The values of a card whose labels were not read, from where they are printed on every one."""
    spec = search.kind.places
    if spec is None or search.places:
        return
    origin = search.chosen.get(spec.origin) if spec.origin else None
    if origin is not None and _is_cut(search, origin):
        return  # its width tells nothing
    search.places = card_places(spec, origin.parts) if origin else places_by_title(spec, search.ground.pieces)
    for field_spec in search.lacking():
        place = search.places.get(field_spec.name)
        if place is not None and (field_spec.name not in search.label_of or field_spec.told_by):
            found = at_place(field_spec, place, search.ground.pieces, search.available)
            if found is not None:
                search.take(found)


def _is_cut(search: _Search, candidate: Candidate) -> bool:
    """Whether characters of a code are missing."""
    spec = search.kind.field(candidate.field)
    return spec is not None and len(value_text(spec.type, candidate.parts)) < TYPES[spec.type].length


def _by_rows(search: _Search) -> None:
    """Where to look for the value that gives away the others, when some of those were read and it was not."""
    spec = search.kind.places
    if spec is not None and not search.places:
        lines = {name: found.box for name, found in search.chosen.items() if not _of_lines(search, name)}
        search.places = places_by_values(spec, lines)


def _of_lines(search: _Search, name: str) -> bool:
    spec = search.kind.field(name)
    return spec is not None and spec.multi_line


def _by_layout(search: _Search) -> None:
    lacking = [
        spec.name
        for spec in search.lacking()
        if spec.name not in search.label_of and spec.name not in search.places
    ]
    values = {name: candidate.box for name, candidate in search.chosen.items() if candidate.hit is not None}
    best: list[Candidate] = []
    for layout in likely_layouts(search.kind, search.label_of):
        slots = missing_slots(layout, search.label_of, values, lacking)
        found = [candidate for name, slot in slots.items() if (candidate := _in_slot(search, name, slot))]
        if sum(candidate.score for candidate in found) > sum(candidate.score for candidate in best):
            best = found
        search.slots = slots if len(slots) > len(search.slots) else search.slots
    for candidate in best:
        if search.available(candidate.parts):
            search.take(candidate)


def _in_slot(search: _Search, name: str, slot: Slot) -> Candidate | None:
    spec = search.kind.field(name)
    titles = search.kind.recognise.titles
    found = slot_candidate(search.ground, spec, slot, search.free, titles) if spec else None
    return None if found is not None and _is_sentence(found.text, search.kind) else found


def _is_sentence(text: str, kind: KindSpec) -> bool:
    """Whether a line is one of a letter's text, and no value of one that has cells."""
    begins = any(re.match(opening, text) for opening in kind.openings)
    return kind.prose and (begins or text.endswith("。"))


def _grow(search: _Search) -> None:
    """Values that run over several lines take the lines that nobody else holds."""
    for spec in search.kind.fields:
        candidate = search.chosen.get(spec.name)
        if candidate is not None and spec.type == "period" and not spec.multi_line:
            _complete_period(search, spec, candidate)
        if candidate is None or candidate.whole or not spec.multi_line or _is_plain_name(spec, candidate):
            continue
        label = candidate.hit.box if candidate.hit else None
        mine = _mine(search, spec, candidate)
        parts = continued(search.ground, candidate.parts, label, mine, spec.stop, _is_whole_org(spec))
        parts = _without_cell_above(spec, candidate, parts)
        if spec.type == "person" and likeness(spec.type, text_of(parts)) < likeness(
            spec.type, candidate.text
        ):
            continue
        search.take(Candidate(spec.name, _wrapped(search, spec, parts), candidate.score, candidate.hit))


def _complete_period(search: _Search, spec: FieldSpec, candidate: Candidate) -> None:
    """A period that breaks off in its last date takes the end of it from the beginning of the next line."""
    problem = parse(spec.type, text_of(candidate.parts)).problem
    if problem is None or problem.code != "cut":
        return
    label = candidate.hit.box if candidate.hit else None
    parts = continued(search.ground, candidate.parts, label, _mine(search, spec, candidate))
    if parse(spec.type, text_of(parts)).problem is None:
        search.take(Candidate(spec.name, parts, candidate.score, candidate.hit))


def _without_cell_above(spec: FieldSpec, candidate: Candidate, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A value without the line above it, when it is a name of a person by itself and that line no part of one."""
    above = parts[: parts.index(candidate.parts[0])]
    alone = spec.type == "person" and likeness(spec.type, candidate.text) >= _A_NAME
    return parts[len(above) :] if alone and above and "·" not in text_of(above) else parts


def _wrapped(search: _Search, spec: FieldSpec, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A name that breaks off, with its end from the beginning of the next line of the page."""
    last = parts[-1][0].box
    margin = max(piece.box.x1 for piece in search.ground.pieces) - 2 * last.height
    if spec.type != "org_name" or last.x1 < margin or likeness(spec.type, text_of(parts)) == 1.0:
        return parts
    below = [
        piece
        for piece in search.ground.pieces
        if search.free(piece)
        and len(piece.text) <= _MOST_WRAPPED
        and -0.4 * last.height < piece.box.y0 - last.y1 < 1.2 * last.height
        and piece.box.x1 < last.x1
    ]
    first = min(below, key=lambda piece: piece.box.x0, default=None)
    if first is None or any(_left_of(other.box, first.box) for other in search.ground.pieces):
        return parts
    whole = (*parts, (first, 0, len(first.text)))
    return whole if likeness(spec.type, text_of(whole)) == 1.0 else parts


def _is_whole_org(spec: FieldSpec) -> Callable[[str], bool]:
    return lambda text: spec.type == "org_name" and likeness(spec.type, text) == 1.0


def _left_of(box: Box, other: Box) -> bool:
    return box.x1 <= other.x0 and same_row(box, other)


def _is_plain_name(spec: FieldSpec, candidate: Candidate) -> bool:
    """Whether a person's name is whole: only long ones of several parts, and those of partners, run over lines."""
    return spec.type == "person" and re.fullmatch(rf"[{HAN}]{{2,4}}", candidate.text) is not None


def _mine(search: _Search, spec: FieldSpec, candidate: Candidate) -> Callable[[Fragment], bool]:
    """Whether a line may go on with a value: one that begins with the usual words of a field that is still
    lacking is that field's, when the value is whole without it."""
    words = [word for other in _printed(search.lacking()) if other is not spec for word in other.vocabulary]
    starts = tuple(lead + word for word in words for lead in ("", "其他"))
    whole = likeness(spec.type, candidate.text) == 1.0
    boxes = () if spec.choices else _BOXES  # printed options belong to a field that has some
    titles = search.kind.recognise.titles
    return lambda piece: (
        search.free(piece)
        and not _is_code(piece)
        and not (whole and piece.text.startswith(starts))
        and not piece.text.startswith(boxes)
        and not _is_title(piece.text, titles)
    )


def _is_title(text: str, titles: Sequence[str]) -> bool:
    """Whether a line is the title of the paper, rather than a sentence in which its name comes up (凭营业执照开展)."""
    rests = [text.replace(title, "", 1) for title in titles if title in text]
    return any(len(rest) <= _BESIDE_TITLE or re.fullmatch(r"\(.{1,6}\)", rest) for rest in rests)


def _is_code(piece: Fragment) -> bool:
    """Whether a piece is figures or a code with a right check digit and no more, which go on with no other value."""
    codes = [type_id for type_id in _SELF_PROVING if TYPES[type_id].length == len(piece.text)]
    return bool(_FIGURES.fullmatch(piece.text)) or any(_is_sound(type_id, piece.text) for type_id in codes)


def _printed(specs: Sequence[FieldSpec]) -> list[FieldSpec]:
    return [spec for spec in specs if not spec.from_seal]


def _by_sentence(search: _Search, pieces: Sequence[Fragment]) -> None:
    lacking = [spec for spec in search.lacking() if spec.patterns]
    if not lacking:
        return
    words = running(pieces)
    for spec in lacking:
        for pattern in spec.patterns:
            parts = words.search(pattern)
            if parts and search.available(parts):
                search.take(Candidate(spec.name, parts, 0.9, None, whole=True))
                break


def _sure_sentences(kind: KindSpec, pieces: Sequence[Fragment]) -> dict[str, Candidate]:
    """What sentences of a letter say beyond doubt: a value with a form of its own, whole even where the line
    breaks in the middle of it."""
    words = running(pieces)
    found: dict[str, Candidate] = {}
    for spec in kind.fields:
        for pattern in spec.patterns if spec.type in STRICT else ():
            parts = words.search(pattern)
            if parts and parse(spec.type, text_of(parts)).problem is None:
                found[spec.name] = Candidate(spec.name, parts, 0.95, None, whole=True)
                break
    return found


def _named_in_sentences(kind: KindSpec, pieces: Sequence[Fragment]) -> frozenset[str]:
    """The fields whose person a sentence of a letter names: below it he signs, and what a hand wrote reads worse."""
    words = running(pieces)
    persons = [spec for spec in kind.fields if spec.type == "person"]
    return frozenset(
        spec.name
        for spec in persons
        if any(
            (parts := words.search(pattern)) and likeness(spec.type, text_of(parts)) >= _A_NAME
            for pattern in spec.patterns
        )
    )


def _asks_to_sign(hit: LabelHit) -> bool:
    piece, start, _ = hit.parts[-1]
    return _SIGN_HERE.match(piece.text, start) is not None


def _by_scattered_date(search: _Search) -> None:
    for spec in search.lacking():
        if spec.near is None:
            continue
        place = anchor(spec.near, search.ground.pieces)
        text, parts = date_near(place, search.ground.pieces, search.free) if place else ("", ())
        if parts:
            search.take(Candidate(spec.name, _with_text(text, parts), 0.9, None))


def _with_text(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts that read `text`: the pieces of a scattered date, put in the order of the date."""
    if text_of(parts) == text:
        return parts
    whole = box_of(parts)
    confidence = confidence_of(parts)
    step = whole.width / len(text)
    edges = tuple(whole.x0 + i * step for i in range(len(text) + 1))
    return ((Fragment(text, whole, confidence, edges, parts[0][0].line), 0, len(text)),)


_FIGURES = re.compile(r"[0-9]{6,}")
_SIGN_HERE = re.compile(r"[^:]{0,12}[签章]")
_BOXES = tuple("☑☐□√")
_NAMES = frozenset({"person", "org_name"})
_A_NAME = 0.9
_NO_NAME = re.compile(r"[签盖]|姓名|前往|前来|办理|代理|代表|授权|委托|身份|证件|电话|号码|日期|[:,。、;]")
_MOST_WRAPPED = 10
_BESIDE_TITLE = 2  # characters
_AFTER_COLON = re.compile(rf"([{HAN})]{{1,4}}):(.+)")
_IN_FORM = 0.7


def _by_end_of_label(search: _Search) -> None:
    """What follows the end of a label whose beginning was not read: ``号:6222...`` of a spread ``账　　号``.

    Only a value in the form of the one field that it could mean is taken.
    """
    for piece in search.ground.pieces:
        found = _AFTER_COLON.fullmatch(piece.text) if search.free(piece) else None
        if found is None:
            continue
        end, value = found.groups()
        meant = [spec for spec in search.lacking() if _may_end(spec, end, search) and _in_form(spec, value)]
        if len(meant) == 1:
            part = (piece, found.start(2), found.end(2))
            search.take(Candidate(meant[0].name, (part,), 0.8, None))


def _by_head_of_label(search: _Search) -> None:
    """What stands beside the first of a label's two spread characters, when the second was not read."""
    for piece in search.ground.pieces:
        value = right_of(piece, search.ground.pieces) if len(piece.text) == 1 and search.free(piece) else None
        if value is None or not search.free(value):
            continue
        meant = [spec for spec in search.lacking() if _may_begin(spec, piece.text, search)]
        if len(meant) == 1 and meant[0].type in STRICT and _in_form(meant[0], value.text):
            search.take(Candidate(meant[0].name, ((value, 0, len(value.text)),), 0.8, None))


def _by_choices(search: _Search) -> None:
    """The printed options of a field whose label was not read: lines that hold several of them and no more."""
    for spec in search.lacking():
        if not spec.choices or spec.name in search.label_of:
            continue
        lines = [
            piece
            for piece in search.ground.pieces
            if search.free(piece) and holds_options(piece.text, spec.choices)
        ]
        if len(lines) == 1:
            search.take(Candidate(spec.name, ((lines[0], 0, len(lines[0].text)),), 0.8, None, whole=True))


def _may_begin(spec: FieldSpec, head: str, search: _Search) -> bool:
    labels = map(squeeze, spec.labels)
    return spec.name not in search.label_of and any(len(label) == 2 and label[0] == head for label in labels)


def _may_end(spec: FieldSpec, end: str, search: _Search) -> bool:
    """Whether a label of the field, found nowhere else, ends like this."""
    labels = map(squeeze, spec.labels)
    return spec.name not in search.label_of and any(label != end and label.endswith(end) for label in labels)


def _in_form(spec: FieldSpec, value: str) -> bool:
    return likeness(spec.type, value) >= _IN_FORM and _is_sound(spec.type, value)


def _by_form(search: _Search) -> None:
    for spec in search.lacking():
        if spec.type not in _SELF_PROVING:
            continue
        for piece in search.ground.pieces:
            part = _code_in(spec.type, piece) if search.free(piece) else None
            if part is not None:
                search.take(Candidate(spec.name, (part,), 0.8, None))
                break
    _by_only_one(search)
    _by_only_name(search)


_CODE = re.compile(r"[0-9A-Z]{14,20}")


def _code_in(type_id: str, piece: Fragment) -> Part | None:
    """The code in a piece whose label was misread, when its check digit is right."""
    for found in _CODE.finditer(piece.text.upper()):
        if parse(type_id, found.group()).problem is None and not _is_rather(type_id, found.group()):
            return piece, found.start(), found.end()
    return None


# Types of which a card bears one or two values, each in a form of its own.
_ON_CARDS = frozenset({"date", "period", "person"})


def _is_sound(type_id: str, text: str) -> bool:
    return parse(type_id, text).problem is None


def _by_only_one(search: _Search) -> None:
    """On a card, the one piece left that has the form of the one field left of that form."""
    if not search.kind.recognise.card:
        return
    labels = [squeeze(label) for spec in search.kind.fields for label in spec.labels]
    lacking = [
        spec
        for spec in search.lacking()
        if spec.type in _ON_CARDS and not spec.near and spec.name not in search.places
    ]
    for spec in lacking:
        pieces = [
            piece
            for piece in search.ground.pieces
            if search.free(piece)
            and not any(label in piece.text for label in labels)
            and likeness(spec.type, piece.text) > 0.8
            and _is_sound(spec.type, piece.text)
        ]
        if len(pieces) == 1 and [other.type for other in lacking].count(spec.type) == 1:
            search.take(Candidate(spec.name, ((pieces[0], 0, len(pieces[0].text)),), 0.8, None))


def _by_only_name(search: _Search) -> None:
    """Over a table, the one whole name of an organisation that nobody holds is that of whose label was not read."""
    lacking = [spec for spec in search.lacking() if spec.type == "org_name" and not spec.optional]
    if search.kind.table is None or len(lacking) != 1 or lacking[0].name in search.label_of:
        return
    titles = search.kind.recognise.titles
    names = [
        piece
        for piece in search.ground.pieces
        if search.free(piece)
        and likeness("org_name", piece.text) == 1.0
        and ":" not in piece.text
        and not any(title in piece.text for title in titles)
    ]
    if len(names) == 1:
        search.take(Candidate(lacking[0].name, ((names[0], 0, len(names[0].text)),), 0.8, None))


def _is_rather(type_id: str, text: str) -> bool:
    """An ID number can be a social credit code by chance; without a label it is an ID number."""
    return type_id == "uscc" and parse("id_number", text).problem is None


def _field(search: _Search, spec: FieldSpec, page: str, empty: Sequence[Box]) -> Field | None:
    candidate = search.chosen.get(spec.name)
    if candidate is not None:
        return _torn(search, spec, candidate, _read(spec, candidate, page))
    hit = search.label_of.get(spec.name)
    if hit is not None:
        place = search.places.get(spec.name) or _place_beside(hit, search.ground, spec.type)
        wide = place.width >= _ROOM * hit.box.height  # no value would find room in less
        seen_empty = wide and any(_was_measured(place, box) for box in empty)
        return Field(spec.name, None, "", hit.score, place, page, _nothing(spec, seen_empty=seen_empty))
    if spec.absent is not None:
        return Field(spec.name, spec.absent, "", 0.6, None, page)
    if spec.optional:
        return None
    problem = Problem("unread", f"没有读到“{spec.title}”，请查看原件。", uncertain=True)
    slot = search.slots.get(spec.name)
    where = search.places.get(spec.name) or (_place_in(slot, search.ground) if slot is not None else None)
    return Field(spec.name, None, "", 0.0, where, page, problem)


def _read(spec: FieldSpec, candidate: Candidate, page: str) -> Field:
    text = value_text(spec.type, candidate.parts)
    if spec.type == "person":
        text = spelled(text, candidate.parts)
    if spec.type == "org_name" and (_runs_into_text(candidate) or _OPEN.search(text)):
        text = completed(text)
    value, problem = ticked(text, spec.choices) if spec.choices else parse(spec.type, text)
    if problem is not None and value is None and (core := _core(spec.type, text)):
        text, (value, problem) = core, parse(spec.type, core)
    if problem is not None and spec.near is not None:
        problem = replace(problem, uncertain=True)  # it stands under a seal: what is lost was not read
    if problem is None and spec.vocabulary and value is not None:
        problem = _out_of_vocabulary(spec, value)
    if problem is None and spec.key and confidence_of(candidate.parts) < _HARDLY_READ:
        problem = Problem("weak", f"“{spec.title}”读得不准，请对照原件。", uncertain=True)
    confidence = confidence_of(candidate.parts) * _fitness(spec, candidate) * _wholeness(spec, text)
    return Field(spec.name, value, text, round(confidence, 3), candidate.box, page, problem)


def _torn(search: _Search, spec: FieldSpec, candidate: Candidate, found: Field) -> Field:
    """The name that was read, in doubt where it breaks off at what is left of the label printed over its end."""
    piece, _, end = candidate.parts[-1]
    begin = [hit for hit in search.hits if hit.parts[0][0] is piece and hit.parts[0][1] == end]
    torn = any(not piece.text.startswith(hit.label, end) for hit in begin)
    if spec.type != "org_name" or not torn or found.problem or likeness(spec.type, found.text) == 1.0:
        return found
    problem = Problem("torn", f"“{spec.title}”与后面的字印在一起，没有读全，请查看原件。", uncertain=True)
    return replace(found, confidence=min(found.confidence, _OVERPRINTED), problem=problem)


_OPEN = re.compile(r"\([^)]+$")  # a name that ends within its brackets breaks off


def _runs_into_text(candidate: Candidate) -> bool:
    """Whether the line goes on behind a value, with the next label or what is left of it."""
    piece, _, end = candidate.parts[-1]
    return end < len(piece.text)


_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_DOTTED = r"(?<![\d.])\d{4}\.\d{1,2}\.\d{1,2}"
_CORES = {
    "sex": re.compile("[男女]"),
    "date": re.compile(_DAY),
    "period": re.compile(
        rf"{_DAY}起?[至到\-—~]+(?:{_DAY}|长期)|{_DOTTED}[\-—~]*(?:{_DOTTED}|长期)|(?<=^[{HAN}])长期$"
    ),
    "amount": re.compile(
        r"(?:人民币)?[〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟百千万亿两]{2,}[元圆]整?"
    ),
}


def _core(type_id: str, text: str) -> str | None:
    """The one date or period in a text that goes on (the full stop after it was not read)."""
    pattern = _CORES.get(type_id)
    found = pattern.findall(text) if pattern else []
    return found[0] if len(found) == 1 else None


def _out_of_vocabulary(spec: FieldSpec, value: str) -> Problem | None:
    """A doubt about a value that nearly, but not quite, contains one of the usual words."""
    if any(word in value for word in spec.vocabulary):
        return None
    near = max(spec.vocabulary, key=lambda word: fuzz.partial_ratio(word, value))
    place = fuzz.partial_ratio_alignment(near, value, score_cutoff=70.0)
    if place is None:
        return None
    suggestion = value[: place.dest_start] + near + value[place.dest_end :]
    return Problem("near_miss", f"“{spec.title}”可能读错了字，请对照原件。", suggestion, uncertain=True)


def _fitness(spec: FieldSpec, candidate: Candidate) -> float:
    """How well label, place and form agree: 1 for an exact label with a value of its type, 0.6 at worst."""
    if candidate.hit is None:
        return 0.6 + 0.4 * min(1.0, candidate.score / 0.9)
    alike = likeness(spec.type, candidate.text) if spec.type in STRICT else 1.0
    return 0.6 + 0.4 * candidate.hit.score * min(1.0, alike / 0.7)


def _wholeness(spec: FieldSpec, text: str) -> float:
    """How likely no character of running text was lost or misread: nothing else tells it of one that has no form."""
    return _EACH_CHARACTER ** len(text) if spec.type == "text" and spec.multi_line else 1.0


def _nothing(spec: FieldSpec, *, seen_empty: bool) -> Problem:
    if seen_empty:
        return Problem("blank", f"“{spec.title}”处是空的，没有填写。")
    return Problem("unread", f"“{spec.title}”处没有读到内容，请查看原件。", uncertain=True)


def _was_measured(place: Box, measured: Box) -> bool:
    """Whether enough of a place was measured to say that it is empty: another reading may have put less there."""
    inside = place.contains(measured, 0.5) and measured.width >= _ENOUGH_OF_IT * place.width
    return inside or measured.contains(place, 0.5)


_ENOUGH_OF_IT = 0.3
_HARDLY_READ = 0.65
_EACH_CHARACTER = 0.995
"""On the standard measure two in three of 250 texts of some 60 characters were wholly right."""
_OVERPRINTED = 0.6
_LONG = 16.0  # line heights
_ROOM = 1.5


def _place_in(slot: Slot, ground: Ground) -> Box:
    """Where label and value must be that were not read: the row of the layout, up to the next column."""
    height = line_height(ground.pieces)
    middle = (slot.y0 + slot.y1) / 2
    y0, y1 = max(slot.y0, middle - 0.8 * height), min(slot.y1, middle + 0.8 * height)
    start = _start_in(slot, ground, y0, y1, height)
    right = [
        piece.box.x0
        for piece in ground.pieces
        if piece.box.x0 > slot.value_x + 3 * height and y0 < piece.box.cy < y1
    ]
    return Box(start, y0, min([slot.value_x + _LONG * height, *(x - 0.2 * height for x in right)]), y1)


def _start_in(slot: Slot, ground: Ground, y0: float, y1: float, height: float) -> float:
    """Where the value begins, if anything of its label was read; else where that does."""
    seen = any(
        abs(piece.box.x0 - slot.label_x) < height and piece.box.x1 < slot.value_x and y0 < piece.box.cy < y1
        for piece in ground.pieces
    )
    return (slot.value_x if seen else slot.label_x) - 0.3 * height


def _place_beside(hit: LabelHit, ground: Ground, type_id: str) -> Box:
    """Where the missing value would stand: right of the label, up to the next text in the row that is no piece of
    a code broken by a stamp."""
    label = hit.box
    height = label.height
    right = [p for p in ground.pieces if p.box.x0 > label.x1 and same_row(p.box, label)]
    broken = [p for p in right if TYPES[type_id].length and _PIECE_OF_CODE.fullmatch(p.text)]
    limits = [p.box.x0 - 0.2 * height for p in right if p not in broken]
    end = min([max([label.x1 + 12 * height, *(p.box.x1 for p in broken)]), *limits])
    start = label.x1 + 0.2 * height
    return Box(start, label.y0 - 0.1 * height, max(end, start + height), label.y1 + 0.1 * height)


_PIECE_OF_CODE = re.compile(r"[0-9A-Z]{3,}")
