# SPDX-License-Identifier: MIT
"""What a person does to a group besides writing: who was there, when, where, who else took part."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Details, Mark
from otdesk.faults import Refusal
from otdesk.rules.kinds import Presence, Setting
from otdesk.ui.bridge import Bridge
from otdesk.ui.group_note.member_form import MemberForm, WalkInForm
from otdesk.ui.notes.phrases import PhrasesDialog

if TYPE_CHECKING:
    from otdesk.ui.group_note.page import GroupPage


class GroupActs(QObject):
    """Each is kept at once, with its own step of undo; the page follows the vault."""

    def __init__(self, bridge: Bridge, page: "GroupPage") -> None:
        super().__init__(page)
        self._bridge, self._page = bridge, page

    def mark(self, student_id: int, said: object) -> None:
        form = self._page.form
        if form is None or not isinstance(said, Mark):
            return
        with self._bridge.telling():
            try:
                self._bridge.do(attendance.mark, form.session_id, student_id, said)
            except Refusal as refusal:
                if said.arrived is None and said.left is None:
                    raise
                self._page.lanes.refuse_time(student_id, refusal.message)
        self._page.look_again()

    def mark_present(self) -> None:
        self._mark_current(Presence.PRESENT)

    def mark_absent(self) -> None:
        self._mark_current(Presence.ABSENT)

    def _mark_current(self, presence: Presence) -> None:
        lane = self._page.current_lane()
        if lane is not None:
            self.mark(lane.student_id, Mark(presence))

    def set_times(self, start: int, end: int) -> None:
        form = self._page.form
        if form is not None:
            with self._bridge.telling():
                self._bridge.do(sessions.set_times, form.session_id, start, end)
            self._page.look_again()

    def set_setting(self, setting: object) -> None:
        """For all who are not signed yet."""
        form = self._page.form
        if form is not None and isinstance(setting, Setting):
            self._set_details({
                lane.student_id: Details(lane.form.line_id, setting, lane.form.paused)
                for lane in self._page.lanes if lane.writable
            })  # fmt: skip

    def set_pause(self, minutes: int) -> None:
        """For all who are not signed yet."""
        if self._page.form is not None:
            self._set_details({
                lane.student_id: Details(lane.form.line_id, lane.form.held_in, minutes)
                for lane in self._page.lanes if lane.writable
            })  # fmt: skip

    def set_roster(self, roster: object) -> None:
        """How many students the whole class has; none: it was not a whole class."""
        form = self._page.form
        if form is not None:
            with self._bridge.telling():
                self._bridge.do(sessions.set_roster, form.session_id, roster if isinstance(roster, int) else None)
            self._page.look_again()

    def _set_details(self, details: dict[int, Details]) -> None:
        form = self._page.form
        if form is not None:
            with self._bridge.telling():
                self._bridge.do(attendance.set_details, form.session_id, details)
            self._page.look_again()

    def more(self) -> None:
        lane = self._page.current_lane()
        if lane is not None and lane.writable:
            self._page.keeper.keep()
            MemberForm(self._page, self._bridge, lane.form).open()

    def walk_in(self) -> None:
        form = self._page.form
        if form is not None:
            self._page.keeper.keep()
            WalkInForm(self._page, self._bridge, form.first).open()

    def edit_phrases(self) -> None:
        lane = self._page.current_lane()
        if lane is not None:
            self._page.keeper.keep()
            PhrasesDialog(self._page, self._bridge, lane.student_id, lane.form.called).open()
