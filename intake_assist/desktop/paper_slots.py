"""What of a paper can be changed before it is given: its entries, what stands in each, and the change of one.

No widgets. An entry is named ``faults/KEY``, ``missing/KEY``, ``received/MATERIAL``, ``applicant``, ``office`` or
``terms``; the names of its slots are those of the edits in `notice`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QCoreApplication

from intake_assist.notice import (
    ApplicantEdit,
    FaultEdit,
    MissingEdit,
    NoticeEdits,
    OfficeEdit,
    ReceiptEdits,
    ReceivedEdit,
)
from intake_assist.notice.content import Applicant, Fault, Missing, Notice, Office, Receipt, Received

translate = QCoreApplication.translate

Value = str | bool | int | dt.date | tuple[str, ...] | None
Input = Literal["line", "text", "lines", "date", "tick", "number"]
Edits = TypeVar("Edits", NoticeEdits, ReceiptEdits)


@dataclass(frozen=True, slots=True)
class Slot:
    """A text of one line or several, a list with one line each, a day, a tick or a number."""

    name: str
    title: str
    value: Value
    input: Input = "line"


@dataclass(frozen=True, slots=True)
class Entry:
    """`findings` are the keys of what an item rests on, none for what is no item. `group` holds what an item
    can be moved among."""

    name: str
    title: str
    words: str
    slots: tuple[Slot, ...]
    findings: tuple[str, ...] = ()
    group: str = ""


# -- a notice ---------------------------------------------------------------------------------------------------


def notice_entries(notice: Notice) -> tuple[Entry, ...]:
    """The items in the order of the paper, then what belongs to none."""
    return (
        *(_missing(entry, False) for entry in notice.missing),
        *(_fault(fault, group.title) for group in notice.faults for fault in group.faults),
        *(_missing(entry, True) for entry in notice.deferred),
        _terms(notice),
        _applicant(notice.applicant),
        _office(notice.office),
    )


def _missing(entry: Missing, later: bool) -> Entry:
    slots = [
        Slot("lack", translate("Slots", "欠缺情况"), entry.lack),
        Slot("demand", translate("Slots", "提交要求"), entry.demand, "text"),
        Slot("basis", translate("Slots", "依据"), entry.basis, "text"),
        Slot("defer", translate("Slots", "可以容缺后补"), later, "tick"),
    ]
    if later:
        slots.append(Slot("until", translate("Slots", "补交期限"), entry.until, "date"))
    group = "deferred" if later else "missing"
    return Entry(f"missing/{entry.keys[0]}", entry.title, entry.lack, tuple(slots), entry.keys, group)


def _fault(fault: Fault, title: str) -> Entry:
    slots = (
        Slot("found", translate("Slots", "现状"), fault.found, "text"),
        Slot("required", translate("Slots", "要求"), fault.required, "text"),
        Slot("mend", translate("Slots", "补正办法"), fault.mend, "text"),
        Slot("place", translate("Slots", "位置"), fault.place),
        Slot("basis", translate("Slots", "依据"), fault.basis, "text"),
        Slot("on_the_spot", translate("Slots", "可当场更正"), fault.on_the_spot, "tick"),
    )
    return Entry(f"faults/{fault.keys[0]}", title, fault.found, slots, fault.keys, f"faults {title}")


def _terms(notice: Notice) -> Entry:
    slots = (
        Slot("supplement_by", translate("Slots", "补正期限"), notice.supplement_by, "date"),
        Slot("consequence", translate("Slots", "逾期后果"), notice.consequence, "text"),
        Slot("channels", translate("Slots", "补正渠道，一行一条"), notice.channels, "lines"),
        Slot("hints", translate("Slots", "提示，一行一条"), notice.hints, "lines"),
        Slot("remarks", translate("Slots", "备注"), notice.remarks, "text"),
    )
    words = notice.supplement_by.isoformat() if notice.supplement_by else translate("Slots", "没有写期限")
    return Entry("terms", translate("Slots", "期限、渠道和备注"), words, slots)


# -- a receipt --------------------------------------------------------------------------------------------------


def receipt_entries(receipt: Receipt) -> tuple[Entry, ...]:
    remarks = Slot("remarks", translate("Slots", "备注"), receipt.remarks, "text")
    return (
        *map(_received, receipt.received),
        Entry("terms", translate("Slots", "备注"), receipt.remarks, (remarks,)),
        _applicant(receipt.applicant),
        _office(receipt.office),
    )


def _received(entry: Received) -> Entry:
    slots = (
        Slot("copies", translate("Slots", "份数"), entry.copies, "number"),
        Slot("form", translate("Slots", "原件或复印件"), entry.form),
        Slot("remark", translate("Slots", "备注"), entry.remark),
    )
    words = translate("Slots", "{copies} 份 {pages} 页 {form}").format(
        copies=entry.copies, pages=entry.pages, form=entry.form
    )
    return Entry(f"received/{entry.material}", entry.title, words, slots)


def _applicant(applicant: Applicant) -> Entry:
    slots = (
        Slot("name", translate("Slots", "申请单位"), applicant.name),
        Slot("uscc", translate("Slots", "统一社会信用代码"), applicant.uscc),
        Slot("agent", translate("Slots", "经办人"), applicant.agent),
    )
    return Entry("applicant", translate("Slots", "申请单位"), applicant.name, slots)


def _office(office: Office) -> Entry:
    slots = (
        Slot("counter", translate("Slots", "窗口"), office.counter),
        Slot("clerk", translate("Slots", "窗口人员姓名"), office.clerk),
        Slot("phone", translate("Slots", "电话"), office.phone),
        Slot("address", translate("Slots", "地址"), office.address),
        Slot("hours", translate("Slots", "办公时间"), office.hours),
    )
    words = "　".join(filter(None, (office.counter, office.phone)))
    return Entry("office", translate("Slots", "窗口和电话"), words, slots)


# -- changes ----------------------------------------------------------------------------------------------------

_OF: Mapping[str, type] = {
    "faults": FaultEdit,
    "missing": MissingEdit,
    "received": ReceivedEdit,
    "applicant": ApplicantEdit,
    "office": OfficeEdit,
}


def changed(edits: Edits, entry: str, slot: str, value: Value) -> Edits:
    """The edits with one more."""
    part, _, key = entry.partition("/")
    if part == "terms":
        return _with(edits, slot, value)
    if not key:
        return _with(edits, part, _with(getattr(edits, part), slot, value))
    table: dict[str, Any] = dict(getattr(edits, part))
    table[key] = _with(table.get(key) or _OF[part](), slot, value)
    return _with(edits, part, table)


def restored(edits: Edits, entry: Entry) -> Edits:
    """Without the edits of an entry, but for its place among the others."""
    part, _, key = entry.name.partition("/")
    if part == "terms":
        nothing = {slot.name: None for slot in entry.slots}
        return _replaced(edits, nothing)
    if not key:
        return _with(edits, part, _OF[part]())
    return _with(edits, part, {name: edit for name, edit in getattr(edits, part).items() if name != key})


def _with(edits: Any, name: str, value: Any) -> Any:
    return _replaced(edits, {name: value})


def _replaced(edits: Any, values: Mapping[str, Any]) -> Any:
    return replace(edits, **values)


def is_changed(edits: NoticeEdits | ReceiptEdits, entry: Entry) -> bool:
    part, _, key = entry.name.partition("/")
    if part == "terms":
        return any(getattr(edits, slot.name) is not None for slot in entry.slots)
    return key in getattr(edits, part) if key else getattr(edits, part) != _OF[part]()


def moved(edits: NoticeEdits, entries: Sequence[Entry], entry: Entry, by: int) -> NoticeEdits:
    """An item changes places with its neighbour in its group; the first and the last stay."""
    groups = dict.fromkeys(each.group for each in entries if each.findings)
    order = {group: [each.findings[0] for each in entries if each.group == group] for group in groups}
    mine = order.get(entry.group, [])
    at = mine.index(entry.findings[0]) if entry.findings else -1
    if at < 0 or not 0 <= at + by < len(mine):
        return edits
    mine[at], mine[at + by] = mine[at + by], mine[at]
    return replace(edits, order=tuple(_flat(order.values())))


def _flat(lists: Iterable[Iterable[str]]) -> Iterator[str]:
    for each in lists:
        yield from each


# -- what is typed ----------------------------------------------------------------------------------------------


def as_text(value: Value) -> str:
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


def from_text(kind: Input, text: str) -> Value:
    """What was typed. Raises ValueError for a day or a number that is none; an empty day says nothing."""
    match kind:
        case "lines":
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        case "date":
            return day_of(text) if text.strip() else None
        case "number":
            return int(text)
        case _:
            return " ".join(text.split("\n")).strip()


def day_of(text: str) -> dt.date:
    """As people write days: ``2026-12-22``, ``2026年12月22日``, ``20261222``. Raises ValueError."""
    from intake_assist.values import parse

    found = parse("date", text)
    if found.value is None:
        raise ValueError(text)
    return dt.date.fromisoformat(found.value)
