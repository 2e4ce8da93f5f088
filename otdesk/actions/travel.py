# SPDX-License-Identifier: MIT
"""Drives between two places, entered per direction."""

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse
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


def clear_drive(work: Work, from_id: int, to_id: int) -> None:
    """Forget what was entered for this direction; an estimate takes its place where coordinates are known."""
    row = _drive(work, from_id, to_id)
    if row is None:
        return
    work.db.delete(row)
    start, end = found(work, Place, from_id), found(work, Place, to_id)
    work.describe(_("{start} to {end}: drive cleared").format(start=start.name, end=end.name))


def _drive(work: Work, from_id: int, to_id: int) -> TravelTime | None:
    return work.db.scalar(select(TravelTime).where(TravelTime.from_id == from_id, TravelTime.to_id == to_id))


def _put(work: Work, from_id: int, to_id: int, entry: DriveEntry) -> None:
    row = _drive(work, from_id, to_id)
    if row is None:
        work.db.add(TravelTime(from_id=from_id, to_id=to_id, minutes=entry.minutes, tenths=entry.tenths))
        work.db.flush()
    else:
        put(row, {"minutes": entry.minutes, "tenths": entry.tenths})
