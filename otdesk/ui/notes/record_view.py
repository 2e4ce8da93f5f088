# SPDX-License-Identifier: MIT
"""A signed record to be read: goals, sections, what was added later, its fingerprint."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.queries.note_rows import NoteAmendment, NotePage
from otdesk.rules.kinds import ChainKind
from otdesk.rules.note_formats import IN_A_TABLE
from otdesk.ui import theme
from otdesk.ui.notes.goal_grid import GoalGrid
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class RecordView(ScrollColumn):
    """Everything comes from what was sealed: a later change of a name or a goal does not reach it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setSpacing(theme.current().px(8))

    def show_page(self, page: NotePage) -> None:
        self._clear()
        if page.goals and page.layout in IN_A_TABLE:
            grid = GoalGrid()
            grid.show_goals(page.goals)
            self.column.addWidget(grid)
        for goal in page.goals if page.layout not in IN_A_TABLE else ():
            self.column.addWidget(Words(f"{goal.number} {goal.area}: {goal.figures}", Type.CONTROL_STRONG, wrap=True))
        if page.screened:
            areas = "\n".join(f"{area}: {labels.finding(found)}" for area, found in page.screened)
            self._paragraph(_("Areas screened"), areas, "text2")
        for name, items in labels.ticked(page.ticked):
            self._paragraph(name, items, "text2")
        for section, text in page.texts.items():
            if text:
                self._paragraph(labels.note_section(section, page.layout), text, "text2")
        for amendment in page.amendments:
            head = [labels.amendment(amendment.kind), words.stamp(amendment.at), amendment.author]
            self._paragraph(words.listed_with_dots(head), _amended(amendment), "info.ink")
        if page.co_signature is not None and page.co_signature.at is not None:
            head = [labels.amendment(ChainKind.CO_SIGNED), words.stamp(page.co_signature.at)]
            named = [page.co_signature.name, page.co_signature.credentials]
            self._paragraph(words.listed_with_dots(head), ", ".join(part for part in named if part), "done.ink")
        self.column.addSpacing(theme.current().px(6))
        locked = _("Locked. Fingerprint {code}").format(code=page.fingerprint)
        self.column.addWidget(Words(locked, Type.META, "text3"))
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _clear(self) -> None:
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _paragraph(self, title: str, text: str, color: str) -> None:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(1)
        column.addWidget(Words(title, Type.LABEL, color, wrap=True))
        column.addWidget(Words(text, Type.CONTROL, wrap=True))
        self.column.addWidget(block)


def when_words(page: NotePage) -> str:
    """Date, times, attendance, minutes and when it was signed, in one line."""
    said = [words.day_full_date(page.day)]
    if page.start is not None and page.end is not None:
        said.append(words.span(page.start, page.end))
    if page.presence is not None:
        said.append(labels.presence(page.presence))
    if page.minutes is not None:
        said.append(words.minutes(page.minutes))
    if page.signature is not None and page.signature.at is not None:
        said.append(_("signed {when}").format(when=words.stamp(page.signature.at)))
    if page.late_written is not None:
        said.append(_("late entry"))
    return words.listed_with_dots(said)


def _amended(amendment: NoteAmendment) -> str:
    """What it says; of a correction old and new, and why."""
    lines = [amendment.text]
    if amendment.kind is ChainKind.CORRECTION:
        lines += [_("Was: {old}").format(old=amendment.old), _("Now: {new}").format(new=amendment.new)]
    if amendment.reason:
        lines.append(_("Reason: {why}").format(why=amendment.reason))
    return "\n".join(line for line in lines if line)
