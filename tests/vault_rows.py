# SPDX-License-Identifier: MIT
"""The fewest rows that a signed note stands on, written straight into a vault."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tests import vaults
from tests.clock import FixedClock

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

DAY = date(2026, 10, 20)
STUDENT = "Wilhelmina Quackenbush"


def people(vault: "Vault", clock: FixedClock) -> None:
    """Therapist 1, school 1, student 1."""
    from otdesk.records.places import Place
    from otdesk.records.schools import School
    from otdesk.records.students import Student
    from otdesk.records.therapists import Therapist
    from otdesk.rules.kinds import PlaceKind

    first, last = STUDENT.split()
    with vault.write("people", clock()) as work:
        work.db.add(Therapist(slot=vaults.PERSON, first="Ana", last="Ruiz", credentials="OTR/L", license_number="7"))
        work.db.add(Place(kind=PlaceKind.SCHOOL, name="Alder"))
        work.db.flush()
        work.db.add(
            School(
                place_id=1, name="Alder", code="AL", color=1, grade_low=0, grade_high=5, first_bell=480, dismissal=900
            )
        )
        work.db.flush()
        work.db.add(Student(first=first, last=last, grade=2, school_id=1))
        work.describe("Added people")


def draft(vault: "Vault", clock: FixedClock, words: str = "words", session_start: int = 540) -> int:
    """A session with student 1 and a draft of its note; the note's id."""
    from otdesk.records.notes import Note
    from otdesk.records.sessions import TherapySession

    with vault.write("draft", clock()) as work:
        session = TherapySession(day=DAY, school_id=1, planned_start=session_start, planned_end=session_start + 30)
        work.db.add(session)
        work.db.flush()
        note = Note(
            session_id=session.id,
            student_id=1,
            author_id=1,
            service_date=DAY,
            content={"done": words},
            saved_at=clock(),
        )
        work.db.add(note)
        work.db.flush()
        work.final()
        return note.id


def sign(vault: "Vault", clock: FixedClock, note_id: int) -> None:
    from otdesk.records.notes import Note
    from otdesk.rules.kinds import ChainKind, NoteStatus

    with vault.write("sign", clock()) as work:
        note = work.db.get_one(Note, note_id)
        content: dict[str, Any] = {"note_id": note_id, "content": note.content, "student": STUDENT}
        note.sealed = content
        note.signed_at, note.signed_by_id, note.status = work.now, work.author, NoteStatus.SIGNED
        work.seal(note_id, ChainKind.SIGNED, content, zone="America/Chicago")
        work.audit("sign", "note", note_id)


def signed(vault: "Vault", clock: FixedClock, words: str = "words") -> int:
    note_id = draft(vault, clock, words)
    sign(vault, clock, note_id)
    return note_id
