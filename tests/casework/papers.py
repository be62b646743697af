"""Received papers as the worker would hand them over, on the small matter of the rules' tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from intake_assist.casework import (
    CaseState,
    Listing,
    Outcome,
    Reading,
    ReceivedFile,
    Recipe,
    outcome,
    state_after,
)
from intake_assist.casework.steps import FilesReceived, Step
from intake_assist.checklist.models import Anchor, KindSpec, Recognise
from intake_assist.model import Field, Page, Source
from tests.reading.papers import at, lines_of
from tests.rules.building import COMPANY, FORM, LICENSE, TODAY, USCC, make_desk

LICENSE_LINES = [
    "营业执照",
    "副本",
    f"统一社会信用代码：{USCC}",
    f"名称：{COMPANY}",
    "法定代表人：吴秋芳",
    f"住所：{LICENSE['address']}",
    "成立日期：2026年11月02日",
]
FORM_LINES = [
    "社会保险登记表",
    f"单位名称：{COMPANY}",
    f"统一社会信用代码：{USCC}",
    "法定代表人：吴秋芳",
    f"单位地址：{FORM['address']}",
    "经办人电话：13800138000",
    "账号：41050123456789",
    "填表日期：2026年11月20日",
]
PORTRAIT_LINES = [
    "身份证人像面",
    "姓名：吴秋芳",
    "性别：女",
    "出生：2000年2月29日",
    "公民身份号码：411003200002290041",
]
EMBLEM_LINES = ["身份证国徽面", "签发机关：许昌市公安局", "有效期限：2020.05.06-2030.05.06"]
STRANGE_LINES = ["关于更换办公家具的说明", "请予办理为盼"]
ROSTER_CELLS = (
    ("参保人员花名册", "", "", ""),
    ("姓名", "性别", "出生日期", "公民身份号码"),
    ("吴秋芳", "女", "2000年2月29日", "411003200002290041"),
    ("赵明", "男", "1990年3月7日", "411002199003071236"),
)


def page(source: Source, lines: Sequence[str], **more: Any) -> Page:
    entries = [at(line, 200, 100 + 80 * row) for row, line in enumerate(lines)]
    return Page(source, 1240, 1754, lines=lines_of(entries), **more)


def _recognisable(kind: KindSpec) -> KindSpec:
    """Every kind is known by its title, and without it by most of its labels: recognising is not tested here."""
    labels = [label for spec in kind.fields for label in spec.labels]
    anchors = tuple(Anchor(text=label) for label in dict.fromkeys(labels) if len(label) > 3)
    recognise = Recognise(titles=(kind.title,), anchors=anchors, enough=4.0)
    return kind.model_copy(update={"recognise": recognise})


@dataclass
class Counter:
    """A case on the desk. Steps are taken with `do`; `result` is the case as it stands."""

    today: dt.date = TODAY
    state: CaseState = field(default_factory=CaseState)
    listings: list[Listing] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = make_desk()
        self.matter, self.kinds = (
            desk.matter,
            {name: _recognisable(kind) for name, kind in desk.kinds.items()},
        )

    def receive(self, *sheets: Sequence[str]) -> ReceivedFile:
        """A file with one page of lines per sheet, listed and read."""
        file = self.bring(f"{len(self.state.files) + 1}.pdf")
        self.listings.append(Listing(file.id, tuple(range(1, len(sheets) + 1))))
        for number, lines in enumerate(sheets, start=1):
            self.read(Recipe(Source(file.id, number).id), page(Source(file.id, number), lines))
        return file

    def bring(self, name: str) -> ReceivedFile:
        """A file of which nothing is known yet."""
        file = ReceivedFile(len(self.state.files) + 1, name, "0" * 64)
        self.do(FilesReceived((file,)))
        return file

    def read(self, recipe: Recipe, *pages: Page) -> None:
        self.readings.append(Reading(recipe, pages))

    def do(self, *steps: Step) -> None:
        self.state = state_after(steps, self.state)

    def result(self) -> Outcome:
        return outcome(self.state, self.listings, self.readings, self.matter, self.kinds, self.today)

    def kinds_found(self) -> list[str | None]:
        return [document.kind for document in self.result().case.documents]

    def material(self, material: str) -> tuple[str, ...]:
        """The pages under a material."""
        return next(each.pages for each in self.result().case.materials if each.id == material)

    def field(self, name: str, document: int = 0, row: int = 0) -> Field:
        found = self.result().case.documents[document]
        return (found.rows[row - 1].fields if row else found.fields)[name]
