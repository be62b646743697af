"""The labelled sample cases as a perfect reader would hand them over: every defect, no false alarm."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from intake_assist.checklist import Library, load_library, resolve_answers
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.model import (
    Box,
    Document,
    Field,
    Finding,
    Page,
    Problem,
    Row,
    Seal,
    Severity,
    Source,
    State,
    TextLine,
)
from intake_assist.reading.reader import joined
from intake_assist.rules.engine import Judgement, judge
from intake_assist.values import parse

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "samples" / "cases").glob("*/case.yaml"))
# what is found on the picture alone: where one signs, how a seal came out, stamps across the sheet, codes
UNSEEN = {"S04", "S02_smudged", "P01_void", "C01_code", "C01_org_code"}
IN_ZONE = {"mrz_birth", "mrz_expiry", "mrz_sex"}  # labels give what the machine-readable zone means
DOUBTS = {"S01", "S02", "S03"}  # of a grey copy nobody can tell whether the seal was wet
TITLE = re.compile(r"(?:财务|合同|业务|发票)专用章$")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "checklists")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_case(path: Path, library: Library) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    sheets = yaml.safe_load((path.parent / "sheets.yaml").read_text(encoding="utf-8"))
    judgement, documents = judged(case, library, sheets)
    said = [f for f in judgement.findings if f.state is not State.PASS and f.severity is not Severity.INFO]
    said = [f for f in said if f.code not in UNSEEN]
    doubts = [f for f in said if f.state is State.UNCERTAIN and f.code in DOUBTS]
    planted = [defect for defect in case["findings"] if not {defect["code"], defect.get("name")} & UNSEEN]
    missed = [defect for defect in planted if not any(tells(f, defect, documents) for f in said)]
    said = [f for f in said if f not in doubts]
    false = [f.message for f in said if not any(tells(f, defect, documents) for defect in planted)]
    status = {material.id: material.status.value for material in judgement.materials}
    assert missed == []
    assert [message for message in false if "没有读出来" not in message] == []
    assert {name: status[name] for name in case["materials"]} == case["materials"]
    assert bool(planted) or not false


def tells(finding: Finding, defect: dict[str, Any], documents: dict[str, list[Document]]) -> bool:
    """Of two papers that disagree either may be named, if the finding shows the other."""
    if finding.code != defect["code"]:
        return False
    if finding.material == defect["material"]:
        return defect["field"] in (None, finding.field)
    papers = documents.get(defect["material"] or "", [])
    places = [(f.page, f.box) for paper in papers if (f := paper.fields.get(defect["field"]))]
    return any((evidence.page, evidence.box) in places for evidence in finding.evidence)


def judged(
    case: dict[str, Any], library: Library, sheets: list[dict[str, Any]]
) -> tuple[Judgement, dict[str, list[Document]]]:
    seals = {(sheet["file"], sheet["page"]): sheet["seals"] for sheet in sheets}
    matter = locally(library.matter(case["matter"]), case)
    pages: list[Page] = []
    owned: dict[str, list[Document]] = {}
    documents: list[Document] = []
    for sheet in case["files"]:
        page = make_page(sheet, seals.get((sheet["file"], sheet["page"])))
        pages.append(page)
        readable = "unreadable" not in sheet["conditions"]
        for at, label in enumerate(sheet["documents"] if readable else ()):
            made = make_document(label, library.kinds, page, at)
            if label.get("layout") == "signature":
                documents[-1] = joined(documents[-1], made)
                continue
            documents.append(made)
            owned.setdefault(label["material"] or "", []).append(documents[-1])
    answers = resolve_answers(matter, case["answers"])
    return judge(matter, library.kinds, answers, case["today"], pages, documents), owned


def locally(matter: MatterSpec, case: dict[str, Any]) -> MatterSpec:
    """How many copies are wanted is for the local guide to say; cases that lack one mean two."""
    short = {defect["material"] for defect in case["findings"] if defect["code"] == "M03"}
    specs = [m.model_copy(update={"copies": 2}) if m.id in short else m for m in matter.materials]
    return matter.model_copy(update={"materials": tuple(specs)})


def make_page(sheet: dict[str, Any], seals: list[dict[str, Any]] | None) -> Page:
    """Without a picture (`seals` None) it is a worksheet."""
    readable = "unreadable" not in sheet["conditions"]
    lines = (
        (TextLine("这一页读得清楚，字也不少", Box(0, 0, 9, 9), 0.9),)
        if readable and sheet["documents"]
        else ()
    )
    source = Source(sheet["file"], sheet["page"])
    marks = tuple(make_seal(seal, sheet["conditions"]) for seal in seals or ())
    cells = (("字",),) if seals is None else ()
    return Page(source, 1000, 1000, lines=lines, blank=readable and not lines, seals=marks, cells=cells)


def make_seal(label: dict[str, Any], conditions: list[str]) -> Seal:
    found = TITLE.search(label["text"])
    title = found[0] if found else ""
    owner = label["text"].removesuffix(title)
    color = "grey" if {"grey", "black_white"} & set(conditions) else label["color"]
    box = Box(*label["box"])
    text = label["text"]
    return Seal(box, label["shape"], color, text, 0.95, owner, title, choices=tuple(owner), legibility=0.97)


def make_document(label: dict[str, Any], kinds: Any, page: Page, at: int) -> Document:
    kind: KindSpec | None = kinds.get(label["kind"])
    name = f"{page.id}/{at}"
    if kind is None:
        return Document(name, None, 0.0, (page.id,))
    types = {spec.name: spec.type for spec in kind.fields}
    columns = {spec.name: spec.type for spec in kind.table.columns} if kind.table else {}
    fields = read(label["fields"], types, page.id, 0)
    rows = tuple(
        Row(number, read(row, columns, page.id, number), page.id)
        for number, row in enumerate(label.get("rows", ()), start=1)
    )
    return Document(name, kind.id, 0.95, (page.id,), fields, rows)


def read(values: dict[str, Any], types: dict[str, str], page: str, line: int) -> dict[str, Field]:
    """Each value at a place of its own."""
    made = {}
    for at, (name, value) in enumerate(values.items()):
        if name in types:
            box = Box(at, line, at + 1, line + 1)
            found, problem = as_read(types[name], str(value))
            made[name] = Field(name, found, str(value), 0.97, box, page, problem)
    return made


def as_read(type_id: str, text: str) -> tuple[str | None, Problem | None]:
    if text == "" or type_id in IN_ZONE:
        return (text, None) if text else (None, Problem("blank", "没有填写"))
    parsed = parse(type_id, text)
    return parsed[0], parsed[1]
