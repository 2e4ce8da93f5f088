# SPDX-License-Identifier: MIT
"""The supervision log: a line is working time too, the percentages are those of her hours, all of it can be undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.actions import notes, supervision, therapists, work_time
from otdesk.faults import Refusal
from otdesk.printouts.supervision_log import share_words, supervision_pages
from otdesk.queries import note_pages, people, timesheet
from otdesk.queries import supervision as queries
from otdesk.queries.supervision import Log
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Role, SupervisionKind, SupervisionMethod, WorkKind
from otdesk.rules.supervision import SupervisionEntry, part
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, sign, write
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


class Team:
    """Ana's caseload, and Noor who assists her."""

    def __init__(self, at: Desk) -> None:
        self.at, self.house = at, at.house
        self.ana = self.house.read(people.people)[0].therapist_id
        noor = TherapistEntry("Noor", "Haddad", Role.OTA, "COTA/L")
        self.noor = self.house.do(therapists.add_person, None, noor, self.ana)
        self.entry = SupervisionEntry(
            TODAY, 900, 930, self.noor, self.ana, SupervisionMethod.IN_PERSON, SupervisionKind.INDIRECT,
            "Fading prompts", "M. O.",
        )  # fmt: skip

    def log(self) -> Log:
        found: Log = self.house.read(queries.log, FIRST, LAST, LAST, 1440)
        return found

    def time(self) -> int:
        sheet = self.house.read(timesheet.sheet, FIRST, LAST, LAST, 1440)
        return int(sheet.by_kind().get(WorkKind.SUPERVISION, 0))


@pytest.fixture
def team(tmp_path: Path, clock: FixedClock) -> Iterator[Team]:
    with desk(tmp_path / "vault", clock) as at:
        yield Team(at)


def test_one_entry_is_a_line_of_the_log_and_working_time(team: Team) -> None:
    added = team.house.do(supervision.add, team.entry)
    (line,) = team.log().lines
    assert (line.supervision_id, line.entry, line.minutes) == (added, team.entry, 30)
    assert team.time() == 30
    later = replace(team.entry, end=945, topics="Fading prompts; wording")
    team.house.do(supervision.edit, added, later)
    assert [line.entry for line in team.log().lines] == [later]
    assert team.time() == 45


def test_it_goes_as_a_whole_whichever_of_the_two_is_removed_and_comes_back(team: Team) -> None:
    added = team.house.do(supervision.add, team.entry)
    team.house.do(supervision.remove, added)
    assert (team.log().lines, team.time()) == ((), 0)
    team.house.vault.undo(team.house.clock())
    assert (len(team.log().lines), team.time()) == (1, 30)
    sheet = team.house.read(timesheet.sheet, FIRST, LAST, LAST, 1440)
    entry = next(row.entry_id for row in sheet.rows if row.kind is WorkKind.SUPERVISION)
    assert entry is not None
    team.house.do(work_time.remove, entry)
    assert (team.log().lines, team.time()) == ((), 0)
    team.house.vault.undo(team.house.clock())
    assert (len(team.log().lines), team.time()) == (1, 30)
    team.house.vault.undo(team.house.clock())
    assert (team.log().lines, team.time()) == ((), 0)


def test_what_stands_at_that_time_already_or_makes_no_sense_is_refused(team: Team) -> None:
    team.house.do(supervision.add, team.entry)
    for wrong in (
        replace(team.entry, start=915, end=960),
        replace(team.entry, start=1000, end=1000),
        replace(team.entry, start=1000, end=1030, topics="  "),
        replace(team.entry, start=1000, end=1030, assistant_id=team.ana),
        replace(team.entry, start=1000, end=1030, supervisor_id=team.noor),
    ):
        with pytest.raises(Refusal):
            team.house.do(supervision.add, wrong)
    assert len(team.log().lines) == 1


def test_the_part_is_of_the_sessions_whose_notes_she_signed(team: Team) -> None:
    team.house.do(supervision.add, team.entry)
    (share,) = team.log().shares
    assert (share.minutes, share.worked, share.percent, share.whole) == (30, 0, None, False)
    assert "no hours of hers" in share_words(share)
    team.house.do(therapists.give_access, team.noor, "Noor Haddad")
    vault = team.house.vault
    noor = replace(vault.unlocked, person="Noor Haddad")
    for student in (team.at.ids.maya, team.at.ids.hazel):
        note = write(team.at, team.at.group, student)
        with vault.write("sign", team.house.clock(), by=noor) as work:
            notes.complete(work, team.at.group, student)
            work.db.flush()
            notes.sign(work, note, note_pages.sealed(work.db, note, team.at.local()))
    sign(team.at, team.at.alone, team.at.ids.maya)
    (share,) = team.log().shares
    assert (share.worked, share.percent) == (30, 100.0), "her session once; Ana's own is not hers"


def test_where_the_vault_is_hers_all_her_working_time_counts(team: Team) -> None:
    team.house.do(therapists.edit, team.noor, TherapistEntry("Noor", "Haddad", Role.OT))
    team.house.do(therapists.edit, team.ana, TherapistEntry("Ana", "Ruiz", Role.OTA))
    team.house.do(supervision.add, replace(team.entry, assistant_id=team.ana, supervisor_id=team.noor))
    sign(team.at, team.at.alone, team.at.ids.maya)
    (share,) = team.log().shares
    assert share.whole
    assert (share.minutes, share.worked, share.percent) == (30, 60, 50.0)


@given(minutes=st.integers(0, 10_000), of=st.integers(0, 100_000))
def test_the_percent_is_to_a_tenth_or_none(minutes: int, of: int) -> None:
    found = part(minutes, of)
    assert (found is None) == (of == 0)
    assert found is None or abs(found - 100 * minutes / of) <= 0.0501


def test_the_page_has_every_line_the_part_and_two_signatures(team: Team) -> None:
    team.house.do(supervision.add, team.entry)
    text = " ".join(pdf_tools.text(supervision_pages(team.log(), "Lakeview", PRINTING).pdf).split())
    for said in (
        "Supervision log, October 2026", "Noor Haddad, COTA/L", "Fading prompts", "M. O.", "Assistant signature",
        "Supervisor signature", "In person, talked over",
    ):  # fmt: skip
        assert said in text, said


def test_the_table_has_a_row_a_line(team: Team) -> None:
    team.house.do(supervision.add, team.entry)
    (row,) = queries.table(team.log().lines)
    assert len(row) == len(queries.HEADINGS)
    assert row[:4] == (TODAY, "15:00", "15:30", 30)
