# SPDX-License-Identifier: MIT
"""What is done with a student: taken on, corrected, and at the end exited."""

from datetime import date

from sqlalchemy import func, select

from otdesk.actions import goals, plans, schedule, stays
from otdesk.actions.line_changes import leave_groups, stop_line
from otdesk.actions.lookups import called, called_first, children, found, put, refuse, values
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules.entries import long_text_problems, text_problems
from otdesk.rules.entries_intake import IntakeEntry
from otdesk.rules.entries_students import StudentEntry, student_problems
from otdesk.rules.kinds import StayEnd
from otdesk.vault.work import Work
from otdesk.words import _, full_date, plural, short_date


def add(work: Work, entry: StudentEntry) -> int:
    """Take a student on the caseload; returns the id."""
    _check(work, entry, None)
    student = Student(**_columns(entry))
    work.db.add(student)
    work.db.flush()
    work.describe(_("{who} added").format(who=called(student)))
    return student.id


def take_on(work: Work, entry: IntakeEntry) -> int:
    """Add a student with plan, service lines and goals in one step; returns the student's id."""
    if entry.lines and entry.plan is None:
        raise Refusal(_("A service line needs a plan: say which kind."))
    student_id = add(work, entry.student)
    plan_id = plans.start(work, student_id, entry.plan) if entry.plan is not None else None
    for line in entry.lines:
        plans.add_line_to(work, plan_id or 0, line)
    for goal in entry.goals:
        goals.add(work, student_id, goal)
    parts = [
        plural("{n} service line", "{n} service lines", len(entry.lines)) if entry.lines else "",
        plural("{n} goal", "{n} goals", len(entry.goals)) if entry.goals else "",
    ]
    said = ", ".join(part for part in parts if part)
    who = called(found(work, Student, student_id))
    work.describe(_("{who} added with {what}").format(who=who, what=said) if said else _("{who} added").format(who=who))
    return student_id


def edit(work: Work, student_id: int, entry: StudentEntry) -> None:
    student = found(work, Student, student_id)
    _check(work, entry, student_id)
    moved = student.school_id != entry.school_id
    put(student, _columns(entry))
    left = _times_at_other_schools(work, student) if moved else 0
    line = _("{who} changed").format(who=called(student))
    if left:
        times = plural("{n} time", "{n} times", left)
        line = _("{who} changed; {times} in the typical week still at the old school").format(
            who=called(student), times=times
        )
    work.describe(line)


def set_what_works(work: Work, student_id: int, text: str) -> None:
    student = found(work, Student, student_id)
    refuse(long_text_problems(what_works=text))
    put(student, {"what_works": text.strip()})
    work.describe(_("What works for {who} changed").format(who=called_first(student)))


def exit_student(work: Work, student_id: int, last_day: date, reason: str = "") -> None:
    """End service: plans and lines close on `last_day`, later planned times go, what was done stays."""
    refuse(text_problems(reason=reason))
    student = found(work, Student, student_id)
    if student.exited_on is not None:
        raise Refusal(
            _("{who} already left on {day}.").format(who=called_first(student), day=full_date(student.exited_on))
        )
    for line in children(work, ServiceLine, student_id=student_id):
        if line.end is None or line.end > last_day:
            stop_line(work, line, last_day)
    leave_groups(work, student_id, last_day)
    for plan in children(work, Plan, student_id=student_id):
        if plan.closed_on is None:
            plan.closed_on = last_day
    student.exited_on = last_day
    stays.close(work, student, last_day, StayEnd.EXIT, reason)
    work.db.flush()
    schedule.follow_students(work, [student_id])
    work.describe(_("{who} exited, last day {day}").format(who=called(student), day=short_date(last_day)))


def readmit(work: Work, student_id: int) -> None:
    """Back on the caseload. The closed plan stays closed: a new one says what is owed from now on."""
    student = found(work, Student, student_id)
    if student.exited_on is None:
        raise Refusal(_("{who} is on the caseload already.").format(who=called_first(student)))
    student.exited_on = None
    work.describe(_("{who} is back on the caseload").format(who=called(student)))


def _columns(entry: StudentEntry) -> dict[str, object]:
    columns = values(entry)
    return {**columns, "student_no": columns["student_no"] or None}


def _check(work: Work, entry: StudentEntry, student_id: int | None) -> None:
    refuse(student_problems(entry, local_today(work)))
    if work.db.get(School, entry.school_id) is None:
        raise Refusal(_("Choose a school."))
    number = entry.student_no.strip()
    if number:
        other = work.db.scalar(select(Student).where(Student.student_no == number))
        if other is not None and other.id != student_id:
            raise Refusal(_("Student ID {number} belongs to {who}.").format(number=number, who=called(other)))
    elif student_id is None and entry.birth_date is not None:
        _refuse_twin(work, entry)


def _refuse_twin(work: Work, entry: StudentEntry) -> None:
    """Without an ID, a student is her name and birth date."""
    names = (entry.first.strip().casefold(), entry.last.strip().casefold())
    same_day = work.db.scalars(select(Student).where(Student.birth_date == entry.birth_date))
    for other in same_day:
        if (other.first.casefold(), other.last.casefold()) == names:
            raise Refusal(
                _("{who}, born {day}, is on the caseload already.").format(
                    who=called(other), day=full_date(other.birth_date) if other.birth_date else ""
                )
            )


def _times_at_other_schools(work: Work, student: Student) -> int:
    query = (
        select(func.count())
        .select_from(SlotMember)
        .join(PatternSlot, PatternSlot.id == SlotMember.slot_id)
        .where(
            SlotMember.student_id == student.id,
            PatternSlot.school_id != student.school_id,
            PatternSlot.valid_to.is_(None) | (PatternSlot.valid_to >= local_today(work)),
        )
    )
    return work.db.scalar(query) or 0
