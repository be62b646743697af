"""The evidence of an evaluation as one HTML file that needs nothing else: figures, and every case that went wrong.

The file is written piece by piece, each picture when its turn comes, so that its size is no matter.
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from intake_assist import __version__
from intake_assist.checklist.models import KindSpec
from intake_assist.evaluate.figures import evaluation_json
from intake_assist.evaluate.gallery import Gallery
from intake_assist.evaluate.hiding import is_sensitive
from intake_assist.evaluate.labels import HAND
from intake_assist.evaluate.mistakes import Mistake, mistakes
from intake_assist.evaluate.running import Evaluation
from intake_assist.evaluate.scoring import CaseScore, total
from intake_assist.evaluate.statistics import CLEAN, WANTED, interval
from intake_assist.evaluate.wording import (
    MEASURES,
    PASSED_ON_FLAGGED,
    code_title,
    cut_sentences,
    planted_title,
)
from intake_assist.values.mask import masked, masked_value

Kinds = Mapping[str, KindSpec]
Json = dict[str, Any]

TEMPLATE = "report.html"
_SUMMARY = (
    ("kinds", "材料种类认对"),
    ("sorting", "归入材料正确"),
    ("statuses", "材料状态正确"),
    ("fields", "字段读对"),
    ("key_fields", "关键字段读对"),
    ("found", "问题检出（含请人工看）"),
)
_WHAT = {"paper": "材料", "field": "字段", "missed": "漏报", "false_alarm": "误报"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A mistake as the template shows it; `pictures` are close-ups."""

    what: str
    about: str
    expected: str
    found: str
    doubtful: bool
    pictures: Sequence[str]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """The mistakes on one sheet; `pictures` are of all of it, for those that have no place of their own."""

    title: str
    mistakes: Sequence[Shown]
    pictures: Sequence[str]


@dataclass(frozen=True, slots=True)
class CaseShown:
    name: str
    sheets: Sequence[SheetShown]


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of an evaluation. `source` names what was measured; `whole`: numbers of people are shown.
    `wanted` is the share of right values at the line below which the clerk would be asked to look."""

    evaluation: Evaluation
    kinds: Kinds
    gallery: Gallery
    source: str
    made: dt.datetime
    whole: bool = False
    wanted: float = WANTED

    def write(self, path: Path) -> None:
        """Write the file, or leave what was there as it is. Raises OSError."""
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(self._pieces())
            part.replace(path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def _pieces(self) -> Iterator[str]:
        figures = evaluation_json(self.evaluation, self.wanted)
        records = total(self.evaluation.scores.values()).field_records
        wrong = [name for name, score in self.evaluation.scores.items() if mistakes(score)]
        return _template().generate(
            figures=figures,
            summary=[(title, figures[name]) for name, title in _SUMMARY],
            measures=[(MEASURES[name], tally) for name, tally in figures["measures"].items()],
            passed_on_flagged=PASSED_ON_FLAGGED,
            defects=[_defect(code, counts) for code, counts in figures["defects"].items()],
            names=[
                tally | {"name": name, "title": planted_title(name)}
                for name, tally in figures["by_name"].items()
            ],
            conditions=[_condition(name, counts) for name, counts in figures["conditions"].items()],
            kinds=[row | {"title": self._kind(row["kind"])} for row in figures["by_kind"]],
            fields=[row | self._field_titles(row) for row in figures["by_field"]],
            diagram=diagram(figures["calibration"]["steps"]),
            steps=list(_steps(figures)),
            cuts=list(cut_sentences(records, self.wanted)),
            wrong=wrong,
            cases=(self._case(name) for name in wrong),
            source=self.source,
            made=self.made,
            whole=self.whole,
            version=__version__,
        )

    # -- words ------------------------------------------------------------------------------------------------

    def _kind(self, kind: str) -> str:
        return self.kinds[kind].title if kind in self.kinds else kind

    def _field(self, kind: str, name: str) -> str:
        spec = self.kinds.get(kind)
        if spec is None:
            return name
        if name.startswith("rows."):
            columns = spec.table.columns if spec.table else ()
            bare = name.removeprefix("rows.")
            return "表内" + next((column.title for column in columns if column.name == bare), bare)
        found = spec.field(name)
        return found.title if found else name

    def _field_titles(self, row: Json) -> Json:
        spec = self.kinds.get(row["kind"])
        found = spec.field(row["field"]) if spec else None
        return {
            "kind_title": self._kind(row["kind"]),
            "field_title": self._field(row["kind"], row["field"]),
            "key": bool(found and found.key),
        }

    def _hidden(self, text: str, mistake: Mistake) -> str:
        if self.whole or not text:
            return text
        if mistake.what == "field" and is_sensitive(self.kinds, mistake.owner, mistake.name):
            return masked_value(text)
        return masked(text)

    # -- cases ------------------------------------------------------------------------------------------------

    def _case(self, name: str) -> CaseShown:
        """One case with its pictures, which are read here and nowhere else."""
        sheets: dict[str, list[tuple[int, Mistake]]] = {}
        for number, mistake in enumerate(mistakes(self._score(name))):
            sheets.setdefault(mistake.sheet, []).append((number, mistake))
        return CaseShown(name, [self._sheet(name, sheet, sheets[sheet]) for sheet in sorted(sheets)])

    def _score(self, name: str) -> CaseScore:
        return self.evaluation.scores[name]

    def _sheet(self, name: str, sheet: str, entries: Sequence[tuple[int, Mistake]]) -> SheetShown:
        shown = [self._shown(name, number, mistake) for number, mistake in entries]
        pictures = [] if all(one.pictures for one in shown) else self.gallery.sheets(name, sheet)
        return SheetShown(_sheet_title(sheet), shown, [_uri(path) for path in pictures])

    def _shown(self, name: str, number: int, mistake: Mistake) -> Shown:
        return Shown(
            _WHAT[mistake.what],
            self._about(mistake),
            self._hidden(mistake.expected, mistake),
            self._hidden(mistake.found, mistake),
            mistake.doubtful,
            [_uri(path) for path in self.gallery.close_ups(name, number)],
        )

    def _about(self, mistake: Mistake) -> str:
        if mistake.what == "field":
            return f"{self._kind(mistake.owner)} {self._field(mistake.owner, mistake.name)}"
        return f"{mistake.name} {mistake.owner}".strip()


def _sheet_title(sheet: str) -> str:
    if not sheet:
        return "整件业务"
    file, _, page = sheet.rpartition("#")
    return f"{file} 第 {page} 页"


def _defect(code: str, counts: Json) -> Json:
    return counts | {"code": code, "title": code_title(code)}


_CONDITIONS = {CLEAN: "无（清晰平整）", HAND: "手写（不论扫描情况）"}


def _condition(name: str, counts: Json) -> Json:
    return counts | {"name": _CONDITIONS.get(name, name)}


def _steps(figures: Json) -> Iterator[tuple[Json, Json | None]]:
    """Each step of the reliability table, and what of it was written by hand."""
    written = {step["from"]: step for step in figures["calibration_by_hand"]["steps"]}
    for step in figures["calibration"]["steps"]:
        yield step, written.get(step["from"])


# -- the diagram ------------------------------------------------------------------------------------------------

_SIDE = 260
_MARGIN = 34


def diagram(steps: Sequence[Json]) -> Json:
    """Where the points of the reliability diagram lie, in pixels of a picture `size` wide and high.

    To the right the confidence, upwards the share of right values with its 95% interval; the larger the circle
    the more values.
    """
    most = max((step["total"] for step in steps), default=1)
    points = []
    for step in steps:
        low, high = interval(step["right"], step["total"])
        points.append(
            {
                "x": _x(step["confidence"]),
                "y": _y(step["right"] / step["total"]),
                "low": _y(low),
                "high": _y(high),
                "r": round(2.5 + 5 * math.sqrt(step["total"] / most), 1),
            }
        )
    ticks = [(f"{tick:.1f}", _x(tick), _y(tick)) for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
    return {"size": _SIDE + 2 * _MARGIN, "points": points, "ticks": ticks, "start": _x(0), "end": _x(1)}


def _x(share: float) -> float:
    return round(_MARGIN + _SIDE * share, 1)


def _y(share: float) -> float:
    return round(_MARGIN + _SIDE * (1 - share), 1)


# -- files and template -----------------------------------------------------------------------------------------


def _template() -> Template:
    folder = resources.files("intake_assist.evaluate").joinpath("templates")
    environment = Environment(
        loader=DictLoader({TEMPLATE: folder.joinpath(TEMPLATE).read_text(encoding="utf-8")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "between": between}
    return environment.get_template(TEMPLATE)


def percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def between(ends: Sequence[float] | None) -> str:
    """``97.1%～98.4%``"""
    return "" if ends is None else f"{ends[0]:.1%}～{ends[1]:.1%}"


def _uri(path: Path) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
