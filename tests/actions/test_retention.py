# SPDX-License-Identifier: MIT
"""Records that are destroyed are gone whole, others are untouched, and what was signed can still be verified."""

import contextlib
import importlib.util
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import text

from otdesk.actions import attachments, disclosures, notes, retention, students
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.actions.retention import PurgeEntry
from otdesk.faults import Refusal
from otdesk.queries import retention as queries
from otdesk.records.every import metadata
from otdesk.rules.disclosure import Given
from otdesk.rules.entries_belongings import FileEntry
from otdesk.rules.retention import Standing
from otdesk.vault import chain, engine, opening, purging
from otdesk.vault.anchor import Damage
from otdesk.vault.vault import Vault
from tests.clock import FixedClock
from tests.note_sample import Desk, desk, page, sign, write
from tests.vault.test_chain_file import SCRIPT

CANARY = "Zyxowitz"
ENTRY = PurgeEntry((1,), "Alder Elementary", "7 years after the last service", "ab" * 32, "Marlow schools")


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_chain", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lived(at: Desk) -> tuple[int, int]:
    """Maya's signed and amended notes and drafts, a note of Hazel in the same group; the ids of one of each."""
    maya = sign(at, at.alone, at.ids.maya)
    hazel = sign(at, at.group, at.ids.hazel)
    sign(at, at.group, at.ids.maya)
    write(at, at.group, at.ids.kofi, ())
    at.house.do(notes.add_addendum, maya, f"{CANARY} came back")
    at.house.do(attachments.add, at.ids.maya, [FileEntry("a.txt", CANARY.encode())])
    at.house.do(disclosures.record, Way.PRINT, Given.MINUTES, [at.ids.maya], Disclosure("Ms. Vale", "IEP"))
    return maya, hazel


def everything(vault: Vault, *, but: frozenset[str] = frozenset()) -> str:
    """All text of all tables, the trail apart."""
    found = []
    with vault.read() as db:
        for table in metadata.sorted_tables:
            if table.name not in but:
                found += [str(tuple(row)) for row in db.execute(text(f"SELECT * FROM {table.name}"))]  # noqa: S608
    return "\n".join(found)


def test_a_destroyed_record_is_gone_whole_and_the_chain_stands(at: Desk, script: ModuleType) -> None:
    _maya, hazel = lived(at)
    house = at.house
    before = page(at, hazel)
    links = _count(house.vault, "note_chain")
    assert "Maya" in everything(house.vault)
    house.do(retention.destroy, ENTRY)
    left = everything(house.vault)
    for word in ("Maya", "Ortiz", CANARY, CANARY.encode().hex()):
        assert word not in left
    assert _count(house.vault, "stored_files") == 0
    assert page(at, hazel) == before
    assert _count(house.vault, "note_chain") == links
    assert house.vault.verify(house.clock()) == []
    with pytest.raises(Refusal):
        house.undo()
    whole = json.loads(house.vault.chain_file(house.clock(), records=True))
    assert len(whole["tombstones"]) == 2
    assert script.faults(whole) == []
    (certificate,) = house.read(queries.certificates)
    assert (certificate.scope, certificate.tombstones, certificate.export_sha256) == (ENTRY.scope, 2, "ab" * 32)
    assert certificate.counts["students"] == 1
    assert certificate.counts["notes"] == 2
    assert certificate.audited == next(row["hash"] for row in whole["audit_events"] if row["kind"] == "purge")


def _count(vault: Vault, table: str) -> int:
    with vault.read() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def test_it_opens_again_and_goes_on(at: Desk, clock: FixedClock) -> None:
    _maya, hazel = lived(at)
    at.house.do(retention.destroy, ENTRY)
    at.house.vault.back_up(clock())
    at.house.vault.close()
    again = Vault.open(at.house.vault.folder, at.house.vault.unlocked, now=clock())
    assert again.findings == []
    at.house.vault = again
    at.house.do(notes.add_addendum, hazel, "She came back.")
    assert again.verify(clock()) == []


@contextlib.contextmanager
def behind(at: Desk, clock: FixedClock) -> Iterator[Any]:
    at.house.vault.close()
    raw = engine.open_file(at.house.vault.folder / "data.db", at.house.vault.unlocked.key("database"))
    raw.execute("PRAGMA foreign_keys=OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    yield raw
    with engine.plain_engine(raw).connect() as db:
        assert chain.verify(db, opening.chain_keys(at.house.vault.unlocked))
        db.rollback()
    engine.checkpoint(raw)
    raw.close()
    with pytest.raises(Damage):
        Vault.open(at.house.vault.folder, at.house.vault.unlocked, now=clock())


COPIED = """INSERT INTO tombstones SELECT 99, {hazel}, max(hash), 1, (SELECT mac FROM tombstones)
    FROM note_chain WHERE note_id = {hazel}"""
FORGED = [
    "DELETE FROM tombstones WHERE id = (SELECT min(id) FROM tombstones)",
    "UPDATE tombstones SET last_link = 'x' WHERE id = 1",
    "UPDATE tombstones SET mac = 'x' WHERE id = 1",
    COPIED,
    "UPDATE audit_events SET detail = '{{}}' WHERE kind = 'purge'",
]


@pytest.mark.parametrize("sql", FORGED)
def test_nobody_passes_a_removed_note_off_as_a_purged_one(at: Desk, clock: FixedClock, sql: str) -> None:
    _maya, hazel = lived(at)
    at.house.do(retention.destroy, ENTRY)
    with behind(at, clock) as raw:
        assert raw.execute(sql.format(hazel=hazel)).rowcount > 0
        if sql.startswith("INSERT"):
            for table, column in (("notes", "id"), ("goal_points", "note_id"), ("note_seals", "note_id")):
                raw.execute(f"DELETE FROM {table} WHERE {column} = ?", (hazel,))  # noqa: S608 - our own names


def test_a_hold_keeps_everything_until_it_is_lifted(at: Desk) -> None:
    lived(at)
    house, maya = at.house, at.ids.maya
    with pytest.raises(Refusal):
        house.do(retention.place_hold, maya, " ")
    hold = house.do(retention.place_hold, maya, "Due process complaint")
    with pytest.raises(Refusal):
        house.do(retention.place_hold, maya, "again")
    before = everything(house.vault)
    with pytest.raises(Refusal, match="legal hold"):
        house.do(retention.destroy, PurgeEntry((maya, at.ids.hazel), "x", "y"))
    assert everything(house.vault) == before
    found = house.read(queries.hold_of, maya)
    assert found is not None
    assert (found.reason, found.placed_by) == ("Due process complaint", house.vault.person)
    house.do(retention.lift_hold, hold)
    with pytest.raises(Refusal):
        house.do(retention.lift_hold, hold)
    house.do(retention.destroy, ENTRY)
    assert house.read(queries.hold_of, maya) is None


def test_the_list_says_where_each_record_stands(at: Desk, clock: FixedClock) -> None:
    house, maya = at.house, at.ids.maya
    house.do(students.exit_student, maya, clock.today(), "Moved away")

    def now() -> tuple[Standing, Standing]:
        rows = {row.student_id: row for row in house.read(queries.records, clock.today())}
        return rows[maya].standing, rows[at.ids.hazel].standing

    assert now() == (Standing.KEPT, Standing.SERVED)
    clock.advance(days=17 * 366)
    assert now() == (Standing.NOTICE, Standing.SERVED)
    with pytest.raises(Refusal):
        house.do(retention.give_notice, (maya,), clock.today() + timedelta(days=1), "mail")
    house.do(retention.give_notice, (maya,), clock.today(), "Letter to the last known address")
    assert now()[0] is Standing.WAITING
    clock.advance(days=30)
    assert now()[0] is Standing.DUE
    first = house.read(queries.records, clock.today())[0]
    assert (first.student_id, first.keep_until) == (maya, date(2043, 5, 4))


def test_what_is_handed_over_is_what_is_destroyed(at: Desk) -> None:
    lived(at)
    with at.house.vault.read() as db:
        connection = db.connection()
        rows = purging.belongings(connection, [at.ids.maya])
        dumped = {dump.table: len(dump.rows) for dump in purging.dumps(connection, rows)}
    assert dumped == {name: len(keys) for name, keys in rows.items() if name not in purging._NOT_EXPORTED}
    assert at.alone in rows["therapy_sessions"]
    assert at.group not in rows["therapy_sessions"]
    assert dumped["notes"] == 2


def test_everybody_can_go(at: Desk) -> None:
    lived(at)
    everybody = (at.ids.maya, at.ids.hazel, at.ids.kofi)
    at.house.do(retention.destroy, PurgeEntry(everybody, "All", "Agreement ended", sent_notes=True))
    for table in ("students", "notes", "therapy_sessions", "slot_members", "goals", "attendances"):
        assert _count(at.house.vault, table) == 0
    assert at.house.vault.verify(at.house.clock()) == []
    with pytest.raises(Refusal):
        at.house.do(retention.destroy, PurgeEntry((), "All", "x"))
