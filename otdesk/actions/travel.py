# SPDX-License-Identifier: MIT
"""Drives between two places, entered per direction."""

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse
from otdesk.faults import Refusal
from otdesk.records.places import Place
from otdesk.records.travel import TravelTime
from otdesk.rules.entries_places import DriveEntry, drive_problems
from otdesk.vault.work import Work
from otdesk.words import _, miles, minutes


def set_drive(work: Work, entry: DriveEntry, *, both_ways: bool = False) -> None:
    """Enter a drive. `both_ways` fills the way back too where nothing was entered for it."""
    refuse(drive_problems(entry))
    start, end = found(work, Place, entry.from_id), found(work, Place, entry.to_id)
    _put(work, entry.from_id, entry.to_id, entry)
    if both_ways and _drive(work, entry.to_id, entry.from_id) is None:
        _put(work, entry.to_id, entry.from_id, entry)
    work.describe(
        _("{start} to {end}: {minutes}, {miles}").format(
            start=start.name, end=end.name, minutes=minutes(entry.minutes), miles=miles(entry.tenths)
        )
    )


def set_pair(work: Work, there: DriveEntry, back: DriveEntry) -> None:
    """Enter both directions between two places at once, whatever was entered before."""
    refuse((*drive_problems(there), *drive_problems(back)))
    start, end = found(work, Place, there.from_id), found(work, Place, there.to_id)
    if (back.from_id, back.to_id) != (there.to_id, there.from_id):
        raise Refusal(_("The way back leads between two other places."))
    for entry in (there, back):
        _put(work, entry.from_id, entry.to_id, entry)
    said = _("{start} and {end}: {minutes}, {miles}")
    if (there.minutes, there.tenths) != (back.minutes, back.tenths):
        said = _("{start} to {end}: {minutes}, {miles}; back {back_minutes}, {back_miles}")
    work.describe(
        said.format(
            start=start.name,
            end=end.name,
            minutes=minutes(there.minutes),
            miles=miles(there.tenths),
            back_minutes=minutes(back.minutes),
            back_miles=miles(back.tenths),
        )
    )


def clear_pair(work: Work, one_id: int, other_id: int) -> None:
    """Forget what was entered in both directions; an estimate takes its place where coordinates are known."""
    rows = [row for row in (_drive(work, one_id, other_id), _drive(work, other_id, one_id)) if row is not None]
    if not rows:
        return
    for row in rows:
        work.db.delete(row)
    start, end = found(work, Place, one_id), found(work, Place, other_id)
    work.describe(_("{start} and {end}: drive cleared").format(start=start.name, end=end.name))


def _drive(work: Work, from_id: int, to_id: int) -> TravelTime | None:
    return work.db.scalar(select(TravelTime).where(TravelTime.from_id == from_id, TravelTime.to_id == to_id))


def _put(work: Work, from_id: int, to_id: int, entry: DriveEntry) -> None:
    row = _drive(work, from_id, to_id)
    if row is None:
        work.db.add(TravelTime(from_id=from_id, to_id=to_id, minutes=entry.minutes, tenths=entry.tenths))
        work.db.flush()
    else:
        put(row, {"minutes": entry.minutes, "tenths": entry.tenths})
