"""The papers the applicant gets, and the case as other programs get it.

`draft` makes a notice (一次性告知书) from the confirmed items of a case, `edited` applies what the clerk changed,
`Forms` brings it into its form, `desktop.printing` prints that. A notice and its paper are kept as JSON and
never computed again.
"""

from intake_assist.notice.building import NothingToSupplementError, Unready, draft, receipt, unfinished
from intake_assist.notice.content import (
    Applicant,
    Notice,
    Occasion,
    Office,
    Receipt,
    notice_from_json,
    notice_to_json,
    receipt_from_json,
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
    edited,
    edited_receipt,
    edits_from_json,
    edits_to_json,
    receipt_edits_from_json,
    receipt_edits_to_json,
    still_due,
)
from intake_assist.notice.forms import Forms, TemplateFaultError, templates
from intake_assist.notice.numbers import DRAFT_NUMBER, NoticeNumber, next_number
from intake_assist.notice.papers import Paper, paper_from_json, paper_to_json

__all__ = [
    "DRAFT_NUMBER",
    "Applicant",
    "ApplicantEdit",
    "FaultEdit",
    "Forms",
    "MissingEdit",
    "NothingToSupplementError",
    "Notice",
    "NoticeEdits",
    "NoticeNumber",
    "Occasion",
    "Office",
    "OfficeEdit",
    "Paper",
    "Receipt",
    "ReceiptEdits",
    "ReceivedEdit",
    "TemplateFaultError",
    "Unready",
    "draft",
    "edited",
    "edited_receipt",
    "edits_from_json",
    "edits_to_json",
    "next_number",
    "notice_from_json",
    "notice_to_json",
    "paper_from_json",
    "paper_to_json",
    "receipt",
    "receipt_edits_from_json",
    "receipt_edits_to_json",
    "receipt_from_json",
    "receipt_to_json",
    "still_due",
    "templates",
    "unfinished",
]
