"""The words of a paper in a row, for values that stand in a sentence and have no label of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake_assist.reading.fragments import Fragment, rows
from intake_assist.reading.values_at import Part

_SPECK = re.compile(r"[年月][.·]\d|\d[.·][年月日]")


@dataclass(frozen=True, slots=True)
class Running:
    """`text` is all pieces joined without blanks and specks; `owners[i]` is the piece and position of character i."""

    text: str
    owners: tuple[tuple[Fragment, int], ...]

    def parts(self, start: int, end: int) -> tuple[Part, ...]:
        """The characters ``start:end`` as parts of their pieces."""
        found: list[Part] = []
        for piece, position in self.owners[start:end]:
            if found and found[-1][0] is piece and found[-1][2] == position:
                found[-1] = (piece, found[-1][1], position + 1)
            else:
                found.append((piece, position, position + 1))
        return tuple(found)

    def search(self, pattern: str) -> tuple[Part, ...]:
        """What the first group of `pattern` matches first; empty when it does not."""
        match = re.search(pattern, self.text)
        if match is None or match.start(1) < 0 or match.start(1) == match.end(1):
            return ()
        return self.parts(match.start(1), match.end(1))


def running(pieces: Sequence[Fragment]) -> Running:
    ordered = [piece for row in rows(pieces) for piece in row]
    owners = tuple(
        (piece, i) for piece in ordered for i in range(len(piece.text)) if not _is_speck(piece.text, i)
    )
    return Running("".join(piece.text[i] for piece, i in owners), owners)


def _is_speck(text: str, at: int) -> bool:
    """Whether a dot was seen between the figures and signs of a date, as ``11月.19日``."""
    return _SPECK.match(text, max(at - 1, 0)) is not None if at > 0 and text[at] in ".·" else False
