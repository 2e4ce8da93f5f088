# SPDX-License-Identifier: MIT
"""Unlock (i): clock, leave-by, passphrase. No names of students stand here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
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

from otdesk.faults import Fault, Trouble
from otdesk.ui import theme
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.parts.buttons import LinkButton, PrimaryButton
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.setup.gate import Gate
from otdesk.ui.setup.resume import Resume
from otdesk.ui.theme import Type, TypeSize
from otdesk.ui.tokens import Tone
from otdesk.words import _, clock, minutes, month, plural, weekday

CLOCK = TypeSize(76, 84, 600)
CLOCK_LOW = TypeSize(44, 52, 600)
LOW = 450
"""Pixels at 100 % below which the clock makes room for the passphrase."""
DATE = TypeSize(16, 22, 400)


class UnlockPage(QWidget):
    """`opened` when the vault is open; `code_wanted` for the recovery sheet."""

    opened = Signal()
    code_wanted = Signal()

    def __init__(self, gate: Gate, jobs: Jobs, now: Callable[[], datetime], resume: Resume) -> None:
        super().__init__()
        self._gate, self._jobs, self._now, self._resume = gate, jobs, now, resume
        self._waiting = 0
        self._caps_on: bool | None = None
        self._edit = PassphraseEdit(_("Passphrase"), icon="lock")
        self.field = LabeledField(_("Passphrase"), self._edit)
        self.button = PrimaryButton(_("Unlock"), key="Enter", large=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.unlock)
        self.code_button = LinkButton(_("Use my recovery sheet"))
        self.code_button.clicked.connect(self.code_wanted)
        self._time = Words("", CLOCK, "panel" if not theme.current().colors.dark else "text")
        self._date = Words("", DATE, "text2")
        self.leave = StatusPill(Mark("", "car", Tone.TODO), large=True)
        self._caps_icon = IconLabel("keyboard", "text2", 16)
        self._caps = Words("", Type.CONTROL, "text2")
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self.tick()

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
        box = QWidget()
        box.setFixedWidth(look.px(420))
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self._edit.setProperty("large", True)
        self._edit.installEventFilter(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        row = QHBoxLayout()
        row.addWidget(self.code_button)
        row.addStretch(1)
        row.addWidget(self._caps_icon)
        row.addWidget(self._caps)
        column.addLayout(row)
        centered = QHBoxLayout()  # an aligned item would not grow with a message of two lines
        centered.addStretch(1)
        centered.addWidget(box)
        centered.addStretch(1)
        outer.addLayout(centered)
        outer.addSpacing(look.px(20))
        note = QHBoxLayout()
        note.addStretch(1)
        note.addWidget(IconLabel("save", "text2", 16))
        self._note = Words("", Type.CONTROL, "text2")
        note.addWidget(self._note)
        note.addStretch(1)
        self._note_row = QWidget()
        self._note_row.setLayout(note)
        outer.addWidget(self._note_row)
        outer.addStretch(2)
        self._say_note()

    def _say_note(self) -> None:
        resume = self._resume
        parts = []
        if resume.locked_after:
            parts.append(plural("Locked after {n} minute.", "Locked after {n} minutes.", resume.locked_after))
        if resume.saved_at is not None:
            parts.append(_("Saved at {time}; nothing is lost.").format(time=clock(resume.saved_at)))
        self._note.setText(" ".join(parts))
        self._note_row.setVisible(bool(parts))

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
        by = self._resume.leave_by
        shown = by is not None and self._resume.day == now.date().isoformat() and by - minute > -60
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
        left = self._gate.wait_seconds()
        if left:
            words = plural("Wait {n} second", "Wait {n} seconds", left)
            self.button.say(words, key="")
            self.button.setEnabled(False)
        elif self._waiting:
            self.button.say(_("Unlock"), key="Enter")
            self.button.setEnabled(True)
        self._waiting = left

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._time.set_kind(CLOCK_LOW if self.height() < theme.current().px(LOW) else CLOCK)

    # --- unlocking ---

    def unlock(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.field.text():
            self.field.say_error(_("Type your passphrase."))
            return
        self._busy(_("Unlocking…"))
        job = self._jobs.start(_unlock, self._gate, self.field.text())
        job.done.connect(self._opened)
        job.failed.connect(self._failed)

    def _busy(self, words: str) -> None:
        self.button.say(words, key="")
        self.button.setEnabled(False)
        self._edit.setReadOnly(True)

    def _free(self) -> None:
        self._edit.setReadOnly(False)
        self.button.setEnabled(True)
        self.button.say(_("Unlock"), key="Enter")

    def _opened(self) -> None:
        self.field.set_text("")
        self.opened.emit()

    def _failed(self, error: object) -> None:
        self._free()
        if not isinstance(error, Fault):
            if isinstance(error, BaseException):
                raise error
            return
        if self._gate.is_damage(error):
            self._ask_about(error)
            return
        text = f"{error.message} {error.next_step}".strip() if isinstance(error, Trouble) else error.message
        self.field.say_error(text)
        self._edit.selectAll()
        self._edit.setFocus()
        self.tick()

    def _ask_about(self, damage: Fault) -> None:
        step = damage.next_step if isinstance(damage, Trouble) else ""
        text = f"{damage.message} {step}".strip()
        if ConfirmDialog.confirm(self, _("Something is missing in this vault"), text, _("Open what is there")):
            self._busy(_("Opening…"))
            job = self._jobs.start(_accept, self._gate)
            job.done.connect(self._opened)
            job.failed.connect(self._failed)

    # --- Qt ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
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
            self.unlock()
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


def _unlock(report: Report, gate: Gate, passphrase: str) -> None:
    report.check()
    gate.unlock(passphrase)


def _accept(report: Report, gate: Gate) -> None:
    report.check()
    gate.open(accept_damage=True)


def caps_after(event: QKeyEvent, before: bool | None) -> bool | None:
    """What a key press tells about Caps Lock, which Qt itself does not: a capital without Shift, or the reverse."""
    if event.key() == Qt.Key.Key_CapsLock:
        return None if before is None else not before
    text = event.text()
    if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return text.isupper() is not shift
    return before
