# SPDX-License-Identifier: MIT
"""Days that are not as the typical week was laid out: which sessions keep a time that such a day does not give them.

That is early release, delays, testing; and in a lettered cycle every day, because its weekday may bring specials, other
services or half days that the day's letter does not have.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from otdesk.queries import student_days
from otdesk.queries.day_rows import Row, StudentOnRow
from otdesk.queries.school_days import DayFacts
from otdesk.records.schools import School
from otdesk.rules import availability, bells
from otdesk.rules.availability import Bar, Slice
from otdesk.rules.bells import BellBlock, ClassOf
from otdesk.rules.kinds import DayType, Mode, Pull, Setting
from otdesk.rules.spans import Span


class MisfitKind(StrEnum):
    BEFORE_SCHOOL = "before_school"
    AFTER_DISMISSAL = "after_dismissal"
    IN_BLOCK = "in_block"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class Misfit:
    """`minute` is the bell it runs into: first bell, dismissal, or the end of the block; `label` names it."""

    kind: MisfitKind
    minute: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class _SchoolDay:
    facts: DayFacts
    school: int
    day_type: DayType
    blocks: list[BellBlock]
    usual: Span

    def hours(self, who: ClassOf) -> Span | None:
        """None: nothing is known of such a day."""
        hours = bells.school_hours(self.blocks, who, self.facts.day.weekday(), self.day_type)
        return self.usual if hours is None and self.day_type is DayType.REGULAR else hours


def of_day(db: Session, facts: DayFacts, rows: Iterable[tuple[Row, int]]) -> dict[str, Misfit]:
    """By row key; `rows` with the school of each. Regular days of a plain week are left alone: it was laid out so."""
    days: dict[int, _SchoolDay] = {}
    found: dict[str, Misfit] = {}
    for row, school in rows:
        day_type = facts.types.get(school, DayType.REGULAR)
        as_laid_out = day_type is DayType.REGULAR and not facts.lettered
        if as_laid_out or not facts.is_open(school) or row.cancelled:
            continue
        if school not in days:
            known = db.get_one(School, school)
            blocks = student_days.bell_blocks(db, school)
            days[school] = _SchoolDay(facts, school, day_type, blocks, (known.first_bell, known.dismissal))
        told = (_misfit(db, row, student, days[school]) for student in row.students)
        misfit = next((one for one in told if one is not None), None)
        if misfit is not None:
            found[row.key] = misfit
    return found


def _misfit(db: Session, row: Row, student: StudentOnRow, day: _SchoolDay) -> Misfit | None:
    who, weekday = ClassOf(student.grade, student.teacher), day.facts.day.weekday()
    hours = day.hours(who)
    if hours is None:
        return None
    if row.start < hours[0]:
        return Misfit(MisfitKind.BEFORE_SCHOOL, hours[0])
    if row.end > hours[1]:
        return Misfit(MisfitKind.AFTER_DISMISSAL, hours[1])
    if student.mode is Mode.CONSULT:
        return None
    segments = bells.student_day(day.blocks, hours, who, weekday, day.day_type)
    slices = student_days.slices_of(db, student.student_id, day.school, segments, weekday, day.facts.day)
    barring = (piece for piece in availability.within(slices, row.start, row.end) if _bars(piece, student))
    piece = next(barring, None)
    if piece is None:
        return None
    if piece.bar is Bar.NOT_ATTENDING:
        return Misfit(MisfitKind.NOT_THERE)
    return Misfit(MisfitKind.IN_BLOCK, piece.end, piece.label)


def _bars(piece: Slice, student: StudentOnRow) -> bool:
    """What the class does is no bar where the service happens in it."""
    in_class = piece.bar is Bar.CLASS and student.setting in {Setting.PUSH_IN, Setting.CLASSROOM}
    return piece.pull is Pull.NEVER and not in_class
