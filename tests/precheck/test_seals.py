"""Seals in the characters that lists of words have."""

from __future__ import annotations

from intake_assist.model import Box, Seal
from intake_assist.precheck.seals import _simplified


def test_traditional_forms_of_a_ring_become_what_is_cut_in_it() -> None:
    seal = Seal(
        Box(0, 0, 90, 90),
        "round",
        "red",
        "招商銀行财务專用章",
        0.9,
        owner="招商銀行",
        title="财务專用章",
        choices=("招", "商", "銀根", "行"),
    )
    plain = _simplified(seal)
    assert (plain.text, plain.owner, plain.title) == ("招商银行财务专用章", "招商银行", "财务专用章")
    assert plain.choices == ("招", "商", "银根", "行")
