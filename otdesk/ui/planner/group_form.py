# SPDX-License-Identifier: MIT
"""Make a group or change one: its name and who is in it; who fits together is suggested, doubts are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.planner import GroupRow, TypicalWeek
from otdesk.queries.week_rows import SchoolRow, StudentRow
from otdesk.rules.group_suggestions import Doubt, Joinable, Suggestion, doubts, suggestions
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.planner.fields import ChoiceField, Form
from otdesk.ui.theme import Type, current
from otdesk.words import _, grade_long

_OFFERS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """`facts`: none for a student whose plan says individual."""

    line_id: int
    name: str
    grade: int
    school: int
    facts: Joinable | None

    @property
    def words(self) -> str:
        said = f"{self.name}, {grade_long(self.grade)}"
        return f"{said}, {words.minutes(self.facts.minutes)}" if self.facts is not None else said


@dataclass(frozen=True, slots=True)
class GroupWish:
    school: int
    name: str
    lines: tuple[int, ...]


def candidates(week: TypicalWeek) -> tuple[Candidate, ...]:
    """Every service line that may be served in a group, and those already in one."""
    rows: list[tuple[SchoolRow, Iterable[StudentRow]]] = [(row.school, row.students) for row in week.tray]
    rows += [(card.school, card.students) for day in week.days for card in day.cards if card.school]
    found = {
        student.line_id: _candidate(week, student, school.id)
        for school, students in rows
        for student in students
        if student.line_id is not None and student.line_id in week.joinable
    }
    for group in week.groups:
        for student in group.students:
            if student.line_id is not None and not student.consult:
                found.setdefault(student.line_id, _candidate(week, student, group.school.id))
    return tuple(sorted(found.values(), key=_by_name))


def offers(week: TypicalWeek, school: int, around: Joinable | None = None) -> tuple[Suggestion, ...]:
    """Groups that could be made of those at a school who still wait for a place alone."""
    waiting = [week.joinable.get(row.line_id or 0) for row in week.tray]
    here = [line for line in waiting if line is not None and line.school == school]
    return suggestions(here, week.week.limits, around)[:_OFFERS]


class MemberRow(QWidget):
    """A student to tick, and under her what speaks against her with those who are ticked."""

    ticked = Signal()

    def __init__(self, candidate: Candidate, *, chosen: bool) -> None:
        super().__init__()
        self.candidate = candidate
        self.box = CheckBox(candidate.words)
        self.box.setChecked(chosen)
        self.box.toggled.connect(self.ticked)
        self._doubt = Words("", Type.META, "todo.ink", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self._doubt)
        self._doubt.setContentsMargins(current().px(27), 0, 0, 0)
        self._doubt.hide()

    def doubt(self) -> str:
        return "" if self._doubt.isHidden() else self._doubt.text()

    def tell(self, said: str) -> None:
        self._doubt.setText(said)
        self._doubt.setVisible(bool(said))
        self.box.setAccessibleDescription(said)


class GroupForm(Form):
    """Alt and a digit takes a suggestion, wherever the keyboard is."""

    def __init__(
        self,
        host: QWidget,
        week: TypicalWeek,
        *,
        group: GroupRow | None = None,
        school: int | None = None,
        chosen: Sequence[StudentRow] = (),
    ) -> None:
        title = _("Change the group") if group is not None else _("Make a group")
        super().__init__(host, title, width=460)
        self._week = week
        self._all = candidates(week)
        members = group.students if group is not None else chosen
        self._chosen = {student.line_id for student in members if student.line_id is not None}
        known = {candidate.line_id for candidate in self._all}
        self._extra = tuple(
            _candidate(week, student, school or 0)
            for student in members
            if student.line_id is not None and student.line_id not in known
        )
        start = group.school.id if group is not None else school if school is not None else _first_school(week)
        self._name = LabeledField(_("Name"), hint=_("Such as Pencil Crew"))
        if group is not None:
            self._name.set_text(group.name)
        self._school = ChoiceField(_("School"), [(row.id, row.name) for row in week.schools], start)
        self._school.setEnabled(group is None and not chosen)
        self._school.changed.connect(self._fill)
        self.body.addWidget(self._name)
        self.body.addWidget(self._school)
        self._suggests = group is None and len(chosen) < 2
        self._around = week.joinable.get(chosen[0].line_id or 0) if len(chosen) == 1 else None
        self._offered = QVBoxLayout()
        self._offered.setSpacing(current().px(6))
        self.body.addLayout(self._offered)
        self.offers: tuple[Suggestion, ...] = ()
        self.body.addWidget(Words(_("Who is in it"), Type.LABEL, "text2"))
        self._list = ScrollColumn()
        self._list.setMinimumHeight(current().px(180))
        self._list.column.setSpacing(4)
        self.body.addWidget(self._list, 1)
        self.rows: list[MemberRow] = []
        for number in range(1, _OFFERS + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setProperty("offer", number)
            shortcut.activated.connect(self._pressed)
        self._fill()
        self.add_buttons(_("Save") if group is not None else _("Make the group"))

    def _fill(self) -> None:
        self._offer()
        column = self._list.column
        empty(column)
        self.rows = []
        school = self._school.value()
        for candidate in (*self._extra, *(known for known in self._all if known.school == school)):
            row = MemberRow(candidate, chosen=candidate.line_id in self._chosen)
            row.ticked.connect(self._doubt)
            self.rows.append(row)
            column.addWidget(row)
        if not self.rows:
            column.addWidget(Words(_("No plan at this school allows a group."), Type.CONTROL, "text2", wrap=True))
        column.addStretch(1)
        order = [self._name.editor, self._school.editor, *self._buttons, *(row.box for row in self.rows)]
        for before, after in pairwise(order):  # as it is read, also when another school was chosen
            QWidget.setTabOrder(before, after)
        self._doubt()

    def _offer(self) -> None:
        empty(self._offered)
        self._buttons: list[DefaultButton] = []
        school = self._school.value()
        self.offers = offers(self._week, school, self._around) if self._suggests and isinstance(school, int) else ()
        if self.offers:
            self._offered.addWidget(Words(_("Suggested"), Type.LABEL, "text2"))
        for number, offer in enumerate(self.offers, 1):
            button = DefaultButton(self._names(offer), key=f"Alt+{number}")
            button.setProperty("offer", number)
            button.clicked.connect(self._pressed)
            self._offered.addWidget(button)
            self._buttons.append(button)
            why = Words(_why(offer), Type.META, "text2", wrap=True)
            button.setAccessibleDescription(_why(offer))
            self._offered.addWidget(why)

    def _names(self, offer: Suggestion) -> str:
        called = {candidate.line_id: candidate.name.split(" ")[0] for candidate in self._all}
        return words.listed([called.get(member.line, "") for member in offer.members])

    def _pressed(self) -> None:
        self.take(int(self.sender().property("offer")))

    def take(self, number: int) -> None:
        """Tick exactly those of a suggestion, counted from 1; a name that is typed stays."""
        if not 0 < number <= len(self.offers):
            return
        offer = self.offers[number - 1]
        wanted = {member.line for member in offer.members}
        for row in self.rows:
            row.box.setChecked(row.candidate.line_id in wanted)
        if not self._name.text().strip():
            self._name.set_text(self._names(offer))

    def _doubt(self) -> None:
        """What speaks against each student with the ticked ones is said beside her."""
        ticked = [row.candidate for row in self.rows if row.box.isChecked()]
        for row in self.rows:
            others = [other.facts for other in ticked if other is not row.candidate and other.facts is not None]
            facts = row.candidate.facts
            found = doubts(facts, others, self._week.week.limits) if facts is not None and others else ()
            row.tell("" if facts is None else words.listed_with_dots([_doubt_words(doubt, others) for doubt in found]))
            if facts is None and others:
                row.tell(_("The plan says individual"))

    def typed(self) -> bool:
        return bool(self._name.text().strip()) and bool(self.rows) and self._ticked() != self._chosen

    def _ticked(self) -> set[int]:
        return {row.candidate.line_id for row in self.rows if row.box.isChecked()}

    def refusal(self) -> tuple[LabeledField, str] | None:
        if not self._name.text().strip():
            return self._name, _("A group needs a name.")
        if not self._ticked():
            return self._school, _("A group needs at least one student.")
        return None

    def values(self) -> GroupWish:
        school = self._school.value()
        lines = tuple(row.candidate.line_id for row in self.rows if row.box.isChecked())
        return GroupWish(school if isinstance(school, int) else 0, self._name.text().strip(), lines)

    @classmethod
    def ask_group(
        cls,
        host: QWidget,
        week: TypicalWeek,
        *,
        group: GroupRow | None = None,
        school: int | None = None,
        chosen: Sequence[StudentRow] = (),
    ) -> GroupWish | None:
        form = cls(host, week, group=group, school=school, chosen=chosen)
        return form.values() if form.ask() else None


def _candidate(week: TypicalWeek, student: StudentRow, school: int) -> Candidate:
    line = student.line_id or 0
    return Candidate(line, student.name, student.grade, school, week.joinable.get(line))


def _first_school(week: TypicalWeek) -> int:
    """The first where somebody could be put together, else the first."""
    return next((school.id for school in week.schools if offers(week, school.id)), week.schools[0].id)


def _why(offer: Suggestion) -> str:
    low, high = (words.grade(grade) for grade in offer.grades)
    grades = _("Gr {grade}").format(grade=low if low == high else _("{low} to {high}").format(low=low, high=high))
    same = _("same goal area: {areas}").format(areas=words.listed(sorted(offer.areas))) if offer.areas else ""
    return words.listed_with_dots([words.minutes(offer.members[0].minutes), grades, same])


def _doubt_words(doubt: Doubt, others: Sequence[Joinable]) -> str:
    if doubt is Doubt.LENGTH:
        lengths = sorted({other.minutes for other in others})
        return _("the others {minutes}").format(minutes=words.listed([words.minutes(length) for length in lengths]))
    return {
        Doubt.KEPT_APART: _("kept apart from one of them"),
        Doubt.GRADES: _("grades too far apart"),
        Doubt.TOO_MANY: _("more than a plan allows"),
    }[doubt]


def _by_name(candidate: Candidate) -> str:
    return candidate.name.casefold()
