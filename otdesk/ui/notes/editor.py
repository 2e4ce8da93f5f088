# SPDX-License-Identifier: MIT
"""The fields of one note: numbers first, words made from them, words editable; nothing needs saving."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.queries import note_members, today
from otdesk.queries import notes as note_queries
from otdesk.queries.notes import NoteForm
from otdesk.rules.note_entry import GoalTyped, NoteEntry, Section
from otdesk.rules.note_formats import IN_A_TABLE, NOT_HELD, written
from otdesk.rules.sentences import Sections
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes import checks
from otdesk.ui.notes.checks import NOT_SEEN, Around, Typed
from otdesk.ui.notes.choices import Choices
from otdesk.ui.notes.codes_line import CodesLine
from otdesk.ui.notes.composing import as_begun, composed
from otdesk.ui.notes.draft import DraftKeeper
from otdesk.ui.notes.goal_line import GoalLine
from otdesk.ui.notes.head import NoteHead
from otdesk.ui.notes.sections import FIRST_CHOICES, SectionBoxes
from otdesk.ui.parts.cards import RING_ROOM, Divider, ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class NoteEditor(QWidget):
    """Says `member_wanted(student)` and `phrases_wanted`; the panel around it opens, signs and closes."""

    member_wanted = Signal(int)
    phrases_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.form: NoteForm | None = None
        self._response = ""
        """Typed in the note of the group; here it is changed in its sentence."""
        self.goals: list[GoalLine] = []
        self._around = Around(bridge.today())
        self.draft = DraftKeeper(bridge, self.entry, self)
        self.draft.saved.connect(self._show_state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        self.head = NoteHead()
        self.head.marked.connect(self.mark)
        self.head.times.connect(self._set_times)
        self.head.roster.connect(self._set_roster)
        self.head.member_wanted.connect(self.member_wanted)
        self.head.same_wanted.connect(self.same_as_last_time)
        column.addWidget(self.head)
        column.addWidget(Divider())
        column.addWidget(self._body(), 1)
        self._warnings = Words("", Type.META, "todo.ink", wrap=True)
        column.addWidget(self._warnings)

    # --- building ---

    def _body(self) -> ScrollColumn:
        look = theme.current()
        self.view = ScrollColumn()
        column = self.view.column
        column.setSpacing(look.px(6))
        column.setContentsMargins(0, RING_ROOM, look.px(6), RING_ROOM)
        facts = QHBoxLayout()
        facts.setContentsMargins(3, 0, 3, 0)
        facts.addWidget(self.head.facts)
        column.addLayout(facts)
        self._goal_column = QVBoxLayout()
        self._goal_column.setSpacing(look.px(2))
        column.addLayout(self._goal_column)
        self.sections = SectionBoxes(self)
        self.sections.chosen.connect(self._data_changed)
        self.sections.edited.connect(self._typed)
        self.sections.left.connect(self.draft.keep)
        self.choices = Choices(self.sections, self._bridge)
        self.choices.phrases_wanted.connect(self.phrases_wanted)
        self.choices.ticked.connect(self._data_changed)
        column.addWidget(self.choices)
        line = QHBoxLayout()
        line.setContentsMargins(3, look.px(4), 3, 0)
        line.addWidget(Words(_("The note"), Type.LABEL, "text2"))
        line.addStretch(1)
        self._state = Words("", Type.META, "text2")
        line.addWidget(self._state)
        column.addLayout(line)
        sheet = QHBoxLayout()
        sheet.setContentsMargins(3, 0, 3, 0)
        sheet.addWidget(self.sections.sheet)
        column.addLayout(sheet)
        self.codes = CodesLine(self)
        self.codes.changed.connect(self._typed)
        self.codes.left.connect(self.draft.keep)
        codes = QVBoxLayout()
        codes.setContentsMargins(3, 0, 3, 0)
        codes.setSpacing(look.px(2))
        codes.addWidget(self.codes.field)
        codes.addWidget(self.codes.told)
        column.addLayout(codes)
        column.addStretch(1)
        return self.view

    # --- opening ---

    def open_form(self, form: NoteForm) -> None:
        """Show a note that is not signed. The first field gets the keyboard when the editor does."""
        self.draft.end()
        self.form = form
        self._response = form.entry.response
        self._make_goal_lines(form)
        self.head.show_form(form, self._bridge.today())
        self._show_time_left()
        self.choices.fill(form, form.entry)
        self.choices.show_form(form)  # before `entry` is read: what is hidden says nothing
        begun, now = as_begun(form), self._compose(form.entry)
        self.sections.show_form(form, form.entry, begun)
        self.codes.show_form(form)
        self.codes.put(form.codes)
        if form.entry.is_empty or begun != now:
            self.sections.follow(now)
        self.draft.begin(form.session_id, form.student_id, form.entry)
        self._look_around()
        self._show_seen(form)
        self._show_state()
        self.view.verticalScrollBar().setValue(0)

    def first_field(self) -> QWidget:
        if self.form is not None and not checks.seen(self.form):
            return self.sections.boxes[Section.RESPONSE].text
        own = self.choices.of_record()
        if own:
            return own[0]
        if self.form is not None and not self.form.of_therapy:
            return self.sections.boxes[Section.BEFORE].text
        if self.goals:
            return self.goals[0].field
        ticks = self.form is not None and self.form.has_ticks
        return self.choices.ticks if ticks else self.sections.boxes[Section.DID].tags

    def _make_goal_lines(self, form: NoteForm) -> None:
        for line in self.goals:
            self._goal_column.removeWidget(line)
            line.hide()
            line.deleteLater()
        typed = {line.goal_id: line.typed for line in form.entry.goals}
        self.goals = [GoalLine(goal, typed.get(goal.goal_id, "")) for goal in form.goals]
        for line in self.goals:
            line.changed.connect(self._figure_typed)
            line.field.editingFinished.connect(self._data_changed)
            self._goal_column.addWidget(line)

    def stops(self) -> list[QWidget]:
        """What Tab comes to: times, data, what was done, how it went, the words, codes; the way to the phrases last."""
        said: list[QWidget] = []
        for box in self.sections.boxes.values():
            said += [box.text] if box.section in FIRST_CHOICES else [box.text, box.tags]
        fields = [line.field for line in self.goals]
        return [
            *self.head.stops(), *fields, *self.choices.stops(), *said, self.codes.field, self.choices.phrases_button,
        ]  # fmt: skip

    def _show_time_left(self) -> None:
        now = self._bridge.now()
        day = self._bridge.read(today.day, now.date(), now.hour * 60 + now.minute)
        self.head.show_left(day.leave_in)

    def _look_around(self) -> None:
        """What the warnings need, and how far the other members' notes are."""
        form = self.form
        if form is None:
            return
        members = self._bridge.read(note_members.members, form.session_id)
        self.head.show_members(members)
        self._around = Around(
            self._bridge.today(),
            self._bridge.read(note_members.late_by, form.day, self._bridge.today()),
            self._bridge.read(note_members.clashes, form.session_id, form.day, form.start, form.end),
            self._bridge.person,
            sum(member.presence not in NOT_SEEN for member in members),
        )

    # --- what stands on the screen ---

    def entry(self) -> NoteEntry:
        """The note as it stands in the fields."""
        return NoteEntry(
            goals=tuple(GoalTyped(line.goal.goal_id, line.typed()) for line in self.goals if line.typed().strip()),
            did=self.sections.labels(Section.DID),
            went=self.sections.labels(Section.RESPONSE),
            skilled=self.sections.labels(Section.SKILLED),
            plan=self.sections.labels(Section.PLAN),
            response=self._response,
            codes=self.codes.text(),
            ticked=self.choices.ticks.ticked(),
            screened=self.choices.screened(),
            contacted=self.choices.contacted(),
            sections=tuple((section, pieces) for section, pieces in self.sections.pieces() if pieces),
        )

    def _compose(self, entry: NoteEntry) -> Sections:
        return composed(self.form, entry) if self.form is not None else ()

    def _figure_typed(self) -> None:
        """Half a figure ("3/") leaves the sentence as it was, so that it does not lose its place while one types."""
        line = self.sender()
        if isinstance(line, GoalLine) and not line.understood() and line.field.hasFocus():
            self._typed()
        else:
            self._data_changed()

    def _data_changed(self) -> None:
        self.sections.follow(self._compose(self.entry()))
        self._typed()

    def _show_tables(self, form: NoteForm) -> None:
        """What no sentence says again."""
        here, in_table = checks.seen(form), form.rules.layout in IN_A_TABLE
        self.sections.grid.show_typed([(line.goal, line.typed()) for line in self.goals] if in_table else [])
        self.sections.grid.setVisible(here and bool(self.sections.grid.cells()))
        ticked = form.ticked(self.entry())
        self.sections.ticked.show_ticked(ticked)
        self.sections.ticked.setVisible(here and bool(ticked))

    def _typed(self) -> None:
        self.draft.touch()
        self._show_state()

    def _show_state(self) -> None:
        if self.form is None:
            return
        self._show_tables(self.form)
        count = plural("{n} word", "{n} words", self.sections.words())
        now = self._bridge.now()
        kept = self.draft.exists or self.form.note_id is not None
        saved = _("saved {time}").format(time=words.clock(now.hour * 60 + now.minute))
        self._state.setText(words.listed_with_dots([count, saved if kept and not self.draft.waiting else ""]))
        found = self.warnings()
        self._warnings.setText(" ".join(found))
        self._warnings.setVisible(bool(found))

    def warnings(self) -> list[str]:
        """What is missing or doubtful, in amber."""
        blank = [line.goal.number for line in self.goals if not line.typed().strip()]
        unread = [line.goal.number for line in self.goals if not line.understood()]
        typed = Typed(blank, unread)
        return checks.warnings(self.form, self.entry(), typed, self._around) if self.form is not None else []

    def _show_seen(self, form: NoteForm) -> None:
        """An absent student has no goal data to type: what remains is why, and what comes next."""
        here = checks.seen(form)
        asked = written(form.rules.layout, form.rules.required) if here else NOT_HELD
        self.sections.ask_for(frozenset(asked))
        focus = self.window().focusWidget()
        if not here and focus is not None and any(each.isAncestorOf(focus) for each in (*self.goals, self.choices)):
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)  # before what has it is hidden
        for line in self.goals:
            line.setVisible(here)
        self.choices.show_form(form)

    def put_back(self, entry: NoteEntry) -> None:
        """An earlier version takes the place of what stands here, which is itself kept as a version."""
        typed = {line.goal_id: line.typed for line in entry.goals}
        for line in self.goals:
            line.put(typed.get(line.goal.goal_id, ""))
        self._response = entry.response
        self.codes.put(entry.codes)
        if self.form is not None:
            self.choices.fill(self.form, entry)
        self.sections.put(entry, self._compose(entry))
        self._typed()
        self.draft.keep()

    # --- attendance and times: the same facts as on Today, kept at once ---

    def mark(self, said: object) -> None:
        if self.form is not None and isinstance(said, Mark):
            self._keep(attendance.mark, self.form.student_id, said)

    def _set_times(self, start: int, end: int) -> None:
        self._keep(sessions.set_times, start, end)

    def _set_roster(self, roster: object) -> None:
        self._keep(sessions.set_roster, roster if isinstance(roster, int) else None)

    def _keep(self, action: Callable[..., object], *said: object) -> None:
        """What cannot be stays where it was typed, and why is said there."""
        if self.form is None:
            return
        with self._bridge.telling():
            try:
                self._bridge.do(action, self.form.session_id, *said)
            except Refusal as refusal:
                self.head.refuse(refusal.message)
        self.reread()

    def reread(self) -> None:
        """Attendance, times or phrases changed: the sentences follow; what was typed stays."""
        form = self._bridge.read(note_queries.form, *self.form.key) if self.form is not None else None
        if form is None:
            return
        self.form = form
        self.head.show_form(form, self._bridge.today())
        self.sections.offer(form)
        self.codes.show_form(form)
        self._look_around()
        self._show_seen(form)
        before = self.entry()
        self.sections.follow(self._compose(before))
        if self.entry() != before and self.draft.exists:
            self.draft.touch()
        self._show_state()

    def same_as_last_time(self) -> None:
        """Ctrl+D: what was chosen last time fills what is still empty; data are never carried over."""
        form, before = self.form, self.entry()
        if form is not None and form.previous is not None:
            self.sections.choose_empty(form.previous)
            self.codes.fill_empty(form.previous.codes)
            if form.has_ticks:
                self.choices.ticks.fill_empty(form.previous.ticked)
            self._data_changed()
        if self.entry() == before:
            self._bridge.say(_("Nothing from last time fits what is still empty."))
