"""Account permits and account information: labels at both sides, dates that lie scattered under a seal."""

from __future__ import annotations

import pytest

from intake_assist.model import Document
from tests.reading.papers import ACCOUNT_INFO, PERMIT, Entry, Read, at, changed, reworded, without

PERMIT_VALUES = {
    "approval_no": "J4910001234501",
    "serial_no": "4910-00123456",
    "account_name": "许昌青禾云杉五金有限公司",
    "principal": "吴秋柏",
    "bank_name": "中国工商银行许昌分行营业部",
    "account_no": "1708020109200123456",
    "issue_date": "2018-05-10",
}
INFO_VALUES = {
    "account_name": "许昌青禾云杉五金有限公司",
    "account_no": "1708020109200123456",
    "bank_name": "中国工商银行股份有限公司许昌分行",
    "principal": "吴秋柏",
    "approval_no": "J4910001234501",
    "issue_date": "2021-03-04",
}


def values(found: Document) -> dict[str, str | None]:
    return {name: field.value for name, field in found.fields.items()}


def test_permit(document: Read) -> None:
    found = document(PERMIT)
    assert (found.kind, found.titled) == ("account_permit", True)
    assert values(found) == PERMIT_VALUES
    assert not any(field.problem for field in found.fields.values())


def test_account_information(document: Read) -> None:
    found = document(ACCOUNT_INFO)
    assert (found.kind, found.titled) == ("account_info", True)
    assert values(found) == INFO_VALUES
    assert not any(field.problem for field in found.fields.values())


def test_name_in_the_sentence_of_a_permit_over_two_lines(document: Read) -> None:
    entries = without(PERMIT, "经审核，许昌青禾云杉五金有限公司", "符合开户条件，准予")
    entries += [at("经审核，许昌青禾云杉五金贸易服", 200, 330), at("务有限公司符合开户条件，准予", 150, 375)]
    assert document(entries).value("account_name") == "许昌青禾云杉五金贸易服务有限公司"


def test_number_without_its_label_is_known_by_its_form(document: Read) -> None:
    field = document(reworded(PERMIT, "核准号：J4910001234501", "J4910001234501")).fields["approval_no"]
    assert (field.value, field.problem) == ("J4910001234501", None)
    assert field.confidence < 0.99


def test_number_with_a_wrong_form_is_not_taken_without_its_label(document: Read) -> None:
    field = document(reworded(PERMIT, "核准号：J4910001234501", "J49100012345")).fields["approval_no"]
    assert field.value is None
    assert field.problem is not None
    assert field.problem.code == "unread"


@pytest.mark.parametrize(
    ("label", "name"),
    [("账户号码：", "account_no"), ("开户银行：", "bank_name"), ("账户名称：", "account_name")],
)
def test_lost_label_is_found_by_the_layout_unless_it_is_at_the_edge(
    document: Read, label: str, name: str
) -> None:
    found = document(without(ACCOUNT_INFO, label))
    assert found.fields[name].value in (INFO_VALUES[name], None)
    others = {other: value for other, value in INFO_VALUES.items() if other != name}
    assert others.items() <= values(found).items()


def test_lost_label_between_two_found_ones(document: Read) -> None:
    field = document(without(ACCOUNT_INFO, "账户号码：")).fields["account_no"]
    assert (field.value, field.problem) == ("1708020109200123456", None)
    assert field.confidence < 0.99


# -- dates that lie scattered -----------------------------------------------------------------------------

OTHERS = without(PERMIT, "2018年", "05月", "10日")


@pytest.mark.parametrize(
    "pieces",
    [
        [at("2018年05月10日", 1020, 860)],
        [at("二〇一八年五月十日", 1020, 860)],
        [at("2018.05.10", 1020, 860)],
        [at("2018年", 1020, 860), at("5月10日", 1140, 862)],
        [at("10日", 1230, 855), at("05月", 1140, 862), at("2018年", 1020, 868)],
        [
            at("2018", 1020, 890),
            at("05", 1140, 890),
            at("10", 1230, 890),
            at("年", 1090, 860),
            at("月", 1180, 860),
        ],
        [at("日期：2018年05月10日止", 1020, 860)],
        [at("2018年05月", 1020, 860), at("10日", 1230, 858)],
        [at("2018年05", 1020, 860), at("05月", 1090, 858), at("10", 1180, 862), at("日", 1215, 860)],
        [at("2018年", 1020, 860), at("05", 1140, 862), at("10日", 1230, 858)],
    ],
)
def test_date_near_the_authority(document: Read, pieces: list[Entry]) -> None:
    field = document(OTHERS + pieces).fields["issue_date"]
    assert field.value == "2018-05-10"
    assert field.problem is None


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([at("2018年", 1020, 860), at("05月", 1140, 862)], "2018年05月"),
        ([at("2018年", 1020, 860), at("10日", 1230, 858)], "2018年10日"),
        ([at("2018年", 1020, 860)], "2018年"),
    ],
)
def test_date_of_which_part_is_lost(document: Read, pieces: list[Entry], text: str) -> None:
    field = document(OTHERS + pieces).fields["issue_date"]
    assert (field.value, field.text) == (None, text)
    assert field.problem is not None
    assert field.problem.uncertain


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [at("05月", 1140, 862), at("10日", 1230, 858)],
        [at("2018年05月10日", 100, 1200)],
        [at("云杉", 1100, 860)],
    ],
)
def test_date_that_is_not_there_is_left_out(document: Read, pieces: list[Entry]) -> None:
    assert "issue_date" not in document(OTHERS + pieces).fields


def test_date_below_the_authority_beats_one_above(document: Read) -> None:
    pieces = [at("2017年01月02日", 1020, 730), at("2018年05月10日", 1020, 860)]
    assert document(OTHERS + pieces).value("issue_date") == "2018-05-10"


def test_impossible_date_under_a_seal_is_uncertain(document: Read) -> None:
    """What the seal hides may be the reason, so the paper is not said to be wrong."""
    field = document([*OTHERS, at("2018年02月31日", 1020, 860)]).fields["issue_date"]
    assert field.problem is not None
    assert (field.problem.code, field.problem.uncertain) == ("no_such_date", True)


def test_box_of_a_scattered_date_covers_its_pieces(document: Read) -> None:
    box = document(PERMIT).fields["issue_date"].box
    assert box is not None
    assert (box.x0, box.y0, box.y1) == (1020, 858, 892)


def test_labelled_date_is_not_looked_for_under_the_seal(document: Read) -> None:
    entries = [*PERMIT, at("发证日期：2019年06月11日", 150, 960)]
    assert document(entries).value("issue_date") == "2019-06-11"


def test_bank_and_account_of_a_seal_card(document: Read) -> None:
    card: list[Entry] = [
        at("银行预留印鉴卡", 560, 60, 60),
        at("户名：许昌青禾云杉五金有限公司", 150, 220),
        at("账号：1708020109200123456", 150, 290),
        at("开户银行：中国工商银行许昌分行", 150, 360),
        at("启用日期：2026年1月5日", 900, 360),
    ]
    found = document(card)
    assert found.kind == "seal_card"
    assert {
        "account_name": "许昌青禾云杉五金有限公司",
        "account_no": "1708020109200123456",
        "bank_name": "中国工商银行许昌分行",
        "issue_date": "2026-01-05",
    }.items() <= values(found).items()


def test_certificate_in_a_sentence(document: Read) -> None:
    paper: list[Entry] = [
        at("单位账户开户证明", 560, 60, 60),
        at("兹证明许昌青禾云杉五金有限公司在我行开立", 210, 220),
        at("基本存款账户，账号为1708020109200123456。特此证明。", 150, 270),
        at("中国工商银行许昌分行", 900, 500),
        at("日期：2026年1月5日", 900, 560),
    ]
    found = document(paper)
    assert found.kind == "bank_certificate"
    assert found.value("account_name") == "许昌青禾云杉五金有限公司"
    assert found.value("account_no") == "1708020109200123456"
    assert found.value("issue_date") == "2026-01-05"


def test_values_over_two_lines(document: Read) -> None:
    entries = changed(
        ACCOUNT_INFO,
        "中国工商银行股份有限公司许昌分行",
        at("中国工商银行股份有限公司许昌", 650, 400),
        at("分行营业部", 650, 432),
    )
    found = document(entries)
    assert found.value("bank_name") == "中国工商银行股份有限公司许昌分行营业部"
    assert found.value("principal") == "吴秋柏"


CERTIFICATE: list[Entry] = [
    at("银行开户证明", 640, 160, 60),
    at("兹证明许昌青禾云杉五金有限公司已在我行开立", 290, 270),
    at("基本存款账户，账户状态正常。账户信息如下：", 210, 330),
    at("名：许昌青禾云杉五金有限公司", 400, 392),
    at("号：1708020109200123456", 400, 448),
    at("开户银行：中国工商银行许昌分行营业部", 290, 501),
    at("特此证明。", 290, 570),
]


def test_a_spread_label_of_which_only_the_end_was_read(document: Read) -> None:
    found = document(CERTIFICATE)
    assert found.kind == "bank_certificate"
    assert found.fields["account_no"].value == "1708020109200123456"
    assert found.fields["account_no"].problem is None


@pytest.mark.parametrize(
    "text", ["号：4910-A", "号：许昌", "号1708020109200123456", "期：1708020109200123456"]
)
def test_what_is_no_account_is_not_taken_for_one(document: Read, text: str) -> None:
    found = document(reworded(CERTIFICATE, "号：1708020109200123456", text))
    assert found.fields["account_no"].value is None
