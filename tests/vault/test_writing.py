# SPDX-License-Identifier: MIT
"""read() and write(): all or nothing, one notice, one writer, and what the engine is asked to be."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from otdesk.faults import Refusal, Trouble
from otdesk.records.audit import AuditEvent
from otdesk.records.districts import District
from otdesk.records.places import Place
from otdesk.rules.kinds import PlaceKind
from otdesk.vault import engine, keys
from otdesk.vault.vault import Vault
from otdesk.vault.work import Changes
from tests import vaults
from tests.clock import FixedClock

ROOT = Path(__file__).resolve().parents[2]
ASK_THE_ENGINE = """
import json, sys
from pathlib import Path
from sqlalchemy import text
from tests import vaults
from tests.clock import FixedClock
vault = vaults.unlocked(Path(sys.argv[1]), FixedClock()())
with vault.read() as db:
    print(json.dumps({name: db.execute(text(f"PRAGMA {name}")).scalar() for name in sys.argv[2:]}))
vault.close()
"""


def _add(vault: Vault, clock: FixedClock, name: str = "Marlow") -> int:
    with vault.write("add", clock()) as work:
        district = District(name=name)
        work.db.add(district)
        work.db.flush()
        return district.id


def _names(vault: Vault) -> list[str]:
    with vault.read() as db:
        return list(db.scalars(select(District.name).order_by(District.id)))


def _commits(vault: Vault) -> int:
    with vault.read() as db:
        return int(db.execute(text("SELECT commits FROM vault_state")).scalar_one())


def test_what_is_written_is_there_and_told_once(vault: Vault, clock: FixedClock) -> None:
    told: list[Changes] = []
    end = vault.subscribe(told.append)
    row_id = _add(vault, clock)
    assert _names(vault) == ["Marlow"]
    assert [{kind for kind, _row in changes} for changes in told] == [{District, AuditEvent}]
    assert (District, row_id) in told[0]
    end()
    _add(vault, clock, "Other")
    assert len(told) == 1


def test_an_exception_takes_everything_back_and_tells_nobody(vault: Vault, clock: FixedClock) -> None:
    told: list[Changes] = []
    vault.subscribe(told.append)
    before = _commits(vault)

    def fail() -> None:
        with vault.write("fail", clock()) as work:
            work.db.add(District(name="Lost"))
            work.db.flush()
            raise KeyError("oh")

    with pytest.raises(KeyError):
        fail()
    assert (_names(vault), told, _commits(vault)) == ([], [], before)
    assert _add(vault, clock) == 1


def test_a_write_that_changes_nothing_leaves_no_trace(vault: Vault, clock: FixedClock) -> None:
    before, anchor = _commits(vault), (vault.folder / "anchor").read_bytes()
    with vault.write("look", clock()) as work:
        work.db.scalars(select(District)).all()
    assert _commits(vault) == before
    assert (vault.folder / "anchor").read_bytes() == anchor


def test_bulk_statements_are_told_too(vault: Vault, clock: FixedClock) -> None:
    ids = {_add(vault, clock, name) for name in ("A", "B")}
    told: list[Changes] = []
    vault.subscribe(told.append)
    with vault.write("bulk", clock()) as work:
        work.db.execute(update(District).values(state="MN"))
        work.touch(Place, [9])
    assert len(told) == 1
    assert told[0] >= {(District, row_id) for row_id in ids} | {(Place, 9)}


def test_a_commit_inside_the_action_does_not_commit(vault: Vault, clock: FixedClock) -> None:
    def sneak() -> None:
        with vault.write("sneak", clock()) as work:
            work.db.add(District(name="X"))
            work.db.commit()
            raise KeyError

    with pytest.raises(KeyError):
        sneak()
    assert _names(vault) == []


def test_a_write_inside_a_write_is_a_bug(vault: Vault, clock: FixedClock) -> None:
    def nested() -> None:
        with vault.write("outer", clock()), vault.write("inner", clock()):
            pass

    with pytest.raises(RuntimeError):
        nested()
    _add(vault, clock)


def test_reading_cannot_write(vault: Vault) -> None:
    with vault.read() as db, pytest.raises(DatabaseError):
        db.execute(text("UPDATE vault_state SET epoch = 99"))


def test_a_read_sees_one_state(vault: Vault, clock: FixedClock) -> None:
    _add(vault, clock)
    with vault.read() as db:
        assert db.scalars(select(District.name)).all() == ["Marlow"]
        _add(vault, clock, "Later")
        assert db.scalars(select(District.name)).all() == ["Marlow"]
    assert _names(vault) == ["Marlow", "Later"]


def test_constraints_hold_in_the_table(vault: Vault, clock: FixedClock) -> None:
    def bad(sql: str) -> None:
        with vault.write("bad", clock()) as work:
            work.db.execute(text(sql))

    for sql, named in (
        ("INSERT INTO places (version, kind, name, address, park_minutes, setup_minutes) VALUES (1,'moon','x','',0,0)",
         "ck_places_kind_known"),
        ("INSERT INTO room_hours (version, school_id, weekday, start, \"end\") VALUES (1, 1, 0, -5, 10)", "known"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=named):
            bad(sql)


def test_a_missing_parent_is_refused_at_commit(vault: Vault, clock: FixedClock) -> None:
    def orphan() -> None:
        with vault.write("orphan", clock()) as work:
            work.db.add(District(name="x"))
            work.db.execute(
                text('INSERT INTO room_hours (version, school_id, weekday, start, "end") VALUES (1, 77, 0, 5, 10)')
            )

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        orphan()
    assert _names(vault) == []


def test_many_threads_write_one_after_another(vault: Vault, clock: FixedClock) -> None:
    failures: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(10):
                with vault.write("count", clock()) as work:
                    district = work.db.get_one(District, 1)
                    district.late_business_days += 1
                with vault.read() as db:
                    db.get_one(District, 1)
        except BaseException as failure:  # noqa: BLE001 - carried to the main thread
            failures.append(failure)

    _add(vault, clock)
    with vault.read() as db:
        start = db.get_one(District, 1).late_business_days
    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with vault.read() as db:
        assert db.get_one(District, 1).late_business_days == start + 40


def test_the_engine_is_set_as_promised(vault_folder: Path) -> None:
    """In a process of its own: the tests' own turns one of these off (conftest)."""
    expected = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "cipher_memory_security": "1",
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "recursive_triggers": 1,
    }
    command = [sys.executable, "-c", ASK_THE_ENGINE, str(vault_folder), *expected]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(asked.stdout) == expected


def test_one_owner(vault: Vault, clock: FixedClock) -> None:
    with pytest.raises(Trouble) as told:
        vaults.unlocked(vault.folder, clock())
    assert told.value.message == "OTDesk is open."
    _add(vault, clock)


def test_closing_leaves_one_file_and_may_be_said_twice(vault: Vault, clock: FixedClock) -> None:
    _add(vault, clock)
    vault.close()
    vault.close()
    assert not (vault.folder / "data.db-wal").exists()
    again = vaults.unlocked(vault.folder, clock())
    assert _names(again) == ["Marlow"]
    again.close()


def test_wrong_tries_are_written_down_at_the_next_opening(vault_folder: Path, clock: FixedClock) -> None:
    keys.note_wrong_try(vault_folder, clock())
    vault = vaults.unlocked(vault_folder, clock.advance(minutes=1))
    with vault.read() as db:
        kinds = [row[0] for row in db.execute(text("SELECT kind FROM audit_events ORDER BY seq"))]
    vault.close()
    assert kinds[-2:] == ["unlock_failed", "unlock"]
    assert keys.wrong_tries(vault_folder) == []


def test_wrong_key_no_key_and_plain_files_are_refused(vault_folder: Path, tmp_path: Path) -> None:
    import sqlite3

    import sqlcipher3.dbapi2 as driver

    data = vault_folder / "data.db"
    before = data.read_bytes()
    with pytest.raises(Trouble, match="cannot be read"):
        engine.open_file(data, b"\1" * 32)
    for module in (driver, sqlite3):
        raw: Any = module.connect(str(data))
        with pytest.raises(module.DatabaseError):
            raw.execute("SELECT * FROM students")
        raw.close()
    assert data.read_bytes() == before
    plain = tmp_path / "plain.db"
    raw = sqlite3.connect(plain)
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    with pytest.raises(Trouble, match="not encrypted"):
        engine.open_file(plain, b"\1" * 32)
    with pytest.raises(Trouble, match="missing"):
        engine.open_file(tmp_path / "none.db", b"\1" * 32)
    assert not (tmp_path / "none.db").exists()


def test_a_place_for_a_new_vault(vault_folder: Path, tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(Refusal, match="vault in this folder already"):
        vaults.make(vault_folder, clock())
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.txt").write_text("x")
    with pytest.raises(Refusal, match="not empty"):
        vaults.make(full, clock())
    with pytest.raises(Refusal, match="Dropbox"):
        vaults.make(tmp_path / "Dropbox" / "vault", clock())
    assert not (tmp_path / "Dropbox").exists()
    empty = tmp_path / "empty"
    empty.mkdir()
    vaults.make(empty, clock())
    assert {path.name for path in empty.iterdir()} >= {"vault.json", "vault.json.bak", "data.db", "anchor"}
    assert [path.name for path in tmp_path.iterdir() if "making" in path.name] == []
    assert empty.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in empty.iterdir())


def test_a_refused_passphrase_leaves_no_folder(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(Refusal):
        Vault.create(tmp_path / "new", "short", "Ana", now=clock())
    assert list(tmp_path.glob("*new*")) == []


def test_the_author_is_the_person_whose_slot_unlocked(vault: Vault, clock: FixedClock) -> None:
    from otdesk.records.therapists import Therapist

    with vault.write("who", clock()) as work:
        assert work.author is None
        work.db.add(Therapist(slot="Somebody Else", first="S", last="E"))
        work.db.add(Therapist(slot=vaults.PERSON, first="Ana", last="Ruiz"))
        work.db.flush()
        assert work.author == 2


def test_a_full_disk_is_told_and_changes_nothing(vault: Vault, clock: FixedClock) -> None:
    with vault.write("cap", clock()) as work:
        work.db.execute(text("PRAGMA max_page_count=1"))  # answers with the present size: no page can be added
        work.db.add(Place(kind=PlaceKind.HOME, name="x"))
    before = _commits(vault)

    def big() -> None:
        with vault.write("big", clock()) as work:
            work.db.add(Place(kind=PlaceKind.HOME, name="x" * 200_000))

    with pytest.raises(Trouble, match="disk is full"):
        big()
    assert _commits(vault) == before
