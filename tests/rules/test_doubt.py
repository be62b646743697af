"""Values of a page that has to be scanned again accuse nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import QualityMark, State
from intake_assist.rules import RULES
from intake_assist.rules.doubt import doubted

from .building import COMPANY, FORM, LICENSE, Desk, but

NAMES = {"fields": ["license.name", "form.name"], "compare": "org"}


@pytest.mark.parametrize(
    ("marks", "typed", "state"),
    [
        ((), False, State.FLAG),
        ((QualityMark("glare", "有反光。"),), False, State.UNCERTAIN),
        ((QualityMark("glare", "有反光。"),), True, State.FLAG),
    ],
)
def test_a_difference(desk: Desk, marks: tuple[QualityMark, ...], typed: bool, state: State) -> None:
    desk.pages = {2: {"quality": marks}}
    context = desk.context([("license", LICENSE), ("form", but(FORM, name=f"{COMPANY}分公司"))])
    form = context.documents["d2"]
    fields = {**form.fields, "name": replace(form.fields["name"], by_hand=typed)}
    context = replace(context, documents={**context.documents, "d2": replace(form, fields=fields)})
    rule = RULES["same"]
    (answer,) = rule.check(context, rule.options.model_validate(NAMES))
    assert answer.state is State.FLAG
    found = doubted(context, answer)
    assert found.state is state
    assert found.message.startswith(answer.message)
    assert ("2.jpg 第1页影像有毛病" in found.message) is (state is State.UNCERTAIN)
