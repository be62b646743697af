"""Where on a page a line of text may have been missed.

A stamp or a watermark that crosses a line keeps all of it from being noticed, except where hardly more than the line
is seen. So the gaps between the lines that were read are worth a look in strips when a value is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box, Document, Page, TextLine
from intake_assist.reading.fragments import fragments, line_height, upright
from intake_assist.values.text import squeeze

_STRIP, _STEP, _LEAST = 1.25, 0.3, 1.5  # heights of a line
_SPARSE = 0.25  # of the width of the text: less of a row is a piece of a line, or a stamp
_LIKE_TITLE = 75.0


def strips(page: Page, document: Document, kind: KindSpec) -> list[Box]:
    """Strips little higher than a line in the gaps of a page, each from edge to edge, those under the title first;
    none when nothing is missing that such a line may say."""
    lines = [line for line in upright(page.lines) if _is_in(document, line)]
    if not lines or not any(_is_lost(spec, document, kind) for spec in kind.fields):
        return []
    height = line_height(fragments(lines))
    under = min((line.box.y1 for line in lines if _is_title(line, kind)), default=0.0)
    gaps = sorted(_gaps(lines, height), key=lambda gap: (gap[0] < under - height, gap))
    return [
        Box(0.0, y, float(page.width), min(y + _STRIP * height, float(page.height)))
        for y0, y1 in gaps
        for at in range(int((y1 - y0 - 0.5 * height) / (_STEP * height)))
        if (y := y0 + at * _STEP * height) < page.height - height
    ]


def _is_in(document: Document, line: TextLine) -> bool:
    return document.region is None or document.region.contains(line.box, 0.5)


def _is_lost(spec: FieldSpec, document: Document, kind: KindSpec) -> bool:
    """Whether a value is missing that a line of its own may hold: what a letter must say, or a key field of which
    nothing at all was seen."""
    found = document.fields.get(spec.name)
    if found is None or found.value is not None or spec.from_seal:
        return False
    return not spec.optional if kind.prose else spec.key and found.box is None


def _is_title(line: TextLine, kind: KindSpec) -> bool:
    """Whether a line is the title of the paper, most of which was read."""
    return any(fuzz.ratio(squeeze(line.text), title) >= _LIKE_TITLE for title in kind.recognise.titles)


def _gaps(lines: Sequence[TextLine], height: float) -> list[tuple[float, float]]:
    """The stretches of the page, from top to bottom, in which little or nothing was read."""
    boxes = [line.box for line in lines]
    enough = _SPARSE * (max(box.x1 for box in boxes) - min(box.x0 for box in boxes))
    edges = sorted({y for box in boxes for y in (box.y0, box.y1)})
    gaps: list[tuple[float, float]] = []
    for y0, y1 in pairwise(edges):
        read = sum(box.width for box in boxes if box.y0 <= y0 and box.y1 >= y1)
        if read >= enough:
            continue
        if gaps and gaps[-1][1] == y0:
            gaps[-1] = (gaps[-1][0], y1)
        else:
            gaps.append((y0, y1))
    return [gap for gap in gaps if gap[1] - gap[0] > _LEAST * height]
