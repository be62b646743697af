"""How the work goes, from what the store keeps: time for a case, how often papers go back, whether the notice told
everything at once, which rules cry wolf. For a pilot: two periods held against each other."""

from intake_assist.statistics.comparing import Difference, differences
from intake_assist.statistics.gathering import Gathered, gathered
from intake_assist.statistics.measures import (
    Measures,
    RuleFigures,
    Share,
    Times,
    by_period,
    measures,
    rule_figures,
)

__all__ = [
    "Difference",
    "Gathered",
    "Measures",
    "RuleFigures",
    "Share",
    "Times",
    "by_period",
    "differences",
    "gathered",
    "measures",
    "rule_figures",
]
