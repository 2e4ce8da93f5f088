# SPDX-License-Identifier: MIT
"""The figures of a note, a row a goal: today's, with what support, and how far from the target."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from otdesk import words
from otdesk.queries.note_figures import figures_of
from otdesk.queries.note_rows import NoteGoal
from otdesk.queries.notes import GoalForm
from otdesk.ui import theme
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_COLUMNS = (5, 4, 4)


class GoalGrid(QWidget):
    """Three columns of two lines each, so that it fits beside the lanes of a group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAccessibleName(_("Goals worked on"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(2))
        for column, share in enumerate(_COLUMNS):
            self._grid.setColumnStretch(column, share)
        for column, title in enumerate((_("Goal"), _("Today"), _("Against target"))):
            self._grid.addWidget(Words(title, Type.LABEL, "text2", wrap=True), 0, column)
        self._rows: list[_Row] = []

    def show_typed(self, goals: Sequence[tuple[GoalForm, str]]) -> None:
        """What is typed for each goal now; one without figures has no row."""
        self.show_goals([
            figures_of(goal, typed.strip(), goal.last.typed if goal.last is not None else "", goal.levels)
            for goal, typed in goals if typed.strip()
        ])  # fmt: skip

    def show_goals(self, goals: Sequence[NoteGoal]) -> None:
        while len(self._rows) > len(goals):
            self._rows.pop().take_away(self._grid)
        while len(self._rows) < len(goals):
            self._rows.append(_Row(self._grid, len(self._rows)))
        for row, goal in zip(self._rows, goals, strict=True):
            row.say(goal)

    def cells(self) -> list[list[str]]:
        """What stands there, a row a goal."""
        return [[text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells if (text := cell.text())]
                for row in self._rows]  # fmt: skip


class _Row:
    """The cells of one goal: two lines under each heading."""

    def __init__(self, grid: QGridLayout, number: int) -> None:
        kinds = (Type.CONTROL_STRONG, Type.CONTROL, Type.CONTROL)
        self.cells: list[Words] = []
        for column, kind in enumerate(kinds):
            for line in range(2):
                cell = Words("", kind if not line else Type.META, "text" if not line else "text2", wrap=True)
                grid.addWidget(cell, 1 + 3 * number + line, column, Qt.AlignmentFlag.AlignTop)
                self.cells.append(cell)
        grid.setRowMinimumHeight(3 + 3 * number, theme.current().px(4))

    def say(self, goal: NoteGoal) -> None:
        last = _("last {data}").format(data=goal.last_time) if goal.last_time else ""
        target = _("target {figure}").format(figure=goal.target) if goal.target else ""
        said = (
            f"{goal.number} {goal.area}", words.listed_with_dots([goal.measure, last]), goal.result or "–",
            goal.prompts, goal.standing or "–", target,
        )  # fmt: skip
        for cell, text in zip(self.cells, said, strict=True):
            cell.setText(text.replace(" %", "\N{NO-BREAK SPACE}%"))

    def take_away(self, grid: QGridLayout) -> None:
        for cell in self.cells:
            grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
