# SPDX-License-Identifier: MIT
"""How the district's payer counts, and the codes of a note with their units."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.note_rows import NoteCode
from otdesk.records.districts import District
from otdesk.records.notes import Note
from otdesk.records.sessions import Attendance
from otdesk.rules.coding import CodeMinutes, CodesTyped, Coding, count, filled_in, from_plain, read_codes
from otdesk.rules.kinds import NoteStatus


def coding(db: Session) -> Coding | None:
    """None: notes carry no codes."""
    plain = db.scalar(select(District.coding).order_by(District.id).limit(1))
    return from_plain(plain) if plain is not None else None


def note_codes(of: Coding, typed: CodesTyped, minutes: int, *, assistant: bool) -> tuple[NoteCode, ...]:
    """As printed, for a session of `minutes` credited to the student, given by an assistant or not."""
    lines = filled_in(typed, of, minutes)
    whole = [replace(line, modifiers=of.all_modifiers(line, assistant=assistant)) for line in lines]
    return tuple(
        NoteCode(each.code, of.label(each.code), each.minutes, each.units, each.modifiers) for each in count(whole, of)
    )


def elsewhere(db: Session, of: Coding, student_id: int, day: date, session_id: int) -> tuple[CodeMinutes, ...]:
    """Codes and minutes of the student's other notes of that day: a payer may count the whole day together."""
    query = (
        select(Note.content, Attendance.minutes)
        .join(Attendance, (Attendance.session_id == Note.session_id) & (Attendance.student_id == Note.student_id))
        .where(
            Note.student_id == student_id,
            Note.service_date == day,
            Note.session_id != session_id,
            Note.status != NoteStatus.VOID,
        )
        .order_by(Note.id)
    )
    return tuple(
        line
        for content, minutes in db.execute(query)
        for line in filled_in(read_codes(str(content.get("codes", ""))), of, minutes or 0)
    )
