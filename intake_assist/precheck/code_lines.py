"""A line with a code that failed its check, looked at many times: what holds the check, if many looks agree on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from intake_assist import reading
from intake_assist.model import Box, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.crop import crop_of
from intake_assist.values import TYPES, parse
from intake_assist.values.codes import code_within

Image = NDArray[np.uint8]
Votes = Sequence[tuple[str, float]]

_ROOM = 2.0  # heights of a line around it: stamps are taken off better where more of them is seen
_LEAST_SHARE, _MOST_BEHIND = 0.25, 0.7  # of the votes of a way, and of those of the code with the most
_SURE = 0.9  # of the line: its label may be read better elsewhere
_RUN = re.compile(r"[0-9A-Z]+")


def read_code(engine: Engine, image: Image, look: reading.Look) -> tuple[TextLine, ...]:
    """The line at a look's place as it reads when its code holds its check; nothing where few looks say so.

    A code that is printed wrong is read so by all looks. One that is right is read right by some of them only where
    a stamp or a bad print spoils it.
    """
    ways = [_by_code(votes, look.code) for votes in _looks(engine, image, look)]
    code = _supported(ways, look.code)
    if not code:
        return ()
    texts = max((way[code] for way in ways if code in way), key=lambda texts: sum(texts.values()))
    return (TextLine(max(texts, key=lambda text: texts[text]), look.box, _SURE),)


def _looks(engine: Engine, image: Image, look: reading.Look) -> list[Votes]:
    """The readings of the line and their shares, with all that is printed and with only a part of it."""
    box, room = look.box, _ROOM * look.box.height
    around = Box(max(0.0, box.x0 - room), max(0.0, box.y0 - room), box.x1 + room, box.y1 + room)
    place = box.moved(-int(around.x0), -int(around.y0))
    looks = (
        reading.Look(around),
        reading.Look(around, without_red=True),
        reading.Look(around, dark_ink=True),
    )
    return [engine.read_closely(crop_of(image, around, way), place) for way in looks]


def _by_code(votes: Votes, type_id: str) -> dict[str, dict[str, float]]:
    """The texts and their shares by the code in them; "" is none of the right length."""
    found: dict[str, dict[str, float]] = {}
    for text, share in votes:
        runs = _RUN.findall("".join(text.split()).upper())
        codes = (run if len(run) == TYPES[type_id].length else code_within(type_id, run) for run in runs)
        found.setdefault(next(filter(None, codes), ""), {})[text] = share
    return found


def _supported(ways: Sequence[Mapping[str, Mapping[str, float]]], type_id: str) -> str:
    """The code that holds its check and that enough looks of one way read, and no other one by far more looks of all
    ways; "" when there is none."""
    shares = {code: [sum(way.get(code, {}).values()) for way in ways] for way in ways for code in way if code}
    sound = {code: max(of) for code, of in shares.items() if parse(type_id, code).problem is None}
    best = max(sound, key=lambda code: sound[code], default="")
    most = max((sum(of) for of in shares.values()), default=0.0)
    enough = best and sound[best] >= _LEAST_SHARE and sum(shares[best]) >= _MOST_BEHIND * most
    return best if enough else ""
