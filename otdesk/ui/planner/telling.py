# SPDX-License-Identifier: MIT
"""Who to tell: after a week is kept, the changes by teacher, ticked off one by one, and slips to hand out."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import schedule, tellings
from otdesk.printouts.tell_slips import change_words
from otdesk.queries import tellings as query
from otdesk.queries.tellings import Teacher
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import making
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import RemadeList
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import SchoolChip
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_TALLEST = 360


class TellDialog(DialogBase):
    """A tick is kept at once and can be undone like everything else."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(host, _("Who to tell"), width=560)
        self._bridge = bridge
        self.boxes: dict[int, CheckBox] = {}
        self.teachers: dict[int, CheckBox] = {}
        self._rows: tuple[Teacher, ...] = ()
        self.list = RemadeList()
        self.list.setMinimumHeight(theme.current().px(_TALLEST))
        self.body.addWidget(self.list, 1)
        self.slips_button = DefaultButton(_("Print slips"), icon="printer")
        self.slips_button.clicked.connect(self.print_slips)
        self.footer.addWidget(self.slips_button)
        self.add_buttons(_("Close"))
        self.cancel_button.hide()
        self._cycle = bridge.read(schedule.cycle_length, bridge.today())
        self._show()

    def _show(self) -> None:
        self._rows = self._read()
        column = self.list.begin(6)
        self.boxes, self.teachers = {}, {}
        for number, teacher in enumerate(self._rows):
            self._add_teacher(column, number, teacher)
        self._tell_ticks()

    def _add_teacher(self, column: QVBoxLayout, number: int, teacher: Teacher) -> None:
        line = QHBoxLayout()
        every = CheckBox(teacher.name or _("No teacher entered"))
        every.setChecked(teacher.told)
        every.setProperty("changes", [change.id for change in teacher.changes])
        every.clicked.connect(self._ticked)
        self.teachers[number] = every
        line.addWidget(every)
        line.addWidget(SchoolChip(teacher.school.code, teacher.school.color, teacher.school.name))
        line.addStretch(1)
        column.addLayout(line)
        for change in teacher.changes:
            inner = QHBoxLayout()
            inner.setContentsMargins(theme.current().px(26), 0, 0, 0)
            box = CheckBox(f"{change.name}: {change_words(change, self._cycle)}")
            box.setChecked(change.told_on is not None)
            box.setProperty("changes", [change.id])
            box.clicked.connect(self._ticked)
            self.boxes[change.id] = box
            inner.addWidget(box)
            inner.addStretch(1)
            column.addLayout(inner)

    def _ticked(self, told: bool) -> None:
        box = self.sender()
        if isinstance(box, CheckBox):
            with self._bridge.telling():
                self._bridge.do(tellings.tell, box.property("changes"), told=told)
            self._tell_ticks()

    def _tell_ticks(self) -> None:
        """The boxes as they are kept now; the list itself stays, so that the keyboard does."""
        told = {change.id: change.told_on for teacher in self._read() for change in teacher.changes}
        for change_id, box in self.boxes.items():
            box.setChecked(told.get(change_id) is not None)
        for number, every in self.teachers.items():
            every.setChecked(all(self.boxes[change.id].isChecked() for change in self._rows[number].changes))
        left = sum(day is None for day in told.values())
        self.set_detail(
            plural("{n} change is still to be told.", "{n} changes are still to be told.", left)
            if left
            else _("Everybody has been told.")
        )
        self.slips_button.setEnabled(bool(left))

    def _read(self) -> tuple[Teacher, ...]:
        return self._bridge.read(query.teachers, self._bridge.today())

    def print_slips(self) -> None:
        SlipsDialog(self, self._bridge).open()


class SlipsDialog(PrintDialog):
    """Slips for everybody not told yet, four to a page."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(host, bridge, _("Print slips"))
        self.options.addWidget(
            Words(
                _("One slip for each teacher not told yet, four to a page. Students by first name and initial."),
                Type.CONTROL, "text2", wrap=True,
            )
        )  # fmt: skip
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(making.slips, self.bridge)

    def subject(self) -> str:
        return words.day_date(self.bridge.today())

    def file_name(self) -> str:
        return _("New times {day}.pdf").format(day=self.bridge.today().isoformat())
