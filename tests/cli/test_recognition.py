"""Commands that read pictures, on a sample case, with the real models."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from intake_assist.evaluate import Labels, find_cases, load_labels
from tests.cli.conftest import HERE, MAIN, Run
from tests.contract import CheckOut, ReadOut

CASES = Path(__file__).parents[2] / "samples" / "cases"


@dataclass(frozen=True)
class Sample:
    folder: Path
    labels: Labels

    @property
    def files(self) -> Sequence[Path]:
        return list(dict.fromkeys(self.folder / sheet.file for sheet in self.labels.files))

    @property
    def check(self) -> Sequence[str]:
        """The arguments that check the whole case."""
        said = {True: "true", False: "false"}
        answers = [f"--answer={name}={said.get(value, value)}" for name, value in self.labels.answers.items()]
        matter = ["--matter", self.labels.matter, "--today", str(self.labels.today)]
        return ["check", *map(str, self.files), *matter, *answers]


def is_plain(labels: Labels) -> bool:
    """An unspoilt case with defects, the first paper upright and alone on its sheet."""
    first = labels.files[0]
    return bool(labels.findings) and first.file.endswith(".jpg") and len(first.documents) == 1


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The shortest committed case that has something to find."""
    known = [Sample(folder, load_labels(folder / "case.yaml")) for folder in find_cases(CASES)]
    return min((case for case in known if is_plain(case.labels)), key=lambda case: len(case.labels.files))


@pytest.fixture
def garbage(tmp_path: Path) -> Path:
    path = tmp_path / "坏的.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    return path


def test_read_prints_json_in_utf8_whatever_the_terminal_speaks(run: Run, sample: Sample) -> None:
    result = run("read", sample.files[0], "--json", PYTHONIOENCODING="cp936")
    page = ReadOut.model_validate_json(result.stdout).pages[0]
    truth = sample.labels.files[0]
    assert (page.kind, page.rotation) == (truth.documents[0].kind, truth.rotation)
    assert page.file == str(sample.files[0])
    assert page.lines
    assert result.returncode == 0


def test_check_prints_the_case(run: Run, sample: Sample) -> None:
    result = run(*sample.check, "--json")
    case = CheckOut.model_validate_json(result.stdout)
    assert case.matter == sample.labels.matter
    assert {material.id for material in case.materials} >= set(sample.labels.materials)
    assert {finding.code for finding in case.findings} >= {defect.code for defect in sample.labels.findings}
    assert result.returncode == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp936", "ascii"])
def test_check_shows_the_case_to_people(run: Run, sample: Sample, encoding: str) -> None:
    result = run(*sample.check, PYTHONIOENCODING=encoding)
    text = result.stdout.decode(encoding)
    assert result.returncode == 1, result.stderr.decode("utf-8", "replace")
    assert encoding == "ascii" or "结论由窗口人员作出" in text
    assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)", text), (
        "a number is not masked"
    )


def test_one_bad_file_does_not_stop_the_others(run: Run, sample: Sample, garbage: Path) -> None:
    result = run("read", sample.files[0], garbage, "--json")
    good, bad = ReadOut.model_validate_json(result.stdout).pages
    assert (good.problem, result.returncode) == (None, 1)
    assert (bad.file, bad.kind) == (str(garbage), None)
    assert bad.problem


def test_a_bad_file_in_a_case_is_a_finding(run: Run, sample: Sample, garbage: Path) -> None:
    result = run(*sample.check, str(garbage), "--json")
    case = CheckOut.model_validate_json(result.stdout)
    assert any(f.code == "Q01" and str(garbage) in {e.file for e in f.evidence} for f in case.findings)
    assert result.returncode == 1


@pytest.mark.parametrize("command", [["read"], ["check", "--matter", "si_employer_registration"]])
def test_nothing_readable_is_code_2(run: Run, garbage: Path, command: list[str]) -> None:
    result = run(*command, garbage, "--json")
    assert all(page["problem"] for page in json.loads(result.stdout)["pages"])
    assert result.returncode == 2


def test_evaluate_goes_on_after_a_broken_case(run: Run, sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.folder, tmp_path / "cases" / "good")
    (tmp_path / "cases" / "bad").mkdir()
    (tmp_path / "cases" / "bad" / "case.yaml").write_text("matter: [", encoding="utf-8")
    result = run("evaluate", tmp_path / "cases", "--json")
    figures = json.loads(result.stdout)
    assert (figures["cases"], [broken["case"] for broken in figures["broken"]]) == (1, ["bad"])
    assert figures["kinds"]["total"] > 0
    assert result.returncode == 1


WATCH = """
import os, socket, sys

def watch(event, arguments):
    if not event.startswith("socket."):
        return
    local = event in ("socket.__new__", "socket.gethostname", "socket.bind", "socket.getservbyname")
    if local or getattr(arguments[0], "family", None) == getattr(socket, "AF_UNIX", -1):
        return
    with open(os.environ["ATTEMPTS"], "a", encoding="utf-8") as log:
        log.write(f"{event} {arguments[1:]}\\n")
    raise OSError("no network here")

sys.addaudithook(watch)
with open(os.environ["ATTEMPTS"], "a", encoding="utf-8") as log:
    log.write("watching\\n")
"""


def test_no_process_reaches_for_the_network(run: Run, sample: Sample, tmp_path: Path) -> None:
    """The hook is loaded by the command and by its worker, and sees what libraries swallow, too."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    log = tmp_path / "attempts"
    path = os.pathsep.join([str(tmp_path), HERE["PYTHONPATH"]])
    result = run(*sample.check, "--json", PYTHONPATH=path, ATTEMPTS=str(log))
    assert result.returncode == 1
    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines.count("watching") >= 2
    assert set(lines) == {"watching"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stands for Ctrl-C in a pipe")
def test_ctrl_c_ends_cleanly(sample: Sample) -> None:
    command = [sys.executable, "-c", MAIN, *sample.check]
    with subprocess.Popen(
        command, env=os.environ | HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        workers = wait_for_worker(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "已中断" in stderr.decode("utf-8")
    assert "Traceback" not in stderr.decode("utf-8")
    assert stdout == b""
    assert not psutil.wait_procs(workers, timeout=10)[1]


def wait_for_worker(pid: int) -> list[psutil.Process]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if workers := psutil.Process(pid).children(recursive=True):
            return workers
        time.sleep(0.1)
    raise AssertionError("no worker was started")
