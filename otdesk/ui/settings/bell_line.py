# SPDX-License-Identifier: MIT
"""One block of a bell schedule to type in, and the headings over them."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from otdesk import words
from otdesk.faults import Refusal
from otdesk.queries.schools import BellRow
from otdesk.rules.entries_places import BellEntry
from otdesk.rules.kinds import Pull
from otdesk.ui import theme
from otdesk.ui.forms import read_text
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.labels import Words
from otdesk.ui.settings.bell_lane import PULL_TONES, pull_words
from otdesk.ui.settings.live_page import clock_text
from otdesk.ui.theme import Type
from otdesk.words import _

TIME_WIDTH = 72
LABEL_WIDTH = 96
NARROWEST = 520
"""Width below which a block takes two lines."""


class BlockLine(QWidget):
    """One block to type in: start, end, class, may students be pulled. Kept when a field is left."""

    changed = Signal(int, object)
    removed = Signal(int)
    wrong = Signal(str)

    def __init__(self, row: BellRow) -> None:
        super().__init__()
        self._row = row
        entry = row.entry
        look = theme.current()
        self._both = QHBoxLayout(self)
        self._both.setContentsMargins(0, look.px(2), 0, look.px(2))
        self._both.setSpacing(look.px(8))
        line, choice = QHBoxLayout(), QHBoxLayout()
        for part in (line, choice):
            part.setSpacing(look.px(8))
        self.start, self.end = _edit(_("Starts"), clock_text(entry.start)), _edit(_("Ends"), clock_text(entry.end))
        self.label = _edit(_("Period"), entry.label)
        for name, editor in (("start", self.start), ("end", self.end), ("label", self.label)):
            editor.setObjectName(f"bell-{name}-{row.block_id}")
            editor.editingFinished.connect(self._keep)
            editor.setAccessibleDescription(entry.label)
        widths.fixed(self.start, TIME_WIDTH)
        widths.fixed(self.end, TIME_WIDTH)
        widths.at_least(self.label, LABEL_WIDTH)
        self.pull = SegmentedControl([(pull, pull_words(pull)) for pull in Pull], _("Pull students?"), tones=PULL_TONES)
        self.pull.set_value(entry.pull)
        self.pull.chosen.connect(self._keep)
        self.trash = IconButton("trash-2", _("Remove {label}").format(label=entry.label))
        self.trash.setObjectName(f"bell-remove-{row.block_id}")
        self.trash.clicked.connect(self._remove)
        line.addWidget(self.start)
        line.addWidget(self.end)
        line.addWidget(self.label, 1)
        whose = ", ".join(
            part
            for part in (
                entry.homeroom,
                words.weekday(entry.weekday) if entry.weekday is not None else "",
                _("whole day") if entry.whole_day else "",
            )
            if part
        )
        if whose:
            line.addWidget(Words(whose, Type.META, "text2"))
        choice.addWidget(self.pull)
        choice.addStretch(1)
        choice.addWidget(self.trash)
        self._both.addLayout(line, 1)
        self._both.addLayout(choice)

    def set_narrow(self, narrow: bool) -> None:
        """Where the width ends, whether one may pull stands below the times."""
        self._both.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)

    def entry(self) -> BellEntry:
        """Raises Refusal."""
        return replace(
            self._row.entry,
            start=read_text.a_time(self.start.text()),
            end=read_text.a_time(self.end.text()),
            label=self.label.text().strip(),
            pull=Pull(str(self.pull.value())),
        )

    def _keep(self) -> None:
        try:
            entry = self.entry()
        except Refusal as refusal:
            self.wrong.emit(refusal.message)
            return
        if entry != self._row.entry:
            self.changed.emit(self._row.block_id, entry)

    def _remove(self) -> None:
        self.removed.emit(self._row.block_id)


def headings() -> QWidget:
    """Over the blocks, in the widths of theirs."""
    look = theme.current()
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(8))
    for text, width in ((_("Starts"), TIME_WIDTH), (_("Ends"), TIME_WIDTH)):
        word = Words(text, Type.LABEL, "text2")
        widths.fixed(word, width)
        row.addWidget(word)
    row.addWidget(Words(_("Period"), Type.LABEL, "text2"), 1)
    pull = SegmentedControl([(one, pull_words(one)) for one in Pull], "").sizeHint().width()
    last = Words(_("Pull students?"), Type.LABEL, "text2")
    last.setFixedWidth(pull + look.px(8) + look.control)
    row.addWidget(last)
    return made


def _edit(name: str, text: str) -> QLineEdit:
    editor = QLineEdit(text)
    editor.setAccessibleName(name)
    return editor
