# SPDX-License-Identifier: MIT
"""Beside the work: the timeline, her day, what works, contacts, times not available."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.schools import SchoolRow
from otdesk.queries.student_days import StudentDay
from otdesk.queries.students import StudentPage
from otdesk.queries.timelines import Happening, Timeline, TimelineRow
from otdesk.rules.kinds import NoteStatus
from otdesk.ui import theme
from otdesk.ui.caseload import case_words
from otdesk.ui.caseload.day_bar import DayBar
from otdesk.ui.caseload.row_parts import EditRow, ListCard, connect_row
from otdesk.ui.parts.buttons import LinkButton, QuietButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.theme import Type
from otdesk.words import _, minutes


class TimelineCard(ListCard):
    """What happened, newest first. `all_wanted` asks for more than the newest."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Timeline"))
        self.setAccessibleName(_("Timeline"))

    def show_timeline(self, timeline: Timeline, today: date) -> None:
        self.clear()
        for row in timeline.rows:
            self.add_row(_timeline_row(row, today))
        if not timeline.rows:
            self.add_row(Words(_("Nothing has happened yet. Sessions and notes will stand here."), Type.CONTROL,
                               "text2", wrap=True))  # fmt: skip
        if timeline.total > len(timeline.rows):
            link = LinkButton(_("Show all {n}").format(n=timeline.total))
            link.setObjectName("timeline-all")
            link.clicked.connect(self.all_wanted)
            self.add_row(link)


class DayCard(Card):
    """Her school day from the bells; `chosen(weekday)` when another day is wanted."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._head = QHBoxLayout()
        self.title = Words("", Type.CARD)
        self.source = ElidedWords("", Type.META, "text2")
        self.days = SegmentedControl([(n, words.weekday(n)) for n in range(5)], _("Weekday"))
        self.days.chosen.connect(self._choose)
        self._head.addWidget(self.title)
        self._head.addWidget(self.source, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.days)
        self.column.addLayout(self._head)
        self.bar = DayBar()
        self.column.addWidget(self.bar)

    def show_day(self, name: str, day: StudentDay, color: int) -> None:
        self.title.setText(_("{name}’s {weekday}").format(name=name, weekday=words.weekday(day.weekday, long=True)))
        said = (
            _("from the bell schedule of {school}") if day.from_bells else _("no bell schedule entered for her class")
        )
        self.source.show_text(said.format(school=day.school))
        self.days.set_value(day.weekday)
        self.bar.show_day(day, color)
        self.setAccessibleName(self.title.text())

    def _choose(self, weekday: object) -> None:
        if isinstance(weekday, int):
            self.chosen.emit(weekday)


class WorksCard(Card):
    """What works with her."""

    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("What works"))
        self.edit_button = QuietButton(_("Edit"), icon="pencil")
        self.edit_button.setAccessibleName(_("Edit what works"))
        self.edit_button.setObjectName("works-edit")
        self.edit_button.clicked.connect(self.edit_wanted)
        if self.header is not None:
            self.header.addWidget(self.edit_button)
        self.text = Words("", Type.CONTROL, wrap=True)
        self.column.addWidget(self.text)

    def show_text(self, text: str) -> None:
        self.text.setText(text or _("Seating, what calms, what to bring: what you would tell a substitute."))
        self.text.set_color("text" if text else "text3")


class ContactsCard(ListCard):
    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Contacts"), _("Contact"), spoken=_("Add a contact"))

    def show_page(self, page: StudentPage) -> None:
        self.clear()
        for contact in page.contacts:
            entry = contact.entry
            more = (("contact-remove", _("Remove this contact")),)
            row = connect_row(EditRow(contact.contact_id, entry.name, more, edit="contact"), self.acted.emit)
            text = QVBoxLayout()
            text.setSpacing(0)
            who = f"{entry.name}, {entry.relation}" if entry.relation else entry.name
            text.addWidget(ElidedWords(who, Type.CONTROL_STRONG))
            language = "" if entry.language in {"", "en"} else _("papers in {code}").format(code=entry.language)
            reach = " · ".join(part for part in (entry.phone, entry.email, language) if part)
            text.addWidget(ElidedWords(reach or _("no phone or email"), Type.META, "text2"))
            row.line.addLayout(text, 1)
            row.close_line()
            self.add_row(row)
        if not page.contacts:
            self.add_row(Words(_("Nobody entered yet."), Type.CONTROL, "text3"))


class TimesCard(ListCard):
    """Times not available: with somebody else, or not in the building. "hours" edits half days."""

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Not available"), _("Time"), spoken=_("Add a time not available"))
        self._hours = QGridLayout()
        self.column.addLayout(self._hours)
        self.hours_button = LinkButton(_("Half days, second building"))
        self.hours_button.setObjectName("hours-edit")
        self.hours_button.clicked.connect(self._edit_hours)
        self.column.addWidget(self.hours_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_page(self, page: StudentPage, schools: tuple[SchoolRow, ...]) -> None:
        self.clear()
        for commitment in page.commitments:
            entry = commitment.entry
            more = (("commitment-remove", _("Remove this time")),)
            row = connect_row(EditRow(commitment.commitment_id, entry.label, more, edit="commitment"), self.acted.emit)
            row.line.addWidget(ElidedWords(entry.label, Type.CONTROL_STRONG), 1)
            said = f"{words.weekday(entry.weekday)} {words.span(entry.start, entry.end)}"
            row.line.addWidget(Words(said, Type.CONTROL, "text2"))
            row.close_line()
            self.add_row(row)
        if not page.commitments:
            self.add_row(Words(_("No speech, PT or resource times entered."), Type.CONTROL, "text3", wrap=True))
        empty(self._hours)
        codes = {school.school_id: school.entry.code for school in schools}
        for number, entry_ in enumerate(page.hours):
            self._hours.addWidget(Words(words.weekday(entry_.weekday), Type.CONTROL_STRONG), number, 0)
            here = f"{codes.get(entry_.school_id, '')} {words.span(entry_.start, entry_.end)}"
            said = _("Not at school") if entry_.never else here
            self._hours.addWidget(Words(said, Type.CONTROL, "text2"), number, 1)
        self._hours.setColumnStretch(1, 1)

    def _edit_hours(self) -> None:
        self.acted.emit("hours", 0)


def _timeline_row(row: TimelineRow, today: date) -> QWidget:
    look = theme.current()
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, look.px(6), 0, look.px(6))
    line.setSpacing(look.px(10))
    day = Words(_("Today") if row.day == today else _date(row.day, today), Type.META, "text2")
    day.setFixedWidth(max(look.px(52), day.sizeHint().width()))
    line.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
    text = QVBoxLayout()
    text.setSpacing(0)
    title = _title(row)
    detail = _detail(row)
    text.addWidget(Words(title, Type.CONTROL_STRONG, "todo.ink" if row.kind is Happening.UNDOCUMENTED else "text",
                         wrap=True))  # fmt: skip
    if detail:
        text.addWidget(Words(detail, Type.META, "text2", wrap=True))
    line.addLayout(text, 1)
    status = ""
    if row.note is NoteStatus.SIGNED:
        line.addWidget(IconLabel("lock", "done.ink", 15), 0, Qt.AlignmentFlag.AlignTop)
        status = _("signed")
    elif row.note is NoteStatus.DRAFT:
        line.addWidget(IconLabel("pencil", "todo.ink", 15), 0, Qt.AlignmentFlag.AlignTop)
        status = _("draft")
    holder.setAccessibleName(", ".join(part for part in (words.day_date(row.day), title, detail, status) if part))
    return holder


def _date(day: date, today: date) -> str:
    return words.short_date(day) if day.year == today.year else f"{day.month}/{day.day}/{day.year % 100:02d}"


def _title(row: TimelineRow) -> str:
    length = minutes(row.minutes) if row.minutes is not None else ""
    what = {
        Happening.SESSION: _("Session"),
        Happening.CONSULT: _("Consult"),
        Happening.ABSENT: _("Absent"),
        Happening.REFUSED: _("Refused"),
        Happening.CANCELLED: _("Not held"),
        Happening.UNDOCUMENTED: _("Session, nothing written yet"),
        Happening.MEETING: _("Meeting"),
        Happening.TRANSFER: _("Transferred from {school}").format(school=row.school),
        Happening.YEAR: _("School year ended at {school}").format(school=row.school),
        Happening.EXIT: _("Exited from {school}").format(school=row.school),
    }[row.kind]
    told = row.kind in {Happening.SESSION, Happening.CONSULT, Happening.MEETING} and length
    return f"{what}, {length}" if told else what


def _detail(row: TimelineRow) -> str:
    parts = [words.grade_long(row.grade)] if row.grade is not None else []
    parts.append(row.words)
    if row.kind is Happening.CANCELLED and row.reason is not None:
        parts.append(case_words.reason_words(row.reason))
    if row.made_up_on is not None:
        parts.append(_("made up {day}").format(day=words.short_date(row.made_up_on)))
    if row.amended:
        parts.append(_("amended"))
    return " · ".join(part for part in parts if part)
