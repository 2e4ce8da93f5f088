# SPDX-License-Identifier: MIT
"""Who a student is: the form to edit her, and the one page that takes a new student on."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from otdesk import labels, words
from otdesk.actions import students
from otdesk.faults import Refusal
from otdesk.queries import schools as school_queries
from otdesk.queries import students as student_queries
from otdesk.queries.schools import SchoolRow
from otdesk.queries.students import StudentPage
from otdesk.rules.dates_text import DateUse
from otdesk.rules.entries_intake import IntakeEntry
from otdesk.rules.entries_plans import GoalEntry, PlanEntry, usual_reevaluation, usual_review
from otdesk.rules.entries_students import StudentEntry, age_on, usual_age
from otdesk.rules.goal_mastery import mastery_readings
from otdesk.rules.goal_text import GoalText, read_target, split_goals
from otdesk.rules.goals import mastery_value
from otdesk.rules.kinds import MeasureType, PlanType
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.goal_form import guess_area
from otdesk.ui.caseload.line_form import read_line, reading
from otdesk.ui.forms import read_text
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, later, plural

_PRONOUNS = (("", later("not said")), ("she", later("she")), ("he", later("he")), ("they", later("they")))


class PersonFields:
    """The fields that say who a student is, in the order they are read off a roster."""

    def __init__(self, form: FormSheet, schools: tuple[SchoolRow, ...], entry: StudentEntry | None) -> None:
        self._form, self._schools = form, schools
        known = form.bridge.read(student_queries.known_words)
        kept = entry or StudentEntry("", "", 0, 0)
        self.first = form.field(_("First name"), kept.first)
        self.last = form.field(_("Last name"), kept.last, check=self._check_names)
        self.preferred = form.field(_("Called"), kept.preferred, hint=_("Where it is not the first name."))
        self.pronoun = Combo([(code, _(said)) for code, said in _PRONOUNS])
        self.pronoun.choose(kept.pronoun)
        self.grade = form.field(
            _("Grade"), words.grade(kept.grade) if entry is not None else "", check=self._check_grade
        )
        self.birth = form.field(_("Birth date"), read_text.date_words(kept.birth_date), check=self._check_birth)
        self.school = Combo([(school.school_id, school.entry.name) for school in schools])
        self.school.choose(kept.school_id)
        self.teacher = _completed(form, _("Teacher"), kept.teacher, known, "teacher")
        self.room = _completed(form, _("Room"), kept.room, known, "room")
        self.manager = _completed(form, _("Case manager"), kept.case_manager, known, "case_manager")
        self.number = form.field(_("Student ID"), kept.student_no)
        self.medicaid = form.field(_("Medicaid number"), kept.medicaid_no)
        form.add(self.first, self.last)
        form.add(self.preferred, form.field(_("Pronoun"), editor=self.pronoun))
        form.add(self.grade, self.birth)
        form.add(form.field(_("School"), editor=self.school))
        form.add(self.teacher, self.room)
        form.add(self.manager)
        form.add(self.number, self.medicaid)

    def entry(self) -> StudentEntry:
        """Raises Refusal for what cannot be read."""
        school = self.school.value()
        if school is None:
            raise Refusal(_("Enter a school in Settings first."))
        return StudentEntry(
            self.first.text(), self.last.text(), read_text.a_grade(self.grade.text()), int(str(school)),
            self.number.text(), self.preferred.text(), str(self.pronoun.value() or ""), self._birth(),
            self.teacher.text(), self.room.text(), self.manager.text(), self.medicaid.text(),
        )  # fmt: skip

    def _birth(self) -> date | None:
        return read_text.a_date(self.birth.text(), self._form.bridge.today(), DateUse.BIRTH)

    def _check_names(self, text: str) -> str:
        if not any(c.isalnum() for c in text + self.first.text()):
            raise Refusal(_("Write at least one name."))
        return ""

    def _check_grade(self, text: str) -> str:
        grade = read_text.a_grade(text)
        school = next((s for s in self._schools if s.school_id == self.school.value()), None)
        if school is not None and not school.entry.grade_low <= grade <= school.entry.grade_high:
            return _("{grade}; {school} has {low} – {high}").format(
                grade=words.grade_long(grade), school=school.entry.code, low=words.grade(school.entry.grade_low),
                high=words.grade(school.entry.grade_high),
            )  # fmt: skip
        return words.grade_long(grade)

    def _check_birth(self, text: str) -> str:
        """The age shows a slip of the year at once."""
        today = self._form.bridge.today()
        day = read_text.a_date(text, today, DateUse.BIRTH)
        if day is None:
            return ""
        if day > today:
            raise Refusal(_("This date is in the future."))
        age = age_on(day, today)
        said = f"{words.full_date(day)}, {plural('{n} year old', '{n} years old', age)}"
        if not self.grade.text().strip() or self.grade.faulty:
            return said
        low, high = usual_age(read_text.a_grade(self.grade.text()))
        return said if low <= age <= high else _("{said}: unusual for this grade").format(said=said)


class StudentForm(FormSheet):
    """Edit who a student is (F2)."""

    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage) -> None:
        self._page = page
        super().__init__(host, bridge, _("Edit {name}").format(name=page.name), _("Save"), width=600)
        self.focus_first(self.person.first.editor)

    def build(self) -> None:
        schools = self.bridge.read(school_queries.schools, archived=True)
        here = tuple(s for s in schools if not s.archived or s.school_id == self._page.school.school_id)
        self.person = PersonFields(self, here, self._page.entry)

    def save(self) -> None:
        self.bridge.do(students.edit, self._page.student_id, self.person.entry())


class IntakeForm(FormSheet):
    """A new student on one page: who, plan, services typed one a line, goals pasted."""

    def __init__(self, host: QWidget, bridge: Bridge, school_id: int | None = None) -> None:
        self._school_id = school_id
        self.added: int | None = None
        super().__init__(host, bridge, _("Add student"), _("Add student"), width=680)
        self.focus_first(self.person.first.editor)

    @classmethod
    def open_new(cls, host: QWidget, bridge: Bridge, school_id: int | None = None) -> "IntakeForm":
        form = cls(host, bridge, school_id)
        form.open()
        return form

    def build(self) -> None:
        schools = self.bridge.read(school_queries.schools)
        self.person = PersonFields(self, schools, None)
        if self._school_id is not None:
            self.person.school.choose(self._school_id)
        self._section(_("Plan"))
        self.kind = Combo([(kind, labels.plan(kind)) for kind in PlanType])
        self.start = self.date_field(_("Starts"), None)
        self.review = self.date_field(_("Annual review by"), None)
        self.reevaluation = self.date_field(_("Re-evaluation by"), None)
        self.start.left.connect(self._propose)
        self.add(self.field(_("Kind"), editor=self.kind), self.start)
        self.add(self.review, self.reevaluation)
        self._section(_("Services"))
        self.services = self.lines_field(
            _("One a line"), "", rows=2, check=self._read_services,
            hint=_("Like 2x30/wk, 15/mo consult, 60 min weekly group push-in."),
        )  # fmt: skip
        self.add(self.services)
        self._section(_("Goals"))
        self.goals = self.lines_field(
            _("Pasted from the plan, one a line or numbered"), "", rows=4, check=self._read_goals
        )
        self.add(self.goals)

    def _section(self, title: str) -> None:
        head = Words(title, Type.CARD)
        head.setContentsMargins(0, theme.current().px(8), 0, 0)
        self.add(head)

    def _propose(self) -> None:
        start = None if self.start.faulty else self.date_of(self.start)
        if start is None:
            return
        for field, day in ((self.review, usual_review(start)), (self.reevaluation, usual_reevaluation(start))):
            if not field.text():
                field.set_text(read_text.date_words(day))
                field.leave()

    def _read_services(self, text: str) -> str:
        return "\n".join(reading(line) for line in text.splitlines() if line.strip())

    def _read_goals(self, text: str) -> str:
        found = split_goals(text)
        if not found:
            return ""
        said = plural("{n} goal", "{n} goals", len(found))
        areas = words.listed([area for goal in found if (area := _area(goal))])
        open_ = sum(len(mastery_readings(goal.statement)) > 1 for goal in found)
        parts = [f"{said}: {areas}" if areas else said]
        if open_:
            parts.append(plural(
                "{n} can be met in two ways: choose on the student’s page",
                "{n} can be met in two ways: choose on the student’s page", open_,
            ))  # fmt: skip
        return "; ".join(parts)

    def entry(self) -> IntakeEntry:
        """Raises Refusal for what cannot be read."""
        lines = tuple(read_line(line) for line in self.services.text().splitlines() if line.strip())
        start = self.date_of(self.start)
        plan = PlanEntry(
            PlanType(str(self.kind.value())), start, self.date_of(self.review), self.date_of(self.reevaluation)
        )
        wanted = bool(lines) or start is not None or plan.annual_review is not None
        goals = tuple(goal_entry(goal) for goal in split_goals(self.goals.text()))
        return IntakeEntry(self.person.entry(), plan if wanted else None, lines, goals)

    def save(self) -> None:
        self.added = self.bridge.do(students.take_on, self.entry())


def goal_entry(goal: GoalText) -> GoalEntry:
    """What the words of a goal say of themselves; an ambiguous mastery rule stays open."""
    said = read_target(goal.statement)
    readings = mastery_readings(goal.statement)
    return GoalEntry(
        goal.statement,
        _area(goal),
        measure=said.measure if said is not None else MeasureType.TRIALS,
        unit=said.unit if said is not None else "",
        target=said.target if said is not None else None,
        usual_total=said.usual_total if said is not None else None,
        mastery=mastery_value(readings[0]) if len(readings) == 1 else None,
    )


def _area(goal: GoalText) -> str:
    return goal.area or guess_area(goal.statement)


def _completed(form: FormSheet, label: str, text: str, known: Mapping[str, tuple[str, ...]], name: str) -> LabeledField:
    """A line that completes what was typed before, so that one teacher is not two."""
    editor = QLineEdit()
    completer = QCompleter(list(known[name]), editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    editor.setCompleter(completer)
    return form.field(label, text, editor=editor)
