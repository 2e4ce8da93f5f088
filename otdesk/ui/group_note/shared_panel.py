# SPDX-License-Identifier: MIT
"""What all notes of a group say alike, typed once: times, setting, activity, supports, next time, codes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.faults import Refusal
from otdesk.queries.group_notes import GroupForm
from otdesk.queries.note_rules import offered
from otdesk.queries.notes import NoteForm
from otdesk.records.phrases import PhraseKind
from otdesk.rules.checklists import Tick
from otdesk.rules.kinds import Setting
from otdesk.rules.note_entry import SharedEntry
from otdesk.rules.note_formats import NoteFormat
from otdesk.rules.phrase_text import has_places
from otdesk.ui import theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.group_note.framed import FramedText
from otdesk.ui.notes.phrase_list import Offered
from otdesk.ui.notes.roster import RosterField
from otdesk.ui.notes.tags import TagRow
from otdesk.ui.notes.ticks import TickRows
from otdesk.ui.parts import readings, widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

SHARED_TICKS = (Tick.ACTIVITY, Tick.AREA, Tick.SUPPORT)
"""How each student responded is ticked in her own lane."""


class _Wrong(Words):
    """What is wrong with the fields it stands under; it takes no room while nothing is."""

    def __init__(self) -> None:
        super().__init__("", Type.META, "bad.ink", wrap=True)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))


class SharedPanel(Card):
    """`changed` when a shared word or support changed; `times(start, end)`, `setting(Setting or None)`, `pause(n)`,
    `roster(number or None)` of a whole class."""

    changed = Signal()
    times = Signal(int, int)
    setting = Signal(object)
    pause = Signal(int)
    roster = Signal(object)
    same_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, parent=parent)
        look = theme.current()
        self._form: GroupForm | None = None
        self._ticking = False
        self._title = Words("", Type.CARD)
        self.add(self._title)
        scroll = ScrollColumn()
        column = scroll.column
        column.setContentsMargins(2, 2, look.px(6), 2)
        column.setSpacing(look.px(4))
        column.addLayout(self._time_rows())
        column.addLayout(self._pause_row())
        self.class_size = RosterField()
        self.class_size.said.connect(self.roster)
        column.addWidget(self.class_size)
        self._fault = _Wrong()
        self.class_size.refused.connect(self._fault.say)
        column.addWidget(self._fault)
        self.held_in = Combo([])
        self.held_in.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.held_in.activated.connect(self._setting_chosen)
        column.addLayout(_named(self.held_in, _("Setting")))
        self.activity = FramedText(_("Activity"), _("What the group did"), lines=3)
        self.supports = TagRow(_("Supports"))
        self.ticks = TickRows(SHARED_TICKS)
        self.ticks.changed.connect(self.changed)
        self.next_time = FramedText(_("Next time"), lines=1)
        for label, widget in (
            (_("Activity"), self.activity),
            (_("Supports"), self.supports),
            (_("Next time"), self.next_time),
        ):
            column.addSpacing(look.px(4))
            heading = Words(label, Type.LABEL, "text2")
            column.addWidget(heading)
            column.addWidget(widget)
            if widget is self.supports:
                self._supports_heading = heading
                column.addWidget(self.ticks)
        self._codes_heading = Words(_("Codes"), Type.LABEL, "text2")
        self.codes = QLineEdit()
        self.codes.setAccessibleName(_("Codes of the group"))
        self.codes.setToolTip(_("Each student’s codes until you type others in her lane"))
        self.codes.textEdited.connect(self.changed)
        column.addWidget(self._codes_heading)
        column.addWidget(self.codes)
        column.addStretch(1)
        self.add(scroll, 1)
        self.same = DefaultButton("", key="Ctrl+D")
        self.same.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.same.clicked.connect(self.same_wanted)
        self.add(self.same)
        self.activity.edited.connect(self.changed)
        self.next_time.edited.connect(self.changed)
        self.supports.changed.connect(self.changed)

    def _time_rows(self) -> QVBoxLayout:
        """The times, and right under them what is wrong with them."""
        rows, row = QVBoxLayout(), QHBoxLayout()
        rows.setSpacing(theme.current().px(4))
        row.setSpacing(theme.current().px(8))
        self.start, self.end = QLineEdit(), QLineEdit()
        for field, name in ((self.start, _("Start")), (self.end, _("End"))):
            field.editingFinished.connect(self._times_typed)
            row.addLayout(_named(field, name))
        rows.addLayout(row)
        self._times_fault = _Wrong()
        rows.addWidget(self._times_fault)
        return rows

    def _pause_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.paused = QLineEdit()
        self.paused.setAccessibleName(_("Pause"))
        widths.fixed(self.paused, 64)
        self.paused.setToolTip(_("Minutes in between without therapy, a fire drill say: credited to nobody"))
        self.paused.editingFinished.connect(self._pause_typed)
        row.addWidget(Words(_("Pause, minutes"), Type.LABEL, "text2", wrap=True), 1)
        row.addWidget(self.paused)
        return row

    # --- showing ---

    def show_group(self, form: GroupForm) -> None:
        """A group is opened."""
        self._form = None
        first = form.first
        for text, kind in ((self.activity, PhraseKind.DID), (self.next_time, PhraseKind.PLAN)):
            text.editor.set_phrases(_texts(first, kind))
        self.activity.put(form.shared.activity)
        self.next_time.put(form.shared.next_time)
        for text in (self.activity, self.next_time):
            text.editor.forget()
        self.codes.setText(form.shared.codes)
        self._codes_heading.setVisible(first.coding is not None)
        self.codes.setVisible(first.coding is not None)
        labels_of = [phrase.label for phrase in first.phrases if phrase.kind is PhraseKind.SUPPORT]
        self.supports.show_labels(labels_of, form.shared.supports)
        self.ticks.show_lists(offered(first.rules), form.shared.ticked)
        self._ticking = first.rules.layout is NoteFormat.CHECKLIST or bool(form.shared.ticked)
        self.ticks.setVisible(self._ticking)
        for part in (self._supports_heading, self.supports):
            part.setVisible(first.rules.layout is not NoteFormat.CHECKLIST or bool(form.shared.supports))
        self.show_facts(form)

    def show_facts(self, form: GroupForm) -> None:
        """Times and setting came anew; what is typed or was refused stays, in the same group."""
        anew, self._form = self._form is None, form
        if anew:
            self._times_fault.say("")
            self._fault.say("")
        wrong_times, wrong = bool(self._times_fault.text()), bool(self._fault.text())
        first = form.first
        self._title.setText(_("Shared by all {n}").format(n=len(form.members)))
        for field, minute in ((self.start, first.start), (self.end, first.end)):
            if anew or not (field.hasFocus() or wrong_times):
                field.setText(words.clock(minute))
        if anew or not (self.paused.hasFocus() or wrong):
            self.paused.setText(str(first.paused) if first.paused else "")
        self.class_size.show_roster(first.roster, anew=anew)
        settings = {member.setting for member in form.members}
        several = [(None, _("By student"))] if len(settings) > 1 or None in settings else []
        self.held_in.fill([*several, *((setting, labels.setting(setting)) for setting in Setting)])
        self.held_in.choose(None if several else first.setting)
        self.same.setVisible(form.previous is not None)
        if form.previous_day is not None:
            self.same.say(_("Same as {day}").format(day=words.short_date(form.previous_day)))

    def fault(self) -> str:
        """What is wrong with the times and numbers that stand here, said under them; "" when nothing is."""
        if self._form is not None:
            first = self._form.first
            try:
                readings.session_times(self.start.text(), self.end.text(), (first.start, first.end), moved=False)
            except Refusal as refusal:
                self._times_fault.say(refusal.message)
        return self._times_fault.text() or self._fault.text()

    def stops(self) -> list[QWidget]:
        """What Tab comes to, as it is read."""
        facts = (self.start, self.end, self.paused, self.class_size.field, self.held_in)
        supports = [] if self.supports.isHidden() else [self.supports]
        ticks = self.ticks.stops() if self._ticking else []
        return [*facts, self.activity.editor, *supports, *ticks, self.next_time.editor, self.codes, self.same]

    def entry(self) -> SharedEntry:
        return SharedEntry(
            self.activity.text(), self.supports.chosen(), self.next_time.text(), self.ticks.ticked(),
            self.codes.text().strip(),
        )  # fmt: skip

    def fill_empty(self, before: SharedEntry) -> None:
        """Ctrl+D: what was shared last time goes into what is still empty."""
        if not self.activity.text().strip():
            self.activity.put(before.activity)
        if not self.supports.chosen():
            self.supports.show_labels(self.supports.labels(), before.supports)
        if self._ticking:
            self.ticks.fill_empty(before.ticked)
        if not self.next_time.text().strip():
            self.next_time.put(before.next_time)
        if not self.codes.text().strip() and not self.codes.isHidden():
            self.codes.setText(before.codes)

    # --- the person ---

    def _times_typed(self) -> None:
        if self._form is None:
            return
        first = self._form.first
        was, moved = (first.start, first.end), self.sender() is self.start
        try:
            times = readings.session_times(self.start.text(), self.end.text(), was, moved=moved)
        except Refusal as refusal:
            self._times_fault.say(refusal.message)
            return
        self._times_fault.say("")
        self.end.setText(words.clock(times[1]))
        if times != was:
            self.times.emit(*times)

    def _pause_typed(self) -> None:
        text = self.paused.text().strip()
        if self._form is None:
            return
        if text and not text.isdecimal():
            self._fault.say(_("A pause is a number of minutes."))
            return
        minutes = int(text or 0)
        self._fault.say("")
        if any(member.paused != minutes for member in self._form.members):
            self.pause.emit(minutes)

    def _setting_chosen(self) -> None:
        value = self.held_in.value()
        if isinstance(value, Setting):
            self.setting.emit(value)


def _named(field: QWidget, name: str) -> QVBoxLayout:
    """A field under its name."""
    field.setAccessibleName(name)
    block = QVBoxLayout()
    block.setSpacing(theme.current().px(3))
    block.addWidget(Words(name, Type.LABEL, "text2"))
    block.addWidget(field)
    return block


def _texts(form: NoteForm, kind: PhraseKind) -> list[Offered]:
    return [
        Offered(phrase.text, phrase.category)
        for phrase in form.phrases
        if phrase.kind is kind and not has_places(phrase.text)
    ]
