"""Words that say a paper holds no longer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake_assist.values.text import squeeze

_CORE = ("作废", "注销", "失效", "吊销")
_VOID = re.compile(
    rf"(?:(?:此|本)(?:证|照|件|联|页|表)|声明|已|业)*(?:{'|'.join(_CORE)})(?:章|戳|登记|声明)?"
)


def is_void(text: str) -> bool:
    """Whether a text is such words and nothing else: in longer text (scope of business, titles) they mean less."""
    return _VOID.fullmatch(squeeze(text)) is not None


def void_word(choices: Sequence[str]) -> str | None:
    """The word that says so, where each character of a line may be any of its `choices`; None when none fits."""
    starts = ((word, at) for word in _CORE for at in range(len(choices) - len(word) + 1))
    return next(
        (word for word, at in starts if all(char in choices[at + i] for i, char in enumerate(word))), None
    )
