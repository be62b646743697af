"""Seals: nobody has looked yet, so nothing passes."""

from __future__ import annotations

from typing import Any

import pytest

from intake_assist.model import Severity, State

from .building import FORM, SOUND, Desk, Paper

SEALS = [{"kind": "official", "at": "单位名称栏"}, {"kind": "official", "on": "copy", "basis": "本地指南"}]


@pytest.mark.parametrize(
    ("rule", "wants", "code", "messages"),
    [
        (
            "seal",
            {"seals": SEALS},
            "S01",
            [
                "社会保险登记表单位名称栏处应有单位公章。印章识别尚未启用，请人工查看。",
                "社会保险登记表应有复印件上的单位公章。印章识别尚未启用，请人工查看。",
            ],
        ),
    ],
)
def test_every_want_is_for_people_to_see(
    desk: Desk, rule: str, wants: Any, code: str, messages: list[str]
) -> None:
    desk.change("form", **wants)
    findings = [f for f in desk.judge(SOUND).findings if f.rule == rule]
    assert [f.message for f in findings] == messages
    assert {(f.state, f.severity, f.code) for f in findings} == {(State.UNCERTAIN, Severity.SUSPECT, code)}
    assert all(f.evidence for f in findings)


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
