from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from intake_assist.model import (
    Box,
    Case,
    Code,
    Document,
    Evidence,
    Field,
    Finding,
    Material,
    MaterialStatus,
    Page,
    Problem,
    QualityMark,
    Row,
    Seal,
    Severity,
    Signature,
    Source,
    State,
    TextLine,
)
from intake_assist.report import case_json, open_findings, pages_json
from tests.contract import CheckOut, ReadOut

CARD = "cards.jpg#1"
ROSTER = "roster.pdf"
OTHERS = ("411002199003071285",)
UPPER, LOWER = Box(0, 0, 1000, 600), Box(0, 600, 1000, 1200)


def named(name: str, value: str | None, page: str = "", **more: object) -> Field:
    return Field(name, value, value or "", 0.98765, page=page, **more)


def cards() -> Page:
    """A sheet with both faces of a card."""
    return Page(
        Source("cards.jpg"),
        width=1000,
        height=1200,
        rotation=90,
        lines=(
            TextLine("姓名张三", Box(10.4, 20, 200, 60), 0.99),
            TextLine("签发机关", Box(10, 720, 90, 760), 0.9),
        ),
        quality=(QualityMark("blur", "图像模糊"),),
        seals=(Seal(Box(1, 2, 3, 4), "circle", "red", "某公司", 0.5),),
        signatures=(Signature(Box(5, 800, 60, 900), 0.4),),
        codes=(Code(Box(5, 700, 60, 760), "QRCode", "http://example.invalid"),),
        seconds=1.23456,
    )


def faces() -> tuple[Document, Document]:
    wrong = Problem("check_digit", "校验码不对", "411002199003071236", uncertain=True)
    number = named("id_number", "411002199003071235", CARD, box=Box(1, 2, 3, 4), problem=wrong, others=OTHERS)
    portrait = Document("a", "id_card_portrait", 0.9, (CARD,), {"id_number": number}, region=UPPER)
    emblem = Document("b", "id_card_emblem", 0.8, (CARD,), {"period": named("period", None)}, region=LOWER)
    return portrait, emblem


def roster() -> tuple[tuple[Page, ...], Document]:
    """A roster over two pages, with a title field on the second page and one that was found nowhere."""
    pages = tuple(Page(Source(ROSTER, number), 800, 600) for number in (1, 2))
    first, second = (page.id for page in pages)
    rows = (Row(1, {"name": named("name", "张三", first)}, first), Row(2, {}, second, Box(0, 0, 5, 5)))
    fields = {"org": named("org", "某公司", second), "filled_on": named("filled_on", None)}
    return pages, Document("r", "roster", 0.7, (first, second), fields, rows)


def case() -> Case:
    pages, document = roster()
    broken = Page(Source("x.jpg"), problem="文件损坏,读不了")
    seen = Evidence(CARD, Box(1, 2, 3, 4), "张三")
    return Case(
        "si_employer_registration",
        "2026.11",
        {},
        dt.date(2026, 11, 22),
        (cards(), *pages, broken),
        (*faces(), document),
        (
            Material("legal_id", "身份证", MaterialStatus.PRESENT, ("a", "b"), (CARD,)),
            Material("poa", "授权委托书", MaterialStatus.MISSING, note="委托办理时要"),
        ),
        (
            Finding("hint", State.FLAG, Severity.INFO, "超过三十日"),
            Finding("format", State.PASS, Severity.ERROR, "没有问题"),
            Finding("seal", State.UNCERTAIN, Severity.SUSPECT, "请看章", "S01", "poa"),
            Finding(
                "digit",
                State.FLAG,
                Severity.ERROR,
                "号码不对",
                "V02",
                "legal_id",
                "id_number",
                evidence=(seen,),
            ),
            Finding("lost", State.FLAG, Severity.WARN, "不知在哪", evidence=(Evidence("gone.jpg#1"),)),
        ),
        2.0004,
    )


def test_read_keeps_the_contract_and_survives_json() -> None:
    pages, document = roster()
    data = {"pages": pages_json((cards(), *pages), (*faces(), document))}
    ReadOut.model_validate_json(json.dumps(data, ensure_ascii=False))


def test_check_keeps_the_contract_and_survives_json() -> None:
    CheckOut.model_validate_json(json.dumps(case_json(case()), ensure_ascii=False))


def test_two_documents_on_a_page_are_two_entries_with_their_own_part_of_it() -> None:
    upper, lower = pages_json([cards()], faces())
    assert (upper["file"], upper["page"]) == (lower["file"], lower["page"]) == ("cards.jpg", 1)
    assert [entry["kind"] for entry in (upper, lower)] == ["id_card_portrait", "id_card_emblem"]
    assert [line["text"] for line in upper["lines"]] == ["姓名张三"]
    assert [line["text"] for line in lower["lines"]] == ["签发机关"]
    assert (len(upper["seals"]), len(lower["seals"])) == (1, 0)
    assert (len(upper["codes"]), len(lower["codes"])) == (0, 1)
    assert upper["region"] == [0, 0, 1000, 600]


def test_a_field_carries_value_place_and_problem() -> None:
    upper, lower = pages_json([cards()], faces())
    assert upper["fields"]["id_number"] == {
        "value": "411002199003071235",
        "others": ["411002199003071285"],
        "text": "411002199003071235",
        "confidence": 0.9877,
        "box": [1, 2, 3, 4],
        "problem": "校验码不对",
        "problem_code": "check_digit",
        "suggestion": "411002199003071236",
    }
    assert lower["fields"]["period"]["value"] is None
    assert lower["fields"]["period"]["problem"] is None


def test_a_seal_carries_what_was_measured_and_read() -> None:
    read = Seal(
        Box(1, 2, 3, 4),
        "oval",
        "blue",
        "某公司合同专用章",
        0.87654,
        owner="某公司",
        title="合同专用章",
        number="4110020001234",
        legibility=0.91234,
        size_mm=(44.96, 30.04),
        inside=0.66667,
    )
    (entry,) = pages_json([Page(Source("a.jpg"), 10, 10, seals=(read, replace(read, size_mm=None)))], [])
    seal, unscaled = entry["seals"]
    assert seal == {
        "box": [1, 2, 3, 4],
        "shape": "oval",
        "color": "blue",
        "text": "某公司合同专用章",
        "owner": "某公司",
        "title": "合同专用章",
        "number": "4110020001234",
        "legibility": 0.9123,
        "size_mm": [45.0, 30.0],
        "inside": 0.6667,
        "confidence": 0.8765,
    }
    assert unscaled["size_mm"] is None


def test_digital_signatures_stand_with_every_page_of_their_file() -> None:
    claim = "数字签名（未验证）：签名人：张三"
    pages, document = roster()
    data = {
        "pages": pages_json(
            [cards(), *(replace(page, digital_signatures=(claim,)) for page in pages)], [document]
        )
    }
    read = ReadOut.model_validate_json(json.dumps(data, ensure_ascii=False))
    assert [page.digital_signatures for page in read.pages] == [[], [claim], [claim]]


def test_a_document_over_two_pages_shows_each_thing_once_on_its_page() -> None:
    pages, document = roster()
    first, second = pages_json(pages, [document])
    assert (first["kind"], second["kind"]) == ("roster", "roster")
    assert (set(first["fields"]), set(second["fields"])) == ({"filled_on"}, {"org"})
    assert [[row["number"] for row in entry["rows"]] for entry in (first, second)] == [[1], [2]]


def test_an_unreadable_page_is_an_entry_with_its_problem() -> None:
    entry = case_json(case())["pages"][-1]
    assert entry["problem"] == "文件损坏,读不了"
    assert (entry["kind"], entry["fields"], entry["lines"], entry["material"]) == (None, {}, [], None)


def test_pages_know_their_material() -> None:
    assert [page["material"] for page in case_json(case())["pages"]] == [
        "legal_id",
        "legal_id",
        None,
        None,
        None,
    ]


def test_findings_come_heaviest_first_without_passes() -> None:
    assert [finding.rule for finding in open_findings(case())] == ["digit", "seal", "lost", "hint"]
    digit, seal, lost, _ = case_json(case())["findings"]
    assert digit["evidence"] == [{"page": CARD, "file": "cards.jpg", "number": 1, "box": [1, 2, 3, 4]}]
    assert (seal["state"], seal["severity"]) == ("uncertain", "suspect")
    assert lost["evidence"] == [{"page": "gone.jpg#1", "file": None, "number": None, "box": None}]
