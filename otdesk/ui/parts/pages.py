# SPDX-License-Identifier: MIT
"""Pages as they will be printed, from the PDF itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from otdesk.printouts.preview import PagePicture, Pages
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.theme import Theme
from otdesk.words import _

Render = Callable[[int, float], PagePicture]  # page from 0, pixels per point


class _Page(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setObjectName("page")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def drawn(self) -> bool:
        return not self._image.isNull()

    def blank(self, paper: QSize) -> None:
        """As large as the page will be, without its picture."""
        self._image = QImage()
        self.setFixedSize(paper + QSize(12, 12))
        self.update()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        for step in (5, 3, 1):
            drawing.rounded(painter, box.adjusted(-step, -step + 1, step, step + 1), QColor(15, 20, 26, 16), radius=2)
        painter.fillRect(box, QColor("white"))
        if self.drawn:
            painter.drawImage(box.topLeft(), self._image)  # a pixel longer at most; fitted in, it would lose a line
        painter.end()


class PagePreview(QScrollArea):
    """All pages under each other, fitted to the width (`fit`) or at a fixed scale. PageUp/PageDown move by pages."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Page preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._render: Render | None = None
        self._pdf: Pages | None = None
        self._count = 0
        self._size_pt = (612.0, 792.0)
        self._scale: float | None = None
        self._shown = 0.0
        self._pages: list[_Page] = []
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(10, 10, 10, 10)
        self._column.setSpacing(10)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._body)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a finished PDF; the bytes stay in memory only."""
        if self._pdf is not None:
            self._pdf.close()
        self._pdf = Pages(pdf)
        self.destroyed.connect(self._pdf.close)
        self.show_pages(self._pdf.count, self._pdf.picture, self._pdf.size(0))

    def count(self) -> int:
        return self._count

    def show_pages(self, count: int, render: Render, size_pt: tuple[float, float] = (612.0, 792.0)) -> None:
        """Show `count` pages that `render(page, scale)` draws; `size_pt` is the paper in points."""
        self._render, self._count, self._size_pt = render, count, size_pt
        for page in self._pages:
            self._column.removeWidget(page)
            page.deleteLater()
        self._pages = []
        for number in range(count):
            page = _Page(_("Page {n} of {count}").format(n=number + 1, count=count), self._body)
            self._pages.append(page)
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._shown = 0.0
        self._draw()
        self.verticalScrollBar().setValue(0)

    def scale(self) -> float:
        """Pixels per point now; 96/72 is life size on a 96 dpi screen."""
        if self._scale is not None:
            return self._scale
        room = max(120, self.viewport().width() - 44)
        wide = room / self._size_pt[0]
        tall = max(0.3, (self.viewport().height() - 44) / self._size_pt[1])
        return max(0.2, min(wide, max(tall, wide * 0.6), 2.5))

    def zoom(self, direction: int) -> None:
        """1 bigger, -1 smaller, 0 fitted to the window again."""
        self._scale = None if direction == 0 else min(max(self.scale() * (1.25 if direction > 0 else 0.8), 0.25), 4.0)
        self._draw()

    def page(self) -> int:
        """The page at the top of the view, from 0."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        return next(
            (n for n, page in enumerate(self._pages) if page.geometry().bottom() >= top), max(0, self._count - 1)
        )

    def go_to(self, number: int) -> None:
        if self._pages:
            page = self._pages[min(max(number, 0), self._count - 1)]
            self.verticalScrollBar().setValue(page.y() - 10)

    def _draw(self) -> None:
        scale = self.scale()
        if self._render is None:
            return
        if abs(scale - self._shown) >= 0.005:
            self._shown = scale
            paper = QSize(round(self._size_pt[0] * scale), round(self._size_pt[1] * scale))
            for page in self._pages:
                page.blank(paper)
        self._draw_near()

    def _draw_near(self) -> None:
        """Only pages in sight and their neighbors hold a picture: a batch may have hundreds."""
        if self._render is None or not self._pages:
            return
        pitch = self._pages[0].height() + self._column.spacing()
        top = self.verticalScrollBar().value() - pitch
        bottom = self.verticalScrollBar().value() + self.viewport().height() + pitch
        ratio = self.devicePixelRatioF()
        for number, page in enumerate(self._pages):
            near = number * pitch <= bottom and (number + 1) * pitch >= top
            if near and not page.drawn:
                made = self._render(number, self._shown * ratio)
                image = QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB32).copy()
                image.setDevicePixelRatio(ratio)
                page.show_image(image)
            elif not near and page.drawn:
                page.blank(page.size() - QSize(12, 12))

    def _scrolled(self) -> None:
        self._draw_near()
        self.page_changed.emit(self.page())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.go_to(self.page() + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look: Theme = theme.current()
        painter.fillRect(self.viewport().rect(), look.color("sunk"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()
