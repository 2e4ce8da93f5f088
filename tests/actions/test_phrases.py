# SPDX-License-Identifier: MIT
"""Phrases taken in from a colleague: what is there stays, one step undoes it, and none of a student's goes out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from otdesk.actions import phrases
from otdesk.queries import phrases as queries
from otdesk.records.phrases import PhraseKind
from otdesk.rules.note_entry import NoteEntry
from tests.clock import FixedClock
from tests.note_sample import Desk, desk


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


def test_what_is_there_stays_and_one_step_undoes_it(at: Desk) -> None:
    before = at.house.dump()
    rows = [
        (PhraseKind.DID, "Putty warm-up", "other words", ""), (PhraseKind.DID, "Swing", "a swing", "Senses"),
        (PhraseKind.PLAN, "Swing", "Try the swing.", "senses "), (PhraseKind.DID, "Swing", "a swing again", "Senses"),
    ]  # fmt: skip
    assert at.house.do(phrases.take_in, rows) == 2
    known = {(row.kind, row.label): row.text for row in at.house.read(queries.everybodys)}
    assert known[PhraseKind.DID, "Putty warm-up"] == "a putty warm-up"
    assert known[PhraseKind.PLAN, "Swing"] == "Try the swing."
    assert at.house.read(queries.categories) == ("Senses",), "named once, however it is typed"
    after = at.house.dump()
    at.house.undo()
    assert at.house.dump() == before
    at.house.redo()
    assert at.house.dump() == after


def test_a_students_own_phrases_do_not_go_out(at: Desk) -> None:
    at.house.do(phrases.add, PhraseKind.DID, "Her chart", "her own chart", at.ids.maya)
    assert "Her chart" not in {row.label for row in at.house.read(queries.everybodys)}


def test_a_phrase_is_about_the_student_in_her_note(at: Desk) -> None:
    at.house.do(phrases.add, PhraseKind.PLAN, "Chart", "{She} uses {her} chart with {teacher}.")
    form = at.form(at.alone, at.ids.maya)
    said = form.said(NoteEntry(plan=("Chart",)), 30, form.presence)  # type: ignore[arg-type]
    assert len(said.plan) == 1
    assert "{" not in said.plan[0] or not form.teacher
    assert said.plan[0].startswith(("She uses her chart", "He uses his chart", "They use", "Maya uses"))
