# SPDX-License-Identifier: MIT
"""Top of the note: who, when, was she there."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.actions.attendance import Mark as Said
from otdesk.faults import Refusal
from otdesk.queries.note_members import Member
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import Presence, Reason
from otdesk.ui import theme
from otdesk.ui.notes.checks import NOT_SEEN, TIMED, untimed
from otdesk.ui.notes.members import MemberRow
from otdesk.ui.notes.moments import mark_at, moment_of, moment_text, moment_word
from otdesk.ui.notes.roster import RosterField
from otdesk.ui.parts import readings, widths
from otdesk.ui.parts.buttons import LinkButton, QuietButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import SchoolChip, StatusPill
from otdesk.ui.parts.typed_lines import finish_line
from otdesk.ui.safety.alert_lines import AlertLines
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

ABSENCES = (Reason.STUDENT_ABSENT, Reason.STUDENT_SUSPENDED, Reason.STUDENT_NOT_AVAILABLE)


class NoteHead(QWidget):
    """Says `marked(Mark)` who was there, `times(start, end)` when, `roster(number or None)` of a whole class. What
    cannot be read is said under the times."""

    marked = Signal(object)
    times = Signal(int, int)
    roster = Signal(object)
    member_wanted = Signal(int)
    same_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: NoteForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addLayout(self._name_row())
        self.alerts = AlertLines()
        column.addWidget(self.alerts)
        self.members = MemberRow()
        self.members.wanted.connect(self.member_wanted)
        column.addWidget(self.members)
        self.facts = QWidget()
        """Times and attendance: they scroll with the fields, the name stays in sight."""
        column = QVBoxLayout(self.facts)
        column.setContentsMargins(0, 0, 0, theme.current().px(4))
        column.setSpacing(theme.current().px(8))
        column.addLayout(self._time_row())
        self._fault = Words("", Type.META, "bad.ink", wrap=True)
        self._fault.hide()
        column.addWidget(self._fault)
        self.attendance = SegmentedControl(
            [(presence, short_presence(presence)) for presence in Presence], _("Attendance"), fill=True,
            tones={Presence.PRESENT: Tone.DONE},
        )  # fmt: skip
        self.attendance.chosen.connect(self._marked)
        column.addWidget(self.attendance)
        self._moment_row, self._why_row = self._when_row(), self._reason_row()
        self.class_size = RosterField()
        self.class_size.said.connect(self.roster)
        self.class_size.refused.connect(self.refuse)
        column.addWidget(self.class_size)
        column.addWidget(self._moment_row)
        column.addWidget(self._why_row)

    def _name_row(self) -> QHBoxLayout:
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self.name = ElidedWords("", Type.CARD)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._chip: SchoolChip | None = None
        self._about = ElidedWords("", Type.CONTROL, "text2")
        self._pill = StatusPill(Mark("", ""))
        self._top.addWidget(self.name)
        self._top.addWidget(self._about, 1)
        self._top.addWidget(self._pill)
        return self._top

    def _time_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.start, self.end = QLineEdit(), QLineEdit()
        for field, name in ((self.start, _("Start")), (self.end, _("End"))):
            widths.fixed(field, 64)
            field.setAccessibleName(name)
            field.editingFinished.connect(self._times_typed)
        row.addWidget(self.start)
        row.addWidget(Words("–", Type.CONTROL, "text2"))
        row.addWidget(self.end)
        self._confirmed = Words("", Type.META, "text2")
        self.as_planned = LinkButton(_("As planned"))
        self.as_planned.setToolTip(_("The session was held at the planned times"))
        self.as_planned.clicked.connect(self._confirm)
        self.same = QuietButton(_("Same as last time"), key="Ctrl+D")
        self.same.clicked.connect(self.same_wanted)
        row.addWidget(self._confirmed)
        row.addWidget(self.as_planned)
        row.addStretch(1)
        row.addWidget(self.same)
        return row

    def _when_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._moment_label = Words("", Type.LABEL, "text2")
        self.moment_field = QLineEdit()
        widths.fixed(self.moment_field, 68)
        self.moment_field.editingFinished.connect(self._moment_typed)
        row.addWidget(self._moment_label)
        row.addWidget(self.moment_field)
        row.addStretch(1)
        return holder

    def _reason_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.reason = QComboBox()
        self.reason.setAccessibleName(_("Why absent"))
        self.reason.setAccessibleDescription(_("Why absent"))
        for reason in ABSENCES:
            self.reason.addItem(labels.reason(reason))
        self.reason.activated.connect(self._reason_chosen)
        row.addWidget(Words(_("Why"), Type.LABEL, "text2"))
        row.addWidget(self.reason)
        row.addStretch(1)
        return holder

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [
            self.start, self.end, self.as_planned, self.same, self.attendance, self.moment_field, self.reason,
        ]  # fmt: skip

    # --- showing ---

    def show_form(self, form: NoteForm, today: date) -> None:
        """Of another student anew; else a time that was refused stands there with its fault until another is typed."""
        fresh = self._form is None or self._form.key != form.key
        self._form = form
        if fresh:
            self.refuse("")
        refused = bool(self._fault.text())
        self.name.show_text(words.full_name(form.called, form.last))
        self._about.show_text(
            words.listed_with_dots(
                [
                    form.group,
                    "" if form.of_therapy else labels.record(form.kind),
                    words.day_date(form.day) if form.day != today else "",
                ]
            )
        )
        self._show_chip(form)
        if fresh:
            self.alerts.show_alerts(form.alerts, today)
        for field, minute in ((self.start, form.start), (self.end, form.end)):
            if not (field.hasFocus() or refused) or fresh:
                field.setText(words.clock(minute))
        confirmed = form.actual_start is not None
        said = ""
        if confirmed and form.minutes is not None and not untimed(form):
            said = _("{n} counted").format(n=words.minutes(form.minutes))
        self._confirmed.setText(said)
        self._confirmed.setVisible(bool(said))
        self.as_planned.setVisible(not confirmed)
        self.attendance.set_value(form.presence or Presence.PRESENT)
        self.attendance.setVisible(form.of_therapy)
        self.same.setVisible(form.previous is not None and form.presence not in NOT_SEEN)
        if form.previous_day is not None:
            self.same.say(_("Same as {day}").format(day=words.short_date(form.previous_day)))
        self.class_size.show_roster(form.roster, anew=fresh)
        self.class_size.setVisible(form.whole_class)
        self._show_moment(form, kept=refused or (self.moment_field.hasFocus() and not fresh))
        self._show_reason(form)

    def finish(self) -> str:
        """Keep the time or number that is being typed now; what is wrong, or ""."""
        finish_line(self.facts)
        return self.fault()

    def fault(self) -> str:
        """What is wrong with the times and the number that stand here, said under them; "" when nothing is."""
        if self._form is not None:
            try:
                readings.session_times(
                    self.start.text(), self.end.text(), (self._form.start, self._form.end), moved=False
                )
            except Refusal as refusal:
                self.refuse(refusal.message)
        return self._fault.text()

    def show_members(self, members: tuple[Member, ...]) -> None:
        if self._form is not None:
            self.members.show_members(members, self._form.student_id)

    def _show_reason(self, form: NoteForm) -> None:
        """An absence has a reason, which decides whether the minutes are owed."""
        self._why_row.setVisible(form.presence is Presence.ABSENT)
        reason = form.reason if form.reason in ABSENCES else Reason.STUDENT_ABSENT
        self.reason.setCurrentIndex(ABSENCES.index(reason))

    def _show_chip(self, form: NoteForm) -> None:
        if self._chip is not None:
            self._top.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
        self._chip = SchoolChip(form.school_code, form.school_color, form.school_name)
        self._top.insertWidget(1, self._chip)

    def _show_moment(self, form: NoteForm, *, kept: bool) -> None:
        self._moment_row.setVisible(form.presence in TIMED)
        self._moment_label.setText(moment_word(form.presence))
        self.moment_field.setAccessibleName(self._moment_label.text())
        if not kept:
            self.moment_field.setText(moment_text(form))

    def show_left(self, leave_in: int | None) -> None:
        """How many minutes until she has to go: the note is written in that gap."""
        self._pill.setVisible(leave_in is not None and leave_in >= 0)
        if leave_in is not None and leave_in >= 0:
            tone = Tone.BAD if leave_in <= 5 else Tone.TODO
            self._pill.show_mark(Mark(_("{time} left").format(time=words.minutes(leave_in)), "timer", tone))

    # --- typing ---

    def _times_typed(self) -> None:
        if self._form is None:
            return
        was, moved = (self._form.start, self._form.end), self.sender() is self.start
        try:
            times = readings.session_times(self.start.text(), self.end.text(), was, moved=moved)
        except Refusal as refusal:
            self.refuse(refusal.message)
            return
        self.refuse("")
        self.end.setText(words.clock(times[1]))
        if times != was:
            self.times.emit(*times)

    def refuse(self, text: str) -> None:
        """Say under the times why what was typed cannot be; it stays."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _confirm(self) -> None:
        self.refuse("")
        if self._form is not None:
            self.times.emit(self._form.planned_start, self._form.planned_end)

    def _marked(self, presence: object) -> None:
        self.refuse("")
        if isinstance(presence, Presence):
            self.marked.emit(Said(presence))

    def _reason_chosen(self) -> None:
        reason = ABSENCES[self.reason.currentIndex()]
        if self._form is not None and reason is not self._form.reason:
            self.marked.emit(Said(Presence.ABSENT, reason))

    def _moment_typed(self) -> None:
        """An emptied field takes the time back: what stands on the screen is what is signed."""
        text, form = self.moment_field.text().strip(), self._form
        self.refuse("")
        if form is None or form.presence is None or form.presence not in TIMED:
            return
        try:
            minute = readings.minute(text) if text else None
        except Refusal as refusal:
            self.refuse(refusal.message)
            return
        if minute != moment_of(form):
            self.marked.emit(mark_at(form.presence, minute))


def short_presence(code: Presence) -> str:
    """As the segments say it."""
    return _("Late") if code is Presence.LATE else labels.presence(code)
