"""What the figures of an evaluation are called before people. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake_assist.evaluate.records import FieldRecord
from intake_assist.evaluate.statistics import Cut, cut_at, cut_for
from intake_assist.rules import RULES
from intake_assist.rules.context import SURE

MEASURES = {
    "seal_recall": "彩色扫描：该有的章看到了",
    "seal_precision": "彩色扫描：说有章的确实有",
    "wrong_company": "章是别的单位的",
    "missing_signature": "缺签字",
    "empty_cell": "必填栏空着、没有勾选",
    "found": "全部问题检出",
}
PASSED_ON_FLAGGED = "影像有毛病的页上放过的问题"
CODES = {
    "M01": "缺材料",
    "M02": "漏填、划改、旧版表",
    "M03": "份数不足",
    "S01": "缺章",
    "S02": "章不清、不完整",
    "S03": "章的主体或种类不对",
    "S04": "缺签字",
    "S05": "没有注“与原件一致”",
    "C01": "名称、代码、姓名不一致",
    "C02": "账户信息不一致",
    "C03": "花名册有误",
    "V01": "过期",
    "V02": "号码、日期有误",
    "Q01": "影像不清、空白页",
    "P01": "已作废、主体不对",
    "A01": "授权要素不全",
}
"""The codes of reasons (`checklist.models.ReasonCode`)."""


def code_title(code: str) -> str:
    """What a code means; findings without one are counted under their rule."""
    rule = RULES.get(code)
    return CODES.get(code) or (rule.title if rule else "")


def planted_title(name: str) -> str:
    """What a planted defect is of (``S03_company``)."""
    return code_title(name.partition("_")[0])


def cut_sentences(records: Iterable[FieldRecord], wanted: float) -> Iterator[str]:
    """The line between what is believed and what is looked at: as it is drawn now, and as these cases would draw it."""
    records = list(records)
    yield f"现在请人看的界线：置信度低于 {SURE:.2f}。{_either_side(cut_at(records, SURE))}"
    found = cut_for(records, wanted)
    if found is None:
        yield f"没有哪个置信度的值能对到 {wanted:.1%}。"
    else:
        yield f"要让界线上的值有 {wanted:.1%} 是对的，取 {found.confidence:.2f}。{_either_side(found)}"


def _either_side(cut: Cut) -> str:
    caught = cut.below - cut.below_right
    return (
        f"以上 {cut.above} 个值，对 {_percent(cut.above_right, cut.above)}；"
        f"以下 {cut.below} 个，对 {_percent(cut.below_right, cut.below)}，"
        f"读错的 {cut.above - cut.above_right + caught} 个里拦下 {caught} 个。"
    )


def _percent(right: int, total: int) -> str:
    return f"{right / total:.1%}" if total else "-"
