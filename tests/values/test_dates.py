from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values import dates, numerals
from intake_assist.values.dates import Period

DIGITS = "零一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
days = st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二六年十一月二十二日", "2026-11-22"),
        ("二○二六年元月五日", "2026-01-05"),
        ("二O一六年八月一日", "2016-08-01"),
        ("二o一六年八月一日", "2016-08-01"),
        ("二0一六年八月一日", "2016-08-01"),
        ("二零一六年正月初五", "2016-01-05"),
        ("二〇二六年十一月廿二日", "2026-11-22"),
        ("二〇二六年一月卅一日", "2026-01-31"),
        ("贰零贰陆年零壹拾月零贰拾日", "2026-10-20"),
        ("贰零贰陆年零壹月叁拾壹日", "2026-01-31"),
        ("2019年 7月25日", "2019-07-25"),
        ("2019年7 月25 日", "2019-07-25"),
        ("2017年09月29日", "2017-09-29"),
        ("1966年11月2日", "1966-11-02"),
        ("2019年7月25", "2019-07-25"),
        ("２０１９年７月２５日", "2019-07-25"),
        ("2026年1月1日。", "2026-01-01"),
        (":2026年1月1日", "2026-01-01"),
        ("2010.05.06", "2010-05-06"),
        ("2010·05.06", "2010-05-06"),
        ("2010.0506", "2010-05-06"),
        ("2010/5/6", "2010-05-06"),
        ("2010-5-6", "2010-05-06"),
        ("20100506", "2010-05-06"),
        ("2010-05-06 00:00:00", "2010-05-06"),
        ("2026年11月1.9日", "2026-11-19"),
        ("20:39年11月1日", "2039-11-01"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert dates.check_date(text) == (value, None)
    assert dates.parse_date(text) == dt.date.fromisoformat(value)
    assert dates.date_likeness(text) == 1


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("", "unread", None),
        ("2026年2月29日", "no_such_date", None),
        ("二〇二六年十一月三十一日", "no_such_date", None),
        ("2026年13月1日", "no_such_date", None),
        ("2026.00.10", "no_such_date", None),
        ("2819年1月1日", "malformed", None),
        ("0000年1月1日", "malformed", None),
        ("2019年7月", "malformed", None),
        ("90年3月7日", "malformed", None),
        ("2010.05.06许昌", "malformed", None),
        ("2010.05.06-2030.05.06", "malformed", None),
        ("二〇二六年十一月十十日", "malformed", None),
        ("成立日期", "malformed", None),
        ("2O10.05.06", "malformed", "2010-05-06"),
        ("20l0.O5.06", "malformed", "2010-05-06"),
        ("2B10年5月6日", "malformed", None),
        ("201B年5月6日", "malformed", "2018-05-06"),
        ("2019年7月25曰", "malformed", "2019-07-25"),
        ("2019年7月25目", "malformed", "2019-07-25"),
        ("2019牛7月25日", "malformed", "2019-07-25"),
        ("2O19牛7月25口", "malformed", "2019-07-25"),
    ],
)
def test_what_is_no_date(text: str, code: str, suggestion: str | None) -> None:
    value, problem = dates.check_date(text)
    assert value is None
    assert problem is not None
    assert (problem.code, problem.suggestion, problem.uncertain) == (code, suggestion, code == "malformed")
    assert dates.parse_date(text) is None


@pytest.mark.parametrize("text", ["2017年09月2", "2017年9月3", "2017.09.2", "2017-09-1"])
def test_a_day_that_may_have_lost_its_second_digit_is_doubted(text: str) -> None:
    parsed = dates.check_date(text)
    assert parsed.problem is not None
    assert (parsed.value, parsed.problem.code, parsed.problem.uncertain) == (None, "cut", True)


@pytest.mark.parametrize("text", ["2017年09月2日", "2017年09月4", "2017年09月29", "2017.9.2", "2017.09.02"])
def test_a_day_that_can_have_lost_nothing_is_a_day(text: str) -> None:
    assert dates.check_date(text).problem is None


def test_a_period_that_may_have_lost_its_last_digit_is_doubted() -> None:
    problem = dates.check_period("2010.05.06-2030.05.2").problem
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("cut", True)


def test_an_impossible_day_is_quoted() -> None:
    problem = dates.check_date("2026年2月29日").problem
    assert problem is not None
    assert problem.message == "日期不存在：2026年2月29日"


@given(days)
def test_arabic_forms(day: dt.date) -> None:
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年 {day.month:02d} 月 {day.day:02d} 日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day.year}{day.month:02d}{day.day:02d}",
        day.isoformat(),
    )
    assert {dates.parse_date(form) for form in forms} == {day}


def _counted(number: int, digits: str, ten: str) -> str:
    tens, units = divmod(number, 10)
    lead = "" if tens == 0 else ten if tens == 1 else digits[tens] + ten
    return lead + (digits[units] if units or not tens else "")


@given(days, st.sampled_from("〇○零O0"))
def test_chinese_forms(day: dt.date, zero: str) -> None:
    year = "".join(DIGITS[int(char)] for char in str(day.year)).replace("零", zero)
    text = f"{year}年{_counted(day.month, DIGITS, '十')}月{_counted(day.day, DIGITS, '十')}日"
    assert dates.parse_date(text) == day


@given(days)
def test_bill_forms(day: dt.date) -> None:
    """Bills put 零 before 壹 to 玖 and before whole tens, 壹 before 拾."""

    def part(number: int) -> str:
        text = _counted(number, CAPITALS, "拾").replace("拾", "壹拾", 1) if 10 <= number < 20 else ""
        text = text or _counted(number, CAPITALS, "拾")
        return f"零{text}" if number < 10 or number % 10 == 0 else text

    year = "".join(CAPITALS[int(char)] for char in str(day.year))
    assert dates.parse_date(f"{year}年{part(day.month)}月{part(day.day)}日") == day


@pytest.mark.parametrize(
    ("day", "years", "result"),
    [("2024-02-29", 10, "2034-02-28"), ("2024-02-29", 4, "2028-02-29"), ("2020-05-06", 20, "2040-05-06")],
)
def test_add_years(day: str, years: int, result: str) -> None:
    assert dates.add_years(dt.date.fromisoformat(day), years) == dt.date.fromisoformat(result)


# -- periods ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2011年04月22日 至 2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22日至2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22日2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22日一2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22日—2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22日～2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22日全2061年04月21日", "2011-04-22/2061-04-21"),
        ("2011年04月22至2061年04月21", "2011-04-22/2061-04-21"),
        ("2011年4月222061年4月21日", "2011-04-22/2061-04-21"),
        ("自2011年04月22日起至2061年04月21日止", "2011-04-22/2061-04-21"),
        ("二〇一一年四月二十二日至二〇六一年四月二十一日", "2011-04-22/2061-04-21"),
        ("2019年01月01日 至 长期", "2019-01-01/长期"),
        ("2019年01月01日至无固定期限", "2019-01-01/长期"),
        ("2019年01月01日至9999年12月31日", "2019-01-01/长期"),
        ("2019年01月01日长期", "2019-01-01/长期"),
        ("2016年08月01日至长期", "2016-08-01/长期"),
        ("自2016年08月01日至长期", "2016-08-01/长期"),
        ("长期", "/长期"),
        ("长 期", "/长期"),
        ("永久", "/长期"),
        ("至长期", "/长期"),
        ("/长期", "/长期"),
        ("2010.05.06-2030.05.06", "2010-05-06/2030-05-06"),
        ("2010.05.06一2030.05.06", "2010-05-06/2030-05-06"),
        ("2010.05.06--2030.05.06", "2010-05-06/2030-05-06"),
        ("2010.05.062030.05.06", "2010-05-06/2030-05-06"),
        ("2010.5.62030.5.6", "2010-05-06/2030-05-06"),
        ("20100506-20300506", "2010-05-06/2030-05-06"),
        ("2010-05-06-2030-05-06", "2010-05-06/2030-05-06"),
        ("2010.05.06-长期", "2010-05-06/长期"),
        ("2010.05.06 - 长期", "2010-05-06/长期"),
        ("2009-10-12/长期", "2009-10-12/长期"),
        ("2011-04-22/2061-04-21", "2011-04-22/2061-04-21"),
        ("2026-11-22/2026-11-22", "2026-11-22/2026-11-22"),  # one day
        ("2019年1月2日至20:39年1月1日", "2019-01-02/2039-01-01"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert dates.check_period(text) == (value, None)
    assert dates.period_likeness(text) == 1


@pytest.mark.parametrize(
    ("text", "value", "code", "suggestion", "uncertain"),
    [
        ("", None, "unread", None, False),
        ("2011年04月22日", "2011-04-22/", "incomplete", None, True),
        ("2011年04月22日至", "2011-04-22/", "incomplete", None, True),
        ("2011年04月22日起", "2011-04-22/", "incomplete", None, True),
        ("至2061年04月21日", "/2061-04-21", "incomplete", None, True),
        ("2030.05.06-2010.05.06", "2030-05-06/2010-05-06", "reversed", None, False),
        ("2011年02月30日至长期", None, "no_such_date", None, False),
        ("2010.05.06-2030.13.06", None, "no_such_date", None, False),
        ("2010.O5.06-长期", None, "malformed", "2010-05-06/长期", True),
        ("2010.05.06-长朝", None, "malformed", "2010-05-06/长期", True),
        ("2010.05.06-长", None, "malformed", "2010-05-06/长期", True),
        ("2010.05.06-期", None, "malformed", "2010-05-06/长期", True),
        ("2010.05.06-2030", None, "malformed", None, True),
        ("2010.05.06许昌", None, "malformed", None, True),
        ("/", None, "malformed", None, True),
        ("营业期限", None, "malformed", None, True),
    ],
)
def test_period_problems(
    text: str, value: str | None, code: str, suggestion: str | None, uncertain: bool
) -> None:
    parsed = dates.check_period(text)
    assert parsed.value == value
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.suggestion, parsed.problem.uncertain) == (
        code,
        suggestion,
        uncertain,
    )


SIDES = st.none() | days


@given(SIDES, SIDES, st.booleans())
def test_iso_form_of_a_period_round_trips(start: dt.date | None, end: dt.date | None, forever: bool) -> None:
    period = Period(start, None if forever else end, forever)
    assert Period.parse_iso(str(period)) == period
    if start or end or forever:
        assert dates.parse_period(str(period)) == period


@given(days, days, st.sampled_from(["至", "-", "—", "~", "一", "", " 至 "]))
def test_printed_periods_round_trip(start: dt.date, end: dt.date, separator: str) -> None:
    def printed(day: dt.date) -> str:
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"

    assert dates.parse_period(printed(start) + separator + printed(end)) == Period(start, end)
    assert dates.parse_period(f"{printed(start)}{separator}长期") == Period(start, None, True)


@pytest.mark.parametrize(
    "text", ["", "长期", "2011-04-22", "2011-04-22/2061-04-31", "2011-04-22/永久", "x/", "20110422/长期"]
)
def test_parse_iso_refuses_other_text(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.parse_iso(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("202605", "2026-05"),
        ("2026年5月", "2026-05"),
        ("2026年05月", "2026-05"),
        ("2026-05", "2026-05"),
        ("2026.5", "2026-05"),
        ("2026/05", "2026-05"),
        ("二〇二六年五月", "2026-05"),
        ("二〇二六年元月", "2026-01"),
    ],
)
def test_year_months(text: str, value: str) -> None:
    assert dates.check_year_month(text) == (value, None)
    assert dates.year_month_likeness(text) > 0.5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unread"),
        ("202613", "no_such_date"),
        ("20265", "malformed"),
        ("2026年5月1日", "malformed"),
        ("五月", "malformed"),
    ],
)
def test_year_month_problems(text: str, code: str) -> None:
    value, problem = dates.check_year_month(text)
    assert value is None
    assert problem is not None
    assert problem.code == code
    assert dates.year_month_likeness(text) == 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("2019年7月25日", "2019年2月30日"),
        ("2019年2月30日", "2O19年7月25日"),
        ("2O19年7月25日", "13800138000"),
        ("2O10.05.06", "6217001234567890122"),
    ],
)
def test_date_likeness_ranks(better: str, worse: str) -> None:
    assert dates.date_likeness(better) > dates.date_likeness(worse)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("2010.05.06-长期", "2010.05.06"),
        ("2010.05.06", "13800138000"),
        ("2O10.05.06-长期", "6217001234567890122"),
        ("营业期限长期", "经营范围"),
    ],
)
def test_period_likeness_ranks(better: str, worse: str) -> None:
    assert dates.period_likeness(better) > dates.period_likeness(worse)


# -- numerals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("十一", 11),
        ("廿二", 22),
        ("卅", 30),
        ("二〇二六", 2026),
        ("一百零五", 105),
        ("一千零五十", 1050),
        ("一千五十", 1050),
        ("一千零五", 1005),
        ("壹佰零伍万", 1050000),
        ("貳仟參佰萬", 23000000),
        ("两万", 20000),
        ("一万亿", 10**12),
        ("壹亿零壹万", 100010000),
        ("十万亿", 10**13),
    ],
)
def test_numerals(text: str, number: int) -> None:
    assert numerals.to_int(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "万",
        "亿",
        "壹佰伍",
        "一万五",
        "一千十",
        "百",
        "一百百",
        "十百",
        "一万万",
        "零万",
        "壹2",
        "年",
        "一万亿亿",
        "一" * 41,
        "亿" * 5000,
    ],
)
def test_no_numerals(text: str) -> None:
    assert numerals.to_int(text) is None


def test_several_digits_without_units_can_be_refused() -> None:
    assert numerals.to_int("一二三") == 123
    assert numerals.to_int("一二三", by_digits=False) is None
    assert numerals.to_int("三", by_digits=False) == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023.11.11-2043.11:11", "2023-11-11/2043-11-11"),
        ("2022.09:25-长期", "2022-09-25/长期"),
    ],
)
def test_a_point_with_a_speck_above_it_is_a_point(text: str, value: str) -> None:
    assert dates.check_period(text) == (value, None)
    assert dates.check_date(text.partition("-")[0]) == (value.partition("/")[0], None)


def test_a_day_that_was_cut_off_is_no_impossible_day() -> None:
    for text, code in (("2020年04月0", "malformed"), ("2020年04月31日", "no_such_date")):
        problem = dates.check_date(text).problem
        assert problem is not None
        assert (problem.code, problem.uncertain) == (code, code == "malformed")
