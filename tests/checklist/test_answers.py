from __future__ import annotations

from pathlib import Path

import pytest

from intake_assist.checklist import AnswersError, load_matter, resolve_answers
from intake_assist.checklist.conditions import Answer

MATTER = load_matter(Path(__file__).parent / "data" / "positive" / "everything.yaml")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"entity": "no", "shared": False}),
        ({"entity": "公司"}, {"entity": "公司", "shared": False}),
        ({"entity": " ０１２３ "}, {"entity": "0123", "shared": False}),
        ({"entity": "不是公司"}, {"entity": "no", "shared": False}),
        ({"shared": True}, {"entity": "no", "shared": True}),
        *(({"shared": yes}, {"entity": "no", "shared": True}) for yes in ("是", "true", "Yes", " 1 ")),
        *(({"shared": no}, {"entity": "no", "shared": False}) for no in ("否", "FALSE", "no", "0")),
    ],
)
def test_defaults_and_given(given: dict[str, Answer], expected: dict[str, Answer]) -> None:
    assert resolve_answers(MATTER, given) == expected


def test_all_mistakes_at_once() -> None:
    with pytest.raises(AnswersError) as error:
        resolve_answers(MATTER, {"entty": "公司", "entity": "公同", "shared": "也许", "x": True})
    assert [(wrong.question, wrong.suggestion) for wrong in error.value.mistakes] == [
        ("entty", "entity"),
        ("x", None),
        ("entity", "公司"),
        ("shared", None),
    ]
    assert str(error.value).splitlines() == [
        "这个事项没有问题“entty”；可用的有：entity、shared（是不是“entity”？）",
        "这个事项没有问题“x”；可用的有：entity、shared",
        "“主体”（entity）没有选项“公同”；可用的有：公司、no、0123（是不是“公司”？）",
        "“已共享”（shared）请回答“是”或“否”，现在是“也许”",
    ]


def test_answers_cannot_be_changed_later() -> None:
    with pytest.raises(TypeError):
        resolve_answers(MATTER, {})["entity"] = "公司"  # type: ignore[index]
