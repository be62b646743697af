"""Where things lie in a page view. Pure: lengths are device pixels, boxes are pixels of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intake_assist.model import Box

LEAST_ZOOM, MOST_ZOOM = 0.05, 8.0
STEP = 1.25

_READABLE = (23.0, 64.0)  # height of a line in logical pixels that is read without effort
_WANTED_LINE = 32.0
_CONTEXT = 0.62  # a place takes at most this share of the view, the rest is what stands around it
_LEAST_PART = 24.0


def fit_page(page: tuple[float, float], view: tuple[float, float]) -> float:
    """The zoom (device pixels per page pixel) at which the whole page is seen."""
    return clamped(min(view[0] / max(1.0, page[0]), view[1] / max(1.0, page[1])))


def fit_width(page: tuple[float, float], view: tuple[float, float]) -> float:
    return clamped(view[0] / max(1.0, page[0]))


def clamped(zoom: float) -> float:
    return min(MOST_ZOOM, max(LEAST_ZOOM, zoom))


def readable(box: Box, view: tuple[float, float], zoom: float, ratio: float) -> float:
    """The zoom at which `box` is well read with what stands around it; `zoom` itself when it is already.

    `ratio` is that of device to logical pixels.
    """
    width, height = max(1.0, box.width), max(1.0, box.height)
    most = _CONTEXT * min(view[0] / width, view[1] / height)
    if height > 0.5 * width:  # a seal, a region: its height does not tell the size of print
        well, wanted = 0.5 * most <= zoom, most
    else:
        line = height * zoom / ratio
        well, wanted = _READABLE[0] <= line <= _READABLE[1], min(most, _WANTED_LINE * ratio / height)
    return zoom if well and zoom <= most else clamped(min(wanted, 2.0 * ratio))


def comfortable(box: Box, shown: Box) -> bool:
    """Whether `box` lies within the part of the page that is shown, away from its edges."""
    dx, dy = 0.06 * shown.width, 0.08 * shown.height
    inner = (shown.x0 + dx, shown.y0 + dy, shown.x1 - dx, shown.y1 - dy)
    return inner[0] <= box.x0 and inner[1] <= box.y0 and box.x1 <= inner[2] and box.y1 <= inner[3]


def under(boxes: Iterable[tuple[str, Box]], x: float, y: float, slack: float) -> str | None:
    """The name of the smallest box at a point, that within `slack` pixels counted; None for none."""
    hit = [
        (box.area, name)
        for name, box in boxes
        if box.x0 - slack <= x <= box.x1 + slack and box.y0 - slack <= y <= box.y1 + slack
    ]
    return min(hit)[1] if hit else None


def in_reading_order(boxes: Iterable[tuple[str, Box]]) -> list[str]:
    """Names row by row from the top, in a row from the left."""
    waiting = sorted(boxes, key=lambda entry: (entry[1].y0, entry[1].x0))
    ordered: list[str] = []
    while waiting:
        first = waiting[0][1]
        row = [entry for entry in waiting if entry[1].cy <= first.y1]
        row = row or waiting[:1]
        ordered += [name for name, _ in sorted(row, key=lambda entry: (entry[1].x0, entry[1].y0))]
        waiting = [entry for entry in waiting if entry not in row]
    return ordered


def spanned(a: tuple[float, float], b: tuple[float, float], size: tuple[int, int]) -> Box:
    """The rectangle between two points, within the page."""
    (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    width, height = size
    return Box(
        min(max(0.0, x0), width),
        min(max(0.0, y0), height),
        min(max(0.0, x1), width),
        min(max(0.0, y1), height),
    )


def shifted(box: Box, dx: float, dy: float, size: tuple[int, int]) -> Box:
    """`box` moved, as far as it stays within the page."""
    dx = min(max(dx, -box.x0), size[0] - box.x1)
    dy = min(max(dy, -box.y0), size[1] - box.y1)
    return box.moved(dx, dy)


def edges_at(box: Box, x: float, y: float, slack: float) -> str:
    """The edges of `box` near a point, some of ``l r t b``; empty away from all."""
    if not (box.x0 - slack <= x <= box.x1 + slack and box.y0 - slack <= y <= box.y1 + slack):
        return ""
    near = [("l", abs(x - box.x0)), ("r", abs(x - box.x1)), ("t", abs(y - box.y0)), ("b", abs(y - box.y1))]
    return "".join(edge for edge, distance in near if distance <= slack)


def pulled(box: Box, edges: str, dx: float, dy: float, size: tuple[int, int]) -> Box:
    """`box` with some of its edges moved; it keeps a least size and stays within the page."""
    x0 = min(max(0.0, box.x0 + dx), box.x1 - _LEAST_PART) if "l" in edges else box.x0
    y0 = min(max(0.0, box.y0 + dy), box.y1 - _LEAST_PART) if "t" in edges else box.y0
    x1 = max(min(float(size[0]), box.x1 + dx), box.x0 + _LEAST_PART) if "r" in edges else box.x1
    y1 = max(min(float(size[1]), box.y1 + dy), box.y0 + _LEAST_PART) if "b" in edges else box.y1
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def large_enough(box: Box, least: float = _LEAST_PART) -> bool:
    return box.width >= least and box.height >= least


def halves(size: tuple[int, int], *, beside: bool) -> tuple[Box, Box]:
    """The page cut in two: one beside the other, or one above the other."""
    width, height = float(size[0]), float(size[1])
    if beside:
        return Box(0, 0, width / 2, height), Box(width / 2, 0, width, height)
    return Box(0, 0, width, height / 2), Box(0, height / 2, width, height)


def sorted_parts(parts: Sequence[Box]) -> tuple[Box, ...]:
    """Parts in reading order."""
    names = in_reading_order((str(at), part) for at, part in enumerate(parts))
    return tuple(parts[int(name)] for name in names)
