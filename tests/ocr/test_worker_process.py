"""The recognition process is killed, hung, fed until it bursts and left alone: for real, with the engine.

A start takes seconds, so tests share one worker wherever they leave it usable.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import intake_assist
from intake_assist.ocr import worker as worker_module
from intake_assist.ocr.worker import (
    Cancelled,
    Done,
    Event,
    Failed,
    Part,
    Started,
    Worker,
    WorkerClosedError,
    default_threads,
)
from tests.conftest import GRACE, children, threads
from tests.ocr.worker_jobs import (
    ByAndBy,
    Exit,
    Fixable,
    GiveUnsendable,
    Grow,
    Hang,
    Raise,
    Read,
    ReadUntil,
    perform,
)

PATIENCE = 120.0  # seconds; a busy machine is slow, and only a broken worker gets here
CHINESE = re.compile(r"[一-鿿]{4,}")
MB = 1024 * 1024


@pytest.fixture(autouse=True, scope="module")
def nothing_left_running() -> Iterator[None]:
    """In place of the check after each test: the shared worker gets new processes in the middle of some."""
    before: set[object] = {*threads(), *children()}
    yield
    wait_until(lambda: not {*threads(), *children()} - before, GRACE)


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    with Worker(perform, threads=1) as started:
        yield started


@pytest.fixture
def worker(shared: Worker) -> Iterator[Worker]:
    """The shared worker, which must have said all it had to say after each test."""
    yield shared
    with pytest.raises(queue.Empty):
        shared.next_event(0.3)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where tasks note the process that they are begun in."""
    return tmp_path / "begun"


@pytest.fixture
def go(tmp_path: Path) -> Path:
    return tmp_path / "go"


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "intake_assist")
    return caplog


def wait_until(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def begun(log: Path) -> list[int]:
    """The processes that tasks were begun in."""
    return [int(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def gone(pid: int) -> bool:
    """Whether a process has ended with all its threads, even if nobody has taken note of its end."""
    try:
        process = psutil.Process(pid)
        return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
    except psutil.NoSuchProcess:
        return True


def kill(pid: int | None) -> None:
    assert pid is not None
    psutil.Process(pid).kill()
    wait_until(lambda: gone(pid))


def events(worker: Worker, *ids: str) -> list[Event]:
    """What happens until each of the tasks is answered."""
    seen: list[Event] = []
    while {event.id for event in seen if not isinstance(event, Started)} != set(ids):
        seen.append(worker.next_event(PATIENCE))
    return seen


def answers(seen: list[Event]) -> dict[str, Event]:
    """The last word on each task. There is one, and it comes after the task was started."""
    final = [event for event in seen if not isinstance(event, Started)]
    assert len({event.id for event in final}) == len(final)
    return {event.id: event for event in final}


def told(seen: list[Event]) -> list[tuple[str, str]]:
    return [(type(event).__name__, event.id) for event in seen]


def results(seen: list[Event]) -> dict[str, Any]:
    return {name: answer.result for name, answer in answers(seen).items() if isinstance(answer, Done)}


def failure(seen: list[Event], task_id: str) -> Failed:
    answer = answers(seen)[task_id]
    assert isinstance(answer, Failed)
    assert CHINESE.search(answer.message)
    return answer


# -- the ordinary way ---------------------------------------------------------------------------------------


def test_tasks_are_answered_one_after_the_other_by_one_process(worker: Worker) -> None:
    worker.submit(Read("ALPHA 1"), "a")
    worker.submit(Read("BETA 22"), "b")
    first = events(worker, "a", "b")
    pid = worker.pid
    worker.submit(Read("GAMMA 333"), "c")
    second = events(worker, "c")
    assert told(first) == [("Started", "a"), ("Done", "a"), ("Started", "b"), ("Done", "b")]
    assert results(first + second) == {"a": "ALPHA1", "b": "BETA22", "c": "GAMMA333"}
    assert all(event.seconds > 0 for event in first + second if isinstance(event, Done))
    assert worker.pid == pid != os.getpid()


def test_the_process_stands_back_behind_other_programs(worker: Worker) -> None:
    worker.submit(Read("ALPHA 1"), "a")
    events(worker, "a")
    priority = psutil.Process(worker.pid).nice()
    if sys.platform == "win32":
        assert priority == psutil.BELOW_NORMAL_PRIORITY_CLASS
    else:
        assert priority >= 10


def test_one_core_is_left_to_the_clerk() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    assert default_threads() == max(1, cores - 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be taken away here")
def test_one_core_is_still_used() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert default_threads() == 1
    finally:
        os.sched_setaffinity(0, allowed)


# -- the process dies ---------------------------------------------------------------------------------------


def test_killed_in_the_middle_of_a_page_loses_nothing(
    worker: Worker, log: Path, go: Path, logged: pytest.LogCaptureFixture
) -> None:
    worker.submit(Read("ALPHA 1"), "a")
    worker.submit(ReadUntil("BETA 22", log, go), "b")
    worker.submit(Read("GAMMA 333"), "c")
    wait_until(lambda: begun(log))
    killed = worker.pid
    kill(killed)
    go.touch()
    seen = events(worker, "a", "b", "c")
    assert told(seen) == [
        *[("Started", "a"), ("Done", "a"), ("Started", "b")],
        *[("Started", "b"), ("Done", "b"), ("Started", "c"), ("Done", "c")],
    ]
    assert results(seen) == {"a": "ALPHA1", "b": "BETA22", "c": "GAMMA333"}
    assert begun(log) == [killed, worker.pid]
    assert killed != worker.pid
    assert "ended: crashed" in logged.text
    assert "ready, engine" in logged.text


def test_killed_between_two_pages_costs_no_page_a_try(worker: Worker) -> None:
    worker.submit(Read("ALPHA 1"), "a")
    events(worker, "a")
    kill(worker.pid)
    worker.submit(Read("BETA 22"), "b")
    seen = events(worker, "b")
    assert told(seen) == [("Started", "b"), ("Done", "b")]
    assert results(seen) == {"b": "BETA22"}


def test_a_page_that_kills_two_processes_is_given_up(worker: Worker, log: Path) -> None:
    worker.submit(Exit(log), "bad")
    worker.submit(Read("ALPHA 1"), "good")
    seen = events(worker, "bad", "good")
    assert told(seen)[:3] == [("Started", "bad"), ("Started", "bad"), ("Failed", "bad")]
    assert failure(seen, "bad").code == "crashed"
    assert results(seen) == {"good": "ALPHA1"}
    assert len(set(begun(log))) == len(begun(log)) == 2


# -- a page fails -------------------------------------------------------------------------------------------


def test_an_error_is_answered_without_what_stood_on_the_page(
    worker: Worker, logged: pytest.LogCaptureFixture
) -> None:
    private = "11010519491231002X"
    worker.submit(Raise(private), "bad")
    worker.submit(Read("ALPHA 1"), "good")
    pid = worker.pid
    seen = events(worker, "bad", "good")
    failed = failure(seen, "bad")
    assert failed.code == "error"
    assert private not in failed.message
    assert any("ValueError at Raise.__call__" in record.getMessage() for record in logged.records)
    assert not any(private in repr(vars(record)) for record in logged.records)
    assert results(seen) == {"good": "ALPHA1"}
    assert told(seen).count(("Started", "bad")) == 1
    assert worker.pid == pid


def test_a_task_that_cannot_be_sent_is_refused_at_once(worker: Worker) -> None:
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        worker.submit(lambda _engine: None, "bad")
    worker.submit(Read("ALPHA 1"), "good")
    assert told(events(worker, "good")) == [("Started", "good"), ("Done", "good")]


def test_a_result_that_cannot_be_sent_fails_alone(worker: Worker) -> None:
    worker.submit(GiveUnsendable(), "bad")
    worker.submit(Read("ALPHA 1"), "good")
    seen = events(worker, "bad", "good")
    assert isinstance(failure(seen, "bad"), Failed)
    assert results(seen) == {"good": "ALPHA1"}


def test_a_page_that_takes_too_long_is_given_up(log: Path) -> None:
    with Worker(perform, threads=1, task_seconds=5.0) as worker:
        worker.submit(Hang(log), "bad")
        worker.submit(Read("ALPHA 1"), "good")
        seen = events(worker, "bad", "good")
    failed = failure(seen, "bad")
    assert failed.code == "too_long"
    assert "5秒" in failed.message
    assert results(seen) == {"good": "ALPHA1"}
    assert len(begun(log)) == 1
    assert gone(begun(log)[0])


# -- memory -------------------------------------------------------------------------------------------------


def test_a_process_that_grows_is_replaced(
    worker: Worker, log: Path, logged: pytest.LogCaptureFixture
) -> None:
    worker.submit(Read("ALPHA 1"), "a")
    events(worker, "a")
    limit = psutil.Process(worker.pid).memory_info().rss + 150 * MB
    with Worker(perform, threads=1, memory_limit=limit) as bounded:
        bounded.submit(Grow(limit, 0.0, log), "grows")
        bounded.submit(Read("BETA 22"), "next")
        between = events(bounded, "grows", "next")
        assert "grown to its memory limit" in logged.text
        bounded.submit(Grow(2 * limit, 30.0, log), "bursts")
        within = events(bounded, "bursts")
    assert told(between) == [("Started", "grows"), ("Done", "grows"), ("Started", "next"), ("Done", "next")]
    assert results(between)["next"] == "BETA22"
    assert failure(within, "bursts").code == "crashed"
    assert len(set(begun(log))) == 3, "one that was replaced between two pages, two that were ended in one"


# -- the process cannot start -------------------------------------------------------------------------------


def test_an_installation_that_is_repaired_is_used_again(log: Path, tmp_path: Path) -> None:
    repaired = tmp_path / "repaired"
    with Worker(Fixable(log, repaired), threads=1) as worker:
        wait_until(lambda: len(begun(log)) == 1 and worker.pid is None)
        worker.submit(Read("ALPHA 1"), "a")
        worker.submit(Read("BETA 22"), "b")
        broken = events(worker, "a", "b")
        assert [failure(broken, name).code for name in "ab"] == ["cannot_start"] * 2
        with pytest.raises(queue.Empty):
            worker.next_event(1.0)
        assert len(begun(log)) == 3, "one when the worker was opened, two for the tasks"
        assert worker.pid is None
        repaired.touch()
        worker.submit(Read("GAMMA 333"), "c")
        assert results(events(worker, "c")) == {"c": "GAMMA333"}


def test_the_reason_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a Linux machine without the system's OpenGL says when OpenCV is loaded."""
    reason = "libGL.so.1: cannot open shared object file"
    (tmp_path / "cv2.py").write_text(f"raise ImportError({reason!r})", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with Worker(divmod) as worker:
        worker.submit(1, "a")
        failed = failure(events(worker, "a"), "a")
    assert failed.code == "cannot_start"
    assert reason in failed.message


@pytest.mark.parametrize(
    ("job", "limit"), [(lambda _engine, _task: None, 500 * MB), (divmod, 1)], ids=["unsendable", "no memory"]
)
def test_what_keeps_it_from_starting_ends_in_an_answer(job: Callable[..., Any], limit: int) -> None:
    with Worker(job, memory_limit=limit) as worker:
        for name in ("a", "b"):
            worker.submit(1, name)
        seen = events(worker, "a", "b")
        assert [failure(seen, name).code for name in "ab"] == ["cannot_start"] * 2
        worker.submit(1, "c")
        assert failure(events(worker, "c"), "c").code == "cannot_start"


def test_a_process_that_came_up_too_late_is_not_mixed_up_with_the_next(
    monkeypatch: pytest.MonkeyPatch, logged: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker_module, "_START_SECONDS", 0.1)
    with Worker(perform, threads=1) as worker:
        wait_until(lambda: "did not start" in logged.text)
        monkeypatch.undo()
        worker.submit(Read("ALPHA 1"), "a")
        assert results(events(worker, "a")) == {"a": "ALPHA1"}


# -- taking tasks back --------------------------------------------------------------------------------------


def test_tasks_are_taken_back_one_by_one(worker: Worker, log: Path, go: Path) -> None:
    worker.submit(ReadUntil("ALPHA 1", log, go), "running")
    worker.submit(Read("BETA 22"), "waiting")
    worker.submit(Read("GAMMA 333"), "kept")
    wait_until(lambda: begun(log))
    pid = worker.pid
    for name in ("waiting", "running", "running", "unheard of"):
        worker.cancel(name)
    go.touch()
    seen = events(worker, "running", "waiting", "kept")
    assert told(seen) == [
        ("Started", "running"),
        ("Cancelled", "waiting"),
        ("Cancelled", "running"),
        ("Started", "kept"),
        ("Done", "kept"),
    ]
    assert worker.pid == pid


def test_all_tasks_are_taken_back(worker: Worker, log: Path, go: Path) -> None:
    worker.submit(ReadUntil("ALPHA 1", log, go), "a")
    worker.submit(Read("BETA 22"), "b")
    worker.submit(Read("GAMMA 333"), "c")
    wait_until(lambda: begun(log))
    worker.cancel_all()
    go.touch()
    assert set(map(type, answers(events(worker, "a", "b", "c")).values())) == {Cancelled}
    worker.cancel_all()
    worker.submit(Read("DELTA 4"), "a")
    assert results(events(worker, "a")) == {"a": "DELTA4"}


# -- the end ------------------------------------------------------------------------------------------------


def test_closing_ends_the_process_in_the_middle_of_a_page(log: Path) -> None:
    heard: list[object] = []

    def listen() -> None:
        try:
            while True:
                heard.append(worker.next_event(PATIENCE))
        except WorkerClosedError:
            heard.append("closed")

    with Worker(perform, threads=1) as worker:
        listener = threading.Thread(target=listen)
        listener.start()
        worker.submit(Hang(log), "a")
        worker.submit(Read("ALPHA 1"), "b")
        wait_until(lambda: begun(log))
        start = time.monotonic()
        worker.close()
        assert time.monotonic() - start < 10
        listener.join(10)
    assert heard == [Started("a"), "closed"]
    assert gone(begun(log)[0])
    assert worker.pid is None
    with pytest.raises(WorkerClosedError):
        worker.next_event(0)
    with pytest.raises(WorkerClosedError):
        worker.submit(Read("ALPHA 1"), "c")


def test_closing_does_not_wait_for_the_process_to_come_up(logged: pytest.LogCaptureFixture) -> None:
    with Worker(perform) as worker:
        wait_until(lambda: worker.pid)
        start = time.monotonic()
    assert time.monotonic() - start < 10
    assert "ready" not in logged.text
    assert not [record for record in logged.records if record.levelno > logging.INFO]


def environment() -> dict[str, str]:
    root = Path(intake_assist.__file__).parents[1]
    return os.environ | {"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}


ASKER = """
import sys
from pathlib import Path
from intake_assist.ocr.worker import Done, Worker
from tests.ocr.worker_jobs import Hang, Read, perform

busy, idle = Worker(perform, threads=1), Worker(perform, threads=1)
with busy, idle:
    busy.submit(Hang(Path(sys.argv[1])), "hangs")
    idle.submit(Read("ALPHA 1"), "ends")
    while not isinstance(idle.next_event(), Done):
        pass
    print(idle.pid, flush=True)
    while True:
        busy.next_event()
"""


def test_the_process_ends_when_the_asking_program_is_killed(log: Path) -> None:
    """Whether it waits for work or hangs in a page."""
    command = [sys.executable, "-c", ASKER, str(log)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as asker:
        try:
            assert asker.stdout is not None
            idle = int(asker.stdout.readline())
            wait_until(lambda: begun(log))
            (busy,) = begun(log)
            assert not gone(idle)
            assert not gone(busy)
        finally:
            asker.kill()
    wait_until(lambda: gone(idle) and gone(busy), 15)


# -- programs of every sort ---------------------------------------------------------------------------------

COMMAND = """
from intake_assist.ocr.worker import Done, Worker
from tests.ocr.worker_jobs import Read, Shout, perform

with Worker(perform, threads=1) as worker:
    worker.submit(Shout(), "a")
    worker.submit(Read("ALPHA 1"), "b")
    answers = []
    while len(answers) < 2:
        event = worker.next_event(120)
        answers += [event.result] if isinstance(event, Done) else []
print(*answers)
"""

SCRIPT = '''
"""Its job is its own, so the process has to find the script."""
from intake_assist.ocr.worker import Done, Worker
from tests.ocr.worker_jobs import Read, Shout


def job(engine, task):
    return f"{task(engine)}!"


def main():
    with Worker(job, threads=1) as worker:
        worker.submit(Shout(), "a")
        worker.submit(Read("ALPHA 1"), "b")
        answers = []
        while len(answers) < 2:
            event = worker.next_event(120)
            answers += [event.result] if isinstance(event, Done) else []
    print(*answers)


if __name__ == "__main__":
    main()
'''


@pytest.mark.parametrize(
    ("program", "printed"), [(None, "quiet ALPHA1"), ("读.py", "quiet! ALPHA1!")], ids=["command", "script"]
)
def test_nothing_but_the_program_itself_prints(tmp_path: Path, program: str | None, printed: str) -> None:
    arguments = ["-c", COMMAND]
    if program is not None:
        (tmp_path / program).write_text(SCRIPT, encoding="utf-8")
        arguments = [str(tmp_path / program)]
    result = subprocess.run(
        [sys.executable, *arguments], env=environment(), cwd=tmp_path, capture_output=True, timeout=300
    )
    assert result.stdout.decode("utf-8").split("\n")[0].strip() == printed
    assert result.stdout.count(b"\n") == 1
    assert result.stderr == b""
    assert result.returncode == 0


def test_what_a_task_says_on_its_way_comes_before_its_end(worker: Worker) -> None:
    worker.submit(ByAndBy(2), "a")
    told = [worker.next_event(PATIENCE) for _ in range(4)]
    assert told[:3] == [Started("a"), Part("a", 0), Part("a", 1)]
    assert isinstance(told[3], Done)
    assert told[3].result == "Engine"


def test_work_that_needs_no_engine_has_none() -> None:
    with Worker(perform, threads=1, backend="none") as light:
        light.submit(ByAndBy(1), "a")
        told = [light.next_event(PATIENCE) for _ in range(3)]
    assert isinstance(told[2], Done)
    assert told[2].result == "NoneType"
