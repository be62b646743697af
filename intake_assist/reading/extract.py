"""The fields of one document: labels, places, types and the layout put together.

The order is from sure to less sure. All labels of the kind are found first, because each one ends the value
before it. Every label then offers what it could mean, and the best offers take their text, so that no text is
used twice. What is still missing is looked for in the gaps of the layout, in sentences (patterns), at
scattered places (dates under a seal) and last by its own form (a code with a right check digit).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Field
from intake_assist.reading.anew import Fields, written_anew
from intake_assist.reading.found_fields import field_of, read_value
from intake_assist.reading.fragments import Fragment, with_stars, without_noise, without_stamps
from intake_assist.reading.labels import LabelHit, find_labels
from intake_assist.reading.own_form import A_NAME
from intake_assist.reading.placed import by_layout, by_place, by_rows, by_scattered_date
from intake_assist.reading.running import running
from intake_assist.reading.search import Search
from intake_assist.reading.sentences import by_sentence, named_in_sentences, sure_sentences
from intake_assist.reading.several_lines import grow
from intake_assist.reading.torn import torn_labels
from intake_assist.reading.unlabelled import by_choices, by_end_of_label, by_form, by_head_of_label
from intake_assist.reading.values_at import Candidate, Ground, candidates, likeness
from intake_assist.reading.wanted_labels import own_hits, wanted_labels

_NAMES = frozenset({"person", "org_name"})
_NO_NAME = re.compile(r"[签盖]|姓名|前往|前来|办理|代理|代表|授权|委托|身份|证件|电话|号码|日期|[:,。、;]")
_SIGN_HERE = re.compile(r"[^:]{0,12}[签章]")


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
    beside which something else was written; nobody writes on a card.
    """
    struck = () if kind.recognise.card else struck
    pieces = without_stamps(pieces)
    kept = with_stars(without_noise(pieces, kind.noise))
    labels = {label for _, label in wanted_labels(kind)} if struck else ()
    fields = written_anew(kept, struck, lambda lines: _extracted(lines, kind, page, empty), labels)
    return {**fields, **_said_anywhere(pieces, kind, page, fields)}


def _said_anywhere(pieces: Sequence[Fragment], kind: KindSpec, page: str, fields: Fields) -> dict[str, Field]:
    """What papers of some sort say of themselves, be it in a watermark (电子营业执照)."""
    unsaid = [spec for spec in kind.fields if spec.absent is not None and not fields[spec.name].text]
    words = running(pieces)
    said = [(spec, words.search(pattern)) for spec in unsaid for pattern in spec.patterns]
    return {
        spec.name: read_value(spec, Candidate(spec.name, parts, 0.9, None, whole=True), page)
        for spec, parts in said
        if parts
    }


def _extracted(
    pieces: Sequence[Fragment], kind: KindSpec, page: str, empty: Sequence[Box]
) -> dict[str, Field]:
    search = _by_labels(pieces, kind)
    if kind.prose:
        by_sentence(search, pieces)
    by_place(search)
    by_layout(search)
    grow(search)
    if not kind.prose:
        by_sentence(search, pieces)
    by_scattered_date(search)
    by_end_of_label(search)
    by_head_of_label(search)
    by_choices(search)
    by_form(search)
    by_place(search)
    by_rows(search)
    return {spec.name: made for spec in kind.fields if (made := field_of(search, spec, page, empty))}


def _by_labels(pieces: Sequence[Fragment], kind: KindSpec) -> Search:
    hits = find_labels(pieces, wanted_labels(kind))
    if kind.prose:
        hits = tuple(hit for hit in hits if hit.stands_out or _is_a_cell(hit, kind))
    else:
        hits += torn_labels(pieces, kind.fields, hits)
    labels = frozenset(label for _, label in wanted_labels(kind))
    search = Search(kind, Ground(pieces, hits, labels), hits)
    offers: list[Candidate] = list(sure_sentences(kind, pieces).values()) if kind.prose else []
    named = named_in_sentences(kind, pieces) if kind.prose else frozenset()
    for spec in kind.fields:
        for hit in own_hits(spec, hits):
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
    return likeness(spec.type, rest) >= A_NAME and not _NO_NAME.search(rest)


def _asks_to_sign(hit: LabelHit) -> bool:
    piece, start, _ = hit.parts[-1]
    return _SIGN_HERE.match(piece.text, start) is not None
