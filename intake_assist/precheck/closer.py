"""Lines that two papers are held against each other by, looked at many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from intake_assist import reading, vision
from intake_assist.model import Box, Page, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.agreed import Expected
from intake_assist.precheck.bearing_out import borne_out
from intake_assist.precheck.crop import crop_of
from intake_assist.precheck.page_text import widened

Image = NDArray[np.uint8]

_LEAST_SHARE, _MOST_RIVALS = 0.15, 4  # of the votes of many looks at one line
_MARGINS = (0.0, 0.06, 0.12)  # heights of a line
_AS_LIKELY = 0.01  # ten times what the nearest rival of a clearly printed character has


def looked_closer(
    engine: Engine, image: Image, page: Page, boxes: Sequence[Box], wanted: Sequence[Expected] = ()
) -> Page:
    """The page with further readings of the lines at `boxes`, each looked at many times, stamps taken off.

    What few of the looks say is no reading; four readings more are kept at most. Where the picture bears out a name
    that is `wanted`, that is what stands there.
    """
    names = borne_out(engine, image, page, wanted)
    page = replace(page, borne_out=(*page.borne_out, *names))
    settled = {name.box for name in names}
    boxes = [box for box in boxes if box not in settled]
    lines = [line for line in page.lines if any(line.box.shares_place(box) for box in boxes)]
    red, blue = vision.red_places(image), vision.blue_places(image)
    rivals: dict[TextLine, list[TextLine]] = {}
    for line in lines:
        stamped = [any(line.box.intersection(place) for place in places) for places in (red, blue)]
        look = reading.Look(line.box, without_red=stamped[0], without_blue=not stamped[0] and stamped[1])
        rivals[line] = _rivals(engine, image, line, look)
    readings = [
        tuple(rivals[line][at] if len(rivals.get(line, ())) > at else line for line in page.lines)
        for at in range(_MOST_RIVALS)
        if any(len(found) > at for found in rivals.values())
    ]
    return replace(page, second_looks=(*page.second_looks, *readings))


def _rivals(engine: Engine, image: Image, line: TextLine, look: reading.Look) -> list[TextLine]:
    """What the line may say instead, the best supported first: what a look now and then says, and what any look
    would say if one character was the other that it may as well be."""
    box = line.box
    around = Box(
        max(0.0, box.x0 - box.height), max(0.0, box.y0 - box.height), box.x1 + box.height, box.y1 + box.height
    )
    x0, y0 = int(around.x0), int(around.y0)
    place = Box(box.x0 - x0, box.y0 - y0, box.x1 - x0, box.y1 - y0)
    crop = crop_of(image, around, look)
    said = dict(engine.read_closely(crop, place))
    cuts = [widened(reading.Look(place, margin=margin)) for margin in _MARGINS]
    for read in engine.read_choices([crop_of(crop, cut, reading.Look(cut)) for cut in cuts]):
        for at, other in read.doubtful(_AS_LIKELY):
            if other.isascii() or reading.as_printed(other) == read.text[at]:
                continue  # one digit less sure must not hide another number; or it is a traditional form
            said.setdefault(f"{read.text[:at]}{other}{read.text[at + 1 :]}", _LEAST_SHARE)
    rivals = sorted((-share, text) for text, share in said.items() if share >= _LEAST_SHARE)
    return [TextLine(text, box, line.confidence) for _, text in rivals if text != line.text][:_MOST_RIVALS]
