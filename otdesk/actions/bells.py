# SPDX-License-Identifier: MIT
"""Bell schedules: which classes a student may be taken out of, and when."""

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.bells import BellBlock
from otdesk.records.schools import School
from otdesk.rules.entries_places import BellEntry, bell_problems
from otdesk.rules.kinds import DayType
from otdesk.vault.work import Work
from otdesk.words import _, grade, plural, span

Band = tuple[int, int]
"""Lowest and highest grade."""


def add(work: Work, entry: BellEntry) -> int:
    block_id = _insert(work, entry)
    work.describe(_("{school}: {block} added").format(school=_code(work, entry.school_id), block=_words(entry)))
    return block_id


def add_all(work: Work, entries: tuple[BellEntry, ...]) -> tuple[int, ...]:
    """Several blocks in one step (a pasted list)."""
    ids = tuple(_insert(work, entry) for entry in entries)
    work.describe(plural("{n} bell block added", "{n} bell blocks added", len(ids)))
    return ids


def edit(work: Work, block_id: int, entry: BellEntry) -> None:
    block = found(work, BellBlock, block_id)
    refuse(bell_problems(entry))
    put(block, _columns(entry))
    work.describe(_("{school}: {block}").format(school=_code(work, entry.school_id), block=_words(entry)))


def remove(work: Work, block_id: int) -> None:
    block = found(work, BellBlock, block_id)
    said = _("{school}: {block} removed").format(school=_code(work, block.school_id), block=block.label)
    work.db.delete(block)
    work.describe(said)


def copy_band(
    work: Work, school_id: int, day_type: DayType, source: Band, target: Band, target_day: DayType | None = None
) -> int:
    """Give the grades `target` the same blocks as the grades `source`; theirs are replaced. Returns how many.

    `target_day`: on another kind of day than the one they are copied from.
    """
    to_day = day_type if target_day is None else target_day
    wanted = _of_band(work, school_id, day_type, source)
    if not wanted:
        raise Refusal(_("Grades {band} have no blocks to copy.").format(band=band_words(*source)))
    if source == target and to_day is day_type:
        raise Refusal(_("Choose other grades or another kind of day to copy to."))
    for block in _of_band(work, school_id, to_day, target):
        work.db.delete(block)
    work.db.flush()
    kept = ("label", "start", "end", "pull", "homeroom", "weekday", "whole_day")
    for block in wanted:
        same = {name: getattr(block, name) for name in kept}
        work.db.add(BellBlock(school_id=school_id, day_type=to_day, grade_low=target[0], grade_high=target[1], **same))
    work.describe(
        _("{school}: {blocks} copied to grades {band}").format(
            school=_code(work, school_id),
            blocks=plural("{n} block", "{n} blocks", len(wanted)),
            band=band_words(*target),
        )
    )
    return len(wanted)


def remove_band(work: Work, school_id: int, day_type: DayType, band: Band) -> int:
    """Take all blocks of some grades off a kind of day. Returns how many."""
    gone = _of_band(work, school_id, day_type, band)
    if not gone:
        raise Refusal(_("Grades {band} have no blocks on this kind of day.").format(band=band_words(*band)))
    for block in gone:
        work.db.delete(block)
    work.describe(
        _("{school}: {blocks} of grades {band} removed").format(
            school=_code(work, school_id),
            blocks=plural("{n} block", "{n} blocks", len(gone)),
            band=band_words(*band),
        )
    )
    return len(gone)


def band_words(low: int, high: int) -> str:
    """ "K – 1", "5"."""
    return grade(low) if low == high else f"{grade(low)} – {grade(high)}"


def _of_band(work: Work, school_id: int, day_type: DayType, band: Band) -> list[BellBlock]:
    of_band = select(BellBlock).where(
        BellBlock.school_id == school_id,
        BellBlock.day_type == day_type,
        BellBlock.grade_low == band[0],
        BellBlock.grade_high == band[1],
    )
    return list(work.db.scalars(of_band.order_by(BellBlock.start, BellBlock.id)))


def _insert(work: Work, entry: BellEntry) -> int:
    refuse(bell_problems(entry))
    found(work, School, entry.school_id)
    block = BellBlock(**_columns(entry))
    work.db.add(block)
    work.db.flush()
    return block.id


def _columns(entry: BellEntry) -> dict[str, object]:
    columns = values(entry)
    return {**columns, "homeroom": columns["homeroom"] or None}


def _code(work: Work, school_id: int) -> str:
    return found(work, School, school_id).code


def _words(entry: BellEntry) -> str:
    return f"{entry.label.strip()} {span(entry.start, entry.end)}"
