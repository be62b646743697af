"""Files in data/positive are without fault; beside each file in data/negative stand the words about it.

To add a case, drop a YAML file there, and for a negative one its ``.txt`` with the expected lines
``line:column: message``.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from intake_assist.checklist import ChecklistError, Mistake, lint, load_kinds, load_library, load_matter
from intake_assist.rules import options_models
from intake_assist.values import TYPES

DATA = Path(__file__).parent / "data"
TODAY = dt.date(2026, 11, 22)


def _files(folder: str) -> list[Path]:
    return sorted(path for path in (DATA / folder).rglob("*.yaml") if path.parent.name != "kinds")


def _negative() -> list[Path]:
    kinds = DATA / "negative" / "kinds"
    return [*_files("negative"), *sorted(path.with_suffix(".yaml") for path in kinds.glob("*.txt"))]


def _lint(path: Path) -> tuple[Mistake, ...]:
    return lint([path], rules=options_models(), types=TYPES, today=TODAY)


def _name(path: Path) -> str:
    return path.relative_to(DATA).with_suffix("").as_posix()


@pytest.mark.parametrize("path", _files("positive"), ids=_name)
def test_nothing_is_wrong(path: Path) -> None:
    assert _lint(path) == ()


@pytest.mark.parametrize("path", _negative(), ids=_name)
def test_everything_wrong_is_said(path: Path) -> None:
    told = [str(mistake).removeprefix(f"{path}:") for mistake in _found(path)]
    assert told == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def _found(path: Path) -> tuple[Mistake, ...]:
    """A kind is examined with the kinds beside it, because two may have the same id."""
    found = _lint(path.parent.parent if path.parent.name == "kinds" else path)
    return tuple(mistake for mistake in found if mistake.file == str(path))


def test_twenty_mistakes_are_told_at_once() -> None:
    found = _lint(DATA / "negative" / "twenty.yaml")
    assert sum(mistake.severity == "error" for mistake in found) >= 20
    assert all(mistake.line >= 1 and mistake.column >= 1 for mistake in found)


def test_a_folder_gives_the_mistakes_of_all_its_files() -> None:
    found = lint([DATA / "negative"], rules=options_models(), today=TODAY)
    told = {Path(mistake.file).name for mistake in found}
    assert told == {path.name for path in _negative()}
    assert [mistake.file for mistake in found] == sorted(
        (mistake.file for mistake in found),
        key=lambda file: (Path(file).parent.name != "kinds", Path(file).name != "seals.yaml", file),
    )


def test_a_good_folder_loads() -> None:
    library = load_library(DATA / "positive", rules=options_models(), types=TYPES)
    assert set(library.kinds) == {"card", "licence", "staff"}
    assert set(library.matters) == {"everything", "smallest"}
    assert library.matter("smallest").version == "1.10"
    assert load_kinds(DATA / "kinds").keys() == library.kinds.keys()


def test_the_nearest_matter_is_suggested() -> None:
    library = load_library(DATA / "positive")
    with pytest.raises(LookupError, match="没有事项“smalest”") as error:
        library.matter("smalest")
    assert error.value.suggestion == "smallest"  # type: ignore[attr-defined]


def test_a_bad_folder_does_not_load_and_says_everything() -> None:
    with pytest.raises(ChecklistError) as error:
        load_library(DATA / "negative", rules=options_models(), types=TYPES)
    files = {Path(mistake.file).name for mistake in error.value.mistakes}
    assert {"twenty.yaml", "kind.yaml", "tab.yaml"} <= files
    assert "twenty.yaml:4:12:" in str(error.value)


def test_a_matter_alone_is_examined_without_kinds() -> None:
    path = DATA / "positive" / "everything.yaml"
    spec = load_matter(path)
    assert spec.material("licence") is not None
    with pytest.raises(ChecklistError, match="没有文件种类“licence”"):
        load_matter(path, {})
    with pytest.raises(ChecklistError, match="没有规则“same”"):
        load_matter(path, load_kinds(DATA / "kinds"), rules={})


def test_warnings_do_not_keep_a_matter_from_loading(tmp_path: Path) -> None:
    shutil.copy(DATA / "negative" / "review.yaml", tmp_path)
    assert load_matter(tmp_path / "review.yaml").id == "review"


def test_a_file_that_is_not_there() -> None:
    (mistake,) = lint([DATA / "no_such_file.yaml"])
    assert "文件打不开" in mistake.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among the files of this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (mistake,) = lint([tmp_path])
    assert "不是普通文件" in mistake.message


CARD = """id: card
title: 卡证
recognise: {{titles: [卡证]}}
fields:
  - {{name: name, title: 姓名, type: person, labels: [姓名]}}
  - {{name: number, title: 号码, type: id_number, labels: [号码]}}
places:
{origin}  boxes:
    {field}: [0, 0, 1, 1]
"""


@pytest.mark.parametrize(
    ("origin", "field", "said"),
    [
        ("  origin: number\n", "name", []),
        ("  title: 卡证\n", "name", []),
        ("  origin: nummer\n", "name", ["8:11: 没有字段“nummer”"]),
        ("  origin: number\n", "nome", ["10:5: 没有字段“nome”"]),
        ("", "name", ["9:5: 固定位置要写明从哪里量起"]),
    ],
)
def test_places_of_a_card_are_measured_from_something(
    origin: str, field: str, said: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "kinds" / "card.yaml"
    file.parent.mkdir()
    file.write_text(CARD.format(origin=origin, field=field), encoding="utf-8")
    found = [f"{each.line}:{each.column}: {each.message}" for each in lint([file], types=TYPES)]
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


def test_one_kind_named_in_two_ways_is_one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA)
    assert lint([Path("positive/smallest.yaml"), DATA / "positive" / "kinds" / "card.yaml"]) == ()


def test_yaml_types_do_not_surprise() -> None:
    spec = load_matter(DATA / "positive" / "everything.yaml")
    assert (spec.region, spec.version) == ("411000", "2026.10")
    assert [option.value for option in spec.questions[0].options] == ["公司", "no", "0123"]
    assert [question.default for question in spec.questions] == ["no", False]
    assert spec.materials[0].copies == 2
    assert spec.guide_source == "第一行\n第二行"
    assert spec.checks[1].with_ == {"field": "licence.estab_date", "days": 30}


def _words_of(folder: Path) -> tuple[str, ...]:
    words = load_library(folder).matter("smallest").seal_words
    assert words is not None
    return words.issuers


def test_words_of_seals_come_from_the_folder_else_from_the_program(tmp_path: Path) -> None:
    shutil.copytree(DATA / "positive", tmp_path, dirs_exist_ok=True)
    assert _words_of(tmp_path) == ("烟草专卖",)
    assert (
        load_matter(tmp_path / "smallest.yaml").seal_words
        == load_library(tmp_path).matter("smallest").seal_words
    )
    (tmp_path / "seals.yaml").unlink()
    assert "市场监管" in _words_of(tmp_path)


def test_a_folder_with_mistakes_in_the_words_of_seals_does_not_load(tmp_path: Path) -> None:
    shutil.copytree(DATA / "positive", tmp_path, dirs_exist_ok=True)
    (tmp_path / "seals.yaml").write_text("issuers: 公安\n", encoding="utf-8")
    for load in (lambda: load_library(tmp_path), lambda: load_matter(tmp_path / "smallest.yaml")):
        with pytest.raises(ChecklistError, match=r"seals\.yaml:1:1: .*缺少“banks”"):
            load()


@pytest.mark.parametrize(("teller", "said"), [("number", 0), ("nummer", 1)])
@pytest.mark.parametrize(
    "how", ["told_by: {}", "unfilled: {{field: {}, holds: 个体, why: 可以空着, sign: '*'}}"]
)
def test_another_field_that_tells_is_one_of_the_paper(
    how: str, teller: str, said: int, tmp_path: Path
) -> None:
    file = tmp_path / "kinds" / "card.yaml"
    file.parent.mkdir()
    text = CARD.format(origin="  origin: number\n", field="name")
    told = "  - {name: birth, title: 出生, type: date, " + how.format(teller) + ", labels: [出生]}\nplaces:"
    file.write_text(text.replace("places:", told), encoding="utf-8")
    found = [each.message for each in lint([file], types=TYPES)]
    assert len([message for message in found if f"没有字段“{teller}”" in message]) == said == len(found)
