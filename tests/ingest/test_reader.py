"""Files and folders as people hand them in."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from intake_assist.ingest import (
    IngestError,
    Kind,
    Limits,
    Rejected,
    SourceFile,
    count,
    expand,
    load,
    pages,
    sheets,
)
from intake_assist.ingest.errors import MESSAGES, RETRYABLE, UNFINISHED, ReadError, fault_of, guarded
from intake_assist.ingest.reader import _require_unchanged
from intake_assist.model import Source

from .making import SMALL, Desk, PdfPage, corners_of, encoded, pdf_pages, quadrants

JPEG = encoded(quadrants(), "JPEG", quality=95)
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def names(found: list[SourceFile | Rejected], root: Path) -> list[str]:
    return [Path(item.file).relative_to(root).as_posix() for item in found]


def test_folders_are_walked_in_natural_order_without_junk(desk: Desk) -> None:
    for name in ("10.jpg", "2.jpg", "01.jpg", "第2批/b.jpg", "第10批/a.jpg", "第2批/深/c.jpg", ".git/x.jpg"):
        desk.put(name, JPEG)
    for name in ("Thumbs.db", "~$名单.xlsx", ".DS_Store", "desktop.ini", "第2批/__MACOSX/._b.jpg"):
        desk.put(name, b"junk")
    expected = ["01.jpg", "2.jpg", "10.jpg", "第2批/b.jpg", "第2批/深/c.jpg", "第10批/a.jpg"]
    assert names(list(expand([desk.root])), desk.root) == expected


def test_files_keep_the_order_and_the_name_they_were_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("x/2.jpg", JPEG)
    desk.put("1.jpg", JPEG)
    monkeypatch.chdir(desk.root)
    given = [Path("x/2.jpg"), Path("x"), desk.root / "x" / "2.jpg", Path("1.jpg")]
    found = list(expand(given))
    assert [item.file for item in found] == [str(Path("x/2.jpg")), "1.jpg"]
    assert [item.path for item in found if isinstance(item, SourceFile)] == [
        desk.root / "x" / "2.jpg",
        desk.root / "1.jpg",
    ]


def test_unreadable_files_do_not_stop_the_others(desk: Desk) -> None:
    desk.put("1.jpg", JPEG)
    desk.put("2.docx", b"PK\x03\x04")
    desk.put("3.jpg", b"")
    desk.put("4.dat", b"text")
    desk.put("5.jpg", JPEG)
    found = list(expand([desk.root, desk.root / "6.jpg"]))
    assert names(found, desk.root) == ["1.jpg", "2.docx", "3.jpg", "4.dat", "5.jpg", "6.jpg"]
    codes = [item.code for item in found if isinstance(item, Rejected)]
    assert codes == ["truncated", "empty", "unsupported", "missing"]


def test_a_note_in_a_folder_is_passed_over_but_answered_for_when_it_is_named(desk: Desk) -> None:
    desk.put("1.jpg", JPEG)
    desk.put("case.yaml", b"matter: x")
    assert names(expand([desk.root]), desk.root) == ["1.jpg"]
    (only,) = expand([desk.root / "case.yaml"])
    assert isinstance(only, Rejected)


def test_an_empty_folder_gets_a_word_when_it_is_named(desk: Desk) -> None:
    for name in ("空", "有/空", "只有说明"):
        (desk.root / name).mkdir(parents=True)
    desk.put("有/1.jpg", JPEG)
    desk.put("只有说明/case.yaml", b"matter: x")
    found = list(expand([desk.root / "空", desk.root / "有", desk.root / "只有说明"]))
    assert names(found, desk.root) == ["空", "有/1.jpg", "只有说明"]
    assert [getattr(item, "code", "ok") for item in found] == ["empty_folder", "ok", "empty_folder"]
    assert names(list(expand([desk.root])), desk.root) == ["有/1.jpg"]


def test_too_many_files(desk: Desk) -> None:
    for number in range(5):
        desk.put(f"{number}.jpg", JPEG)
    found = list(expand([desk.root], Limits(max_files=3)))
    assert [type(item) for item in found] == [SourceFile] * 3 + [Rejected]
    assert isinstance(found[-1], Rejected)
    assert (found[-1].code, "3个文件" in found[-1].message) == ("too_many_files", True)


def test_too_deep(desk: Desk) -> None:
    desk.put("a/b/c/d/1.jpg", JPEG)
    desk.put("a/2.jpg", JPEG)
    found = list(expand([desk.root], Limits(max_depth=3)))
    assert [getattr(item, "code", "ok") for item in found] == ["ok", "too_deep"]


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_links_that_lead_in_circles(desk: Desk) -> None:
    desk.put("a/1.jpg", JPEG)
    (desk.root / "a" / "loop").symlink_to(desk.root)
    (desk.root / "a" / "2.jpg").symlink_to(desk.root / "a" / "1.jpg")
    (desk.root / "a" / "3.jpg").symlink_to(desk.root / "nowhere")
    found = list(expand([desk.root]))
    assert names(found, desk.root) == ["a/1.jpg", "a/2.jpg", "a/3.jpg"]
    assert [getattr(item, "code", "ok") for item in found] == ["ok", "ok", "missing"]


@pytest.mark.parametrize(
    "name",
    [
        "张三 身份证（正面）.jpg",
        "📷🧾 扫描 ①.jpg",
        "a b  c.jpg",
        "é\u0301.jpg",
        "x{y}%s%d{0}.jpg",
        "/".join(["很长的文件夹名字" * 5] * 12) + "/" + "第一页" * 20 + ".jpg",
    ],
)
def test_unusual_names(desk: Desk, name: str) -> None:
    path = desk.put(name, JPEG)
    (file,) = expand([desk.root])
    assert isinstance(file, SourceFile)
    assert file.file == str(path)
    (sheet,) = sheets(file)
    assert not isinstance(sheet, Rejected)
    assert corners_of(sheet.image) == "RGBK"
    assert desk.refusal(desk.put(name + ".x", b"no picture")).code == "unsupported"


def test_path_beyond_260_characters(desk: Desk) -> None:
    path = desk.put("/".join(["x" * 50] * 8) + "/a.pdf", pdf_pages([PdfPage((99, 99), quadrants())]))
    assert len(str(path)) > 400
    assert corners_of(desk.load(path).image) == "RGBK"


def test_a_folder_where_a_file_was_meant(tmp_path: Path) -> None:
    with pytest.raises(IngestError) as caught:
        load(Source(str(tmp_path)))
    assert (caught.value.code, "文件夹" in caught.value.message) == ("folder", True)


@pytest.mark.parametrize("name", ["没有.jpg", "1.jpg/没有.jpg", "x" * 300 + ".jpg", "nul\0.jpg"])
def test_a_file_that_is_not_there(desk: Desk, name: str) -> None:
    desk.put("1.jpg", JPEG)
    with pytest.raises(IngestError) as caught:
        load(Source(str(desk.root / name)))
    assert caught.value.code in {"missing", "io", "damaged"}


def test_a_file_that_vanished_after_it_was_listed(desk: Desk) -> None:
    file = desk.only(desk.put("1.jpg", JPEG))
    assert isinstance(file, SourceFile)
    file.path.unlink()
    assert [getattr(item, "code", None) for item in pages(file)] == ["missing"]
    assert [getattr(item, "code", None) for item in sheets(file)] == ["missing"]


@pytest.mark.skipif(ROOT or os.name == "nt", reason="the administrator may read everything")
def test_no_permission(desk: Desk) -> None:
    path = desk.put("1.jpg", JPEG)
    path.chmod(0)
    assert desk.refusal(path).code == "denied"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    (found,) = expand([tmp_path])
    assert isinstance(found, Rejected)
    assert found.code == "not_a_file"


def test_file_size_limit(desk: Desk) -> None:
    path = desk.put("a.bmp", encoded(quadrants((1200, 900)), "BMP"))
    error = desk.refusal(path, limits=Limits(max_file_bytes=2 * 1024 * 1024))
    assert (error.code, "有3 MB" in error.message, "上限2 MB" in error.message) == ("too_big", True, True)


class WindowsLockError(PermissionError):
    """What Windows raises for a file that another program holds."""

    winerror = 32


@pytest.mark.parametrize(
    ("error", "code", "retryable"),
    [
        (FileNotFoundError(errno.ENOENT, "x"), "missing", False),
        (NotADirectoryError(errno.ENOTDIR, "x"), "missing", False),
        (IsADirectoryError(errno.EISDIR, "x"), "folder", False),
        (PermissionError(errno.EACCES, "x"), "denied", False),
        (WindowsLockError(errno.EACCES, "x"), "busy", True),
        (OSError(errno.EBUSY, "x"), "busy", True),
        (BlockingIOError(errno.EAGAIN, "x"), "busy", True),
        (OSError(errno.EIO, "x"), "io", True),
        (OSError(errno.ENETUNREACH, "x"), "io", True),
        (OSError(99999, "x"), "io", True),
        (OSError("image file is truncated"), "damaged", False),
        (MemoryError(), "out_of_memory", True),
        (RecursionError(), "damaged", False),
        (KeyError("x"), "damaged", False),
        (AssertionError(), "damaged", False),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "x"), "damaged", False),
        (ReadError("password"), "password", False),
    ],
)
def test_every_exception_becomes_a_sentence(error: Exception, code: str, retryable: bool) -> None:
    with pytest.raises(IngestError) as caught, guarded("夹/名单.pdf"):
        raise error
    assert (caught.value.code, caught.value.retryable) == (code, retryable)
    assert "名单.pdf" in caught.value.message
    assert caught.value.message.endswith("。")
    assert str(caught.value) == caught.value.message
    assert caught.value.__cause__ is error


def test_the_end_of_the_program_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt), guarded("a"):
        raise KeyboardInterrupt


def test_codes_are_known() -> None:
    assert set(MESSAGES) >= RETRYABLE | UNFINISHED
    assert fault_of(ValueError()).code in MESSAGES


def test_long_names_are_shortened_in_messages() -> None:
    error = ReadError("empty").about("夹/" + "长" * 200 + "的尾巴.jpg")
    assert len(error.message) < 100
    assert "的尾巴.jpg" in error.message


@pytest.mark.skipif(os.name == "nt", reason="names are always text there")
def test_a_name_in_another_encoding_can_be_read_and_printed(desk: Desk) -> None:
    name = os.fsdecode("名单.jpg".encode("gbk"))
    assert corners_of(desk.load(desk.put(name, JPEG)).image) == "RGBK"
    (desk.root / name).write_bytes(b"")
    (found,) = expand([desk.root])
    assert isinstance(found, Rejected)
    assert found.message.encode("utf-8").endswith("请重新扫描或重新复制。".encode())


def test_errors_and_sources_travel_between_processes(desk: Desk) -> None:
    error = desk.refusal(desk.put("a.jpg", b""))
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.message, again.retryable) == (error.code, error.message, error.retryable)
    rejected = Rejected.of(error, "a.jpg", 3)
    assert pickle.loads(pickle.dumps(rejected)) == rejected
    file = desk.only(desk.put("b.jpg", JPEG))
    assert pickle.loads(pickle.dumps(file)) == file


def test_a_worker_loads_a_page_from_its_source(desk: Desk) -> None:
    path = desk.put("文件 1.pdf", pdf_pages([PdfPage((90, 60)), PdfPage((90, 60), quadrants())]))
    file = desk.only(path)
    assert isinstance(file, SourceFile)
    second = list(pages(file))[1]
    assert isinstance(second, Source)
    with get_context("spawn").Pool(1) as pool:
        sheet = pool.apply(load, (second, file.path, SMALL))
    assert isinstance(sheet.image, np.ndarray)
    assert (corners_of(sheet.image), sheet.source) == ("RGBK", Source(str(path), 2))


def test_source_of_another_place(desk: Desk) -> None:
    """The name that the user gave stays the name, wherever the file is."""
    path = desk.put("a.jpg", JPEG)
    sheet = load(Source("D:/上传/身份证.jpg"), path)
    assert sheet.source.id == "D:/上传/身份证.jpg#1"
    with pytest.raises(IngestError, match="身份证"):
        load(Source("D:/上传/身份证.jpg"), desk.put("b.jpg", b"text"))


@pytest.mark.parametrize(
    ("format", "kind", "total"),
    [
        ("JPEG", Kind.JPEG, 1),
        ("GIF", Kind.GIF, 1),
        ("TIFF", Kind.TIFF, 3),
        ("PDF", Kind.PDF, 3),
        ("WEBP", Kind.WEBP, 1),
    ],
)
def test_count(desk: Desk, format: str, kind: Kind, total: int) -> None:
    more = (
        {}
        if format == "JPEG"
        else {"save_all": True, "append_images": [quadrants(corners="WKKW"), quadrants()]}
    )
    file = desk.only(desk.image("a", quadrants(), format, **more))
    assert isinstance(file, SourceFile)
    assert (file.kind, count(file)) == (kind, total)
    assert [page.page for page in pages(file) if isinstance(page, Source)] == list(range(1, total + 1))


def test_a_tiff_of_too_many_pages_is_not_read(desk: Desk) -> None:
    more = [quadrants((4, 4))] * 8
    file = desk.only(desk.image("a.tif", quadrants((4, 4)), "TIFF", save_all=True, append_images=more))
    assert isinstance(file, SourceFile)
    assert [getattr(item, "code", "ok") for item in pages(file, Limits(max_document_pages=8))] == [
        "too_many_pages"
    ]
    assert [getattr(item, "code", "ok") for item in pages(file, Limits(max_pages=8))] == ["ok"] * 8 + [
        "pages_left"
    ]


def test_changes_are_noticed_by_size_and_time(desk: Desk) -> None:
    path = desk.put("a.jpg", JPEG)
    before = path.stat()
    _require_unchanged(path, before, SMALL)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1000))
    with pytest.raises(ReadError):
        _require_unchanged(path, before, SMALL)


def test_the_window_can_list_files_without_opencv() -> None:
    code = "import sys, intake_assist.ingest; sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
