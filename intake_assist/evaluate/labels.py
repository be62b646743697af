"""The file ``case.yaml`` that says what is true of a case: its papers, their values, the planted defects."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from intake_assist.disk import reason
from intake_assist.model import MaterialStatus

FILE_NAME = "case.yaml"


def _text(value: Any) -> Any:
    """YAML reads an unquoted date or number as such; every labelled value is a text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_text)]
Values = dict[str, Text]
Place = tuple[float, float, float, float]


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LabelledDocument(_Spec):
    """A paper as it is: `fields` are the normalised values printed on it, no more and no fewer.

    `turned` is the clockwise turn of a card that lies on its sheet another way than the sheet itself.
    """

    kind: str
    layout: str | None = None
    material: str | None = None
    turned: int = 0
    fields: Values = Field(default_factory=dict)
    boxes: dict[str, Place] = Field(default_factory=dict)
    rows: tuple[Values, ...] = ()


class LabelledSeal(_Spec):
    shape: str
    color: str
    text: str
    box: Place


UNREADABLE = "unreadable"
"""The condition of a sheet on which a person cannot read anything either."""
SPOILING = frozenset(
    {UNREADABLE, "glare", "finger", "cut_edge", "screen", "dark", "out_of_focus", "too_small"}
)
"""Conditions after which a sheet has to be scanned again: of some of it nobody can tell what it says."""
HAND = "hand"
"""The condition of a sheet that was filled in by hand. It says nothing of the scan."""


class LabelledSheet(_Spec):
    """One side of one sheet in one file; `page` counts from 1. No documents: blank, or of no known kind.

    `size` is the width and height in pixels of the upright, undistorted sheet, whose coordinates boxes use.
    """

    file: str
    page: int = 1
    conditions: tuple[str, ...] = ()
    rotation: int = 0
    size: tuple[int, int] | None = None
    seals: tuple[LabelledSeal, ...] = ()
    documents: tuple[LabelledDocument, ...] = ()

    @property
    def readable(self) -> bool:
        return UNREADABLE not in self.conditions

    @property
    def spoilt(self) -> bool:
        return bool(SPOILING & set(self.conditions))


class Defect(_Spec):
    """A planted defect: `field` is None when it concerns the material as a whole.

    `row` is the number of the row when it stands in a table. A `derived` defect follows from another one: to
    report it is right, not to report it is no miss. `name` tells defects of one code apart (``S03_company``).
    """

    code: str
    material: str | None = None
    field: str | None = None
    row: int | None = None
    derived: bool = False
    note: str = ""
    name: str = ""


class Labels(_Spec):
    matter: str
    title: str = ""
    today: dt.date
    answers: dict[str, str | bool] = Field(default_factory=dict)
    seed: int | None = None
    files: tuple[LabelledSheet, ...]
    materials: dict[str, MaterialStatus] = Field(default_factory=dict)
    findings: tuple[Defect, ...] = ()


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"：第 {mark.line + 1} 行第 {mark.column + 1} 列写法不对" if mark else ""


def load_labels(path: Path) -> Labels:
    """Read and check one ``case.yaml``. Raises ValueError with a Chinese sentence that names the place."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"标注文件读不了：{reason(error)}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueError(f"标注文件读不了：不是 UTF-8 的 YAML{_line(error)}") from error
    try:
        return Labels.model_validate(data)
    except ValidationError as error:
        raise ValueError(f"标注文件有误：{_places(error)}") from error


def _places(error: ValidationError) -> str:
    return ";".join(
        f"{'.'.join(str(part) for part in problem['loc']) or '整个文件'}（{problem['msg']}）"
        for problem in error.errors()[:5]
    )
