"""Papers are drawn the same every time, conditions do what they say, a missing font is explained."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
import yaml
import zxingcpp
from PIL import Image, ImageChops
from typer.testing import CliRunner

from samples.generator import conditions, fonts, ornament, say, single
from samples.generator.cli import app
from samples.generator.committed import SPECS, build
from samples.generator.mix import random_case
from samples.generator.writer import workbook, write_case

with_fonts = pytest.mark.skipif(bool(fonts.missing()), reason=f"字体没有安装：{'、'.join(fonts.missing())}")
DPI = 72


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@with_fonts
@pytest.mark.parametrize("hard", [False, True])
def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, hard: bool) -> None:
    for name in ("one", "two"):
        write_case(random_case(11, hard, "si_employer_registration"), tmp_path / name, DPI, 60)
    assert files(tmp_path / "one") == files(tmp_path / "two")


@with_fonts
def test_another_seed_writes_something_else(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_case(random_case(seed, hard=False), tmp_path / str(seed), DPI, 60)
    assert files(tmp_path / "1") != files(tmp_path / "2")


@with_fonts
@pytest.mark.parametrize("kind", single.KINDS)
def test_every_kind_is_drawn_with_its_fields_in_the_picture(kind: str) -> None:
    done, label = single.paper(kind, random.Random(5), DPI, "", hard=False)
    width, height = done.size
    assert done.image.size == done.size
    assert bool(label["documents"]) == (not kind.startswith("other"))
    for document in label["documents"]:
        assert set(document["boxes"]) <= set(document["fields"])
        for x0, y0, x1, y1 in document["boxes"].values():
            assert 0 <= x0 < x1 <= width
            assert 0 <= y0 < y1 <= height


@with_fonts
def test_boxes_surround_the_ink() -> None:
    """There is dark ink inside the box of a value, and blank paper right above and below."""
    first, label = single.paper("registration_form:beijing", random.Random(3), 100, "", hard=False)
    x0, y0, x1, y1 = label["documents"][0]["boxes"]["account_no"]
    picture = first.image.convert("L")
    assert darkest(picture, (x0, y0, x1, y1)) < 90
    assert darkest(picture, (x0, y0 - 4, x1, y0 - 1)) > 200
    assert darkest(picture, (x0, y1 + 2, x1, y1 + 5)) > 200


def darkest(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    return next(level for level, count in enumerate(picture.crop(box).histogram()) if count)


@with_fonts
def test_the_licence_bears_a_readable_code() -> None:
    done, label = single.paper("business_license:landscape2019", random.Random(4), 200, "", hard=False)
    found = [code.text for code in zxingcpp.read_barcodes(done.image)]
    assert any(label["documents"][0]["fields"]["uscc"] in text for text in found)


@with_fonts
@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("name", sorted({**conditions.CONDITIONS, **conditions.ON_REQUEST}))
def test_a_condition_changes_the_picture_the_same_way_every_time(name: str, hard: bool) -> None:
    clean, _ = single.paper("power_of_attorney:form", random.Random(1), 130, "", hard=hard)
    once, again = (conditions.apply(clean.image, [name], random.Random(9), hard) for _ in range(2))
    assert once.mode == "RGB"
    assert once.tobytes() == again.tobytes()
    assert once.size != clean.image.size or ImageChops.difference(once, clean.image).getbbox() is not None


@pytest.mark.parametrize("seed", range(50))
def test_chosen_conditions_go_together(seed: int) -> None:
    chosen = conditions.choose(random.Random(seed), 3)
    assert len(chosen) == len(set(chosen)) <= 3
    assert not {"black_white", "pale"} <= set(chosen)
    assert not {"blur", "low_resolution"} <= set(chosen)


@pytest.mark.parametrize(("clockwise", "corner"), [(0, (0, 0)), (90, (9, 0)), (180, (9, 19)), (270, (0, 9))])
def test_turning_is_clockwise(clockwise: int, corner: tuple[int, int]) -> None:
    image = Image.new("RGB", (10, 20), (255, 255, 255))
    image.putpixel((0, 0), (255, 0, 0))
    turned = conditions.turn(image, clockwise)
    where = (turned.width - 1 if corner[0] else 0, turned.height - 1 if corner[1] else 0)
    assert turned.getpixel(where) == (255, 0, 0)


def test_the_workbook_holds_the_rows() -> None:
    plan = build(next(spec for spec in SPECS if spec.name == "clean_enrolment_workbook"))
    paper = plan.papers("roster")[0]
    data = workbook(paper.fields, paper.rows, paper.layout)
    assert data == workbook(paper.fields, paper.rows, paper.layout)


def test_the_workbook_can_be_opened(tmp_path: Path) -> None:
    plan = build(next(spec for spec in SPECS if spec.name == "clean_enrolment_workbook"))
    paper = plan.papers("roster")[0]
    (tmp_path / "a.xlsx").write_bytes(workbook(paper.fields, paper.rows, paper.layout))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    numbers = {cell.value for row in book["花名册"] for cell in row}
    assert {row["id_number"] for row in paper.rows} <= numbers


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (1000000, "壹佰万元整"),
        (12000000, "壹仟贰佰万元整"),
        (3050000, "叁佰零伍万元整"),
        (100500, "壹拾万零伍佰元整"),
        (100010000, "壹亿零壹万元整"),
        (123456789, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元整"),
    ],
)
def test_capital_in_words(yuan: int, text: str) -> None:
    assert say.capital_words(yuan) == text


def test_qr_codes_come_back() -> None:
    image = ornament.qr_code("http://www.gsxt.gov.cn/x", 120)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["http://www.gsxt.gov.cn/x"]


def test_a_missing_font_names_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "ROOT", tmp_path)
    fonts.font.cache_clear()
    outcome = CliRunner().invoke(app, ["paper", "other:notice", "--out", str(tmp_path / "a.png")])
    fonts.font.cache_clear()
    assert outcome.exit_code == 2
    assert "apt-get install fonts-noto-cjk" in outcome.output


def test_an_unknown_kind_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(app, ["paper", "driving_licence", "--out", str(tmp_path / "a.png")])
    assert outcome.exit_code == 2
    assert "business_license:landscape2019" in outcome.output


@with_fonts
def test_the_command_writes_cases_and_a_contact_sheet(tmp_path: Path) -> None:
    runner = CliRunner()
    made = runner.invoke(app, ["cases", "--seed", "7", "--count", "2", "--out", str(tmp_path), "--dpi", "72"])
    assert made.exit_code == 0, made.output
    folders = sorted(tmp_path.iterdir())
    assert len(folders) == 2
    labels = yaml.safe_load((folders[0] / "case.yaml").read_text(encoding="utf-8"))
    assert {"matter", "today", "answers", "files", "materials", "findings"} <= set(labels)
    sheet = runner.invoke(app, ["sheet", str(tmp_path), str(tmp_path / "all.png"), "--width", "120"])
    assert sheet.exit_code == 0, sheet.output
    with Image.open(tmp_path / "all.png") as board:
        assert board.width == 8 * 120
