# SPDX-License-Identifier: MIT
"""Something changed: what happened, what the rest of the day would look like, and take it or leave it."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from otdesk import words
from otdesk.actions import day_changes
from otdesk.actions.day_changes import DayChange
from otdesk.faults import Refusal
from otdesk.queries import repair
from otdesk.queries.repair import Change, ChangeRow, LeaveRow, Proposal
from otdesk.queries.today import Day
from otdesk.rules.kinds import Reason
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts import readings, widths
from otdesk.ui.parts.cards import RemadeList
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import SchoolChip
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_LATE, _OPENS, _CLOSED, _ABSENT = "late", "opens", "closed", "absent"
_TALLEST = 250
_USUALLY_LATE = 15


class ChangedDialog(DialogBase):
    """Every choice shows its proposal at once; nothing is saved before it is taken."""

    def __init__(self, host: QWidget, bridge: Bridge, day: Day, school_id: int | None, minute: int | None) -> None:
        super().__init__(host, _("What changed?"), width=600)
        self._bridge, self._day, self._minute = bridge, day.day, minute
        self._schools = {stop.school_id: stop for stop in day.stops if stop.school_id is not None}
        self._students = _students(day)
        self._fixed: dict[int, int | None] = {}
        self._proposal: Proposal | None = None
        self.kinds = SegmentedControl(self._kinds(minute), _("What changed"), fill=True)
        self.kinds.set_value(_LATE if minute is not None else _OPENS)
        self.kinds.chosen.connect(self._kind_chosen)
        self.body.addWidget(self.kinds)
        self._add_fields(day, school_id)
        self.summary = Words("", Type.ROW, wrap=True)
        self.body.addWidget(self.summary)
        self.rows = _Rows()
        self.rows.decided.connect(self._decided)
        self.body.addWidget(self.rows, 1)
        self.add_buttons(_("Use this"), cancel=_("Leave it"))
        self.focus_first(self.kinds)
        self._show_fields()

    def _kinds(self, minute: int | None) -> list[tuple[object, str]]:
        late: list[tuple[object, str]] = [(_LATE, _("I’m late"))] if minute is not None else []
        absent: list[tuple[object, str]] = [(_ABSENT, _("Student absent"))] if self._students else []
        return [*late, (_OPENS, _("Opens late")), (_CLOSED, _("School closed")), *absent]

    def _add_fields(self, day: Day, school_id: int | None) -> None:
        self._late = LabeledField(_("Minutes late"))
        self._late.set_text(str(_USUALLY_LATE))
        where, who = QComboBox(), QComboBox()
        for stop in self._schools.values():
            where.addItem(f"{stop.code} · {stop.name}", stop.school_id)
        where.setCurrentIndex(max(0, where.findData(school_id)))
        for student_id, name in self._students.items():
            who.addItem(name, student_id)
        self._where, self._who = LabeledField(_("School"), where), LabeledField(_("Student"), who)
        self._opens = LabeledField(_("Opens at"))
        begins = day.stops[0].start if day.stops else 480
        self._opens.set_text(words.clock(_usual_opening(begins, self._minute)))
        line = QHBoxLayout()
        for field in (self._late, self._where, self._opens, self._who):
            line.addWidget(field)
            field.changed.connect(self._propose)
        where.activated.connect(self._propose)
        who.activated.connect(self._propose)
        self.body.addLayout(line)

    def _kind_chosen(self, _kind: object) -> None:
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self.kinds.value()
        self._late.setVisible(kind == _LATE)
        self._where.setVisible(kind in {_OPENS, _CLOSED})
        self._opens.setVisible(kind == _OPENS)
        self._who.setVisible(kind == _ABSENT)
        self._propose()

    # --- the proposal ---

    def _change(self) -> Change:
        """What is said; raises Refusal for what cannot be read."""
        kind, where, who = self.kinds.value(), self._where.editor, self._who.editor
        if kind == _LATE:
            return Change(late=_minutes_late(self._late.text()), fixed=self._fixed)
        if kind == _ABSENT and isinstance(who, QComboBox):
            return Change(student_id=who.currentData(), fixed=self._fixed)
        school = where.currentData() if isinstance(where, QComboBox) else None
        opens = readings.minute(self._opens.text()) if kind == _OPENS else None
        return Change(school, opens, fixed=self._fixed)

    def _propose(self) -> None:
        """Another question: what was decided of single sessions belongs to the one before."""
        self._fixed = {}
        self._show_proposal()

    def _decided(self, session_id: int, start: object) -> None:
        self._fixed = {**self._fixed, session_id: start if isinstance(start, int) else None}
        self._show_proposal()

    def _show_proposal(self) -> None:
        try:
            change = self._change()
        except Refusal as refusal:
            self._proposal = None
            self.summary.setText(refusal.message)
            self.rows.show_rows((), ())
        else:
            self._proposal = self._bridge.read(repair.proposal, self._day, self._minute, change)
            self.summary.setText(summary_words(self._proposal))
            self.rows.show_rows(self._proposal.changes, self._proposal.drives)
        self.main_button.setEnabled(self._proposal is not None and _changes(self._proposal))

    def accept(self) -> None:
        found = self._proposal
        if found is None or not _changes(found):
            return
        moves = tuple((row.session_id, row.start) for row in found.changes if row.start not in {None, row.was})
        change = DayChange(
            self._day,
            tuple((session, start) for session, start in moves if start is not None),
            tuple(row.session_id for row in found.changes if row.start is None),
            self._reason(),
            found.absent,
            _lunch(found),
        )
        with self._bridge.telling():
            self._bridge.do(day_changes.take, change)
            super().accept()

    def _reason(self) -> Reason:
        return {_OPENS: Reason.EARLY_RELEASE, _CLOSED: Reason.SCHOOL_CLOSED_UNPLANNED}.get(
            str(self.kinds.value()), Reason.THERAPIST_ABSENT
        )


class _Rows(RemadeList):
    """What moves, what falls out and when to leave; each session can be decided by hand."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.column.setSpacing(theme.current().px(4))
        self.boxes: dict[int, QComboBox] = {}

    def show_rows(self, changes: tuple[ChangeRow, ...], drives: tuple[LeaveRow, ...]) -> None:
        focus = next((number for number, box in self.boxes.items() if box.hasFocus()), None)
        lines = self.begin()
        self.boxes = {}
        for row in changes:
            lines.addLayout(self._line(row))
        for drive in drives:
            lines.addWidget(Words(leave_words(drive), Type.CONTROL, "text2"))
        self.setMinimumHeight(min(theme.current().px(_TALLEST), self.wanted_height()))
        self.setVisible(bool(changes or drives))
        if focus in self.boxes:
            self.boxes[focus].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, row: ChangeRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(SchoolChip(row.code, row.color))
        line.addWidget(ElidedWords(row.title, Type.CONTROL_STRONG), 1)
        box = QComboBox()
        box.setAccessibleName(f"{row.title}: {change_words(row)}")
        with QSignalBlocker(box):
            box.addItem(change_words(row), row.start)
            if row.start != row.was:
                box.addItem(_("Keep {time}").format(time=words.clock(row.was)), row.was)
            if row.start is not None:
                box.addItem(_("Leave out"), None)
        box.setProperty("session", row.session_id)
        box.activated.connect(self._chosen)
        widths.at_least(box, 150)
        self.boxes[row.session_id] = box
        line.addWidget(box)
        return line

    def _chosen(self, index: int) -> None:
        box = self.sender()
        if index and isinstance(box, QComboBox):
            self.decided.emit(box.property("session"), box.itemData(index))


def change_words(row: ChangeRow) -> str:
    """ "8:20 → 10:00", "8:20 stays" or "8:20 cannot be held"."""
    was = words.clock(row.was)
    if row.start is None:
        return _("{time} falls out").format(time=was)
    if row.start == row.was:
        return _("{time} stays").format(time=was)
    return _("{was} → {now}").format(was=was, now=words.clock(row.start))


def leave_words(row: LeaveRow) -> str:
    now = words.clock(row.leave_by)
    where = f"{row.origin} → {row.destination}"
    if row.was is None or row.was == row.leave_by:
        return _("{where}: leave by {time}").format(where=where, time=now)
    return _("{where}: leave by {time}, was {was}").format(where=where, time=now, was=words.clock(row.was))


def summary_words(found: Proposal) -> str:
    """ "5 sessions stay, 2 move, 1 falls out. Lunch 12:05 → 11:30."."""
    lost = sum(row.start is None for row in found.changes)
    moved = sum(row.start not in {None, row.was} for row in found.changes)
    stay = found.kept
    told = [plural("{n} session stays", "{n} sessions stay", stay)]
    told += [plural("{n} moves", "{n} move", moved)] if moved else []
    told += [plural("{n} falls out", "{n} fall out", lost)] if lost else []
    if found.absent:
        told.append(plural("{n} is marked absent", "{n} are marked absent", len(found.absent)))
    text = f"{', '.join(told)}."
    if not found.kept_lunch:
        return f"{text} {_('No time is left for lunch.')}"
    if found.lunch is not None and found.lunch_was is not None and found.lunch != found.lunch_was:
        was, now = words.clock(found.lunch_was), words.clock(found.lunch)
        return f"{text} {_('Lunch {was} → {now}.').format(was=was, now=now)}"
    return text


def _lunch(found: Proposal) -> tuple[int, int] | None:
    """(block, start) of a lunch that is held at another time."""
    if found.lunch_slot is None or found.lunch is None or found.lunch == found.lunch_was:
        return None
    return found.lunch_slot, found.lunch


def _changes(found: Proposal) -> bool:
    return bool(found.absent) or any(row.start != row.was for row in found.changes)


def _students(day: Day) -> dict[int, str]:
    """Who is still to be seen, by name."""
    found = {
        student.student_id: words.full_name(student.called, student.last)
        for row in day.rows()
        for student in row.students
        if student.presence is None and not row.cancelled
    }
    return dict(sorted(found.items(), key=_by_name))


def _by_name(item: tuple[int, str]) -> str:
    return item[1].casefold()


def _usual_opening(begins: int, now: int | None) -> int:
    """An hour and a half after the day begins, on the half hour: how a late start usually goes; never past."""
    return max(-(-(begins + 90) // 30) * 30, 0 if now is None else -(-(now + 15) // 30) * 30)


def _minutes_late(text: str) -> int:
    said = text.strip()
    if not said.isdigit() or not 1 <= int(said) <= 300:
        raise Refusal(_("Say how late in minutes, 1 to 300."))
    return int(said)
