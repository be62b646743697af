"""What the user typed, made into what the program works with. Every refusal is a `WrongUseError`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from intake_assist.checklist import AnswersError, resolve_answers
from intake_assist.checklist.conditions import Answer
from intake_assist.checklist.models import MatterSpec
from intake_assist.cli.outcome import WrongUseError, hint


def existing(paths: Sequence[Path]) -> Sequence[Path]:
    """The same paths, all of which are there."""
    for path in paths:
        if not path.exists():
            raise WrongUseError(f"没有这个文件或文件夹：{path}。{hint(path.name, _siblings(path))}")
    return paths


def some_existing(paths: Sequence[Path]) -> Sequence[Path]:
    """The same paths, one of which is there at least; the reader answers for each of the others."""
    return paths if any(_is_there(path) for path in paths) else existing(paths)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, say
        return False


def existing_folder(path: Path) -> Path:
    existing([path])
    if not path.is_dir():
        raise WrongUseError(f"这里要一个文件夹，而 {path} 是文件。")
    return path


def with_checklists(paths: Sequence[Path]) -> None:
    """Refuse a folder without any checklist: that nothing is wrong in it would be no good news."""
    for path in paths:
        if path.is_dir() and not any(_has_yaml(folder) for folder in (path, path / "kinds")):
            raise WrongUseError(f"{path} 里没有清单文件（.yaml）。请看看是否选错了文件夹。")


def _has_yaml(folder: Path) -> bool:
    return folder.is_dir() and any(file.suffix.lower() in (".yaml", ".yml") for file in folder.iterdir())


def _siblings(path: Path) -> list[str]:
    try:
        return [other.name for other in path.parent.iterdir()]
    except OSError:
        return []


def chosen_matter(name: str, matters: Mapping[str, MatterSpec]) -> MatterSpec:
    if name in matters:
        return matters[name]
    known = "、".join(matters) or "（没有）"
    raise WrongUseError(f"没有事项“{name}”。{hint(name, list(matters))}可用的事项：{known}")


def given_answers(pairs: Sequence[str], matter: MatterSpec) -> Mapping[str, Answer]:
    """All answers of the matter, the given ``KEY=VALUE`` in place of the defaults."""
    given: dict[str, Answer] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongUseError(
                f"--answer 要写成“问题=回答”，例如 --answer agent_type=委托；现在是“{pair}”。"
            )
        if name in given:
            raise WrongUseError(f"问题“{name}”回答了两次，请只留一个。")
        given[name.strip()] = value.strip()
    try:
        return resolve_answers(matter, given)
    except AnswersError as error:
        raise WrongUseError(str(error)) from error


def given_date(text: str | None) -> dt.date:
    """The date as ``YYYY-MM-DD``, today when none is given."""
    if text is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise WrongUseError(f"日期“{text}”不对，请写成 2026-11-22 这样的真实日期。") from error
