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
    ReceiptEdits,
    ReceivedEdit,
    receipt_edits_from_json,
    receipt_edits_to_json,
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
