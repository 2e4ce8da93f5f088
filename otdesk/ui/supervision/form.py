# SPDX-License-Identifier: MIT
"""One meeting of an assistant with her supervisor."""

from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk import labels, words
from otdesk.actions import supervision
from otdesk.faults import Refusal
from otdesk.queries import people
from otdesk.queries.supervision import Line
from otdesk.rules.dates_text import DateUse
from otdesk.rules.kinds import Role, SupervisionKind, SupervisionMethod
from otdesk.rules.supervision import SupervisionEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NeededCheck, TimeCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.words import _

_START = 15 * 60


class SupervisionForm(FormSheet):
    """A new line of the log, or one changed; it stands on the timesheet as well."""

    def __init__(self, host: QWidget, bridge: Bridge, day: date, line: Line | None = None) -> None:
        self._day, self._line = day, line
        super().__init__(
            host, bridge, _("Supervision"), _("Add") if line is None else _("Save"), width=540,
            detail=_("It counts as working time too: the timesheet shows when, and nothing of what was said."),
        )  # fmt: skip

    def build(self) -> None:
        entry = self._line.entry if self._line is not None else None
        everybody = self.bridge.read(people.people)
        assistants = [(row.therapist_id, row.signs_as) for row in everybody if row.entry.role is Role.OTA]
        supervisors = [(row.therapist_id, row.signs_as) for row in everybody if row.entry.role is Role.OT]
        self.assistant, self.supervisor = Combo(assistants), Combo(supervisors)
        first = next((row for row in everybody if row.entry.role is Role.OTA), None)
        self.supervisor.choose(first.supervisor_id if first is not None else None)
        self.method = Combo([(each.value, labels.supervision_method(each)) for each in SupervisionMethod])
        self.kind = Combo([(each.value, labels.supervision_kind(each)) for each in SupervisionKind])
        self.day = self.date_field(_("Date"), entry.day if entry is not None else self._day)
        self.start = self.field(
            _("Start"), words.clock_exact(entry.start if entry is not None else _START), check=TimeCheck()
        )
        self.end = self.field(
            _("End"), words.clock_exact(entry.end if entry is not None else _START + 30), check=TimeCheck()
        )
        self.topics = self.lines_field(
            _("Topics"), entry.topics if entry is not None else "", rows=3, check=NeededCheck(_("Topics"))
        )
        self.students = self.field(
            _("Students talked about"), entry.students if entry is not None else "", hint=_("Initials are enough.")
        )
        if entry is not None:
            self.assistant.choose(entry.assistant_id)
            self.supervisor.choose(entry.supervisor_id)
            self.method.choose(entry.method.value)
            self.kind.choose(entry.kind.value)
        self.add(self.field(_("Assistant"), editor=self.assistant), self.field(_("Supervisor"), editor=self.supervisor))
        self.add(self.day, self.start, self.end)
        self.add(self.field(_("How"), editor=self.method), self.field(_("Kind"), editor=self.kind))
        self.add(self.topics)
        self.add(self.students)
        self.focus_first(self.day.editor)

    def save(self) -> None:
        day = self.date_of(self.day, DateUse.PLAN)
        assistant, supervisor = self.assistant.value(), self.supervisor.value()
        if day is None:
            raise Refusal(_("Date is missing."))
        if not isinstance(assistant, int) or not isinstance(supervisor, int):
            raise Refusal(_("Enter the assistant and her supervisor first, under Settings, People."))
        entry = SupervisionEntry(
            day, read_text.a_time(self.start.text()), read_text.a_time(self.end.text()), assistant, supervisor,
            SupervisionMethod(str(self.method.value())), SupervisionKind(str(self.kind.value())), self.topics.text(),
            self.students.text(),
        )  # fmt: skip
        if self._line is None:
            self.bridge.do(supervision.add, entry)
        else:
            self.bridge.do(supervision.edit, self._line.supervision_id, entry)
