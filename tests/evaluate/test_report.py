"""The report with its pictures, from scored cases and drawn pages."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image, ImageDraw

from intake_assist.checklist.models import FieldSpec, KindSpec, ReasonCode, Recognise
from intake_assist.evaluate.gallery import Gallery, surroundings
from intake_assist.evaluate.hiding import places_to_cover
from intake_assist.evaluate.html import Report, diagram
from intake_assist.evaluate.labels import Defect
from intake_assist.evaluate.marks import SealRecord
from intake_assist.evaluate.mistakes import mistakes, sheet_of
from intake_assist.evaluate.records import DefectRecord
from intake_assist.evaluate.running import Broken, Evaluation
from intake_assist.evaluate.scoring import CaseScore, DefectTally, score_case
from intake_assist.evaluate.wording import CODES, code_title
from intake_assist.model import (
    Box,
    Case,
    Document,
    Evidence,
    Field,
    Finding,
    Page,
    Severity,
    Source,
    State,
    TextLine,
)
from intake_assist.precheck.task import picture_path
from intake_assist.rules.context import SURE
from tests.evaluate.test_scoring import case, labelled, labels, sheet
from tests.evaluate.test_statistics import value

KIND = KindSpec(
    id="id_card",
    title="身份证",
    recognise=Recognise(),
    fields=(
        FieldSpec(name="id_number", title="公民身份号码", key=True, sensitive=True),
        FieldSpec(name="name", title="姓名", key=True),
        FieldSpec(name="uscc", title="代码", type="uscc"),
    ),
)
KINDS = {"id_card": KIND}
ID, WRONG_ID = "411003200002290041", "411003200002290047"
PHONE = "13800138000"
ID_BOX, NAME_BOX = Box(200, 300, 500, 330), Box(200, 100, 300, 130)
PAGE = Page(
    Source("in/1.jpg"),
    800,
    1000,
    lines=(
        TextLine(f"公民身份号码{WRONG_ID}", Box(50, 300, 500, 330), 0.9),
        TextLine(f"电话{PHONE}", Box(50, 800, 300, 830), 0.9),
        TextLine("2026年11月22日", Box(50, 900, 300, 930), 0.9),
    ),
)
NAME = "一件/<b>&"


def read_card(**fields: Field) -> Case:
    document = Document("a", "id_card", 0.9, (PAGE.id,), fields)
    return replace(case(document), pages=(PAGE,))


@pytest.fixture
def read() -> Case:
    """A card with a wrong number, a name with markup in it, a field that was not read, and a false alarm."""
    card = read_card(
        id_number=Field("id_number", WRONG_ID, WRONG_ID, 0.9, ID_BOX, PAGE.id),
        name=Field("name", "吴<i>芳", "", 0.5, NAME_BOX, PAGE.id),
    )
    told = Finding(
        "r",
        State.FLAG,
        Severity.ERROR,
        f"号码{WRONG_ID}不对",
        "V02",
        "license",
        "name",
        evidence=(Evidence(PAGE.id, NAME_BOX),),
    )
    return replace(card, findings=(told,))


@pytest.fixture
def score(read: Case) -> CaseScore:
    truth = labels(
        sheet(labelled("id_card", id_number=ID, name="吴秋芳", uscc="9141")),
        findings=[Defect(code="C01", material="license", field="id_number", note="号码与执照不同")],
    )
    return score_case(truth, read, KINDS)


def drawn() -> bytes:
    picture = Image.new("RGB", (PAGE.width, PAGE.height), "white")
    draw = ImageDraw.Draw(picture)
    for line in PAGE.lines:
        draw.rectangle((line.box.x0, line.box.y0, line.box.x1, line.box.y1), fill="black")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def report(tmp_path: Path, read: Case, score: CaseScore, *, whole: bool = False) -> str:
    folder = tmp_path / "pictures"
    folder.mkdir()
    gallery = Gallery(folder, KINDS, whole=whole)
    with gallery.pages() as pages:
        picture_path(pages, PAGE.id).write_bytes(drawn())
        gallery.take(NAME, read, score, pages)
    assert not pages.exists()
    evaluation = Evaluation({NAME: score}, (Broken("坏的", "标注<文件>读不了"),))
    target = tmp_path / "report.html"
    Report(evaluation, KINDS, gallery, "samples/<x>", dt.datetime(2026, 11, 22, 9, 5), whole).write(target)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.html"]
    return target.read_text(encoding="utf-8")


class Checker(HTMLParser):
    """Collects what is in the file, and fails where elements are not closed in order."""

    VOID = frozenset({"meta", "img", "line", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} closed out of order"

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def checked(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    return checker


def unsaid(html: str, *phrases: str) -> list[str]:
    """Those of the phrases that a reader of the report does not find, however it is set in lines."""
    said = " ".join(" ".join(checked(html).words).split())
    return [phrase for phrase in phrases if phrase not in said]


def pictures(html: str) -> list[Image.Image]:
    found = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', html)
    return [Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB") for data in found]


def has_near(picture: Image.Image, colour: tuple[int, int, int]) -> bool:
    """Whether more than a few pixels have the colour, as far as JPEG keeps it."""
    counted = picture.getcolors(picture.width * picture.height) or []
    near = [n for n, found in counted if max(abs(a - b) for a, b in zip(found, colour, strict=True)) < 40]
    return sum(near) > 100


def test_the_file_needs_nothing_else(tmp_path: Path, read: Case, score: CaseScore) -> None:
    found = checked(report(tmp_path, read, score))
    assert "script" not in found.tags
    assert "link" not in found.tags
    assert all(address.startswith(("data:image/jpeg;base64,", "#case-")) for address in found.addresses)


def test_the_figures_stand_in_the_report(tmp_path: Path) -> None:
    score = CaseScore(passed_on_flagged=3)
    score.defects["S02"] = DefectTally(planted=4, flagged=2, uncertain=1, false_alarms=1)
    score.defects["seal"] = DefectTally(false_alarms=1)
    score.defect_records = [
        DefectRecord("S03", True, number < 3, ("grey",), "", name="S03_company") for number in range(4)
    ]
    score.defect_records.append(DefectRecord("S02", False, True, ("grey",), ""))
    score.seal_records = [
        SealRecord("license", "1.jpg#1", (), True, there=True, judged=judged)
        for judged in ("present", "present", "present", "absent")
    ]
    score.field_records = [value(0.96, conditions=("hand", "skew")), value(0.97), value(0.3, right=False)]
    target = tmp_path / "r.html"
    Report(
        Evaluation({"a": score}), KINDS, Gallery(tmp_path, KINDS), "s", dt.datetime(2026, 1, 1), wanted=0.8
    ).write(target)
    missing = unsaid(
        target.read_text(encoding="utf-8"),
        "彩色扫描：该有的章看到了 75.0% 30.1%～95.4% 3/4",
        "章是别的单位的 75.0% 30.1%～95.4% 3/4",
        "影像有毛病的页上放过的问题 3",
        "S02 章不清、不完整 4 2 1 1 1 75.0% 30.1%～95.4% 75.0% 30.1%～95.4%",
        "seal 盖章 0",
        "S03_company 章的主体或种类不对 75.0% 30.1%～95.4% 3/4",
        "grey - 0/0 4 3 1 75.0% 30.1%～95.4% 75.0% 30.1%～95.4%",
        "手写（不论扫描情况） 100.0% 20.7%～100.0% 1/1",
        "0.95～0.98 96.5% 2 100.0% 34.2%～100.0% 1 100.0% 20.7%～100.0%",
        "要让界线上的值有 80.0% 是对的，取 0.96。以上 2 个值，对 100.0%；以下 1 个，对 0.0%",
        f"现在请人看的界线：置信度低于 {SURE:.2f}。以上 2 个值",
    )
    assert missing == []


def test_every_code_of_a_reason_has_a_title() -> None:
    assert set(CODES) == set(get_args(ReasonCode))
    assert code_title("nothing of the kind") == ""


def test_every_mistake_is_told_with_its_expectation(tmp_path: Path, read: Case, score: CaseScore) -> None:
    missing = unsaid(
        report(tmp_path, read, score),
        "应为 吴秋芳 读成 吴<i>芳",
        "身份证 代码 应为 9141 读成 （没有读出）",
        "应报 号码与执照不同",
        "误报 V02",
        "坏的 标注<文件>读不了",
        "一件/<b>&",
    )
    assert missing == []


def test_numbers_of_people_are_masked_unless_whole(tmp_path: Path, read: Case, score: CaseScore) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    html = report(tmp_path / "a", read, score)
    assert ID not in html
    assert WRONG_ID not in html
    assert "411003********0041" in html
    whole = report(tmp_path / "b", read, score, whole=True)
    assert ID in whole
    assert WRONG_ID in whole
    assert "不要外传" in whole


def test_pictures_show_the_box_and_cover_numbers(tmp_path: Path, read: Case, score: CaseScore) -> None:
    html = report(tmp_path, read, score)
    red, grey = (200, 0, 0), (120, 120, 120)
    kinds = [mistake.what for mistake in mistakes(score)]
    assert kinds == ["missed", "false_alarm", "field", "field", "field"]
    missed, alarm, number, name, page = pictures(html)
    assert all(has_near(picture, red) for picture in (missed, alarm, number, name))
    assert has_near(number, grey)
    assert not has_near(name, grey)
    assert page.size == (PAGE.width, PAGE.height)
    assert not has_near(page, red)
    x, y = 280, 815
    assert max(abs(a - 120) for a in page.getpixel((x, y))) < 30, "the telephone number can be read"
    assert max(page.getpixel((100, 915))) < 40, "the date is covered"


def test_nothing_is_covered_in_whole_pictures(tmp_path: Path, read: Case, score: CaseScore) -> None:
    assert not any(
        has_near(each, (120, 120, 120)) for each in pictures(report(tmp_path, read, score, whole=True))
    )


def test_a_missing_picture_costs_nothing_else(tmp_path: Path, read: Case, score: CaseScore) -> None:
    gallery = Gallery(tmp_path, KINDS)
    with gallery.pages() as pages:
        picture_path(pages, PAGE.id).write_bytes(b"no picture")
        gallery.take(NAME, read, score, pages)
    evaluation = Evaluation({NAME: score})
    Report(evaluation, KINDS, gallery, "s", dt.datetime(2026, 1, 1)).write(tmp_path / "r.html")
    assert pictures((tmp_path / "r.html").read_text(encoding="utf-8")) == []


def test_a_run_without_any_case_or_mistake_makes_a_report(tmp_path: Path) -> None:
    for number, evaluation in enumerate([Evaluation(), Evaluation({"a": CaseScore()})]):
        target = tmp_path / f"{number}.html"
        Report(evaluation, KINDS, Gallery(tmp_path, KINDS), "s", dt.datetime(2026, 1, 1)).write(target)
        assert "没有出错的样例" in target.read_text(encoding="utf-8")


def test_a_report_that_fails_leaves_the_old_one(tmp_path: Path, score: CaseScore) -> None:
    target = tmp_path / "r.html"
    target.write_text("old", encoding="utf-8")

    class Lost(Gallery):
        def close_ups(self, name: str, number: int) -> list[Path]:
            return [Path("/nowhere") / f"{name}{number}"]

    lost = Report(Evaluation({"a": score}), KINDS, Lost(tmp_path, KINDS), "s", dt.datetime(2026, 1, 1))
    with pytest.raises(OSError, match="nowhere"):
        lost.write(target)
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (f"号码{ID}", True),
        ("41100320000229004X", True),
        ("4110 0320 0002 2900 41", True),
        ("41100320O002290041", True),
        ("电话：138-0013-8000", True),
        ("账号9727842841109587199", True),
        ("91411002MA9TE5T04A", False),
        ("91411002MA9TE5T04B", False),
        ("2026年11月22日", False),
        ("0374-5550101", True),
        ("许昌云帆科技有限公司", False),
        ("", False),
    ],
)
def test_what_is_covered(text: str, covered: bool) -> None:
    page = replace(PAGE, lines=(TextLine(text, Box(0, 0, 300, 20), 0.9),))
    assert bool(places_to_cover(replace(read_card(), pages=(page,)), page, KINDS)) is covered


def test_a_misread_credit_code_is_not_covered() -> None:
    box = Box(10, 10, 300, 30)
    page = replace(PAGE, lines=(TextLine("914110O2MA9TE5TO4A", box, 0.9),))
    assert places_to_cover(replace(read_card(), pages=(page,)), page, KINDS)
    known = read_card(uscc=Field("uscc", "914110O2MA9TE5TO4A", "", 0.9, box, page.id))
    assert places_to_cover(replace(known, pages=(page,)), page, KINDS) == ()


@pytest.mark.parametrize(
    "box",
    [
        Box(0, 0, 1, 1),
        Box(799, 999, 800, 1000),
        Box(0, 0, 800, 1000),
        Box(-50, -50, 900, 1200),
        Box(900, 1100, 950, 1150),
    ],
)
def test_surroundings_lie_on_the_page(box: Box) -> None:
    x0, y0, x1, y1 = surroundings(box, 800, 1000)
    assert 0 <= x0 < x1 <= 800
    assert 0 <= y0 < y1 <= 1000


@pytest.mark.parametrize(
    ("page", "name"),
    [("in/1.jpg#2", "1.jpg#2"), ("C:\\扫描\\a.pdf#3.1", "a.pdf#3"), ("a#b.jpg#1", "a#b.jpg#1")],
)
def test_sheets_are_named_without_folder_and_part(page: str, name: str) -> None:
    assert sheet_of(page) == name


def test_the_diagram_lies_inside_its_picture() -> None:
    steps = [
        {"confidence": 0.2, "total": 5, "right": 0},
        {"confidence": 1.0, "total": 500, "right": 500},
    ]
    found = diagram(steps)
    points = found["points"]
    assert [point["r"] for point in points] == sorted(point["r"] for point in points)
    assert points[0]["x"] < points[1]["x"]
    assert points[0]["y"] > points[1]["y"], "more right values lie higher"
    for point in points:
        assert 0 < point["high"] <= point["y"] <= point["low"] < found["size"]
    assert diagram([])["points"] == []
