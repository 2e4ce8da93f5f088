# SPDX-License-Identifier: MIT
"""The right half of a print sheet: true pages and the line above them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.printouts.page import Printout
from otdesk.printouts.preview import PagePicture
from otdesk.ui import theme
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.cards import Divider
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.pages import PagePreview
from otdesk.ui.theme import Type
from otdesk.words import _


class _Preview(PagePreview):
    """The sheet's right lower corner is round."""

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.viewport().rect())
        radius = look.px(13)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        path.addRect(box.adjusted(0, 0, -radius, 0))
        path.addRect(box.adjusted(0, 0, 0, -radius))
        painter.fillPath(path, look.color("sunk"))
        painter.end()


class PageSide(QWidget):
    """The pages with a line above them: whose they are, which page of how many, zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(look.px(16), look.px(5), look.px(12), look.px(5))
        bar.setSpacing(look.px(8))
        self._subject = Words("", Type.CONTROL_STRONG)
        self.line = ElidedWords("", Type.CONTROL, "text2")
        self.smaller_button = IconButton("zoom-out", _("Smaller pages"))
        self.bigger_button = IconButton("zoom-in", _("Larger pages"))
        self.smaller_button.clicked.connect(self.smaller)
        self.bigger_button.clicked.connect(self.bigger)
        bar.addWidget(self._subject)
        bar.addWidget(self.line, 1)
        bar.addWidget(self.smaller_button)
        bar.addWidget(self.bigger_button)
        column.addLayout(bar)
        column.addWidget(Divider())
        self.preview = _Preview()
        self.preview.page_changed.connect(self._show_page)
        column.addWidget(self.preview, 1)

    def show_pages(self, subject: str, printout: Printout | None) -> None:
        self._subject.setText(subject)
        self._subject.setVisible(bool(subject))
        if printout is None:
            self.preview.show_pages(0, _no_page)
            self.line.show_text(_("no pages"))
            return
        self.preview.show_pdf(printout.pdf)
        self._show_page(self.preview.page())

    def say(self, text: str) -> None:
        self.line.show_text(text)

    def _show_page(self, number: int) -> None:
        if self.preview.count():
            said = _("page {n} of {count}, Letter").format(n=number + 1, count=self.preview.count())
            self.line.show_text(said)

    def smaller(self) -> None:
        self.preview.zoom(-1)

    def bigger(self) -> None:
        self.preview.zoom(1)


def _no_page(number: int, _scale: float) -> PagePicture:
    raise IndexError(number)


class Hairline(QWidget):
    """Between the two halves."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("border"))
        painter.end()
