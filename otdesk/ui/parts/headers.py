# SPDX-License-Identifier: MIT
"""The head of a place: title at the left, find box and actions at the right."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

GAP = 10
SMALLEST = 240


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
    """`left` follows the title, `right` stands before the window's edge, after the find box.

    Where the width ends, `left` goes to a second line, then the find box and the detail step back: Ctrl+K still finds.
    """

    find_wanted = Signal()

    def __init__(self, title: str, *, find: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._second = QHBoxLayout()
        lines.addLayout(self._row)
        lines.addLayout(self._second)
        self._lead: QWidget | None = None
        self._title = Words(title, Type.TITLE)
        self._detail = Words("", Type.CONTROL, "text2")
        self._row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        self._left_side, self.left = _side(6)
        self._row.addWidget(self._left_side)
        self._row.addStretch(1)
        self.find_box = FindBox() if find else None
        if self.find_box is not None:
            self.find_box.clicked.connect(self.find_wanted)
            self._row.addWidget(self.find_box)
        self._right_side, self.right = _side(GAP)
        self._row.addWidget(self._right_side)
        self._folded = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._detail.hide()

    def lead_with(self, widget: QWidget) -> None:
        """Before the title: the way back."""
        self._lead = widget
        self._row.insertWidget(0, widget)

    def set_title(self, title: str, detail: str = "") -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self._fit()

    def _fit(self) -> None:
        """Share out the width."""
        room = self.width()
        title, detail = self._title_width(), self._detail.sizeHint().width() if self._detail.text() else 0
        find = self.find_box.minimumSizeHint().width() if self.find_box is not None else 0
        left, right = (side.sizeHint().width() + GAP for side in (self._left_side, self._right_side))
        self._fold(self.left.count() > 0 and title + detail + find + left + right + 4 * GAP > room)
        kept = title + right + (0 if self._folded else left) + 2 * GAP
        if self.find_box is not None:
            self.find_box.setVisible(kept + find + GAP <= room)
            kept += find + GAP if kept + find + GAP <= room else 0
        self._detail.setVisible(detail > 0 and kept + detail + GAP <= room)

    def _title_width(self) -> int:
        lead = self._lead.sizeHint().width() + GAP if self._lead is not None else 0
        return lead + self._title.sizeHint().width()

    def _fold(self, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        if folded:
            self._row.removeWidget(self._left_side)
            self._second.addWidget(self._left_side, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._second.removeWidget(self._left_side)
            self._row.insertWidget(self._row.indexOf(self._detail) + 1, self._left_side)

    def _high(self) -> int:
        return max(theme.current().px(40), super().sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high())

    def minimumSizeHint(self) -> QSize:
        """What does not fit goes to the second line, so the bar never widens its window."""
        return QSize(theme.current().px(SMALLEST), self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # a button came, went or says something else
            self._fit()
        return done


def _side(gap: int) -> tuple[QWidget, QHBoxLayout]:
    side = QWidget()
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    return side, row
