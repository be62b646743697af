"""The recognition process, really killed, starved and orphaned."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from intake_assist.ocr.worker import Cancelled, Done, Event, Failed, Started, Worker, WorkerClosedError
from tests.ocr.drawing import FORM, page
from tests.ocr.jobs import Order, obey

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The spawned process must find `tests.ocr.jobs`, whichever way pytest was started."""
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    """One worker for the tests after which it still stands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        with Worker(obey, threads=1) as worker:
            until(lambda: worker.pid is not None)
            yield worker


def answers(worker: Worker, *orders: Order) -> list[Event]:
    """The last event of each order, in their order."""
    ids = [str(number) for number in range(len(orders))]
    for task_id, order in zip(ids, orders, strict=True):
        worker.submit(order, task_id)
    return collect(worker, ids)


def collect(worker: Worker, ids: Sequence[str]) -> list[Event]:
    last: dict[str, Event] = {}
    while not last.keys() >= set(ids):
        event = worker.next_event(PATIENCE)
        if not isinstance(event, Started):
            assert event.id not in last, "a second answer"
            last[event.id] = event
    return [last[task_id] for task_id in ids]


def done(event: Event) -> Any:
    assert isinstance(event, Done), event
    return event.result


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)


def test_pages_are_read_in_order_without_noise(shared: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    read = answers(
        shared, Order("read", page(FORM[:2])), Order("read", page([])), Order("read", page(FORM[2:3]))
    )
    assert [len(done(event)) for event in read] == [2, 0, 1]
    assert capfd.readouterr() == ("", "")


def test_the_process_is_modest_and_stays(shared: Worker) -> None:
    (first, _, nice), (second, _, _) = (done(event) for event in answers(shared, *[Order("vitals")] * 2))
    assert first == second == shared.pid != os.getpid()
    if sys.platform != "win32":
        assert nice == 10


def test_an_error_in_a_page_tells_no_secrets(shared: Worker, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        failed, after = answers(shared, Order("fail", "440105199003076154"), Order("sleep", 0))
    assert isinstance(failed, Failed)
    assert failed.code == "error"
    assert "没有读出来" in failed.message
    assert "LookupError" in caplog.text
    assert "440105199003076154" not in failed.message + caplog.text
    assert done(after) == 0


def test_a_task_that_cannot_be_sent_is_refused_at_once(shared: Worker) -> None:
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        shared.submit(Order("sleep", lambda: None), "task")
    assert done(answers(shared, Order("sleep", 0))[0]) == 0


def test_a_result_that_cannot_be_sent_fails_alone() -> None:
    with Worker(obey, threads=1) as worker:
        unsendable, after = answers(worker, Order("give_unsendable"), Order("sleep", 0))
    assert isinstance(unsendable, Failed)
    assert done(after) == 0


def test_waiting_and_running_tasks_are_taken_back(shared: Worker) -> None:
    for task_id, seconds in (("running", 1.0), ("waiting", 0.0), ("kept", 0.0)):
        shared.submit(Order("sleep", seconds), task_id)
    assert shared.next_event(PATIENCE) == Started("running")
    shared.cancel("waiting")
    shared.cancel("running")
    running, waiting, kept = collect(shared, ["running", "waiting", "kept"])
    assert (running, waiting) == (Cancelled("running"), Cancelled("waiting"))
    assert done(kept) == 0


def test_all_tasks_are_taken_back(shared: Worker) -> None:
    ids = ["a", "b", "c"]
    for task_id in ids:
        shared.submit(Order("sleep", 0.5), task_id)
    shared.cancel_all()
    assert all(isinstance(event, Cancelled) for event in collect(shared, ids))


def test_a_page_that_kills_once_is_read_and_one_that_kills_twice_is_not(tmp_path: Path) -> None:
    with Worker(obey, threads=1) as worker:
        orders = [
            Order("sleep", 0),
            Order("leave_once", tmp_path / "mark"),
            Order("leave", 0),
            Order("sleep", 0),
        ]
        before, once, twice, after = answers(worker, *orders)
    assert (done(before), done(once), done(after)) == (0, "second time", 0)
    assert isinstance(twice, Failed)
    assert (twice.code, "重新扫描" in twice.message) == ("crashed", True)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_process_killed_in_the_middle_of_a_page_is_replaced(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with Worker(obey, threads=1) as worker:
        worker.submit(Order("sleep_once", mark), "page")
        until(mark.exists)
        killed = worker.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert done(collect(worker, ["page"])[0]) == "second time"
        assert worker.pid != killed


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with Worker(obey, threads=1, task_seconds=2.0) as worker:
        hung, after = answers(worker, Order("sleep", 300), Order("sleep", 0))
    assert isinstance(hung, Failed)
    assert (hung.code, "2秒" in hung.message) == ("too_long", True)
    assert done(after) == 0


def test_a_process_above_its_memory_limit_is_replaced() -> None:
    """Between two pages when it has outgrown the limit, in the middle of one at twice the limit."""
    with Worker(obey, threads=1) as fresh:
        _, resident, _ = done(answers(fresh, Order("vitals"))[0])
    with Worker(obey, threads=1, memory_limit=int(resident * 0.8)) as worker:
        first, second, grown, after = answers(
            worker, Order("vitals"), Order("vitals"), Order("grow", resident), Order("sleep", 0)
        )
    assert done(first)[0] != done(second)[0]
    assert isinstance(grown, Failed)
    assert grown.code == "crashed"
    assert done(after) == 0


def test_a_process_that_cannot_start_is_an_answer_not_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The job's module exists here alone, so the spawned process cannot import it."""
    module = types.ModuleType("only_here")
    exec("def job(engine, task): return task", module.__dict__)
    monkeypatch.setitem(sys.modules, "only_here", module)
    with Worker(module.job, threads=1) as worker:
        first, second = answers(worker, Order("sleep", 0), Order("sleep", 0))
    for failed in (first, second):
        assert isinstance(failed, Failed)
        assert failed.code == "cannot_start"
        assert "信息技术人员" in failed.message


def test_a_broken_installation_says_what_is_broken() -> None:
    with Worker(obey, threads=1, backend="quantum") as worker:  # type: ignore[arg-type]
        (failed,) = answers(worker, Order("sleep", 0))
    assert isinstance(failed, Failed)
    assert failed.code == "cannot_start"
    assert "quantum" in failed.message


def test_closing_ends_a_page_under_way_at_once() -> None:
    worker = Worker(obey, threads=1).__enter__()
    worker.submit(Order("sleep", 300), "page")
    assert worker.next_event(PATIENCE) == Started("page")
    start = time.monotonic()
    worker.close()
    assert time.monotonic() - start < 10
    with pytest.raises(WorkerClosedError):
        worker.submit(Order("sleep", 0), "late")
    with pytest.raises(WorkerClosedError):
        worker.next_event(1)


SCRIPT = """
import os
from intake_assist.ocr.worker import Worker, Started
from tests.ocr.jobs import Order, obey
worker = Worker(obey, threads=1).__enter__()
worker.submit(Order("sleep", 300), "page")
while worker.pid is None or worker.next_event(200) != Started("page"):
    pass
print(worker.pid, flush=True)
os._exit(9)
"""


def test_the_process_ends_with_the_program() -> None:
    """Started from `python -c`, as from any program without a main module to import."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 9, run.stderr
    orphan = int(run.stdout)
    until(
        lambda: not psutil.pid_exists(orphan) or psutil.Process(orphan).status() == psutil.STATUS_ZOMBIE, 15.0
    )
