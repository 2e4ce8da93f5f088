# SPDX-License-Identifier: MIT
"""The list of notes: what waits, what is begun, what is signed, and what is found by words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from otdesk.actions import attendance, notes, sessions
from otdesk.actions.attendance import Mark
from otdesk.queries import note_list, note_pages
from otdesk.queries import notes as note_queries
from otdesk.queries.note_list import NoteLine, NoteState
from otdesk.queries.note_members import clashes, members
from otdesk.rules.kinds import NoteStatus, Presence, Reason
from otdesk.rules.note_entry import NoteEntry, Piece, Section
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, sign, write

NOW = 624


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


def lines(at: Desk, words: str = "") -> tuple[NoteLine, ...]:
    found = at.house.read(note_list.note_list, TODAY, NOW, words).lines
    return tuple(line for line in found if line.day == TODAY)


def keys(at: Desk, state: NoteState, words: str = "") -> list[tuple[int, int]]:
    return [line.key[:2] for line in lines(at, words) if line.state is state]


def test_each_student_of_a_session_that_is_over_waits_once(at: Desk) -> None:
    ids = at.ids
    assert keys(at, NoteState.TO_WRITE) == [
        (at.alone, ids.maya), (at.group, ids.maya), (at.group, ids.hazel), (at.group, ids.kofi), (at.last, ids.hazel),
    ]  # fmt: skip
    early = at.house.read(note_list.note_list, TODAY, 512, "").lines
    assert [line.key[:2] for line in early if line.day == TODAY] == [(at.alone, ids.maya)], (
        "the others are still to come"
    )


def test_absent_students_and_canceled_sessions_do_not_wait(at: Desk) -> None:
    at.house.do(attendance.mark, at.group, at.ids.hazel, Mark(Presence.ABSENT))
    at.house.do(sessions.cancel, at.last, Reason.SCHOOL_CLOSED)
    assert keys(at, NoteState.TO_WRITE) == [
        (at.alone, at.ids.maya), (at.group, at.ids.maya), (at.group, at.ids.kofi),
    ]  # fmt: skip


def test_a_note_moves_from_waiting_to_draft_to_signed(at: Desk) -> None:
    before = at.house.read(note_list.to_write_count, TODAY, NOW)
    write(at, at.alone, at.ids.maya)
    assert keys(at, NoteState.DRAFT) == [(at.alone, at.ids.maya)]
    assert at.house.read(note_list.to_write_count, TODAY, NOW) == before, "a draft is still to be signed"
    note = sign(at, at.alone, at.ids.maya)
    assert keys(at, NoteState.SIGNED) == [(at.alone, at.ids.maya)]
    assert at.house.read(note_list.to_write_count, TODAY, NOW) == before - 1
    at.house.do(notes.add_addendum, note, "Later.")
    line = next(line for line in lines(at) if line.state is NoteState.SIGNED)
    assert (line.amendments, line.school_code) == (1, "AC")
    assert "3 of 4" in line.excerpt
    schools = at.house.read(note_list.note_list, TODAY, NOW, "").schools
    assert {school.code: school.signed for school in schools} == {"AC": 1, "BW": 0}


@pytest.mark.parametrize(
    ("words", "found"),
    [("maya", True), ("ORTIZ", True), ("putty", True), ("3 of 4 maya", True), ("alder", True), ("hazel", False),
     ("putty 9", False), ("goal_id", False), ("sealed", False), ("100%", False), ("put", True), ("utty", False),
     ("pu/4", True), ("_s1", False), ("maya _", True)],
)  # fmt: skip
def test_signed_notes_are_found_by_name_and_by_their_own_words(at: Desk, words: str, found: bool) -> None:
    sign(at, at.alone, at.ids.maya)
    assert bool(keys(at, NoteState.SIGNED, words)) is found


@pytest.mark.parametrize(
    ("words", "found"),
    [("a\u19b0b", False), ('"', True), ("zz*b", False), ("zzz OR maya", False), ("NEAR(zz yy)", False),
     ("words:maya", False), ("_s1 OR _s2", False), ("-", True), ("^maya", True), ("NOT zzz", False)],
)  # fmt: skip
def test_nothing_typed_is_taken_for_a_command_to_the_index(at: Desk, words: str, found: bool) -> None:
    sign(at, at.alone, at.ids.maya)
    assert bool(keys(at, NoteState.SIGNED, words)) is found


def test_letters_beyond_ascii_are_found_in_any_case(at: Desk) -> None:
    entry = NoteEntry(sections=((Section.RESPONSE, (Piece("Zoë Škoda said “ŁÓDŹ” 100% of the time."),)),))
    at.house.do(notes.save_draft, at.alone, at.ids.maya, entry)
    assert keys(at, NoteState.DRAFT, "łódź") == [(at.alone, at.ids.maya)]
    sign_as_is(at)
    for words in ("zoë škoda", "ŠKODA", "łódź", "100%"):
        assert keys(at, NoteState.SIGNED, words) == [(at.alone, at.ids.maya)], words
    assert keys(at, NoteState.SIGNED, "zoé") == []


def sign_as_is(at: Desk) -> None:
    from otdesk.queries import note_pages

    form = at.form(at.alone, at.ids.maya)
    assert form.note_id is not None
    at.house.do(notes.complete, at.alone, at.ids.maya)
    at.house.do(notes.sign, form.note_id, at.house.read(note_pages.sealed, form.note_id, at.local()))


def test_who_has_notes_can_be_chosen_for_a_batch(at: Desk) -> None:
    assert at.house.read(note_list.students_with_notes) == ()
    sign(at, at.alone, at.ids.maya)
    write(at, at.last, at.ids.hazel, [])
    assert [choice.name for choice in at.house.read(note_list.students_with_notes)] == ["Dunmore, Hazel", "Ortiz, Maya"]


def test_members_say_how_far_their_notes_are(at: Desk) -> None:
    sign(at, at.group, at.ids.maya)
    write(at, at.group, at.ids.hazel, [])
    at.house.do(attendance.mark, at.group, at.ids.kofi, Mark(Presence.ABSENT))
    found = at.house.read(members, at.group)
    assert [(member.called, member.status, member.presence) for member in found] == [
        ("Maya", NoteStatus.SIGNED, Presence.PRESENT),
        ("Hazel", NoteStatus.DRAFT, None),
        ("Kofi", None, Presence.ABSENT),
    ]  # fmt: skip


def test_sessions_at_the_same_time_are_named(at: Desk) -> None:
    assert at.house.read(clashes, at.alone, TODAY, 480, 510) == ()
    found = at.house.read(clashes, at.alone, TODAY, 480, 530)
    assert [(clash.start, clash.end, clash.who) for clash in found] == [(515, 545, "Maya")]
    assert at.house.read(clashes, at.alone, TODAY, 480, 515) == (), "touching is not overlapping"


def test_notes_are_found_by_goal_school_and_day(at: Desk) -> None:
    note = sign(at, at.alone, at.ids.maya, ["3/4v"])
    write(at, at.group, at.ids.maya, ["4/5i"])
    goal = at.form(at.alone, at.ids.maya).goals[0]
    code = at.form(at.alone, at.ids.maya).school_code
    part = (goal.area or goal.cue).split()[0]
    for words in (f"#{goal.number}", f"#{part}", f"#{goal.number} @{code} 10/20", f"10/19-10/20 #{part.upper()}"):
        assert [line.key[:2] for line in lines(at, words)] == [(at.group, at.ids.maya), (at.alone, at.ids.maya)], words
    for words in ("#99", "#nothing", "@nowhere", f"#{goal.number} 10/19"):
        assert lines(at, words) == (), words
    assert [line.note_id for line in lines(at, "10/20") if line.note_id is not None][-1] == note
    assert lines(at, "@nowhere maya") == ()


def test_a_found_note_shows_where_its_words_stand(at: Desk) -> None:
    long = "She cut and glued and folded and tore paper. " * 8
    entry = NoteEntry(sections=((Section.RESPONSE, (Piece(long + "Then the Kangaroo jumped over the mat."),)),))
    at.house.do(notes.save_draft, at.alone, at.ids.maya, entry)
    at.house.do(notes.complete, at.alone, at.ids.maya)
    note = at.house.read(note_queries.note_id, at.alone, at.ids.maya)
    at.house.do(notes.sign, note, at.house.read(note_pages.sealed, note, at.local()))
    (found,) = lines(at, "kangaroo")
    assert found.excerpt.startswith("… ")
    assert "Kangaroo jumped" in found.excerpt
    (first,) = [line for line in lines(at, "glued") if line.note_id == note]
    assert first.excerpt.startswith("She cut and glued"), "its beginning shows them"
