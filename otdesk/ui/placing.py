# SPDX-License-Identifier: MIT
"""Where a window stands, kept as text between starts; how wide a widget may be."""

import base64
import binascii

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget

_USUAL = (1366, 768)
_FRAME = 40  # title bar and borders

NO_WIDTH_LIMIT = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""


def place_text(window: QWidget) -> str:
    return base64.b64encode(window.saveGeometry().data()).decode()


def put_back(window: QWidget, text: str) -> None:
    """Size and position as in `text`; else 1366 x 768, or the whole of a screen with no room for that and its frame."""
    try:
        kept = base64.b64decode(text, validate=True)
    except binascii.Error:
        kept = b""
    if not kept or not window.restoreGeometry(QByteArray(kept)):
        window.resize(*_USUAL)
        room = window.screen().availableSize()
        if room.width() < _USUAL[0] + _FRAME or room.height() < _USUAL[1] + _FRAME:
            window.setWindowState(Qt.WindowState.WindowMaximized)
