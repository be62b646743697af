"""Whether a seal is the one that is wanted: whose it is, what for, and how surely that was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from intake_assist.checklist.models import SealWant
from intake_assist.model import Seal
from intake_assist.rules.seal_words import Patterns
from intake_assist.values.names import compare_orgs, org_key, org_likeness, person_key
from intake_assist.values.text import HAN

GREY = "grey"
_LEGIBLE = 0.75
_SHARP = 0.95
"""Below it some characters of a ring are guesses, and more of them may be wrong."""
_WHOLE = 0.8
"""Share of the border that has to lie on the page for the name to be read whole."""
_SPECIAL_END = re.compile(r"(?:专|专用|用章|章)$")
"""How a ring ends that holds the purpose as well; elsewhere 技术 and 业务 are words of a name."""
_OFFICIAL = re.compile(r"[公印]章")
_TITLES = {"finance": "财务专用章", "contract": "合同专用章", "other": "专用章"}
_NO_LETTERS = re.compile(r"[()·]")
_WORDS, _OF_TITLES = re.compile(rf"[{HAN}]"), re.compile(r"[章专用]|[部室处科股组队会店厂所]$")
_FORM_AT_END = re.compile(r"(?:合伙|个体工商户|个人独资)[()]?$")
_MOSTLY = 0.6  # of the letters of a ring
_GUESSED = 0.25  # of a character: what its reading lacks in certainty when it is a guess
_LEAST_RING = 8  # letters of a ring that cannot be another name when they are the same ones in the same round
_MOST_MISREAD, _FEW = 4, 2
_LONGEST_PERSON = 3  # a trader may be named after himself
_MOST_LOST = 2.2  # times what was lost of a name, or is too much, makes the whole of it


class Owner(Enum):
    """Whether the name on a seal is the expected one."""

    SAME = "same"
    UNCLEAR = "unclear"
    OTHER = "other"


class Fit(Enum):
    """How a seal answers a want. `FOREIGN` ones belong to the paper itself, as a registry's on its licence."""

    RIGHT = "right"
    WRONG_PURPOSE = "wrong_purpose"
    DOUBTFUL = "doubtful"
    WRONG_OWNER = "wrong_owner"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Names:
    """Names as other papers give them, the most authoritative first; empty when none was read."""

    unit: tuple[str, ...] = ()
    principal: tuple[str, ...] = ()


def purpose(seal: Seal, words: Patterns) -> str:
    """official, finance, contract, other (another special purpose), name (a person's), or unread: some purpose that
    cannot be made out."""
    if seal.shape == "square" and len(seal.owner) <= 4:
        return "name"
    text = (seal.owner[-7:] if _SPECIAL_END.search(seal.owner) else "") + seal.title
    unread = "official" if not seal.title.endswith("章") or _OFFICIAL.search(seal.title) else "unread"
    return next((name for name, special in words.purposes if special.search(text)), unread)


def title(seal: Seal, words: Patterns) -> str:
    """What to call the seal before a clerk."""
    kind = purpose(seal, words)
    return {"official": "单位公章", "name": "个人名章"}.get(kind) or seal.title or _TITLES[kind]


def is_whole(seal: Seal) -> bool:
    return seal.inside >= _WHOLE


def owner_is(seal: Seal, name: str) -> Owner:
    """Whether a seal bears the name of an organisation.

    The characters of a ring are small and bent. One that was misread counts as read where the expected one is
    among its likely rivals; a name that is longer or shorter within (有限责任公司, 有限公司) is another name.
    """
    read, choices = _letters(seal)
    expected = org_key(name)
    if not read or not expected or seal.legibility < 0.5:
        return Owner.UNCLEAR
    if _agrees(read, choices, expected) or _agrees_from_elsewhere(read, choices, expected):
        return Owner.SAME
    if _agrees_but_for_form(read, choices, expected):
        return Owner.OTHER
    if (
        _is_clipped(name, expected, read)
        or _is_rest_of(expected, read)
        or compare_orgs(read, name) == "unclear"
        or _nearly_agrees_from_elsewhere(read, choices, expected)
    ):
        return Owner.UNCLEAR
    sharp = seal.legibility >= _SHARP and seal.color != GREY and not _is_mixed(seal.title)
    unclear = (
        seal.legibility < _LEGIBLE
        or not is_whole(seal)
        or (_mostly_in(read, expected) and not _ends_as_names_do(seal.owner))
        or _nearly(read, choices, expected, sharp=sharp)
        or _is_guessed(read, choices, expected, seal.legibility)
    )
    return Owner.UNCLEAR if unclear else Owner.OTHER


def _is_clipped(name: str, expected: str, read: str) -> bool:
    """Whether the name to compare with was itself not read whole: it then proves no other company."""
    return org_likeness(name) < 1.0 and (len(expected) > _LONGEST_PERSON or expected in read)


def _is_rest_of(expected: str, read: str) -> bool:
    """Whether what was read is what a bad print leaves of the expected name, and no name by itself: none begins with
    its trade."""
    rest = iter(expected)
    whole = org_likeness(read) == 1.0 and read[0] == expected[0]
    return not whole and all(char in rest for char in read)


def _is_mixed(title: str) -> bool:
    """Whether what was read in the middle of a seal is no title of one, but what is printed under it."""
    return bool(_WORDS.search(title)) and not _OF_TITLES.search(title)


def _mostly_in(read: str, expected: str) -> bool:
    return sum(char in expected for char in read) >= _MOSTLY * len(read)


def _ends_as_names_do(owner: str) -> bool:
    """Whether a name comes to its end: one of nearly the same characters that does not has lost it, or is mixed with
    what is printed beside it."""
    return org_likeness(owner) == 1.0 or any(end.search(owner) for end in (_FORM_AT_END, _SPECIAL_END))


def _is_guessed(read: str, choices: Sequence[str], expected: str, legibility: float) -> bool:
    """Whether the characters that differ may be those that were not read surely: what is lacking in the legibility
    of the whole is lost on a few of them."""
    lacking = (1.0 - legibility) * len(read)
    return lacking >= _GUESSED * _apart(read, choices, expected)


def _letters(seal: Seal) -> tuple[str, tuple[str, ...]]:
    """The owner as names are compared, and the choices of each letter left."""
    choices = seal.choices if len(seal.choices) == len(seal.owner) else tuple(seal.owner)
    kept = [
        (char.upper(), choice)
        for char, choice in zip(seal.owner, choices, strict=True)
        if not _NO_LETTERS.match(char)
    ]
    return "".join(char for char, _ in kept), tuple(choice for _, choice in kept)


def _agrees(read: str, choices: Sequence[str], expected: str) -> bool:
    if len(read) != len(expected):
        return False
    odd = [(want, choice) for have, want, choice in zip(read, expected, choices, strict=True) if have != want]
    return len(odd) <= min(_MOST_MISREAD, len(read) // 3) and all(want in choice for want, choice in odd)


def _agrees_from_elsewhere(read: str, choices: Sequence[str], expected: str) -> bool:
    """Whether the ring says the same when it is read from another of its characters on: where the name begins is told
    by a gap that a bad print may have anywhere."""
    return any(_agrees(text, some, expected) for text, some in _from_elsewhere(read, choices))


def _nearly_agrees_from_elsewhere(read: str, choices: Sequence[str], expected: str) -> bool:
    """The same of a ring that lost or misread a character or two as well."""
    return any(_apart(text, some, expected) <= _FEW for text, some in _from_elsewhere(read, choices))


def _from_elsewhere(read: str, choices: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """A ring that is long enough for it, read from each of its other characters on."""
    for at in range(1, len(read)) if len(read) >= _LEAST_RING else ():
        yield read[at:] + read[:at], [*choices[at:], *choices[:at]]


def _agrees_but_for_form(read: str, choices: Sequence[str], expected: str) -> bool:
    """Whether only 有限公司 and 有限责任公司 make the difference."""
    at = read.find("责任公司")
    if (at >= 0) == ("责任公司" in expected):
        return False
    if at >= 0:
        return _agrees(read[:at] + read[at + 2 :], [*choices[:at], *choices[at + 2 :]], expected)
    return _agrees(read, choices, expected.replace("责任公司", "公司"))


def _nearly(read: str, choices: Sequence[str], expected: str, *, sharp: bool) -> bool:
    """Whether a few misread, lost or strange characters could explain the difference.

    Where stamp and print are of one colour, what is printed around a ring is read with it, and a part of the ring
    may be lost.
    """
    apart = _apart(read, choices, expected)
    allowed = max(1, len(expected) // 6) if sharp else max(2, len(expected) // 4)
    lost = len(expected) - len(read)
    broken_off = expected.startswith(read) or expected.endswith(read)
    if apart <= allowed or (len(read) >= 4 and broken_off and lost <= 3):
        return True
    return not sharp and (apart - abs(lost) <= 1 and _MOST_LOST * abs(lost) <= len(expected))


def _apart(read: str, choices: Sequence[str], expected: str) -> int:
    """How many characters were lost, are too many, or cannot be the expected ones even if misread."""
    row = list(range(len(expected) + 1))
    for at, (have, choice) in enumerate(zip(read, choices, strict=True), start=1):
        before, row = row, [at]
        for to, want in enumerate(expected, start=1):
            other = have != want and want not in choice
            row.append(min(before[to] + 1, row[-1] + 1, before[to - 1] + other))
    return row[-1]


def fit(seal: Seal, want: SealWant, names: Names, words: Patterns) -> Fit:
    return _BY_KIND[want.kind](seal, want, names, words)


def _units(seal: Seal, want: SealWant, names: Names, words: Patterns) -> Fit:
    """A seal of the applicant's: of the right name, and official or special as wanted."""
    kind = purpose(seal, words)
    if kind == "name":
        return Fit.FOREIGN
    if not names.unit:
        return _unnamed(seal, want, words)
    verdict = owner_is(seal, names.unit[0])
    if verdict is Owner.SAME and kind != "unread":
        return Fit.RIGHT if kind == want.kind else Fit.WRONG_PURPOSE
    if _says(words.issuer, seal):
        return Fit.FOREIGN
    if kind == "unread":
        return Fit.DOUBTFUL
    if verdict is Owner.UNCLEAR and want.kind == "official" and seal.title and kind != want.kind:
        return Fit.WRONG_PURPOSE  # whoever's it is, it is no official seal
    other = any(owner_is(seal, name) is not Owner.OTHER for name in names.unit[1:])
    return Fit.DOUBTFUL if other or verdict is Owner.UNCLEAR else Fit.WRONG_OWNER


def _unnamed(seal: Seal, want: SealWant, words: Patterns) -> Fit:
    """Without a name to compare with only the purpose can be wrong."""
    if _says(words.issuer, seal):
        return Fit.FOREIGN
    return Fit.DOUBTFUL if purpose(seal, words) in (want.kind, "unread") else Fit.WRONG_PURPOSE


def _says(pattern: re.Pattern[str], seal: Seal) -> bool:
    """Whether the ring and the title say it, not the end of the one with the beginning of the other (``分公`` and
    ``安阳``). What a pattern wants at the end stands at that of the title, if there is one."""
    return bool(pattern.search(f"{seal.owner}|{seal.title}" if seal.title else seal.owner))


def _principals(seal: Seal, _want: SealWant, names: Names, words: Patterns) -> Fit:
    if purpose(seal, words) != "name":
        return Fit.FOREIGN
    read, choices = _letters(seal)
    if any(_same_person(read, choices, name) for name in names.principal):
        return Fit.RIGHT
    return Fit.WRONG_OWNER if names.principal and seal.legibility >= 0.9 and len(read) >= 2 else Fit.DOUBTFUL


def _same_person(read: str, choices: Sequence[str], name: str) -> bool:
    expected = person_key(name)
    same = len(read) == len(expected) and all(
        want in choice for want, choice in zip(expected, choices, strict=True)
    )
    return read == expected or same


def _banks(seal: Seal, _want: SealWant, _names: Names, words: Patterns) -> Fit:
    return _of(words.bank, seal)


def _authorities(seal: Seal, _want: SealWant, _names: Names, words: Patterns) -> Fit:
    return _of(words.issuer, seal)


def _of(pattern: re.Pattern[str], seal: Seal) -> Fit:
    if _says(pattern, seal):
        return Fit.RIGHT
    return Fit.DOUBTFUL if seal.legibility < _LEGIBLE and seal.shape != "square" else Fit.FOREIGN


def _parents(seal: Seal, _want: SealWant, names: Names, words: Patterns) -> Fit:
    """The parent's name begins the name of its branch."""
    read, _ = _letters(seal)
    own = [org_key(name) for name in names.unit]
    if any(name != read and len(read) >= 4 and name.startswith(read) for name in own):
        return Fit.RIGHT
    if read in own or purpose(seal, words) == "name":
        return Fit.FOREIGN
    return Fit.DOUBTFUL


_BY_KIND = {
    "official": _units,
    "finance": _units,
    "contract": _units,
    "principal_name": _principals,
    "bank": _banks,
    "authority": _authorities,
    "parent_official": _parents,
}
