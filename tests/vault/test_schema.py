# SPDX-License-Identifier: MIT
"""The file's tables: the migrations give exactly what the records say, and an older vault is brought up safely."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from otdesk.faults import Trouble
from otdesk.records import every
from otdesk.vault import backup, engine, keys, making, schema, triggers, upgrade
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

_SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    {body}
"""
# Rebuilds a table that others hang on with ON DELETE CASCADE: with foreign keys on it would take their rows along.
_REBUILD = """with op.batch_alter_table("students", recreate="always") as batch:
        batch.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    with op.batch_alter_table("notes", recreate="always") as batch:
        batch.add_column(sa.Column("seen", sa.Text(), nullable=False, server_default="no"))"""


def _shape(folder: Path) -> dict[str, str]:
    raw = engine.open_file(folder / "data.db", b"\2" * 32, create=True)
    made = engine.plain_engine(raw)
    with made.begin() as connection:
        if folder.name == "migrated":
            schema.to_head(connection)
        else:
            every.metadata.create_all(connection)
            triggers.lay(connection)
    rows = raw.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    made.dispose()
    return {name: " ".join(sql.split()) if sql else "" for name, sql in rows if "alembic" not in name}


def test_migrations_and_records_agree(tmp_path: Path) -> None:
    """If this fails: `packaging/revision.py --first` before the first release, `packaging/revision.py "..."` later."""
    for name in ("migrated", "created"):
        (tmp_path / name).mkdir()
    migrated, created = _shape(tmp_path / "migrated"), _shape(tmp_path / "created")
    assert sorted(migrated) == sorted(created)
    assert {name: sql for name, sql in migrated.items() if created[name] != sql} == {}
    assert len([name for name in created if name.startswith("table")]) > 30


def test_every_record_file_is_known() -> None:
    files = {path.stem for path in Path(every.__file__).parent.glob("*.py")} - {"__init__", "base", "columns", "every"}
    assert {module.__name__.rpartition(".")[2] for module in every.MODULES} == files


def test_a_new_vault_bears_the_number(vault: Vault) -> None:
    with vault.read() as db:
        assert db.execute(text("PRAGMA user_version")).scalar() == schema.SCHEMA


@pytest.fixture
def full(vault: Vault, clock: FixedClock) -> Vault:
    from otdesk.records.students import Contact

    vault_rows.people(vault, clock)
    vault_rows.signed(vault, clock, "one")
    with vault.write("contact", clock()) as work:
        work.db.add(Contact(student_id=1, name="Aunt"))
    vault.close()
    return vault


def _migrations(tmp_path: Path, body: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_second.py").write_text(_SECOND.format(body=body), encoding="utf-8")
    return folder


def _stamped(vault: Vault) -> None:
    """As a vault of revision 0001."""
    raw = _raw(vault)
    raw.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
    raw.execute("DELETE FROM alembic_version")
    raw.execute("INSERT INTO alembic_version VALUES ('0001')")
    engine.checkpoint(raw)
    raw.close()


def _raw(vault: Vault) -> Any:
    return engine.open_file(vault.folder / making.DATA, vault.unlocked.key("database"))


def test_an_older_vault_is_brought_up_with_all_its_rows(full: Vault, clock: FixedClock, tmp_path: Path) -> None:
    _stamped(full)
    raw = _raw(full)
    before = backup.counts(raw)
    raw.close()
    old_bytes = (full.folder / "data.db").read_bytes()
    assert upgrade.bring_up(full.folder, full.unlocked, clock(), migrations=_migrations(tmp_path, _REBUILD), number=2)
    raw = _raw(full)
    after = backup.counts(raw)
    assert schema.version(raw) == 2
    assert raw.execute("SELECT shoe_size FROM students").fetchone() == (None,)
    assert raw.execute("SELECT seen FROM notes").fetchone() == ("no",)
    assert [name for name, count in before.items() if after[name] != count] == [
        "audit_events", "undo_rows", "undo_steps",
    ]  # fmt: skip
    assert raw.execute("SELECT kind FROM audit_events ORDER BY seq DESC").fetchone() == ("upgrade",)
    with pytest.raises(Exception, match="otdesk: signed"):
        raw.execute("UPDATE notes SET content = x'7b7d' WHERE id = 1")
    raw.close()
    assert [path.read_bytes() == old_bytes for path in full.folder.glob("data-*.old.db")] == [True]
    assert len(backup.listed(full.folder / "backups")) == 1
    assert not upgrade.bring_up(full.folder, full.unlocked, clock(), number=2)
    upgrade.bring_up(full.folder, full.unlocked, clock.advance(days=31), number=2)
    assert list(full.folder.glob("data-*.old.db")) == []


@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError",
        'op.execute("DELETE FROM contacts")',
        'op.execute("UPDATE contacts SET student_id = 77")',
        'op.execute("DELETE FROM note_chain")',
    ],
)
def test_a_failed_migration_leaves_the_old_file(
    full: Vault, clock: FixedClock, tmp_path: Path, body: str, log_guard: Any
) -> None:
    if "RuntimeError" not in body:
        log_guard.expect("the migration was given up")
    _stamped(full)
    before = (full.folder / "data.db").read_bytes()
    with pytest.raises((Trouble, RuntimeError)):
        upgrade.bring_up(full.folder, full.unlocked, clock(), migrations=_migrations(tmp_path, body), number=2)
    assert (full.folder / "data.db").read_bytes() == before
    assert list(full.folder.glob("*upgrade*")) == []
    vaults.unlocked(full.folder, clock()).close()


def test_a_newer_vault_is_refused_and_never_written(full: Vault, clock: FixedClock) -> None:
    raw = _raw(full)
    raw.execute(f"PRAGMA user_version={schema.SCHEMA + 1}")
    engine.checkpoint(raw)
    raw.close()
    before = (full.folder / "data.db").read_bytes()
    with pytest.raises(Trouble, match="newer OTDesk"):
        vaults.unlocked(full.folder, clock())
    assert (full.folder / "data.db").read_bytes() == before
    keys.unlock(full.folder, vaults.PASSPHRASE, policy=keys.KeyPolicy(**vaults.weak_keys()))


def test_foreign_keys_are_on_for_every_connection(vault: Vault, clock: FixedClock) -> None:
    with vault.read() as db:
        assert db.execute(text("PRAGMA foreign_keys")).scalar() == 1
    with vault.write("look", clock()) as work:
        assert work.db.execute(text("PRAGMA foreign_keys")).scalar() == 1
