"""``notice`` and ``export``: once as other programs call them, else in this process, which is quicker."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from intake_assist.cli.app import app
from intake_assist.cli.outcome import ExitCode, WrongUseError
from intake_assist.notice import Forms, notice_to_json, paper_to_json, receipt_to_json
from intake_assist.notice.example import DEFERRED_ONLY, RECEIPT
from intake_assist.notice.exports.archive import ArchiveFile, Origin, write_archive
from intake_assist.notice.exports.handover import Outbox
from tests.cli.conftest import Run

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

Call = Callable[..., "Ended"]


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    complaint: str


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """``call(*arguments)`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def call(*arguments: str | Path) -> Ended:
        complaint = ""
        try:
            code = (
                app([str(each) for each in arguments], standalone_mode=False, prog_name="intake-assist") or 0
            )
        except WrongUseError as error:
            code, complaint = ExitCode.UNUSABLE, str(error)
        return Ended(code, capfd.readouterr().out, complaint)

    return call


def test_a_process_of_its_own_prints_without_a_screen(run: Run, tmp_path: Path) -> None:
    result = run("notice", "render", "--to", "n.pdf", DISPLAY="")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "n.pdf").read_bytes().startswith(b"%PDF-")
    help_screen = run("export", "deliver", "--help").stdout.decode("utf-8")
    assert "显示这份说明" in help_screen


def test_templates_can_be_taken_out_changed_and_checked(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    assert call("notice", "templates", folder).code == 0
    assert call("notice", "lint", folder).code == 0
    path = folder / "head.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("paper.applicant.uscc", "paper.applicant.code"), encoding="utf-8")
    result = call("notice", "lint", folder, "--json")
    (mistake,) = json.loads(result.out)["mistakes"]
    assert (result.code, mistake["file"]) == (1, str(path))
    assert "没有“code”这一项" in mistake["message"]
    assert call("notice", "templates", folder).code == 0
    assert "paper.applicant.code" in path.read_text(encoding="utf-8")
    refused = call("notice", "render", "--templates", folder, "--to", "a.txt")
    assert refused.code == 2
    assert "head.html 第 20 行：没有“code”这一项" in refused.complaint


@pytest.mark.usefixtures("qapp")
def test_a_kept_notice_becomes_any_file(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "n.json"
    source.write_bytes(notice_to_json(DEFERRED_ONLY))
    for name in ("n.pdf", "n.docx", "n.txt", "n.html"):
        assert call("notice", "render", source, "--to", tmp_path / name).code == 0
    page = pdfium.PdfDocument((tmp_path / "n.pdf").read_bytes())
    word = docx.Document(io.BytesIO((tmp_path / "n.docx").read_bytes()))
    says = [
        page[0].get_textpage().get_text_range(),
        "".join(paragraph.text for paragraph in word.paragraphs),
        (tmp_path / "n.txt").read_text(encoding="utf-8"),
        (tmp_path / "n.html").read_text(encoding="utf-8"),
    ]
    page.close()
    assert all("可以容缺后补的材料" in text for text in says)


def test_papers_and_receipts_are_known_by_themselves(call: Call, tmp_path: Path) -> None:
    kept = {"p": paper_to_json(Forms().notice(DEFERRED_ONLY)), "r": receipt_to_json(RECEIPT), "bad": b"{}"}
    for name, data in kept.items():
        (tmp_path / name).write_bytes(data)
    assert call("notice", "render", "p", "--to", "p.txt").code == 0
    assert call("notice", "render", "r", "--to", "r.txt").code == 0
    assert "今收到你单位提交的下列材料" in (tmp_path / "r.txt").read_text(encoding="utf-8")
    refused = call("notice", "render", "bad", "--to", "b.txt")
    assert refused.code == 2
    assert "不是留存的告知书" in refused.complaint
    assert call("notice", "render", "--to", "b.exe").code == 2


def test_an_archive_is_verified(call: Call, tmp_path: Path) -> None:
    origin = Origin("1", dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "安然", "p", "c")
    write_archive(tmp_path / "a", origin, [ArchiveFile("x.txt", b"x")])
    assert call("export", "verify", "a").code == 0
    (tmp_path / "a" / "x.txt").write_bytes(b"y")
    result = call("export", "verify", "a", "--json")
    assert (result.code, json.loads(result.out)["problems"]) == (1, ["文件已改动或损坏：x.txt。"])


def test_a_folder_that_is_no_outbox_is_left_as_it_is(call: Call, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.json").write_text("{}", encoding="utf-8")
    result = call("export", "deliver", "photos", "--", sys.executable, "-c", "")
    assert result.code == 2
    assert "不是交换文件夹" in result.complaint
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.json"]


def test_jobs_are_delivered(call: Call, tmp_path: Path) -> None:
    Outbox(tmp_path / "out").put("a", {})
    (tmp_path / "take.py").write_text("import sys; sys.exit(int(sys.argv[1]))", encoding="utf-8")
    refused = call("export", "deliver", "out", "--", sys.executable, tmp_path / "take.py", "3")
    assert (refused.code, "待重试 a" in refused.out) == (1, True)
    early = call("export", "deliver", "out", "--", sys.executable, tmp_path / "take.py", "0")
    assert (early.code, early.out.strip()) == (0, "没有到时间的件。")
    (tmp_path / "out" / "a.attempts").unlink()
    assert call("export", "deliver", "out", "--", sys.executable, tmp_path / "take.py", "0").code == 0


def test_jobs_that_were_put_aside_are_named(call: Call, tmp_path: Path) -> None:
    Outbox(tmp_path / "out").put("a", {})
    (tmp_path / "out" / "a.json").rename(tmp_path / "out" / "dead" / "a.json")
    result = call("export", "deliver", "out", "--", sys.executable, "-c", "")
    assert (result.code, result.out.strip()) == (0, "没有到时间的件。搁置的有 1 件，在 dead 里：a。")
