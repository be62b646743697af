"""Handing cases over to the hall's own system, which is on this machine or watches a folder of it.

    outbox/
        20261122-0031.json      what is handed over; it appears last, and whole
        20261122-0031.files/    the files it names
        20261122-0031.attempts  what the command said so far, where a command is used
        sent/  dead/            what the command took, what it refused for good

Either the other program watches the folder and takes a ``.json`` away with its files, or a command of the hall's
is run for each, with the path of the ``.json`` as its last argument: exit code 0 takes it. A job can be offered
twice when the machine stops at the wrong moment, so the taker goes by the number in it. Nothing is ever sent over
a network by this program.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from intake_assist.disk import reason
from intake_assist.notice.exports.archive import ArchiveFile, as_json
from intake_assist.notice.exports.files import safe_name, write_whole

MINUTES = (1, 5, 15, 60, 240)
"""Waits between attempts; after the last one the job is dead until a person takes it up again."""
SENT_DAYS = 30
"""How long what was taken stays; it holds the applicant's papers."""
_PARTS = ("sent", "dead")
_SAID = 300  # characters of the command's own words that are kept


class HandoverError(RuntimeError):
    """The outbox cannot be used; `message` says why."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Hook:
    """A program of the hall's and its arguments, run without a shell; `seconds` until it is given up."""

    command: tuple[str, ...]
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Attempts:
    """`next_at` is when the next one is due, `reason` why the last one failed."""

    count: int
    next_at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    name: str
    state: Literal["sent", "later", "dead"]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What is in the outbox. `next_at` is when it is tried again, None before the first time and when nobody
    tries; `reason` why it did not go last time."""

    name: str
    state: Literal["waiting", "sent", "dead"]
    attempts: int = 0
    next_at: dt.datetime | None = None
    reason: str = ""


_ATTEMPTS: TypeAdapter[Attempts] = TypeAdapter(Attempts)


class Outbox:
    """A folder of jobs. One program at a time delivers from it."""

    def __init__(self, folder: Path) -> None:
        """Raises HandoverError when the folder cannot be made."""
        self.folder, self._sent, self._dead = folder, *(folder / name for name in _PARTS)
        try:
            for each in (self._sent, self._dead):
                each.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HandoverError(
                f"交换文件夹“{folder}”不能使用：{reason(error)}。请检查路径和权限。"
            ) from error

    def put(self, name: str, data: Mapping[str, Any], files: Iterable[ArchiveFile] = ()) -> str:
        """Adds a job and returns its name, which gets a number when `name` is taken. ``files`` is added to
        `data`. Raises HandoverError; nothing shows in the folder then."""
        free = self._free(safe_name(name))
        half: Path | None = None
        try:
            half = Path(tempfile.mkdtemp(prefix=".part-", dir=self.folder))
            entries = [_stored(half, file) for file in files]
            if entries:
                half.rename(self.folder / f"{free}.files")
            body = {**data, "files_folder": f"{free}.files" if entries else None, "files": entries}
            write_whole(self.folder / f"{free}.json", as_json(body))
        except OSError as error:
            shutil.rmtree(self.folder / f"{free}.files", ignore_errors=True)
            raise HandoverError(
                f"不能写入交换文件夹：{reason(error)}。请检查权限和磁盘空间后重试。"
            ) from error
        finally:
            if half is not None:
                shutil.rmtree(half, ignore_errors=True)
        return free

    def waiting(self) -> tuple[str, ...]:
        """The jobs that nobody has taken yet, the oldest first."""
        jobs = [path for path in self.folder.glob("*.json") if not path.name.startswith(".")]
        return tuple(
            path.stem for path in sorted(jobs, key=lambda path: (path.stat().st_mtime_ns, path.name))
        )

    def dead(self) -> Mapping[str, str]:
        """The jobs that were given up, each with the reason."""
        return {
            path.stem: (known.reason if (known := _read(path.with_suffix(".attempts"))) else "")
            for path in sorted(self._dead.glob("*.json"))
        }

    def jobs(self, case: str = "") -> tuple[Job, ...]:
        """What waits and what is dead; of what was sent only the jobs of the `case` of that number."""
        sent = [path.stem for path in sorted(self._sent.glob("*.json")) if is_job_of(path.stem, case)]
        return (
            *(_job(self._dead, name, "dead") for name in self.dead()),
            *(_job(self.folder, name, "waiting") for name in self.waiting()),
            *(Job(name, "sent") for name in sent),
        )

    def revive(self, name: str) -> None:
        """Puts a dead job back. Raises HandoverError when there is no such job."""
        if not (self._dead / f"{name}.json").is_file():
            raise HandoverError(f"没有搁置的交换件“{name}”。")
        (self._dead / f"{name}.attempts").unlink(missing_ok=True)
        _move(name, self._dead, self.folder)

    def deliver(self, hook: Hook, now: dt.datetime) -> tuple[Delivery, ...]:
        """Runs the command for each job that is due at `now` (aware). A command that cannot be started at all
        costs no attempt: every job waits."""
        self._forget_sent(now)
        done: list[Delivery] = []
        for name in self.waiting():
            before = _read(self.folder / f"{name}.attempts")
            if before is not None and before.next_at > now:
                continue
            try:
                refusal = _run(hook, self.folder / f"{name}.json")
            except OSError as error:
                message = f"交接命令“{hook.command[0]}”不能运行：{reason(error)}。请检查设置。"
                return (*done, Delivery(name, "later", message))
            done.append(self._settled(name, refusal, before, now))
        return tuple(done)

    def _forget_sent(self, now: dt.datetime) -> None:
        """One that is just open in another program goes the next time."""
        limit = (now - dt.timedelta(days=SENT_DAYS)).timestamp()
        for path in self._sent.glob("*.json"):
            with suppress(OSError):
                if path.stat().st_mtime < limit:
                    shutil.rmtree(path.with_suffix(".files"), ignore_errors=True)
                    path.unlink()

    def _settled(self, name: str, reason: str | None, before: Attempts | None, now: dt.datetime) -> Delivery:
        count = (before.count if before else 0) + 1
        if reason is None:
            (self.folder / f"{name}.attempts").unlink(missing_ok=True)
            _move(name, self.folder, self._sent)
            os.utime(self._sent / f"{name}.json")
            return Delivery(name, "sent")
        alive = count <= len(MINUTES)
        next_at = now + dt.timedelta(minutes=MINUTES[count - 1] if alive else 0)
        kept = Attempts(count, next_at, reason)
        write_whole(self.folder / f"{name}.attempts", _ATTEMPTS.dump_json(kept))
        if not alive:
            _move(name, self.folder, self._dead)
        return Delivery(name, "later" if alive else "dead", reason)

    def _free(self, name: str) -> str:
        places = (self.folder, self._sent, self._dead)
        candidate, number = name, 1
        while any((place / f"{candidate}{end}").exists() for place in places for end in (".json", ".files")):
            number += 1
            candidate = f"{name}-{number}"
        return candidate


def is_outbox(folder: Path) -> bool:
    """Whether jobs have ever been put there."""
    return all((folder / name).is_dir() for name in _PARTS)


def is_job_of(name: str, case: str) -> bool:
    """Whether it is a job of that case: a second one has a number after it."""
    number = safe_name(case)
    rest = name.removeprefix(number)
    return bool(case) and name.startswith(number) and (not rest or (rest[1:].isdecimal() and rest[0] == "-"))


def _job(folder: Path, name: str, state: Literal["waiting", "dead"]) -> Job:
    known = _read(folder / f"{name}.attempts")
    if known is None:
        return Job(name, state)
    return Job(name, state, known.count, known.next_at if state == "waiting" else None, known.reason)


def _stored(half: Path, file: ArchiveFile) -> dict[str, Any]:
    name = safe_name(file.path.replace("/", "_"))
    while (half / name).exists():
        name = f"_{name}"
    write_whole(half / name, file.data)
    digest = hashlib.sha256(file.data).hexdigest()
    return {"name": name, "title": file.title, "bytes": len(file.data), "sha256": digest}


def _move(name: str, source: Path, target: Path) -> None:
    """The ``.json`` goes first out of the watched folder and comes last into it."""
    ends = (".json", ".files", ".attempts")
    for end in ends if target.parent == source else reversed(ends):
        if (source / f"{name}{end}").exists():
            (source / f"{name}{end}").replace(target / f"{name}{end}")


def _read(path: Path) -> Attempts | None:
    try:
        return _ATTEMPTS.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _run(hook: Hook, job: Path) -> str | None:
    """None when the command took the job, else why not. Raises OSError when it cannot be started."""
    try:
        ended = subprocess.run(
            [*hook.command, str(job)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=hook.seconds,
            cwd=job.parent,
            check=False,
            creationflags=_hidden(),
        )
    except subprocess.TimeoutExpired:
        return f"命令 {hook.seconds:.0f} 秒没有结束，已停止"
    if ended.returncode == 0:
        return None
    said = _words(ended.stderr).strip()[-_SAID:]
    return f"命令返回 {ended.returncode}" + (f"：{said}" if said else "")


def _hidden() -> int:
    """No console window flashes up on Windows."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


def _words(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def hook_of(command: Sequence[str], seconds: float = 120.0) -> Hook:
    """Raises HandoverError for an empty command."""
    if not command or not command[0].strip():
        raise HandoverError("没有写交接命令。")
    return Hook(tuple(command), seconds)
