"""Normalised values as papers print them."""

from __future__ import annotations

import random

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLAIN_DIGITS = "〇一二三四五六七八九"


def chinese_date(value: str) -> str:
    """'2019-07-05' as 2019年07月05日."""
    year, month, day = value.split("-")
    return f"{year}年{month}月{day}日"


def plain_date(value: str) -> str:
    """'2019-07-05' as 2019年7月5日."""
    year, month, day = value.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def written_date(value: str) -> str:
    """'2019-07-15' as 二〇一九年七月十五日."""
    year, month, day = value.split("-")
    return f"{''.join(_PLAIN_DIGITS[int(char)] for char in year)}年{_small(int(month))}月{_small(int(day))}日"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _PLAIN_DIGITS[tens] + "十"
    return head + (_PLAIN_DIGITS[ones] if ones else "")


def dotted_date(value: str) -> str:
    return value.replace("-", ".")


def slash_date(value: str) -> str:
    return value.replace("-", "/")


def business_term(value: str, rng: random.Random) -> str:
    start, end = value.split("/")
    last = "长期" if end == "长期" else chinese_date(end)
    if not start:
        return rng.choice(("长期", "长期", "无固定期限"))
    return rng.choice((f"{chinese_date(start)} 至 {last}", f"{chinese_date(start)}至{last}"))


def card_term(value: str) -> str:
    start, end = value.split("/")
    return f"{dotted_date(start)}-{'长期' if end == '长期' else dotted_date(end)}"


def capital_words(yuan: int) -> str:
    """1000000 as 壹佰万元整 (whole yuan below 10^12)."""
    return _group_words(yuan) + "元整"


def _group_words(number: int) -> str:
    text = ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, unit)
        if group:
            gap = "零" if text and group < 1000 else ""
            text += gap + _four_words(group) + name
    return text or "零"


def _four_words(number: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = digit == 0
    return text


def capital(value: str, rng: random.Random) -> str:
    yuan = int(value)
    ten_thousands = f"{yuan / 10000:g}"
    words = capital_words(yuan)
    return rng.choice(
        (
            words,
            words,
            f"{ten_thousands}万元",
            f"{ten_thousands}万元人民币",
            f"人民币{words.removesuffix('整')}",
            f"{yuan / 10000:.6f}万人民币",
            f"（人民币）{words}",
        )
    )


def wide_brackets(text: str) -> str:
    return text.replace("(", "（").replace(")", "）").replace(":", "：")
