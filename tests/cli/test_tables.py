"""What `evaluate` prints."""

from __future__ import annotations

import io
import re

from rich.console import Console

from intake_assist.cli.tables import show_evaluation
from intake_assist.evaluate import CaseScore, Evaluation
from intake_assist.evaluate.records import DefectRecord, FieldRecord
from intake_assist.evaluate.scoring import DefectTally


def field(confidence: float, *conditions: str, right: bool = True) -> FieldRecord:
    return FieldRecord(
        "form", "name", True, conditions, "甲", "甲" if right else "乙", right, False, confidence
    )


def printed(score: CaseScore) -> list[list[str]]:
    """The cells of every line on a narrow terminal, without the empty ones at its ends."""
    file = io.StringIO()
    show_evaluation(Console(file=file, width=80), Evaluation({"a": score}), {}, False, 0.9)
    assert "…" not in file.getvalue()
    return [re.split(r"\s*[│|]\s*", line.strip("│| \n")) for line in file.getvalue().splitlines()]


def test_shares_come_with_intervals_for_codes_conditions_and_handwriting() -> None:
    score = CaseScore(defects={"C01": DefectTally(4, 2, 1, 1)})
    score.defect_records = [DefectRecord("C01", True, n < 3, ("low_resolution",), "") for n in range(4)]
    score.defect_records.append(DefectRecord("C01", False, True, ("low_resolution",), ""))
    score.field_records = [field(0.99), *(field(0.9, "hand", "out_of_focus", right=n < 3) for n in range(4))]
    rows = printed(score)
    share = "75.0% (30.1-95.4)"
    assert ["low_resolution", "4", "3", "1", share, share] in rows
    assert ["C01", "4", "2", "1", "1", "1", "75.0%", "75.0%"] in rows
    assert ["(30.1-95.4)", "(30.1-95.4)"] in rows
    assert ["out_of_focus", share, "3/4"] in rows
    assert ["hand", share, "3/4"] in rows
    assert ["clean", "100.0% (20.7-100.0)", "1/1"] in rows
    assert ["0.90-0.95", "4", share, "4", share] in rows
    assert ["0.98-1.00", "1", "100.0% (20.7-100.0)"] in rows
