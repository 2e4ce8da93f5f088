# SPDX-License-Identifier: MIT
"""Two columns beside each other; under each other in one scrolling column where both do not fit."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.placing import NO_WIDTH_LIMIT


class _Side(ScrollColumn):
    """Scrolls by itself while it stands at the right; below, it is as tall as what it holds."""

    whole = False

    def minimumSizeHint(self) -> QSize:
        if self.whole:
            return QSize(80, self.tall())
        return QSize(80, 80)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.tall() if self.whole else 200)

    def tall(self) -> int:
        layout = self.body.layout()
        wide = self.viewport().width()
        if layout is not None and layout.hasHeightForWidth():
            return layout.heightForWidth(wide) + 2
        return self.body.sizeHint().height() + 2


class Sides(QWidget):
    """`left` is a column that fills the page, `right` one that scrolls beside it."""

    def __init__(self, *, right_width: int = 470, narrow: int = 900, least_left: int = 420) -> None:
        super().__init__()
        self._right_width, self._narrow, self._least_left = right_width, narrow, least_left
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.page = ScrollColumn()
        self.page.column.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        self._holder = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.page.column.addWidget(self._holder, 1)
        self._left = QWidget()
        self.left = QVBoxLayout(self._left)
        self.left.setContentsMargins(0, 0, 0, 0)
        self._side = _Side()
        self._side.column.setContentsMargins(0, 0, 0, 0)
        self.right = self._side.column
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._side)
        self._fit()

    @property
    def is_narrow(self) -> bool:
        return self.width() < theme.current().px(self._narrow)

    def _fit(self) -> None:
        look = theme.current()
        narrow = self.is_narrow
        self._row.setSpacing(look.gap)
        self.left.setSpacing(look.gap)
        self.right.setSpacing(look.gap)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.whole = narrow
        self._side.setMinimumWidth(0 if narrow else look.px(self._right_width))
        self._side.setMaximumWidth(NO_WIDTH_LIMIT if narrow else look.px(self._right_width))
        self._left.setMinimumHeight(max(look.px(self._least_left), self.height()) if narrow else 0)
        self._side.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
