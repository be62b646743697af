from __future__ import annotations

from pathlib import Path

import pytest

from intake_assist.evaluate import load_labels

GOOD = """
matter: si_employer_registration
today: 2026-11-22
answers: {agent_type: 委托, data_shared: false}
files:
  - file: 01.jpg
    page: 2
    rotation: 90
    documents:
      - kind: business_license
        layout: landscape2019
        material: license
        fields: {estab_date: 2009-10-12, capital: 1000000, uscc: "91411002MA9TE5T04A"}
        boxes: {uscc: [1, 2, 3.5, 4]}
        rows: [{name: 张三}]
  - {file: 02.jpg}
materials: {license: present, poa: missing}
findings:
  - {code: C01, material: reg_form, field: name, note: 名称不同}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_are_texts_whatever_yaml_takes_them_for(tmp_path: Path) -> None:
    labels = load_labels(write(tmp_path, GOOD))
    assert labels.files[0].documents[0].fields == {
        "estab_date": "2009-10-12",
        "capital": "1000000",
        "uscc": "91411002MA9TE5T04A",
    }
    assert labels.answers == {"agent_type": "委托", "data_shared": False}
    assert labels.files[1].documents == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "整个文件"),
        ("matter: [", "读不了"),
        (GOOD.replace("matter:", "mater:"), "matter"),
        (GOOD.replace("page: 2", "page: zwei"), "files.0.page"),
        (GOOD.replace("poa: missing", "poa: lost"), "materials.poa"),
    ],
)
def test_mistakes_name_their_place(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        load_labels(write(tmp_path, text))


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="读不了"):
        load_labels(tmp_path / "case.yaml")
