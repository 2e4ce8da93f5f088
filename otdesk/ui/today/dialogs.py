# SPDX-License-Identifier: MIT
"""Small forms of Today: move a session, add one, add a meeting, correct a drive."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from otdesk import words
from otdesk.actions import meetings, sessions, trips
from otdesk.actions.meetings import MeetingEntry
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Refusal
from otdesk.queries import choices, fit, school_days
from otdesk.queries.day_rows import Row
from otdesk.queries.today import Drive
from otdesk.records.meetings import MeetingKind
from otdesk.rules.kinds import RecordKind
from otdesk.rules.slots import Obstacle, Why
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.notes.roster import read_roster
from otdesk.ui.parts import readings
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.planner import reasons
from otdesk.ui.today.people import People
from otdesk.words import _

_CLASS = "class"
"""Chosen where a whole class takes part."""


class Form(DialogBase):
    """Fields that are all checked before the action; a refusal is shown under the first field."""

    def __init__(self, host: QWidget, bridge: Bridge, title: str, *, detail: str = "", width: int = 440) -> None:
        super().__init__(host, title, width=width, detail=detail)
        self._bridge = bridge
        self._fields: list[LabeledField] = []
        self._changed = False

    def field(self, label: str, text: str = "", *, editor: QComboBox | None = None) -> LabeledField:
        made = LabeledField(label, editor)
        if editor is None:
            made.set_text(text)
        made.changed.connect(self._typed)
        self._fields.append(made)
        return made

    def day_field(self, day: date) -> LabeledField:
        made = LabeledField(_("Day"), check=self._read_day)
        made.set_text(words.day_date(day))
        made.changed.connect(self._typed)
        self._fields.append(made)
        return made

    def time_field(self, label: str, minute: int | None) -> LabeledField:
        made = LabeledField(label, check=_read_minute)
        made.set_text(words.clock(minute) if minute is not None else "")
        made.changed.connect(self._typed)
        self._fields.append(made)
        return made

    def side_by_side(self, *fields: LabeledField) -> None:
        line = QHBoxLayout()
        for made in fields:
            line.addWidget(made)
        self.body.addLayout(line)

    def typed(self) -> bool:
        return self._changed

    def _typed(self) -> None:
        self._changed = True

    def _read_day(self, text: str) -> str:
        return words.day_full_date(readings.day(text, self._bridge.today()))

    def day_of(self, made: LabeledField) -> date:
        return readings.day(made.text(), self._bridge.today())

    def span_of(self, day: LabeledField, start: LabeledField, end: LabeledField) -> tuple[date, tuple[int, int]] | None:
        """What the fields say, once all three can be read."""
        try:
            return self.day_of(day), (readings.minute(start.text()), readings.minute(end.text()))
        except Refusal:
            return None

    def say_fit(self, field: LabeledField, found: Sequence[Obstacle], day: date) -> None:
        """The gravest things that are in the way, under the field; said, not forbidden."""
        if not found:
            field.say_reading(words.day_full_date(day))
            return
        worst = sorted(found, key=_gravity)
        if worst[0].why is Why.CLOSED_DAY:
            closed = self._bridge.read(school_days.facts, day).closed
            field.say_doubt(_("No school: {why}").format(why=closed) if closed else _("No school that day"))
        else:
            told = list(dict.fromkeys(reasons.short(obstacle) for obstacle in worst))
            field.say_doubt("; ".join(told[:2]))

    def accept(self) -> None:
        sound = [made.leave() for made in self._fields]
        if not all(sound):
            self._fields[sound.index(False)].editor.setFocus()
            return
        try:
            self.save()
        except Refusal as refusal:
            self._fields[0].say_error(refusal.message)
            return
        super().accept()

    def save(self) -> None:
        """Do it; raises Refusal."""
        raise NotImplementedError


def _read_minute(text: str) -> str:
    readings.minute(text)
    return ""


class MoveDialog(Form):
    """Another day or time for this one session. What stands in the way is said, not forbidden."""

    def __init__(self, host: QWidget, bridge: Bridge, row: Row, day: date) -> None:
        title = row.title or words.listed([student.called for student in row.students])
        super().__init__(
            host, bridge, _("Move {who}").format(who=title), detail=_("Only this session. Your typical week stays.")
        )
        self._row = row
        self._day = self.day_field(day)
        self._start = self.time_field(_("Start"), row.planned_start)
        self._end = self.time_field(_("End"), row.planned_end)
        self._day.left.connect(self._look)
        self._start.left.connect(self._look)
        self._end.left.connect(self._look)
        self._start.changed.connect(self._keep_length)
        self.body.addWidget(self._day)
        self.side_by_side(self._start, self._end)
        self.add_buttons(_("Move"))

    def _keep_length(self) -> None:
        """The end follows the start until it is typed itself."""
        try:
            start = readings.minute(self._start.text())
        except Refusal:
            return
        self._end.set_text(words.clock(start + self._row.planned_end - self._row.planned_start))

    def _look(self) -> None:
        """Say under the day what stands in the way there."""
        said = self.span_of(self._day, self._start, self._end)
        if said is not None and self._row.session_id is not None:
            day, span = said
            self.say_fit(self._day, self._bridge.read(fit.of_session, self._row.session_id, day, span), day)

    def save(self) -> None:
        if self._row.session_id is not None:
            start, end = readings.minute(self._start.text()), readings.minute(self._end.text())
            self._bridge.do(sessions.move, self._row.session_id, self.day_of(self._day), start, end)


class SessionDialog(Form):
    """A session outside the typical week: a student or a group, a day, a time; or another record of a student.
    `added(session id)` once it is closed."""

    added = Signal(int)

    def __init__(
        self, host: QWidget, bridge: Bridge, day: date, school_id: int | None, kind: RecordKind = RecordKind.THERAPY
    ) -> None:
        super().__init__(host, bridge, _("New session"), detail=_("Outside your typical week, this once."))
        kinds: list[tuple[object, str]] = [(each, record_words(each)) for each in RecordKind]
        kinds.insert(1, (_CLASS, _("Therapy session with the whole class")))
        self._kind = Combo(kinds)
        self._kind.choose(kind)
        self._kind.currentIndexChanged.connect(self._show_class)
        ordered = sorted(bridge.read(choices.who, day), key=_AtSchool(school_id))
        self._people = People(ordered, bridge.read(choices.schools))
        self._added: int | None = None
        box = _search_box(self._people.labels())
        box.setCurrentIndex(-1)
        self._who = self.field(_("Student or group"), editor=box)
        box.activated.connect(self._fit_end)
        box.activated.connect(self._look)
        now = bridge.now()
        start = -(-(now.hour * 60 + now.minute) // 5) * 5 if day == now.date() else 540
        self._day = self.day_field(day)
        self._start = self.time_field(_("Start"), start)
        self._end = self.time_field(_("End"), start + 30)
        for field in (self._day, self._start, self._end):
            field.left.connect(self._look)
        self._room = self.field(_("Room, if not the usual one"))
        self.body.addWidget(self._who)
        self.body.addWidget(LabeledField(_("What it is"), self._kind))
        self._roster = LabeledField(_("Students in the class, as a number"), check=self._read_class)
        self._roster.changed.connect(self._typed)
        self._fields.append(self._roster)
        self._others = CheckBox("")
        self._mates: tuple[tuple[int, str], ...] = ()
        self.body.addWidget(self._roster)
        self.body.addWidget(self._others)
        self.body.addWidget(self._day)
        self.side_by_side(self._start, self._end)
        self.body.addWidget(self._room)
        self.add_buttons(_("Add session"))
        box.activated.connect(self._show_class)
        self._show_class()
        self.focus_first(self._who.editor)

    def _read_class(self, text: str) -> str:
        if self._kind.value() == _CLASS and read_roster(text) is None:
            raise Refusal(_("How many students does the class have?"))
        return ""

    def _show_class(self) -> None:
        """Of a whole class: how many they are, and who else of the caseload sits in it."""
        whole = self._kind.value() == _CLASS
        self._roster.setVisible(whole)
        self._mates = ()
        try:
            chosen = self._chosen()
        except Refusal:
            chosen = None
        if whole and chosen is not None and chosen.group_id is None:
            self._mates = self._bridge.read(choices.classmates, chosen.members[0][0])
        names = words.listed([name for _student, name in self._mates])
        self._others.setText(_("With {names}, of the same class").format(names=names))
        self._others.setVisible(bool(self._mates))
        self.place()

    def _look(self) -> None:
        """A class she must not miss, another session, an individual line in a group: said before it is booked."""
        said = self.span_of(self._day, self._start, self._end)
        try:
            chosen = self._chosen()
        except Refusal:
            return
        if said is not None and self._kind.value() == RecordKind.THERAPY:
            day, span = said
            lines = [line for _student, line in chosen.members]
            self.say_fit(self._day, self._bridge.read(fit.of_lines, chosen.school_id, lines, day, span), day)

    def _chosen(self) -> choices.WhoChoice:
        return self._people.meant(self._who.text())

    def _fit_end(self) -> None:
        try:
            self._end.set_text(words.clock(readings.minute(self._start.text()) + self._chosen().minutes))
        except Refusal:
            return

    def accept(self) -> None:
        super().accept()
        if self._added is not None:
            self.added.emit(self._added)

    def save(self) -> None:
        chosen = self._chosen()
        whole = self._kind.value() == _CLASS
        kind = RecordKind.THERAPY if whole else RecordKind(str(self._kind.value()))
        if kind is not RecordKind.THERAPY and chosen.group_id is not None:
            raise Refusal(_("Choose one student. Of a group each has a record of her own."))
        as_planned = kind is RecordKind.THERAPY and not whole
        members = chosen.members if as_planned else tuple((who, None) for who, _line in chosen.members)
        roster = read_roster(self._roster.text()) if whole else None
        if whole and self._others.isChecked():
            members = (*members, *((student, None) for student, _name in self._mates))
        self._added = self._bridge.do(
            sessions.add,
            SessionEntry(
                day=self.day_of(self._day),
                school_id=chosen.school_id,
                start=readings.minute(self._start.text()),
                end=readings.minute(self._end.text()),
                members=members,
                kind=kind,
                group_id=chosen.group_id,
                room=self._room.text().strip(),
                roster=roster,
            ),
        )


def record_words(kind: RecordKind) -> str:
    """As one chooses it."""
    return {
        RecordKind.THERAPY: _("Therapy session"),
        RecordKind.CONTACT: _("Contact with a parent or teacher"),
        RecordKind.OBSERVATION: _("Observation for an evaluation"),
        RecordKind.MTSS: _("MTSS activity"),
        RecordKind.SCREENING: _("Screening"),
    }[kind]


class MeetingDialog(Form):
    """A meeting on one date."""

    def __init__(self, host: QWidget, bridge: Bridge, day: date, school_id: int | None) -> None:
        super().__init__(host, bridge, _("New meeting"))
        self._schools = bridge.read(choices.schools)
        self._what = self.field(_("What"), _("IEP meeting"))
        kinds = QComboBox()
        for kind, said in _meeting_kinds():
            kinds.addItem(said, kind)
        self._kind = self.field(_("Kind"), editor=kinds)
        where = QComboBox()
        for school in self._schools:
            where.addItem(f"{school.code} · {school.name}", school.school_id)
        where.setCurrentIndex(max(0, where.findData(school_id)))
        self._where = self.field(_("School"), editor=where)
        self._day = self.day_field(day)
        self._start = self.time_field(_("Start"), 885)
        self._end = self.time_field(_("End"), 915)
        self._bring = self.field(_("Bring"))
        self.body.addWidget(self._what)
        self.body.addWidget(self._where)
        self.side_by_side(self._kind, self._day)
        self.side_by_side(self._start, self._end)
        self.body.addWidget(self._bring)
        self.add_buttons(_("Add meeting"))

    def save(self) -> None:
        kinds, where = self._kind.editor, self._where.editor
        self._bridge.do(
            meetings.add,
            MeetingEntry(
                day=self.day_of(self._day),
                start=readings.minute(self._start.text()),
                end=readings.minute(self._end.text()),
                title=self._what.text(),
                kind=kinds.currentData() if isinstance(kinds, QComboBox) else MeetingKind.OTHER,
                school_id=where.currentData() if isinstance(where, QComboBox) else None,
                bring=self._bring.text(),
            ),
        )


class DriveDialog(Form):
    """Times and miles of a drive: to correct a logged one, or to log one whose distance is not known."""

    def __init__(self, host: QWidget, bridge: Bridge, day: date, drive: Drive, now: int | None = None) -> None:
        title = _("{start} to {end}").format(start=drive.from_name, end=drive.to_name)
        known = drive.trip_id is not None
        super().__init__(host, bridge, title, detail="" if known else _("The distance is not entered yet."))
        self._on, self._drive = day, drive
        departed = drive.departed if drive.departed is not None else now
        self._departed = self.time_field(_("Left"), departed)
        self._arrived = LabeledField(_("Arrived, if you are there"), check=_read_maybe_minute)
        self._arrived.set_text(words.clock(drive.arrived) if drive.arrived is not None else "")
        self._arrived.changed.connect(self._typed)
        self._miles = LabeledField(_("Miles"), check=_read_miles)
        self._miles.set_text(f"{drive.tenths / 10:.1f}" if drive.tenths is not None else "")
        self._miles.changed.connect(self._typed)
        self._fields += [self._arrived, self._miles]
        self.side_by_side(self._departed, self._arrived)
        self.body.addWidget(self._miles)
        self.add_buttons(_("Save") if known else _("Log the drive"))

    def save(self) -> None:
        departed, tenths = readings.minute(self._departed.text()), readings.miles(self._miles.text())
        arrived = readings.minute(self._arrived.text()) if self._arrived.text().strip() else None
        trip = self._drive.trip_id
        if trip is None:
            trip = self._bridge.do(trips.depart, self._on, self._drive.from_id, self._drive.to_id, departed, tenths)
            if arrived is not None:
                self._bridge.do(trips.arrive, trip, arrived)
        else:
            self._bridge.do(trips.correct, trip, departed, arrived, tenths)


def _gravity(obstacle: Obstacle) -> tuple[int, bool, int]:
    """The gravest first; that she herself is busy then goes before what speaks against the student."""
    return -obstacle.severity, obstacle.why is not Why.THERAPIST_BUSY, list(Why).index(obstacle.why)


class _AtSchool:
    """Sorts those of one school before the others."""

    def __init__(self, school_id: int | None) -> None:
        self._school = school_id

    def __call__(self, choice: choices.WhoChoice) -> tuple[bool, bool, str]:
        return choice.school_id != self._school, choice.group_id is None, choice.name


def _search_box(names: list[str]) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(names)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return box


def _meeting_kinds() -> list[tuple[MeetingKind, str]]:
    return [
        (MeetingKind.IEP, _("IEP or 504 meeting")),
        (MeetingKind.EVALUATION, _("Evaluation")),
        (MeetingKind.TEAM, _("Team meeting")),
        (MeetingKind.OTHER, _("Other")),
    ]


def _read_maybe_minute(text: str) -> str:
    if text.strip():
        readings.minute(text)
    return ""


def _read_miles(text: str) -> str:
    return words.miles(readings.miles(text))
