# SPDX-License-Identifier: MIT
"""Meetings on one date: IEP meetings, staff meetings, evaluation appointments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from otdesk.faults import Refusal
from otdesk.records.meetings import Meeting, MeetingKind
from otdesk.rules.entries import MAX_LINE
from otdesk.rules.spans import DAY_END
from otdesk.vault.work import Work
from otdesk.words import _, clock, day_date, plural


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as entered; `start` and `end` are minutes since midnight."""

    day: date
    start: int
    end: int
    title: str
    kind: MeetingKind = MeetingKind.OTHER
    school_id: int | None = None
    student_id: int | None = None
    room: str = ""
    bring: str = ""


def add(work: Work, entry: MeetingEntry) -> int:
    meeting = Meeting()
    _fill(meeting, entry)
    work.db.add(meeting)
    work.db.flush()
    work.describe(_("{what} added, {when}").format(what=meeting.title, when=_when(meeting)))
    return meeting.id


def add_all(work: Work, entries: Sequence[MeetingEntry]) -> int:
    """Add several in one step; returns how many."""
    if not entries:
        raise Refusal(_("Choose at least one meeting."))
    for entry in entries:
        meeting = Meeting()
        _fill(meeting, entry)
        work.db.add(meeting)
    work.audit("import", "meetings", None, {"added": len(entries)})
    work.describe(plural("{n} meeting added", "{n} meetings added", len(entries)))
    return len(entries)


def change(work: Work, meeting_id: int, entry: MeetingEntry) -> None:
    meeting = _meeting(work, meeting_id)
    _fill(meeting, entry)
    work.describe(_("{what} changed: {when}").format(what=meeting.title, when=_when(meeting)))


def remove(work: Work, meeting_id: int) -> None:
    meeting = _meeting(work, meeting_id)
    words = _("{what} removed, {when}").format(what=meeting.title, when=_when(meeting))
    work.db.delete(meeting)
    work.describe(words)


def _fill(meeting: Meeting, entry: MeetingEntry) -> None:
    title = " ".join(entry.title.split())
    if not title:
        raise Refusal(_("A meeting needs a title."))
    if len(title) > MAX_LINE:
        raise Refusal(_("This title is too long."))
    if not 0 <= entry.start < entry.end <= DAY_END:
        raise Refusal(_("The end comes before the start."))
    meeting.day, meeting.start, meeting.end = entry.day, entry.start, entry.end
    meeting.title, meeting.kind = title, entry.kind
    meeting.school_id, meeting.student_id = entry.school_id, entry.student_id
    meeting.room, meeting.bring = entry.room.strip(), entry.bring.strip()


def _meeting(work: Work, meeting_id: int) -> Meeting:
    meeting = work.db.get(Meeting, meeting_id)
    if meeting is None:
        raise Refusal(_("This meeting no longer exists."))
    return meeting


def _when(meeting: Meeting) -> str:
    return f"{day_date(meeting.day)} {clock(meeting.start)}"
