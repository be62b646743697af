"""What other programs and the archive get."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_assist.casework import FieldRef
from intake_assist.casework.steps import FieldCorrected, FindingDecided
from intake_assist.notice.exports.archive import (
    MANIFEST,
    ArchiveError,
    ArchiveFile,
    Origin,
    verify,
    write_archive,
)
from intake_assist.notice.exports.case import case_export
from intake_assist.notice.exports.files import safe_name, write_whole
from intake_assist.notice.exports.handover import (
    MINUTES,
    SENT_DAYS,
    HandoverError,
    Hook,
    Outbox,
    hook_of,
    is_job_of,
)
from intake_assist.notice.exports.lists import BOM, HEADS, cases_csv, cases_xlsx, guarded
from tests.contract import CheckOut

from .building import only_a_licence

NOW = dt.datetime(2026, 11, 22, 1, 5, tzinfo=dt.UTC)
CHINA = dt.timezone(dt.timedelta(hours=8))
ORIGIN = Origin("20261122-0031", NOW, "安然", "intake-assist 0.3", "si_employer_registration 2026.11")
FILES = (
    ArchiveFile("case.json", b"{}", "案件"),
    ArchiveFile("originals/0001_执照: 副本?.jpg", b"\xff\xd8picture", "营业执照"),
    ArchiveFile("originals/0001_执照: 副本?.jpg", b"another", "重名"),
)


# -- the case ---------------------------------------------------------------------------------------------


def test_a_case_says_what_check_says_and_what_the_clerk_decided() -> None:
    first, _ = only_a_licence()
    poa = next(item for item in first.items if item.finding.material == "poa")
    ref = FieldRef(first.case.documents[0].id, "principal")
    found, state = only_a_licence(
        FindingDecided(poa.key, "dismissed", "已在系统备案"), FieldCorrected(ref, "吴秋柏")
    )
    said = json.loads(json.dumps(case_export(found, state, "openvino"), ensure_ascii=False))
    decisions = {each["key"]: each for each in said["decisions"]}
    assert (decisions[poa.key]["verdict"], decisions[poa.key]["reason"]) == ("dismissed", "已在系统备案")
    assert sum(each["verdict"] is None for each in said["decisions"]) == len(found.items) - 1
    assert said["corrections"] == [
        {"document": ref.document, "field": "principal", "row": 0, "text": "吴秋柏"}
    ]
    assert said["files"] == [{"id": "0001/licence.jpg", "name": "licence.jpg", "sha256": "ab" * 32}]
    assert {m["id"]: m["state"] for m in said["materials"]}["bank"] == "deferred"
    contract = {name: said[name] for name in CheckOut.model_fields}
    for material in contract["materials"]:
        del material["state"]
    CheckOut.model_validate(contract)


# -- lists ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Header:
    number: str = "20261122-0031"
    matter: str = "si"
    checklist_version: str = "2026.11"
    status: str = "notified"
    created_at: dt.datetime = NOW
    changed_at: dt.datetime = NOW
    clerk: str = "安然"
    company: str | None = "许昌云帆科技有限公司"
    uscc: str | None = "91411002MA9TE5T04A"


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(BOM)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_list_of_cases() -> None:
    cases = [Header(), Header(company=None, uscc=None, status="open")]
    expected = ["20261122-0031", "社保开户", "许昌云帆科技有限公司", "91411002MA9TE5T04A", "已告知", "安然"]
    head, first, second = rows_of(cases_csv(cases, {"si": "社保开户"}, CHINA))
    assert head == list(HEADS)
    assert first == [*expected, "2026-11-22 09:05", "2026-11-22 09:05", "2026.11"]
    assert (second[2], second[3], second[4]) == ("", "", "办理中")
    sheet = openpyxl.load_workbook(io.BytesIO(cases_xlsx(cases, {"si": "社保开户"}, CHINA))).active
    assert [cell.value for cell in sheet[2]] == first
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I3")


EVIL = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r\n=1", "\x00=1", "'=1"]


@pytest.mark.parametrize("name", EVIL)
def test_no_name_becomes_a_formula(name: str) -> None:
    case = Header(company=name, clerk=name)
    ((_, row)) = rows_of(cases_csv([case], {}))
    assert row[2].startswith("'")
    sheet = openpyxl.load_workbook(io.BytesIO(cases_xlsx([case], {}))).active
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n"}
    assert all(cell.data_type == "s" for cell in sheet[2] if cell.value is not None)


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=25)
def test_any_name_can_be_listed(name: str) -> None:
    case = Header(company=name)
    rows_of(cases_csv([case], {}))
    book = openpyxl.load_workbook(io.BytesIO(cases_xlsx([case], {})))
    assert book.active["C2"].data_type in ("s", "n", "inlineStr")
    assert guarded(name)[:1] not in tuple("=+-@＝＋－＠")


def test_a_code_of_digits_alone_is_not_rounded() -> None:
    ((_, row)) = rows_of(cases_csv([Header(uscc="123502001549897397")], {}))
    assert row[3] == "\t123502001549897397"


# -- the archive ------------------------------------------------------------------------------------------


def test_an_archive_can_be_proved(tmp_path: Path) -> None:
    folder = tmp_path / "20261122-0031"
    digest = write_archive(folder, ORIGIN, FILES)
    assert verify(folder) == verify(folder, digest) == ()
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert manifest["origin"]["made_by"] == "安然"
    first = manifest["files"][1]
    assert first["path"] == "originals/0001_执照_ 副本_.jpg"
    assert first["sha256"] == hashlib.sha256((folder / first["path"]).read_bytes()).hexdigest()
    assert len({entry["path"] for entry in manifest["files"]}) == 3
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda f: (f / "case.json").write_bytes(b"{ }"), "已改动或损坏：case.json"),
        (lambda f: (f / "case.json").write_bytes(b"[]"), "已改动或损坏：case.json"),
        (lambda f: (f / "case.json").unlink(), "缺少文件：case.json"),
        (lambda f: (f / "new.txt").write_bytes(b""), "多出文件：new.txt"),
        (lambda f: (f / MANIFEST).unlink(), "打不开清单"),
        (lambda f: (f / MANIFEST).write_bytes(b"{"), "已损坏"),
        (lambda f: rewrite(f, "安然", "别人"), "与归档时留存的校验值不一致"),
        (lambda f: rewrite(f, '"case.json"', '"../case.json"'), "指到了文件夹外面"),
    ],
)
def test_any_change_is_found(tmp_path: Path, do: object, said: str) -> None:
    digest = write_archive(tmp_path / "a", ORIGIN, FILES)
    do(tmp_path / "a")  # type: ignore[operator]
    assert any(said in problem for problem in verify(tmp_path / "a", digest))


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / MANIFEST
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_archive_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> object:
        yield FILES[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(ArchiveError, match="没有写成"):
        write_archive(tmp_path / "a", ORIGIN, broken())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    write_archive(tmp_path / "a", ORIGIN, FILES)
    with pytest.raises(ArchiveError, match="已经有了"):
        write_archive(tmp_path / "a", ORIGIN, FILES)


@given(st.text())
@settings(max_examples=150)
def test_any_name_is_made_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 121
    assert not set(safe) & set('<>:"/\\|?*\x00\n')
    assert safe == safe.strip(" .")
    assert safe not in ("..", ".")


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "taken", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


# -- the hand-over ----------------------------------------------------------------------------------------


def hook(tmp_path: Path, code: str, seconds: float = 20.0) -> Hook:
    """A real program that does `code` with ``job``, the path it was given."""
    script = tmp_path / f"hook{time.monotonic_ns()}.py"
    script.write_text(
        f"import json, pathlib, sys, time\njob = pathlib.Path(sys.argv[1])\n{code}\n", encoding="utf-8"
    )
    return hook_of([sys.executable, str(script)], seconds)


def test_a_job_is_whole_and_names_its_files(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    assert box.put("20261122-0031", {"number": "20261122-0031"}, FILES) == "20261122-0031"
    assert box.put("20261122-0031", {"number": "20261122-0031"}) == "20261122-0031-2"
    job = json.loads((box.folder / "20261122-0031.json").read_bytes())
    for entry in job["files"]:
        data = (box.folder / job["files_folder"] / entry["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert len(job["files"]) == 3
    assert box.waiting() == ("20261122-0031", "20261122-0031-2")
    assert json.loads((box.folder / "20261122-0031-2.json").read_bytes())["files_folder"] is None


def test_the_command_takes_jobs_in_order(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    names = [box.put(f"n{number}", {"at": number}, FILES[:1]) for number in (3, 1, 2)]
    took = tmp_path / "took"
    code = f"open({str(took)!r}, 'a').write(str(json.loads(job.read_bytes())['at']))"
    done = box.deliver(hook(tmp_path, code), NOW)
    assert [(each.name, each.state) for each in done] == [(name, "sent") for name in names]
    assert took.read_text(encoding="utf-8") == "312"
    assert box.waiting() == ()
    assert (box.folder / "sent" / "n3.files" / "case.json").is_file()
    assert box.put("n3", {}) == "n3-2"


def test_what_was_taken_long_ago_is_deleted(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    box.put("old", {}, FILES[:1])
    box.deliver(hook(tmp_path, ""), NOW)
    taken = dt.datetime.fromtimestamp((box.folder / "sent" / "old.json").stat().st_mtime, dt.UTC)
    box.put("waiting", {}, FILES[:1])
    refusing = hook(tmp_path, "sys.exit(1)")
    box.deliver(refusing, taken + dt.timedelta(days=SENT_DAYS, seconds=-1))
    assert sorted(path.name for path in (box.folder / "sent").iterdir()) == ["old.files", "old.json"]
    box.deliver(refusing, taken + dt.timedelta(days=SENT_DAYS, seconds=1))
    assert list((box.folder / "sent").iterdir()) == []
    assert box.waiting() == ("waiting",)


def test_a_refused_job_waits_longer_each_time_then_lies_dead_and_can_be_revived(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    box.put("a", {}, FILES[:1])
    refusing = hook(tmp_path, "sys.stderr.buffer.write('系统繁忙'.encode('gbk')); sys.exit(7)")
    now = NOW
    for minutes in MINUTES:
        (done,) = box.deliver(refusing, now)
        assert (done.state, done.message) == ("later", "命令返回 7：系统繁忙")
        assert box.deliver(refusing, now + dt.timedelta(minutes=minutes, seconds=-1)) == ()
        now += dt.timedelta(minutes=minutes)
    (done,) = box.deliver(refusing, now)
    assert done.state == "dead"
    assert (box.waiting(), box.dead()) == ((), {"a": "命令返回 7：系统繁忙"})
    box.revive("a")
    assert (box.waiting(), box.dead()) == (("a",), {})
    assert box.deliver(hook(tmp_path, ""), now)[0].state == "sent"
    with pytest.raises(HandoverError, match="没有搁置"):
        box.revive("a")


def test_one_bad_job_does_not_stop_the_others(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    for name in ("a", "b", "c"):
        box.put(name, {})
    done = box.deliver(hook(tmp_path, "sys.exit(job.stem == 'b')"), NOW)
    assert [each.state for each in done] == ["sent", "later", "sent"]


def test_a_command_that_hangs_is_stopped(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    box.put("a", {})
    (done,) = box.deliver(hook(tmp_path, "time.sleep(60)", 0.7), NOW)
    assert (done.state, "没有结束" in done.message) == ("later", True)


def test_a_command_that_is_not_there_costs_no_attempt(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    box.put("a", {})
    for _ in range(10):
        (done,) = box.deliver(Hook((str(tmp_path / "none.exe"),)), NOW)
        assert (done.state, "不能运行" in done.message) == ("later", True)
    assert box.deliver(hook(tmp_path, ""), NOW)[0].state == "sent"
    with pytest.raises(HandoverError, match="没有写"):
        hook_of([""])


def test_a_broken_note_of_attempts_is_no_obstacle(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    box.put("a", {})
    (box.folder / "a.attempts").write_bytes(b"{")
    assert box.deliver(hook(tmp_path, ""), NOW)[0].state == "sent"


def test_an_outbox_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HandoverError, match="不能使用"):
        Outbox(tmp_path / "file")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind the administrator")
def test_a_read_only_outbox_is_told(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    box.folder.chmod(0o500)
    try:
        with pytest.raises(HandoverError, match="不能写入"):
            box.put("a", {}, FILES)
    finally:
        box.folder.chmod(0o700)


def test_nothing_shows_before_the_job_is_whole(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")

    def failing() -> object:
        yield FILES[0]
        assert [path.name for path in box.folder.glob("[!.]*")] in (["dead", "sent"], ["sent", "dead"])
        raise OSError(28, "No space left on device")

    with pytest.raises(HandoverError, match="磁盘空间"):
        box.put("a", {}, failing())  # type: ignore[arg-type]
    assert {path.name for path in box.folder.iterdir()} == {"sent", "dead"}


def test_the_outbox_says_what_became_of_each_job(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "outbox")
    for name in ("20261122-0001", "20261122-0001", "20261122-00012"):
        box.put(name, {})
    assert [(job.name, job.state, job.attempts) for job in box.jobs("20261122-0001")] == [
        ("20261122-0001", "waiting", 0),
        ("20261122-0001-2", "waiting", 0),
        ("20261122-00012", "waiting", 0),
    ]
    box.deliver(hook(tmp_path, "sys.exit(4)"), NOW)
    assert {(job.attempts, job.next_at) for job in box.jobs()} == {
        (1, NOW + dt.timedelta(minutes=MINUTES[0]))
    }
    now = NOW
    for wait in MINUTES:
        now += dt.timedelta(minutes=wait)
        box.deliver(hook(tmp_path, "sys.exit(job.stem != '20261122-00012')"), now)
    states = {job.name: (job.state, job.next_at) for job in box.jobs("20261122-0001")}
    assert states == {"20261122-0001": ("dead", None), "20261122-0001-2": ("dead", None)}
    assert [job.name for job in box.jobs("20261122-00012") if job.state == "sent"] == ["20261122-00012"]
    assert is_job_of("20261122-0001-12", "20261122-0001")
    assert not any(is_job_of(name, "20261122-0001") for name in ("20261122-0001-x", "20261122-00013", "x"))
    assert not is_job_of("anything", "")
