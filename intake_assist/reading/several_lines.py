"""Values that run over several lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from intake_assist.checklist.models import FieldSpec
from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment, same_row
from intake_assist.reading.own_form import A_NAME, is_code
from intake_assist.reading.search import Search
from intake_assist.reading.values_at import Candidate, Part, continued, likeness, text_of
from intake_assist.values import parse
from intake_assist.values.text import HAN

_BEGUN = re.compile(r"\d年.*\d{4}年(?:\d{1,2}(?:月\d{0,2})?)?$")  # a second date, which breaks off
_BOXES = tuple("☑☐□√")
_MOST_WRAPPED = 10
_BESIDE_TITLE = 2  # characters


def grow(search: Search) -> None:
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


def _complete_period(search: Search, spec: FieldSpec, candidate: Candidate) -> None:
    """A period that breaks off in its last date takes the end of it from the beginning of the next line."""
    text = text_of(candidate.parts)
    problem = parse(spec.type, text).problem
    if problem is None or not (problem.code == "cut" or _BEGUN.search(text)):
        return
    label = candidate.hit.box if candidate.hit else None
    parts = continued(search.ground, candidate.parts, label, _mine(search, spec, candidate))
    if parse(spec.type, text_of(parts)).problem is None:
        search.take(Candidate(spec.name, parts, candidate.score, candidate.hit))


def _without_cell_above(spec: FieldSpec, candidate: Candidate, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A value without the line above it, when it is a name of a person by itself and that line no part of one."""
    above = parts[: parts.index(candidate.parts[0])]
    alone = spec.type == "person" and likeness(spec.type, candidate.text) >= A_NAME
    return parts[len(above) :] if alone and above and "·" not in text_of(above) else parts


def _wrapped(search: Search, spec: FieldSpec, parts: tuple[Part, ...]) -> tuple[Part, ...]:
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


def _mine(search: Search, spec: FieldSpec, candidate: Candidate) -> Callable[[Fragment], bool]:
    """Whether a line may go on with a value: one that begins with the usual words of a field that is still
    lacking is that field's, when the value is whole without it."""
    words = [word for other in _printed(search.lacking()) if other is not spec for word in other.vocabulary]
    starts = tuple(lead + word for word in words for lead in ("", "其他"))
    whole = likeness(spec.type, candidate.text) == 1.0
    boxes = () if spec.choices else _BOXES  # printed options belong to a field that has some
    titles = search.kind.recognise.titles
    return lambda piece: (
        search.free(piece)
        and not is_code(piece)
        and not (whole and piece.text.startswith(starts))
        and not piece.text.startswith(boxes)
        and not _is_title(piece.text, titles)
    )


def _is_title(text: str, titles: Sequence[str]) -> bool:
    """Whether a line is the title of the paper, rather than a sentence in which its name comes up (凭营业执照开展)."""
    rests = [text.replace(title, "", 1) for title in titles if title in text]
    return any(len(rest) <= _BESIDE_TITLE or re.fullmatch(r"\(.{1,6}\)", rest) for rest in rests)


def _printed(specs: Sequence[FieldSpec]) -> list[FieldSpec]:
    return [spec for spec in specs if not spec.from_seal]
