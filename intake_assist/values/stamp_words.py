"""What offices stamp on copies: who may use them, for what, and that they are true copies."""

from __future__ import annotations

import re

# Cut by the recogniser into any pieces, a stamp falls on fields and cells of all kinds.
_STAMPS = tuple(
    map(
        re.compile,
        (
            r".{0,4}原件.{0,6}",
            r"(?:此|本)?(?:复印件)?(?:仅[供限用共]|只用)于?.{0,16}",
            r".{0,8}(?:再次)?复印(?:件)?无效.?",
            r"收件|已?核对?无误|与原[件]?",
        ),
    )
)
_OWN = re.compile(r"与原件|原件已核|核对一致|此复印件|仅[供限]办理|再次复印")
_PARTS = re.compile(r"^与原|仅[供限用共]|供社保|使用|复印|原件|办理社|社保业务")


def is_stamp(text: str) -> bool:
    """Whether a text is what offices stamp on copies, or part of it."""
    return any(mark.fullmatch(text) for mark in _STAMPS)


def reads_stamp(text: str) -> bool:
    """Whether a text runs through what only a usage stamp says."""
    return bool(_OWN.search(text))


def holds_stamp(text: str) -> bool:
    """Whether words of a usage stamp stand in a text that may hold more, as where it lies over a name."""
    return bool(_PARTS.search(text))
