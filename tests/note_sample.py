# SPDX-License-Identifier: MIT
"""Sessions of the small caseload with notes to write, and the editor on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from otdesk.actions import notes, phrases, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import note_pages, templates
from otdesk.queries import notes as note_queries
from otdesk.queries.note_rows import NotePage
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import Presence
from otdesk.rules.note_entry import GoalTyped, NoteEntry
from otdesk.rules.sentences import compose
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 10, 20)


@dataclass(frozen=True, slots=True)
class Desk:
    """Today, Oct 20, 10:24: Maya alone at 8:00, a group of three at 8:35, Hazel alone at 9:10; all over."""

    house: House
    ids: Ids
    alone: int
    group: int
    last: int

    def form(self, session: int, student: int) -> NoteForm:
        form = self.house.read(note_queries.form, session, student)
        assert form is not None
        return form

    def local(self) -> datetime:
        return self.house.clock.local()


@contextmanager
def desk(folder: Path, clock: FixedClock) -> Iterator[Desk]:
    with house(folder, clock) as opened:
        yield lay(opened)


def lay(opened: House) -> Desk:
    ids = fill(opened)
    opened.do(phrases.seed, templates.first_phrases())

    def add(start: int, members: "Sequence[tuple[int, int | None]]") -> int:
        return opened.do(sessions.add, SessionEntry(TODAY, ids.alder, start, start + 30, tuple(members)))

    alone = add(480, [(ids.maya, ids.maya_line)])
    group = add(515, [(ids.maya, ids.maya_line), (ids.hazel, ids.hazel_line), (ids.kofi, None)])
    last = add(550, [(ids.hazel, ids.hazel_line)])
    return Desk(opened, ids, alone, group, last)


def entry_of(
    form: NoteForm, typed: "Sequence[str]" = ("3/4v",), did: tuple[str, ...] = ("Putty warm-up",)
) -> NoteEntry:
    """A note as the editor would hold it: data of the first goals, choices, and the words made from them."""
    goals = tuple(GoalTyped(goal.goal_id, text) for goal, text in zip(form.goals, typed, strict=False))
    bare = NoteEntry(goals, did=did, went=("Calm, engaged",))
    said = form.said(bare, 30, form.presence or Presence.PRESENT)
    return NoteEntry(goals, bare.did, bare.went, sections=compose(said, templates.sentences()))


def write(at: Desk, session: int, student: int, typed: "Sequence[str]" = ("3/4v",)) -> int:
    """A draft; returns the note's id."""
    return at.house.do(notes.save_draft, session, student, entry_of(at.form(session, student), typed))


def sign(at: Desk, session: int, student: int, typed: "Sequence[str]" = ("3/4v",)) -> int:
    """Write and sign, as the editor does it."""
    return sign_entry(at, session, student, entry_of(at.form(session, student), typed))


def sign_entry(at: Desk, session: int, student: int, entry: NoteEntry) -> int:
    note = at.house.do(notes.save_draft, session, student, entry)
    at.house.do(notes.complete, session, student)
    at.house.do(notes.sign, note, at.house.read(note_pages.sealed, note, at.local()))
    return note


def page(at: Desk, note: int) -> NotePage:
    """As it is printed."""
    found = at.house.read(note_pages.note_page, note, at.local())
    assert found is not None
    return found
