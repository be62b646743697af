"""Where a page asks for signatures."""

from __future__ import annotations

import pytest

from intake_assist.checklist import Library, default_folder, load_library
from intake_assist.model import Box, Document, Page, Source, TextLine
from intake_assist.reading import SignPlace, sign_places

POA = Document("d", "power_of_attorney", 0.9, ("a.jpg#1",))


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(default_folder())


def line(text: str, x: float, y: float, confidence: float = 0.98) -> TextLine:
    return TextLine(text, Box(x, y, x + 30 * len(text), y + 36), confidence)


def places(library: Library, *lines: TextLine, document: Document = POA) -> tuple[SignPlace, ...]:
    page = Page(Source("a.jpg"), width=1240, height=1754, lines=lines)
    return sign_places(page, [document], library.kinds)


def test_label_and_name_in_one_line(library: Library) -> None:
    (place,) = places(library, line("受托人（签字）：康景行", 500, 1200))
    assert (place.by, place.label, place.text) == ("agent", "受托人(签字)", "康景行")
    assert place.label_box.x1 < place.box.x0 < 500 + 30 * 8 + 1
    assert place.box.y0 < 1200 < 1236 < place.box.y1


def test_the_name_may_be_a_line_of_its_own(library: Library) -> None:
    (place,) = places(library, line("受托人签名：", 500, 1200), line("康景行", 720, 1195, 0.7))
    assert (place.text, place.confidence) == ("康景行", 0.7)
    assert place.printed == ()


def test_an_empty_place_reaches_to_the_next_label(library: Library) -> None:
    lines = (
        line("法定代表人（签字）：", 100, 1200),
        line("受托人（签字）：", 800, 1200),
        line("日期：", 110, 1215),
    )
    first, second = places(library, *lines[:2])
    assert (first.by, first.text, second.by) == ("principal", "", "agent")
    assert first.box.x1 <= 800
    assert second.box.x1 <= 1240


def test_text_above_and_below_is_print(library: Library) -> None:
    below = line("2026年11月20日", 760, 1228)
    (place,) = places(library, line("受托人（签字）：", 500, 1200), below)
    assert below.box in place.printed
    assert place.text == ""


@pytest.mark.parametrize(
    "text", ["受托人姓名：康景行", "受托人：康景行", "委托单位（盖章）：某某公司", "兹委托受托人签订合同", ""]
)
def test_labels_that_ask_for_no_signature(library: Library, text: str) -> None:
    assert places(library, line(text or "一", 100, 1200)) == ()


def test_kinds_without_places_and_other_pages(library: Library) -> None:
    asked = line("受托人（签字）：", 500, 1200)
    assert places(library, asked, document=Document("d", "business_license", 0.9, ("a.jpg#1",))) == ()
    assert places(library, asked, document=Document("d", None, 0.0, ("a.jpg#1",))) == ()
    assert places(library, asked, document=Document("d", POA.kind, 0.9, ("b.jpg#1",))) == ()
