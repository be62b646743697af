"""A PostgreSQL server of the tests' own: made anew, on a socket in its folder, gone when they end."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import psycopg.conninfo

USER = "postgres"
_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of the server's programs, the newest where there are several; None when there are none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = [path for path in _DEBIAN.glob("*/bin/initdb") if path.parts[-3].isdigit()]
    return max(versions, key=lambda path: int(path.parts[-3])).parent if versions else None


class Server:
    """Started by `start`. It refuses to run as root, so that root lends it to the account of its package."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._numbers = itertools.count(1)
        self._as_other = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--"]
        if os.getuid():
            self._as_other = []
        else:
            shutil.chown(self.folder, USER, USER)
        self._initdb()
        self._undertaker = self._watched()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60 -c shared_buffers=16MB"
        self._pg_ctl("start", "-w", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is what a power cut does to it; `fast` sends its guests away in order."""
        self._pg_ctl("stop", "-w", "-m", mode)

    def remove(self) -> None:
        self._undertaker.communicate()

    def _watched(self) -> subprocess.Popen[bytes]:
        """Ends the server when the tests end, also when they are killed: then nobody holds its input any more."""
        stop = [*self._as_other, str(self._binaries / "pg_ctl"), "-D", str(self._data)]
        stop += ["stop", "-w", "-m", "immediate"]
        command = ["sh", "-c", 'read -r _; "$@"; rm -rf "$0"', str(self.folder), *stop]
        nothing = subprocess.DEVNULL
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing, cwd="/", start_new_session=True
        )

    def new_database(self, options: str = "") -> str:
        """The address of an empty one."""
        name = f"t{next(self._numbers)}"
        self.run(self.address("postgres"), f"CREATE DATABASE {name} {options}")
        return self.address(name)

    def new_schema(self) -> str:
        """The address of an empty part of one database: made much sooner than a database, and as good where only
        the program looks at it."""
        name = f"s{next(self._numbers)}"
        self.run(self.address(USER), f"CREATE SCHEMA {name}")
        return f"{self.address(USER)}&options=-csearch_path%3D{name}"

    def copy_of(self, address: str) -> str:
        """The address of another database with everything that is in this one, which nobody has open."""
        return self.new_database(f"TEMPLATE {psycopg.conninfo.conninfo_to_dict(address)['dbname']}")

    def run(self, address: str, statement: str) -> list[tuple[Any, ...]]:
        """Behind the program's back."""
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def address(self, name: str, user: str = USER) -> str:
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def files(self) -> list[Path]:
        return [path for path in self._data.rglob("*") if path.is_file()]

    def checkpoint(self) -> None:
        """Everything is in the files of the data after this."""
        self.run(self.address("postgres"), "CHECKPOINT")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _initdb(self) -> None:
        # A collation of a language passes over hyphens, as the server of a hall may do.
        language = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans-CN-u-ka-shifted"]
        words = ["-D", str(self._data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", *language]
        self._run("initdb", *words)

    def _pg_ctl(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self._data), *words)

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_other, str(self._binaries / program), *words]
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr}"
