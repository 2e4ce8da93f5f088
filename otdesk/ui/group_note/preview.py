# SPDX-License-Identifier: MIT
"""The note of the student whose lane has the keyboard, as it will be signed: words follow, and can be edited."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.queries.note_members import Member
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import IN_A_TABLE, written
from otdesk.ui import icons, theme
from otdesk.ui.group_note.lane import Lane
from otdesk.ui.notes.checks import seen
from otdesk.ui.notes.goal_grid import GoalGrid
from otdesk.ui.notes.members import MemberRow
from otdesk.ui.notes.sections import NotePart
from otdesk.ui.notes.ticks import TickedWords
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.cards import Card, Divider, ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class Check(QWidget):
    """One line of what is looked at before signing: a green check, or amber and what is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        self._icon, self._text = Words(), Words("", Type.CONTROL, wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    def say(self, text: str, *, fine: bool) -> None:
        look = theme.current()
        self._text.set_color("text" if fine else "todo.ink")
        self._text.set_kind(Type.CONTROL if fine else Type.CONTROL_STRONG)
        self._text.setText(text)
        icon, color = ("circle-check", "done.ink") if fine else ("circle-alert", "todo.ink")
        self._icon.setPixmap(icons.pixmap(icon, look.color(color), look.px(16), self.devicePixelRatioF()))

    def text(self) -> str:
        return self._text.text()


class Preview(Card):
    """`written` when words were edited here; `alone_wanted` for the note on its own page."""

    written = Signal()
    member_wanted = Signal(int)
    alone_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        look = theme.current()
        self._lane: Lane | None = None
        self.members = MemberRow()
        self.members.wanted.connect(self.member_wanted)
        self.add(self.members)
        scroll = ScrollColumn()
        scroll.column.setContentsMargins(0, 0, look.px(4), 0)
        scroll.column.setSpacing(look.px(4))
        self.grid = GoalGrid()
        scroll.column.addWidget(self.grid)
        self.grid.hide()
        self.ticked = TickedWords()
        scroll.column.addWidget(self.ticked)
        self.ticked.hide()
        self.parts = {section: NotePart(section) for section in Section}
        for part in self.parts.values():
            part.text.edited.connect(self._written)
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        self.add(scroll, 1)
        self.add(Divider())
        checks = QVBoxLayout()
        checks.setSpacing(look.px(4))
        self.facts, self.names, self.data = Check(), Check(), Check()
        for check in (self.facts, self.names, self.data):
            checks.addWidget(check)
        self.column.addLayout(checks)
        foot = QHBoxLayout()
        self._count = Words("", Type.META, "text2")
        self.alone = LinkButton(_("Open alone"))
        self.alone.clicked.connect(self.alone_wanted)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self.alone)
        self.column.addLayout(foot)

    def hasHeightForWidth(self) -> bool:
        """What scrolls needs no height: Qt would take the height it likes for the least, at the cost of the header."""
        return False

    def show_members(self, members: tuple[Member, ...], current: int) -> None:
        self.members.show_members(members, current)

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [*(part.text for part in self.parts.values()), self.alone]

    def show_lane(self, lane: Lane) -> None:
        another = lane is not self._lane
        self._lane = lane
        self.follow()
        if another:
            for part in self.parts.values():
                part.text.forget()

    def follow(self) -> None:
        """The words as they are now; what has the keyboard here keeps its place."""
        lane = self._lane
        if lane is None:
            return
        rules = lane.form.rules
        shown = written(rules.layout, rules.required)
        self._show_tables(lane)
        for section, part in self.parts.items():
            part.set_form(rules)
            part.text.show_pieces(lane.words.pieces(section))
            part.setVisible(section in shown or not part.is_blank())
            part.text.setReadOnly(not lane.writable)
            part.show_missing()
        self._count.setText(plural("{n} word", "{n} words", lane.words.count()))

    def _show_tables(self, lane: Lane) -> None:
        """What no sentence says again."""
        here, in_table = seen(lane.form), lane.form.rules.layout in IN_A_TABLE
        self.grid.show_typed([(cell.goal, cell.typed()) for cell in lane.cells] if in_table else [])
        self.grid.setVisible(here and bool(self.grid.cells()))
        ticked = lane.form.ticked(lane.entry())
        self.ticked.show_ticked(ticked)
        self.ticked.setVisible(here and bool(ticked))

    def say_checks(self, facts: str, names: str, data: str) -> None:
        """Empty: nothing to say against it."""
        self.facts.say(facts or _("Attendance, minutes, service"), fine=not facts)
        self.names.say(names or _("No peer named"), fine=not names)
        self.data.say(data or _("All goals and response"), fine=not data)

    def _written(self) -> None:
        lane = self._lane
        if lane is None or not lane.writable:
            return
        for section, part in self.parts.items():
            if part.text.hasFocus():
                lane.words.write(section, part.text.pieces())
                part.show_missing()
        self._count.setText(plural("{n} word", "{n} words", lane.words.count()))
        self.written.emit()
