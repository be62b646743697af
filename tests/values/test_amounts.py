from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values import amounts, numerals
from intake_assist.values.amounts import Amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹佰万元整", "1000000"),
        ("壹仟贰佰万圆整", "12000000"),
        ("叁佰零伍万元整", "3050000"),
        ("壹拾万零伍佰元", "100500"),
        ("拾万元整", "100000"),
        ("壹亿零壹万元", "100010000"),
        ("壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元整", "123456789"),
        ("叁仟捌佰元伍角陆分", "3800.56"),
        ("叁仟捌佰元零伍分", "3800.05"),
        ("壹佰元伍角整", "100.5"),
        ("伍角", "0.5"),
        ("零元整", "0"),
        ("貳佰參拾萬圓整", "2300000"),
        ("一百万元", "1000000"),
        ("100万元人民币", "1000000"),
        ("500.000000万人民币", "5000000"),
        ("伍拾万美元", "500000 USD"),
        ("伍拾万美元整", "500000 USD"),
        ("US$50万", "500000 USD"),
        ("500000 USD", "500000 USD"),
        ("100万港元", "1000000 HKD"),
        ("30万欧元", "300000 EUR"),
        ("1000万日元", "10000000 JPY"),
        ("1000万元", "10000000"),
        ("1000 万元", "10000000"),
        ("１０００万元", "10000000"),
        ("5千万元", "50000000"),
        ("1.5亿元", "150000000"),
        ("人民币壹佰万元", "1000000"),
        ("人民币(大写)壹佰万元整", "1000000"),
        ("壹佰万元(人民币)", "1000000"),
        ("贰佰万元（人民币）", "2000000"),
        ("500万", "5000000"),
        ("￥1,000,000.00", "1000000"),
        ("壹佰万元整￥1,000,000.00", "1000000"),
        ("壹佰万元整(小写:1000000元)", "1000000"),
        ("3800.56", "3800.56"),
        ("3800.50", "3800.5"),
        ("0", "0"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    assert amounts.check(text) == (value, None)
    assert amounts.looks_like(text) >= 0.5


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("", "unread", None),
        ("人民币", "malformed", None),
        ("元整", "malformed", None),
        ("壹佰伍元", "malformed", None),
        ("壹贰叁元", "malformed", None),
        ("佰万元整", "malformed", None),
        ("1,00,000元", "malformed", None),
        ("100.万元", "malformed", None),
        ("-5元", "malformed", None),
        ("100万元左右", "malformed", None),
        ("5万人民币美元", "malformed", None),
        ("9999999999999999元", "malformed", None),
        ("100万元(壹佰零壹万元整)", "conflict", None),
        ("100万元(壹佰零壹方元整)", "malformed", None),
        ("l00万元", "malformed", "1000000"),
        ("1OO万元", "malformed", "1000000"),
        ("查佰万元整", "malformed", "1000000"),
        ("壹伯方园整", "malformed", "1000000"),
    ],
)
def test_what_is_no_amount(text: str, code: str, suggestion: str | None) -> None:
    value, problem = amounts.check(text)
    assert value is None
    assert problem is not None
    assert (problem.code, problem.suggestion, problem.uncertain) == (code, suggestion, suggestion is not None)


def test_amount_is_exact() -> None:
    assert amounts.parse_amount("3800.56元") == Amount(Decimal("3800.56"), "CNY")
    assert str(Amount(Decimal("1E+6"))) == "1000000"
    assert str(Amount(Decimal("0.10"), "USD")) == "0.1 USD"


yuan = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999999.99"), places=2)


@given(yuan)
def test_capitals_round_trip(amount: Decimal) -> None:
    """What another program writes in 大写 is read back."""
    capitals = cn2an.an2cn(str(amount), "rmb")
    assert amounts.parse_amount(capitals) == Amount(amount)
    assert amounts.parse_amount(f"人民币{capitals}") == Amount(amount)


@given(st.integers(1, 10**15))
def test_numerals_round_trip(number: int) -> None:
    assert numerals.to_int(cn2an.an2cn(number, "low")) == number
    assert numerals.to_int(cn2an.an2cn(number, "up")) == number


@given(yuan, st.sampled_from(["CNY", "USD", "HKD", "EUR"]))
def test_values_round_trip(amount: Decimal, currency: str) -> None:
    assert amounts.parse_amount(str(Amount(amount, currency))) == Amount(amount, currency)


@given(yuan)
def test_grouped_figures_round_trip(amount: Decimal) -> None:
    assert amounts.parse_amount(f"¥{amount:,}元") == Amount(amount)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("100万元", "1000000"),
        ("壹佰方元整", "1000000"),
        ("查佰万元整", "河南某某有限公司"),
        ("1000000", "建设路12号"),
    ],
)
def test_likeness_ranks(better: str, worse: str) -> None:
    assert amounts.looks_like(better) > amounts.looks_like(worse)
