"""Whatever goes unread, nothing that depends on it passes, and no rule breaks over odd texts."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from intake_assist.model import Finding, State

from .building import BANK, FORM, LICENSE, POA, WU, WU_BACK, ZHAO, ZHAO_BACK, Desk, Fields, Paper, make_desk

CHECKS: list[dict[str, Any]] = [
    {"rule": "same", "with": {"fields": ["license.name", "form.name"], "compare": "org"}},
    {"rule": "same", "with": {"fields": ["license.name", "bank.account_name"], "compare": "org"}},
    {"rule": "same", "with": {"fields": ["license.uscc", "form.uscc"], "compare": "uscc"}},
    {"rule": "same", "with": {"fields": ["license.principal", "legal_id.name"], "compare": "person"}},
    {"rule": "same", "with": {"fields": ["bank.account_no", "form.bank_account"], "compare": "account"}},
    {"rule": "same", "with": {"fields": ["license.address", "form.address"], "compare": "address"}},
    {"rule": "covers_today", "with": {"fields": ["legal_id.term", "agent_id.term", "poa.term"]}},
    {"rule": "date_not_after_today", "with": {"fields": ["license.estab_date", "form.fill_date"]}},
    {"rule": "date_order", "with": {"earlier": "license.estab_date", "later": "form.fill_date"}},
    {"rule": "within_days", "with": {"field": "license.estab_date"}},
    {"rule": "id_period_by_age", "with": {"number": "legal_id.id_number", "period": "legal_id.term"}},
    {"rule": "present_fields", "with": {"fields": ["poa.agent_name", "poa.matter", "poa.term"]}},
    {"rule": "required_field", "with": {"fields": ["bank.account_no", "form.agent_phone"]}},
]
CASE: list[Paper] = [
    ("form", FORM),
    ("license", LICENSE),
    ("portrait", WU),
    ("emblem", WU_BACK),
    ("poa", POA),
    ("bank", BANK),
]
ROWS: list[Fields] = [
    {"name": "赵明", "sex": "男", "id_number": "411002199003071236"},
    {"name": "吴秋芳", "sex": "女", "id_number": "411003200002290041"},
]
ODD = st.sampled_from(["", "?", "长期", "2026年2月30日", "~赵明", "411002199003071235", "X" * 60, "1/2", "*"])
TEXT = st.one_of(ODD, st.text(min_size=1, max_size=20).filter(lambda text: text.strip("~")))


def full_desk() -> Desk:
    desk = make_desk()
    desk.answers = {"agent_type": "委托", "debit": True, "enrol": True}
    desk.change("form", required_fields=["name", "uscc", "principal"])
    desk.add_checks(*({"id": f"c{at}", **check} for at, check in enumerate(CHECKS)))
    return desk


@st.composite
def holes(draw: st.DrawFn) -> list[Paper]:
    """The case with some fields unread or not found."""
    papers: list[Paper] = []
    for kind, fields in CASE:
        lost = draw(st.sets(st.sampled_from(sorted(fields)), max_size=3))
        unread = {name: draw(st.sampled_from(["?", None])) for name in sorted(lost)}
        kept = {name: unread.get(name, text) for name, text in fields.items()}
        papers.append((kind, {name: text for name, text in kept.items() if text is not None}))
    return papers


def depends_on(finding: Finding, desk: Desk) -> list[str]:
    """References that a pass rests upon: all of a comparison's, else the number and the field spoken of."""
    check = next((check for check in desk.matter.checks if check.id == finding.rule), None)
    own = [f"{finding.material}.{finding.field}"] if finding.field else []
    if finding.rule == "facts":
        return [*own, f"{finding.material}.id_number"]
    if check is None or check.rule not in ("same", "date_order", "id_period_by_age"):
        return own
    texts = (
        text for value in check.with_.values() for text in (value if isinstance(value, list) else [value])
    )
    return [text for text in texts if "." in text]


@settings(max_examples=50)
@given(holes())
def test_nothing_passes_on_unread_fields(papers: list[Paper]) -> None:
    desk = full_desk()
    context = desk.context(papers)
    for finding in desk.judge(papers).findings:
        assert "没有完成" not in finding.message
        if finding.state is State.PASS:
            places = [place for name in depends_on(finding, desk) for place in context.fields(name)]
            assert all(place.value is not None or place.spec.optional for place in places), finding


@settings(max_examples=10)
@given(st.lists(st.sets(st.sampled_from(["name", "id_number"])), min_size=2, max_size=2))
def test_a_roster_with_unread_cells_does_not_pass(lost: list[set[str]]) -> None:
    rows = [
        {name: "?" if name in gone else text for name, text in row.items()}
        for row, gone in zip(ROWS, lost, strict=True)
    ]
    findings = [f for f in full_desk().judge([("roster", {}, rows)]).findings if f.rule == "rows"]
    assert any(f.state is State.PASS for f in findings) is not any(lost)


@settings(max_examples=30)
@given(st.data())
def test_odd_texts_break_no_rule(data: st.DataObject) -> None:
    kinds = [*CASE, ("portrait", ZHAO), ("emblem", ZHAO_BACK)]
    papers: list[Paper] = [(kind, {name: data.draw(TEXT) for name in fields}) for kind, fields in kinds]
    rows = [{name: data.draw(TEXT) for name in (*ROWS[0], "birth")} for _ in range(2)]
    papers.append(("roster", {"total": data.draw(TEXT)}, rows))
    for finding in full_desk().judge(papers).findings:
        assert "没有完成" not in finding.message
        assert finding.message
        assert finding.state is not State.UNCERTAIN or finding.severity.value == "suspect"
