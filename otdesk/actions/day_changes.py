# SPDX-License-Identifier: MIT
"""The rest of a day after something changed, taken as proposed: one step of undo."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.records.slots import OwnTimeMove
from otdesk.rules.kinds import Presence, Reason
from otdesk.vault.work import Work
from otdesk.words import _, day_date, plural


@dataclass(frozen=True, slots=True)
class DayChange:
    """`moves`: (session, new start); `lost`: sessions called off for `reason`; `absent`: (session, student).
    `lunch`: (block of the typical week, when it is held that day)."""

    day: date
    moves: tuple[tuple[int, int], ...] = ()
    lost: tuple[int, ...] = ()
    reason: Reason = Reason.THERAPIST_ABSENT
    absent: tuple[tuple[int, int], ...] = ()
    lunch: tuple[int, int] | None = None


def take(work: Work, change: DayChange) -> None:
    """Move, call off and mark absent what the proposal says."""
    if not (change.moves or change.lost or change.absent):
        raise Refusal(_("Nothing has to change."))
    for session_id, start in change.moves:
        sessions.move(work, session_id, change.day, start)
    for session_id in change.lost:
        sessions.cancel(work, session_id, change.reason)
    for session_id, student_id in change.absent:
        attendance.mark(work, session_id, student_id, Mark(Presence.ABSENT))
    if change.lunch is not None:
        _move_lunch(work, change.day, *change.lunch)
    told = []
    if change.moves:
        told.append(plural("{n} session moved", "{n} sessions moved", len(change.moves)))
    if change.lost:
        told.append(plural("{n} canceled", "{n} canceled", len(change.lost)))
    if change.absent:
        told.append(plural("{n} marked absent", "{n} marked absent", len(change.absent)))
    work.describe(f"{day_date(change.day)}: {', '.join(told)}")


def _move_lunch(work: Work, day: date, slot_id: int, start: int) -> None:
    row = work.db.scalars(select(OwnTimeMove).where(OwnTimeMove.slot_id == slot_id, OwnTimeMove.day == day)).first()
    if row is None:
        work.db.add(OwnTimeMove(slot_id=slot_id, day=day, start=start))
    else:
        row.start = start
