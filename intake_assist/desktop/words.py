"""The words and signs of states: what a clerk reads, in one place. A state is told by sign, word and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from intake_assist.model import Severity, State

translate = QCoreApplication.translate

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
    looks = {
        "complete": Look("check", translate("Words", "齐全"), "green"),
        "missing": Look("cross", translate("Words", "缺件"), "red"),
        "flawed": Look("bang", translate("Words", "有问题"), "red"),
        "to_check": Look("question", translate("Words", "待核对"), "amber"),
        "waived": Look("pass", translate("Words", "免提交"), "blue"),
        "deferred": Look("clock", translate("Words", "容缺"), "amber"),
        "not_applicable": Look("dash", translate("Words", "不适用"), "grey"),
        "accepted": Look("check", translate("Words", "人工认定"), "blue", filled=True),
    }
    look = looks[state.value]
    return Look(look.sign, look.word, look.colour, seen or look.filled)


def weight_look(item: Item) -> Look:
    """How heavy a finding is; a *cannot tell* has a look of its own."""
    finding = item.finding
    if finding.state is State.UNCERTAIN:
        return Look("question", translate("Words", "请人工看"), "amber")
    return {
        Severity.ERROR: Look("cross", translate("Words", "错误"), "red"),
        Severity.SUSPECT: Look("bang", translate("Words", "疑似"), "red"),
        Severity.WARN: Look("bang", translate("Words", "提醒"), "amber"),
        Severity.INFO: Look("dash", translate("Words", "告知"), "blue"),
    }[finding.severity]


def decision_look(item: Item) -> Look | None:
    """What a person decided; None while nobody has."""
    if item.decision is None or item.decision.verdict is None:
        return None
    return {
        "confirmed": Look("check", translate("Words", "已确认，写入告知书"), "red", filled=True),
        "dismissed": Look("dash", translate("Words", "已排除"), "grey", filled=True),
        "fixed": Look("check", translate("Words", "已当场更正"), "green", filled=True),
        "pending": Look("clock", translate("Words", "待核对"), "amber", filled=True),
    }[item.decision.verdict]


def statuses() -> dict[str, str]:
    """How a case stands, by the values of `store.CaseStatus`."""
    return {
        "open": translate("Words", "办理中"),
        "notified": translate("Words", "已告知"),
        "accepted": translate("Words", "已受理"),
        "withdrawn": translate("Words", "已撤回"),
    }


def dismissals() -> tuple[str, ...]:
    """The usual reasons for which a finding is put aside."""
    return (
        translate("Words", "纸面正确，程序读错了"),
        translate("Words", "已核对原件，没有问题"),
        translate("Words", "已通过数据共享核实"),
        translate("Words", "本地不作要求"),
    )
