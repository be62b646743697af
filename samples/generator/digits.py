"""Check digits of the numbers that the generator invents (GB 32100, GB 11714, GB 11643)."""

from __future__ import annotations

import random

USCC_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def uscc_check(body: str) -> str:
    """The 18th character of a social credit code whose first 17 are `body`."""
    total = sum(USCC_CHARS.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return USCC_CHARS[-total % 31]


def org_check(body: str) -> str:
    """The check character of an eight-character organisation code."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORG_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def id_check(body: str) -> str:
    """The 18th character of a citizen number whose first 17 are `body`."""
    total = sum(int(char) * weight for char, weight in zip(body, _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def uscc_valid(code: str) -> bool:
    return len(code) == 18 and set(code) <= set(USCC_CHARS) and uscc_check(code[:17]) == code[17]


def id_valid(number: str) -> bool:
    return len(number) == 18 and number[:17].isdigit() and id_check(number[:17]) == number[17]


def new_uscc(prefix: str, region: str, rng: random.Random) -> str:
    """An invented code. `prefix` is authority and kind (91, 92, 93), `region` six digits."""
    org = "MA" + "".join(rng.choice(USCC_CHARS) for _ in range(6))
    body = prefix + region + org + org_check(org)
    return body + uscc_check(body)


def new_id(region: str, birth: str, sex: str, rng: random.Random) -> str:
    """An invented citizen number. `birth` is YYYYMMDD, `sex` 男 or 女."""
    order = rng.randrange(1, 499) * 2 + (sex == "男")
    body = f"{region}{birth}{order:03d}"
    return body + id_check(body)


def other_digit(text: str, place: int, rng: random.Random) -> str:
    """`text` with the digit at `place` replaced by another digit."""
    digit = rng.choice([char for char in "0123456789" if char != text[place]])
    return text[:place] + digit + text[place + 1 :]
