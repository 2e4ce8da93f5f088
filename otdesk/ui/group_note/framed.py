# SPDX-License-Identifier: MIT
"""A text that grows with its words, in the frame of a field."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from otdesk.rules.note_entry import Piece
from otdesk.ui import theme
from otdesk.ui.notes.live_text import LiveText
from otdesk.ui.parts import drawing

_RING = 3


class FramedText(QWidget):
    """`edited` with each keystroke, `entered` when one begins to write in it."""

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, placeholder: str = "", *, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.editor = LiveText(name, lines=lines)
        self.editor.setPlaceholderText(placeholder)
        self.editor.edited.connect(self.edited)
        self.editor.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(9) + _RING, look.px(4) + _RING, look.px(9) + _RING, look.px(4) + _RING)
        column.addWidget(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self.editor.toPlainText()

    def put(self, text: str) -> None:
        """Fill without telling."""
        self.editor.show_pieces((Piece(text),) if text else ())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
            if event.type() is QEvent.Type.FocusIn:
                self.entered.emit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The frame belongs to the field."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        line = look.color("strong" if self.isEnabled() else "border")
        drawing.rounded(painter, box, look.color("surface"), line, radius=look.px(6))
        if self.editor.hasFocus():
            drawing.rounded(
                painter, QRectF(self.rect()), None, look.color("focus"), radius=look.px(6) + _RING, width=2
            )  # fmt: skip
        painter.end()
