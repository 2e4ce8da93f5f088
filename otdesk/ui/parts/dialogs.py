# SPDX-License-Identifier: MIT
"""Sheets inside the window: dialog over a scrim, popover beside what it belongs to.

They are children of the window, not windows of their own: corners stay round without a compositor, a picture of the
window shows them, and lock or quit never finds a second window. A dialog keeps Tab inside itself.
"""

from itertools import pairwise
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import Button, DangerButton, DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_SHADOW = 18


def tab_chain(inside: QWidget) -> list[QWidget]:
    """The widgets Tab visits inside `inside`, in order."""
    return [widget for widget in _chain(inside) if _takes_tab(widget) and widget.isVisible() and widget.isEnabled()]


def _chain(inside: QWidget) -> list[QWidget]:
    """All widgets inside in the order of focus.

    The chain of the window is followed only while it stays inside: PySide never lets go of what it names beyond. What
    came into `inside` after other widgets of the window stands last.
    """
    chain: list[QWidget] = []
    widget = inside.nextInFocusChain()
    while widget is not None and widget is not inside and inside.isAncestorOf(widget):
        chain.append(widget)
        widget = widget.nextInFocusChain()
    known = set(chain)
    chain += [widget for widget in inside.findChildren(QWidget) if widget not in known]
    return chain


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


@runtime_checkable
class Remembering(Protocol):
    """Knows which of its own had the keyboard last."""

    def focus_again(self) -> None: ...


def _remembering(widget: QWidget | None) -> list[Remembering]:
    """Those that lie around a widget, the nearest first."""
    found = list[Remembering]()
    while widget is not None:
        if isinstance(widget, Remembering):
            found.append(widget)
        widget = widget.parentWidget()
    return found


class _Over(QWidget):
    """What lies over the whole window: the scrim of a dialog, or a clear sheet that closes a popover on a click."""

    def __init__(self, host: QWidget, sheet: "DialogBase") -> None:
        super().__init__(host)
        self._sheet = sheet
        self.host = host
        host.installEventFilter(self)
        self.setGeometry(host.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.host and event.type() is QEvent.Type.Resize:
            self.setGeometry(self.host.rect())
            self._sheet.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._sheet.scrim:
            painter.fillRect(self.rect(), QColor(20, 24, 29, 82 if not theme.current().colors.dark else 140))
        self._paint_shadow(painter)
        painter.end()

    def _paint_shadow(self, painter: QPainter) -> None:
        box = QRectF(self._sheet.geometry())
        look = theme.current()
        for step in range(_SHADOW, 0, -3):
            grown = box.adjusted(-step, -step + 6, step, step + 6)
            radius = look.px(self._sheet.radius) + step
            drawing.rounded(painter, grown, QColor(15, 20, 26, 9), None, radius=radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.scrim and not self._sheet.geometry().contains(event.position().toPoint()):
            self._sheet.escape()


class DialogBase(QWidget):
    """Title, `body` column, `footer` row. `finished(bool)` says whether the main action was taken.

    Subclasses fill `body`, may override `typed()` (is there text that Esc must not drop) and `accept()`, and give one
    class method that opens the dialog and returns its value, so that a test replaces one call.
    """

    finished = Signal(bool)
    scrim = True
    radius = 14
    confidential = False  # whether its text is never to be kept: passphrases, codes

    def __init__(self, host: QWidget, title: str, *, width: int = 460, detail: str = "") -> None:
        self._over = _Over(host.window(), self)
        super().__init__(self._over)
        self._width = width
        self._before: QWidget | None = None
        self._keepers: list[Remembering] = []
        self._open = False
        self._scrolls = False
        self._first: QWidget | None = None
        self.setAccessibleName(title)
        column = self._column = QVBoxLayout(self)
        look = theme.current()
        side = look.px(20)
        column.setContentsMargins(side, look.px(16), side, side)
        column.setSpacing(look.px(12))
        head = QHBoxLayout()
        self._title = Words(title, Type.CARD, wrap=True)
        head.addWidget(self._title, 1)
        self.close_button = IconButton("x", _("Close"))
        self.close_button.clicked.connect(self.reject)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self._detail = Words(detail, Type.CONTROL, "text2", wrap=True)
        column.addWidget(self._detail)
        self._detail.setVisible(bool(detail))  # after it has a parent: before, it would be a window of its own
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(12))
        column.addLayout(self.body, 1)
        self._kept = Words(
            _("What you typed is still here. Save it, or cancel to drop it."), Type.META, "todo.ink", wrap=True
        )
        self._kept.hide()
        column.addWidget(self._kept)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(look.px(8))
        column.addLayout(self.footer)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        self._over.hide()

    # --- building ---

    def hide_head(self) -> None:
        """No title and no close button: the first widget says what this is."""
        self._title.hide()
        self.close_button.hide()

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_detail(self, text: str) -> None:
        self._detail.setText(text)
        self._detail.setVisible(bool(text))

    def add_buttons(self, main: str, *, key: str = "Enter", cancel: str = "", danger: bool = False) -> Button:
        """Cancel left of the main button. With `danger` the safe button has the focus, else the first field."""
        self.footer.addStretch(1)
        self.cancel_button = DefaultButton(cancel or _("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        button = DangerButton(main) if danger else PrimaryButton(main, key=key)
        button.clicked.connect(self.accept)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(button)
        self.main_button = button
        if danger:
            self._first = self.cancel_button
        return button

    def focus_first(self, widget: QWidget) -> None:
        self._first = widget

    def typed(self) -> bool:
        """Whether there is text of the person's that Esc must not drop."""
        return False

    # --- life ---

    def open(self) -> None:
        self._before = QApplication.focusWidget()
        self._keepers = _remembering(self._before)
        self._open = True
        self._over.setGeometry(self._over.host.rect())
        self._over.show()
        self._over.raise_()
        self.show()
        self.place()
        self._tell_host()
        announce(self, self._title.text())
        chain = tab_chain(self)
        first = self._first or (chain[0] if chain else None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> bool:
        """Open and wait; True when the main action was taken."""
        loop = QEventLoop()  # no child of the sheet, which may go in the very turn that ends the loop
        result: list[bool] = []
        self.finished.connect(result.append)
        self.finished.connect(loop.quit)
        self.open()
        if self._open:
            loop.exec()
        return bool(result and result[0])

    def place(self) -> None:
        look = theme.current()
        room = self._over.rect().adjusted(16, 16, -16, -16)
        width = min(look.px(self._width), room.width())
        self._column.activate()
        least = self._column.minimumHeightForWidth(width) if self._column.hasHeightForWidth() else 0
        if not self._scrolls and max(least, self._column.minimumSize().height()) > room.height():
            self._let_body_scroll()
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        height = min(max(height, self.sizeHint().height() if not self.hasHeightForWidth() else 0), room.height())
        self.resize(width, height)
        self.move(self._corner())
        self._over.update()

    def _let_body_scroll(self) -> None:
        """In a window too low for it (large letters): title and buttons stay, what is between them scrolls."""
        self._scrolls = True
        here = self.window()  # the list of a choice stands in a window of its own
        order = [widget for widget in _chain(self) if _takes_tab(widget) and widget.window() is here]
        focus = self.focusWidget()
        index = self._column.indexOf(self.body)
        self._column.removeItem(self.body)
        self.body.setParent(None)
        area = ScrollColumn()
        area.column.addLayout(self.body)
        self._column.insertWidget(index, area, 1)
        area.show()
        for before, after in pairwise([self.close_button, *order]):  # a new parent puts its children last
            QWidget.setTabOrder(before, after)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.activate()

    def _corner(self) -> QPoint:
        room = self._over.rect()
        return QPoint((room.width() - self.width()) // 2, max(16, (room.height() - self.height()) * 2 // 5))

    def accept(self) -> None:
        self.close_with(taken=True)

    def reject(self) -> None:
        self.close_with(taken=False)

    def escape(self) -> None:
        """Esc, or a click outside: closes unless that would drop typed text."""
        if self.typed():
            self._kept.show()
            announce(self, self._kept.text())
        else:
            self.reject()

    def close_with(self, *, taken: bool) -> None:
        if not self._open:
            return
        self._open = False
        self._give_back()  # before the sheet goes: Qt would hand its focus on to the first widget of the window
        self._over.hide()
        self._tell_host()
        self.finished.emit(taken)
        self._over.deleteLater()

    def _give_back(self) -> None:
        """The keyboard, to where it was; to what stands there now when that was made anew meanwhile."""
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for place in self._keepers:
            if isinstance(place, QWidget) and isValid(place) and place.isVisible():
                place.focus_again()
                return

    @property
    def is_open(self) -> bool:
        return self._open

    def _tell_host(self) -> None:
        """The window disables its commands while a dialog lies over it."""
        told = getattr(self._over.host, "dialogs_changed", None)
        if callable(told):
            told()

    def event(self, event: QEvent) -> bool:
        """What is said or shown later makes it grow; an error under a field is never cut off."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self._open:
            self.place()
        return handled

    # --- keys and looks ---

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        chain = tab_chain(self)
        if chain:
            now = QApplication.focusWidget()
            place = chain.index(now) if now in chain else -1 if next else 0
            chain[(place + (1 if next else -1)) % len(chain)].setFocus(
                Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and hasattr(self, "main_button"):
            if isinstance(self.main_button, PrimaryButton) and self.main_button.isEnabled():
                self.main_button.click()
        else:
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(
            painter, QRectF(self.rect()), look.color("surface"), look.color("border"), radius=look.px(self.radius)
        )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Popover(DialogBase):
    """A small sheet beside `anchor`, without a scrim; a click outside closes it like Esc."""

    scrim = False

    def __init__(self, anchor: QWidget, title: str, *, width: int = 420, detail: str = "") -> None:
        super().__init__(anchor, title, width=width, detail=detail)
        self._anchor = anchor

    def _corner(self) -> QPoint:
        room = self._over.rect().adjusted(12, 12, -12, -12)
        under = self._anchor.mapTo(self._anchor.window(), QPoint(0, self._anchor.height() + 6))
        over = self._anchor.mapTo(self._anchor.window(), QPoint(0, -6)).y() - self.height()
        y = under.y() if under.y() + self.height() <= room.bottom() else max(room.top(), over)
        x = min(max(under.x(), room.left()), room.right() - self.width())
        return QPoint(x, min(y, max(room.top(), room.bottom() - self.height())))


class ConfirmDialog(DialogBase):
    """Asks only where undo cannot help. The safe button has the focus."""

    @classmethod
    def confirm(cls, host: QWidget, title: str, detail: str, do_it: str) -> bool:
        dialog = cls(host, title, detail=detail)
        dialog.add_buttons(do_it, danger=True)
        return dialog.ask()


class NoticeDialog(DialogBase):
    """One thing to know, with what to do next."""

    @classmethod
    def tell(cls, host: QWidget, title: str, detail: str) -> "NoticeDialog":
        dialog = cls(host, title, detail=detail)
        dialog.add_buttons(_("Close"))
        dialog.cancel_button.hide()
        dialog.open()
        return dialog
