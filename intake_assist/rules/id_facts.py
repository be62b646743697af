"""证件号码与出生、性别互证（V02）

查什么：证件上印的出生日期、性别是否与公民身份号码一致。

选项：
- ``number``：公民身份号码。
- ``birth``、``sex``：印的出生日期、性别，可以只写一个。

例（写在文件种类里，所以只写字段名）：

    - {id: facts, rule: id_facts, with: {number: id_number, birth: birth, sex: sex}}

回答（每一项分别回答）：
- 通过：相符。
- 有问题：不符。
- 不能判断：号码没有读出来或本身有问题，或者不符但读得不准。出生、性别本身没有读出来时不作回答。

默认：suspect，V02。依据：GB 11643-1999。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.wording import CHECK_PAPER, quoted
from intake_assist.values import id_number

ID = "id_facts"
TITLE = "证件号码与出生、性别互证"
SEVERITY = Severity.SUSPECT
CODE: str | None = "V02"
BASIS: str | None = "GB 11643-1999"

Told = Callable[[str], str | None]


class Options(base.Options):
    number: str
    birth: str | None = None
    sex: str | None = None

    def references(self) -> tuple[str, ...]:
        return tuple(name for name in (self.number, self.birth, self.sex) if name is not None)


def check(context: Context, options: Options) -> Iterator[Answer]:
    facts: tuple[tuple[str | None, Told], ...] = ((options.birth, birth_told), (options.sex, id_number.sex))
    for number in context.fields(options.number):
        for reference, told in facts:
            found = context.fields(reference) if reference else ()
            for fact in (fact for fact in found if fact.document.id == number.document.id):
                if not fact.unread:
                    yield compared(number, fact, told)


def compared(number: Occurrence, fact: Occurrence, told: Told) -> Answer:
    """Whether a printed fact is what the number says."""
    unread = [place for place in (number, fact) if place.value is None or place.faulty]
    says = None if unread else told(number.value or "")
    if says is None:
        text = f"{number.label}与“{fact.spec.title}”没有都读清，无法互相核对，请人工查看。"
        return Answer.on(State.UNCERTAIN, text, *(unread or [number]), blocked=True)
    if says == fact.value:
        return Answer.on(State.PASS, f"{fact.label}与证件号码相符。", fact, number)
    text = f"{fact.label}是{quoted(fact.value or '')}，证件号码显示为{quoted(says)}，两者不符。"
    if fact.sure and number.sure:
        return Answer.on(State.FLAG, f"{text}{CHECK_PAPER}；确实不符的，请申请人核实更正。", fact, number)
    return Answer.on(State.UNCERTAIN, f"{text}可能是识别有误，{CHECK_PAPER}。", fact, number)


def birth_told(number: str) -> str | None:
    date = id_number.birth(number)
    return date.isoformat() if date else None
