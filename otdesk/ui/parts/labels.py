# SPDX-License-Identifier: MIT
"""Text on a screen in one of the sizes of the type scale."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from otdesk.ui import theme
from otdesk.ui.theme import Type, TypeSize


class Words(QLabel):
    """A label; `color` is a token ("text2", "bad.ink"). Plain text unless `rich` is said, so names are never markup."""

    def __init__(
        self,
        text: str = "",
        kind: TypeSize = Type.BODY,
        color: str = "text",
        *,
        wrap: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._color, self._said = kind, color, text
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._dress()

    def setText(self, text: str) -> None:
        self._said = text
        super().setText(theme.current().shown(text))
        self._dress()

    def set_color(self, color: str) -> None:
        self._color = color
        self._dress()

    def set_kind(self, kind: TypeSize) -> None:
        self._kind = kind
        self._dress()

    def _dress(self) -> None:
        look = theme.current()
        font, ink = look.font(self._kind, self.text()), look.color(self._color)
        if self.font() != font:
            self.setFont(font)
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != ink:
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setText(self._said)  # names may be hidden now, or shown again


class ElidedWords(Words):
    """One line that is cut with an ellipsis where room ends; the whole text is its tool tip and its name."""

    def __init__(
        self, text: str = "", kind: TypeSize = Type.BODY, color: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind, color, parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()  # the whole text is what it would like room for, whatever is shown of it yet

    def whole(self) -> str:
        return self._whole

    def _fit(self) -> None:
        whole = theme.current().shown(self._whole)
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(whole if shown != whole else "")

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, self.fontMetrics().height())

    def resizeEvent(self, event: object) -> None:
        self._fit()


class WholeOrNothing(ElidedWords):
    """Said whole or, where there is no room, not at all: what is also said elsewhere."""

    def _fit(self) -> None:
        super()._fit()
        if self.text() != theme.current().shown(self.whole()):
            self.setText("")
