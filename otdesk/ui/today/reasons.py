# SPDX-License-Identifier: MIT
"""Why a student was not seen, or not the whole time: one digit each."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk import labels, words
from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.queries.day_rows import Row, StudentOnRow
from otdesk.rules.kinds import Presence, Reason
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts import readings
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.words import _

_ABSENCES = (Reason.STUDENT_SUSPENDED, Reason.STUDENT_NOT_AVAILABLE)
_WHOLE = (Reason.THERAPIST_ABSENT, Reason.THERAPIST_MEETING, Reason.SCHOOL_CLOSED_UNPLANNED, Reason.EARLY_RELEASE)


class ReasonsDialog(DialogBase):
    """For one student: late, left early, refused, absent for a reason. For the session: why it does not take place."""

    def __init__(self, host: QWidget, bridge: Bridge, row: Row, student: StudentOnRow | None) -> None:
        one = student or (row.students[0] if len(row.students) == 1 else None)
        super().__init__(
            host,
            _("{who}: what happened?").format(who=one.called) if one is not None else _("Why is it canceled?"),
            width=420,
        )
        self._bridge, self._row, self._student = bridge, row, one
        self._choices: list[tuple[DefaultButton, Callable[[], None]]] = []
        if one is not None:
            self._offer(_("Came late"), self._late)
            self._offer(_("Left early"), self._left_early)
            self._offer(labels.presence(Presence.REFUSED), self._refused)
            for reason, act in zip(_ABSENCES, (self._suspended, self._not_available), strict=True):
                self._offer(_("Absent: {why}").format(why=labels.reason(reason)), act)
        if row.cancelled:
            self._offer(_("The session is on again"), self._reinstate)
        elif student is None:
            acts = (self._out, self._meeting, self._closed, self._released)
            for reason, act in zip(_WHOLE, acts, strict=True):
                self._offer(_("Canceled: {why}").format(why=labels.reason(reason)), act)
        self._time: LabeledField | None = None
        self._presence = Presence.LATE

    def _offer(self, text: str, act: Callable[[], None]) -> None:
        button = DefaultButton(text, key=str(len(self._choices) + 1))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(act)
        self._choices.append((button, act))
        self.body.addWidget(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if self._time is None and 0 <= number < len(self._choices) and not event.modifiers():
            self._choices[number][1]()
        else:
            super().keyPressEvent(event)

    # --- one student ---

    def _late(self) -> None:
        self._ask_time(Presence.LATE, _("Came at"))

    def _left_early(self) -> None:
        self._ask_time(Presence.LEFT_EARLY, _("Left at"))

    def _ask_time(self, presence: Presence, label: str) -> None:
        """The minute matters for her minutes; the clock is offered while the session runs."""
        self._presence = presence
        for button, _act in self._choices:
            button.hide()
        now = self._bridge.now()
        minute = now.hour * 60 + now.minute
        start, end = self._row.start, self._row.end
        offered = (
            minute
            if start <= minute <= end
            else min(end, start + 5)
            if presence is Presence.LATE
            else max(start, end - 5)
        )
        self._time = LabeledField(label, check=self._read_time)
        self._time.set_text(words.clock(offered))
        self.body.addWidget(self._time)
        self.add_buttons(_("Save"))
        self._time.editor.setFocus()

    def _read_time(self, text: str) -> str:
        return words.clock(readings.minute(text))

    def accept(self) -> None:
        if self._time is None or not self._time.leave():
            return
        minute = readings.minute(self._time.text())
        late = self._presence is Presence.LATE
        said = Mark(self._presence, arrived=minute if late else None, left=None if late else minute)
        try:
            self._mark(said)
        except Refusal as refusal:
            self._time.say_error(refusal.message)
            return
        super().accept()

    def _refused(self) -> None:
        self._mark_and_close(Mark(Presence.REFUSED))

    def _suspended(self) -> None:
        self._mark_and_close(Mark(Presence.ABSENT, Reason.STUDENT_SUSPENDED))

    def _not_available(self) -> None:
        self._mark_and_close(Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE))

    def _mark_and_close(self, said: Mark) -> None:
        self.close_with(taken=True)
        with self._bridge.telling():
            self._mark(said)

    def _mark(self, said: Mark) -> None:
        if self._student is not None and self._row.session_id is not None:
            self._bridge.do(attendance.mark, self._row.session_id, self._student.student_id, said)

    # --- the whole session ---

    def _out(self) -> None:
        self._cancel(Reason.THERAPIST_ABSENT)

    def _meeting(self) -> None:
        self._cancel(Reason.THERAPIST_MEETING)

    def _closed(self) -> None:
        self._cancel(Reason.SCHOOL_CLOSED_UNPLANNED)

    def _released(self) -> None:
        self._cancel(Reason.EARLY_RELEASE)

    def _cancel(self, reason: Reason) -> None:
        self.close_with(taken=True)
        if self._row.session_id is not None:
            with self._bridge.telling():
                self._bridge.do(sessions.cancel, self._row.session_id, reason)

    def _reinstate(self) -> None:
        self.close_with(taken=True)
        if self._row.session_id is not None:
            with self._bridge.telling():
                self._bridge.do(sessions.reinstate, self._row.session_id)
