# SPDX-License-Identifier: MIT
"""A student changes the school: the old stay is written down, her times there end or go with her."""

from datetime import timedelta

from sqlalchemy import select

from otdesk.actions import groups, schedule, slots, stays
from otdesk.actions.lookups import called, called_first, children, found, put, refuse
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.groups import GroupMember
from otdesk.records.schools import School
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules.entries import text_problems
from otdesk.rules.entries_belongings import TransferEntry
from otdesk.rules.kinds import StayEnd
from otdesk.vault.work import Work
from otdesk.words import _, full_date, plural, short_date


def transfer(work: Work, student_id: int, entry: TransferEntry) -> None:
    """Move her to another school. Blocks she has alone end or are held there at the same times; she leaves groups.

    What is logged stays at the old school. Refusal for a day that has not come: until then she belongs where she is.
    """
    student = found(work, Student, student_id)
    school = _check(work, student, entry)
    alone = leave_times(work, student)
    stays.close(work, student, entry.first_day - timedelta(days=1), StayEnd.TRANSFER, entry.reason)
    put(student, {"school_id": entry.school_id, "teacher": entry.teacher.strip(), "room": entry.room.strip()})
    work.db.flush()
    if entry.keep_times:
        for line_id, cycle_day, start, minutes in alone:
            slots.place(work, line_id, cycle_day, start, minutes)
    said = _("{who} is at {school} from {day}").format(
        who=called(student), school=school.name, day=short_date(entry.first_day)
    )
    kept = len(alone) if entry.keep_times else 0
    if kept:
        said = f"{said}, {plural('{n} time kept', '{n} times kept', kept)}"
    work.describe(said)


def _check(work: Work, student: Student, entry: TransferEntry) -> School:
    who = called_first(student)
    school = work.db.get(School, entry.school_id)
    if school is None or school.archived:
        raise Refusal(_("Choose a school."))
    if school.id == student.school_id:
        raise Refusal(_("{who} is at {school} already.").format(who=who, school=school.name))
    if student.exited_on is not None:
        raise Refusal(_("{who} left the caseload. Bring the student back first.").format(who=who))
    if entry.first_day > local_today(work):
        raise Refusal(
            _("{day} has not come yet. Enter the transfer on that day; until then {who} is planned here.").format(
                day=full_date(entry.first_day), who=who
            )
        )
    before = stays.last_transfer(work, student.id)
    if before is not None and entry.first_day - timedelta(days=1) < before:
        raise Refusal(_("{who} changed on {day} already. Choose a later day.").format(who=who, day=full_date(before)))
    refuse(text_problems(teacher=entry.teacher, room=entry.room, reason=entry.reason))
    return school


def leave_times(work: Work, student: Student) -> list[tuple[int, int, int, int]]:
    """End her blocks and her seats; (line, day, start, minutes) of the blocks she had alone."""
    for seat in children(work, GroupMember, student_id=student.id):
        if seat.left_on is None:
            groups.remove_member(work, seat.group_id, seat.service_line_id)
    held = work.db.execute(
        select(PatternSlot, SlotMember)
        .join(SlotMember, SlotMember.slot_id == PatternSlot.id)
        .where(SlotMember.student_id == student.id, PatternSlot.valid_to.is_(None))
        .order_by(PatternSlot.id)
    ).all()
    alone = []
    for slot, member in held:
        if len(children(work, SlotMember, slot_id=slot.id)) > 1:
            work.db.delete(member)
            work.db.flush()
            schedule.reproject(work, [slot.id])
            continue
        alone.append((member.service_line_id, slot.cycle_day, slot.start, slot.minutes))
        slots.remove(work, slot.id)
    return alone
