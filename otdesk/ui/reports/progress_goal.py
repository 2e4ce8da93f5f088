# SPDX-License-Identifier: MIT
"""One goal of a report: its chart or table, the rating, whether progress is enough, the words that follow the data."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from otdesk import words
from otdesk.printouts import progress_words
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.progress_reports import ReportPage
from otdesk.rules.report_entry import GoalReport
from otdesk.ui import theme
from otdesk.ui.notes.live_text import LiveText
from otdesk.ui.notes.phrase_list import Offered
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.line_chart import LineChartView
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural


class Enough(StrEnum):
    DATA = "data"
    YES = "yes"
    NO = "no"


_ENOUGH = {Enough.DATA: None, Enough.YES: True, Enough.NO: False}


class GoalEditor(Card):
    """`edited` with each change; `point_opened(session id)` leads to a note."""

    edited = Signal()
    point_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self._page: ReportPage | None = None
        self._goal: GoalRow | None = None
        self._part = GoalReport(0)
        look = theme.current()
        self.column.setSpacing(look.px(10))
        self._statement = Words("", Type.BODY, "text2", wrap=True)
        self.add(self._statement)
        self.chart = LineChartView()
        self.chart.opened.connect(self._open_point)
        self.figures = QPlainTextEdit()
        self.figures.setReadOnly(True)
        self.figures.setAccessibleName(_("Results as a table"))
        self.figures.setTabChangesFocus(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.figures)
        self.add(self._stack, 1)
        self.column.addLayout(self._legend_row())
        self._rating_row = Flow(spacing=8)
        self.rating: SegmentedControl | None = None
        self.add(self._rating_row)
        self._enough_row = Flow(spacing=8)
        self.enough = SegmentedControl(
            [(Enough.DATA, _("As the data say")), (Enough.YES, _("Enough")), (Enough.NO, _("Not enough"))],
            _("Progress to reach the goal by its date"),
        )
        self.enough.chosen.connect(self._enough_said)
        self._enough_row.add(Words(_("Progress"), Type.CONTROL_STRONG))
        self._enough_row.add(self.enough)
        self.add(self._enough_row)
        self.verdict = Banner("", Tone.INFO)
        self.add(self.verdict)
        self.text = LiveText(_("Words of this goal"))
        self.text.edited.connect(self._typed)
        self._frame = Card(padding=10)
        self._frame.add(self.text)
        self.add(self._frame)
        row = QHBoxLayout()
        self.refill = DefaultButton(_("Refill from data"), icon="refresh-cw")
        self.refill.clicked.connect(self.refill_words)
        row.addWidget(self.refill)
        self._hint = Words(_("Blue words follow the data"), Type.META, "text2", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._hint, 1)
        self.column.addLayout(row)

    def _legend_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._legend = Words("", Type.META, "text2", wrap=True)
        self.table_button = DefaultButton(_("Show as table"), icon="rows-3")
        self.table_button.clicked.connect(self.toggle_table)
        row.addWidget(self._legend, 1)
        row.addWidget(self.table_button)
        return row

    # --- showing ---

    def show_goal(self, page: ReportPage, goal: GoalRow, part: GoalReport, phrases: Sequence[Offered]) -> None:
        """`part` has its words already. While the report is done everything is for reading."""
        here = goal.goal_id, page.term.term_id
        another = self._goal is None or self._page is None or (self._goal.goal_id, self._page.term.term_id) != here
        self._page, self._goal, self._part = page, goal, part
        locked = page.done_on is not None
        self._statement.setText(goal.statement)
        chart = progress_words.chart(page, goal)
        target = _("Goal {target}").format(target=progress_words.bare_figure(goal, goal.target)) if goal.target else ""
        self.chart.show_chart(chart, progress_words.chart_sentence(goal), target, _("Aim line"))
        self.figures.setPlainText(_table(goal))
        signs = {"own": "●", "prompted": "○", "not_said": "◐"}
        told = [f"{signs[code]} {progress_words.help_words(code)}" for code in progress_words.helps(goal)]
        count = plural("{n} session", "{n} sessions", len(goal.points))
        self._legend.setText("   ".join([*told, count]))
        self._show_rating(page, part)
        self.enough.set_value(next(key for key, value in _ENOUGH.items() if value is part.enough))
        self._show_verdict()
        self.text.set_phrases(phrases)
        self.text.show_pieces(part.pieces)
        if another:
            self.text.forget()
        self.text.setReadOnly(locked)
        for widget in (self.refill, self.enough):
            widget.setEnabled(not locked)
        if self.rating is not None:
            self.rating.setEnabled(not locked)

    def _show_rating(self, page: ReportPage, part: GoalReport) -> None:
        """The district's own codes, each with its digit."""
        held = self.rating is not None and self.rating.isAncestorOf(self.focusWidget() or self)
        self._rating_row.clear()
        options = [
            (rating.code, f"{number} {progress_words.rating_words(rating)}")
            for number, rating in enumerate(page.ratings.ratings, start=1)
        ]
        self.rating = SegmentedControl(options, _("Rating"))
        self.rating.set_value(part.rating or None)
        self.rating.chosen.connect(self.rate)
        self._rating_row.add(Words(_("Rating"), Type.CONTROL_STRONG))
        self._rating_row.add(self.rating)
        self.rating.show()
        self.rating.follow(self.table_button)
        if held:
            self.rating.setFocus()

    def _show_verdict(self) -> None:
        if self._goal is not None:
            found = progress_words.suffices(self._goal, self._part)
            self.verdict.say(progress_words.enough_words(self._goal, self._part))
            self.verdict.setVisible(found is not True)

    # --- the person ---

    def part(self) -> GoalReport:
        return GoalReport(self._part.goal_id, self._part.rating, self._part.enough, self.text.pieces())

    def rate(self, code: object) -> None:
        self._part = GoalReport(self._part.goal_id, str(code), self._part.enough, self.text.pieces())
        if self.rating is not None:
            self.rating.set_value(code)
        self.edited.emit()

    def rate_number(self, number: int) -> None:
        """A digit typed where no text is written."""
        ratings = self._page.ratings.ratings if self._page is not None else ()
        if 0 < number <= len(ratings) and self._page is not None and self._page.done_on is None:
            self.rate(ratings[number - 1].code)

    def _enough_said(self, key: object) -> None:
        self._part = GoalReport(self._part.goal_id, self._part.rating, _ENOUGH[Enough(str(key))], self.text.pieces())
        self._show_verdict()
        self.edited.emit()

    def refill_words(self) -> None:
        """The sentences anew from the data; what was written over them goes, and undo in the text brings it back."""
        if self._page is not None and self._goal is not None:
            with words.speaking(self._page.language):
                self.text.show_pieces(progress_words.composed(self._page, self._goal, self._page.language))
            self.edited.emit()

    def toggle_table(self) -> None:
        to_table = self._stack.currentWidget() is self.chart
        self._stack.setCurrentWidget(self.figures if to_table else self.chart)
        self.table_button.say(_("Show as chart") if to_table else _("Show as table"))

    def _typed(self) -> None:
        self.edited.emit()

    def _open_point(self, number: int) -> None:
        if self._goal is not None and number < len(self._goal.points):
            self.point_opened.emit(self._goal.points[number].session_id)


def _table(goal: GoalRow) -> str:
    """Date, figure and help of each result, one line each."""
    from otdesk.rules.goals import help_of

    rows = [
        f"{words.day_full_date(point.day)}\t{progress_words.figure_of(goal, point.value)}\t"
        f"{progress_words.help_words(help_of(point.prompt))}"
        for point in goal.points
    ]
    return "\n".join(rows) or _("There are no data on this goal for this term.")
