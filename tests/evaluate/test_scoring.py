from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from intake_assist.checklist.models import FieldSpec, KindSpec, Recognise
from intake_assist.evaluate import all_fields, false_alarms, missed, score_case, total
from intake_assist.evaluate.labels import Defect, LabelledDocument, LabelledSheet, Labels
from intake_assist.evaluate.scoring import CaseScore
from intake_assist.model import (
    Box,
    Case,
    Document,
    Evidence,
    Field,
    Finding,
    Material,
    MaterialStatus,
    Page,
    Problem,
    Row,
    Severity,
    Source,
    State,
)

TODAY = dt.date(2026, 11, 22)
LICENSE = KindSpec(
    id="business_license",
    title="营业执照",
    recognise=Recognise(),
    fields=(FieldSpec(name="uscc", title="代码", key=True), FieldSpec(name="name", title="名称")),
)
KINDS = {"business_license": LICENSE}
NAME_BOX = Box(10, 10, 90, 30)


def labels(*sheets: LabelledSheet, findings: Sequence[Defect] = (), **materials: str) -> Labels:
    return Labels(matter="m", today=TODAY, files=sheets, findings=tuple(findings), materials=materials)


def sheet(*documents: LabelledDocument, file: str = "1.jpg", page: int = 1) -> LabelledSheet:
    return LabelledSheet(file=file, page=page, documents=documents)


def labelled(
    kind: str = "business_license", material: str | None = "license", **fields: str
) -> LabelledDocument:
    return LabelledDocument(kind=kind, material=material, fields=fields)


def read(kind: str | None = "business_license", as_: str = "a", **fields: str | None) -> Document:
    page = Source("in/1.jpg").id
    values = {key: Field(key, value, box=NAME_BOX, page=page) for key, value in fields.items()}
    return Document(as_, kind, 0.9, (page,), values)


def case(*documents: Document, material: str = "license", findings: Sequence[Finding] = ()) -> Case:
    pages = dict.fromkeys(page for document in documents for page in document.pages)
    sources = [Source(page.rpartition("#")[0], int(page.rpartition("#")[2])) for page in pages] or [
        Source("in/1.jpg")
    ]
    own = tuple(document.id for document in documents)
    return Case(
        "m",
        "1",
        {},
        TODAY,
        tuple(Page(source) for source in sources),
        documents,
        (Material(material, "", MaterialStatus.PRESENT, own, tuple(pages)),),
        tuple(findings),
        2.0,
    )


def score(truth: Labels, found: Case) -> CaseScore:
    return score_case(truth, found, KINDS)


def test_everything_right() -> None:
    truth = labels(sheet(labelled(uscc="91", name="某公司")), license="present")
    result = score(truth, case(read(uscc="91", name="某公司")))
    assert [t.share for t in (result.kinds, result.sorting, result.statuses, all_fields(result))] == [
        1,
        1,
        1,
        1,
    ]
    assert (result.key_fields.right, result.key_fields.total) == (1, 1)
    assert result.wrong == []


@pytest.mark.parametrize(
    ("value", "right", "unread"),
    [
        ("某公司", 1, 0),
        ("(某)公司", 0, 0),
        ("某公司 ", 1, 0),
        ("某司", 0, 0),
        (None, 0, 1),
        ("", 0, 0),
    ],
)
def test_values_must_be_equal(value: str | None, right: int, unread: int) -> None:
    tally = score(labels(sheet(labelled(name="某公司"))), case(read(name=value))).fields[
        "business_license", "name"
    ]
    assert (tally.total, tally.right, tally.unread) == (1, right, unread)


def test_full_width_and_half_width_are_the_same_value() -> None:
    tally = score(labels(sheet(labelled(name="(某)公司"))), case(read(name="(某)公司"))).fields
    assert tally["business_license", "name"].right == 1


@pytest.mark.parametrize(
    ("name", "right"), [("MARTIN CLAIRE", 1), ("MARTINCLAIRE", 1), ("MARTIN CLARE", 0), ("MARTIN", 0)]
)
def test_blanks_make_no_other_name(name: str, right: int) -> None:
    tally = score(labels(sheet(labelled(principal="MARTIN CLAIRE"))), case(read(principal=name))).fields
    assert tally["business_license", "principal"].right == right


def test_a_value_marked_as_doubtful_counts_as_cannot_tell_even_when_right() -> None:
    field = Field("uscc", "91", problem=Problem("check_digit", "", uncertain=True))
    document = Document("a", "business_license", 0.9, ("in/1.jpg#1",), {"uscc": field})
    tally = all_fields(score(labels(sheet(labelled(uscc="91"))), case(document)))
    assert (tally.right, tally.doubtful) == (1, 1)


@pytest.mark.parametrize(
    ("truth", "documents", "right", "counted"),
    [
        ([labelled()], [read()], 1, 1),
        ([labelled()], [read("roster")], 0, 1),
        ([labelled()], [read(None)], 0, 1),
        ([labelled()], [], 0, 1),
        ([], [], 1, 1),
        ([], [read(None)], 1, 1),
        ([], [read()], 0, 1),
        ([labelled("x"), labelled("y")], [read("y", "a"), read("x", "b")], 2, 2),
        ([labelled("x"), labelled("y")], [read("x")], 1, 2),
        ([labelled("x")], [read("x", "a"), read("y", "b")], 1, 1),
    ],
)
def test_kinds(truth: list[LabelledDocument], documents: list[Document], right: int, counted: int) -> None:
    result = score(labels(sheet(*truth)), case(*documents))
    assert (result.kinds.right, result.kinds.total) == (right, counted)


@pytest.mark.parametrize(
    ("kind", "counted", "right"), [(None, 0, 0), ("x", 1, 0), ("business_license", 1, 1)]
)
def test_what_nobody_can_read_need_not_be_recognised(kind: str | None, counted: int, right: int) -> None:
    truth = LabelledSheet(file="1.jpg", conditions=("unreadable",), documents=(labelled(),))
    result = score(labels(truth), case(read(kind)))
    assert (result.kinds.total, result.kinds.right) == (counted, right)
    assert (result.sorting.total, result.sorting.right) == (counted, right)


def test_a_kind_too_many_is_told() -> None:
    result = score(labels(sheet(labelled("x"))), case(read("x", "a"), read("y", "b")))
    assert any("多认出 y" in line for line in result.wrong)


def test_two_papers_of_one_kind_on_a_sheet_are_matched_by_their_values() -> None:
    truth = labels(sheet(labelled(name="甲"), labelled(name="乙")))
    result = score(truth, case(read(as_="a", name="乙"), read(None, "x"), read(as_="b", name="甲")))
    assert result.fields["business_license", "name"].right == 2


def test_a_document_sorted_to_another_material_is_wrong() -> None:
    result = score(labels(sheet(labelled(material="parent_auth"))), case(read()))
    assert (result.kinds.right, result.sorting.right) == (1, 0)


def test_rows_are_matched_whatever_their_order() -> None:
    paper = LabelledDocument(
        kind="roster", material="license", rows=({"name": "甲", "no": "1"}, {"name": "乙", "no": "2"})
    )
    rows = tuple(
        Row(number, {"name": Field("name", name), "no": Field("no", no)}, "in/1.jpg#1")
        for number, (name, no) in enumerate([("乙", "2"), ("甲", "7")], start=1)
    )
    document = Document("a", "roster", 0.9, ("in/1.jpg#1",), rows=rows)
    result = score(labels(sheet(paper)), case(document))
    assert result.fields["roster", "rows.name"].right == 2
    assert result.fields["roster", "rows.no"].right == 1


def test_rows_of_another_page_do_not_count() -> None:
    paper = LabelledDocument(kind="roster", material="license", rows=({"name": "甲"},))
    rows = (Row(1, {"name": Field("name", "甲")}, "in/1.jpg#2"),)
    document = Document("a", "roster", 0.9, ("in/1.jpg#1", "in/1.jpg#2"), rows=rows)
    assert score(labels(sheet(paper)), case(document)).fields["roster", "rows.name"].unread == 1


def finding(
    code: str = "C01",
    material: str | None = "license",
    field: str | None = "name",
    state: State = State.FLAG,
    severity: Severity = Severity.SUSPECT,
    evidence: tuple[Evidence, ...] = (),
) -> Finding:
    return Finding("rule", state, severity, "不一致", code, material, field, evidence=evidence)


DEFECT = Defect(code="C01", material="license", field="name")
AT_NAME = (Evidence("in/1.jpg#1", NAME_BOX),)


@pytest.mark.parametrize(
    ("findings", "flagged", "uncertain", "alarms"),
    [
        ([finding()], 1, 0, 0),
        ([finding(state=State.UNCERTAIN)], 0, 1, 0),
        ([finding(), finding(state=State.UNCERTAIN)], 1, 0, 0),
        ([], 0, 0, 0),
        ([finding(state=State.PASS)], 0, 0, 0),
        ([finding(severity=Severity.INFO)], 1, 0, 0),
        ([finding(code="C02", severity=Severity.INFO)], 0, 0, 0),
        ([finding(code="C02")], 0, 0, 1),
        ([finding(code="V02", state=State.UNCERTAIN)], 0, 1, 0),
        ([finding(code="V02", field="uscc", state=State.UNCERTAIN)], 0, 0, 1),
        ([finding(field="uscc")], 0, 0, 1),
        ([finding(material="bank")], 0, 0, 1),
        ([finding(material="bank", field="account_name", evidence=AT_NAME)], 1, 0, 0),
        ([finding(material="bank", evidence=(Evidence("in/1.jpg#1", Box(0, 0, 1, 1)),))], 0, 0, 1),
        ([finding(), finding(code="V01", field="period")], 1, 0, 1),
    ],
)
def test_defects(findings: list[Finding], flagged: int, uncertain: int, alarms: int) -> None:
    truth = labels(sheet(labelled(name="某公司")), findings=[DEFECT])
    result = score(truth, case(read(name="某公司"), findings=findings))
    tally = result.defects["C01"]
    assert (tally.planted, tally.flagged, tally.uncertain) == (1, flagged, uncertain)
    assert false_alarms(result) == alarms
    assert missed(result) == 1 - flagged - uncertain


def test_a_defect_of_a_whole_material_is_found_by_any_field() -> None:
    truth = labels(sheet(), findings=[Defect(code="C01", material="license")])
    assert score(truth, case(read(), findings=[finding()])).defects["C01"].flagged == 1


@pytest.mark.parametrize(
    ("found", "alarms", "not_judged"),
    [
        (finding("S01", field=None, state=State.UNCERTAIN), 0, 1),
        (finding("S04", field=None, state=State.UNCERTAIN), 0, 1),
        (finding("S01", field=None), 1, 0),
        (finding("M01", field=None, state=State.UNCERTAIN), 1, 0),
    ],
)
def test_seals_that_cannot_be_judged_are_no_false_alarms(
    found: Finding, alarms: int, not_judged: int
) -> None:
    result = score(labels(sheet(labelled())), case(read(), findings=[found]))
    assert (false_alarms(result), result.not_judged) == (alarms, not_judged)


def test_a_derived_defect_may_be_reported_or_not() -> None:
    derived = DEFECT.model_copy(update={"derived": True})
    truth = labels(sheet(labelled()), findings=[derived])
    assert score(truth, case(read())).defects == {}
    assert score(truth, case(read(), findings=[finding()])).defects["C01"].flagged == 1


@pytest.mark.parametrize(
    ("box", "text", "evidence", "found"),
    [
        (NAME_BOX, "411002", Evidence("in/1.jpg#1", NAME_BOX), 1),
        (NAME_BOX, "411002", Evidence("in/1.jpg#1", Box(0, 0, 9, 9)), 0),
        (NAME_BOX, "411002", Evidence("in/1.jpg#2", NAME_BOX), 0),
        (None, "411002", Evidence("in/1.jpg#1", None, "411002"), 1),
        (None, "411002", Evidence("in/1.jpg#1", None, "411003"), 0),
        (None, "", Evidence("in/1.jpg#1", None, ""), 0),
    ],
)
def test_a_defect_in_a_row_is_found_where_that_row_is_shown(
    box: Box | None, text: str, evidence: Evidence, found: int
) -> None:
    cells = (Field("id_number", text, text, box=box, page="in/1.jpg#1"), Field("id_number", "x", "x"))
    rows = tuple(Row(number, {"id_number": cell}) for number, cell in enumerate(cells, start=1))
    document = Document("a", "roster", 0.9, ("in/1.jpg#1",), rows=rows)
    truth = labels(sheet(), findings=[Defect(code="C03", material="license", field="id_number", row=1)])
    told = finding("C03", field="id_number", evidence=(evidence,))
    result = score(truth, case(document, findings=[told]))
    assert (result.defects["C03"].flagged, false_alarms(result)) == (found, 1 - found)


def test_total_adds_up() -> None:
    good = score(
        labels(sheet(labelled(name="甲")), findings=[DEFECT]), case(read(name="甲"), findings=[finding()])
    )
    bad = score(labels(sheet(labelled(name="甲")), findings=[DEFECT]), case(read(name="乙")))
    result = total([good, bad])
    assert (result.kinds.total, result.pages, result.seconds) == (2, 2, 4.0)
    tally = result.fields["business_license", "name"]
    assert (tally.right, tally.total) == (1, 2)
    assert (result.defects["C01"].planted, result.defects["C01"].flagged) == (2, 1)
    assert good.defects["C01"].planted == 1
