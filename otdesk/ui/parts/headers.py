# SPDX-License-Identifier: MIT
"""The head of a place: title at the left, find box and actions at the right."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class FindBox(Choice):
    """Looks like a search field and opens the palette, which is where one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Find a student, note or command"), parent)
        self.setCheckable(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription("Ctrl+K")

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(300), look.control)

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(110), look.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = look.color("hover" if self.underMouse() else "surface")
        drawing.rounded(painter, box, fill, look.color("strong"), radius=look.px(6))
        side = look.px(16)
        icons.paint(painter, "search", look.color("text3"), look.px(11), (self.height() - side) / 2, side)
        size = drawing.cap_size(look, "Ctrl+K")
        at = QRectF(box.right() - size.width() - look.px(7), round((self.height() - size.height()) / 2),
                    size.width(), size.height())  # fmt: skip
        room = QRectF(look.px(34), 0, at.left() - look.px(40), box.height())
        drawing.words(painter, room, self.text(), look, Type.CONTROL, look.color("text3"))
        drawing.cap(painter, at, look, "Ctrl+K")
        painter.end()


class HeaderBar(QWidget):
    """`left` follows the title, `right` stands before the window's edge, after the find box."""

    find_wanted = Signal()

    def __init__(self, title: str, *, find: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._title = Words(title, Type.TITLE)
        self._detail = Words("", Type.CONTROL, "text2")
        self._detail.hide()
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        self.left = QHBoxLayout()
        self.left.setSpacing(6)
        row.addLayout(self.left)
        row.addStretch(1)
        self.find_box = FindBox() if find else None
        if self.find_box is not None:
            self.find_box.clicked.connect(self.find_wanted)
            row.addWidget(self.find_box)
        self.right = QHBoxLayout()
        self.right.setSpacing(10)
        row.addLayout(self.right)
        self._measure()

    def set_title(self, title: str, detail: str = "") -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def _measure(self) -> None:
        self.setMinimumHeight(theme.current().px(40))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
