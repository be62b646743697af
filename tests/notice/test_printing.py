"""The printed page: looked at, read back, and compared with what it looked like when it was approved.

To approve a new look, delete the picture (or the places of lines, ``.json``) in ``data`` and run the tests once.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPalette
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake_assist.desktop.printing import Preview, PrintingError, draw, laid_out, pdf, write_pdf
from intake_assist.notice import Forms, Notice, Paper
from intake_assist.notice.example import BARE, DEFERRED_ONLY, RECEIPT, USUAL

from .looking import DPI, difference, keep, keep_written, kept, kept_written, moved, pages, written
from .test_forms import told

pytestmark = pytest.mark.usefixtures("qapp")
DATA = Path(__file__).parent / "data"
FORMS = Forms()
LONG_NAME = "许昌市魏都区云帆新能源汽车零部件精密制造与供应链管理（集团）股份有限公司建安区第二分公司"
FONTS = ["Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai", "WenQuanYi Zen Hei", "AR PL UMing CN"]


def with_faults(count: int) -> Notice:
    """The example with `count` faults in its first material, one in its second."""
    first, second = USUAL.faults
    faults = tuple(replace(first.faults[at % 2], keys=(f"f{at}",)) for at in range(count))
    return replace(
        USUAL,
        applicant=replace(USUAL.applicant, name=LONG_NAME),
        faults=(replace(first, faults=faults), second),
    )


PAPERS: dict[str, Callable[[], Paper]] = {
    "usual": lambda: FORMS.notice(USUAL),
    "many": lambda: FORMS.notice(with_faults(24)),
    "deferred": lambda: FORMS.notice(DEFERRED_ONLY),
    "bare": lambda: FORMS.notice(BARE),
    "receipt": lambda: FORMS.receipt(RECEIPT),
}


@cache
def printed(name: str) -> bytes:
    return pdf(PAPERS[name]())


def texts(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def in_font(paper: Paper, font: str) -> Paper:
    return replace(paper, html=re.sub("font-family: [^;]*;", f'font-family: "{font}";', paper.html))


@pytest.mark.parametrize("name", ["usual", "many", "receipt"])
def test_it_looks_as_approved(name: str) -> None:
    seen = pages(printed(name))
    golden = [DATA / f"{name}_{number}.png" for number in range(1, len(seen) + 1)]
    if fresh := [path for path in golden if not path.exists()]:
        for page, path in zip(seen, golden, strict=True):
            keep(page, path)
        pytest.fail(f"{[path.name for path in fresh]} 是新的，请看过再提交")
    differences = [difference(page, kept(path)) for page, path in zip(seen, golden, strict=True)]
    assert not any(differences), differences
    assert len(list(DATA.glob(f"{name}_*.png"))) == len(seen)


@pytest.mark.parametrize("name", ["usual", "many", "receipt"])
def test_every_line_stands_where_it_was_approved(name: str) -> None:
    seen, golden = written(printed(name)), DATA / f"{name}.json"
    if not golden.exists():
        keep_written(seen, golden)
        pytest.fail(f"{golden.name} 是新的，请看过再提交")
    approved = kept_written(golden)
    if approved.fonts != seen.fonts:
        pytest.skip(f"{golden.name} 是用 {'、'.join(approved.fonts)} 印的")
    assert moved(approved, seen) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("margin: 14px 0 0 0", "margin: 14px 0 0 5px"),
        ("table.sign { margin-top: 20px", "table.sign { margin-top: 25px"),
        ("p.sign { font-size: 12pt; margin: 0", "p.sign { font-size: 12pt; margin: 0 0 0 5px"),
        ("line-height: 31px", "line-height: 36px"),
        ("各份材料填写一致，并与证照相符", "各份材料填写一致，并与证件相符"),
    ],
)
def test_a_line_that_moves_a_little_is_seen(old: str, new: str) -> None:
    paper = PAPERS["usual"]()
    assert old in paper.html
    changed = written(pdf(replace(paper, html=paper.html.replace(old, new))))
    assert moved(written(printed("usual")), changed)


@pytest.mark.parametrize("font", FONTS)
def test_another_font_makes_no_difference(font: str) -> None:
    if font not in QFontDatabase.families():
        pytest.skip(f"没有字体 {font}")
    other = pages(pdf(in_font(PAPERS["usual"](), font)))
    assert [d for a, b in zip(pages(printed("usual")), other, strict=True) if (d := difference(a, b))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<img src="qr" width="76" height="76">', ""),
        ("申请人（经办人）签收：", "&nbsp;"),
        ("border: 0.6px solid #000000", "border: 0px"),
        ("text-align: center; margin: 4px", "text-align: left; margin: 4px"),
        ("text-indent: 32px", "text-indent: 0px"),
        ("各份材料填写一致，并与证照相符", ""),
        ('<th width="8%">', '<th width="12%">'),
        ("line-height: 25px", "line-height: 29px"),
    ],
)
def test_the_comparison_sees_a_change(old: str, new: str) -> None:
    paper = PAPERS["usual"]()
    assert old in paper.html
    changed = pages(pdf(replace(paper, html=paper.html.replace(old, new))))
    same = pages(printed("usual"))
    assert len(changed) != len(same) or any(difference(a, b) for a, b in zip(same, changed, strict=True))


@pytest.mark.parametrize(
    ("name", "notice"),
    [("usual", USUAL), ("many", with_faults(24)), ("deferred", DEFERRED_ONLY), ("bare", BARE)],
)
def test_its_text_can_be_selected_and_is_all_there(name: str, notice: Notice) -> None:
    text = squeezed("".join(texts(printed(name))))
    assert [each for each in told(notice) if squeezed(each) not in text] == []


def test_every_page_is_a4_with_number_and_count() -> None:
    found = texts(printed("many"))
    document = pdfium.PdfDocument(printed("many"))
    assert len(found) == 5
    for number, text in enumerate(found, start=1):
        assert [round(side) for side in document[number - 1].get_size()] == [595, 842]
        assert f"第{number}页共5页" in squeezed(text)
        assert "编号20261122-03-0007" in squeezed(text)
    document.close()


def test_a_table_over_several_pages_repeats_its_head() -> None:
    on_page = [squeezed(text) for text in texts(printed("many"))]
    assert ["序号位置现状要求补正办法依据" in text for text in on_page] == [True, True, True, True, False]


def test_every_font_is_in_the_file() -> None:
    document = pdfium.PdfDocument(printed("many"))
    fonts = set()
    for page in document:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(item.raw)
            name = ctypes.create_string_buffer(100)
            raw.FPDFFont_GetBaseFontName(font, name, 100)
            fonts.add((name.value, raw.FPDFFont_GetIsEmbedded(font)))
    document.close()
    assert len(fonts) >= 2
    assert {embedded for _, embedded in fonts} == {1}


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_runs_into_the_margins(name: str) -> None:
    narrow = round(19 / 25.4 * DPI)
    for page in pages(printed(name)):
        assert page[:, :narrow].max() < 0.1
        assert page[:, -narrow:].max() < 0.1
        assert page[: round(14 / 25.4 * DPI)].max() < 0.1
        assert page[-round(12 / 25.4 * DPI) :].max() < 0.1


def test_a_word_without_a_break_is_broken() -> None:
    endless = replace(USUAL, applicant=replace(USUAL.applicant, name="A" * 150))
    paper = FORMS.notice(endless)
    narrow = round(19 / 25.4 * DPI)
    assert max(page[:, -narrow:].max() for page in pages(pdf(paper))) < 0.1


@pytest.mark.parametrize("name", ["usual", "receipt"])
def test_the_code_can_be_scanned(name: str) -> None:
    (code,) = zxingcpp.read_barcodes(((1 - pages(printed(name))[0]) * 255).astype(np.uint8))
    assert code.text == "20261122-03-0007"


@pytest.mark.parametrize("count", [1, 4, 8, 11, 15, 20])
def test_nothing_that_belongs_together_is_parted(count: int) -> None:
    found = [squeezed(text) for text in texts(pdf(FORMS.notice(with_faults(count))))]
    signed = [
        at for at, text in enumerate(found) if re.search("告知单位（盖章）|窗口工作人员：|签收日期：", text)
    ]
    whole = next(text for text in found if "告知单位（盖章）" in text)
    assert len(signed) == 1
    assert all(word in whole for word in ("签收：", "签收日期：", "窗口工作人员：", "告知日期："))
    for text in found:
        body = text.split("样例市社会保险中心第")[0]
        assert not re.search("[一二三四五六七]、[^、。：]{4,12}(?:（共\\d+[份处]）)?$", body), body[-40:]
    for word in (fault.found for group in with_faults(count).faults for fault in group.faults):
        assert any(squeezed(word) in text for text in found), "一行断在两页上"


def test_the_same_paper_again_is_the_same() -> None:
    paper = PAPERS["usual"]()
    again = pages(pdf(paper))
    assert all(np.array_equal(a, b) for a, b in zip(pages(printed("usual")), again, strict=True))


def test_a_template_reaches_no_file(tmp_path: Path) -> None:
    black = tmp_path / "black.png"
    Image.new("L", (300, 300), 0).save(black)
    named = [
        f"<img src='{name}' width='300' height='300'>"
        for name in (black, black.as_uri(), "http://127.0.0.1/x")
    ]
    clean, reaching = (Paper("t", "1", "", f"<p>{''.join(what)}</p>") for what in ([], named))
    ink = [pages(pdf(paper))[0].sum() for paper in (clean, reaching)]
    assert ink[1] < ink[0] + 3 * 2000  # at most the frames of three pictures that are not there


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(PrintingError) as failed:
        write_pdf(PAPERS["bare"](), tmp_path / "no" / "a.pdf")
    assert "不能写" in failed.value.message
    write_pdf(PAPERS["bare"](), tmp_path / "a.pdf")
    assert texts((tmp_path / "a.pdf").read_bytes()) == texts(printed("bare"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_printer_gets_the_same_pages(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    draw(PAPERS["usual"](), printer)
    seen = pages((tmp_path / "p.pdf").read_bytes())
    assert [d for a, b in zip(pages(printed("usual")), seen, strict=True) if (d := difference(a, b))] == []


def test_the_preview_shows_all_pages(qtbot: QtBot) -> None:
    window = Preview(PAPERS["many"]())
    qtbot.addWidget(window)
    window.show()
    shown = window.findChild(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: shown.pageCount() == 5, timeout=5000)
    assert "20261122-03-0007" in window.windowTitle()


def test_a_row_higher_than_a_page_ends_all_the_same() -> None:
    first, *_ = USUAL.faults
    endless = replace(first, faults=(replace(first.faults[0], found="应当一致" * 600), *first.faults))
    document = laid_out(FORMS.notice(replace(USUAL, faults=(endless,))))
    assert 3 <= document.pageCount() <= 12


def test_the_paper_does_not_depend_on_the_window(qapp: QApplication) -> None:
    before = pages(printed("usual"))
    font, palette = qapp.font(), qapp.palette()
    dark = QPalette()
    dark.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.white)
    dark.setColor(QPalette.ColorRole.WindowText, Qt.GlobalColor.white)
    try:
        qapp.setFont(QFont("Noto Sans CJK SC", 24))
        qapp.setPalette(dark)
        after = pages(printed("usual"))
    finally:
        qapp.setFont(font)
        qapp.setPalette(palette)
    assert len(before) == len(after)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
