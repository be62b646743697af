"""Values whose label was read in part or not at all, told by their form."""

from __future__ import annotations

import re

from intake_assist.checklist.models import FieldSpec
from intake_assist.reading.fragments import right_of
from intake_assist.reading.own_form import SELF_PROVING, code_in, in_form, is_sound
from intake_assist.reading.search import Search
from intake_assist.reading.ticks import holds_options
from intake_assist.reading.values_at import STRICT, Candidate, likeness
from intake_assist.values.text import HAN, squeeze

_AFTER_COLON = re.compile(rf"([{HAN})]{{1,4}}):(.+)")
# Types of which a card bears one or two values, each in a form of its own.
_ON_CARDS = frozenset({"date", "period", "person"})


def by_end_of_label(search: Search) -> None:
    """What follows the end of a label whose beginning was not read: ``号:6222...`` of a spread ``账　　号``.

    Only a value in the form of the one field that it could mean is taken.
    """
    for piece in search.ground.pieces:
        found = _AFTER_COLON.fullmatch(piece.text) if search.free(piece) else None
        if found is None:
            continue
        end, value = found.groups()
        meant = [spec for spec in search.lacking() if _may_end(spec, end, search) and in_form(spec, value)]
        if len(meant) == 1:
            part = (piece, found.start(2), found.end(2))
            search.take(Candidate(meant[0].name, (part,), 0.8, None))


def by_head_of_label(search: Search) -> None:
    """What stands beside the first of a label's two spread characters, when the second was not read."""
    for piece in search.ground.pieces:
        value = right_of(piece, search.ground.pieces) if len(piece.text) == 1 and search.free(piece) else None
        if value is None or not search.free(value):
            continue
        meant = [spec for spec in search.lacking() if _may_begin(spec, piece.text, search)]
        if len(meant) == 1 and meant[0].type in STRICT and in_form(meant[0], value.text):
            search.take(Candidate(meant[0].name, ((value, 0, len(value.text)),), 0.8, None))


def by_choices(search: Search) -> None:
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


def _may_begin(spec: FieldSpec, head: str, search: Search) -> bool:
    labels = map(squeeze, spec.labels)
    return spec.name not in search.label_of and any(len(label) == 2 and label[0] == head for label in labels)


def _may_end(spec: FieldSpec, end: str, search: Search) -> bool:
    """Whether a label of the field, found nowhere else, ends like this."""
    labels = map(squeeze, spec.labels)
    return spec.name not in search.label_of and any(label != end and label.endswith(end) for label in labels)


def by_form(search: Search) -> None:
    """Codes that prove themselves, and on cards and over tables the only piece that can be what is lacking."""
    for spec in search.lacking():
        if spec.type not in SELF_PROVING:
            continue
        for piece in search.ground.pieces:
            part = code_in(spec.type, piece) if search.free(piece) else None
            if part is not None:
                search.take(Candidate(spec.name, (part,), 0.8, None))
                break
    _by_only_one(search)
    _by_only_name(search)


def _by_only_one(search: Search) -> None:
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
            and is_sound(spec.type, piece.text)
        ]
        if len(pieces) == 1 and [other.type for other in lacking].count(spec.type) == 1:
            search.take(Candidate(spec.name, ((pieces[0], 0, len(pieces[0].text)),), 0.8, None))


def _by_only_name(search: Search) -> None:
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
