# SPDX-License-Identifier: MIT
"""What kind of day a date is: its place in the cycle, each school's day type, why there is no school."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.schools import School
from otdesk.rules.calendar import Mark, calendar_of, cycle_days, cycle_from
from otdesk.rules.kinds import DayType

_SHUT = frozenset({DayType.CLOSED, DayType.STAFF_ONLY})


@dataclass(frozen=True, slots=True)
class DayFacts:
    """`cycle_day` None: no school day for anybody. `types` holds each school's day type; `names` why it differs."""

    day: date
    cycle_day: int | None
    types: Mapping[int, DayType]
    names: Mapping[int, str]
    in_year: bool
    lettered: bool = False
    """Whether the year runs in days A, B, ...: then one time of the cycle falls on several weekdays."""

    def is_open(self, school_id: int) -> bool:
        return self.types.get(school_id, DayType.CLOSED) not in _SHUT

    @property
    def closed(self) -> str:
        """Why no school is open, in the calendar's words; empty on a day when one is."""
        if any(self.is_open(school) for school in self.types):
            return ""
        return next((name for name in self.names.values() if name), "")


def facts(db: Session, day: date) -> DayFacts:
    """What is known of one date."""
    schools = db.scalars(select(School.id).order_by(School.id)).all()
    year = db.scalar(select(SchoolYear).where(SchoolYear.first_day <= day, day <= SchoolYear.last_day).limit(1))
    if year is None:
        return DayFacts(day, None, {}, {}, in_year=False)
    rows = db.execute(
        select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id, CalendarDay.name).where(
            CalendarDay.day >= year.first_day, CalendarDay.day <= year.last_day
        )
    ).all()
    marks = [Mark(row.day, row.day_type, row.school_id) for row in rows]
    types = {school: calendar_of(school, year.first_day, year.last_day, marks).day_type(day) for school in schools}
    names = {
        school: row.name
        for row in sorted(rows, key=_own_last)
        if row.day == day
        for school in ([row.school_id] if row.school_id is not None else schools)
    }
    shared = calendar_of(None, year.first_day, year.last_day, marks)
    place = cycle_days(shared, cycle_from(year.cycle_days, year.cycle_rule, year.cycle_anchor)).get(day)
    return DayFacts(day, place, types, names, in_year=True, lettered=year.cycle_days > 0)


def cycle_days_between(db: Session, first: date, last: date) -> dict[date, int]:
    """The place in the cycle of each school day between two dates; other dates are absent. As `facts` tells it."""
    found: dict[date, int] = {}
    for year in db.scalars(select(SchoolYear).where(SchoolYear.first_day <= last, SchoolYear.last_day >= first)):
        rows = db.execute(
            select(CalendarDay.day, CalendarDay.day_type).where(
                CalendarDay.day >= year.first_day, CalendarDay.day <= year.last_day, CalendarDay.school_id.is_(None)
            )
        )
        shared = calendar_of(None, year.first_day, year.last_day, [Mark(row.day, row.day_type) for row in rows])
        places = cycle_days(shared, cycle_from(year.cycle_days, year.cycle_rule, year.cycle_anchor))
        found |= {day: place for day, place in places.items() if first <= day <= last and day not in found}
    return found


def _own_last(row: object) -> bool:
    """A school's own entry is read after the one for all, so that it wins."""
    return getattr(row, "school_id", None) is not None
