# SPDX-License-Identifier: MIT
"""Forms of keeping and destroying: a legal hold, a notice, and the last question before records go."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import retention
from otdesk.faults import Refusal
from otdesk.queries.retention import Hold
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.words import _, plural


class HoldForm(FormSheet):
    """Nothing of the record is destroyed while it is held."""

    def __init__(self, host: QWidget, bridge: Bridge, student_id: int, name: str) -> None:
        self._student_id = student_id
        detail = _("Nothing of this record is destroyed until the hold is lifted. Both stand in the audit trail.")
        super().__init__(host, bridge, _("Legal hold: {who}").format(who=name), _("Place the hold"), detail=detail)

    def build(self) -> None:
        self.reason = self.field(
            _("Why"), check=NeededCheck(_("Why")), hint=_("Due process complaint, records request, court order.")
        )
        self.add(self.reason)

    def save(self) -> None:
        self.bridge.do(retention.place_hold, self._student_id, self.reason.text())


def lift_hold(host: QWidget, bridge: Bridge, hold: Hold, name: str) -> bool:
    """Ask, and lift it; whether it was."""
    detail = _("Placed {day} by {who}: {reason}").format(
        day=words.full_date(hold.placed_on), who=hold.placed_by, reason=hold.reason
    )
    if not ConfirmDialog.confirm(host, _("Lift the hold on {who}?").format(who=name), detail, _("Lift the hold")):
        return False
    with bridge.telling():
        bridge.do(retention.lift_hold, hold.hold_id)
    return True


class NoticeForm(FormSheet):
    """The families were told that the records are no longer needed."""

    def __init__(self, host: QWidget, bridge: Bridge, student_ids: Sequence[int]) -> None:
        self._students = tuple(student_ids)
        count = plural("{n} record", "{n} records", len(self._students))
        super().__init__(host, bridge, _("Notice before destruction: {count}").format(count=count), _("Write down"))

    def build(self) -> None:
        self.day = self.date_field(_("Sent on"), self.bridge.today())
        self.how = self.field(
            _("How"), check=NeededCheck(_("How")), hint=_("Letter to the last known address, notice in the paper.")
        )
        self.add(self.day)
        self.add(self.how)

    def save(self) -> None:
        day = self.date_of(self.day)
        if day is None:
            raise Refusal(_("Say when the notice went out."))
        self.bridge.do(retention.give_notice, self._students, day, self.how.text())
