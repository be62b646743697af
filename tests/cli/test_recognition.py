"""Commands that read pictures, on a sample case, with the real models."""

from __future__ import annotations

import base64
import io
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
from typing import Any

import psutil
import pytest
import yaml
from PIL import Image

from intake_assist.evaluate import Labels, find_cases, load_labels
from tests.cli.conftest import HERE, MAIN, Run, launch
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


@pytest.fixture(scope="module")
def garbage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("garbage") / "坏的.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    return path


PERFECT = {"total": 1, "right": 1}
BASELINE = {
    "cases": 1,
    "defects": {},
    "false_alarms": 0,
    **dict.fromkeys(("key_fields", "kinds", "sorting", "statuses"), PERFECT),
}


@dataclass(frozen=True)
class Evaluated:
    exit_code: int
    figures: dict[str, Any]
    html: str
    told: str


# Loaded by the command and by its worker; sees what libraries swallow, too. Pipes between our own processes
# are local sockets on some systems.
WATCH = """
import os, socket, sys

LOCAL = {"socket.__new__", "socket.gethostname", "socket.bind", "socket.getservbyname"}

def note(text):
    with open(os.environ["ATTEMPTS"], "a", encoding="utf-8") as log:
        log.write(text + "\\n")

def watch(event, arguments):
    if not event.startswith("socket.") or event in LOCAL:
        return
    if getattr(arguments[0], "family", None) == getattr(socket, "AF_UNIX", -1):
        return
    note(f"{event} {arguments[1:]}")
    raise OSError("no network here")

sys.addaudithook(watch)
note("watching")
"""


@dataclass(frozen=True)
class Checked:
    """What ``check --json`` said, and what its processes tried to do with the network."""

    exit_code: int
    case: CheckOut
    network: Sequence[str]


@pytest.fixture(scope="module")
def checked(sample: Sample, garbage: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The sample case together with a file that cannot be read."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    path = os.pathsep.join([str(folder), HERE["PYTHONPATH"]])
    log = folder / "attempts"
    result = launch(*sample.check, garbage, "--json", cwd=folder, PYTHONPATH=path, ATTEMPTS=str(log))
    case = CheckOut.model_validate_json(result.stdout)
    return Checked(result.returncode, case, log.read_text(encoding="utf-8").splitlines())


def test_check_prints_the_case(checked: Checked, sample: Sample) -> None:
    assert checked.exit_code == 1
    assert checked.case.matter == sample.labels.matter
    assert {material.id for material in checked.case.materials} >= set(sample.labels.materials)
    assert {f.code for f in checked.case.findings} >= {defect.code for defect in sample.labels.findings}


def test_a_bad_file_in_a_case_is_a_finding(checked: Checked, garbage: Path) -> None:
    about = [{e.file for e in finding.evidence} for finding in checked.case.findings if finding.code == "Q01"]
    assert {str(garbage)} in about
    assert [page.file for page in checked.case.pages if page.problem] == [str(garbage)]


def test_no_process_reaches_for_the_network(checked: Checked) -> None:
    assert checked.network.count("watching") >= 2, "the worker was not watched"
    assert set(checked.network) == {"watching"}


def test_check_shows_the_case_to_people(run: Run, sample: Sample) -> None:
    result = run(*sample.check, PYTHONIOENCODING="cp936")
    text = result.stdout.decode("cp936")
    assert result.returncode == 1
    assert "结论由窗口人员作出" in text
    assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)", text), (
        "a number is not masked"
    )


def test_read_prints_json_in_utf8_whatever_the_terminal_speaks(run: Run, sample: Sample) -> None:
    result = run("read", sample.files[0], "--json", PYTHONIOENCODING="cp936")
    page = ReadOut.model_validate_json(result.stdout).pages[0]
    truth = sample.labels.files[0]
    assert (page.kind, page.rotation) == (truth.documents[0].kind, truth.rotation)
    assert page.file == str(sample.files[0])
    assert page.lines
    assert result.returncode == 0


def test_bad_files_do_not_stop_the_others(run: Run, sample: Sample, garbage: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    result = run("read", "没有.jpg", garbage, "空", sample.files[0], "--json")
    *bad, good = ReadOut.model_validate_json(result.stdout).pages
    assert (good.file, good.problem, result.returncode) == (str(sample.files[0]), None, 1)
    assert [(page.file, page.kind) for page in bad] == [
        ("没有.jpg", None),
        (str(garbage), None),
        ("空", None),
    ]
    for page, words in zip(bad, ("找不到", "不完整", "没有可以识读的文件"), strict=True):
        assert words in (page.problem or "")


@pytest.mark.parametrize("command", [["read"], ["check", "--matter", "si_employer_registration"]])
def test_nothing_readable_is_code_2(run: Run, garbage: Path, command: list[str]) -> None:
    result = run(*command, garbage, "--json")
    assert all(page["problem"] for page in json.loads(result.stdout)["pages"])
    assert result.returncode == 2


@pytest.fixture(scope="module")
def evaluated(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    """A broken case, and a good one whose labels say of a name what does not stand there."""
    folder = tmp_path_factory.mktemp("evaluated")
    shutil.copytree(sample.folder, folder / "cases" / "good")
    labels = folder / "cases" / "good" / "case.yaml"
    data = yaml.safe_load(labels.read_text(encoding="utf-8"))
    data["files"][0]["documents"][0]["fields"]["name"] = "许昌无此名称有限公司"
    labels.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    (folder / "cases" / "bad").mkdir()
    (folder / "cases" / "bad" / "case.yaml").write_text("matter: [", encoding="utf-8")
    (folder / "before.json").write_text(json.dumps(BASELINE), encoding="utf-8")
    arguments = ("evaluate", "cases", "--json", "--html", "report.html", "--baseline", "before.json")
    result = launch(*arguments, cwd=folder)
    html = (folder / "report.html").read_text(encoding="utf-8")
    return Evaluated(result.returncode, json.loads(result.stdout), html, result.stderr.decode("utf-8"))


def test_evaluate_goes_on_after_a_broken_case(evaluated: Evaluated) -> None:
    figures = evaluated.figures
    assert (figures["cases"], [broken["case"] for broken in figures["broken"]]) == (1, ["bad"])
    assert figures["kinds"]["total"] > 0
    assert evaluated.exit_code == 1


def test_evaluate_says_what_got_worse(evaluated: Evaluated) -> None:
    compared = evaluated.figures["comparison"]
    assert compared["worse"] is True
    assert compared["figures"]["key_fields"]["worse"] is True
    assert compared["figures"]["kinds"]["worse"] is False
    assert "变差" in evaluated.told


def test_evaluate_shows_what_went_wrong(evaluated: Evaluated) -> None:
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", evaluated.html))
    assert "应为许昌无此名称有限公司读成" in text
    pictures = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', evaluated.html)
    assert pictures
    for data in pictures:
        with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
            picture.verify()
    assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)", text), (
        "a number is not masked"
    )


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
    """The processes below `pid`, once the worker among them is at work: it lowers its priority first."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        below = psutil.Process(pid).children(recursive=True)
        if any(is_at_work(process) for process in below):
            return below
        time.sleep(0.1)
    raise AssertionError("no worker was started")


def is_at_work(process: psutil.Process) -> bool:
    try:
        return process.nice() > psutil.Process().nice()
    except psutil.Error:
        return False
