# SPDX-License-Identifier: MIT
"""Forms of leaving: to another school, or from the caseload."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from otdesk.actions import students, transfers
from otdesk.faults import Refusal
from otdesk.queries.schools import SchoolRow
from otdesk.queries.students import StudentPage
from otdesk.rules.entries_belongings import TransferEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.paper.choices import short_box
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.fields import LabeledField
from otdesk.words import _


def reason_field(form: FormSheet) -> LabeledField:
    """Why: the usual ones to choose, or words of one's own."""
    usual = (
        _("Goals met, dismissed by the team"), _("No longer eligible"), _("Moved out of the district"), _("Graduated"),
        _("Parent revoked consent"), _("Served by another therapist"),
    )  # fmt: skip
    box = short_box()
    box.setEditable(True)
    box.addItems(["", *usual])
    return form.field(_("Reason"), editor=box, hint=_("Choose one or write your own. It stands in the timeline."))


class ExitForm(FormSheet):
    """The end of service: the last day and why."""

    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage) -> None:
        self._page = page
        super().__init__(
            host, bridge, _("Exit {name}").format(name=page.name), _("Exit"), width=460,
            detail=_("Plan and service lines close, later planned times go. Notes and minutes stay."),
        )  # fmt: skip

    def build(self) -> None:
        self.last = self.date_field(_("Last day of service"), self.bridge.today())
        self.reason = reason_field(self)
        self.add(self.last)
        self.add(self.reason)

    def save(self) -> None:
        last = self.date_of(self.last)
        if last is None:
            raise Refusal(_("Say which day is the last."))
        self.bridge.do(students.exit_student, self._page.student_id, last, self.reason.text())


class TransferForm(FormSheet):
    """To another school: from which day, to whom, and whether blocks held alone keep their times."""

    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage, schools: Sequence[SchoolRow]) -> None:
        self._page = page
        self._schools = [school for school in schools if school.school_id != page.school.school_id]
        super().__init__(
            host, bridge, _("Transfer {name}").format(name=page.name), _("Transfer"), width=460,
            detail=_("Plan, goals, notes and minutes stay. Groups and times at {school} end.").format(
                school=page.school.name
            ),
        )  # fmt: skip

    def build(self) -> None:
        self.school = Combo([(school.school_id, school.entry.name) for school in self._schools])
        self.add(self.field(_("New school"), editor=self.school))
        self.first = self.date_field(_("First day there"), self.bridge.today())
        self.teacher = self.field(_("Teacher"))
        self.room = self.field(_("Room"))
        self.reason = self.field(_("Reason"), hint=_("Moved, new program, own words. Empty if none is needed."))
        self.add(self.first)
        self.add(self.teacher, self.room)
        self.add(self.reason)
        self.keep = CheckBox(_("Keep the times of individual sessions"))
        self.add(self.keep)

    def save(self) -> None:
        first = self.date_of(self.first)
        if first is None:
            raise Refusal(_("Say which day is the first at the new school."))
        school = self.school.value()
        if not isinstance(school, int):
            raise Refusal(_("There is no other school. Add it in Settings first."))
        entry = TransferEntry(
            school, first, self.keep.isChecked(), self.teacher.text(), self.room.text(), self.reason.text()
        )
        self.bridge.do(transfers.transfer, self._page.student_id, entry)
