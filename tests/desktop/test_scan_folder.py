"""The folder a scanner writes to: each file once, when it is complete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.scan_folder import TAKEN, Claims, ScanFolder
from intake_assist.desktop.session import Paper
from tests.desktop.conftest import SAMPLE, until

PAGE = (SAMPLE / "01.jpg").read_bytes()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(claims: Claims, clock: Clock) -> list[str]:
    papers = claims.take(frozenset())
    clock.now += 2.0
    return [paper.name for paper in papers + claims.take(frozenset())]


def test_a_complete_file_is_taken_once(tmp_path: Path) -> None:
    clock = Clock()
    claims = Claims(tmp_path, clock)
    (tmp_path / "b2.jpg").write_bytes(PAGE)
    (tmp_path / "b10.jpg").write_bytes(PAGE)
    assert taken(claims, clock) == ["b2.jpg", "b10.jpg"]
    assert taken(claims, clock) == []
    assert (tmp_path / TAKEN / "b2.jpg").read_bytes() == PAGE


def test_a_file_without_its_end_waits(tmp_path: Path) -> None:
    clock = Clock()
    claims = Claims(tmp_path, clock)
    (tmp_path / "a.jpg").write_bytes(PAGE[: len(PAGE) // 2])
    assert taken(claims, clock) == []
    (tmp_path / "a.jpg").write_bytes(PAGE)
    assert taken(claims, clock) == ["a.jpg"]


def test_pages_keep_the_order_of_the_scan(tmp_path: Path) -> None:
    """What comes behind an unfinished page waits with it."""
    clock = Clock()
    claims = Claims(tmp_path, clock)
    (tmp_path / "1.jpg").write_bytes(PAGE[:1000])
    (tmp_path / "2.jpg").write_bytes(PAGE)
    assert taken(claims, clock) == []


def test_two_counters_do_not_take_the_same_file(tmp_path: Path) -> None:
    clock = Clock()
    one, other = Claims(tmp_path, clock), Claims(tmp_path, clock)
    (tmp_path / "a.jpg").write_bytes(PAGE)
    one.take(frozenset())
    other.take(frozenset())
    clock.now += 2.0
    assert len(one.take(frozenset())) + len(other.take(frozenset())) == 1


def test_a_name_that_comes_again_does_not_overwrite(tmp_path: Path) -> None:
    clock = Clock()
    claims = Claims(tmp_path, clock)
    for _ in range(2):
        (tmp_path / "scan.jpg").write_bytes(PAGE)
        assert taken(claims, clock) == ["scan.jpg"]
    assert sorted(path.name for path in (tmp_path / TAKEN).iterdir()) == ["scan (2).jpg", "scan.jpg"]


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:  # noqa: ARG001
    background = Background("scan")
    yield background
    background.close()


def test_what_lay_there_before_is_left_and_offered(tmp_path: Path, background: Background) -> None:
    (tmp_path / "old.jpg").write_bytes(PAGE)
    folder = ScanFolder(background)
    old: list[int] = []
    came: list[Paper] = []
    folder.old.connect(old.append)
    folder.arrived.connect(came.extend)
    folder.watch(tmp_path)
    until(lambda: old == [1])
    (tmp_path / "new.jpg").write_bytes(PAGE)
    until(lambda: came)
    assert [paper.name for paper in came] == ["new.jpg"]
    folder.take_old()
    until(lambda: len(came) == 2)
    assert came[1].name == "old.jpg"
    folder.stop()


def test_a_folder_that_is_gone_is_said_once(tmp_path: Path, background: Background) -> None:
    folder = ScanFolder(background)
    said: list[str] = []
    folder.problem.connect(said.append)
    folder.watch(tmp_path / "gone")
    until(lambda: said)
    assert "扫描文件夹" in said[0]
    folder.stop()
