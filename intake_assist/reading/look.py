"""A second look at a place of a page: what it is, and the ways in which a line is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from intake_assist.model import Box, Page


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
WAYS = (
    Look(_NOWHERE, line=True, margin=0.12, round=2),
    Look(_NOWHERE, line=True, margin=0.3, round=3, without_red=True),
    Look(_NOWHERE, line=True, margin=0.05, round=4, dark_ink=True),
)
# What lies over a code from above or below makes its line too high: the code alone is read better.
CODE_WAYS = (
    Look(_NOWHERE, line=True, margin=-0.15, round=8, without_red=True),
    Look(_NOWHERE, line=True, margin=-0.15, round=9, dark_ink=True),
)
# What crosses a line that was missed is a coloured stamp, or a watermark of any shade.
GAP_WAY = Look(_NOWHERE, gap=True, dark_ink=True)
# The values of a card are printed black: no stamp is, not even on a grey copy.
CARD_WAYS = (
    Look(_NOWHERE, line=True, round=10, black_ink=True),
    Look(_NOWHERE, line=True, margin=0.05, round=11, black_ink=True),
)


def within_page(page: Page, x0: float, y0: float, x1: float, y1: float) -> Box | None:
    """A place as far as it lies on the page; None if hardly anything of it does."""
    x0, y0 = max(0.0, x0), max(0.0, y0)
    x1, y1 = min(float(page.width), x1), min(float(page.height), y1)
    return Box(x0, y0, x1, y1) if x1 - x0 > 8 and y1 - y0 > 8 else None


def stands_in(place: Box, line: Box) -> bool:
    """Whether a line and a place share a row: more than half of the height of the lower of them."""
    common = place.intersection(line)
    return common is not None and common.height > 0.5 * min(line.height, place.height)
