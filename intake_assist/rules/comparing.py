"""Whether two fields say the same, by the kind of value they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Literal

from intake_assist.rules.context import Occurrence
from intake_assist.values.names import compare_orgs, compare_people
from intake_assist.values.text import compact, digits, squeeze

Manner = Literal["org", "person", "uscc", "id_number", "account", "phone", "date", "address", "text"]

_DELEGATE = re.compile(r"委派代表[^::]*[::]\s*(?P<name>[^)\])】]+)")
_PUNCTUATION = re.compile(r"[\s,,.·。;;::、()()\-—_]")
_LATIN = re.compile(r"[a-zß-ÿ]+")
_ENOUGH_OF_AN_ADDRESS = 6
_CODES = frozenset({"uscc", "id_number"})
_MOST_OF_A_CODE = 15


class Verdict(Enum):
    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


def compared(one: Occurrence, other: Occurrence, manner: Manner) -> Verdict:
    """UNCLEAR when the difference is small enough for a misreading and one reading is not certain. SAME when the one
    was read in several ways and the other says which: no misreading comes out as what another paper says."""
    if one.value is None or other.value is None:
        raise ValueError("an unread field cannot be compared")
    verdict = compare(one.value, other.value, manner)
    if verdict is Verdict.SAME:
        return verdict
    if _settles(one, other.value, manner) or _settles(other, one.value, manner):
        return Verdict.SAME
    if manner in _CODES and (_is_rest_of(one, other.value) or _is_rest_of(other, one.value)):
        return Verdict.SAME
    if verdict is Verdict.UNCLEAR:
        return verdict
    if manner == "person" and (_holds(one, other.value) or _holds(other, one.value)):
        return Verdict.SAME
    unsure = not (one.sure and other.sure)
    misread = unsure and nearly(squeeze(one.value), squeeze(other.value))
    return Verdict.UNCLEAR if misread else verdict


def _settles(place: Occurrence, value: str, manner: Manner) -> bool:
    """Whether one of the lesser readings of a place says the same. Characters more or less (有限责任公司) are no
    matter of reading, but for names of persons, at whose ends some are lost or caught, and for the first character
    of others, which a seal may hide."""
    read = squeeze(place.value or "")
    return any(
        compare(other, value, manner) is Verdict.SAME
        for other in map(squeeze, place.possible)
        if manner == "person" or len(other) == len(read) or (manner == "org" and other[1:] == read)
    )


def _holds(place: Occurrence, name: str) -> bool:
    """Whether a poor reading holds the name and what is left of its label, or a speck."""
    read, wanted = squeeze(place.value or ""), squeeze(name)
    return not place.sure and len(wanted) > 1 and len(read) == len(wanted) + 1 and wanted in read


def _is_rest_of(place: Occurrence, code: str) -> bool:
    """Whether a reading in doubt is what is left of a code of which a seal hides an end: that it was not read whole
    is said of the place itself."""
    read = compact(place.value or "")
    return not place.sure and place.faulty and len(read) >= _MOST_OF_A_CODE and read in compact(code)


def compare(one: str, other: str, manner: Manner) -> Verdict:
    return _HOW[manner](one, other)


def nearly(one: str, other: str) -> bool:
    """Whether misread characters could explain the difference: some replaced, none added, none lost."""
    changed = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and changed <= max(1, len(one) // 9)


def latin_words(name: str) -> frozenset[str]:
    """The parts of a name that is written in Latin letters; none of one that is not."""
    return frozenset(_LATIN.findall(name.casefold()))


def _people(one: str, other: str) -> Verdict:
    """Papers of foreigners differ in the order of a Latin name's parts, and some leave out a middle one."""
    few, many = sorted((latin_words(one), latin_words(other)), key=len)
    if len(few) > 1 and few <= many:
        return Verdict.SAME
    return Verdict(compare_people(_delegate(one), _delegate(other)))


def _delegate(name: str) -> str:
    """The person who acts for a partner that is itself an organisation."""
    found = _DELEGATE.search(name)
    return found["name"] if found else name


def _addresses(one: str, other: str) -> Verdict:
    short, long = sorted((_PUNCTUATION.sub("", _dashes(squeeze(text))) for text in (one, other)), key=len)
    contained = len(short) >= _ENOUGH_OF_AN_ADDRESS and (long.endswith(short) or long.startswith(short))
    return Verdict.SAME if short == long or contained else Verdict.DIFFERENT


def _dashes(address: str) -> str:
    """七一路 is easily read as 七—路."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[—\-](?=[\u4e00-\u9fff])", "一", address)


def _by(key: Callable[[str], str]) -> Callable[[str, str], Verdict]:
    return lambda one, other: Verdict.SAME if key(one) == key(other) else Verdict.DIFFERENT


def _phone(text: str) -> str:
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits(text))


_HOW: Mapping[Manner, Callable[[str, str], Verdict]] = {
    "org": lambda one, other: Verdict(compare_orgs(one, other)),
    "person": _people,
    "uscc": _by(compact),
    "id_number": _by(compact),
    "account": _by(compact),
    "phone": _by(_phone),
    "date": _by(squeeze),
    "address": _addresses,
    "text": _by(squeeze),
}
