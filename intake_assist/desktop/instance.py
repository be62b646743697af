"""One window per user and home: a second start brings the first one forward."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000
_SHOW = b"show"


def _name(home: Path) -> str:
    of = f"{getpass.getuser()}\n{home.absolute()}"
    return "intake-assist-" + hashlib.sha256(of.encode("utf-8")).hexdigest()[:16]


def wake_other(home: Path) -> bool:
    """Whether a window is open already; it has been told to come forward."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(_SHOW)
    socket.waitForBytesWritten(_PATIENCE_MS)
    # Busy or not, it is there: what is left of a dead one takes no connection.
    socket.waitForReadyRead(_PATIENCE_MS)
    socket.disconnectFromServer()
    return True


class Doorbell(QObject):
    """Hears of later starts."""

    rung = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_name(home)):
            # What a killed program left behind; a living one has answered before.
            QLocalServer.removeServer(_name(home))
            self._server.listen(_name(home))

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.write(b"ok")
        socket.flush()
        self.rung.emit()
