# SPDX-License-Identifier: MIT
"""Services with their minutes, and goals with their data."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.students import LineRow, StudentPage
from otdesk.rules.kinds import GoalStatus, Mode
from otdesk.ui import theme
from otdesk.ui.caseload import case_words
from otdesk.ui.caseload.goal_chart import GoalChart
from otdesk.ui.caseload.row_parts import EditRow, ListCard, connect_row
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import MinutesBar, StatusPill
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, clock, plural


class ServicesCard(ListCard):
    """`acted(what, line id)`: "line" edits, "line-end" and "line-remove"."""

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Services"), _("Service line"), spoken=_("Add a service line"))

    def show_page(self, page: StudentPage, today: date) -> None:
        self.clear()
        for line in page.lines:
            self.add_row(self._row(line, today))
        if not page.lines:
            said = (
                _("No service yet. A service line says how many minutes are promised: type it like 2x30/wk.")
                if page.plan is not None
                else _("No plan in force. Begin a plan, then add its service lines.")
            )
            self.add_row(Words(said, Type.CONTROL, "text2", wrap=True))

    def _row(self, line: LineRow, today: date) -> EditRow:
        title = case_words.line_title(line.entry)
        more = [("line-end", _("End this service…")), ("line-remove", _("Remove, entered by mistake"))]
        row = connect_row(EditRow(line.line_id, title, more, edit="line"), self.acted.emit)
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addWidget(ElidedWords(title, Type.ROW))
        setting = case_words.setting_words(line.entry.setting) if line.entry.mode is Mode.DIRECT else ""
        where = ", ".join(part for part in (setting, line.entry.location) if part)
        if where:
            name.addWidget(ElidedWords(where, Type.META, "text2"))
        row.line.addLayout(name, 3)
        said = Words(case_words.amount_words(line.entry), Type.CONTROL)
        row.line.addWidget(said, 2)
        row.line.addWidget(self._minutes(line), 3)
        when = ElidedWords(self._when(line, today), Type.CONTROL, "text2")
        widths.at_least(when, 96)
        row.line.addWidget(when, 2)
        row.close_line()
        return row

    def _minutes(self, line: LineRow) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        ledger = line.ledger
        if ledger is None or ledger.required is None:
            box.addWidget(Words("" if ledger is None else _("no school year entered"), Type.META, "text3"))
            return holder
        bar = MinutesBar()
        tone = case_words.minutes_tone(ledger)
        bar.show_minutes(ledger.given, ledger.required, ledger.expected, tone, case_words.minutes_spoken(ledger))
        bar.setToolTip(case_words.minutes_spoken(ledger))
        box.addWidget(bar, 1)
        ink = "todo.ink" if tone is Tone.TODO else "text"
        box.addWidget(Words(str(ledger.given), Type.CONTROL_STRONG, ink))
        rest = _("/ {n} min").format(n=ledger.required)
        box.addWidget(Words(rest if ledger.decided else _("{rest}, policy not set").format(rest=rest), Type.CONTROL,
                            "text2"))  # fmt: skip
        return holder

    def _when(self, line: LineRow, today: date) -> str:
        if not line.in_force:
            if line.last is not None and line.last < today:
                return _("ended {day}").format(day=words.short_date(line.last))
            start = line.entry.start
            return _("from {day}").format(day=words.short_date(start)) if start is not None else ""
        if line.next is not None:
            day = _("today") if line.next.day == today else words.weekday(line.next.day)
            far = (line.next.day - today).days > 6
            day = words.short_date(line.next.day) if far else day
            return _("next {day} {time}").format(day=day, time=clock(line.next.start))
        if line.last is not None:
            return _("until {day}").format(day=words.short_date(line.last))
        return _("not placed")


class GoalsCard(ListCard):
    """`acted(what, goal id)`: "goal" edits, "goal-met", "goal-stop", "goal-active", "goal-remove"."""

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Goals"), _("Goal"), spoken=_("Add a goal"))
        self._all = False
        self._page: StudentPage | None = None

    def show_page(self, page: StudentPage) -> None:
        if self._page is not None and self._page.student_id != page.student_id:
            self._all = False
        self._page = page
        self.clear()
        for goal in page.goals:
            self.add_row(self._row(goal))
        if not page.goals:
            self.add_row(
                Words(_("No open goals. Paste one from the plan and its figures are read from it."), Type.CONTROL,
                      "text2", wrap=True)
            )  # fmt: skip
        if page.closed_goals:
            if self._all:
                for goal in page.closed_goals:
                    self.add_row(self._row(goal))
            n = len(page.closed_goals)
            words_ = _("Hide closed goals") if self._all else plural("Show {n} closed goal", "Show {n} closed goals", n)
            link = LinkButton(words_)
            link.setObjectName("goals-closed")
            link.clicked.connect(self._toggle)
            self.add_row(link)

    def _toggle(self) -> None:
        self._all = not self._all
        if self._page is not None:
            self.show_page(self._page)

    def _row(self, goal: GoalRow) -> EditRow:
        name = goal.area or _("Goal {n}").format(n=goal.number)
        row = connect_row(EditRow(goal.goal_id, name, _more(goal), edit="goal"), self.acted.emit)
        number = Words(str(goal.number), Type.CONTROL_STRONG)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        widths.fixed(number, 24)
        row.line.addWidget(number)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedWords(name, Type.ROW))
        text.addWidget(ElidedWords(goal.statement, Type.META, "text2"))
        row.line.addLayout(text, 1)
        row.line.addWidget(GoalChart(goal))
        row.line.addWidget(_figures(goal))
        pill = StatusPill(case_words.goal_mark(goal))
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(pill)
        box.addStretch(1)
        holder.setFixedWidth(max(theme.current().px(126), pill.sizeHint().width()))
        holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.line.addWidget(holder)
        row.close_line()
        return row


def _figures(goal: GoalRow) -> QWidget:
    """Latest over baseline, as in "73 %" over "from 38 %"."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    latest = goal.latest
    said = labels.figure(latest.value, goal.measure, goal.unit) if latest is not None else "–"
    box.addWidget(Words(said, Type.ROW))
    if goal.baseline is not None:
        base = labels.figure(goal.baseline, goal.measure, goal.unit)
        box.addWidget(Words(_("from {base}").format(base=base), Type.META, "text2"))
    else:
        box.addWidget(Words(_("no baseline"), Type.META, "text3"))
    widths.fixed(holder, 84)
    return holder


def _more(goal: GoalRow) -> list[tuple[str, str]]:
    if goal.status in {GoalStatus.MET, GoalStatus.DISCONTINUED, GoalStatus.REVISED}:
        return [("goal-active", _("Work on it again"))]
    return [
        ("goal-met", _("Met today")),
        ("goal-stop", _("Discontinue")),
        ("goal-remove", _("Remove, entered by mistake")),
    ]
