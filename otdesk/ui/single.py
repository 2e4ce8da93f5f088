# SPDX-License-Identifier: MIT
"""A second start raises the first window."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1000


def raise_first(name: str) -> bool:
    """Ask the window that listens under `name` to come to the front; False when none does."""
    line = QLocalSocket()
    line.connectToServer(name)
    if not line.waitForConnected(WAIT_MS):
        return False
    line.write(b"raise\n")
    line.flush()
    told = line.waitForBytesWritten(WAIT_MS) or line.bytesToWrite() == 0
    line.disconnectFromServer()
    return told


class FirstWindow(QObject):
    """`wanted` when somebody started the program again."""

    wanted = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._heard)
        self.listening = self._server.listen(name)

    def _heard(self) -> None:
        while self._server.hasPendingConnections():
            line = self._server.nextPendingConnection()
            line.disconnected.connect(line.deleteLater)
            self.wanted.emit()

    def stop(self) -> None:
        self._server.close()
