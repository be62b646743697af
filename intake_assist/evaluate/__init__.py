"""Measures the program against labelled cases: how much it reads right, finds, and wrongly reports."""

from intake_assist.evaluate.figures import all_fields, evaluation_json, false_alarms, missed
from intake_assist.evaluate.labels import Labels, load_labels
from intake_assist.evaluate.running import Broken, Evaluation, evaluate, find_cases
from intake_assist.evaluate.scoring import CaseScore, DefectTally, Tally, score_case, total

__all__ = [
    "Broken",
    "CaseScore",
    "DefectTally",
    "Evaluation",
    "Labels",
    "Tally",
    "all_fields",
    "evaluate",
    "evaluation_json",
    "false_alarms",
    "find_cases",
    "load_labels",
    "missed",
    "score_case",
    "total",
]
