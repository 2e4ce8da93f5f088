# SPDX-License-Identifier: MIT
"""A whole plan for the typical week taken over in one step."""

from collections.abc import Iterator, Sequence
from datetime import date

from otdesk.actions import schedule, slots, tellings
from otdesk.actions.tellings import NewTime
from otdesk.faults import Refusal
from otdesk.records.plans import ServiceLine
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.rules.pattern import turns_value
from otdesk.rules.week_plan import Held, Placed, Settled, settled
from otdesk.vault.work import Work
from otdesk.words import _, listed, plural


def keep(work: Work, plan: Sequence[Placed], free: Sequence[Held]) -> Settled:
    """The plan in place of the blocks `free`; all others stay. Logged sessions stay, the dated rest follows.

    Raises Refusal, changing nothing, where the week was changed since the plan was made.
    """
    today = schedule.local_today(work.db, work.now)
    if any(_now(work, block) != block for block in free):
        raise Refusal(_("The week has changed since this plan was made. Build it again."))
    found = settled(free, plan)
    for block, placed in found.move:
        slot = slots.current(work.db, block.id)
        slot.cycle_day, slot.start, slot.minutes = placed.day, placed.start, placed.minutes
        slot.school_id = placed.school_id
    made = [_add(work, placed, today) for placed in found.add]
    work.db.flush()
    for block in found.remove:
        slots.take_out(work, block.id)
    tellings.note(work, _new_times(found))
    schedule.reproject(work, [block.id for block, _placed in found.move] + made)
    work.describe(_("Week kept: {changes}").format(changes=_changes(found)))
    return found


def _new_times(found: Settled) -> Iterator[NewTime]:
    """Of every line whose session came, moved or went."""
    for block, placed in found.move:
        for line in block.lines if block.school_id is not None else ():
            was, now = (block.day, block.start), (placed.day, placed.start)
            if was != now:
                yield NewTime(line, placed.school_id or block.school_id or 0, placed.minutes, was, now)
    for placed in found.add:
        for line in placed.lines if placed.school_id is not None else ():
            yield NewTime(line, placed.school_id or 0, placed.minutes, None, (placed.day, placed.start))
    for block in found.remove:
        for line in block.lines if block.school_id is not None else ():
            yield NewTime(line, block.school_id or 0, block.minutes, (block.day, block.start), None)


def _now(work: Work, block: Held) -> Held:
    """The block as it stands now. Raises Refusal when it is gone."""
    slot = slots.current(work.db, block.id)
    at = (slot.cycle_day, slot.start, slot.minutes, slot.school_id)
    return Held(slot.id, slot.kind, *at, block.lines if _sees(work, block) else (), slot.group_id)


def _sees(work: Work, block: Held) -> bool:
    return set(slots.lines_of(work.db, block.id)) >= set(block.lines)


def _add(work: Work, placed: Placed, today: date) -> int:
    slot = PatternSlot(
        kind=placed.kind,
        cycle_day=placed.day,
        school_id=placed.school_id,
        start=placed.start,
        minutes=placed.minutes,
        group_id=placed.group_id,
        turns=turns_value(placed.turns),
        valid_from=today,  # lunch too: on days before it would lead her to that school, and put drives into the log
    )
    work.db.add(slot)
    work.db.flush()
    for line_id in placed.lines:
        line = work.db.get(ServiceLine, line_id)
        if line is None:
            raise Refusal(_("The caseload has changed since this week was planned. Build it again."))
        work.db.add(SlotMember(slot_id=slot.id, service_line_id=line.id, student_id=line.student_id))
    return slot.id


def _changes(found: Settled) -> str:
    said = [
        plural("{n} block placed", "{n} blocks placed", len(found.add)) if found.add else "",
        plural("{n} moved", "{n} moved", len(found.move)) if found.move else "",
        plural("{n} taken out", "{n} taken out", len(found.remove)) if found.remove else "",
    ]
    return listed([words for words in said if words]) or _("nothing changed")
