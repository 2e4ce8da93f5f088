# SPDX-License-Identifier: MIT
"""From a signed note to its printed page: what was sealed stays, what came later stands beside it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from otdesk.actions import attendance, notes, students
from otdesk.printouts.page import Printing
from otdesk.printouts.session_note import session_notes
from otdesk.queries import note_pages
from otdesk.queries.note_rows import NotePage
from otdesk.records.chain import ChainLink
from otdesk.records.goals import Goal
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.entries_students import StudentEntry
from otdesk.rules.kinds import ChainKind, Grouping, MeasureType, NoteStatus, PlanType, Presence, Reason
from otdesk.rules.note_entry import GoalTyped, NoteEntry, Piece, Section
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock
from tests.printouts import pdf_tools

TUESDAY = date(2026, 10, 20)


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[House, Ids]]:
    clock.advance(minutes=60)
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def session_on(house: House, student: int, day: date) -> int:
    with house.vault.read() as db:
        found = db.scalar(
            select(TherapySession.id)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.student_id == student, TherapySession.day == day)
        )
    assert found is not None
    return found


def entry(ids: Ids, typed: str = "4/5v", did: str = "Letters on lined paper.") -> NoteEntry:
    sections = (
        (Section.DID, (Piece(did),)),
        (Section.RESPONSE, (Piece("She formed "), Piece("4 of 5", f"goal:{ids.maya_goal}:data"), Piece(" letters."))),
        (Section.SKILLED, (Piece("Graded the model."),)),
        (Section.PLAN, (Piece("Keep ½-inch lines."),)),
    )
    return NoteEntry(goals=(GoalTyped(ids.maya_goal, typed),), sections=sections)


def page(house: House, note: int) -> NotePage:
    found = house.read(note_pages.note_page, note, house.clock.local())
    assert found is not None
    return found


def write(house: House, session: int, student: int, said: NoteEntry) -> int:
    return house.do(notes.save_draft, session, student, said)


def signed(house: House, session: int, student: int, said: NoteEntry) -> int:
    note = write(house, session, student, said)
    house.do(notes.complete, session, student)
    house.do(notes.sign, note, house.read(note_pages.sealed, note, house.clock.local()))
    return note


def test_a_draft_shows_the_vault_as_it_is_and_planned_times_as_planned(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    note = write(house, session_on(house, ids.maya, TUESDAY), ids.maya, entry(ids))
    draft = page(house, note)
    assert (draft.status, draft.signature, draft.fingerprint) == (NoteStatus.DRAFT, None, "")
    assert (draft.start, draft.end, draft.times_confirmed, draft.presence) == (600, 630, False, None)
    assert (draft.first, draft.student_no, draft.birth_date, draft.teacher) == (
        "Maya",
        "1001",
        date(2018, 5, 4),
        "Fenimore",
    )
    assert (draft.district, draft.school) == ("Marlow", "Alder Creek Elementary")
    assert (draft.plan, draft.plan_start, draft.plan_review) == (PlanType.IEP, date(2026, 2, 3), date(2027, 2, 2))
    assert (draft.grouping, draft.group_size) == (Grouping.INDIVIDUAL, None)
    assert (draft.response, draft.next_plan) == ("She formed 4 of 5 letters.", "Keep ½-inch lines.")
    assert draft.reference == "2026-10-20-1000-MO"
    goal = draft.goals[0]
    assert (goal.number, goal.today, goal.percent, goal.prompts, goal.last_time, goal.target) == (
        1, "4 of 5", "80 %", "Verbal", "", "80 %",
    )  # fmt: skip
    assert goal.statement == "Given a model, will form letters in 4 of 5 tries."
    house.do(students.edit, ids.maya, StudentEntry("Maia", "Ortiz", 2, ids.alder))
    assert page(house, note).first == "Maia"


def test_a_signed_note_is_printed_as_sealed_whatever_changes_later(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    session = session_on(house, ids.maya, TUESDAY)
    note = signed(house, session, ids.maya, entry(ids))
    before = page(house, note)
    assert before.status is NoteStatus.SIGNED
    assert (before.presence, before.reason, before.minutes, before.times_confirmed) == (
        Presence.PRESENT, Reason.DELIVERED, 30, True,
    )  # fmt: skip
    assert before.signature is not None
    assert (before.signature.name, before.signature.credentials, before.signature.zone) == ("Ana Ruiz", "OTR/L", "CDT")
    assert before.signature.at == house.clock.local()
    assert before.late_written is None
    assert (before.month_given, before.month_due, before.month_through) == (30, 240, TUESDAY)
    house.do(students.edit, ids.maya, StudentEntry("Maia", "Castillo", 3, ids.briar, teacher="Other"))
    with house.vault.write("change the goal", house.clock()) as work:
        goal = work.db.get_one(Goal, ids.maya_goal)
        goal.statement, goal.target, goal.measure = "Something else.", 10, MeasureType.RATING
    assert page(house, note) == before


def test_the_page_of_a_draft_becomes_the_record_word_for_word(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    session = session_on(house, ids.maya, TUESDAY)
    note = write(house, session, ids.maya, entry(ids))
    house.do(notes.complete, session, ids.maya)
    shown = page(house, note)
    house.do(notes.sign, note, house.read(note_pages.sealed, note, house.clock.local()))
    later = page(house, note)
    assert later.goals == shown.goals
    for field in (
        "first",
        "day",
        "start",
        "end",
        "minutes",
        "did",
        "response",
        "plan_review",
        "grade",
        "setting",
        "room",
    ):
        assert getattr(later, field) == getattr(shown, field), field


def test_fingerprint_is_the_head_of_the_notes_own_last_link(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    note = signed(house, session_on(house, ids.maya, TUESDAY), ids.maya, entry(ids))
    first = page(house, note).fingerprint
    assert first.count("-") == 3
    house.clock.advance(days=2)
    other = signed(house, session_on(house, ids.maya, TUESDAY + timedelta(days=2)), ids.maya, entry(ids, "5/5i"))
    assert page(house, note).fingerprint == first
    house.do(notes.add_addendum, note, "The teacher agrees.")
    with house.vault.read() as db:
        last = db.scalars(select(ChainLink.hash).where(ChainLink.note_id == note).order_by(ChainLink.seq)).all()[-1]
    after = page(house, note)
    assert after.fingerprint.replace("-", "") == last[:16].upper() != first.replace("-", "")
    assert [(a.kind, a.text, a.author) for a in after.amendments] == [
        (ChainKind.ADDENDUM, "The teacher agrees.", "Ana Ruiz, OTR/L")
    ]
    assert after.amendments[0].at.date() == date(2026, 10, 22)
    assert page(house, other).goals[0].last_time == "80 %"
    assert page(house, other).goals[0].prompts == "Independent"


def test_a_late_note_bears_both_dates(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.clock.advance(days=8)
    late = page(house, signed(house, session_on(house, ids.maya, TUESDAY), ids.maya, entry(ids)))
    assert (late.day, late.late_written) == (TUESDAY, date(2026, 10, 28))
    pdf = session_notes([late], Printing(house.clock.local(), "A. Ruiz")).pdf
    assert "Late entry: service on Tue, Oct 20, 2026, written on Wed, Oct 28, 2026." in pdf_tools.flat(pdf)


def test_her_own_times_where_she_came_late_or_left_early(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    session = session_on(house, ids.maya, TUESDAY)
    house.do(attendance.mark, session, ids.maya, attendance.Mark(Presence.LATE, arrived=612))
    late = page(house, signed(house, session, ids.maya, entry(ids)))
    assert (late.start, late.end, late.minutes, late.presence) == (612, 630, 18, Presence.LATE)


def test_an_absent_student_has_a_missed_session_note(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    session = session_on(house, ids.maya, TUESDAY)
    house.do(attendance.mark, session, ids.maya, attendance.Mark(Presence.ABSENT))
    missed = page(house, signed(house, session, ids.maya, NoteEntry()))
    assert (missed.presence, missed.reason, missed.goals) == (Presence.ABSENT, Reason.STUDENT_ABSENT, ())
    said = pdf_tools.flat(session_notes([missed], Printing(house.clock.local(), "A. Ruiz")).pdf)
    assert "Missed session note" in said
    assert "Scheduled time 10:00 – 10:30 AM" in said


def test_what_was_typed_is_printed_even_if_it_was_not_understood(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    session = session_on(house, ids.maya, TUESDAY)
    strange = page(house, write(house, session, ids.maya, entry(ids, "lots of tries")))
    assert (strange.goals[0].today, strange.goals[0].percent) == ("lots of tries", "")


def test_a_batch_is_in_order_leaves_drafts_out_and_stays_cheap(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.clock.advance(days=20)
    days = [TUESDAY, date(2026, 10, 22), date(2026, 10, 27), date(2026, 10, 29), date(2026, 11, 3)]
    made = [signed(house, session_on(house, ids.maya, day), ids.maya, entry(ids, did=f"On {day}.")) for day in days]
    draft = write(house, session_on(house, ids.maya, date(2026, 11, 5)), ids.maya, entry(ids))
    now = house.clock.local()
    found = house.read(note_pages.note_batch, date(2026, 10, 21), date(2026, 11, 30), now)
    assert [note.note_id for note in found] == made[1:]
    with_drafts = house.read(note_pages.note_batch, date(2026, 10, 21), date(2026, 11, 30), now, ids.maya, drafts=True)
    assert [note.note_id for note in with_drafts] == [*made[1:], draft]
    assert house.read(note_pages.note_batch, date(2026, 10, 21), date(2026, 11, 30), now, ids.hazel) == ()
    statements = []
    with house.vault.read() as db:
        engine = db.connection().engine

        def count(*said: object) -> None:
            statements.append(said[2])

        event.listen(engine, "before_cursor_execute", count)
        note_pages.note_batch(db, date(2026, 9, 1), date(2026, 11, 3), now)
        event.remove(engine, "before_cursor_execute", count)
    assert len(statements) <= 4
    assert page(house, made[0]).did == "On 2026-10-20."


def test_a_note_that_is_gone(filled: tuple[House, Ids]) -> None:
    house, _ids = filled
    assert house.read(note_pages.note_page, 77, house.clock.local()) is None
    with pytest.raises(LookupError):
        house.read(note_pages.sealed, 77, house.clock.local())


def test_the_month_is_counted_to_the_day_where_the_schools_are(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    note = write(house, session_on(house, ids.maya, TUESDAY), ids.maya, entry(ids))
    house.clock.advance(minutes=10 * 60)  # Tuesday evening there, Wednesday by UTC
    assert house.clock().date() == date(2026, 10, 21)
    found = house.read(note_pages.note_page, note, house.clock())
    assert found is not None
    assert found.month_through == TUESDAY
