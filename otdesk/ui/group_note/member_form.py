# SPDX-License-Identifier: MIT
"""More about one student's part in a group: how she was there, for which service, where; and who else takes part."""

from PySide6.QtWidgets import QWidget

from otdesk import labels, words
from otdesk.actions import attendance
from otdesk.actions.attendance import Details, Mark
from otdesk.faults import Refusal
from otdesk.queries import choices
from otdesk.queries.choices import LineChoice
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import Presence, Setting
from otdesk.rules.sentences import capital
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.notes.checks import TIMED
from otdesk.ui.notes.moments import mark_at, moment_of, moment_text, moment_word
from otdesk.ui.parts import readings
from otdesk.ui.parts.buttons import LinkButton
from otdesk.words import _


class MemberForm(FormSheet):
    """What stands behind a lane's three dots."""

    def __init__(self, host: QWidget, bridge: Bridge, form: NoteForm) -> None:
        self._form = form
        super().__init__(host, bridge, words.full_name(form.called, form.last), _("Save"), width=440)

    def build(self) -> None:
        form = self._form
        self.presence = Combo([(code, labels.presence(code)) for code in Presence])
        self.presence.choose(form.presence or Presence.PRESENT)
        self.presence.currentIndexChanged.connect(self._show_moment)
        self.moment = self.field(_("Came at"), moment_text(form), check=_as_time)
        lines = self.bridge.read(choices.lines_of, form.student_id, form.day)
        self.line = Combo([(None, _("None")), *((line.line_id, _line_words(line)) for line in lines)])
        self.line.choose(form.line_id)
        said = [(setting, labels.setting(setting)) for setting in Setting]
        self.held_in = Combo([(None, _("As the plan says")), *said])
        self.held_in.choose(form.held_in)
        self.paused = self.field(_("Pause, minutes"), str(form.paused) if form.paused else "")
        self.add(self.field(_("Attendance"), editor=self.presence), self.paused)
        self.add(self.moment)
        self.add(self.field(_("Service"), editor=self.line))
        self.add(self.field(_("Setting"), editor=self.held_in))
        self.leave_button = LinkButton(_("Take {who} out of this session").format(who=form.called))
        self.leave_button.clicked.connect(self._leave)
        self.add(self.leave_button)
        self.focus_first(self.presence)
        self._show_moment()

    def _show_moment(self) -> None:
        """Whoever came late or left early did so at a time. What was typed stays when another is chosen in between."""
        presence = self._presence()
        self.moment.setVisible(presence in TIMED)
        self.moment.rename(moment_word(presence))
        if self.is_open:
            self.place()

    def _presence(self) -> Presence:
        return Presence(str(self.presence.value()))

    def save(self) -> None:
        form, said, details = self._form, self._mark(), self._details()
        before = form.presence or Presence.PRESENT
        if said.presence is not before or (before in TIMED and said != mark_at(before, moment_of(form))):
            self.bridge.do(attendance.mark, form.session_id, form.student_id, said)
        if details != Details(form.line_id, form.held_in, form.paused):
            self.bridge.do(attendance.set_details, form.session_id, {form.student_id: details})

    def _mark(self) -> Mark:
        presence = self._presence()
        return mark_at(presence, readings.minute(self.moment.text())) if presence in TIMED else Mark(presence)

    def _details(self) -> Details:
        text, line = self.paused.text().strip(), self.line.value()
        if text and not text.isdecimal():
            raise Refusal(_("A pause is a number of minutes."))
        said = self.held_in.value()
        held_in = said if isinstance(said, Setting) else None
        return Details(int(str(line)) if line is not None else None, held_in, int(text or 0))

    def _leave(self) -> None:
        with self.bridge.telling():
            self.bridge.do(attendance.leave, self._form.session_id, self._form.student_id)
            self.close_with(taken=True)


class WalkInForm(FormSheet):
    """A student who was not planned takes part."""

    def __init__(self, host: QWidget, bridge: Bridge, form: NoteForm) -> None:
        self._form = form
        super().__init__(host, bridge, _("Who else takes part?"), _("Add"), width=400)

    def build(self) -> None:
        inside = {student for student, _name in self._form.peers}
        found = self.bridge.read(choices.who, self._form.day)
        singles = [who for who in found if who.group_id is None and who.members[0][0] not in inside]
        here = [who for who in singles if who.school_id == self._form.school_id]
        singles = [*here, *(who for who in singles if who.school_id != self._form.school_id)]
        self._singles = {who.members[0][0]: who.members[0][1] for who in singles}
        self.who = Combo([(who.members[0][0], who.name) for who in singles])
        self.add(self.field(_("Student"), editor=self.who))
        self.focus_first(self.who)

    def save(self) -> None:
        """Those of this school come first in the list."""
        chosen = self.who.value()
        if chosen is None:
            raise Refusal(_("Everybody of the caseload is here already."))
        student = int(str(chosen))
        self.bridge.do(attendance.join, self._form.session_id, student, self._singles[student])


def _as_time(text: str) -> str:
    """Nothing is told of a time that can be read. Raises Refusal, of an empty field too."""
    if not text.strip():
        raise Refusal(_("Type the time, like 8:35: the minutes are counted by it."))
    readings.minute(text)
    return ""


def _line_words(line: LineChoice) -> str:
    """ "Direct · group · 30 min"."""
    grouping = labels.grouping(line.grouping, None)
    return capital(words.listed_with_dots([labels.mode(line.mode), grouping, words.minutes(line.minutes)]))
