# SPDX-License-Identifier: MIT
"""The form of notes is kept and undone; a signed note keeps the form it was signed in, on paper too."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from otdesk.actions import note_rules
from otdesk.printouts.session_note import session_notes
from otdesk.queries import note_rules as queries
from otdesk.rules.note_entry import Piece, Section
from otdesk.rules.note_formats import NoteFormat, NoteRules, Required
from tests.clock import FixedClock
from tests.note_sample import Desk, desk, entry_of, page, sign_entry
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

SOAP = NoteRules(NoteFormat.SOAP, frozenset({Required.BEFORE, Required.PLAN}))


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


def signed(at: Desk) -> int:
    entry = entry_of(at.form(at.alone, at.ids.maya))
    before = (Section.BEFORE, (Piece("Says her hand hurts."),))
    return sign_entry(at, at.alone, at.ids.maya, replace(entry, sections=(before, *entry.sections)))


def test_each_step_is_undone_and_done_again(at: Desk) -> None:
    assert at.house.read(queries.note_rules) == NoteRules()
    at.house.undoes(*((note_rules.set_note_rules, rules) for rules in (SOAP, NoteRules(NoteFormat.DAP), SOAP)))
    assert at.house.read(queries.note_rules) == SOAP


@pytest.mark.parametrize(
    ("layout", "headings"),
    [
        (NoteFormat.SECTIONS, ["What we did", "Response"]),
        (NoteFormat.SOAP, ["Subjective", "Objective"]),
        (NoteFormat.DAP, ["Data"]),
        (NoteFormat.NARRATIVE, ["The note"]),
    ],
)
def test_each_form_on_paper(at: Desk, layout: NoteFormat, headings: list[str]) -> None:
    at.house.do(note_rules.set_note_rules, NoteRules(layout))
    printed = session_notes([page(at, signed(at))], PRINTING).pdf
    tree = pdf_tools.structure(printed)
    places = [tree.index(heading) for heading in headings]
    assert places == sorted(places)
    text = " ".join(pdf_tools.text(printed).split())
    assert text.index("Says her hand hurts.") < text.index("The session used")


def test_a_signed_note_keeps_its_form(at: Desk) -> None:
    at.house.do(note_rules.set_note_rules, SOAP)
    note = signed(at)
    at.house.do(note_rules.set_note_rules, NoteRules(NoteFormat.NARRATIVE))
    kept = page(at, note)
    assert kept.layout is NoteFormat.SOAP
    assert kept.before == "Says her hand hurts."
