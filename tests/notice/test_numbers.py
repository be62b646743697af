from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.notice import NoticeNumber, next_number

DAY = dt.date(2026, 11, 22)


DAYS = st.dates(min_value=dt.date(1000, 1, 1))
COUNTERS = st.from_regex(r"[0-9A-Z]{1,8}", fullmatch=True)


@given(DAYS, COUNTERS, st.integers(1, 999_999))
def test_a_number_is_read_as_it_is_written(day: dt.date, counter: str, sequence: int) -> None:
    number = NoticeNumber(day, counter, sequence)
    assert NoticeNumber.parse(str(number).lower()) == number


@given(st.text())
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="不是告知书编号"):
        NoticeNumber.parse(text)


def test_the_series_goes_on_and_begins_again_each_day() -> None:
    first = next_number(DAY, "03", None)
    assert str(first) == "20261122-03-0001"
    assert str(next_number(DAY, "03", first)) == "20261122-03-0002"
    assert next_number(DAY + dt.timedelta(1), "03", first).sequence == 1
    assert next_number(DAY, "04", first).sequence == 1


@pytest.mark.parametrize("counter", ["", "三号", "123456789", "a"])
def test_a_counter_that_cannot_be_typed_is_refused(counter: str) -> None:
    with pytest.raises(ValueError, match="窗口号"):
        NoticeNumber(DAY, counter, 1)
