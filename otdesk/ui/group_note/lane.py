# SPDX-License-Identifier: MIT
"""One student's lane in the note of a group: attendance, data of each goal, and what is said of her alone."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.queries.note_rules import offered
from otdesk.queries.notes import NoteForm
from otdesk.records.phrases import PhraseKind
from otdesk.rules.checklists import Lists, Tick
from otdesk.rules.kinds import NoteStatus
from otdesk.rules.note_entry import GoalTyped, NoteEntry, SharedEntry
from otdesk.rules.sentences import names_found
from otdesk.ui import theme
from otdesk.ui.group_note.cells import GoalCell, ReadingTip
from otdesk.ui.group_note.framed import FramedText
from otdesk.ui.group_note.lane_head import LaneHead
from otdesk.ui.group_note.lane_words import LaneWords
from otdesk.ui.notes import checks
from otdesk.ui.notes.codes_line import CodesLine
from otdesk.ui.notes.composing import as_begun, composed
from otdesk.ui.notes.phrase_list import Offered
from otdesk.ui.notes.ticks import TickRows
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.cards import Card
from otdesk.words import _, plural

_ONE_COLUMN = 460
_CODES = 150
_RING = 3


class Lane(Card):
    """`entered` when the keyboard comes into it, `changed` when something was typed, `marked(Mark)` for attendance,
    `checked` when a time was found right or wrong."""

    entered = Signal()
    changed = Signal()
    marked = Signal(object)
    more_wanted = Signal()
    grown = Signal()
    checked = Signal()

    def __init__(self, form: NoteForm, parent: QWidget | None = None) -> None:
        super().__init__(padding=10, parent=parent)
        self.form = form
        self._kept = form.entry
        self._current = False
        self.setAccessibleName(words.full_name(form.called, form.last))
        self.head = LaneHead(form)
        self.head.marked.connect(self.marked)
        self.head.more_wanted.connect(self.more_wanted)
        self.head.checked.connect(self._time_checked)
        self.add(self.head)
        self._fields = QWidget()
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.current().px(4))
        column.addLayout(self._grid)
        typed = {line.goal_id: line.typed for line in form.entry.goals}
        self.cells = [GoalCell(goal, typed.get(goal.goal_id, "")) for goal in form.goals]
        for cell in self.cells:
            cell.changed.connect(self._typed)
            cell.entered.connect(self._cell_entered)
            cell.told.connect(self._show_tip)
            column.addWidget(cell.taps)
            cell.taps.hide()
        self._build_said(form, column)
        self.add(self._fields)
        self._tip = ReadingTip(self)
        self._columns = 0
        self._arrange()
        begun, now = as_begun(form), composed(form, form.entry)
        self.words = LaneWords(form.entry.sections, begun)
        if not form.entry.sections or begun != now:
            self.words.follow(now)
        self.show_form(form)

    def _build_said(self, form: NoteForm, column: QVBoxLayout) -> None:
        """How she responded, in ticks and words, and codes beside them."""
        self.response = FramedText(
            _("{who}: response").format(who=form.called), _("Response: type, or press ; for a phrase")
        )
        self.response.editor.set_phrases(self.phrases())
        self.response.put(form.entry.response)
        self.response.edited.connect(self._typed)
        self.response.entered.connect(self._words_entered)
        self.codes = CodesLine(self, brief=True)
        self.codes.show_form(form)
        self.codes.put(form.codes)
        self.codes.changed.connect(self._typed)
        self.codes.entered.connect(self._words_entered)
        widths.fixed(self.codes.field, _CODES)
        self.codes.field.setFixedHeight(theme.current().px(28))
        self.ticks = TickRows((Tick.RESPONSE,), form.called)
        self.ticks.show_lists(offered(form.rules), form.entry.ticked)
        self.ticks.changed.connect(self._typed)
        column.addWidget(self.ticks)
        self.ticks.setVisible(form.has_ticks)
        said = QHBoxLayout()
        said.setContentsMargins(0, 0, _RING, 0)
        said.addWidget(self.response, 1)
        said.addWidget(self.codes.field, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(said)
        column.addWidget(self.codes.told)

    # --- facts ---

    @property
    def student_id(self) -> int:
        return self.form.student_id

    @property
    def writable(self) -> bool:
        """Whether its note can still be written."""
        return self.form.status is None or self.form.status is NoteStatus.DRAFT

    def entry(self) -> NoteEntry:
        """The note as it stands: data and response from here, what was chosen elsewhere stays."""
        return NoteEntry(
            goals=tuple(GoalTyped(cell.goal.goal_id, cell.typed()) for cell in self.cells if cell.typed().strip()),
            did=self._kept.did,
            went=self._kept.went,
            skilled=self._kept.skilled,
            plan=self._kept.plan,
            response=self.response.text(),
            codes=self.codes.text(),
            ticked=self._ticked(),
            sections=self.words.sections(),
        )

    def _ticked(self) -> Lists:
        """How she responded is ticked here; what was ticked of her alone stays."""
        found = {**dict(self._kept.ticked), Tick.RESPONSE: self.ticks.rows[Tick.RESPONSE].chosen()}
        return tuple((tick, items) for tick in Tick if (items := found.get(tick)))

    def phrases(self) -> list[Offered]:
        """What `;` and a digit put into the response: whole sentences without a subject."""
        return [
            Offered(_sentence(self.form.words(phrase)), phrase.category)
            for phrase in self.form.phrases
            if phrase.kind is PhraseKind.RESPONSE
        ]

    def doubts(self) -> tuple[str, str]:
        """Who else is named in the words, and which data or response is missing; empty when all is well."""
        if not checks.seen(self.form):
            return self._names(), ""
        return self._names(), self.head.lacks() or self._data()

    def missing(self) -> str:
        """What keeps the note from being ready; empty when nothing does."""
        return self._names() or self.head.lacks() or self._data() or self._asked()

    def _asked(self) -> str:
        """What the district asks of every note."""
        said = [labels.required(each, self.form.rules.layout) for each in checks.asked_for(self.form, self.entry())]
        return _("{parts} missing").format(parts=", ".join(said)) if said else ""

    def _names(self) -> str:
        named = names_found(self.words.plain(), self.form.peer_names)
        return _("Names {who}").format(who=words.listed(list(named))) if named else ""

    def _data(self) -> str:
        blank, response = checks.lacking(self.form, self.entry())
        if not blank:
            return self._silent() if response else ""
        goals = _("Goal {n}").format(n=blank[0]) if len(blank) == 1 else plural("{n} goal", "{n} goals", len(blank))
        return _("{goals}, response").format(goals=goals) if response else _("{goals} missing").format(goals=goals)

    def _silent(self) -> str:
        return _("Nothing ticked") if checks.unticked(self.form, self.entry()) else _("Response missing")

    @property
    def ready(self) -> bool:
        """Whether Ctrl+Enter signs it with the others. Of a student who was not there the note says so, and why."""
        lacks = self.missing() if checks.seen(self.form) else self._names()
        return self.writable and not lacks

    def first_field(self) -> QWidget:
        """Where the keyboard goes; of a student who was not there, to why."""
        if not checks.seen(self.form):
            return self.head.first_field()
        if self.cells:
            return self.cells[0].field
        return self.ticks.rows[Tick.RESPONSE] if self.form.has_ticks else self.response.editor

    def stops(self) -> list[QWidget]:
        """What Tab comes to: attendance, data, response, codes where there are any."""
        codes = [self.codes.field] if self.form.coding is not None else []
        ticks = self.ticks.stops() if self.form.has_ticks else []
        return [*self.head.stops(), *(cell.field for cell in self.cells), *ticks, self.response.editor, *codes]

    # --- showing ---

    def show_form(self, form: NoteForm) -> None:
        """Facts came anew; what is typed stays, and the keyboard too."""
        self.form = form
        goes = self._loses_keyboard()
        if goes:  # else Qt hands it to whatever stands next in the window
            self.head.park(form)
        self.head.show_form(form)
        self.codes.show_form(form)
        self._fields.setVisible(checks.seen(form))
        self._fields.setEnabled(self.writable)
        self.follow()
        if goes:
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _loses_keyboard(self) -> bool:
        """Whether the field that has the keyboard goes with what is shown now, and others of the lane stay."""
        focus = QApplication.focusWidget()
        if focus is None or not self.writable or not self.isAncestorOf(focus):
            return False
        return self.head.takes_away(focus, self.form) or (
            self._fields.isAncestorOf(focus) and not checks.seen(self.form)
        )

    def share(self, shared: SharedEntry) -> None:
        """What the group shares was typed anew; codes follow it until she has others."""
        untouched = self.writable and self.codes.text() == self.form.begun_codes
        self.form = replace(self.form, shared=shared)
        if untouched:
            self.codes.put(self.form.begun_codes)
        self.follow()

    def follow(self) -> None:
        if self.writable:
            self.words.follow(composed(self.form, self.entry()))
        self.head.show_status(self.missing() if checks.seen(self.form) else "")

    def set_current(self, current: bool) -> None:
        if current != self._current:
            self._current = current
            self.update()
        if not current:
            self._tip.hide()
            for cell in self.cells:
                cell.taps.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        for cell in self.cells:
            if cell.field.hasFocus():
                self._tip.show_under(cell)
        self.grown.emit()

    def _arrange(self) -> None:
        """Two goals beside each other where there is room."""
        columns = 2 if self.width() >= theme.current().px(_ONE_COLUMN) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self.cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    # --- the person ---

    def _typed(self) -> None:
        self.follow()
        self.changed.emit()

    def _time_checked(self) -> None:
        self.follow()
        self.checked.emit()

    def _cell_entered(self, by_mouse: bool) -> None:
        """Buttons for a person who would rather tap; who types does not see the lane grow."""
        entered = self.sender()
        for cell in self.cells:
            cell.taps.setVisible(cell is entered and by_mouse)
        self.entered.emit()
        if isinstance(entered, GoalCell):
            self._tip.show_under(entered)

    def _words_entered(self) -> None:
        self._tip.hide()
        for cell in self.cells:
            cell.taps.hide()
        self.entered.emit()

    def _show_tip(self) -> None:
        cell = self.sender()
        if isinstance(cell, GoalCell) and cell.field.hasFocus():
            self._tip.show_under(cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._current:
            look = theme.current()
            painter = QPainter(self)
            drawing.rounded(
                painter, QRectF(self.rect()), None, look.color("primary"), radius=look.px(10), width=2
            )  # fmt: skip
            painter.end()


def _sentence(text: str) -> str:
    plain = text.strip()
    return f"{plain[:1].upper()}{plain[1:]}{'' if plain.endswith('.') else '.'} "
