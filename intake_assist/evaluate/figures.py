"""The figures of an evaluation as plain data for JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol

from intake_assist.evaluate.records import FieldRecord
from intake_assist.evaluate.running import Evaluation
from intake_assist.evaluate.scoring import CaseScore, DefectTally, Tally, total
from intake_assist.evaluate.statistics import (
    WANTED,
    ConditionFigures,
    by_condition,
    by_hand,
    calibration_error,
    cut_at,
    cut_for,
    interval,
    reliability,
    threshold,
)
from intake_assist.rules.context import SURE

Json = dict[str, Any]

_DIGITS = 6
"""Of shares: more than is ever shown, so that nothing is rounded twice."""


class Detected(Protocol):
    """Counts of planted defects, those found among them, and of findings that no defect explains."""

    @property
    def planted(self) -> int: ...
    @property
    def found(self) -> int: ...
    @property
    def false_alarms(self) -> int: ...


def recall(counts: Detected) -> Tally:
    """Of the planted defects, those found."""
    return Tally(counts.planted, counts.found)


def precision(counts: Detected) -> Tally:
    """Of what was reported, that which is so."""
    return Tally(counts.found + counts.false_alarms, counts.found)


def evaluation_json(evaluation: Evaluation, wanted: float = WANTED) -> Json:
    """Counts and shares (0..1, null when there was nothing to count) over all cases, then case by case.

    `wanted` is the share of right values at the confidence that is chosen as the line (`cut_for`).
    """
    score, cases = total(evaluation.scores.values()), len(evaluation.scores)
    alarms = false_alarms(score)
    return {
        "cases": cases,
        "broken": [{"case": broken.case, "message": broken.message} for broken in evaluation.broken],
        "pages": score.pages,
        "seconds_per_page": round(score.seconds / score.pages, 3) if score.pages else None,
        "kinds": _tally(score.kinds),
        "sorting": _tally(score.sorting),
        "statuses": _tally(score.statuses),
        "fields": _tally(all_fields(score)),
        "key_fields": _tally(score.key_fields),
        "by_kind": [{"kind": kind} | _tally(tally) for kind, tally in sorted(score.by_kind.items())],
        "by_field": [
            {"kind": kind, "field": name} | _tally(tally)
            for (kind, name), tally in sorted(score.fields.items())
        ],
        "found": _tally(found(score)),
        "defects": {code: _defects(tally) for code, tally in sorted(score.defects.items())},
        "by_name": {name: _tally(tally) for name, tally in sorted(by_name(score).items())},
        "measures": {name: _tally(tally) for name, tally in measures(score).items()},
        "passed_on_flagged": score.passed_on_flagged,
        "conditions": {
            name: _condition(figures)
            for name, figures in by_condition(score.field_records, score.defect_records).items()
        },
        "calibration": _calibration(score.field_records, wanted),
        "calibration_by_hand": _calibration(by_hand(score.field_records), wanted),
        "false_alarms": alarms,
        "false_alarms_per_case": round(alarms / cases, 4) if cases else None,
        "not_judged": score.not_judged,
        "by_case": {name: {"wrong": one.wrong} for name, one in evaluation.scores.items()},
    }


def all_fields(score: CaseScore) -> Tally:
    return sum(score.fields.values(), start=Tally())


def false_alarms(score: CaseScore) -> int:
    return sum(tally.false_alarms for tally in score.defects.values())


def missed(score: CaseScore) -> int:
    return sum(tally.planted - tally.found for tally in score.defects.values())


def found(score: CaseScore) -> Tally:
    """The planted defects, right when they were found."""
    return Tally(
        sum(tally.planted for tally in score.defects.values()),
        sum(tally.found for tally in score.defects.values()),
    )


def by_name(score: CaseScore) -> dict[str, Tally]:
    """The planted defects that have a name, right when they were found."""
    counted: dict[str, Tally] = {}
    for record in score.defect_records:
        if record.planted and record.name:
            old = counted.get(record.name, Tally())
            counted[record.name] = old + Tally(1, int(record.found))
    return counted


EMPTY_CELLS = ("M02_field", "M02_code", "M02_ticks")


def measures(score: CaseScore) -> dict[str, Tally]:
    """The figures a release has to reach. Presence of a seal is that of the wanted one on scans in colour: of those
    that are there the ones seen, and of those said to be there the ones that are."""
    seals = [record for record in score.seal_records if record.colour]
    there = [record for record in seals if record.there]
    said = [record for record in seals if record.judged == "present"]
    named = by_name(score)
    unsigned = score.defects.get("S04", DefectTally())
    empty = [named[name] for name in EMPTY_CELLS if name in named]
    return {
        "seal_recall": Tally(len(there), sum(record.judged == "present" for record in there)),
        "seal_precision": Tally(len(said), sum(record.there for record in said)),
        "wrong_company": named.get("S03_company", Tally()),
        "missing_signature": Tally(unsigned.planted, unsigned.found),
        "empty_cell": sum(empty, start=Tally()),
        "found": found(score),
    }


def _tally(tally: Tally) -> Json:
    return {
        "total": tally.total,
        **_rate(tally.right, tally.total),
        "unread": tally.unread,
        "cannot_tell": tally.doubtful,
    }


def _condition(figures: ConditionFigures) -> Json:
    return {
        "key_fields": figures.fields,
        **_rate(figures.right, figures.fields, "key_fields_"),
        "planted": figures.planted,
        "found": figures.found,
        "false_alarms": figures.false_alarms,
        **_detection(figures),
    }


def _calibration(records: Sequence[FieldRecord], wanted: float) -> Json:
    """How far the confidence of a value can be believed, from which one on 99 in 100 are right, and where the line is
    drawn below which the clerk is asked to look: now, and by these values (`chosen`, null where none is good enough).
    """
    table = reliability(records)
    chosen = cut_for(records, wanted)
    error = calibration_error(table)
    return {
        "steps": [
            {
                "from": step.low,
                "to": step.high,
                "total": step.total,
                "right": step.right,
                "interval": _interval(step.right, step.total),
                "confidence": round(step.confidence, 4),
            }
            for step in table
        ],
        "expected_calibration_error": None if error is None else round(error, 4),
        "right_99_from": threshold(records, 0.99),
        "asked_below": asdict(cut_at(records, SURE)),
        "wanted": wanted,
        "chosen": asdict(chosen) if chosen else None,
    }


def _rate(right: int, total: int, of: str = "") -> Json:
    """How many are right, and what share of all that is; the names begin with `of`."""
    return {
        f"{of}right": right,
        f"{of}share": _share(right, total),
        f"{of}interval": _interval(right, total),
    }


def _share(right: int, total: int) -> float | None:
    return round(right / total, _DIGITS) if total else None


def _interval(right: int, total: int) -> list[float] | None:
    """95%, null when there was nothing to count."""
    return [round(end, _DIGITS) for end in interval(right, total)] if total else None


def _defects(tally: DefectTally) -> Json:
    return {
        "planted": tally.planted,
        "flagged": tally.flagged,
        "uncertain": tally.uncertain,
        "missed": tally.planted - tally.found,
        "false_alarms": tally.false_alarms,
        **_detection(tally),
    }


def _detection(counts: Detected) -> Json:
    found, right = recall(counts), precision(counts)
    return {
        "recall": _share(found.right, found.total),
        "recall_interval": _interval(found.right, found.total),
        "precision": _share(right.right, right.total),
        "precision_interval": _interval(right.right, right.total),
    }
