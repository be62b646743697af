"""County names in addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values import parse
from intake_assist.values.place_names import misread_county


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("安徽省宿州市埔桥区朱仙庄镇", ("埔桥区", "埇桥区")),
        ("安徽省宿州市埇桥区朱仙庄镇", None),
        ("河南省许昌市魏都区龙眼十路75号", None),
        ("四川省成都市高新区天府大道", None),  # a development zone is in no table
        ("河南省许昌市示范区新元大道", None),
        ("广东省东莞市虎门镇", None),  # a city without districts
        ("许昌市魏郡区", None),  # without its province nothing is certain
        ("", None),
    ],
)
def test_misread_county(address: str, expected: tuple[str, str] | None) -> None:
    assert misread_county(address) == expected


def test_address_with_a_misread_county_is_doubted_not_corrected() -> None:
    value, problem = parse("address", "安徽省宿州市埔桥区朱仙庄镇")
    assert value == "安徽省宿州市埔桥区朱仙庄镇"
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("place", True)
    assert problem.suggestion == "安徽省宿州市埇桥区朱仙庄镇"


@given(st.text(alphabet="安徽省宿州市埇桥区县河南许昌魏都", max_size=20))
def test_never_raises(address: str) -> None:
    found = misread_county(address)
    assert found is None or found[0] in address
