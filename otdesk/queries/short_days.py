# SPDX-License-Identifier: MIT
"""Early release, delays, testing: which sessions keep a time that such a day's bells do not give them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from otdesk.queries.day_rows import Row
from otdesk.queries.school_days import DayFacts
from otdesk.queries.student_days import bell_blocks
from otdesk.rules import bells
from otdesk.rules.bells import BellBlock, ClassOf
from otdesk.rules.kinds import DayType, Pull
from otdesk.rules.spans import overlap


class MisfitKind(StrEnum):
    BEFORE_SCHOOL = "before_school"
    AFTER_DISMISSAL = "after_dismissal"
    IN_BLOCK = "in_block"


@dataclass(frozen=True, slots=True)
class Misfit:
    """`minute` is the bell it runs into: first bell, dismissal, or the block's end; `label` names the block."""

    kind: MisfitKind
    minute: int
    label: str = ""


def misfits(db: Session, facts: DayFacts, rows: Iterable[tuple[Row, int]]) -> dict[str, Misfit]:
    """By row key; `rows` with the school of each. Regular days are left alone: the week was laid out for them."""
    blocks: dict[int, list[BellBlock]] = {}
    found: dict[str, Misfit] = {}
    for row, school in rows:
        day_type = facts.types.get(school, DayType.REGULAR)
        if day_type is DayType.REGULAR or not facts.is_open(school) or row.cancelled:
            continue
        if school not in blocks:
            blocks[school] = bell_blocks(db, school)
        for student in row.students:
            misfit = _misfit(
                row, ClassOf(student.grade, student.teacher), blocks[school], facts.day.weekday(), day_type
            )
            if misfit is not None:
                found[row.key] = misfit
                break
    return found


def _misfit(row: Row, who: ClassOf, blocks: list[BellBlock], weekday: int, day_type: DayType) -> Misfit | None:
    hours = bells.school_hours(blocks, who, weekday, day_type)
    if hours is None:
        return None
    if row.start < hours[0]:
        return Misfit(MisfitKind.BEFORE_SCHOOL, hours[0])
    if row.end > hours[1]:
        return Misfit(MisfitKind.AFTER_DISMISSAL, hours[1])
    for segment in bells.student_day(blocks, hours, who, weekday, day_type):
        if segment.pull is Pull.NEVER and overlap((row.start, row.end), (segment.start, segment.end)):
            return Misfit(MisfitKind.IN_BLOCK, segment.end, segment.label)
    return None
