# SPDX-License-Identifier: MIT
"""Groups of students of one school who are seen together."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.actions import schedule, slots
from otdesk.faults import Refusal
from otdesk.records.groups import Group, GroupMember
from otdesk.records.plans import ServiceLine
from otdesk.records.slots import SlotMember
from otdesk.records.students import Student
from otdesk.rules.entries import MAX_LINE
from otdesk.vault.work import Work
from otdesk.words import _, plural


def make(work: Work, school_id: int, name: str, line_ids: Sequence[int]) -> int:
    """A new group with these service lines in it."""
    group = Group(school_id=school_id, name=_good_name(work.db, school_id, name))
    work.db.add(group)
    work.db.flush()
    for line_id in line_ids:
        _join(work, group, line_id)
    count = plural("{n} student", "{n} students", len(line_ids))
    work.describe(_("{group} made with {count}").format(group=group.name, count=count))
    return group.id


def make_here(work: Work, slot_id: int, name: str, line_ids: Sequence[int]) -> int:
    """A new group that takes over a block: whoever was seen in it, and these service lines, are seen together."""
    db = work.db
    slot = slots.current(db, slot_id)
    if slot.school_id is None or slot.group_id is not None:
        raise Refusal(_("This block cannot become a group."))
    group = Group(school_id=slot.school_id, name=_good_name(db, slot.school_id, name))
    db.add(group)
    db.flush()
    present = slots.lines_of(db, slot_id)
    for line_id in dict.fromkeys([*present, *line_ids]):
        _join(work, group, line_id)
    slot.group_id = group.id
    db.add_all(
        SlotMember(slot_id=slot.id, service_line_id=line.id, student_id=line.student_id)
        for line in slots.present_lines(db, group.id)
        if line.id not in present
    )
    schedule.reproject(work, [slot.id])
    count = plural("{n} student", "{n} students", len(slots.lines_of(db, slot_id)))
    work.describe(_("{group} made with {count}").format(group=group.name, count=count))
    return group.id


def change(work: Work, group_id: int, name: str, line_ids: Sequence[int]) -> None:
    """Give a group another name and exactly these members; who is new joins today, who is missing leaves."""
    group = _group(work.db, group_id)
    before = {line.id for line in slots.present_lines(work.db, group_id)}
    if set(line_ids) == before and group.name == name.strip():
        return
    if group.name != name.strip():
        group.name = _good_name(work.db, group.school_id, name)
    for line_id in before - set(line_ids):
        remove_member(work, group_id, line_id)
    for line_id in line_ids:
        if line_id not in before:
            add_member(work, group_id, line_id)
    count = plural("{n} student", "{n} students", len(line_ids))
    work.describe(_("{group} changed: {count}").format(group=group.name, count=count))


def rename(work: Work, group_id: int, name: str) -> None:
    group = _group(work.db, group_id)
    if group.name == name.strip():
        return
    old = group.name
    group.name = _good_name(work.db, group.school_id, name)
    work.describe(_("{old} is now {new}").format(old=old, new=group.name))


def add_member(work: Work, group_id: int, line_id: int) -> None:
    """A student joins by one service line and is seen in all blocks of the group from today on."""
    group = _group(work.db, group_id)
    student = _join(work, group, line_id)
    slots.join_slots(work, group_id, work.db.get_one(ServiceLine, line_id))
    work.describe(_("{who} joins {group}").format(who=slots.name_of(student), group=group.name))


def remove_member(work: Work, group_id: int, line_id: int) -> None:
    """The student is no longer seen with the group; who joined today leaves no trace, else the day is kept."""
    db = work.db
    group = _group(db, group_id)
    member = _member(db, group_id, line_id)
    if member is None:
        raise Refusal(_("This student is not in {group}.").format(group=group.name))
    student = db.get_one(Student, member.student_id)
    today = schedule.local_today(db, work.now)
    if member.joined_on is None or member.joined_on < today:
        member.left_on = today
    else:
        db.delete(member)
    slots.leave_slots(work, group_id, line_id)
    work.describe(_("{who} leaves {group}").format(who=slots.name_of(student), group=group.name))


def remove(work: Work, group_id: int) -> None:
    """Take the group and its blocks out of the typical week; it stays readable where it was used."""
    group = _group(work.db, group_id)
    for slot_id in slots.group_slots(work.db, group_id):
        slots.remove(work, slot_id)
    group.archived = True
    work.describe(_("{group} removed").format(group=group.name))


def _join(work: Work, group: Group, line_id: int) -> Student:
    line = work.db.get(ServiceLine, line_id)
    if line is None:
        raise Refusal(_("This service line no longer exists."))
    student = work.db.get_one(Student, line.student_id)
    present = {other.student_id for other in slots.present_lines(work.db, group.id)}
    if student.id in present:
        raise Refusal(_("{who} is already in {group}.").format(who=slots.name_of(student), group=group.name))
    work.db.add(
        GroupMember(
            group_id=group.id,
            service_line_id=line.id,
            student_id=student.id,
            joined_on=schedule.local_today(work.db, work.now),
        )
    )
    work.db.flush()
    return student


def _group(db: Session, group_id: int) -> Group:
    group = db.get(Group, group_id)
    if group is None or group.archived:
        raise Refusal(_("This group no longer exists."))
    return group


def _member(db: Session, group_id: int, line_id: int) -> GroupMember | None:
    return db.scalars(
        select(GroupMember).where(
            GroupMember.group_id == group_id, GroupMember.service_line_id == line_id, GroupMember.left_on.is_(None)
        )
    ).first()


def _good_name(db: Session, school_id: int, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("A group needs a name."))
    if len(name) > MAX_LINE:
        raise Refusal(_("This name is too long."))
    others = db.scalars(select(Group.name).where(Group.school_id == school_id, Group.archived.is_(False)))
    if name.casefold() in {other.casefold() for other in others}:
        raise Refusal(_("There is already a group named {name} at this school.").format(name=name))
    return name
