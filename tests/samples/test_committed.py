"""The cases in the repository are complete, small enough, and what the generator makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from intake_assist.evaluate.labels import load_labels
from samples.generator import contact
from samples.generator.committed import FOLDER, SPECS, Spec, build
from samples.generator.writer import labelled_conditions

CASES = sorted(FOLDER.iterdir())
BY_NAME = {folder.name: folder for folder in CASES}
MEGABYTE = 1_000_000


def labels_of(folder: Path) -> dict[str, Any]:
    return dict(yaml.load((folder / "case.yaml").read_bytes(), yaml.CSafeLoader))


def sheets_of(folder: Path) -> list[dict[str, Any]]:
    return list(yaml.load((folder / "sheets.yaml").read_bytes(), yaml.CSafeLoader))


def test_there_is_a_folder_for_every_spec() -> None:
    assert list(BY_NAME) == [f"case_{number:02d}_{spec.name}" for number, spec in enumerate(SPECS, start=1)]
    assert len(CASES) >= 30


def test_all_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 20 * MEGABYTE


def test_every_code_judged_is_shown() -> None:
    shown = {finding["code"] for folder in CASES for finding in labels_of(folder)["findings"]}
    assert shown == {
        "M01",
        "M02",
        "M03",
        "C01",
        "C02",
        "C03",
        "V01",
        "V02",
        "A01",
        "Q01",
        "P01",
        "S01",
        "S02",
        "S03",
        "S04",
    }


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_labels_can_be_loaded_and_files_are_there(folder: Path) -> None:
    labels = load_labels(folder / "case.yaml")
    named = {sheet.file for sheet in labels.files}
    assert named == {path.name for path in folder.iterdir()} - {"case.yaml", "sheets.yaml"}
    assert all(name.isascii() for name in named)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_page_is_labelled(folder: Path) -> None:
    labels = labels_of(folder)
    for name in {sheet["file"] for sheet in labels["files"]}:
        pages = contact.pages(folder / name)
        numbers = [sheet["page"] for sheet in labels["files"] if sheet["file"] == name]
        assert numbers == list(range(1, max(1, len(pages)) + 1))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_boxes_lie_inside_the_sheet(folder: Path) -> None:
    sizes = {(sheet["file"], sheet["page"]): sheet["size"] for sheet in sheets_of(folder)}
    for sheet in labels_of(folder)["files"]:
        for document in sheet["documents"]:
            boxes = document.get("boxes", {})
            assert set(boxes) <= set(document.get("fields", {}))
            for x0, y0, x1, y1 in boxes.values():
                width, height = sizes[sheet["file"], sheet["page"]]
                assert 0 <= x0 < x1 <= width
                assert 0 <= y0 < y1 <= height


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_labels_are_those_of_the_generator(spec: Spec) -> None:
    """Nobody has edited a label by hand, and the generator has not moved on without its cases."""
    folder = next(folder for folder in CASES if folder.name.endswith(f"_{spec.name}"))
    plan, labels = build(spec), labels_of(folder)
    assert labels["title"] == plan.title
    assert labels["answers"] == plan.answers
    assert labels["materials"] == plan.materials
    assert [(one["code"], one["material"], one["field"]) for one in labels["findings"]] == [
        (one.code, one.material, one.field) for one in plan.findings
    ]
    assert [sheet["conditions"] for sheet in labels["files"]] == [
        labelled_conditions(sheet) for sheet in plan.sheets
    ]
    papers = [paper for sheet in plan.sheets for paper in sheet.papers]
    documents = [document for sheet in labels["files"] for document in sheet["documents"]]
    assert [document["kind"] for document in documents] == [paper.kind for paper in papers]
    for document, paper in zip(documents, papers, strict=True):
        assert document.get("fields", {}).items() <= paper.fields.items()
