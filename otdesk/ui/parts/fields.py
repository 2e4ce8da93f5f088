# SPDX-License-Identifier: MIT
"""Fields: the label stands above, what was understood or what is wrong stands below."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from otdesk.faults import Refusal
from otdesk.ui import icons, theme
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyCap
from otdesk.ui.theme import Type
from otdesk.words import _

Editor = QLineEdit | QComboBox | QPlainTextEdit | QTextEdit


class _Line(QWidget):
    """Icon and sentence under a field; no height while empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon = Words(parent=self)
        self._text = Words("", Type.META, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, icon: str, color: str, *, strong: bool) -> None:
        look = theme.current()
        self._text.set_kind(Type.META_STRONG if strong else Type.META)
        self._text.set_color(color)
        self._text.setText(text)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(icons.pixmap(icon, look.color(color), look.px(15), self.devicePixelRatioF()))
        self.setVisible(bool(text))


class LinesEdit(QPlainTextEdit):
    """Some lines high, and higher as its text grows, up to twice as many."""

    def __init__(self, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._high = rows
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().contentsChanged.connect(self._grow)

    def sizeHint(self) -> QSize:
        return self._size(self._high)

    def minimumSizeHint(self) -> QSize:
        return self._size(self._rows)

    def _size(self, rows: int) -> QSize:
        look = theme.current()
        return QSize(look.px(120), look.px(20) * rows + look.px(16))

    def _grow(self) -> None:
        """Its document measures itself in lines."""
        lines = min(max(int(self.document().size().height()), self._rows), 2 * self._rows)
        if lines != self._high:
            self._high = lines
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


class LabeledField(QWidget):
    """Label, editor, reading or error.

    `check(text)` is asked when the field is left: it returns the reading ("Direct, 2 x 30 minutes a week") or "" and
    raises Refusal for what is wrong. `changed` comes with every keystroke of the person, `left` after the check.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        label: str,
        editor: Editor | None = None,
        *,
        check: Callable[[str], str] | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor: Editor = editor if editor is not None else QLineEdit()
        self._check = check
        self._faulty = False
        self._label = Words(label, Type.LABEL, "text2")
        self._label.setBuddy(self.editor)
        self._line = _Line(self)
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.editor)
        column.addWidget(self._line)
        self.editor.setAccessibleName(label)
        typed = self.editor.lineEdit() if isinstance(self.editor, QComboBox) else None
        if typed is not None:
            typed.setAccessibleName(label)  # it has the keyboard where a list can be typed into
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._listen()
        self._say_hint()

    def _listen(self) -> None:
        if isinstance(self.editor, QLineEdit):
            self.editor.textChanged.connect(self._edited)  # textEdited is silent when a screen reader writes
            self.editor.returnPressed.connect(self.leave)
        elif isinstance(self.editor, QComboBox):
            self.editor.activated.connect(self._edited)
            if (typed := self.editor.lineEdit()) is not None:
                typed.textEdited.connect(self._retyped)
        else:
            self.editor.setTabChangesFocus(True)
            self.editor.textChanged.connect(self._edited)

    def label(self) -> str:
        return self._label.text()

    def rename(self, label: str) -> None:
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def text(self) -> str:
        if isinstance(self.editor, QLineEdit):
            return self.editor.text()
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Fill the field without telling; an old error goes."""
        blocked = self.editor.blockSignals(True)
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
        elif isinstance(self.editor, QComboBox):
            self.editor.setCurrentText(text)
        else:
            self.editor.setPlainText(text)
        self.editor.blockSignals(blocked)
        self.clear_line()

    @property
    def faulty(self) -> bool:
        return self._faulty

    def line(self) -> str:
        """The sentence under the field."""
        return self._line.text() if not self._line.isHidden() else ""

    def say_reading(self, text: str) -> None:
        self._set_faulty(False)
        self._line.say(text, "", "done.ink", strong=True)
        self.editor.setAccessibleDescription(text)

    def say_error(self, text: str) -> None:
        self._set_faulty(True)
        self._line.say(text, "circle-alert", "bad.ink", strong=False)
        self.editor.setAccessibleDescription(text)
        announce(self.editor, text)

    def say_doubt(self, text: str) -> None:
        """Kept as it is, but worth a look (amber)."""
        self._set_faulty(False)
        self._line.say(text, "circle-alert", "todo.ink", strong=False)
        self.editor.setAccessibleDescription(text)

    def clear_line(self) -> None:
        self._set_faulty(False)
        self._say_hint()

    def _say_hint(self) -> None:
        self._line.say(self._hint, "", "text2", strong=False)
        self.editor.setAccessibleDescription(self._hint)

    def leave(self) -> bool:
        """Check now; False when the field holds an error. Called on leaving it and before a form is saved."""
        if self._check is not None:
            try:
                reading = self._check(self.text())
            except Refusal as refusal:
                self.say_error(refusal.message)
                self.left.emit()
                return False
            if reading:
                self.say_reading(reading)
            else:
                self.clear_line()
        self.left.emit()
        return not self._faulty

    def _edited(self) -> None:
        if self._faulty:
            self.clear_line()
        self.changed.emit()

    def _retyped(self) -> None:
        """What was wrong with the name that stood there says nothing of the new one."""
        if self._faulty:
            self.clear_line()

    def _set_faulty(self, faulty: bool) -> None:
        if faulty == self._faulty:
            return
        self._faulty = faulty
        self.editor.setProperty("faulty", faulty)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() is QEvent.Type.FocusOut:
            popup = QApplication.activePopupWidget()
            if popup is None:
                self.leave()
        return False


class SearchBox(QLineEdit):
    """A field with a magnifier and, at its end, the key that leads to it. Esc empties it."""

    def __init__(self, prompt: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self._cap = KeyCap(key, self) if key else None
        self._dress()

    def _dress(self) -> None:
        look = theme.current()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, look.color("text3"))
        self.setPalette(palette)
        right = self._cap.sizeHint().width() if self._cap is not None else 0
        self.setTextMargins(look.px(24), 0, right, 0)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(300), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cap is not None:
            size = self._cap.sizeHint()
            self._cap.resize(size)
            self._cap.move(self.width() - size.width() - theme.current().px(8), (self.height() - size.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        side = look.px(16)
        icons.paint(painter, "search", look.color("text3"), look.px(11), (self.height() - side) / 2, side)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class PassphraseEdit(QLineEdit):
    """Hidden text with a button that shows it; paste is allowed."""

    def __init__(self, name: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._icon_name = icon
        self.eye = IconButton("eye", _("Show the passphrase"), parent=self)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.clicked.connect(self._toggle)
        self._dress()

    def show_text(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = _("Hide the passphrase") if shown else _("Show the passphrase")
        self.eye.say_icon("eye-off" if shown else "eye", words)

    def _toggle(self) -> None:
        self.show_text(self.echoMode() is QLineEdit.EchoMode.Password)

    def _dress(self) -> None:
        look = theme.current()
        self.setTextMargins(look.px(26) if self._icon_name else 0, 0, look.px(30), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = min(self.height() - 6, theme.current().px(32))
        self.eye.resize(side, side)
        self.eye.move(self.width() - side - 4, (self.height() - side) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon_name:
            look = theme.current()
            painter = QPainter(self)
            side = look.px(18)
            icons.paint(painter, self._icon_name, look.color("text2"), look.px(11), (self.height() - side) / 2, side)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
