# SPDX-License-Identifier: MIT
"""A note entered in error is written anew in the same therapy session: the void one stays, only the new one counts."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from otdesk.actions import attendance, notes
from otdesk.faults import Refusal
from otdesk.printouts.session_note import session_notes
from otdesk.queries import goal_progress, group_notes, ledger, note_list, note_pages, queue, service_log
from otdesk.queries import notes as note_queries
from otdesk.queries.note_list import NoteState
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.rules.minutes import Stretch
from otdesk.rules.note_entry import NoteEntry
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, page, sign, write
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

OCTOBER = Stretch(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


def voided(at: Desk) -> int:
    note = sign(at, at.alone, at.ids.maya, ["3/4v"])
    at.house.do(notes.void, note, "Typed into the wrong student")
    return note


def given(at: Desk) -> Fraction | int:
    rows = at.house.read(ledger.minutes_report, OCTOBER, at.local(), at.ids.maya).rows
    return sum(row.total.given + row.total.over for row in rows if row.line.line_id == at.ids.maya_line)


def test_only_the_new_note_counts(at: Desk) -> None:
    before = given(at)
    void = voided(at)
    assert given(at) == before
    new = at.house.do(notes.begin_anew, void)
    assert new != void
    form = at.form(at.alone, at.ids.maya)
    assert (form.note_id, form.status, form.entry) == (new, NoteStatus.DRAFT, NoteEntry())
    assert sign(at, at.alone, at.ids.maya, ["4/4i"]) == new
    assert given(at) == before + 30
    (log,) = at.house.read(service_log.service_logs, TODAY, TODAY, at.local(), at.ids.maya)
    entries = [entry for entry in log.entries if entry.session_id == at.alone]
    assert [(entry.note_id, entry.note, entry.minutes) for entry in entries] == [(new, NoteStatus.SIGNED, 30)]
    assert list(at.house.read(service_log.signed_notes, [log], at.local())) == [new]
    goals = at.house.read(goal_progress.of_students, [at.ids.maya], TODAY)[at.ids.maya]
    assert [point.typed for goal in goals for point in goal.points if point.day == TODAY] == ["4/4i"]


def test_it_waits_again_until_it_is_signed(at: Desk) -> None:
    def waits() -> bool:
        return at.alone in {item.session_id for item in at.house.read(queue.to_document, TODAY, 624)}

    void = voided(at)
    assert not waits(), "void counts as documented"
    at.house.do(notes.begin_anew, void)
    assert waits()
    sign(at, at.alone, at.ids.maya)
    assert not waits()


def test_both_are_listed_and_found_each_by_itself(at: Desk) -> None:
    void = voided(at)
    new = at.house.do(notes.begin_anew, void)
    sign(at, at.alone, at.ids.maya)
    found = [line for line in at.house.read(note_list.note_list, TODAY, 624).lines if line.session_id == at.alone]
    assert {(line.note_id, line.state, line.key) for line in found} == {
        (void, NoteState.VOID, (at.alone, at.ids.maya, void)), (new, NoteState.SIGNED, (at.alone, at.ids.maya, None)),
    }  # fmt: skip
    old = at.house.read(note_queries.form, at.alone, at.ids.maya, void)
    assert old is not None
    assert (old.note_id, old.status, old.written_anew, old.in_place_of) == (void, NoteStatus.VOID, True, None)
    form = at.form(at.alone, at.ids.maya)
    assert (form.note_id, form.written_anew, form.in_place_of) == (new, False, void)


def test_each_says_on_paper_what_became_of_it(at: Desk) -> None:
    void = voided(at)
    code = page(at, void).fingerprint
    new = at.house.do(notes.begin_anew, void)
    assert not page(at, void).written_anew, "a draft is no record yet"
    sign(at, at.alone, at.ids.maya)
    assert page(at, new).in_place_of == code, "sealed with the new note"
    assert page(at, void).written_anew
    void_paper, new_paper = (pdf_tools.flat(session_notes([page(at, note)], PRINTING).pdf) for note in (void, new))
    assert "Another note was signed in its place." in void_paper
    assert f"Written in place of a note entered in error, fingerprint {code}." in new_paper


def test_a_new_note_late_in_coming_is_a_late_entry(at: Desk, clock: FixedClock) -> None:
    void = voided(at)
    clock.advance(days=7)
    new = at.house.do(notes.begin_anew, void)
    sign(at, at.alone, at.ids.maya)
    assert page(at, new).late_written == date(2026, 10, 27)
    assert page(at, void).late_written is None


def test_a_note_in_error_may_happen_twice(at: Desk) -> None:
    void = voided(at)
    at.house.do(notes.begin_anew, void)
    second = sign(at, at.alone, at.ids.maya)
    at.house.do(notes.void, second, "Wrong again")
    with pytest.raises(Refusal, match="written anew already"):
        at.house.do(notes.begin_anew, void)
    third = at.house.do(notes.begin_anew, second)
    assert at.form(at.alone, at.ids.maya).in_place_of == second
    assert sign(at, at.alone, at.ids.maya) == third


def test_only_a_void_note_is_written_anew(at: Desk) -> None:
    with pytest.raises(Refusal, match="entered in error"):
        at.house.do(notes.begin_anew, sign(at, at.alone, at.ids.maya))
    with pytest.raises(Refusal, match="entered in error"):
        at.house.do(notes.begin_anew, write(at, at.last, at.ids.hazel))


def test_it_can_be_taken_back_and_thrown_away(at: Desk) -> None:
    void = voided(at)
    at.house.undoes((notes.begin_anew, void))
    at.house.do(notes.discard_draft, at.form(at.alone, at.ids.maya).note_id or 0)
    form = at.form(at.alone, at.ids.maya)
    assert (form.note_id, form.status) == (void, NoteStatus.VOID)


def test_in_a_group_the_others_are_not_touched(at: Desk) -> None:
    hazel = sign(at, at.group, at.ids.hazel)
    note = sign(at, at.group, at.ids.maya)
    at.house.do(notes.void, note, "Not her figures")
    assert not at.house.read(group_notes.is_open_group, at.group, at.ids.maya)
    at.house.do(notes.begin_anew, note)
    assert at.house.read(group_notes.is_open_group, at.group, at.ids.maya)
    form = at.house.read(group_notes.group_form, at.group)
    assert form is not None
    assert [member.note_id for member in form.members][1] == hazel
    sign(at, at.group, at.ids.maya)
    at.house.do(attendance.mark, at.group, at.ids.kofi, attendance.Mark(Presence.PRESENT))
    batch = at.house.read(note_pages.note_batch, TODAY, TODAY, at.local())
    assert [each.status for each in batch] == [NoteStatus.SIGNED, NoteStatus.VOID, NoteStatus.SIGNED]
