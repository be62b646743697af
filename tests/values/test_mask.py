from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values.mask import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("号码 411002199003071236 不对", "号码 411002********1236 不对"),
        ("41100220080101002X", "411002********002X"),
        ("411002900307123", "411002*****7123"),
        ("电话13800138000。", "电话138****8000。"),
        ("账号6217001234567890122", "账号***************0122"),
        ("代码 91411002MA9TE5T04A", "代码 91411002MA9TE5T04A"),
        ("全数字代码 913502000728319549", "全数字代码 913502000728319549"),
        ("2026-11-22 第 3 页 461000", "2026-11-22 第 3 页 461000"),
        ("甲411002199003071236、乙411003200002290041", "甲411002********1236、乙411003********0041"),
        ("", ""),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(
    st.from_regex(
        r"[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}[0-9X]", fullmatch=True
    )
)
def test_no_identity_number_is_shown_whole(number: str) -> None:
    shown = masked(f"身份证号{number}。")
    assert number not in shown
    assert number[6:14] not in shown


@given(st.text())
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(masked(text)) == len(text)
