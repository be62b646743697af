"""Every word of the window goes through Qt Linguist, and the English is complete."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).parents[2]
DESKTOP = ROOT / "intake_assist" / "desktop"
TS = DESKTOP / "translations" / "intake_assist_en.ts"
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff]")
# Font names, names of languages in their own words, a width to measure with, what joins a list, words that
# stand on printed paper (the notice has its own language), and a folder of the scanner.
NO_WORDS = {"中文", "统一社会信用代码", "、", "，", "；", "：", "＋", "已收件"}
OTHERS = {"printing.py"}

Messages = dict[tuple[str, str], ET.Element]


def messages(file: Path) -> Messages:
    root = ET.parse(file).getroot()
    return {
        (str(context.findtext("name")), str(message.findtext("source"))): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


def tool(name: str) -> Path:
    found = importlib.util.find_spec("PySide6")
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / (f"{name}.exe" if sys.platform == "win32" else name)


def test_every_message_is_translated() -> None:
    for key, message in messages(TS).items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, key
        forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
        assert all(forms), key


def test_placeholders_are_kept() -> None:
    for (_, source), message in messages(TS).items():
        translation = message.find("translation")
        assert translation is not None
        words = "".join(translation.itertext())
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", words)), source


def test_no_message_is_missing_or_left_over(tmp_path: Path) -> None:
    """What Qt's own extractor finds in the source is what the file holds."""
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(path) for path in DESKTOP.glob("*.py"))
    command = [str(tool("lupdate")), "-silent", "-locations", "none", *sources, "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    assert set(messages(fresh)) == set(messages(TS))


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """String literals that nobody translates: not in tr() or translate(), no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("tr", "translate"):
                known.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", sorted(DESKTOP.glob("*.py")), ids=lambda path: path.name)
def test_no_chinese_passes_by_the_translation(path: Path) -> None:
    if path.name in OTHERS:
        return
    untranslated = [
        (line, text)
        for line, text in strings(path)
        if CHINESE.search(text) and not any(text.strip(" {}") == word for word in NO_WORDS)
    ]
    assert untranslated == []


def test_the_window_speaks_english(tmp_path: Path, qapp: QCoreApplication) -> None:
    shutil.copy(TS, tmp_path / "en.ts")
    subprocess.run(
        [str(tool("lrelease")), "-silent", str(tmp_path / "en.ts"), "-qm", str(tmp_path / "en.qm")],
        check=True,
    )
    translator = QTranslator()
    assert translator.load(str(tmp_path / "en.qm"))
    qapp.installTranslator(translator)
    try:
        from intake_assist.desktop.shortcuts import commands
        from intake_assist.desktop.start_page import StartPage

        assert not [command for command in commands() if CHINESE.search(command.text)]
        page = StartPage()
        assert page.search.placeholderText().isascii()
        page.deleteLater()
    finally:
        qapp.removeTranslator(translator)


def test_english_access_keys_of_a_menu_are_its_own(tmp_path: Path, qapp: QCoreApplication) -> None:  # noqa: ARG001
    from intake_assist.desktop.shortcuts import commands

    known = messages(TS)
    for group in {command.group for command in commands()}:
        letters = []
        for command in commands():
            translation = known["Commands", command.text].findtext("translation") or ""
            found = re.search(r"&(.)", translation)
            if command.group == group and found:
                letters.append(found[1].lower())
        assert len(set(letters)) == len(letters), (group, letters)
