# SPDX-License-Identifier: MIT
"""A goal pasted from the plan: its figures are read from its words, and what is ambiguous is asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from otdesk.actions import goals
from otdesk.faults import Refusal
from otdesk.queries import students
from otdesk.queries.goal_progress import GoalRow
from otdesk.rules.entries_plans import GoalEntry, ObjectiveEntry
from otdesk.rules.goal_mastery import mastery_readings
from otdesk.rules.goal_text import read_goal, read_target
from otdesk.rules.goals import Mastery, mastery_value
from otdesk.rules.kinds import MeasureType
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload import case_words
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import FigureCheck, NeededCheck, NumberCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet, labeled
from otdesk.ui.parts.choices import TagToggle
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_LATER = "later"
# What the first words of a goal are most likely about, where it has no label of its own.
_AREAS = (
    ("Scissor skills", ("scissor", "cut ", "cuts ", "cutting")),
    ("Handwriting", ("legib", "handwrit", "letter", "write", "writing", "copy", "sentence", "spacing", "numeral")),
    ("Keyboarding", ("keyboard", "typing", "type ")),
    ("Sensory regulation", ("calm", "sensory", "regulat", "zone", "break card", "wiggle")),
    ("Self-care", ("button", "zip", "shoe", "dress", "toilet", "feed", "utensil", "jacket", "backpack", "fasten")),
    ("Visual motor", ("shape", "draw", "trace", "puzzle", "visual", "color within")),
    ("Attention", ("attend", "on task", "on-task", "transition", "steps", "direction")),
    ("Fine motor", ("grasp", "pinch", "bead", "fine motor", "manipulat", "pencil")),
)


def guess_area(statement: str) -> str:
    """The label before a colon, else by the words in the goal; empty when nothing fits."""
    read = read_goal(statement)
    if read is not None and read.area:
        return read.area
    plain = f"{statement.casefold()} "
    return next((area for area, signs in _AREAS if any(sign in plain for sign in signs)), "")


class MasteryChoice(QWidget):
    """The readings of the goal's words to choose from, or a rule of one's own; nothing is chosen for the person
    while the words are ambiguous."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._readings: tuple[Mastery, ...] = ()
        self._options: list[Mastery | None] = [None]
        self._measure, self._unit = MeasureType.TRIALS, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.said = Words("", Type.META, "text2", wrap=True)
        column.addWidget(self.said)
        self._row = QVBoxLayout()
        self._row.setSpacing(6)
        column.addLayout(self._row)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._tell)
        self.setAccessibleName(_("Met when"))

    @property
    def ambiguous(self) -> bool:
        return len(self._readings) > 1

    def offer(self, readings: tuple[Mastery, ...], kept: Mastery | None, measure: MeasureType, unit: str) -> None:
        """Show the readings of the words, the kept rule if it is another, and "decide later" where nothing is said."""
        options: list[Mastery | None] = list(readings)
        if kept is not None and kept not in options:
            options.append(kept)
        if not options:
            options.append(None)
        if (options, measure, unit) == (self._options, self._measure, self._unit) and self._group.buttons():
            return
        self._readings, self._measure, self._unit = readings, measure, unit
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._options = options
        for number, option in enumerate(options):
            words = case_words.mastery_words(option, measure, unit) if option is not None else _("Decide later")
            button = TagToggle(words)
            button.setObjectName(f"mastery-{number}")
            self._group.addButton(button, number)
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # now and not with the next event: Tab may come first
        chosen = kept if kept in options else options[0] if len(options) == 1 else _LATER
        if chosen != _LATER:
            self._group.button(options.index(chosen if isinstance(chosen, Mastery) else None)).setChecked(True)
        self._say()

    def value(self) -> Mastery | None:
        """Raises Refusal while an ambiguous goal is undecided."""
        number = self._group.checkedId()
        if number < 0:
            raise Refusal(_("Say when the goal is met: its words can mean two things."))
        return self._options[number]

    def chosen(self) -> int:
        return self._group.checkedId()

    def _say(self) -> None:
        if self.ambiguous and self._group.checkedId() < 0:
            self.said.setText(_("These words can mean two things. Which one does the plan mean?"))
            self.said.set_color("todo.ink")
        elif self._options == [None]:
            self.said.setText(_("The words do not say when it is met."))
            self.said.set_color("text2")
        else:
            self.said.setText(_("Read from the words of the goal."))
            self.said.set_color("text2")

    def _tell(self, _number: int) -> None:
        self._say()
        self.changed.emit()


class GoalForm(FormSheet):
    """A new goal of a student, or `goal` edited."""

    def __init__(self, host: QWidget, bridge: Bridge, student_id: int, goal: GoalRow | None = None) -> None:
        self._student_id, self._goal = student_id, goal
        self._guessed = ""
        self._rule = goal.mastery if goal is not None else None
        title = _("Goal") if goal is None else _("Goal {n}").format(n=goal.number)
        super().__init__(host, bridge, title, _("Add") if goal is None else _("Save"), width=600)
        self.focus_first(self.statement.editor)

    def build(self) -> None:
        goal = self._goal
        self.statement = self.lines_field(
            _("Goal, as the plan words it"), goal.statement if goal is not None else "", rows=4, check=self._read,
            hint=_("Paste it. Area, measure, target and when it is met are read from it."),
        )  # fmt: skip
        self.area = self.field(_("Area"), goal.area if goal is not None else "")
        self.number = self.field(
            _("Number"), str(goal.number) if goal is not None else "", check=NumberCheck(_("Number"), 1, 99),
            hint=_("Empty: the next one."),
        )  # fmt: skip
        self.measure = Combo([(m, case_words.measure_words(m)) for m in MeasureType])
        measure = self.field(_("Measured in"), editor=self.measure)
        self.unit = self.field(_("Unit"), goal.unit if goal is not None else "")
        self.baseline = self._figure(_("Baseline"), goal.baseline if goal is not None else None)
        self.target = self._figure(_("Target"), goal.target if goal is not None else None)
        self.total = self.field(
            _("Usual trials"), str(goal.usual_total) if goal is not None and goal.usual_total else "",
            check=NumberCheck(_("Usual trials"), 1, 1000),
        )  # fmt: skip
        self.baseline_on = self.date_field(_("Baseline on"), goal.baseline_on if goal is not None else None)
        self.direction = Combo([(True, _("More is better")), (False, _("Less is better"))])
        direction = self.field(_("Direction"), editor=self.direction)
        self.mastery = MasteryChoice()
        self.cue = self.field(
            _("Few words for the day sheet"), goal.cue if goal is not None else "", hint=_("“letters from memory”")
        )
        self.objectives = self.lines_field(_("Objectives, one a line"), "", rows=2)
        if goal is not None:
            self.measure.choose(goal.measure)
            self.direction.choose(goal.higher_is_better)
            kept = self.bridge.read(students.objectives, goal.goal_id)
            self.objectives.set_text("\n".join(objective.statement for objective in kept))
            self._objectives = kept
        else:
            self._objectives = ()
        self.add(self.statement)
        self.add(self.area, self.number)
        self.add(measure, self.unit)
        self.add(self.baseline, self.target, self.total)
        self.add(self.baseline_on, direction)
        self.add(labeled(_("Met when"), self.mastery, wide=True))
        self.add(self.cue)
        self.add(self.objectives)
        self._offer()
        self.measure.activated.connect(self._offer)
        self.target.left.connect(self._offer)

    def _figure(self, label: str, value: float | None) -> LabeledField:
        return self.field(label, read_text.figure_words(value), check=FigureCheck(label))

    def _read(self, text: str) -> str:
        """What the pasted words say fills only what is still empty."""
        NeededCheck(_("Goal"))(text)
        if text == self._guessed or (self._goal is not None and text == self._goal.statement):
            return ""
        self._guessed = text
        if not self.area.text():
            self.area.set_text(guess_area(text))
        said = read_target(text)
        if said is not None:
            if not self.target.text():
                self.target.set_text(read_text.figure_words(said.target))
                self.measure.choose(said.measure)
                self.unit.set_text(said.unit)
            if said.usual_total is not None and not self.total.text():
                self.total.set_text(str(said.usual_total))
        self._rule = None
        self._offer()
        return ""

    def _offer(self) -> None:
        readings = mastery_readings(self.statement.text())
        measure = MeasureType(str(self.measure.value()))
        self.mastery.offer(readings, self._rule, measure, self.unit.text())

    def entry(self) -> GoalEntry:
        """Raises Refusal for what cannot be read, or is still to be chosen."""
        goal = self._goal
        return GoalEntry(
            statement=" ".join(self.statement.text().split()),
            area=self.area.text(),
            cue=self.cue.text(),
            measure=MeasureType(str(self.measure.value())),
            unit=self.unit.text(),
            higher_is_better=bool(self.direction.value()),
            baseline=read_text.a_figure(self.baseline.text(), _("Baseline")),
            baseline_on=self.date_of(self.baseline_on),
            target=read_text.a_figure(self.target.text(), _("Target")),
            usual_total=read_text.a_number(self.total.text(), _("Usual trials"), low=1),
            mastery=mastery_value(self.mastery.value()),
            number=read_text.a_number(self.number.text(), _("Number"), low=1, high=99),
            started_on=goal.started_on if goal is not None else None,
            ends_on=goal.ends_on if goal is not None else None,
            objectives=self._objective_entries(),
        )

    def _objective_entries(self) -> tuple[ObjectiveEntry, ...]:
        """A line that was there before keeps its target and date."""
        known = {objective.statement: objective for objective in self._objectives}
        lines = [line.strip() for line in self.objectives.text().splitlines() if line.strip()]
        return tuple(known.get(line, ObjectiveEntry(line)) for line in lines)

    def save(self) -> None:
        entry = self.entry()
        if self._goal is None:
            self.bridge.do(goals.add, self._student_id, entry)
        else:
            self.bridge.do(goals.edit, self._goal.goal_id, entry)
