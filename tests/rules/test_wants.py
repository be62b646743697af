"""To which papers the seals that a checklist wants apply."""

from __future__ import annotations

from typing import Any

import pytest

from .building import FORM, SOUND, Desk, Paper

SEALS = [{"kind": "official", "at": "单位名称栏"}, {"kind": "official", "on": "copy", "basis": "本地指南"}]


def test_the_basis_of_a_want_goes_before_the_material_s(desk: Desk) -> None:
    desk.change("form", seals=SEALS)
    findings = [f for f in desk.judge(SOUND).findings if f.rule == "seal"]
    assert [f.basis for f in findings] == ["办事指南", "本地指南"]


@pytest.mark.parametrize(
    ("papers", "want", "asked"),
    [
        ([("form", FORM)], {"kind": "official"}, 1),
        ([("form", FORM)], {"kind": "official", "when": "data_shared"}, 0),
        ([("form", FORM)], {"kind": "official", "when": "not data_shared"}, 1),
        ([], {"kind": "official"}, 0),  # a missing form cannot lack a seal
    ],
)
def test_wants_apply_to_what_is_there(desk: Desk, papers: list[Paper], want: Any, asked: int) -> None:
    desk.change("form", seals=[want])
    assert len(desk.ask_about("seal", "form", papers)) == asked


def test_unwanted_materials_need_no_seal(desk: Desk) -> None:
    desk.change("form", seals=SEALS, required_when="false")
    assert not desk.ask_about("seal", "form", [("form", FORM)])
