"""The words of a checklist folder by which a seal's owner and purpose are known, ready for searching."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from intake_assist.checklist.models import SealWords


@dataclass(frozen=True, slots=True)
class Patterns:
    """`issuer` finds who issues papers (banks too), `purposes` a special purpose, in the order they are tried."""

    issuer: re.Pattern[str]
    bank: re.Pattern[str]
    purposes: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=16)
def patterns(words: SealWords) -> Patterns:
    purposes = words.purposes
    ends = (f"{re.escape(end)}$" for end in words.issuer_ends)
    return Patterns(
        _any([*map(re.escape, (*words.banks, *words.issuers)), *ends]),
        _any(map(re.escape, words.banks)),
        tuple(
            (name, _any(map(_purpose, among)))
            for name, among in (
                ("finance", purposes.finance),
                ("contract", purposes.contract),
                ("other", purposes.other),
            )
        ),
    )


def _any(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(parts))


def _purpose(word: str) -> str:
    """A word cut off after 专 is no purpose where 专业 goes on: 服务专业合作社 is a name."""
    return re.escape(word) + ("(?!业)" if word.endswith("专") else "")
