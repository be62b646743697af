"""授权委托书: letters with the facts inside sentences, and a ruled form."""

from __future__ import annotations

import random
from collections.abc import Mapping

from samples.generator import say, seals
from samples.generator.pen import Pen, new_pen
from samples.generator.sheet import A4, Document, Rect, Sheet
from samples.generator.table import Form, Label, Row, Value, Words

Fields = Mapping[str, str]
LAYOUTS = ("letter", "letter_short", "letter_personal", "form")
# {field} is a blank filled in. A clause in [ ] is left out when its fields are not there.
_LETTERS: dict[str, tuple[str, ...]] = {
    "letter": (
        "　　委托单位：{principal_org}",
        "[　　统一社会信用代码：{uscc}]",
        "　　法定代表人（负责人）：{principal}",
        "[　　受委托人：{agent_name}]",
        "[　　居民身份证号码：{agent_id_number}]",
        "",
        "　　现委托上述受委托人为我单位的代理人[，前往社会保险经办机构{matter}]。",
        "[　　委托权限：{scope}。]",
        "[　　委托期限：自{term_from}起至{term_to}止。]",
        "　　代理人在上述范围内所签署的有关文件，我单位均予承认。代理人无转委托权。",
    ),
    "letter_short": (
        "社会保险经办中心：",
        "　　兹委托[ {agent_name} ]（身份证号：[{agent_id_number}]）代表我单位[{matter}]。"
        "[代理权限为：{scope}。][有效期限自{term_from}至{term_to}。]",
        "　　请予接洽办理，由此产生的法律责任由我单位承担。",
        "",
        "　　委托单位（盖章）：{principal_org}",
        "[　　统一社会信用代码：{uscc}]",
        "　　法定代表人（签章）：{principal}",
    ),
    "letter_personal": (
        "　　本人{principal}系{principal_org}[（统一社会信用代码：{uscc}）]的法定代表人（负责人），"
        "现授权我单位员工"
        "[{agent_name}][（身份证号码：{agent_id_number}）]为代理人[，以我单位名义{matter}]。",
        "[　　代理人的权限为：{scope}。]",
        "[　　授权期限：{term_from}至{term_to}。]",
        "　　特此授权。",
    ),
}


_UNDATED = "　　年　　月　　日"


def paint(
    fields: Fields,
    layout: str,
    seal: seals.Press,
    hand: bool,
    rng: random.Random,
    dpi: float,
    unsigned: tuple[str, ...] = (),
) -> Sheet:
    """`layout` is one of LAYOUTS. Parts whose field is missing are left out or stay blank.

    `unsigned` are those of principal and agent (`agent_name`) who did not sign.
    """
    sheet = Sheet.blank(A4, dpi)
    doc = sheet.document("power_of_attorney", layout)
    pen = new_pen(rng, hand)
    title = rng.choice(
        (
            "授权委托书",
            "授权委托书",
            "授 权 委 托 书",
            "法定代表人授权委托书" if layout == "letter_personal" else "授权委托书",
        )
    )
    sheet.text(105, 38, title, rng.choice(("song_bold", "hei_bold")), 24, anchor="ms")
    end = _form(sheet, doc, fields, pen) if layout == "form" else _letter(sheet, doc, fields, layout, pen)
    signers = {name: "" if name in unsigned else text for name, text in fields.items()}
    _signatures(sheet, doc, signers, (layout, max(end + 12, 150.0)), seal, rng)
    return sheet


# -- letters ------------------------------------------------------------------------------------------------


def _letter(sheet: Sheet, doc: Document, fields: Fields, layout: str, pen: Pen) -> float:
    y = 58.0
    for paragraph in _LETTERS[layout]:
        pieces = _pieces(paragraph, fields)
        if paragraph and not any(text.strip() for text, _ in pieces):
            continue
        y = _flow(sheet, doc, pieces, fields, pen, y) + 10.5
    return y


def _pieces(paragraph: str, fields: Fields) -> list[tuple[str, str]]:
    """(text, field) runs of a paragraph; field is "" for printed words."""
    runs: list[tuple[str, str]] = []
    for number, clause in enumerate(paragraph.replace("]", "[").split("[")):
        names = [part.split("}")[0] for part in clause.split("{")[1:]]
        optional = number % 2 == 1
        if optional and any(not _blank(name, fields) for name in names):
            continue
        for part in clause.split("{"):
            name, found, words = part.partition("}")
            if found:
                runs.append((_blank(name, fields), name))
            runs.append((words if found else part, ""))
    return [run for run in runs if run[0]]


def _blank(name: str, fields: Fields) -> str:
    """What is written into the blank `name`."""
    if name in ("term_from", "term_to"):
        start, _, end = fields.get("term", "/").partition("/")
        day = start if name == "term_from" else end
        return say.plain_date(day) if day else ""
    return fields.get(name, "")


def _flow(
    sheet: Sheet, doc: Document, runs: list[tuple[str, str]], fields: Fields, pen: Pen, y: float
) -> float:
    """Set runs one behind the other on lines of 154 mm, blanks underlined. Returns the last base line."""
    x, left, right = 28.0, 28.0, 182.0
    for text, name in runs:
        face, size = (pen.face, pen.size + 2.5) if name else ("song", 13.5)
        rest = text
        while rest:
            part = _head(sheet, rest, right - x, face, size)
            if part:
                box = pen.line(sheet, x, y, part, size) if name else sheet.text(x, y, part, "song", 13.5)
                _note(sheet, doc, name, fields, box, y)
                x += sheet.width_of(part, face, size)
            rest = rest[len(part) :]
            if rest:
                x, y = left, y + 10.5
        x += 0.8
    return y


def _head(sheet: Sheet, text: str, width: float, face: str, size: float) -> str:
    """As much of `text` as fits into `width`."""
    end = 0
    while end < len(text) and sheet.width_of(text[: end + 1], face, size) <= width:
        end += 1
    return text[:end]


def _note(sheet: Sheet, doc: Document, name: str, fields: Fields, box: Rect, y: float) -> None:
    if not name:
        return
    to_mm = 25.4 / sheet.dpi
    sheet.line(box[0] * to_mm - 0.5, y + 1.6, box[2] * to_mm + 0.5, y + 1.6, 0.2)
    field = "term" if name.startswith("term") else name
    doc.put(field, fields[field], box)


# -- form ---------------------------------------------------------------------------------------------------


def _form(sheet: Sheet, doc: Document, fields: Fields, pen: Pen) -> float:
    rows = (
        Row(13, (Label("委托单位", 3), Value("principal_org", 9))),
        Row(12, (Label("统一社会信用代码", 3), Value("uscc", 9))),
        Row(12, (Label("法定代表人（负责人）", 3), Value("principal", 9))),
        Row(
            12,
            (Label("受托人姓名", 3), Value("agent_name", 3), Label("联系电话", 2), Value("agent_phone", 4)),
        ),
        Row(12, (Label("受托人身份证号", 3), Value("agent_id_number", 9))),
        Row(18, (Label("委托事项", 3), Value("matter", 9))),
        Row(18, (Label("委托权限", 3), Value("scope", 9))),
        Row(13, (Label("委托期限", 3), Value("term", 9))),
        Row(
            20,
            (
                Words(
                    "　　受托人在上述权限和期限内签署的文件，委托单位均予承认。\n　　受托人无转委托权。", 12
                ),
            ),
        ),
    )

    def show(name: str, value: str) -> str:
        if name != "term":
            return value
        start, _, end = value.partition("/")
        return f"{say.plain_date(start)}至{say.plain_date(end)}"

    known = {name: value for name, value in fields.items() if name != "agent_phone"}
    return Form(sheet, doc, known, pen, show, label_size=11.5).draw(rows, 24, 48, 162)


def _signatures(
    sheet: Sheet,
    doc: Document,
    fields: Fields,
    at: tuple[str, float],
    seal: seals.Press,
    rng: random.Random,
) -> None:
    layout, y = at
    hand = Pen(rng, True, rng.choice(("kai", "wenkai")), 17, (24, 26, 60))
    if layout != "letter_short":
        sheet.text(96, y, "委托单位（盖章）：", "song", 13)
        sheet.text(96, y + 14, "法定代表人（签字或盖章）：", "song", 13)
        _sign_or_stamp(sheet, fields.get("principal", ""), (160, y + 14), hand, rng)
    sheet.text(96, y + 28, "受托人（签字）：", "song", 13)
    if fields.get("agent_name"):
        hand.line(sheet, 136, y + 28, fields["agent_name"])
    written = say.written_date if rng.random() < 0.25 else say.plain_date
    day = fields["issue_date"]
    box = sheet.text(130, y + 44, written(day) if day else _UNDATED, "song", 13)
    doc.put("issue_date", day, box)
    seal.on(sheet, *((122, y - 22) if layout == "letter_short" else (150, y - 2)))


def _sign_or_stamp(sheet: Sheet, name: str, at: tuple[float, float], hand: Pen, rng: random.Random) -> None:
    x, y = at
    if not name:
        return
    if rng.random() < 0.5:
        hand.line(sheet, x, y, name)
    else:
        seals.square(sheet, x + 10, y - 2, name, rng)
