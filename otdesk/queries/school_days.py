# SPDX-License-Identifier: MIT
"""What kind of day a date is: its place in the cycle, each school's day type, why there is no school."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.schools import School
from otdesk.rules.calendar import Mark, calendar_of, cycle_days, cycle_from, dates
from otdesk.rules.kinds import SHUT, DayType


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
        return self.types.get(school_id, DayType.CLOSED) not in SHUT

    @property
    def closed(self) -> str:
        """Why no school is open, in the calendar's words; empty on a day when one is."""
        if any(self.is_open(school) for school in self.types):
            return ""
        return next((name for name in self.names.values() if name), "")


def facts(db: Session, day: date) -> DayFacts:
    """What is known of one date."""
    return between(db, day, day)[day]


def between(db: Session, first: date, last: date) -> dict[date, DayFacts]:
    """The same for every date from `first` to `last`."""
    schools = db.scalars(select(School.id).order_by(School.id)).all()
    found = {day: DayFacts(day, None, {}, {}, in_year=False) for day in dates(first, last)}
    held = select(SchoolYear).where(SchoolYear.first_day <= last, SchoolYear.last_day >= first)
    for year in db.scalars(held.order_by(SchoolYear.first_day.desc())):
        rows = db.execute(
            select(CalendarDay.day, CalendarDay.day_type, CalendarDay.school_id, CalendarDay.name).where(
                CalendarDay.day >= year.first_day, CalendarDay.day <= year.last_day
            )
        ).all()
        marks = [Mark(row.day, row.day_type, row.school_id) for row in rows]
        calendars = {school: calendar_of(school, year.first_day, year.last_day, marks) for school in schools}
        shared = calendar_of(None, year.first_day, year.last_day, marks)
        places = cycle_days(shared, cycle_from(year.cycle_days, year.cycle_rule, year.cycle_anchor))
        of_day: dict[date, dict[int, str]] = {}
        for row in sorted(rows, key=_own_last):
            of = of_day.setdefault(row.day, {})
            of.update(dict.fromkeys([row.school_id] if row.school_id is not None else schools, row.name))
        for day in dates(max(first, year.first_day), min(last, year.last_day)):
            types = {school: known.day_type(day) for school, known in calendars.items()}
            found[day] = DayFacts(
                day, places.get(day), types, of_day.get(day, {}), in_year=True, lettered=year.cycle_days > 0
            )
    return found


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
