"""Names of files, as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.ingest.paths import is_junk, long_path, native, natural_key

DEEP = "\\".join(["很长的文件夹名"] * 40)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"C:\\{DEEP}\\a.jpg", f"\\\\?\\C:\\{DEEP}\\a.jpg"),
        (f"C:/{DEEP}/a.jpg", f"\\\\?\\C:\\{DEEP}\\a.jpg"),
        (f"C:\\x\\..\\{DEEP}\\.\\a.jpg", f"\\\\?\\C:\\{DEEP}\\a.jpg"),
        (f"\\\\server\\扫描\\{DEEP}\\a.jpg", f"\\\\?\\UNC\\server\\扫描\\{DEEP}\\a.jpg"),
        (f"//server/share/{DEEP}/a.jpg", f"\\\\?\\UNC\\server\\share\\{DEEP}\\a.jpg"),
        (f"\\\\?\\C:\\{DEEP}\\a.jpg", f"\\\\?\\C:\\{DEEP}\\a.jpg"),
        (f"{DEEP}\\a.jpg", f"{DEEP}\\a.jpg"),
        ("C:\\short\\a.jpg", "C:\\short\\a.jpg"),
        ("C:\\short\\..\\a.jpg", "C:\\short\\..\\a.jpg"),
        ("", ""),
    ],
)
def test_long_path(path: str, expected: str) -> None:
    assert long_path(path) == expected


@given(st.text(max_size=400))
def test_long_path_is_stable(text: str) -> None:
    once = long_path("C:\\" + text)
    assert long_path(once) == once


@pytest.mark.skipif(native(Path("a")) != Path("a"), reason="Windows makes paths absolute")
def test_other_systems_need_no_prefix() -> None:
    assert native(Path("/" + "x/" * 300)) == Path("/" + "x/" * 300)


@pytest.mark.parametrize(
    "names",
    [
        ["1.jpg", "2.jpg", "10.jpg"],
        ["01.jpg", "2.jpg", "010.jpg"],
        ["第1页.jpg", "第2页.jpg", "第10页.jpg"],
        ["2026-1-2.pdf", "2026-1-10.pdf", "2026-11-1.pdf"],
        ["1", "1a", "a1", "a2", "B1"],
        ["IMG_9 (2).jpg", "IMG_9 (10).jpg", "img_10.jpg"],
    ],
)
def test_natural_order(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=natural_key) == names


@given(st.lists(st.text()))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    keys = [natural_key(name) for name in names]
    assert [natural_key(name) for name in sorted(names, key=natural_key)] == sorted(keys)


@pytest.mark.parametrize(
    ("name", "junk"),
    [
        ("~$花名册.xlsx", True),
        ("~WRL0001.tmp", True),
        ("Thumbs.db", True),
        ("DESKTOP.INI", True),
        (".DS_Store", True),
        ("._1.jpg", True),
        (".~lock.a.xlsx#", True),
        ("__MACOSX", True),
        ("~花名册.xlsx", False),
        ("a.tmp", False),
        ("花名册.xlsx", False),
        ("1.jpg", False),
        ("", False),
    ],
)
def test_junk(name: str, junk: bool) -> None:
    assert is_junk(name) is junk
