# SPDX-License-Identifier: MIT
"""The face of a closed door: clock, leave-by, one secret to type. Locked and covered windows wear it; no names here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import LinkButton, PrimaryButton
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.theme import Type, TypeSize
from otdesk.ui.tokens import Tone
from otdesk.words import _, clock, minutes, month, plural, weekday

CLOCK = TypeSize(76, 84, 600)
CLOCK_LOW = TypeSize(44, 52, 600)
LOW = 450
"""Pixels at 100 % below which the clock makes room for the secret."""
DATE = TypeSize(16, 22, 400)


class LockFace(QWidget):
    """Subclasses write `submit`, and `waits` where a wrong secret costs time. `leave_by` is shown on `day` only."""

    def __init__(self, now: Callable[[], datetime], label: str, words: str, link: str) -> None:
        super().__init__()
        self._now, self._words = now, words
        self._waiting = 0
        self._caps_on: bool | None = None
        self.leave_by: int | None = None
        self.day = ""
        self._edit = PassphraseEdit(label, icon="lock")
        self.field = LabeledField(label, self._edit)
        self.button = PrimaryButton(words, key="Enter", large=True)
        self._say_button(words, "Enter")
        self.button.clicked.connect(self._submit)
        self.link = LinkButton(link)
        self._time = Words("", CLOCK, "panel" if not theme.current().colors.dark else "text")
        self._date = Words("", DATE, "text2")
        self.leave = StatusPill(Mark("", "car", Tone.TODO), large=True)
        self._caps_icon = IconLabel("keyboard", "text2", 16)
        self._caps = Words("", Type.CONTROL, "text2")
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)

    def submit(self) -> None:
        """Try what was typed."""
        raise NotImplementedError

    def waits(self) -> int:
        """Seconds until the next try is taken."""
        return 0

    def _lay_out(self) -> None:
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setSpacing(look.px(4))
        outer.setContentsMargins(0, look.px(8), 0, look.px(8))
        middle = Qt.AlignmentFlag.AlignHCenter
        outer.addStretch(1)
        for widget in (self._time, self._date):
            outer.addWidget(widget, 0, middle)
        outer.addSpacing(look.px(12))
        outer.addWidget(self.leave, 0, middle)
        outer.addSpacing(look.px(16))
        centered = QHBoxLayout()  # an aligned item would not grow with a message of two lines
        centered.addStretch(1)
        centered.addWidget(self._box())
        centered.addStretch(1)
        outer.addLayout(centered)
        outer.addSpacing(look.px(20))
        note = QHBoxLayout()
        note.addStretch(1)
        self._note_icon = IconLabel("save", "text2", 16)
        note.addWidget(self._note_icon)
        self._note = Words("", Type.CONTROL, "text2")
        note.addWidget(self._note)
        note.addStretch(1)
        self._note_row = QWidget(self)
        self._note_row.setLayout(note)
        outer.addWidget(self._note_row)
        outer.addStretch(2)
        self.say_note("")

    def _box(self) -> QWidget:
        look = theme.current()
        box = QWidget()
        widths.fixed(box, 420)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self._edit.setProperty("large", True)
        self._edit.installEventFilter(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        row = QHBoxLayout()
        self.links = QHBoxLayout()
        self.links.setSpacing(look.px(12))
        self.links.addWidget(self.link)
        row.addLayout(self.links)
        row.addStretch(1)
        row.addWidget(self._caps_icon)
        row.addWidget(self._caps)
        column.addLayout(row)
        self.below = column
        return box

    def say_note(self, text: str, icon: str = "save", color: str = "text2") -> None:
        """A line at the foot; none for an empty text."""
        self._note_icon.show_icon(icon, color)
        self._note.set_color(color)
        self._note.setText(text)
        self._note_row.setVisible(bool(text))

    # --- once a second ---

    def tick(self) -> None:
        now = self._now()
        minute = now.hour * 60 + now.minute
        self._time.setText(clock(minute))
        self._date.setText(f"{weekday(now.weekday(), long=True)}, {month(now.month)} {now.day}")
        self._show_leave(now, minute)
        self._show_caps()
        self._show_wait()

    def _show_leave(self, now: datetime, minute: int) -> None:
        by = self.leave_by
        shown = by is not None and self.day == now.date().isoformat() and by - minute > -60
        self.leave.setVisible(shown)
        if by is None or not shown:
            return
        left = by - minute
        if left >= 0:
            text = _("Leave by {time} · in {minutes}").format(time=clock(by), minutes=minutes(left))
        else:
            text = _("Leave by {time} · {minutes} ago").format(time=clock(by), minutes=minutes(-left))
        self.leave.show_mark(Mark(text, "car", Tone.TODO if left > 5 else Tone.BAD))

    def _show_caps(self) -> None:
        on = self._caps_on
        known = on is not None
        self._caps_icon.setVisible(known)
        self._caps.setText("" if on is None else _("Caps Lock is on") if on else _("Caps Lock is off"))
        self._caps.set_color("todo.ink" if on else "text2")
        self._caps_icon.show_icon("keyboard", "todo.ink" if on else "text2")

    def _show_wait(self) -> None:
        left = self.waits()
        if left:
            words = plural("Wait {n} second", "Wait {n} seconds", left)
            self._say_button(words)
            self.button.setEnabled(False)
        elif self._waiting:
            self.free()
        self._waiting = left

    # --- trying ---

    def _submit(self) -> None:
        if self.button.isEnabled():
            self.submit()

    def _say_button(self, words: str, key: str = "") -> None:
        self.button.say(words, key=key)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)  # new words take only theirs

    def busy(self, words: str) -> None:
        self._say_button(words)
        self.button.setEnabled(False)
        self._edit.setReadOnly(True)

    def free(self) -> None:
        self._edit.setReadOnly(False)
        self.button.setEnabled(True)
        self._say_button(self._words, "Enter")

    def refuse(self, text: str) -> None:
        """What was typed did not do: it stays, selected, and the reason stands below."""
        self.field.say_error(text)
        self._edit.selectAll()
        self._edit.setFocus()

    # --- Qt ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._time.set_kind(CLOCK_LOW if self.height() < theme.current().px(LOW) else CLOCK)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._clock.start()
        self._edit.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self._caps_on = caps_after(event, self._caps_on)
            self._show_caps()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._submit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fade = QLinearGradient(0, 0, 0, self.height() * 0.65)
        top = QColor("#1B2531") if look.colors.dark else QColor("#E8EDF3")
        fade.setColorAt(0, top)
        fade.setColorAt(1, look.color("window"))
        painter.fillRect(QRectF(self.rect()), fade)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._time.set_color("text" if theme.current().colors.dark else "panel")


def caps_after(event: QKeyEvent, before: bool | None) -> bool | None:
    """What a key press tells about Caps Lock, which Qt itself does not: a capital without Shift, or the reverse."""
    if event.key() == Qt.Key.Key_CapsLock:
        return None if before is None else not before
    text = event.text()
    if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return text.isupper() is not shift
    return before
