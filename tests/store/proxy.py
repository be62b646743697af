"""A line to the server that breaks at a wanted moment: a socket between a program and PostgreSQL."""

from __future__ import annotations

import select
import socket
import threading
from pathlib import Path
from typing import Literal

Moment = Literal["before", "after"]
_NAME = ".s.PGSQL.5432"


class Line:
    """`folder` takes the place of the server's. Once `cut` is set the next COMMIT breaks the connection: `before` it
    is passed on, or `after` the server has answered it, with the answer lost."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.folder, self._server = folder, server / _NAME
        self.cut: Moment | None = None
        self.broken = 0
        self._ending = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / _NAME))
        self._listener.listen()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self._ending.is_set():
            if select.select([self._listener], [], [], 0.05)[0]:
                guest, _ = self._listener.accept()
                thread = threading.Thread(target=self._carry, args=(guest,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _carry(self, guest: socket.socket) -> None:
        with guest, socket.socket(socket.AF_UNIX) as host:
            host.connect(str(self._server))
            while not self._ending.is_set():
                for side in select.select([guest, host], [], [], 0.05)[0]:
                    data = side.recv(1 << 16)
                    if not data or (side is guest and self._breaks(data, host)):
                        return
                    (host if side is guest else guest).sendall(data)

    def _breaks(self, data: bytes, host: socket.socket) -> bool:
        if self.cut is None or b"COMMIT\0" not in data:  # the statement, not the READ COMMITTED of another
            return False
        if self.cut == "after":
            host.sendall(data)
            assert host.recv(1 << 16).startswith(b"C")
        self.cut, self.broken = None, self.broken + 1
        return True
