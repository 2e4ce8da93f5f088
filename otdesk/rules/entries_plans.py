# SPDX-License-Identifier: MIT
"""What is entered about a plan, its service lines and its goals (34 CFR 300.320; domain.md 1.2, 4.3)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from otdesk.rules.entries import (
    Flaw,
    Problem,
    Problems,
    bounds,
    in_order,
    long_text_problems,
    missing,
    text_problems,
)
from otdesk.rules.kinds import Grouping, Half, MeasureType, Mode, Period, PlanType, Role, Setting

MAX_MINUTES = 600
MAX_TIMES = 60
SERVICE = "Occupational therapy"

# A new plan of one family replaces the open one of the same family; an ESY plan or an award of compensatory service
# stands beside the yearly plan (domain.md 2.3: a separate obligation).
_YEARLY = frozenset({PlanType.IEP, PlanType.SECTION_504, PlanType.PRIVATE_SERVICES})

_PERCENT_MEASURES = frozenset(
    {MeasureType.PERCENT, MeasureType.TRIALS, MeasureType.INTERVAL, MeasureType.LEGIBILITY, MeasureType.ACCURACY}
)


@dataclass(frozen=True, slots=True)
class PlanEntry:
    plan_type: PlanType
    start: date | None = None
    annual_review: date | None = None
    reevaluation_due: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A service line: `times` sessions of `minutes` in every `every` periods."""

    minutes: int
    times: int
    period: Period
    every: int = 1
    mode: Mode = Mode.DIRECT
    grouping: Grouping = Grouping.INDIVIDUAL
    setting: Setting = Setting.PULL_OUT
    group_max: int | None = None
    location: str = ""
    provider: Role = Role.OT
    service: str = SERVICE
    start: date | None = None
    end: date | None = None
    half: Half = Half.ANY
    codes: str = ""
    """What its notes begin with, as typed (rules/coding.py reads them)."""


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    statement: str
    target: float | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """`number` none = the next free one. `mastery` is the mapping rules/goals.py reads; none = not chosen yet."""

    statement: str
    area: str = ""
    cue: str = ""
    measure: MeasureType = MeasureType.TRIALS
    unit: str = ""
    higher_is_better: bool = True
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    usual_total: int | None = None
    mastery: dict[str, object] | None = None
    number: int | None = None
    started_on: date | None = None
    ends_on: date | None = None
    objectives: tuple[ObjectiveEntry, ...] = ()


def plan_problems(entry: PlanEntry) -> Problems:
    return (
        *in_order("annual_review", entry.start, entry.annual_review),
        *text_problems(document=entry.document),
    )


def line_problems(entry: LineEntry) -> Problems:
    one = entry.grouping is Grouping.INDIVIDUAL
    return (
        *bounds("minutes", entry.minutes, 1, MAX_MINUTES),
        *bounds("times", entry.times, 1, MAX_TIMES),
        *bounds("every", entry.every, 1, 12),
        *bounds("group_max", entry.group_max, 2, 40),
        *((Problem("group_max", Flaw.GROUP_SIZE_WITHOUT_GROUP),) if one and entry.group_max is not None else ()),
        *in_order("end", entry.start, entry.end),
        *text_problems(location=entry.location, service=entry.service),
    )


def goal_problems(entry: GoalEntry) -> Problems:
    """A percent cannot pass 100, a rating or level may be anything its scale holds."""
    percent = entry.measure in _PERCENT_MEASURES
    return (
        *missing(statement=entry.statement),
        *long_text_problems(statement=entry.statement),
        *text_problems(area=entry.area, cue=entry.cue, unit=entry.unit),
        *bounds("number", entry.number, 1, 99),
        *bounds("usual_total", entry.usual_total, 1, 1000),
        *(_percent("baseline", entry.baseline) if percent else ()),
        *(_percent("target", entry.target) if percent else ()),
        *in_order("ends_on", entry.started_on, entry.ends_on),
        *(problem for objective in entry.objectives for problem in missing(objectives=objective.statement)),
    )


def replaces(new: PlanType, old: PlanType) -> bool:
    """Whether a plan of type `new` takes the place of an open one of type `old`."""
    return new is old or (new in _YEARLY and old in _YEARLY)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def usual_review(start: date) -> date:
    """The day before the anniversary: on or before it everywhere (34 CFR 300.324(b); states differ by that one day)."""
    return day_before(_years_later(start, 1))


def usual_reevaluation(start: date) -> date:
    """Three years on (34 CFR 300.303(b)); shorter where the state says so."""
    return _years_later(start, 3)


def monthly_minutes(entry: LineEntry) -> int | None:
    """About how much a month: a week counts four times, as plans are read aloud; none where no month can be named."""
    each = entry.minutes * entry.times
    factor = {Period.DAY: 20, Period.WEEK: 4, Period.MONTH: 1}.get(entry.period)
    return None if factor is None else each * factor // entry.every


def _percent(field: str, value: float | None) -> Problems:
    if value is None or 0 <= value <= 100:
        return ()
    return (Problem(field, Flaw.OUT_OF_RANGE, 0, 100),)


def _years_later(day: date, years: int) -> date:
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))
