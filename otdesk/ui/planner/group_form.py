# SPDX-License-Identifier: MIT
"""Make a group or change one: its name and who is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from otdesk.queries.planner import GroupRow, TypicalWeek
from otdesk.queries.week_rows import CardRow, SchoolRow, StudentRow
from otdesk.rules.kinds import Grouping
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.planner.fields import ChoiceField, Form
from otdesk.ui.theme import Type, current
from otdesk.words import _, grade_long


@dataclass(frozen=True, slots=True)
class Candidate:
    line_id: int
    words: str
    school: int


@dataclass(frozen=True, slots=True)
class GroupWish:
    school: int
    name: str
    lines: tuple[int, ...]


def candidates(week: TypicalWeek) -> tuple[Candidate, ...]:
    """Every service line that may be served in a group, and those already in one."""
    found: dict[int, Candidate] = {}
    rows: list[tuple[SchoolRow, Iterable[StudentRow], bool]] = [
        (row.school, row.students, row.grouping is not Grouping.INDIVIDUAL) for row in week.tray
    ]
    rows += [(group.school, group.students, True) for group in week.groups]
    rows += [
        (card.school, card.students, not _alone(week, card)) for day in week.days for card in day.cards if card.school
    ]
    for school, students, may in rows:
        for student in students:
            if may and student.line_id is not None and not student.consult:
                words = f"{student.name}, {grade_long(student.grade)}"
                found.setdefault(student.line_id, Candidate(student.line_id, words, school.id))
    return tuple(sorted(found.values(), key=_by_words))


def _alone(week: TypicalWeek, card: CardRow) -> bool:
    wish = week.wishes.get(("slot", card.id))
    return wish is None or wish.grouping is Grouping.INDIVIDUAL


class GroupForm(Form):
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
        super().__init__(host, title, width=420)
        self._all = candidates(week)
        members = group.students if group is not None else chosen
        self._chosen = {student.line_id for student in members if student.line_id is not None}
        self._extra = tuple(
            Candidate(student.line_id, f"{student.name}, {grade_long(student.grade)}", school or 0)
            for student in members
            if student.line_id is not None and student.line_id not in {known.line_id for known in self._all}
        )
        start = group.school.id if group is not None else school if school is not None else week.schools[0].id
        self._name = LabeledField(_("Name"), hint=_("Such as Pencil Crew"))
        if group is not None:
            self._name.set_text(group.name)
        self._school = ChoiceField(_("School"), [(row.id, row.name) for row in week.schools], start)
        self._school.setEnabled(group is None and not chosen)
        self._school.changed.connect(self._fill)
        self.body.addWidget(self._name)
        self.body.addWidget(self._school)
        self.body.addWidget(Words(_("Who is in it"), Type.LABEL, "text2"))
        self._list = ScrollColumn()
        self._list.setMinimumHeight(current().px(180))
        self._list.column.setSpacing(4)
        self.body.addWidget(self._list, 1)
        self._boxes: list[tuple[int, CheckBox]] = []
        self._fill()
        self.add_buttons(_("Save") if group is not None else _("Make the group"))

    def _fill(self) -> None:
        column = self._list.column
        while (item := column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._boxes = []
        school = self._school.value()
        for candidate in (*self._extra, *(known for known in self._all if known.school == school)):
            box = CheckBox(candidate.words)
            box.setChecked(candidate.line_id in self._chosen)
            self._boxes.append((candidate.line_id, box))
            column.addWidget(box)
        if not self._boxes:
            column.addWidget(Words(_("No plan at this school allows a group."), Type.CONTROL, "text2", wrap=True))
        column.addStretch(1)

    def typed(self) -> bool:
        return bool(self._name.text().strip()) and self.findChild(CheckBox) is not None and self._changed()

    def _changed(self) -> bool:
        return {line for line, box in self._boxes if box.isChecked()} != self._chosen

    def refusal(self) -> tuple[LabeledField, str] | None:
        if not self._name.text().strip():
            return self._name, _("A group needs a name.")
        if not any(box.isChecked() for _line, box in self._boxes):
            return self._school, _("A group needs at least one student.")
        return None

    def values(self) -> GroupWish:
        school = self._school.value()
        lines = tuple(line for line, box in self._boxes if box.isChecked())
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


def _by_words(candidate: Candidate) -> str:
    return candidate.words.casefold()
