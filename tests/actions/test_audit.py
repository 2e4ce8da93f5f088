# SPDX-License-Identifier: MIT
"""Every kind of the audit list is written: views once in a while, imports, settings, clock jumps."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.actions import audit, disclosures, districts, meetings
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.queries import workplace
from otdesk.records.audit import AuditEvent
from otdesk.records.meetings import MeetingKind
from otdesk.rules.audit import KINDS
from otdesk.rules.disclosure import Given, HandEntry
from tests import vaults
from tests.caseload_sample import House, fill, house
from tests.clock import FixedClock


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[House]:
    with house(tmp_path / "vault", clock) as opened:
        fill(opened)
        yield opened


def _rows(db: Session, kind: str) -> list[AuditEvent]:
    return list(db.scalars(select(AuditEvent).where(AuditEvent.kind == kind).order_by(AuditEvent.seq)))


def _subjects(db: Session, kind: str) -> list[tuple[str, int | None]]:
    return [(row.subject_kind, row.subject_id) for row in _rows(db, kind)]


def test_a_view_is_written_once_in_a_quarter_of_an_hour_for_each_student(filled: House) -> None:
    filled.do(audit.viewed, [2, 1, 2])
    filled.clock.advance(minutes=14)
    filled.do(audit.viewed, [1, 3])
    filled.clock.advance(minutes=1)
    filled.do(audit.viewed, [1])
    assert filled.read(_subjects, "view") == [("student", student) for student in (1, 2, 3, 1)]


def test_settings_tell_which_columns_changed_and_an_undo_tells_it_too(filled: House) -> None:
    row = filled.read(workplace.district)
    assert row is not None
    before = len(filled.read(_rows, "settings"))
    filled.do(districts.edit, row.district_id, replace(row.entry, name="Elsewhere", late_business_days=5))
    filled.undo()
    told = filled.read(_rows, "settings")[before:]
    assert [(event.subject_kind, event.subject_id) for event in told] == [("districts", row.district_id)] * 2
    assert [event.detail for event in told] == [{"changed": ["late_business_days", "name"]}] * 2
    assert "Elsewhere" not in str([event.detail for event in told])


def test_meetings_of_a_calendar_file_are_an_import(filled: House) -> None:
    entry = meetings.MeetingEntry(date(2026, 10, 22), 600, 660, "IEP meeting", MeetingKind.OTHER)
    filled.do(meetings.add_all, [entry, entry])
    (told,) = filled.read(_rows, "import")
    assert (told.subject_kind, told.detail) == ("meetings", {"added": 2})


def test_a_clock_that_was_set_and_a_guarding_preference_are_told(filled: House) -> None:
    filled.do(audit.clock_jumped, filled.clock() + timedelta(hours=3))
    filled.do(audit.preference_changed, "lock_minutes", 30)
    (jump,) = filled.read(_rows, "clock_jump")
    assert jump.detail["seconds"] == -3 * 3600
    assert filled.read(_rows, "settings")[-1].detail == {"changed": ["lock_minutes"], "value": 30}


def test_nothing_the_trail_is_told_can_be_taken_back(filled: House) -> None:
    """Undo goes past all of it to what was done before."""
    ids = [1]
    row = filled.read(workplace.district)
    assert row is not None
    filled.do(districts.edit, row.district_id, replace(row.entry, name="Elsewhere"))
    said = Disclosure("Ms. Vale", "IEP meeting")
    filled.do(audit.viewed, ids)
    filled.do(audit.clock_jumped, filled.clock())
    filled.do(audit.preference_changed, "lock_minutes", 30)
    filled.do(disclosures.record, Way.PRINT, Given.MINUTES, ids, said)
    filled.do(disclosures.record_trail, Way.EXPORT, 3, said)
    filled.do(disclosures.record_chain, said, records=False)
    filled.do(disclosures.write_by_hand, 1, HandEntry(date(2026, 10, 1), "Dr. Ilves", "Care", "Report"))
    (by_hand,) = filled.read(_rows, "disclosed")
    filled.do(disclosures.mark_error, 1, by_hand.seq)
    before = len(filled.read(_rows, "print"))
    filled.undo()
    again = filled.read(workplace.district)
    assert again == row
    assert len(filled.read(_rows, "print")) == before
    assert filled.read(_rows, "disclosure_error")[0].detail == {"entry": by_hand.seq}


@pytest.mark.parametrize(("minutes", "told"), [(-30, 1), (-1, 0), (60, 0)])
def test_a_clock_before_the_last_row_is_told_at_opening(
    vault_folder: Path, clock: FixedClock, minutes: int, told: int
) -> None:
    vaults.unlocked(vault_folder, clock()).close()
    again = vaults.unlocked(vault_folder, clock() + timedelta(minutes=minutes))
    with again.read() as db:
        assert db.scalar(select(func.count()).where(AuditEvent.kind == "clock_jump")) == told
    again.close()


def test_the_groups_name_every_kind_the_program_writes() -> None:
    named = {kind for kinds in KINDS.values() for kind in kinds}
    written = set()
    for path in (Path(__file__).parents[2] / "otdesk").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'\.audit\(\s*"(\w+)"', source)) | set(
            re.findall(r'append_audit\([^"]*unlocked\.person, "(\w+)"', source)
        )
    assert len(written) > 15
    assert written - named == set()
