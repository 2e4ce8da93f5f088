# SPDX-License-Identifier: MIT
"""Top of the note: who, when, was she there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk import words
from otdesk.faults import Refusal
from otdesk.printouts import labels
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import Presence
from otdesk.ui import theme
from otdesk.ui.parts import readings
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import SchoolChip, StatusPill
from otdesk.ui.theme import Type
from otdesk.ui.today.row_words import ALERT_ICONS, alert_words
from otdesk.ui.tokens import Tone
from otdesk.words import _


class NoteHead(QWidget):
    """Says `marked(presence)`, `times(start, end)`, `moment(minute)` she came or left, `refused(words)`."""

    marked = Signal(object)
    times = Signal(int, int)
    moment = Signal(int)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: NoteForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        self._top = QHBoxLayout()
        self.name = ElidedWords("", Type.CARD)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._chip: SchoolChip | None = None
        self._pill = StatusPill(Mark("", ""))
        self._top.addWidget(self.name)
        self._top.addStretch(1)
        self._top.addWidget(self._pill)
        column.addLayout(self._top)
        self._alerts = Flow(spacing=6)
        column.addWidget(self._alerts)
        column.addLayout(self._time_row())
        self.attendance = SegmentedControl(
            [(presence, labels.presence(presence)) for presence in Presence], _("Attendance"), fill=True
        )
        self.attendance.chosen.connect(self.marked)
        column.addWidget(self.attendance)
        self._moment_row = self._when_row()
        column.addWidget(self._moment_row)

    def _time_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.start, self.end = QLineEdit(), QLineEdit()
        for field, name in ((self.start, _("Start")), (self.end, _("End"))):
            field.setFixedWidth(theme.current().px(68))
            field.setAccessibleName(name)
            field.editingFinished.connect(self._times_typed)
        row.addWidget(Words(_("Time"), Type.LABEL, "text2"))
        row.addWidget(self.start)
        row.addWidget(Words("–", Type.CONTROL, "text2"))
        row.addWidget(self.end)
        self._confirmed = Words("", Type.META, "text2")
        self.as_planned = LinkButton(_("As planned"))
        self.as_planned.clicked.connect(self._confirm)
        row.addWidget(self._confirmed)
        row.addWidget(self.as_planned)
        row.addStretch(1)
        return row

    def _when_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._moment_label = Words("", Type.LABEL, "text2")
        self.moment_field = QLineEdit()
        self.moment_field.setFixedWidth(theme.current().px(68))
        self.moment_field.editingFinished.connect(self._moment_typed)
        row.addWidget(self._moment_label)
        row.addWidget(self.moment_field)
        row.addStretch(1)
        return holder

    # --- showing ---

    def show_form(self, form: NoteForm) -> None:
        fresh = self._form is None or (self._form.session_id, self._form.student_id) != (
            form.session_id,
            form.student_id,
        )
        self._form = form
        self.name.show_text(words.full_name(form.called, form.last))
        self._show_chip(form)
        if fresh:
            self._show_alerts(form)
        for field, minute in ((self.start, form.start), (self.end, form.end)):
            if not field.hasFocus() or fresh:
                field.setText(words.clock(minute))
        confirmed = form.actual_start is not None
        said = _("{n} counted").format(n=words.minutes(form.minutes)) if confirmed and form.minutes is not None else ""
        self._confirmed.setText(said)
        self._confirmed.setVisible(bool(said))
        self.as_planned.setVisible(not confirmed)
        self.attendance.set_value(form.presence or Presence.PRESENT)
        self._show_moment(form)

    def _show_chip(self, form: NoteForm) -> None:
        if self._chip is not None:
            self._top.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
        self._chip = SchoolChip(form.school_code, form.school_color, form.school_name)
        self._top.insertWidget(1, self._chip)

    def _show_alerts(self, form: NoteForm) -> None:
        self._alerts.clear()
        for alert in form.alerts:
            self._alerts.add(StatusPill(Mark(alert_words(alert), ALERT_ICONS[alert.kind], Tone.BAD)))
        self._alerts.setVisible(bool(form.alerts))

    def _show_moment(self, form: NoteForm) -> None:
        late, early = form.presence is Presence.LATE, form.presence is Presence.LEFT_EARLY
        self._moment_row.setVisible(late or early)
        self._moment_label.setText(_("Came at") if late else _("Left at"))
        self.moment_field.setAccessibleName(self._moment_label.text())
        minute = form.arrived if late else form.left
        if not self.moment_field.hasFocus():
            self.moment_field.setText(words.clock(minute) if minute is not None else "")

    def show_left(self, leave_in: int | None) -> None:
        """How many minutes until she has to go: the note is written in that gap."""
        self._pill.setVisible(leave_in is not None and leave_in >= 0)
        if leave_in is not None and leave_in >= 0:
            tone = Tone.BAD if leave_in <= 5 else Tone.TODO
            self._pill.show_mark(Mark(_("{time} left").format(time=words.minutes(leave_in)), "timer", tone))

    # --- typing ---

    def _times_typed(self) -> None:
        form = self._form
        if form is None:
            return
        try:
            start, end = readings.minute(self.start.text()), readings.minute(self.end.text())
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        if (start, end) != (form.start, form.end):
            self.times.emit(start, end)

    def _confirm(self) -> None:
        if self._form is not None:
            self.times.emit(self._form.planned_start, self._form.planned_end)

    def _moment_typed(self) -> None:
        text = self.moment_field.text().strip()
        if not text or self._form is None:
            return
        try:
            minute = readings.minute(text)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        if minute != (self._form.arrived if self._form.presence is Presence.LATE else self._form.left):
            self.moment.emit(minute)
