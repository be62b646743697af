"""Pages that came in twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake_assist.model import Page
from intake_assist.vision.fingerprint import near, same_text

_ALIKE = 0.9  # rescans were measured at 0.89 to 1.0, other papers of one form at 0.17 at most


def with_duplicates(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, each copy of an earlier one marked: the same picture, or another scan of the same paper.

    A second scan is only believed when the pictures are near and the texts agree; two copies of one form
    filled alike are such a pair too, so nothing is ever dropped for it.
    """
    made: list[Page] = []
    for page in pages:
        earlier = [other for other in made if _comparable(other, page)]
        exact = next((other.id for other in earlier if other.fingerprint == page.fingerprint), None)
        scanned = None if exact else next((other.id for other in earlier if _rescan(other, page)), None)
        made.append(replace(page, duplicate_of=exact, near_duplicate_of=scanned))
    return tuple(made)


def _comparable(a: Page, b: Page) -> bool:
    return bool(a.fingerprint and b.fingerprint) and not (a.blank or b.blank)


def _rescan(a: Page, b: Page) -> bool:
    return near(a.fingerprint, b.fingerprint) and same_text(a.lines, b.lines) >= _ALIKE
