"""Writes a case: picture files, workbooks and case.yaml. Same plan, same bytes."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import time
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.utils import get_column_letter
from PIL import Image

from samples.generator import conditions
from samples.generator.papers import roster
from samples.generator.plan import CasePlan, Finding, SheetPlan, new_seed
from samples.generator.sheet import Document
from samples.generator.studio import Scan, scan

HAND = "hand"
"""Labels a sheet that was filled in by hand; no condition of the scan."""
_EPOCH = (2026, 1, 1, 0, 0, 0)


class _Dumper(yaml.SafeDumper):
    """Writes lists of plain values (boxes, conditions) on one line."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def represent_sequence(
        self, tag: str, sequence: Any, flow_style: bool | None = None
    ) -> yaml.SequenceNode:
        flat = all(not isinstance(item, dict | list) for item in sequence)
        return super().represent_sequence(tag, sequence, flow_style=flat or flow_style)


@dataclass
class Entry:
    """A sheet in its file."""

    file: str
    page: int
    plan: SheetPlan
    scan: Scan | None


def write_case(plan: CasePlan, folder: Path, dpi: float = 200, quality: int = 75) -> None:
    """Draw everything of `plan` into `folder` (made if it is not there)."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(plan.seed + 1)
    entries: list[Entry] = []
    for number, group in enumerate(_groups(plan.sheets, rng), start=1):
        entries += _write_group(group, plan, folder, f"{number:02d}", dpi, quality, rng)
    _write_yaml(folder / "case.yaml", _labels(plan, entries))
    drawn = [drawn_label(entry.file, entry.page, entry.scan) for entry in entries if entry.scan]
    _write_yaml(folder / "sheets.yaml", drawn)


def _write_yaml(path: Path, data: Any) -> None:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=150)
    path.write_text(text, encoding="utf-8", newline="\n")


def _groups(sheets: list[SheetPlan], rng: random.Random) -> list[list[SheetPlan]]:
    """Sheets that go into one file: mostly one each, sometimes a few scanned in one go."""
    groups: list[list[SheetPlan]] = []
    for sheet in sheets:
        joinable = (
            groups
            and sheet.style not in ("xlsx", "desk", "card")
            and groups[-1][-1].style not in ("xlsx", "desk", "card")
        )
        if joinable and len(groups[-1]) < 5 and rng.random() < (0.65 if len(groups[-1]) > 1 else 0.22):
            groups[-1].append(sheet)
        else:
            groups.append([sheet])
    return groups


def _write_group(
    group: list[SheetPlan],
    plan: CasePlan,
    folder: Path,
    stem: str,
    dpi: float,
    quality: int,
    rng: random.Random,
) -> list[Entry]:
    if group[0].style == "xlsx":
        name = f"{stem}.xlsx"
        paper = group[0].papers[0]
        (folder / name).write_bytes(workbook(paper.fields, paper.rows, paper.layout))
        return [Entry(name, 1, group[0], None)]
    scans = [scan(sheet, plan.facts, dpi) for sheet in group]
    name = save([one.image for one in scans], folder, stem, scans[0].dpi, quality, rng)
    return [Entry(name, page, *pair) for page, pair in enumerate(zip(group, scans, strict=True), start=1)]


# -- files --------------------------------------------------------------------------------------------------


def save(
    images: list[Image.Image], folder: Path, stem: str, dpi: float, quality: int, rng: random.Random
) -> str:
    """Write one page as JPEG (or PNG, TIFF when two-toned), several as PDF or TIFF. Returns the file name."""
    lean = [_lean(image) for image in images]
    two_tone = all(image.mode == "1" for image in lean)
    if len(lean) > 1:
        colourless = all(image.mode != "RGB" for image in lean)
        suffix = "tif" if colourless and (two_tone or rng.random() < 0.5) else "pdf"
        return _save_pages(lean, folder / f"{stem}.{suffix}", dpi, quality)
    if two_tone:
        suffix = rng.choice(("png", "tif"))
        extra: dict[str, Any] = {"compression": "group4"} if suffix == "tif" else {"optimize": True}
        lean[0].save(folder / f"{stem}.{suffix}", dpi=(dpi, dpi), **extra)
        return f"{stem}.{suffix}"
    lean[0].save(folder / f"{stem}.jpg", quality=quality, dpi=(dpi, dpi), optimize=True, progressive=True)
    return f"{stem}.jpg"


def _save_pages(images: list[Image.Image], target: Path, dpi: float, quality: int) -> str:
    if target.suffix == ".tif" and all(image.mode == "1" for image in images):
        images[0].save(target, save_all=True, append_images=images[1:], dpi=(dpi, dpi), compression="group4")
        return target.name
    first, *rest = (image.convert("L") if image.mode == "1" else image for image in images)
    extra: dict[str, Any] = {"append_images": rest, "save_all": True, "quality": quality}
    if target.suffix == ".tif":
        first.save(target, dpi=(dpi, dpi), compression="jpeg", **extra)
        return target.name
    stamp = time.struct_time((*_EPOCH, 0, 1, 0))
    first.save(target, resolution=dpi, creationDate=stamp, modDate=stamp, producer="", creator="", **extra)
    return target.name


def _lean(image: Image.Image) -> Image.Image:
    """The poorest mode that keeps everything: two-tone, grey or colour."""
    red, green, blue = image.convert("RGB").split()
    if red.tobytes() != green.tobytes() or red.tobytes() != blue.tobytes():
        return image.convert("RGB")
    histogram = red.histogram()
    return red.convert("1", dither=Image.Dither.NONE) if sum(histogram[1:255]) == 0 else red


def workbook(fields: dict[str, str], rows: list[dict[str, str]], layout: str) -> bytes:
    """The roster as XLSX: a title, a line with the unit, a header, the people, the total."""
    plan = roster.LAYOUTS[layout]
    book = openpyxl.Workbook()
    table = book.create_sheet("花名册", 0)
    del book["Sheet"]
    table.append([plan.title])
    unit = [plan.name_label + fields["name"]]
    table.append(unit + ([f"统一社会信用代码：{fields['uscc']}"] if fields.get("uscc") else []))
    table.append([header for _, header in plan.columns])
    for number, row in enumerate(rows, start=1):
        shown = {**row, "serial": str(number)}
        table.append([roster.printed(plan, name, shown.get(name, "")) for name, _ in plan.columns])
    table.append(
        [f"合计：{fields['total']}人", None, plan.filler_label + fields["filler"]]
        if fields.get("total")
        else []
    )
    table.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(plan.columns))
    for place, (name, _) in enumerate(plan.columns, start=1):
        table.column_dimensions[get_column_letter(place)].width = 22 if name == "id_number" else 13
    return _fixed_zip(book)


def _fixed_zip(book: openpyxl.Workbook) -> bytes:
    """The workbook without the moment of its making."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.properties.created = dt.datetime(*_EPOCH)
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in sorted(source.infolist(), key=lambda one: one.filename):
            data = source.read(info)
            if info.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(info.filename, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# -- labels -------------------------------------------------------------------------------------------------


def _labels(plan: CasePlan, entries: list[Entry]) -> dict[str, Any]:
    return {
        "matter": plan.matter,
        "title": plan.title,
        "today": plan.today,
        "answers": plan.answers,
        "seed": plan.seed,
        "files": [_file_label(entry) for entry in entries],
        "materials": plan.materials,
        "findings": [_finding_label(finding) for finding in plan.findings],
    }


def _finding_label(finding: Finding) -> dict[str, Any]:
    return {name: value for name, value in asdict(finding).items() if name != "name" or value}


def _file_label(entry: Entry) -> dict[str, Any]:
    label: dict[str, Any] = {"file": entry.file, "page": entry.page}
    if entry.scan is None:
        return {
            **label,
            "conditions": [],
            "rotation": 0,
            "documents": [_workbook_label(entry.plan)],
        }
    return {**label, **sheet_label(entry.plan, entry.scan)}


def sheet_label(plan: SheetPlan, scan: Scan) -> dict[str, Any]:
    """What is on one sheet. Of an unreadable one only the kinds are told."""
    readable = "unreadable" not in plan.conditions
    return {
        "conditions": labelled_conditions(plan),
        "rotation": plan.rotation,
        "documents": [_document_label(doc, readable) for doc in scan.documents],
    }


def labelled_conditions(plan: SheetPlan) -> list[str]:
    """What makes the sheet hard to read: a hand that filled it in, then what the scanner did. Nothing of a workbook."""
    if plan.style == "xlsx":
        return []
    return [HAND] * any(paper.hand for paper in plan.papers) + list(plan.conditions)


def _document_label(doc: Document, readable: bool) -> dict[str, Any]:
    label: dict[str, Any] = {"kind": doc.kind}
    if doc.layout:
        label["layout"] = doc.layout
    label["material"] = doc.material
    if not readable:
        return label
    label["fields"] = dict(doc.fields)
    label["boxes"] = {name: _whole(box) for name, box in doc.boxes.items()}
    if doc.rows:
        label["rows"] = [dict(row) for row in doc.rows]
    return label


def _workbook_label(plan: SheetPlan) -> dict[str, Any]:
    paper = plan.papers[0]
    names = [name for name, _ in roster.LAYOUTS[paper.layout].columns]
    return {
        "kind": paper.kind,
        "layout": paper.layout,
        "material": paper.material,
        "fields": {name: value for name, value in paper.fields.items() if value and name != "month"},
        "rows": [{name: row[name] for name in names if row.get(name)} for row in paper.rows],
    }


def drawn_label(file: str, page: int, scan: Scan) -> dict[str, Any]:
    """How the upright sheet looks beyond what its papers say: size in pixels, seals, cards upside down."""
    return {
        "file": file,
        "page": page,
        "size": list(scan.size),
        "turned": [doc.turned for doc in scan.documents],
        "seals": [
            {"shape": mark.shape, "color": mark.color, "text": mark.text, "box": _whole(mark.box)}
            for mark in scan.seals
        ],
    }


def _whole(box: tuple[float, float, float, float]) -> list[int]:
    return [round(side) for side in box]


_ORIGINALS = {"reg_form", "poa", "roster"}


def weather(plan: CasePlan, rng: random.Random, hard: bool) -> None:
    """Give every sheet its conditions and turn.

    Originals with a wet seal are not scanned without colour unless `hard`: a clean case stays clean.
    """
    for sheet in plan.sheets:
        if sheet.conditions or sheet.style == "xlsx":
            continue
        sheet.hard = hard
        sheet.scan_seed = new_seed(rng)
        count = rng.choice((1, 2, 2, 3)) if hard else rng.choice((0, 0, 1, 1, 2))
        sheet.conditions = conditions.choose(rng, count)
        if not hard and any(paper.material in _ORIGINALS for paper in sheet.papers):
            sheet.conditions = [name for name in sheet.conditions if name not in ("grey", "black_white")]
        turned = rng.random() < (0.3 if hard else 0.15)
        sheet.rotation = rng.choice((90, 180, 270)) if turned else 0
