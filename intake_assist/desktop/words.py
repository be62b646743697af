"""The words and signs of states: what a clerk reads, in one place. A state is told by sign, word and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from intake_assist.model import Severity, State

if TYPE_CHECKING:  # the window is up before the engine is imported
    from intake_assist.casework import Item, MaterialState


@dataclass(frozen=True, slots=True)
class Look:
    """`sign` is a name in `signs`, `colour` one of `theme.Colours`. `filled`: a person has looked."""

    sign: str
    word: str
    colour: str
    filled: bool = False


def material_look(state: MaterialState, seen: bool) -> Look:
    """`seen`: a person has looked at all pages of the material."""
    tr = QCoreApplication.translate
    looks = {
        "complete": Look("check", tr("Words", "齐全"), "green"),
        "missing": Look("cross", tr("Words", "缺件"), "red"),
        "flawed": Look("bang", tr("Words", "有问题"), "red"),
        "to_check": Look("question", tr("Words", "待核对"), "amber"),
        "waived": Look("pass", tr("Words", "免提交"), "blue"),
        "deferred": Look("clock", tr("Words", "容缺"), "amber"),
        "not_applicable": Look("dash", tr("Words", "不适用"), "grey"),
    }
    look = looks[state.value]
    return Look(look.sign, look.word, look.colour, seen)


def weight_look(item: Item) -> Look:
    """How heavy a finding is; a *cannot tell* has a look of its own."""
    tr = QCoreApplication.translate
    finding = item.finding
    if finding.state is State.UNCERTAIN:
        return Look("question", tr("Words", "请人工看"), "amber")
    return {
        Severity.ERROR: Look("cross", tr("Words", "错误"), "red"),
        Severity.SUSPECT: Look("bang", tr("Words", "疑似"), "red"),
        Severity.WARN: Look("bang", tr("Words", "提醒"), "amber"),
        Severity.INFO: Look("dash", tr("Words", "告知"), "blue"),
    }[finding.severity]


def decision_look(item: Item) -> Look | None:
    """What a person decided; None while nobody has."""
    tr = QCoreApplication.translate
    if item.decision is None or item.decision.verdict is None:
        return None
    return {
        "confirmed": Look("check", tr("Words", "已确认，写入告知书"), "red", filled=True),
        "dismissed": Look("dash", tr("Words", "已排除"), "grey", filled=True),
        "fixed": Look("check", tr("Words", "已当场更正"), "green", filled=True),
        "pending": Look("clock", tr("Words", "待核对"), "amber", filled=True),
    }[item.decision.verdict]


def dismissals() -> tuple[str, ...]:
    """The usual reasons for which a finding is put aside."""
    tr = QCoreApplication.translate
    return (
        tr("Words", "纸面正确，程序读错了"),
        tr("Words", "已核对原件，没有问题"),
        tr("Words", "已通过数据共享核实"),
        tr("Words", "本地不作要求"),
    )
