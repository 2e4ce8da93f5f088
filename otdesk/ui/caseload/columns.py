# SPDX-License-Identifier: MIT
"""The columns of the caseload table: what each says, how it sorts, how it is drawn."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from otdesk import words
from otdesk.queries.caseload import CaseRow
from otdesk.rules.goals import Trend
from otdesk.ui import icons
from otdesk.ui.caseload import case_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

_FAR = date.max
_BAR = 104


class Cells:
    """The columns as seen on one day."""

    def __init__(self, today: date) -> None:
        self.today = today

    def columns(self) -> tuple[Column[CaseRow], ...]:
        month = _("Minutes, {month}").format(month=words.month(self.today.month))
        return (
            Column("name", _("Student"), _name, _by_name, _paint_name, width=0),
            Column("school", _("School"), _school, _school, _paint_school, width=72, tip=_school_name),
            Column("grade", _("Gr"), _grade, _by_grade, width=46),
            Column("service", _("Service"), case_words.service_words, width=176, tip=_all_lines),
            Column("minutes", month, _minutes, _by_minutes, self._paint_minutes, width=232, tip=_minutes_spoken),
            Column("due", _("Plan due"), self._due, _by_due, self._paint_due, width=158, tip=self._due_tip),
            Column("goals", _("Goals"), _goals, _by_goals, _paint_goals, width=112, tip=_goals_spoken),
            Column("seen", _("Last seen"), self._seen, _by_seen, width=104, color="text2"),
            Column("teacher", _("Teacher"), _teacher, _by_teacher, width=130, color="text2"),
            Column("manager", _("Case manager"), _case_holder, _by_case_holder, width=130, color="text2"),
            Column("number", _("Student no."), _number, width=110, color="text2"),
        )

    def spoken(self, row: CaseRow) -> str:
        """A whole row for a screen reader."""
        parts = [
            row.name,
            row.school.name,
            words.grade_long(row.grade),
            case_words.service_words(row),
            case_words.minutes_spoken(row.month),
        ]
        if row.plan_due is not None:
            parts.append(_("plan due {day}").format(day=self._due(row)))
        if row.last_seen is not None:
            parts.append(_("last seen {day}").format(day=self._seen(row)))
        return ", ".join(parts)

    def _due(self, row: CaseRow) -> str:
        if row.plan_due is None:
            return ""
        year = "" if abs((row.plan_due - self.today).days) < 300 else f", {row.plan_due.year}"
        return f"{words.short_date(row.plan_due)}{year}"

    def _due_tip(self, row: CaseRow) -> str:
        if row.plan_due is None:
            return _("No plan with a review date")
        return f"{words.day_full_date(row.plan_due)}: {case_words.due_mark(row.plan_due, self.today).words}"

    def _seen(self, row: CaseRow) -> str:
        return case_words.day_words(row.last_seen, self.today)

    def _paint_due(self, painter: QPainter, box: QRectF, look: Theme, row: CaseRow) -> None:
        if row.plan_due is None:
            drawing.words(painter, box, _("not set"), look, Type.CONTROL, look.color("text3"))
            return
        x = box.left()
        if (row.plan_due - self.today).days <= 30:
            mark = case_words.due_mark(row.plan_due, self.today)
            size = drawing.pill_size(look, mark)
            place = QRectF(x, round(box.center().y() - size.height() / 2), size.width(), size.height())
            drawing.pill(painter, place, look, mark)
            x += size.width() + look.px(7)
        room = QRectF(x, box.top(), box.right() - x, box.height())
        drawing.words(painter, room, self._due(row), look, Type.CONTROL, look.color("text"))

    def _paint_minutes(self, painter: QPainter, box: QRectF, look: Theme, row: CaseRow) -> None:
        ledger = row.month
        if ledger is None or ledger.required is None:
            said = "" if ledger is None else _("no school year")
            drawing.words(painter, box, said, look, Type.CONTROL, look.color("text3"))
            return
        tone = case_words.minutes_tone(ledger)
        due = max(ledger.required, 1)
        bar = QRectF(box.left(), box.top(), look.px(_BAR), box.height())
        drawing.minutes_bar(painter, bar, look, ledger.given / due, ledger.expected / due, tone)
        x = bar.right() + look.px(9)
        ink = look.color("text") if tone is Tone.DONE else QColor(look.colors.pair(tone).ink)
        room = QRectF(x, box.top(), box.right() - x, box.height())
        x += drawing.words(painter, room, str(ledger.given), look, Type.CONTROL_STRONG, ink)
        rest = f" / {ledger.required}" + (f" · −{ledger.behind}" if ledger.behind else "")
        room.setLeft(x)
        x += drawing.words(painter, room, rest, look, Type.CONTROL, look.color("text2"))
        if not ledger.decided:
            side = look.px(14)
            at = round(box.center().y() - side / 2)
            icons.paint(painter, "circle-question-mark", look.color("text3"), x + look.px(6), at, side)


def _name(row: CaseRow) -> str:
    return row.name


def _by_name(row: CaseRow) -> tuple[str, str]:
    return row.last.casefold(), row.called.casefold()


def _paint_name(painter: QPainter, box: QRectF, look: Theme, row: CaseRow) -> None:
    ink = look.color("text3" if row.exited_on is not None else "text")
    width = drawing.words(painter, box, row.name, look, Type.ROW, ink)
    if row.exited_on is not None:
        room = QRectF(box.left() + width + look.px(8), box.top(), box.width() - width - look.px(8), box.height())
        said = _("exited {day}").format(day=words.short_date(row.exited_on))
        drawing.words(painter, room, said, look, Type.META, look.color("text3"))


def _school(row: CaseRow) -> str:
    return row.school.code


def _school_name(row: CaseRow) -> str:
    return row.school.name


def _paint_school(painter: QPainter, box: QRectF, look: Theme, row: CaseRow) -> None:
    size = drawing.chip_size(look, row.school.code)
    place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.chip(painter, place, look, row.school.code, look.school(row.school.color))


def _grade(row: CaseRow) -> str:
    return words.grade(row.grade)


def _by_grade(row: CaseRow) -> int:
    return row.grade


def _all_lines(row: CaseRow) -> str:
    return "\n".join(case_words.line_short(line) for line in row.lines)


def _minutes(row: CaseRow) -> str:
    return case_words.minutes_figures(row.month)


def _minutes_spoken(row: CaseRow) -> str:
    return case_words.minutes_spoken(row.month)


def _by_minutes(row: CaseRow) -> tuple[int, float]:
    """Most behind first, then by share given."""
    if row.month is None or row.month.required is None:
        return 1, 0.0
    return -row.month.behind, row.month.given / max(row.month.required, 1)


def _by_due(row: CaseRow) -> date:
    return row.plan_due or _FAR


def _goals(row: CaseRow) -> str:
    return " ".join(case_words.goal_chip(goal)[0] for goal in row.goals)


def _goals_spoken(row: CaseRow) -> str:
    return "\n".join(case_words.goal_spoken(goal) for goal in row.goals)


def _by_goals(row: CaseRow) -> tuple[int, int]:
    """Those going down first."""
    worse = sum(goal.trend is Trend.WORSE for goal in row.goals)
    return -worse, -len(row.goals)


def _paint_goals(painter: QPainter, box: QRectF, look: Theme, row: CaseRow) -> None:
    x = box.left()
    for number, goal in enumerate(row.goals):
        text, tone = case_words.goal_chip(goal)
        size = drawing.goal_size(look, text)
        more = len(row.goals) - number
        if x + size.width() + (look.px(24) if more > 1 else 0) > box.right() + 1:
            room = QRectF(x, box.top(), box.right() - x, box.height())
            drawing.words(painter, room, f"+{more}", look, Type.META, look.color("text2"), Qt.AlignmentFlag.AlignLeft)
            return
        place = QRectF(x, round(box.center().y() - size.height() / 2), size.width(), size.height())
        drawing.goal(painter, place, look, text, tone)
        x += size.width() + look.px(4)


def _teacher(row: CaseRow) -> str:
    return row.teacher


def _by_teacher(row: CaseRow) -> tuple[bool, str]:
    return not row.teacher, row.teacher.casefold()


def _case_holder(row: CaseRow) -> str:
    return row.case_manager


def _by_case_holder(row: CaseRow) -> tuple[bool, str]:
    return not row.case_manager, row.case_manager.casefold()


def _number(row: CaseRow) -> str:
    return row.student_no


def _by_seen(row: CaseRow) -> date:
    return row.last_seen or date.min
