"""Files as bytes: encodings, sizes, and files made to do harm."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from intake_assist.checklist import Mistake, lint
from intake_assist.checklist.tree import MAX_BYTES

GOOD = "id: good\ntitle: 好的\nversion: 1\neffective: 2026-11-01\nguide_source: 示例\n" + (
    "materials: [{id: a, title: 材料甲, basis: 示例}]\n"
)
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def _lint(folder: Path, raw: bytes) -> tuple[Mistake, ...]:
    path = folder / "matter.yaml"
    path.write_bytes(raw)
    return lint([path])


@pytest.mark.parametrize(
    "raw", [GOOD.encode(), GOOD.encode("utf-8-sig"), GOOD.replace("\n", "\r\n").encode()]
)
def test_usual_files(tmp_path: Path, raw: bytes) -> None:
    assert _lint(tmp_path, raw) == ()


@pytest.mark.parametrize(
    ("raw", "line", "column", "words"),
    [
        pytest.param(GOOD.encode("gbk"), 2, 8, "GBK（ANSI）编码，请在编辑器里另存为 UTF-8", id="gbk"),
        pytest.param(GOOD.encode("utf-16"), 1, 1, "UTF-16", id="utf-16"),
        pytest.param(b"id: a\ntitle: \xff\xff\n", 2, 8, "不是 UTF-8", id="no text"),
        pytest.param("id: 好\x07的\n".encode(), 1, 6, "看不见的字符（U+0007）", id="control character"),
        pytest.param(GOOD.replace("好", "\u200b好").encode(), 2, 8, "看不见的字符（U+200B）", id="no width"),
        pytest.param(
            GOOD.replace("示", "\u2028", 1).encode(), 5, 15, "看不见的字符（U+2028）", id="line end"
        ),
        pytest.param("id: a\nx:\n\u3000\u3000- b\n  c: d\n".encode(), 3, 1, "全角空格", id="wide indent"),
        pytest.param("id: a\n\xa0\xa0x: b\n\tc: d\n".encode(), 2, 1, "不间断空格", id="no-break indent"),
        pytest.param(b"%YAML 3.0\n---\nid: a\n", 1, 1, "“%YAML”", id="version of YAML"),
        pytest.param(b"a:\n  - b: c\n  -d: e\n", 3, 3, "“-”后面要空一格", id="dash"),
        pytest.param(b"a:\n  <<: {b: c}\n", 2, 3, "不用合并", id="merge"),
        pytest.param(b"x: {b: c, b: d}\n", 1, 11, "“b”写了两次（第 1 行）", id="twice on one line"),
        pytest.param(b"a: b\n" * (MAX_BYTES // 5 + 1), 1, 1, "文件太大", id="large"),
        pytest.param(b"[" * 500, 1, 21, "层次太深", id="deep"),
        pytest.param(b"a: " + b"[" * 30 + b"]" * 30, 1, 23, "层次太深", id="deep and closed"),
        pytest.param(b"a:\n" + b"- b\n" * 20_000, 19_999, 3, "内容太多", id="many"),
        pytest.param(LAUGHS.encode(), 1, 4, "锚点", id="billion laughs"),
        pytest.param(b'id: !!python/object/apply:os.system ["true"]\n', 1, 5, "类型标签", id="python object"),
        pytest.param(b"", 1, 1, "文件是空的", id="empty"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, raw: bytes, line: int, column: int, words: str) -> None:
    told = [(mistake.line, mistake.column) for mistake in _lint(tmp_path, raw) if words in mistake.message]
    assert told[:1] == [(line, column)]


def test_what_is_wrong_besides_unseen_characters_is_told_too(tmp_path: Path) -> None:
    raw = GOOD.replace("version: 1", "version: 1\u200b\nversions: 1").replace("好的", "\x07好").encode()
    found = [(mistake.line, mistake.column) for mistake in _lint(tmp_path, raw)]
    assert found == [(2, 8), (3, 11), (4, 1)]


def test_a_file_full_of_unseen_characters_is_no_text(tmp_path: Path) -> None:
    assert len(_lint(tmp_path, b"\x01" * 100_000)) == 50


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"".join(b"k%d: 1\n" % number for number in range(9_000)), id="unknown keys"),
        pytest.param(b"materials:\n" + b"- {id: a, accept: [[a], [b]]}\n" * 1_800, id="materials"),
        pytest.param(b"materials: [{accept: [" + b"[a]," * 6_000 + b"]}]", id="alternatives"),
        pytest.param(b"x: 1\n" * 100_000 + b"}", id="large and broken at its end"),
        pytest.param(LAUGHS.encode(), id="billion laughs"),
    ],
)
def test_hostile_files_do_not_take_long(tmp_path: Path, raw: bytes) -> None:
    started = time.process_time()
    assert _lint(tmp_path, raw)
    assert time.process_time() - started < 10
