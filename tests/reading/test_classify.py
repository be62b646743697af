"""Which kind a page is: titles lost, texts that speak against a kind, two faces of cards on one page."""

from __future__ import annotations

import pytest

from intake_assist.checklist.models import Anchor, KindSpec, Recognise
from intake_assist.reading import read_page
from intake_assist.reading.classify import NOTHING, classify, segments
from intake_assist.reading.fragments import fragments
from tests.reading.papers import (
    ACCOUNT_INFO,
    CARD,
    EMBLEM,
    FORM,
    LETTER,
    PERMIT,
    PORTRAIT_MERGED,
    ROSTER,
    Entry,
    Kinds,
    Read,
    at,
    lines_of,
    page_of,
    reworded,
    without,
)

TITLED = {
    "registration_form": (FORM, "社会保险登记表"),
    "roster": (ROSTER, "参保人员花名册"),
    "account_permit": (PERMIT, "开户许可证"),
    "account_info": (ACCOUNT_INFO, "基本存款账户信息"),
    "power_of_attorney": (LETTER, "授权委托书"),
    "business_license": (PORTRAIT_MERGED, "营业执照"),
}


@pytest.mark.parametrize(("kind", "paper"), [(kind, paper) for kind, (paper, _) in TITLED.items()])
def test_paper_with_its_title(document: Read, kind: str, paper: list[Entry]) -> None:
    found = document(paper)
    assert (found.kind, found.titled) == (kind, True)
    assert found.kind_confidence > 0.6


@pytest.mark.parametrize("kind", TITLED)
def test_paper_whose_title_is_lost(document: Read, kind: str) -> None:
    paper, title = TITLED[kind]
    found = document(without(paper, title))
    assert (found.kind, found.titled) == (kind, False)
    assert found.kind_confidence < document(paper).kind_confidence or kind == "business_license"


def test_form_whose_title_a_stamp_took_away(kinds: Kinds) -> None:
    """A city's own wording, and one row of options that was not read."""
    labels = [
        "用人单位参保",
        "用人单位名称(章)",
        "统一社会信用代码",
        "单位住所",
        "单位类型",
        "社保经办人",
        "移动电话",
    ]
    more = ["开户银行", "开户名称", "银行账号", "参保险种", "行业类别", "声明"]
    entries = [at(label, 100, 100 + 60 * row) for row, label in enumerate([*labels, *more])]
    found = classify(fragments(lines_of(entries)), kinds)
    assert (found.kind, found.titled) == ("registration_form", False)


@pytest.mark.parametrize("kind", TITLED)
def test_title_alone_on_a_page(kinds: Kinds, kind: str) -> None:
    _, title = TITLED[kind]
    entries = [at(title, 600, 60, 60), at("云杉青禾", 100, 300), at("云杉", 100, 400)]
    found = classify(fragments(lines_of(entries)), kinds)
    assert (found.kind, found.titled) == (kind, True)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("registration_form", "社会保险登记袁"),
        ("roster", "参保人员花名删"),
        ("account_info", "基本存款账户信恩"),
    ],
)
def test_title_with_a_wrong_character(document: Read, kind: str, printed: str) -> None:
    paper, title = TITLED[kind]
    found = document(reworded(paper, title, printed))
    assert (found.kind, found.titled) == (kind, True)


@pytest.mark.parametrize(
    "text",
    [
        "关于公布示范基地名单的通知",
        "增值税电子普通发票",
        "社会保险变更登记表",
    ],
)
def test_other_papers_have_no_kind(document: Read, text: str) -> None:
    found = document([at(text, 500, 60, 50), at("云杉青禾", 100, 300), at("二〇二六年十一月", 100, 400)])
    assert found.kind is None
    assert (found.kind_confidence, dict(found.fields), found.rows) == (0.0, {}, ())


def test_letter_that_speaks_of_a_licence_is_a_letter(document: Read) -> None:
    """营业执照 in a sentence is no title of a licence."""
    found = document([*LETTER, at("附：营业执照复印件、开户许可证复印件、花名册各一份。", 150, 900)])
    assert found.kind == "power_of_attorney"


def test_form_with_the_labels_of_a_licence_is_a_form(document: Read) -> None:
    more = [
        at(text, 100, 960 + 40 * i) for i, text in enumerate(("注册资本", "成立日期", "经营范围", "登记机关"))
    ]
    assert document(FORM + more).kind == "registration_form"


def kind_of(kind_id: str, *anchors: tuple[str, float], **recognise: object) -> KindSpec:
    wants = Recognise.model_validate(
        {
            "anchors": [Anchor(text=text, weight=weight) for text, weight in anchors],
            "enough": 2.0,
            **recognise,
        }
    )
    return KindSpec(id=kind_id, title=kind_id, recognise=wants)


WORDS = fragments(
    lines_of([at("云杉申请书编号", 100, 100), at("甲方青禾", 100, 200), at("乙方柏木", 100, 300)])
)


@pytest.mark.parametrize(
    ("kind", "want"),
    [
        (kind_of("a", ("甲方", 1), ("乙方", 1)), "a"),
        (kind_of("a", ("甲方", 1), ("乙方", 0.9)), None),
        (kind_of("a", ("甲方", 1), ("乙方", 1), ("丙方", 1)), "a"),
        (kind_of("a", ("甲方", 1), ("乙方", 1), ("柏木", -1)), None),
        (kind_of("a", ("甲方", 1), ("乙方", 1), reject=["柏木"]), None),
        (kind_of("a", ("甲方", 1), ("乙方", 1), reject=["丙方"]), "a"),
        (kind_of("a", ("云杉申请书编码", 2)), "a"),
        (kind_of("a", ("甲方", 1), ("乙方", 1), ("云杉申请书编码", -2)), "a"),
        (kind_of("a", ("甲丙", 2)), None),
    ],
)
def test_anchors(kind: KindSpec, want: str | None) -> None:
    """What speaks for a kind may be misread when it is long; what speaks against it may not."""
    assert classify(WORDS, {"a": kind}).kind == want


def test_title_in_a_running_line_counts_for_less() -> None:
    kind = kind_of("a", ("甲方", 1.5), titles=["云杉申请书"])
    lines = [
        at("许昌市青禾区第三季度云杉申请书填写须知", 100, 100),
        at("青禾甲方", 100, 200),
        at("柏木", 100, 300),
    ]
    found = classify(fragments(lines_of(lines)), {"a": kind})
    assert (found.kind, found.titled) == ("a", True)
    far_down = [
        at("青禾" * 35, 100, 100),
        at("柏木" * 35, 100, 200),
        at("柏木云杉申请书填写须知柏木青禾", 100, 300),
    ]
    assert classify(fragments(lines_of(far_down)), {"a": kind}) == NOTHING


def test_rival_lowers_the_confidence() -> None:
    a, b = kind_of("a", ("甲方", 2)), kind_of("b", ("乙方", 2))
    alone, both = classify(WORDS, {"a": a}), classify(WORDS, {"a": a, "b": b})
    assert alone.confidence > both.confidence > 0


def test_no_kinds_at_all() -> None:
    assert classify(WORDS, {}) == NOTHING


def test_page_without_text_has_no_documents(kinds: Kinds) -> None:
    assert read_page(page_of([]), kinds) == ()
    assert read_page(page_of([("　", (0, 0, 10, 10))]), kinds) == ()


# -- two faces on one page --------------------------------------------------------------------------------


def beside(entries: list[Entry], dx: float, dy: float) -> list[Entry]:
    return [
        (entry[0], (entry[1][0] + dx, entry[1][1] + dy, entry[1][2] + dx, entry[1][3] + dy), 0.99)
        for entry in entries
    ]


@pytest.mark.parametrize(
    ("entries", "order"),
    [
        (CARD + EMBLEM, ["id_card_portrait", "id_card_emblem"]),
        (EMBLEM + beside(CARD, 0, 3500), ["id_card_emblem", "id_card_portrait"]),
        (CARD + beside(EMBLEM, 2500, -1900), ["id_card_portrait", "id_card_emblem"]),
        (beside(CARD, 2500, 0) + beside(EMBLEM, 0, -1900), ["id_card_emblem", "id_card_portrait"]),
    ],
)
def test_two_faces(kinds: Kinds, entries: list[Entry], order: list[str]) -> None:
    found = read_page(page_of(entries, 6000, 7000), kinds)
    assert [document.kind for document in found] == order
    assert [document.id for document in found] == ["a.jpg#1", "a.jpg#1/2"]
    by_kind = {document.kind: document for document in found}
    assert by_kind["id_card_portrait"].value("id_number") == "411002199003071236"
    assert by_kind["id_card_portrait"].value("address") == "河南省许昌市魏都区朱仙庄镇"
    assert by_kind["id_card_emblem"].value("term") == "2018-05-06/2038-05-06"
    regions = [document.region for document in found]
    assert regions[0] is not None
    assert regions[1] is not None
    assert regions[0].intersection(regions[1]) is None


def test_faces_that_lie_over_each_other_stay_one(kinds: Kinds) -> None:
    pieces = fragments(lines_of(CARD + beside(EMBLEM, 0, -2000)))
    assert segments(pieces, kinds) == (pieces,)


def test_one_face_has_no_region_of_its_own(kinds: Kinds) -> None:
    (found,) = read_page(page_of(CARD, 2934, 2096), kinds)
    assert found.region is None
