# SPDX-License-Identifier: MIT
"""What the program says back: toast with Undo, banner, progress with stop, empty state."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import Button, DefaultButton, QuietButton
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

TOAST_MS = 8000


class IconLabel(QWidget):
    """An icon in a token's color that follows the theme."""

    def __init__(self, name: str, color: str, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self._measure()

    def show_icon(self, name: str, color: str) -> None:
        self._name, self._color = name, color
        self.update()

    def _measure(self) -> None:
        side = theme.current().px(self._size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        icons.paint(painter, self._name, look.color(self._color), 0, 0, self.width())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()


class _ToastButton(Button):
    """Undo, on the dark toast. By keys it is Ctrl+Z: were it a stop of Tab, Qt would hand it the keyboard
    whenever the field that has it goes, and the keys of that page would be dead."""

    def __init__(self, text: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key=key, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        ink = QColor(look.colors.toast_action)
        text = self._shown()
        room = QRectF(look.px(6), 0, self.width(), self.height())
        x = room.left() + drawing.words(painter, room, text, look, Type.CONTROL_STRONG, ink)
        if self.underMouse():
            painter.fillRect(QRectF(room.left(), self.height() / 2 + look.px(8), x - room.left(), 1), ink)
        if self.key:
            size = drawing.cap_size(look, self.key)
            top = round((self.height() - size.height()) / 2)
            box = QRectF(round(x + look.px(6)), top, size.width(), size.height())
            drawing.cap(painter, box, look, self.key, ink)
        painter.end()


class Toast(QWidget):
    """One line that says what was done. Goes after 8 s, but stays while the pointer or the focus is on it."""

    acted = Signal()
    gone = Signal(object)

    def __init__(
        self, text: str, *, action: str = "", key: str = "", icon: str = "circle-check", parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 10, 6)
        line.setSpacing(12)
        line.addWidget(IconLabel(icon, "on_toast"))
        label = Words(text, Type.BODY, "on_toast", wrap=len(text) > 70)
        line.addWidget(label, 1)
        self.button: Button | None = None
        if action:
            self.button = _ToastButton(action, key=key)
            self.button.setAccessibleDescription(text)
            self.button.clicked.connect(self._act)
            line.addWidget(self.button)
        self._clock = QTimer(self)
        self._clock.setInterval(TOAST_MS)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._end_unless_held)
        self.setMinimumHeight(theme.current().px(42))
        widths.at_most(self, 620)

    def text(self) -> str:
        return self._text

    def held(self) -> bool:
        return self.underMouse() or (self.button is not None and self.button.hasFocus())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        announce(self, self._text)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._clock.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._clock.stop()

    def dismiss(self) -> None:
        self._clock.stop()
        self.hide()
        self.gone.emit(self)

    def _act(self) -> None:
        self.acted.emit()
        self.dismiss()

    def _end_unless_held(self) -> None:
        if self.held():
            self._clock.start()
        else:
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(painter, QRectF(self.rect()), look.color("toast"), None, radius=look.px(8))
        painter.end()


class Toasts(QObject):
    """Stacks toasts at the lower middle of `host`; a new one pushes older ones up, at most three stay."""

    undo_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[Toast] = []
        host.installEventFilter(self)

    def say(self, text: str, *, undo: bool = False, icon: str = "circle-check") -> Toast:
        for older in self._shown:
            if older.button is not None:
                older.button.hide()  # Ctrl+Z always takes back the newest, so only it may offer
        toast = Toast(
            text,
            action=_("Undo") if undo else "",
            key="Ctrl+Z" if undo else "",
            icon=icon,
            parent=self._host,
        )
        toast.acted.connect(self.undo_wanted)
        toast.gone.connect(self._forget)
        self._shown.append(toast)
        while len(self._shown) > 3:
            self._shown[0].dismiss()
        toast.show()
        self._place()
        return toast

    def texts(self) -> list[str]:
        return [toast.text() for toast in self._shown]

    def clear(self) -> None:
        for toast in list(self._shown):
            toast.dismiss()

    def _forget(self, toast: object) -> None:
        if isinstance(toast, Toast) and toast in self._shown:
            self._shown.remove(toast)
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        self._stack_up()
        if self._covers_focus():
            top = 16
            for toast in reversed(self._shown):
                toast.move(toast.x(), top)
                top += toast.height() + 8

    def _covers_focus(self) -> bool:
        """Whether a toast lies over the row or field that has the keyboard (WCAG 2.4.11)."""
        focus = QApplication.focusWidget()
        if focus is None or not self._host.isAncestorOf(focus) or isinstance(focus.parentWidget(), Toast):
            return False
        rect, inside = focus.rect(), focus
        if isinstance(focus, QAbstractItemView):
            rect, inside = focus.visualRect(focus.currentIndex()), focus.viewport()
        here = QRect(inside.mapTo(self._host, rect.topLeft()), rect.size())
        return any(toast.geometry().intersects(here) for toast in self._shown)

    def _stack_up(self) -> None:
        bottom = self._host.height() - 16
        for toast in reversed(self._shown):
            toast.adjustSize()
            width = min(toast.sizeHint().width(), self._host.width() - 32)
            height = max(toast.heightForWidth(width), toast.sizeHint().height(), toast.minimumHeight())
            toast.resize(width, height)
            bottom -= height
            toast.move(QPoint((self._host.width() - width) // 2, bottom))
            toast.raise_()
            bottom -= 8

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() is QEvent.Type.Resize:
            self._place()
        return False


class Banner(QWidget):
    """A tinted line across: news (INFO), something to do (TODO), trouble (BAD). With `action` it has a button."""

    acted = Signal()

    def __init__(
        self, text: str, tone: Tone = Tone.INFO, *, icon: str = "info", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 7, 8, 7)
        line.setSpacing(10)
        ink = f"{tone.value}.ink"
        line.addWidget(IconLabel(icon, ink))
        self._label = Words(text, Type.CONTROL, ink, wrap=True)
        line.addWidget(self._label, 1)
        self.button: Button | None = None
        if action:
            self.button = DefaultButton(action)
            self.button.clicked.connect(self.acted)
            line.addWidget(self.button)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def text(self) -> str:
        return self._label.text()

    def say(self, text: str) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)
        announce(self, text)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill = QColor(look.colors.pair(self._tone).tint)
        drawing.rounded(painter, QRectF(self.rect()), fill, None, radius=look.px(6))
        painter.end()


class _Track(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.part: float | None = 0.0
        self.setFixedHeight(theme.current().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        drawing.rounded(painter, box, look.color("sunk"), None, radius=box.height() / 2)
        if self.part is None:
            box.setLeft(box.width() * 0.3)
            box.setWidth(self.width() * 0.4)
        else:
            box.setWidth(max(box.height(), box.width() * min(max(self.part, 0.0), 1.0)))
        drawing.rounded(painter, box, look.color("primary"), None, radius=box.height() / 2)
        painter.end()


class ProgressLine(QWidget):
    """Long work: what is done, how far, a way out. `stop` is the button that keeps what there is, if it may be kept."""

    stopped = Signal()
    cancelled = Signal()

    def __init__(self, text: str, *, stop: str = "", cancel: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        self._text = Words(text, Type.BODY)
        self._detail = Words("", Type.CONTROL, "text2")
        top.addWidget(self._text)
        top.addStretch(1)
        top.addWidget(self._detail)
        column.addLayout(top)
        self._track = _Track(self)
        column.addWidget(self._track)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.stop_button = DefaultButton(stop) if stop else None
        self.cancel_button = QuietButton(cancel) if cancel else None
        for button, signal in ((self.stop_button, self.stopped), (self.cancel_button, self.cancelled)):
            if button is not None:
                button.clicked.connect(signal)
                buttons.addWidget(button)
        buttons.addStretch(1)
        if stop or cancel:
            column.addLayout(buttons)
        self.setAccessibleName(text)

    def say(self, text: str) -> None:
        """Other work is under way."""
        self._text.setText(text)

    def show_progress(self, part: float | None, detail: str = "") -> None:
        """`part` 0 to 1; None when nobody can know."""
        self._track.part = part
        self._track.update()
        self._detail.setText(detail)
        percent = "" if part is None else f" {round(part * 100)} %"
        self.setAccessibleName(f"{self._text.text()}{percent} {detail}".strip())


class EmptyState(QWidget):
    """Nothing here yet: why, and the one thing to do about it."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        icon: str = "notebook-pen",
        action: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel(icon, "text3", 32), 0, middle)
        column.addSpacing(4)
        self._title = Words(title, Type.ROW)
        self._text = Words(text, Type.BODY, "text2", wrap=True)
        self._text.setAlignment(middle)
        column.addWidget(self._title, 0, middle)
        column.addWidget(self._text)
        self._text.setVisible(bool(text))
        self.button: Button | None = None
        if action:
            self.button = DefaultButton(action, key=key)
            self.button.clicked.connect(self.acted)
            column.addSpacing(6)
            column.addWidget(self.button, 0, middle)
        column.addStretch(1)
        self.setAccessibleName(f"{title} {text}".strip())

    def say(self, title: str, text: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
