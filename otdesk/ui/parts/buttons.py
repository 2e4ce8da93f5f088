# SPDX-License-Identifier: MIT
"""Buttons: primary (one a screen), default, quiet and danger; with icon and key cap; painted by themselves."""

from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.focus import RingHolder
from otdesk.ui.theme import Theme, Type, TypeSize


class _Kind(Enum):
    PRIMARY = "primary"
    DEFAULT = "default"
    QUIET = "quiet"
    DANGER = "danger"
    LINK = "link"


class Button(QPushButton):
    """`key` is shown as a cap ("Enter"); it does not bind the key. Enter and Space press the focused button."""

    kind = _Kind.DEFAULT

    def __init__(
        self, text: str, *, icon: str = "", key: str = "", large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._key, self._large = icon, key, large
        self._ring = RingHolder(self, 8)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._give_way()

    def say(self, text: str, *, icon: str | None = None, key: str | None = None) -> None:
        """Change words, icon or key cap."""
        self._icon_name = self._icon_name if icon is None else icon
        self._key = self._key if key is None else key
        self.setText(text)
        self.setAccessibleName(text)
        self._give_way()
        self.updateGeometry()

    def _give_way(self) -> None:
        """A key cap leaves its room to words that need it."""
        across = QSizePolicy.Policy.Maximum if self._key else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    @property
    def key(self) -> str:
        """What the cap shows: the window knows which keys the person has changed."""
        told = getattr(self.window(), "key_now", None) if self._key else None
        return str(told(self._key)) if callable(told) else self._key

    def _type(self) -> TypeSize:
        if self._large:
            return Type.ROW
        return Type.CONTROL_STRONG

    def _shown(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _content_width(self, look: Theme) -> float:
        width = drawing.text_width(self._shown(), look, self._type())
        if self._icon_name:
            width += look.px(16) + (look.px(7) if self._shown() else 0)
        return width

    def _cap_width(self, look: Theme) -> float:
        return drawing.cap_size(look, self.key).width() + look.px(8) if self._key else 0.0

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = look.large_control if self._large else look.control
        if not self._shown() and self._icon_name:
            return QSize(height, height)
        padding = look.px(2 if self.kind is _Kind.LINK else 17 if self._large else 13)
        return QSize(int(self._content_width(look) + self._cap_width(look) + 2 * padding + 0.999), height)

    def minimumSizeHint(self) -> QSize:
        """A link among words may be as low as a target may be."""
        hint = self.sizeHint()
        if self._shown():
            hint.setWidth(hint.width() - int(self._cap_width(theme.current())))
        return QSize(hint.width(), theme.current().px(24)) if self.kind is _Kind.LINK else hint

    def _colors(self, look: Theme) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, outline, ink."""
        colors = look.colors
        over = self.isEnabled() and (self.underMouse() or self.isDown())
        if not self.isEnabled():
            bare = self.kind in {_Kind.QUIET, _Kind.LINK}
            return (
                (None, None, look.color("text3"))
                if bare
                else (
                    look.color("window"),
                    look.color("border"),
                    look.color("text3"),
                )
            )
        if self.kind is _Kind.PRIMARY:
            return QColor(colors.primary_hover if over else colors.primary), None, QColor(colors.on_primary)
        if self.kind is _Kind.DANGER:
            return QColor(colors.bad.tint if over else colors.surface), QColor(colors.bad.ink), QColor(colors.bad.ink)
        if self.kind is _Kind.QUIET:
            return (look.color("hover") if over else None), None, look.color("text2")
        if self.kind is _Kind.LINK:
            return None, None, QColor(colors.info.ink)
        fill = colors.select if self.isChecked() else colors.hover if over else colors.surface
        return QColor(fill), look.color("primary" if self.isChecked() else "strong"), look.color("text")

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill, line, ink = self._colors(look)
        if fill is not None or line is not None:
            drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(8))
        self._paint_content(painter, look, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, look: Theme, ink: QColor) -> None:
        width = self._content_width(look)
        capped = bool(self._key) and self.width() >= self.sizeHint().width()
        if capped:
            width += self._cap_width(look)
        x = max(0.0, (self.width() - width) / 2)
        middle = self.height() / 2
        if self._icon_name:
            side = look.px(16)
            icons.paint(painter, self._icon_name, ink, round(x), round(middle - side / 2), side)
            x += side + look.px(7)
        text = self._shown()
        if text:
            room = QRectF(x, 0, drawing.text_width(text, look, self._type()) + 1, self.height())
            x += drawing.words(painter, room, text, look, self._type(), ink)
            if self.kind is _Kind.LINK and (self.underMouse() or self.hasFocus()):
                painter.fillRect(QRectF(room.left(), round(middle + look.px(8)), x - room.left(), 1), ink)
        if capped:
            size = drawing.cap_size(look, self.key)
            box = QRectF(round(x + look.px(8)), round(middle - size.height() / 2), size.width(), size.height())
            drawing.cap(painter, box, look, self.key, ink if self.kind is _Kind.PRIMARY else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.focus_in(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.drop()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()


class PrimaryButton(Button):
    """The one action of a screen."""

    kind = _Kind.PRIMARY


class DefaultButton(Button):
    kind = _Kind.DEFAULT


class QuietButton(Button):
    """Without outline: cancel, later."""

    kind = _Kind.QUIET


class DangerButton(Button):
    """For what undo cannot bring back."""

    kind = _Kind.DANGER


class LinkButton(Button):
    """Words that lead elsewhere."""

    kind = _Kind.LINK


class IconButton(DefaultButton):
    """Only an icon; `name` is what it does, for tool tip and screen reader. Quiet (no outline) unless `outlined`."""

    def __init__(
        self, icon: str, name: str, *, outlined: bool = False, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", icon=icon, large=large, parent=parent)
        self.kind = _Kind.DEFAULT if outlined else _Kind.QUIET
        self.setAccessibleName(name)
        self.setToolTip(name)

    def say_icon(self, icon: str, name: str) -> None:
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()
