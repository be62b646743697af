"""Amounts of money in figures, in 大写 and in both."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from intake_assist.values import numerals
from intake_assist.values.base import Parsed, misread, quoted, unread, wrong
from intake_assist.values.confusables import as_digits
from intake_assist.values.text import squeeze

_CURRENCIES = {
    "CNY": ("人民币", "人民幣", "RMB", "CNY", "¥"),
    "USD": ("美元", "美金", "USD", "US$"),
    "HKD": ("港元", "港币", "港幣", "HKD", "HK$"),
    "MOP": ("澳门元", "澳门币", "MOP"),
    "TWD": ("新台币", "台币", "TWD", "NT$"),
    "SGD": ("新加坡元", "新元", "SGD"),
    "EUR": ("欧元", "EUR", "€"),
    "JPY": ("日元", "日圆", "JPY"),
    "GBP": ("英镑", "GBP", "£"),
    "AUD": ("澳大利亚元", "澳元", "AUD"),
    "CAD": ("加拿大元", "加元", "CAD"),
    "CHF": ("瑞士法郎", "CHF"),
    "KRW": ("韩元", "韩币", "KRW"),
}
_BY_WORD = {word: code for code, words in _CURRENCIES.items() for word in words} | {"$": "USD"}
_WORD = re.compile("|".join(re.escape(word) for word in sorted(_BY_WORD, key=len, reverse=True)))
_NOISE = re.compile(r"大写|小写|[:;]")
_FIGURES = re.compile(
    r"([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(\.[0-9]{1,8})?([十百千拾佰仟]?)(万亿|[万亿萬億]?)[元圆圓]?[整正]?"
)
_NUMERAL = f"[{numerals.CHARACTERS}]"
_CAPITALS = re.compile(
    rf"(?:(?P<yuan>{_NUMERAL}+)[元圆圓块]?)?(?:零?(?P<jiao>{_NUMERAL})角)?(?:零?(?P<fen>{_NUMERAL})分)?[整正]?"
)
_UNITS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_LOOKALIKES = str.maketrans(
    {
        "壶": "壹",
        "查": "壹",
        "伯": "佰",
        "阡": "仟",
        "园": "圆",
        "方": "万",
        "兀": "元",
        "扒": "捌",
        "政": "玖",
    }
)


class Amount(NamedTuple):
    """`value` in whole units of `currency` (yuan, not fen); `currency` as in ISO 4217."""

    value: Decimal
    currency: str = "CNY"

    def __str__(self) -> str:
        """``1000000``, ``3800.56``, ``500000 USD``: no exponent, no zeros at the end of a fraction."""
        plain = f"{self.value:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return plain if self.currency == "CNY" else f"{plain} {self.currency}"


def parse_amount(text: str) -> Amount | None:
    """The amount a text prints; None when it is none or its two forms contradict each other."""
    clean = squeeze(text).rstrip(".,")
    words = {_BY_WORD[word] for word in _WORD.findall(clean)}
    amounts = {_bare(part) for part in _pieces(clean)}
    if len(words) > 1 or len(amounts) != 1:
        return None
    value = amounts.pop()
    return Amount(value, words.pop() if words else "CNY") if value is not None else None


def _pieces(clean: str) -> list[str]:
    """The amounts in a text: one, or two when figures and 大写 stand together."""
    pieces = re.split(r"[()\[\]【】〔〕|]", _NOISE.sub("", _WORD.sub("|", clean)))
    return [piece for piece in pieces if piece.strip("元圆整正")]


def _bare(piece: str) -> Decimal | None:
    figures = _FIGURES.fullmatch(piece)
    if figures:
        whole, fraction, small, large = figures.groups()
        unit = _UNITS[numerals.plain(small)] * _UNITS[numerals.plain(large)]
        return Decimal(whole.replace(",", "") + (fraction or "")) * unit
    return _capitals(piece)


def _capitals(piece: str) -> Decimal | None:
    found = _CAPITALS.fullmatch(piece)
    if not found or not any(found.groups()):
        return None
    parts = [numerals.to_int(part, by_digits=False) if part else 0 for part in found.groups()]
    return _sum(parts)


def _sum(parts: list[int | None]) -> Decimal | None:
    total = Decimal(0)
    for part, unit in zip(parts, ("1", "0.1", "0.01"), strict=True):
        if part is None:
            return None
        total += part * Decimal(unit)
    return total


def check(text: str) -> Parsed:
    """The value is a plain decimal in yuan, with the currency behind it when it is another."""
    clean = squeeze(text)
    if not clean:
        return unread("金额")
    amount = parse_amount(clean)
    if amount:
        return Parsed(str(amount))
    for guess in (as_digits(clean), clean.translate(_LOOKALIKES)):
        amount = parse_amount(guess)
        if amount:
            return misread("金额", str(amount))
    return _explain(clean)


def _explain(clean: str) -> Parsed:
    amounts = [_bare(piece) for piece in _pieces(clean)]
    if len(set(amounts)) > 1 and None not in amounts:
        return wrong("conflict", f"金额的两种写法不一致：{quoted(clean, 40)}")
    return wrong("malformed", f"不是完整的金额：{quoted(clean, 40)}")


def looks_like(text: str) -> float:
    clean = squeeze(text)
    amount = parse_amount(clean)
    marked = bool(_WORD.search(clean) or re.search(r"[万亿元圆]", clean))
    if amount:
        return 1.0 if marked else 0.5
    if not marked:
        return 0.0
    known = numerals.CHARACTERS + "0123456789元圆整"
    return round(0.7 * sum(char in known for char in clean) / len(clean), 3)
