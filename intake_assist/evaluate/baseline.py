"""Whether an evaluation is worse than an earlier one. Pure: figures as `evaluation_json` gives them in, changes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intake_assist.evaluate.wording import MEASURES

SHARE = 0.005
"""By how much a share (0..1) may fall before it counts as worse."""
ALARMS = 0.05
"""By how much the false alarms a case may rise before it counts as worse; of a few cases, by a single one."""
_ROUNDING = 1e-9

Json = dict[str, Any]


class _Counts(BaseModel):
    model_config = ConfigDict(frozen=True)

    total: int = Field(ge=0)
    right: int = Field(ge=0)


class _Defects(BaseModel):
    model_config = ConfigDict(frozen=True)

    planted: int = Field(ge=0)
    missed: int = Field(ge=0)


class Figures(BaseModel):
    """The main figures among those of an evaluation; everything else in the file is passed over."""

    model_config = ConfigDict(frozen=True)

    cases: int = Field(ge=0)
    key_fields: _Counts
    kinds: _Counts
    sorting: _Counts
    statuses: _Counts
    defects: Mapping[str, _Defects]
    false_alarms: int = Field(ge=0)
    by_case: Mapping[str, Any] = Field(default_factory=dict)
    measures: Mapping[str, _Counts] = Field(default_factory=dict)

    @property
    def recall(self) -> _Counts:
        planted = sum(counts.planted for counts in self.defects.values())
        return _Counts(total=planted, right=planted - sum(counts.missed for counts in self.defects.values()))


@dataclass(frozen=True, slots=True)
class Change:
    """One main figure then and now, None where there was nothing to count. `allowed` is by how much it may
    change to the worse; `alarms` tells that it is a number of false alarms a case and not a share."""

    figure: str
    title: str
    before: float | None
    now: float | None
    allowed: float = SHARE
    alarms: bool = False

    @property
    def worse(self) -> bool:
        """A figure that nothing is left to count for is worse: it holds no line any more."""
        if self.before is None:
            return False
        if self.now is None:
            return True
        loss = self.now - self.before if self.alarms else self.before - self.now
        return loss > self.allowed + _ROUNDING


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gone` and `added` are the cases that only the earlier and only the present run measured: with any of
    them the figures are not quite of the same thing."""

    changes: tuple[Change, ...]
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def worse(self) -> bool:
        return any(change.worse for change in self.changes)


def figures_of(data: str | bytes) -> Figures:
    """The figures in a JSON file of ``evaluate --json``. Raises ValueError with a Chinese sentence."""
    try:
        return Figures.model_validate_json(data)
    except ValidationError as error:
        places = "、".join(".".join(map(str, problem["loc"])) or "整个文件" for problem in error.errors()[:3])
        raise ValueError(f"不是 evaluate --json 输出的文件（{places}）") from error


def compare(before: Figures, now: Figures) -> Comparison:
    changes = [
        Change(name, title, _share(old), _share(new))
        for name, title, old, new in [
            ("key_fields", "关键字段", before.key_fields, now.key_fields),
            ("kinds", "材料种类", before.kinds, now.kinds),
            ("sorting", "归入材料", before.sorting, now.sorting),
            ("statuses", "材料状态", before.statuses, now.statuses),
            ("found", "问题检出", before.recall, now.recall),
            *_measures(before, now),
        ]
    ]
    allowed = max(ALARMS, 1 / now.cases) if now.cases else ALARMS
    alarms = Change("false_alarms_per_case", "每件误报", _alarms(before), _alarms(now), allowed, alarms=True)
    return Comparison(
        (*changes, alarms),
        tuple(sorted(before.by_case.keys() - now.by_case.keys())),
        tuple(sorted(now.by_case.keys() - before.by_case.keys())),
    )


def _measures(before: Figures, now: Figures) -> Iterator[tuple[str, str, _Counts, _Counts]]:
    """The figures a release has to reach, as far as either file has them; what was found is among the main ones."""
    nothing = _Counts(total=0, right=0)
    for name, title in MEASURES.items():
        if name != "found" and name in before.measures.keys() | now.measures.keys():
            yield name, title, before.measures.get(name, nothing), now.measures.get(name, nothing)


def comparison_json(comparison: Comparison) -> Json:
    return {
        "worse": comparison.worse,
        "figures": {
            change.figure: {
                "before": change.before,
                "now": change.now,
                "allowed": change.allowed,
                "worse": change.worse,
            }
            for change in comparison.changes
        },
        "cases_gone": list(comparison.gone),
        "cases_added": list(comparison.added),
    }


def _share(counts: _Counts) -> float | None:
    return counts.right / counts.total if counts.total else None


def _alarms(figures: Figures) -> float | None:
    return figures.false_alarms / figures.cases if figures.cases else None
