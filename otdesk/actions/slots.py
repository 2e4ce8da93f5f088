# SPDX-License-Identifier: MIT
"""The typical week by hand: place, move, pin and remove its blocks. The dated sessions follow in the same step.

Whether a time fits is said before and after (queries/planner.py), never forced: a person may break a rule on purpose.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.actions import schedule
from otdesk.faults import Refusal
from otdesk.records.groups import Group, GroupMember
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.slots import OwnTimeMove, PatternSlot, SlotMember
from otdesk.records.students import Student
from otdesk.rules import calendar
from otdesk.rules.kinds import SlotKind
from otdesk.rules.pattern import TurnRule, Turns, turns_from, turns_value
from otdesk.rules.spans import DAY_END
from otdesk.rules.unplaced import Promise, turns_for
from otdesk.vault.work import Work
from otdesk.words import _, clock, full_name, listed, plural, weekday

SCHOOL_DAYS = 5
"""Days of the typical week where there is no lettered cycle."""


def place(
    work: Work, line_id: int, cycle_day: int, start: int, minutes: int | None = None, school_id: int | None = None
) -> int:
    """Give a service line a time in the typical week; length and school are the line's and student's unless said."""
    line = _line(work.db, line_id)
    student = work.db.get_one(Student, line.student_id)
    today = schedule.local_today(work.db, work.now)
    if line.end is not None and line.end < today:
        raise Refusal(_("This service line of {who} has ended.").format(who=name_of(student)))
    slot = PatternSlot(
        kind=SlotKind.SESSION,
        cycle_day=cycle_day,
        school_id=school_id or student.school_id,
        start=start,
        minutes=minutes or line.minutes,
        turns=turns_value(_turns_of(line, today)),
        valid_from=today,
    )
    _check(work.db, today, cycle_day, start, slot.minutes)
    work.db.add(slot)
    work.db.flush()
    work.db.add(SlotMember(slot_id=slot.id, service_line_id=line.id, student_id=student.id))
    difference = schedule.reproject(work, [slot.id])
    _tell_placed(work, name_of(student), slot, len(difference.add))
    return slot.id


def place_group(work: Work, group_id: int, cycle_day: int, start: int, minutes: int | None = None) -> int:
    """Give a group a time; all its present members are seen in it. Raises Refusal when it has none."""
    db = work.db
    group = db.get_one(Group, group_id)
    today = schedule.local_today(db, work.now)
    lines = present_lines(db, group_id)
    if not lines:
        raise Refusal(_("{group} has no students yet.").format(group=group.name))
    slot = PatternSlot(
        kind=SlotKind.SESSION,
        cycle_day=cycle_day,
        school_id=group.school_id,
        start=start,
        minutes=minutes or max(line.minutes for line in lines),
        group_id=group.id,
        turns=turns_value(_shared_turns(lines, today)),
        valid_from=today,
    )
    _check(db, today, cycle_day, start, slot.minutes)
    db.add(slot)
    db.flush()
    db.add_all(SlotMember(slot_id=slot.id, service_line_id=line.id, student_id=line.student_id) for line in lines)
    difference = schedule.reproject(work, [slot.id])
    _tell_placed(work, group.name, slot, len(difference.add))
    return slot.id


def add_block(
    work: Work,
    kind: SlotKind,
    cycle_day: int,
    start: int,
    minutes: int,
    school_id: int | None = None,
    label: str = "",
) -> int:
    """Keep a time free for lunch or for desk work (notes, evaluations)."""
    if kind is SlotKind.SESSION:
        raise ValueError("a session is placed with its service line")
    slot = PatternSlot(
        kind=kind, cycle_day=cycle_day, school_id=school_id, start=start, minutes=minutes, label=label.strip()
    )
    _check(work.db, schedule.local_today(work.db, work.now), cycle_day, start, minutes)
    work.db.add(slot)
    work.db.flush()
    work.describe(_("{what} kept free {when}").format(what=title_of(work.db, slot), when=when(work, slot)))
    return slot.id


def move(work: Work, slot_id: int, cycle_day: int, start: int, minutes: int | None = None) -> None:
    """Put a block at another time; `minutes` gives it another length too. Its sessions from today on follow."""
    slot = current(work.db, slot_id)
    if (slot.cycle_day, slot.start, slot.minutes) == (cycle_day, start, minutes or slot.minutes):
        return
    _check(work.db, schedule.local_today(work.db, work.now), cycle_day, start, minutes or slot.minutes)
    slot.cycle_day, slot.start, slot.minutes = cycle_day, start, minutes or slot.minutes
    schedule.reproject(work, [slot.id])
    work.describe(_("{who} moved to {when}").format(who=title_of(work.db, slot), when=when(work, slot)))


def change(
    work: Work,
    slot_id: int,
    cycle_day: int,
    start: int,
    minutes: int,
    room: str,
    letters: tuple[int, ...] | None = None,
) -> None:
    """Times, room and letters (see set_letters; none = as they are) as typed, in one step."""
    slot = current(work.db, slot_id)
    before = (slot.cycle_day, slot.start, slot.minutes)
    if letters is not None:
        set_letters(work, slot_id, letters)
    set_room(work, slot_id, room)
    move(work, slot_id, cycle_day, start, minutes)
    if (slot.cycle_day, slot.start, slot.minutes) != before:
        work.describe(_("{who}: {when}").format(who=title_of(work.db, slot), when=when(work, slot)))


def add_blocks(
    work: Work, kind: SlotKind, days: Sequence[int], start: int, minutes: int, school_id: int | None, label: str
) -> None:
    """The same time kept free on several days, in one step."""
    for day in days:
        add_block(work, kind, day, start, minutes, school_id, label)
    if len(days) > 1:
        what = label.strip() or (_("Lunch") if kind is SlotKind.LUNCH else _("Desk time"))
        count = plural("{n} day", "{n} days", len(days))
        work.describe(_("{what} kept free on {count} at {time}").format(what=what, count=count, time=clock(start)))


def set_pinned(work: Work, slot_id: int, pinned: bool) -> None:
    """A pinned block is never moved by a build; a hand may still move it."""
    slot = current(work.db, slot_id)
    if slot.pinned is pinned:
        return
    slot.pinned = pinned
    words = _("{who} pinned") if pinned else _("{who} no longer pinned")
    work.describe(words.format(who=title_of(work.db, slot)))


def set_room(work: Work, slot_id: int, room: str) -> None:
    """The room of this block where it is not the therapist's usual one; empty is the usual one."""
    slot = current(work.db, slot_id)
    if slot.room == room.strip():
        return
    slot.room = room.strip()
    schedule.reproject(work, [slot.id])
    work.describe(_("{who}: room changed").format(who=title_of(work.db, slot)))


def set_letters(work: Work, slot_id: int, letters: tuple[int, ...]) -> None:
    """Held only on the dates that are one of these letters (0 = day A) of its school; none = on every date again."""
    slot = current(work.db, slot_id)
    before = turns_from(slot.turns)
    if (before.letters if before is not None else ()) == letters:
        return
    if letters:
        school = work.db.get_one(School, slot.school_id)
        if max(letters) >= school.letter_days:
            raise Refusal(_("{school} has no such day.").format(school=school.name))
        turns: Turns | None = Turns(TurnRule.LETTERS, letters=letters, of=school.letter_days)
    else:
        today = schedule.local_today(work.db, work.now)
        turns = _shared_turns([work.db.get_one(ServiceLine, line) for line in lines_of(work.db, slot_id)], today)
    slot.turns = turns_value(turns)
    schedule.reproject(work, [slot.id])
    days = listed([_("day {letter}").format(letter=calendar.letter(letter)) for letter in letters])
    said = _("{who} on {days} only") if letters else _("{who} on every date")
    work.describe(said.format(who=title_of(work.db, slot), days=days))


def set_label(work: Work, slot_id: int, label: str) -> None:
    """What a lunch or desk block is called; empty is its usual word."""
    slot = current(work.db, slot_id)
    if slot.label == label.strip():
        return
    slot.label = label.strip()
    work.describe(_("{what} renamed").format(what=title_of(work.db, slot)))


def remove(work: Work, slot_id: int) -> None:
    """Take a block out of the typical week: what is logged stays, the rest of its sessions go, the line is unplaced.

    A block with a past is ended the day before today instead of being deleted, so that its sessions keep their origin.
    """
    db = work.db
    slot = current(db, slot_id)
    title, kind = title_of(db, slot), slot.kind
    take_out(work, slot_id)
    words = _("{who} back in the tray") if kind is SlotKind.SESSION else _("{who} removed")
    work.describe(words.format(who=title))


def take_out(work: Work, slot_id: int) -> None:
    """The same without a word."""
    db = work.db
    slot = current(db, slot_id)
    turning = slot.turns is not None
    if schedule.withdraw(work, slot_id):
        slot.valid_to = schedule.local_today(db, work.now) - timedelta(days=1)
        if slot.valid_from is not None and slot.valid_from > slot.valid_to:
            slot.valid_from = slot.valid_to
    else:
        _delete(db, slot)
    if turning:
        schedule.reproject(work, _turning(db))


def join_slots(work: Work, group_id: int, line: ServiceLine) -> None:
    """A new member of a group is seen in all its blocks."""
    held = group_slots(work.db, group_id)
    seen = set(
        work.db.scalars(
            select(SlotMember.slot_id).where(SlotMember.slot_id.in_(held), SlotMember.service_line_id == line.id)
        )
    )
    work.db.add_all(
        SlotMember(slot_id=slot_id, service_line_id=line.id, student_id=line.student_id)
        for slot_id in held
        if slot_id not in seen
    )
    schedule.reproject(work, held)


def leave_slots(work: Work, group_id: int, line_id: int) -> None:
    """A member who left is no longer seen in the group's blocks."""
    held = group_slots(work.db, group_id)
    rows = work.db.scalars(
        select(SlotMember).where(SlotMember.slot_id.in_(held), SlotMember.service_line_id == line_id)
    )
    for row in rows.all():
        work.db.delete(row)
    schedule.reproject(work, held)


def group_slots(db: Session, group_id: int) -> list[int]:
    """The blocks a group has now."""
    db.flush()
    return list(
        db.scalars(select(PatternSlot.id).where(PatternSlot.group_id == group_id, PatternSlot.valid_to.is_(None)))
    )


def lines_of(db: Session, slot_id: int) -> list[int]:
    """The service lines seen in a block."""
    db.flush()
    seen = select(SlotMember.service_line_id).where(SlotMember.slot_id == slot_id).order_by(SlotMember.id)
    return list(db.scalars(seen))


def present_lines(db: Session, group_id: int) -> list[ServiceLine]:
    """The service lines of a group's members who have not left."""
    rows = db.scalars(
        select(ServiceLine)
        .join(GroupMember, GroupMember.service_line_id == ServiceLine.id)
        .where(GroupMember.group_id == group_id, GroupMember.left_on.is_(None))
        .order_by(GroupMember.id)
    )
    return list(rows)


def name_of(student: Student) -> str:
    return full_name(student.preferred or student.first, student.last)


def title_of(db: Session, slot: PatternSlot) -> str:
    """What a block is called: its group, its students, its label or its kind."""
    if slot.kind is SlotKind.LUNCH:
        return slot.label or _("Lunch")
    if slot.kind is SlotKind.DESK:
        return slot.label or _("Desk time")
    if slot.group_id is not None:
        return db.get_one(Group, slot.group_id).name
    db.flush()
    rows = db.scalars(
        select(Student).join(SlotMember).where(SlotMember.slot_id == slot.id).order_by(SlotMember.id)
    ).all()
    return ", ".join(name_of(student) for student in rows)


def when(work: Work, slot: PatternSlot) -> str:
    """ "Tue 9:45", in a lettered cycle "day B 9:45"."""
    length = schedule.cycle_length(work.db, schedule.local_today(work.db, work.now))
    day = _("day {letter}").format(letter=calendar.letter(slot.cycle_day)) if length else weekday(slot.cycle_day)
    return f"{day} {clock(slot.start)}"


def current(db: Session, slot_id: int) -> PatternSlot:
    """A block of the typical week in force; Refusal when it was removed since."""
    slot = db.get(PatternSlot, slot_id)
    if slot is None or slot.valid_to is not None:
        raise Refusal(_("This block is no longer in the typical week."))
    return slot


def _line(db: Session, line_id: int) -> ServiceLine:
    line = db.get(ServiceLine, line_id)
    if line is None:
        raise Refusal(_("This service line no longer exists."))
    return line


def _turns_of(line: ServiceLine, today: date) -> Turns | None:
    promise = Promise(line.times, line.minutes, line.period, line.every)
    return turns_for(promise, max(today, line.start or today))


def _shared_turns(lines: Iterable[ServiceLine], today: date) -> Turns | None:
    """Those of the lines, if they agree."""
    turns = {str(turns_value(each)): each for each in (_turns_of(line, today) for line in lines)}
    return next(iter(turns.values())) if len(turns) == 1 else None


def _check(db: Session, today: date, cycle_day: int, start: int, minutes: int) -> None:
    """What can never be true of a block; everything else is the person's choice."""
    length = schedule.cycle_length(db, today) or SCHOOL_DAYS
    if not 0 <= cycle_day < length:
        raise Refusal(_("The typical week has {n} days.").format(n=length))
    if minutes <= 0:
        raise Refusal(_("The end comes before the start."))
    if start < 0 or start + minutes > DAY_END:
        raise Refusal(_("A block lies within one day."))


def _tell_placed(work: Work, who: str, slot: PatternSlot, dates: int) -> None:
    text = _("{who} placed {when}").format(who=who, when=when(work, slot))
    work.describe(text + (", " + plural("{n} session", "{n} sessions", dates) if dates else ""))


def _turning(db: Session) -> list[int]:
    return list(
        db.scalars(select(PatternSlot.id).where(PatternSlot.turns.is_not(None), PatternSlot.valid_to.is_(None)))
    )


def _delete(db: Session, slot: PatternSlot) -> None:
    # Children first and by name: what the table cascades would be missing from undo.
    for moved in db.scalars(select(OwnTimeMove).where(OwnTimeMove.slot_id == slot.id)).all():
        db.delete(moved)
    for row in db.scalars(select(SlotMember).where(SlotMember.slot_id == slot.id)).all():
        db.delete(row)
    db.flush()
    db.delete(slot)
    db.flush()
