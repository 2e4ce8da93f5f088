# SPDX-License-Identifier: MIT
"""The figures of a printed note: what was measured today, last time and what is aimed at; the month's minutes."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import labels
from otdesk.queries import assist_scale
from otdesk.queries.line_books import LineFacts
from otdesk.queries.line_minutes import of_lines
from otdesk.queries.note_rows import NoteGoal
from otdesk.queries.templates import sentences
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.notes import Note
from otdesk.records.plans import ServiceLine
from otdesk.rules.assist_scale import Levels, scale_of, words_of
from otdesk.rules.figures import data_words, duration_words, prompt_name
from otdesk.rules.goals import derived, higher_is_better, reaches
from otdesk.rules.kinds import MeasureType, NoteStatus
from otdesk.rules.note_entry import NoteEntry
from otdesk.rules.shorthand import Form, Reading, Scale, read
from otdesk.words import _, plural

_IN_PERCENT = frozenset(
    {
        MeasureType.PERCENT,
        MeasureType.TRIALS,
        MeasureType.INTERVAL,
        MeasureType.LEGIBILITY,
        MeasureType.ACCURACY,
        MeasureType.RUBRIC,
        MeasureType.TASK_ANALYSIS,
        MeasureType.CHECKLIST,
    }
)
_PERCENT_FORMS = frozenset({Form.COUNT, Form.PERCENT, Form.SCORES, Form.YES_NO})


def worked_on(db: Session, student_id: int, day: date, entry: NoteEntry, note_id: int) -> tuple[NoteGoal, ...]:
    """The goals something was typed for, by number. What was typed and not understood is printed as typed."""
    typed = {line.goal_id: line.typed.strip() for line in entry.goals if line.typed.strip()}
    goals = db.scalars(
        select(Goal).where(Goal.student_id == student_id, Goal.id.in_(typed)).order_by(Goal.number, Goal.id)
    )
    levels = assist_scale.levels(db)
    return tuple(figures_of(goal, typed[goal.id], _last_typed(db, goal.id, day, note_id), levels) for goal in goals)


class Measured(Protocol):
    """What figures need to know of a goal."""

    @property
    def number(self) -> int: ...
    @property
    def area(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def measure(self) -> MeasureType: ...
    @property
    def unit(self) -> str: ...
    @property
    def target(self) -> float | None: ...
    @property
    def usual_total(self) -> int | None: ...
    @property
    def higher_is_better(self) -> bool: ...


def figures_of(goal: Measured, typed: str, last: str, levels: Levels) -> NoteGoal:
    """What a note says of a goal for which `typed` was typed, and `last` the time before."""
    scale = scale_of(Scale(goal.measure, usual_total=goal.usual_total), levels)
    reading = read(typed, scale)
    today, percent, prompts, standing = typed, "", "", ""
    if isinstance(reading, Reading):
        today = _data(reading, goal.unit, levels)
        prompts = prompt_name(reading.prompt, sentences())
        percent = _percent(reading, scale)
        standing = _standing(goal, derived(reading, scale))
        if reading.rest:
            today = f"{today} ({reading.rest})"
    return NoteGoal(
        goal.number,
        goal.area,
        goal.statement,
        today,
        percent,
        prompts,
        _last(last, scale, goal.unit, levels),
        target_words(goal.measure, goal.target, goal.unit, levels),
        labels.measure(goal.measure),
        standing,
    )


def _standing(goal: Measured, value: float | None) -> str:
    """Today's figure against the target: reached, or how much is left. One day says nothing of mastery."""
    if value is None or goal.target is None:
        return ""
    if reaches(value, goal.target, higher=higher_is_better(goal.measure, goal.higher_is_better)):
        return _("At the target")
    gap = abs(goal.target - value)
    if goal.measure in _IN_PERCENT:
        return plural("{n} point to go", "{n} points to go", max(1, round(gap)))
    if goal.measure is MeasureType.ASSIST:
        return plural("{n} level to go", "{n} levels to go", max(1, round(gap)))
    if goal.measure in {MeasureType.DURATION, MeasureType.LATENCY}:
        return _("{figure} to go").format(figure=duration_words(max(1, round(gap)), sentences()))
    return _("{figure} to go").format(figure=f"{gap:.1f}".removesuffix(".0"))


def _data(reading: Reading, unit: str, levels: Levels) -> str:
    if reading.form is Form.NOT_ADDRESSED:
        return _("Not addressed")
    if reading.form is Form.REFUSED:
        return _("Refused")
    return data_words(reading, sentences(), unit, words_of(levels))


def _percent(reading: Reading, scale: Scale) -> str:
    value = derived(reading, scale) if reading.form in _PERCENT_FORMS else None
    return "" if value is None else f"{value:.0f} %"


def _last(typed: str, scale: Scale, unit: str, levels: Levels) -> str:
    reading = read(typed, scale)
    if not isinstance(reading, Reading):
        return ""
    return _percent(reading, scale) or _data(reading, unit, levels)


def _last_typed(db: Session, goal_id: int, before: date, note_id: int) -> str:
    """Of the last signed note before this one."""
    query = (
        select(GoalPoint.typed)
        .join(Note, Note.id == GoalPoint.note_id)
        .where(
            GoalPoint.goal_id == goal_id,
            GoalPoint.note_id != note_id,
            GoalPoint.day <= before,
            GoalPoint.value.is_not(None),
            Note.status == NoteStatus.SIGNED,
        )
        .order_by(GoalPoint.day.desc(), GoalPoint.id.desc())
        .limit(1)
    )
    return db.scalar(query) or ""


def target_words(measure: MeasureType, value: float | None, unit: str, levels: Levels = ()) -> str:
    """The target in the goal's own unit: "80 %", "5 minutes", "with minimal help", "4 letters"."""
    if value is None:
        return ""
    if measure in _IN_PERCENT:
        return f"{value:g} %"
    if measure in {MeasureType.DURATION, MeasureType.LATENCY}:
        return duration_words(round(value), sentences())
    if measure is MeasureType.ASSIST and value == int(value) and value >= 1:
        return data_words(Reading(Form.LEVEL, (int(value),)), sentences(), levels=words_of(levels))
    if measure is MeasureType.SPEED and "min" not in unit.casefold():  # else the unit is a rate already
        return _("{n} {unit} a minute").format(n=f"{value:g}", unit=unit or _("units"))
    return f"{value:g} {unit}".strip()


@dataclass(frozen=True, slots=True)
class MonthMinutes:
    """Minutes of one service line in the month of a note; `due` none where the school year is not known."""

    given: int
    due: int | None
    through: date


def month_of_line(db: Session, line: ServiceLine, school_id: int, day: date, now: datetime) -> MonthMinutes:
    """Given so far in the month of `day`: until `now` (local), or to its end when that month is over."""
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    until = now if now.date() <= last else datetime.combine(last, time(23, 59), now.tzinfo)
    facts = LineFacts(line.id, school_id, line.minutes, line.times, line.period, line.every, line.start, line.end)
    ledger = of_lines(db, [facts], until)[line.id]
    return MonthMinutes(ledger.given, ledger.required, until.date())
