"""Papers that belong to no material: a letter, an invoice, an obsolete certificate, a blank page."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image

from samples.generator import ornament, say, seals
from samples.generator.facts import Facts, trade_name
from samples.generator.pen import Pen
from samples.generator.sheet import A4, A4_LANDSCAPE, Sheet

NAMES = ("blank", "notice", "invoice", "org_code_cert")


def paint(name: str, facts: Facts, rng: random.Random, dpi: float) -> Sheet:
    """`name` is one of NAMES."""
    return {"blank": _blank, "notice": _notice, "invoice": _invoice, "org_code_cert": _org_code_cert}[name](
        facts, rng, dpi
    )


def _blank(_facts: Facts, rng: random.Random, dpi: float) -> Sheet:
    """An empty side: paper colour, faint show-through, a speck of dust."""
    sheet = Sheet.blank(A4, dpi)
    noise = np.random.default_rng(rng.randrange(2**32))
    width, height = sheet.image.size
    grain = 250 + noise.normal(0, 1.2, (height, width, 1)).repeat(3, axis=2)
    sheet.image = Image.fromarray(grain.clip(0, 255).astype(np.uint8))
    for _ in range(rng.randint(0, 6)):
        x, y = rng.uniform(5, 205), rng.uniform(5, 290)
        sheet.line(x, y, x + 0.4, y + 0.3, 0.3, (190, 190, 190))
    return sheet


def _notice(facts: Facts, rng: random.Random, dpi: float) -> Sheet:
    """A letter with a red head."""
    sheet = Sheet.blank(A4, dpi)
    issuer = f"{facts.employer.city.bureau}{facts.employer.district.name}商业促进会"
    sheet.spread(30, 62, issuer, 150, "song_bold", 30, (220, 30, 30))
    sheet.text(105, 82, f"商促〔{facts.today.year}〕{rng.randint(3, 60)}号", "song", 13, anchor="ms")
    sheet.line(25, 88, 185, 88, 0.7, (220, 30, 30))
    sheet.text(105, 108, "关于召开年度会员座谈会的通知", "song_bold", 19, anchor="ms")
    text = (
        "　　为总结本年度工作，听取会员意见，兹定于下月中旬召开会员座谈会。"
        "请各单位安排一名负责同志参加，并于会前三日将回执发至秘书处。"
    )
    sheet.text(27, 124, "各会员单位：", "song", 14)
    sheet.paragraph(27, 135, text, 156, "song", 14, leading=1.9)
    sheet.text(125, 190, issuer, "song", 13)
    sheet.text(130, 200, say.plain_date(str(facts.today)), "song", 13)
    seals.official(sheet, 150, 192, issuer, rng, diameter=42)
    return sheet


def _invoice(facts: Facts, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    brown = (150, 70, 40)
    sheet.text(148, 30, "电子发票（普通发票）", "kai", 24, brown, anchor="ms")
    sheet.text(212, 28, f"发票号码：{rng.randrange(10**20):020d}", "song", 9)
    sheet.text(212, 35, f"开票日期：{say.chinese_date(str(facts.today))}", "song", 9)
    pen = Pen(rng, face="song", size=10)
    rows = [["项目名称", "规格型号", "单位", "数量", "单价", "金额"]]
    goods = rng.sample(
        ("*纸制品*复印纸", "*文具*签字笔", "*办公设备*硒鼓", "*日用杂品*垃圾袋", "*家具*文件柜"), 3
    )
    rows += [
        [
            item,
            "标准",
            "件",
            str(rng.randint(1, 20)),
            f"{rng.uniform(8, 90):.2f}",
            f"{rng.uniform(90, 900):.2f}",
        ]
        for item in goods
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            x = 15 + column * 44.5
            sheet.frame(x, 60 + number * 12, x + 44.5, 72 + number * 12, 0.25, brown)
            pen.cell(sheet, (x, 60 + number * 12, x + 44.5, 72 + number * 12), text, center=True)
    sheet.frame(15, 42, 282, 60, 0.3, brown)
    sheet.text(20, 53, f"购买方：{facts.employer.signing_name}", "song", 11)
    sheet.text(20, 122, f"价税合计（大写）  {say.capital_words(rng.randint(300, 3000))}", "song", 11)
    seller = f"{facts.employer.city.short}{trade_name(rng)}商贸有限公司"
    ink = seals.oval_seal(seller, sheet.px(40), middle="发票专用章")
    seals.stamp(sheet, 240, 124, ink, ("oval", seller), rng)
    return sheet


def _org_code_cert(facts: Facts, rng: random.Random, dpi: float) -> Sheet:
    """组织机构代码证: no longer wanted, still handed in."""
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    frame = (20.0, 18.0, 277.0, 192.0)
    ornament.paper_texture(sheet, frame, (247, 243, 232), rng)
    ornament.guilloche_frame(sheet, frame, (150, 110, 90), 6.0, 7.0)
    sheet.text(148, 48, "中华人民共和国", "song_bold", 20, anchor="ms")
    sheet.spread(100, 66, "组织机构代码证", 96, "hei_bold", 30)
    code = facts.employer.uscc[8:17]
    lines = (
        ("代　　码：", f"{code[:8]}-{code[8]}"),
        ("机构名称：", facts.employer.signing_name),
        ("机构类型：", "企业法人"),
        ("法定代表人：", facts.employer.principal.name),
        ("地　　址：", facts.employer.address),
        ("有 效 期：", "自2014年05月20日至2018年05月19日"),
    )
    for number, (label, value) in enumerate(lines):
        sheet.text(48, 86 + number * 13, label, "hei", 13)
        sheet.text(84, 86 + number * 13, value, "song", 13)
    sheet.text(188, 165, "颁发单位", "hei", 13)
    seals.official(sheet, 232, 162, f"{facts.employer.city.bureau}质量技术监督局", rng, diameter=42)
    return sheet
