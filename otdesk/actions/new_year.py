# SPDX-License-Identifier: MIT
"""A new school year for the whole caseload in one step: grades, schools, exits, and the year itself with its terms."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from otdesk.actions import calendar, stays, students, transfers
from otdesk.actions.calendar import TermEntry, YearEntry
from otdesk.actions.lookups import called, found, put
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.belongings import SchoolStay
from otdesk.records.calendars import SchoolYear
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules.kinds import StayEnd
from otdesk.rules.new_year import Rise
from otdesk.vault.work import Work
from otdesk.words import _, full_date, plural


def begin(
    work: Work, first_day: date, rises: Sequence[Rise], year: YearEntry | None, terms: Sequence[TermEntry] = (),
    *, clear_rooms: bool = True,
) -> None:  # fmt: skip
    """Everybody's grade and school from `first_day` on; where each was is kept. `year` is entered when given.

    Those who change the school leave their times and groups there. `clear_rooms`: teacher and room are asked anew.
    Refusal while a school year is under way, and the second time for the same year.
    """
    _check(work, first_day)
    ended = work.db.scalar(select(func.max(SchoolYear.last_day)).where(SchoolYear.last_day < first_day))
    for rise in rises:
        _rise(work, rise, first_day, ended or first_day - timedelta(days=1), clear_rooms=clear_rooms)
    if year is not None:
        made = calendar.set_year(work, year)
        calendar.set_terms(work, made, terms)
    count = plural("{n} student", "{n} students", len(rises))
    work.describe(
        _("New school year from {day}: {students}").format(day=full_date(first_day), students=count)
    )  # fmt: skip


def _check(work: Work, first_day: date) -> None:
    today = local_today(work)
    under_way = work.db.scalars(
        select(SchoolYear).where(SchoolYear.first_day <= today, SchoolYear.last_day >= today)
    ).first()
    if under_way is not None and under_way.first_day != first_day:
        day = full_date(under_way.last_day)
        raise Refusal(_("The school year ends on {day}. Begin the new one after that.").format(day=day))
    done = select(func.count()).select_from(SchoolStay)
    last = first_day - timedelta(days=1)
    if work.db.scalar(done.where(SchoolStay.ended_by == StayEnd.YEAR, SchoolStay.last_day >= last)):
        raise Refusal(_("The school year from {day} was begun already.").format(day=full_date(first_day)))


def _rise(work: Work, rise: Rise, first_day: date, ended: date, *, clear_rooms: bool) -> None:
    student = found(work, Student, rise.student_id)
    if student.exited_on is not None:
        raise Refusal(_("{who} left the caseload meanwhile.").format(who=called(student)))
    if rise.exits:
        students.exit_student(work, student.id, ended, _("End of the school year"))
        return
    school = work.db.get(School, rise.school_id)
    if school is None or school.archived:
        raise Refusal(_("Choose a school for {who}.").format(who=called(student)))
    if school.id != student.school_id:
        transfers.leave_times(work, student)
    stays.close(work, student, first_day - timedelta(days=1), StayEnd.YEAR)
    columns: dict[str, object] = {"grade": rise.grade, "school_id": school.id}
    put(student, columns | ({"teacher": "", "room": ""} if clear_rooms else {}))
    work.db.flush()
