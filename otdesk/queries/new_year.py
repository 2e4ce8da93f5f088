# SPDX-License-Identifier: MIT
"""What the next school year would be, before anything is changed."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import workplace
from otdesk.queries.workplace import TermRow, YearRow
from otdesk.records.belongings import SchoolStay
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules import new_year
from otdesk.rules.kinds import StayEnd
from otdesk.rules.new_year import Building, Rise

_LATE = 30
"""Days after a year's first day in which everybody may still be brought into it."""


@dataclass(frozen=True, slots=True)
class RiseRow:
    """A student and what may become of her; `proposed` none: to be decided."""

    student_id: int
    name: str
    grade: int
    code: str
    offered: tuple[Rise, ...]
    proposed: Rise | None


@dataclass(frozen=True, slots=True)
class NewYear:
    """`last`: the year before with its terms; `entered`: the new one, where the calendar has it already."""

    last: YearRow | None
    terms: tuple[TermRow, ...]
    entered: YearRow | None
    rows: tuple[RiseRow, ...]
    schools: dict[int, str]


def new_year_of(db: Session, today: date) -> NewYear:
    """Those to be decided first."""
    last, entered = _last_and_new(db, today)
    schools = db.scalars(select(School).where(School.archived.is_(False)).order_by(School.id)).all()
    buildings = [Building(school.id, school.grade_low, school.grade_high) for school in schools]
    people = db.execute(
        select(
            Student.id, Student.first, Student.preferred, Student.last, Student.grade, Student.school_id, School.code
        )
        .join(School, School.id == Student.school_id)
        .where(Student.exited_on.is_(None))
        .order_by(func.lower(Student.last), func.lower(Student.first), Student.id)
    )
    rows = []
    for row in people:
        offered = new_year.choices(row.id, row.grade, row.school_id, buildings)
        proposed = new_year.proposal(row.school_id, offered)
        name = f"{row.preferred or row.first} {row.last}".strip()
        rows.append(RiseRow(row.id, name, row.grade, row.code, offered, proposed))
    rows.sort(key=_undecided_first)
    terms = workplace.terms(db, last.year_id) if last is not None else ()
    return NewYear(last, terms, entered, tuple(rows), {school.id: school.name for school in schools})


def _last_and_new(db: Session, today: date) -> tuple[YearRow | None, YearRow | None]:
    """The year that is over, or runs, and the one after it where the calendar has it.

    In the first weeks of a year, unless everybody was brought into it already, that year is the new one.
    """
    years = sorted(workplace.years(db), key=_first_day)
    begun = [year for year in years if year.entry.first_day <= today]
    later = next((year for year in years if year.entry.first_day > today), None)
    if len(begun) > 1 and (today - begun[-1].entry.first_day).days <= _LATE:
        day_before = begun[-1].entry.first_day - timedelta(days=1)
        done = select(SchoolStay.id).where(SchoolStay.ended_by == StayEnd.YEAR, SchoolStay.last_day >= day_before)
        if db.scalar(done.limit(1)) is None:
            return begun[-2], begun[-1]
    return (begun[-1] if begun else None), later


def _first_day(year: YearRow) -> date:
    return year.entry.first_day


def _undecided_first(row: RiseRow) -> bool:
    return row.proposed is not None
