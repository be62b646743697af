"""What the clerk changes before printing."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from intake_assist.notice import (
    edited,
    edited_receipt,
    edits_from_json,
    edits_to_json,
    notice_from_json,
    receipt_to_json,
)
from intake_assist.notice.edits import (
    ApplicantEdit,
    FaultEdit,
    MissingEdit,
    NoticeEdits,
    OfficeEdit,
    ReceiptEdits,
    ReceivedEdit,
    receipt_edits_from_json,
    receipt_edits_to_json,
    still_due,
)
from intake_assist.notice.example import RECEIPT, USUAL

DAY = dt.date(2027, 1, 8)


def test_no_edit_changes_nothing() -> None:
    assert edited(USUAL, NoticeEdits()) == USUAL
    assert edited(USUAL, NoticeEdits(faults={"gone": FaultEdit(found="x")})) == USUAL
    assert edited_receipt(RECEIPT, ReceiptEdits()) == RECEIPT


def test_words_are_replaced_where_they_stand() -> None:
    edits = NoticeEdits(
        faults={"k4": FaultEdit(found="名称多一个字", on_the_spot=True)},
        applicant=ApplicantEdit(agent="钱七"),
        remarks="",
        channels=("邮寄",),
        supplement_by=DAY,
    )
    changed = edited(USUAL, edits)
    fault = changed.faults[0].faults[0]
    assert (fault.found, fault.on_the_spot, fault.required) == (
        "名称多一个字",
        True,
        "各份材料填写一致，并与证照相符",
    )
    assert (changed.applicant.agent, changed.applicant.name) == ("钱七", USUAL.applicant.name)
    assert (changed.remarks, changed.channels, changed.supplement_by) == ("", ("邮寄",), DAY)
    assert changed.faults[1:] == USUAL.faults[1:]


def test_what_may_wait_is_the_clerks_to_say() -> None:
    refused = edited(USUAL, NoticeEdits(missing={"k3": MissingEdit(defer=False)}))
    assert [entry.material for entry in refused.missing] == ["poa", "legal_id", "bank"]
    assert (refused.deferred, refused.missing[-1].until) == ((), None)
    allowed = edited(USUAL, NoticeEdits(missing={"k1": MissingEdit(defer=True, until=DAY)}))
    assert next((entry.material, entry.until) for entry in allowed.deferred) == ("poa", DAY)


def test_edits_are_kept_as_data() -> None:
    edits = NoticeEdits(
        faults={"k4": FaultEdit(found="甲")}, missing={"k3": MissingEdit(until=DAY)}, hints=(), consequence=""
    )
    kept = edits_from_json(edits_to_json(edits))
    assert kept == edits
    assert edited(USUAL, kept) == edited(USUAL, edits)
    other = ReceiptEdits(received={"license": ReceivedEdit(2, "原件", "验原件")}, remarks="无")
    assert receipt_edits_from_json(receipt_edits_to_json(other)) == other
    assert edited_receipt(RECEIPT, other).received[1].form == "原件"


def test_a_kept_receipt_is_no_notice() -> None:
    with pytest.raises(ValidationError):
        notice_from_json(receipt_to_json(RECEIPT))


def test_items_come_in_the_order_that_was_asked_for_the_others_after_them() -> None:
    changed = edited(USUAL, NoticeEdits(order=("k2", "k5", "gone")))
    assert [entry.keys for entry in changed.missing] == [("k2",), ("k1",)]
    assert [fault.keys for fault in changed.faults[0].faults] == [("k5",), ("k4",)]
    assert changed.faults[1:] == USUAL.faults[1:]


def test_who_gives_it_can_be_corrected() -> None:
    office = OfficeEdit(clerk="钱七", phone="")
    changed = edited(USUAL, NoticeEdits(office=office))
    assert (changed.office.clerk, changed.office.phone) == ("钱七", "")
    assert changed.office.authority == USUAL.office.authority
    assert edited_receipt(RECEIPT, ReceiptEdits(office=office)).office == changed.office


def test_terms_of_an_earlier_notice_are_not_those_of_a_later_one() -> None:
    edits = NoticeEdits(missing={"k3": MissingEdit(until=DAY, lack="x")}, supplement_by=DAY)
    assert still_due(edits, DAY) == edits
    later = still_due(edits, DAY + dt.timedelta(days=1))
    assert (later.supplement_by, later.missing["k3"]) == (None, MissingEdit(lack="x"))


def test_edits_of_before_are_read() -> None:
    assert edits_from_json(b'{"faults":{},"missing":{},"applicant":{},"remarks":"a"}') == NoticeEdits(
        remarks="a"
    )
