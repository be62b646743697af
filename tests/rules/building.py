"""A small matter with its kinds, and a builder that makes papers from literals.

A paper is ``(kind, fields)`` or ``(kind, fields, rows)``. A field is the text as printed, brought to its
value by the real value types. ``""`` is a place that was seen and is blank, ``"?"`` one that was not read,
``"~x"`` a text ``x`` that was read with low confidence. A field that is left out was not found at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import yaml

from intake_assist.checklist import default_folder
from intake_assist.checklist.models import CheckSpec, KindSpec, MatterSpec, SealWords
from intake_assist.model import Box, Document, Field, Finding, Page, Problem, Row, Source, State, TextLine
from intake_assist.rules import RULES, Answer, Context
from intake_assist.rules.engine import Judgement, judge
from intake_assist.rules.sorting import sorted_context
from intake_assist.values import parse

TODAY = dt.date(2026, 11, 22)

KINDS = """
- id: license
  title: 营业执照
  recognise: {titles: [营业执照]}
  fields:
    - {name: uscc, title: 统一社会信用代码, type: uscc, labels: [统一社会信用代码]}
    - {name: name, title: 名称, type: org_name, labels: [名称]}
    - {name: principal, title: 法定代表人, type: person, labels: [法定代表人]}
    - {name: address, title: 住所, type: address, labels: [住所]}
    - {name: estab_date, title: 成立日期, type: date, labels: [成立日期]}
    - {name: term, title: 营业期限, type: period, labels: [营业期限], optional: true}
    - {name: copy_kind, title: 正副本, labels: [副本]}
- id: portrait
  title: 身份证人像面
  recognise: {card: true, anchors: [{text: 公民身份号码}]}
  fields:
    - {name: name, title: 姓名, type: person, labels: [姓名]}
    - {name: sex, title: 性别, type: sex, labels: [性别]}
    - {name: birth, title: 出生, type: date, labels: [出生]}
    - {name: id_number, title: 公民身份号码, type: id_number, labels: [公民身份号码], sensitive: true}
  checks:
    - {id: facts, rule: id_facts, with: {number: id_number, birth: birth, sex: sex}}
- id: emblem
  title: 身份证国徽面
  recognise: {card: true, anchors: [{text: 签发机关}]}
  fields:
    - {name: term, title: 有效期限, type: period, labels: [有效期限]}
- id: form
  title: 社会保险登记表
  recognise: {titles: [社会保险登记表]}
  fields:
    - {name: name, title: 单位名称, type: org_name, key: true, labels: [单位名称]}
    - {name: uscc, title: 统一社会信用代码, type: uscc, labels: [统一社会信用代码]}
    - {name: principal, title: 法定代表人, type: person, labels: [法定代表人]}
    - {name: address, title: 单位地址, type: address, labels: [单位地址]}
    - {name: agent_phone, title: 经办人电话, type: phone, labels: [经办人电话]}
    - {name: bank_account, title: 账号, type: account, labels: [账号], sensitive: true}
    - {name: postcode, title: 邮政编码, type: postcode, labels: [邮政编码], optional: true}
    - {name: fill_date, title: 填表日期, type: date, labels: [填表日期]}
- id: bank
  title: 开户许可证
  recognise: {titles: [开户许可证]}
  fields:
    - {name: account_name, title: 存款人名称, type: org_name, labels: [存款人名称]}
    - {name: account_no, title: 账号, type: account, labels: [账号], sensitive: true}
- id: poa
  title: 授权委托书
  recognise: {titles: [授权委托书]}
  fields:
    - {name: agent_name, title: 受托人, type: person, labels: [受托人]}
    - {name: matter, title: 委托事项, labels: [委托事项]}
    - {name: term, title: 委托期限, type: period, labels: [委托期限, 期限]}
  sign_places:
    - {by: principal, labels: [法定代表人(签字)]}
    - {by: agent, labels: [受托人(签字), 经办人(签字)]}
- id: roster
  title: 参保人员花名册
  recognise: {titles: [花名册]}
  fields:
    - {name: name, title: 单位名称, type: org_name, labels: [单位名称], optional: true}
    - {name: total, title: 合计人数, type: integer, labels: [合计], optional: true}
  table:
    columns:
      - {name: name, title: 姓名, type: person, labels: [姓名]}
      - {name: sex, title: 性别, type: sex, labels: [性别], optional: true}
      - {name: birth, title: 出生日期, type: date, labels: [出生日期], optional: true}
      - {name: id_number, title: 公民身份号码, type: id_number, labels: [公民身份号码], sensitive: true}
  checks:
    - {id: rows, rule: roster_rows, with: {total: total, cards: [portrait]}}
- id: contract
  title: 劳动合同
  recognise: {titles: [劳动合同]}
- id: tax_certificate
  title: 税务登记证
  recognise: {titles: [税务登记证]}
"""

MATTER = """
id: opening
title: 企业社保开户
version: "1"
effective: 2026-11-01
guide_source: 办事指南
questions:
  - {id: agent_type, title: 谁来办, type: choice, options: [{value: 本人}, {value: 委托}], default: 本人}
  - {id: data_shared, title: 数据已共享, type: yes_no, default: false}
  - {id: enrol, title: 同时参保, type: yes_no, default: false}
  - {id: debit, title: 需要托收, type: yes_no, default: false}
  - {id: dispatch, title: 劳务派遣, type: yes_no, default: false}
materials:
  - {id: form, title: 社会保险登记表, accept: [[form]], basis: 办事指南}
  - id: license
    title: 营业执照
    accept: [[license]]
    waived_when: data_shared
    waived_by: 数据共享
    basis: 办事指南
  - id: legal_id
    title: 法定代表人身份证
    accept: [[portrait, emblem]]
    holder: {field: name, same_as: [license.principal, form.principal]}
    basis: 办事指南
  - id: agent_id
    title: 经办人身份证
    accept: [[portrait, emblem]]
    required_when: agent_type == '委托'
    holder: {field: name, same_as: [poa.agent_name]}
    basis: 办事指南
  - {id: poa, title: 授权委托书, accept: [[poa]], required_when: agent_type == '委托', basis: 办事指南}
  - id: bank
    title: 开户许可证
    accept: [[bank]]
    required_when: debit
    tier: secondary
    deferrable: true
    basis: 办事指南
  - {id: roster, title: 参保人员花名册, accept: [[roster]], required_when: enrol, basis: 办事指南}
  - {id: permit, title: 劳务派遣经营许可证, required_when: dispatch, basis: 办事指南}
obsolete:
  - {title: 组织机构代码证, aliases: [组织机构代码登记证], basis: 五证合一}
  - {title: 税务登记证, basis: 五证合一}
"""

Fields = Mapping[str, str]
Paper = tuple[Any, ...]


@dataclass
class Desk:
    """Makes cases. `matter` and `kinds` may be replaced before use; `pages` change pages by number from 1."""

    matter: MatterSpec
    kinds: Mapping[str, KindSpec]
    answers: dict[str, str | bool] = field(default_factory=dict)
    today: dt.date = TODAY
    pages: dict[int, dict[str, Any]] = field(default_factory=dict)

    def change(self, material_id: str, **changes: object) -> None:
        """Replace settings of one material."""
        data = self.matter.model_dump(by_alias=True)
        for material in data["materials"]:
            if material["id"] == material_id:
                material.update(changes)
        self.matter = MatterSpec.model_validate(data)

    def add_checks(self, *checks: Mapping[str, object]) -> None:
        specs = tuple(CheckSpec.model_validate(check) for check in checks)
        self.matter = self.matter.model_copy(update={"checks": (*self.matter.checks, *specs)})

    def context(self, papers: Iterable[Paper]) -> Context:
        documents, pages = self.scan(papers)
        context = Context(
            self.matter,
            self.kinds,
            self.answers,
            self.today,
            {paper.id: paper for paper in documents},
            {page.id: page for page in pages},
        )
        return sorted_context(context)

    def judge(self, papers: Iterable[Paper]) -> Judgement:
        documents, pages = self.scan(papers)
        return judge(self.matter, self.kinds, self.answers, self.today, pages, documents)

    def ask(self, rule: str, options: Mapping[str, object], papers: Iterable[Paper]) -> list[Answer]:
        """The answers of one rule of a matter."""
        kind = RULES[rule]
        return list(kind.check(self.context(papers), kind.options.model_validate(options)))

    def ask_about(self, rule: str, material: str, papers: Iterable[Paper]) -> list[Answer]:
        """The answers of a rule that is implied for a material."""
        spec = self.matter.material(material)
        return list(RULES[rule].check(self.context(papers).about(material=spec), RULES[rule].options()))

    def ask_paper(self, rule: str, options: Mapping[str, object], papers: list[Paper]) -> list[Answer]:
        """The answers of one rule of a kind about the first paper."""
        context, kind = self.context(papers), RULES[rule]
        first = next(iter(context.documents.values()))
        return list(kind.check(context.about(document=first), kind.options.model_validate(options)))

    def scan(self, papers: Iterable[Paper]) -> tuple[list[Document], list[Page]]:
        """Papers, each on a page of its own (``1.jpg#1``) unless its fields name one under ``page``."""
        documents: list[Document] = []
        pages: dict[str, Page] = {}
        for number, paper in enumerate(papers, start=1):
            kind, fields, *rest = paper
            sheet = int(fields.get("page", number))
            page = self._page(sheet)
            pages[page.id] = page
            documents.append(self._document(f"d{number}", kind, fields, rest[0] if rest else (), page))
        for sheet in self.pages:
            pages.setdefault(self._page(sheet).id, self._page(sheet))
        return documents, list(pages.values())

    def _page(self, number: int) -> Page:
        page = Page(
            Source(f"{number}.jpg"),
            800,
            1000,
            lines=(TextLine("这一页读得清楚，字也不少", Box(0, 0, 9, 9), 0.9),),
        )
        return replace(page, **self.pages.get(number, {}))

    def _document(
        self, name: str, kind: str | None, fields: Fields, rows: Iterable[Fields], page: Page
    ) -> Document:
        spec = self.kinds.get(kind or "")
        types = {f.name: f.type for f in spec.fields} if spec else {}
        columns = {c.name: c.type for c in spec.table.columns} if spec and spec.table else {}
        made_rows = tuple(
            Row(at, make_fields(row, columns, page.id), page.id, Box(0, 30.0 * at, 99, 30.0 * at + 20))
            for at, row in enumerate(rows, start=1)
        )
        text = fields.get("text", "")
        made = make_fields(fields, types, page.id)
        return Document(name, kind, 0.9, (page.id,), made, made_rows, text=text)


def make_fields(texts: Fields, types: Mapping[str, str], page: str) -> dict[str, Field]:
    return {name: make_field(name, text, types[name], page) for name, text in texts.items() if name in types}


def make_field(name: str, text: str, type_id: str, page: str) -> Field:
    box = Box(10, 10, 90, 30)
    if text == "":
        return Field(name, None, "", 0.9, box, page, Problem("blank", "没有填写"))
    if text == "?":
        return Field(name, None, "", 0.0, box, page, Problem("unread", "没有读出来", uncertain=True))
    confidence = 0.5 if text.startswith("~") else 0.97
    text = text.removeprefix("~")
    parsed = parse(type_id, text)
    return Field(name, parsed.value, text, confidence, box, page, parsed.problem)


def brief(answers: Iterable[Answer | Finding]) -> list[tuple[str, str | None, str | None]]:
    """State, material and field of answers that are no passes, in order."""
    return [(a.state.value, a.material, a.field) for a in answers if a.state is not State.PASS]


@cache
def _specs() -> tuple[MatterSpec, Mapping[str, KindSpec]]:
    kinds = [KindSpec.model_validate(entry) for entry in yaml.safe_load(KINDS)]
    matter = MatterSpec.model_validate(yaml.safe_load(MATTER) | {"seal_words": seal_words()})
    return matter, {kind.id: kind for kind in kinds}


@cache
def seal_words() -> SealWords:
    """Those that come with the program."""
    text = (default_folder() / "seals.yaml").read_text(encoding="utf-8")
    return SealWords.model_validate(yaml.safe_load(text))


def make_desk() -> Desk:
    return Desk(*_specs())


COMPANY = "许昌云帆科技有限公司"
USCC = "91411002MA9TE5T04A"
FORM = {
    "name": COMPANY,
    "uscc": USCC,
    "principal": "吴秋芳",
    "address": "河南省许昌市魏都区建设路8号",
    "agent_phone": "13800138000",
    "bank_account": "41050123456789",
    "fill_date": "2026年11月20日",
}
LICENSE = {
    "name": COMPANY,
    "uscc": USCC,
    "principal": "吴秋芳",
    "address": "许昌市魏都区建设路8号",
    "estab_date": "2026年11月02日",
    "copy_kind": "副本",
}
WU = {"name": "吴秋芳", "sex": "女", "birth": "2000年2月29日", "id_number": "411003200002290041"}
WU_BACK = {"term": "2020.05.06-2030.05.06"}
ZHAO = {"name": "赵明", "sex": "男", "birth": "1990年3月7日", "id_number": "411002199003071236"}
ZHAO_BACK = {"term": "2016.05.06-2036.05.06"}
POA = {"agent_name": "赵明", "matter": "办理社会保险登记", "term": "2026年11月1日至2026年12月31日"}
BANK = {"account_name": COMPANY, "account_no": "41050123456789"}
SOUND = [("form", FORM), ("license", LICENSE), ("portrait", WU), ("emblem", WU_BACK)]
"""A case with nothing wrong in it."""


def but(fields: Fields, **changes: str | None) -> dict[str, str]:
    """The fields with some changed; None takes one away."""
    merged = {**fields, **changes}
    return {name: text for name, text in merged.items() if text is not None}
