"""Names of provinces, cities and counties in addresses, against GB/T 2260 (as python-stdnum carries it)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

_PROVINCE = re.compile(r'^(\d{2}) province="([^"]+)"')
_PLACE = re.compile(r'^  (\d{4}) county="([^"]+)"')
_COUNTY = re.compile(r"^([\u4e00-\u9fff]{2,7}?[区县市旗])")


@cache
def _table() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Province -> city (or the province itself for its own counties) -> names its counties ever had."""
    found: dict[str, dict[str, set[str]]] = {}
    province = ""
    cities: dict[str, str] = {}
    text = files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    for line in text.splitlines():
        if match := _PROVINCE.match(line):
            province, cities = match.group(2), {}
            found[province] = {province: set()}
        elif match := _PLACE.match(line):
            _enter(found[province], cities, province, match.group(1), match.group(2))
    return {name: {city: frozenset(names) for city, names in entry.items()} for name, entry in found.items()}


def _enter(entry: dict[str, set[str]], cities: dict[str, str], province: str, code: str, names: str) -> None:
    plain = re.sub(r"\[[^\]]*\]", "", names).split(",")
    if code.endswith("00") and code != "0000":
        cities[code[:2]] = plain[-1]
    city = cities.get(code[:2], province)
    entry.setdefault(city, set()).update(plain)
    entry[province].update(plain)


def misread_county(address: str) -> tuple[str, str] | None:
    """A county name that no county of its city has or had, with the only one it differs from by a character.

    None when the address does not begin with a known province and city, when the county is known, or when
    nothing or too much is like it: new districts and development zones are in no table.
    """
    for province, cities in _table().items():
        if not address.startswith(province):
            continue
        rest = address[len(province) :]
        for city, names in cities.items():
            if city != province and rest.startswith(city) and len(city) > 2:
                return _misread(rest[len(city) :], names)
        if province.endswith("市"):
            return _misread(rest, cities[province])
    return None


def _misread(rest: str, names: frozenset[str]) -> tuple[str, str] | None:
    match = _COUNTY.match(rest)
    if match is None or len(match.group(1)) < 3 or match.group(1) in names:
        return None
    county = match.group(1)
    near = [name for name in names if len(name) == len(county) and Levenshtein.distance(name, county) == 1]
    return (county, near[0]) if len(near) == 1 else None
