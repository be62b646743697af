"""Cleaning of text as the recogniser gives it. All functions are idempotent."""

from __future__ import annotations

import re
import unicodedata

from intake_assist.values.base import Parsed, unread

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""The inside of a character class of Chinese characters."""

_BLANK = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\u3164\x00-\x1f\x7f]+")
_EDGE = " :;,.、。!?'\"“”‘’·…|_~-—"


def nfkc(text: str) -> str:
    """Full-width forms become half-width, compatibility characters their plain ones."""
    return unicodedata.normalize("NFKC", text)


def squeeze(text: str) -> str:
    """NFKC without any blank (ideographic and zero-width ones too); everything else is kept."""
    return nfkc(_BLANK.sub("", nfkc(text)))


def spaced(text: str) -> str:
    """NFKC with every run of blanks made one space, none at the ends."""
    return nfkc(_BLANK.sub(" ", nfkc(text)).strip())


def trim(text: str) -> str:
    """Without punctuation at both ends; closing and opening brackets stay."""
    return text.strip(_EDGE)


def digits(text: str) -> str:
    """The Arabic digits of the text, in order."""
    return re.sub(r"[^0-9]", "", nfkc(text))


def compact(text: str) -> str:
    """A printed number without the blanks, hyphens and dots between its groups; ASCII letters in capitals."""
    bare = re.sub(r"[\-‐-―−.·_]", "", squeeze(text))
    return re.sub(r"[a-z]+", lambda found: found.group().upper(), bare)


def check(text: str) -> Parsed:
    """Free text."""
    value = spaced(text)
    return Parsed(value) if value else unread("内容")


def looks_like(text: str) -> float:
    return 0.3 if squeeze(text) else 0.0
