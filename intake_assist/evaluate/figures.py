"""The figures of an evaluation as plain data for JSON. Pure."""

from __future__ import annotations

from typing import Any

from intake_assist.evaluate.running import Evaluation
from intake_assist.evaluate.scoring import CaseScore, DefectTally, Tally, total

Json = dict[str, Any]


def evaluation_json(evaluation: Evaluation) -> Json:
    """Counts and shares (0..1, null when there was nothing to count) over all cases, then case by case."""
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
        "by_field": [
            {"kind": kind, "field": name} | _tally(tally)
            for (kind, name), tally in sorted(score.fields.items())
        ],
        "defects": {code: _defects(tally) for code, tally in sorted(score.defects.items())},
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


def _tally(tally: Tally) -> Json:
    return {
        "total": tally.total,
        "right": tally.right,
        "share": None if tally.share is None else round(tally.share, 4),
        "unread": tally.unread,
        "cannot_tell": tally.doubtful,
    }


def _defects(tally: DefectTally) -> Json:
    return {
        "planted": tally.planted,
        "flagged": tally.flagged,
        "uncertain": tally.uncertain,
        "missed": tally.planted - tally.found,
        "false_alarms": tally.false_alarms,
    }
