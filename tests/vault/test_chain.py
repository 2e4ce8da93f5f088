# SPDX-License-Identifier: MIT
"""What is signed cannot be changed through OTDesk, and is seen when it was changed behind its back."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from otdesk import system
from otdesk.faults import Refusal
from otdesk.records.chain import ChainLink
from otdesk.records.columns import canonical_json
from otdesk.records.notes import Amendment, Note
from otdesk.rules.kinds import ChainKind
from otdesk.vault import chain, engine, keys, opening, witness
from otdesk.vault.anchor import Damage
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

POLICY = keys.KeyPolicy(**vaults.weak_keys())


@pytest.fixture
def with_notes(vault: Vault, clock: FixedClock) -> Vault:
    """Three signed notes, an addendum to the first, and a draft."""
    vault_rows.people(vault, clock)
    for words in ("one", "two", "three"):
        vault_rows.signed(vault, clock, words)
    with vault.write("addendum", clock()) as work:
        content = {"text": "She came back."}
        work.db.add(
            Amendment(note_id=1, kind=ChainKind.ADDENDUM, author_id=1, made_at=work.now, reason="x", content=content)
        )
        work.seal(1, ChainKind.ADDENDUM, content, "x")
    vault_rows.draft(vault, clock, "draft")
    return vault


@contextlib.contextmanager
def behind_its_back(vault: Vault) -> Iterator[Any]:
    """The data file opened with the right key, as somebody who has it could, triggers off."""
    vault.close()
    raw = engine.open_file(vault.folder / "data.db", vault.unlocked.key("database"))
    raw.execute("PRAGMA foreign_keys=OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    yield raw
    engine.checkpoint(raw)
    raw.close()


def _open(vault: Vault, clock: FixedClock, *, accept_damage: bool = False) -> Vault:
    return Vault.open(vault.folder, vault.unlocked, now=clock(), accept_damage=accept_damage)


def test_links_hold_what_was_signed(with_notes: Vault, clock: FixedClock) -> None:
    with with_notes.read() as db:
        links = db.scalars(select(ChainLink).order_by(ChainLink.seq)).all()
        sealed = db.get_one(Note, 1).sealed
    assert [(link.seq, link.note_id, link.kind) for link in links] == [
        (1, 1, ChainKind.SIGNED),
        (2, 2, ChainKind.SIGNED),
        (3, 3, ChainKind.SIGNED),
        (4, 1, ChainKind.ADDENDUM),
    ]
    assert links[0].content_hash == chain.sha256(canonical_json(sealed))
    assert (links[0].signer, links[0].credentials, links[0].license) == ("Ana Ruiz", "OTR/L", "7")
    assert (links[0].at, links[0].zone) == (clock(), "America/Chicago")
    assert [link.previous for link in links] == ["", *(link.hash for link in links[:-1])]
    with_notes.close()
    again = _open(with_notes, clock)
    assert again.findings == []
    assert again.verify(clock()) == []
    again.close()


def test_the_hash_needs_only_the_standard_library(with_notes: Vault) -> None:
    import hashlib
    import json

    with with_notes.read() as db:
        row = dict(db.execute(text("SELECT * FROM note_chain WHERE seq = 2")).one()._mapping)
    stored = row.pop("hash")
    fields = {name: value for name, value in row.items() if name not in {"id", "mac"}}
    body = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(body.encode()).hexdigest() == stored


FORBIDDEN = [
    "UPDATE notes SET content = x'7b7d' WHERE id = 1",
    "UPDATE notes SET sealed = NULL WHERE id = 1",
    "UPDATE notes SET service_date = '2020-01-01' WHERE id = 2",
    "UPDATE notes SET signed_by_id = NULL WHERE id = 3",
    "UPDATE notes SET status = 'draft' WHERE id = 1",
    "UPDATE notes SET id = 99 WHERE id = 1",
    "DELETE FROM notes WHERE id = 1",
    "INSERT OR REPLACE INTO notes SELECT * FROM notes WHERE id = 1",
    "UPDATE OR REPLACE notes SET session_id = 1 WHERE id = 2",
]
FIXED = [
    "UPDATE note_chain SET reason = 'x'",
    "DELETE FROM note_chain WHERE seq = 4",
    "UPDATE audit_events SET person = 'x' WHERE seq = 1",
    "DELETE FROM audit_events",
    "UPDATE amendments SET content = '{}'",
    "DELETE FROM amendments",
    "INSERT OR REPLACE INTO note_chain SELECT * FROM note_chain WHERE seq = 1",
]


def _run(vault: Vault, clock: FixedClock, sql: str) -> None:
    with vault.write("forge", clock()) as work:
        work.db.execute(text(sql))


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_signed_notes_are_refused_by_the_table(with_notes: Vault, clock: FixedClock, sql: str) -> None:
    with pytest.raises(Refusal, match="signed"):
        _run(with_notes, clock, sql)
    with_notes.close()
    _open(with_notes, clock).close()


@pytest.mark.parametrize("sql", FIXED)
def test_chains_are_never_rewritten(with_notes: Vault, clock: FixedClock, sql: str) -> None:
    with pytest.raises(IntegrityError, match="otdesk: fixed"):
        _run(with_notes, clock, sql)


def test_a_draft_may_change(with_notes: Vault, clock: FixedClock) -> None:
    _run(with_notes, clock, "UPDATE notes SET content = x'7b7d' WHERE id = 4")
    _run(with_notes, clock, "DELETE FROM notes WHERE id = 4")


FORGERIES = [
    *FORBIDDEN[:6],
    "UPDATE notes SET status = 'void' WHERE id = 2",
    "UPDATE notes SET saved_at = signed_at || ' ' WHERE id = 2",
    "UPDATE notes SET status = 'signed' WHERE id = 4",
    "DELETE FROM notes WHERE id = 3",
    "UPDATE note_chain SET reason = 'other' WHERE seq = 4",
    "UPDATE note_chain SET note_id = 2 WHERE seq = 4",
    "UPDATE note_chain SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 1",
    "UPDATE note_chain SET signer = 'Somebody' WHERE seq = 1",
    "UPDATE note_chain SET mac = 'ab' WHERE seq = 2",
    "UPDATE note_chain SET content_hash = (SELECT content_hash FROM note_chain WHERE seq = 1) WHERE seq = 2",
    "DELETE FROM note_chain WHERE seq = 4",
    "DELETE FROM note_chain WHERE seq = 1",
    "DELETE FROM note_chain",
    'UPDATE amendments SET content = \'{"text":"other"}\'',
    "UPDATE amendments SET reason = 'other'",
    "DELETE FROM amendments",
    "INSERT INTO amendments SELECT 9, note_id, kind, author_id, made_at, reason, content, words FROM amendments",
    "INSERT INTO goal_points (version, goal_id, note_id, day, measure, typed) VALUES (1, 1, 2, 'x', 'trials', '')",
    "UPDATE note_seals SET digest = 'x' WHERE note_id = 2",
    "DELETE FROM note_seals",
    "UPDATE audit_events SET kind = 'nothing' WHERE kind = 'sign'",
    "UPDATE audit_events SET detail = '{\"x\":1}' WHERE seq = 2",
    "DELETE FROM audit_events WHERE seq = (SELECT max(seq) FROM audit_events)",
    "DELETE FROM audit_events WHERE seq = 1",
    "DELETE FROM audit_events",
    "UPDATE vault_state SET commits = 1",
    "UPDATE vault_state SET epoch = 7",
]


@pytest.mark.parametrize("sql", FORGERIES)
def test_forgeries_behind_its_back_are_seen(with_notes: Vault, clock: FixedClock, sql: str) -> None:
    with behind_its_back(with_notes) as raw:
        assert raw.execute(sql).rowcount > 0
    with pytest.raises(Damage):
        _open(with_notes, clock)


def test_a_note_forged_with_its_hashes_still_lacks_the_mac(with_notes: Vault, clock: FixedClock) -> None:
    """Somebody without the chain key computes every hash anew."""
    with behind_its_back(with_notes) as raw:
        names = ", ".join(chain.NOTE_COLUMNS)
        values = list(raw.execute(f"SELECT {names} FROM note_chain WHERE seq = 4").fetchone())  # noqa: S608 - our own names
        fields = dict(zip(chain.NOTE_COLUMNS, values, strict=True))
        fields["reason"] = "other"
        digest = chain.row_hash(fields)
        raw.execute("UPDATE note_chain SET reason = 'other', hash = ? WHERE seq = 4", (digest,))
    with pytest.raises(Damage):
        _open(with_notes, clock)


def test_damage_can_be_accepted_and_is_written_down(with_notes: Vault, clock: FixedClock) -> None:
    with behind_its_back(with_notes) as raw:
        raw.execute("UPDATE notes SET content = x'7b7d' WHERE id = 2")
    with pytest.raises(Damage, match=r"1 signed note is not as it was signed \(number 2\)"):
        _open(with_notes, clock)
    opened = _open(with_notes, clock, accept_damage=True)
    assert [(finding.what, finding.number) for finding in opened.findings] == [("content", 2)]
    with opened.read() as db:
        assert db.execute(text("SELECT count(*) FROM audit_events WHERE kind = 'damage_accepted'")).scalar() == 1
    opened.close()


def test_signing_needs_a_person_of_the_vault(vault: Vault, clock: FixedClock) -> None:
    def sign() -> None:
        with vault.write("sign", clock()) as work:
            work.seal(1, ChainKind.SIGNED, {})

    with pytest.raises(Refusal, match="person of this vault"):
        sign()


def test_signing_cannot_be_taken_back(with_notes: Vault, clock: FixedClock) -> None:
    with pytest.raises(Refusal):
        with_notes.undo(clock())


# --- lost commits ----------------------------------------------------------------------------------------------


def _keep(vault: Vault, *names: str) -> dict[str, bytes]:
    return {name: (vault.folder / name).read_bytes() for name in names if (vault.folder / name).exists()}


def _replay_old_file(vault: Vault, clock: FixedClock) -> None:
    vault.close()
    old = (vault.folder / "data.db").read_bytes()
    again = _open(vault, clock)
    vault_rows.signed(again, clock, "lost")
    again.close()
    (vault.folder / "data.db").write_bytes(old)


def _lose_the_log(vault: Vault, clock: FixedClock) -> None:
    vault_rows.signed(vault, clock, "lost")
    copy = vault.folder.with_name("copy")
    shutil.copytree(vault.folder, copy)
    (copy / "data.db-wal").unlink()
    (copy / "data.db-shm").unlink(missing_ok=True)
    vault.close()
    shutil.rmtree(vault.folder)
    copy.rename(vault.folder)


def _flip_in_the_log(vault: Vault, clock: FixedClock) -> None:
    vault_rows.signed(vault, clock, "lost")
    copy = vault.folder.with_name("copy")
    shutil.copytree(vault.folder, copy)
    log = bytearray((copy / "data.db-wal").read_bytes())
    log[len(log) // 2] ^= 1
    (copy / "data.db-wal").write_bytes(log)
    vault.close()
    shutil.rmtree(vault.folder)
    copy.rename(vault.folder)


def _lose_the_anchor(vault: Vault, clock: FixedClock) -> None:
    vault.close()
    (vault.folder / "anchor").unlink()


def _flip_in_the_anchor(vault: Vault, clock: FixedClock) -> None:
    vault.close()
    data = bytearray((vault.folder / "anchor").read_bytes())
    data[30] ^= 1
    (vault.folder / "anchor").write_bytes(data)


@pytest.mark.parametrize(
    "harm", [_replay_old_file, _lose_the_log, _flip_in_the_log, _lose_the_anchor, _flip_in_the_anchor]
)
def test_lost_work_is_seen(with_notes: Vault, clock: FixedClock, harm: Callable[[Vault, FixedClock], None]) -> None:
    harm(with_notes, clock)
    with pytest.raises(Damage):
        _open(with_notes, clock)
    opened = _open(with_notes, clock, accept_damage=True)
    opened.close()
    _open(with_notes, clock).close()


def test_an_anchor_that_lags_never_alarms(with_notes: Vault, clock: FixedClock) -> None:
    old = (with_notes.folder / "anchor").read_bytes()
    vault_rows.signed(with_notes, clock, "after the anchor")
    with_notes.close()
    (with_notes.folder / "anchor").write_bytes(old)
    opened = _open(with_notes, clock)
    assert opened.findings == []
    opened.close()


def test_a_branch_of_equal_length_is_seen(with_notes: Vault, clock: FixedClock) -> None:
    """An old file on which as much was written as was lost: only the heads tell them apart."""
    with_notes.close()
    old = _keep(with_notes, "data.db", "anchor")
    for words in ("the one", "the other"):
        for name, data in old.items():
            (with_notes.folder / name).write_bytes(data)
        witness.forget(with_notes.folder, with_notes.unlocked.vault)  # as if on a computer of its own
        again = _open(with_notes, clock)
        clock.advance(minutes=1)
        vault_rows.signed(again, clock, words)
        again.close()
        if words == "the one":
            first = (with_notes.folder / "anchor").read_bytes()
    (with_notes.folder / "anchor").write_bytes(first)
    with pytest.raises(Damage, match="chains"):
        _open(with_notes, clock)


def test_a_failed_anchor_does_not_fail_the_write(
    with_notes: Vault, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, log_guard: Any
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    log_guard.expect("the anchor stayed behind")
    monkeypatch.setattr(system, "write_durably", full)
    note_id = vault_rows.signed(with_notes, clock, "kept")
    monkeypatch.undo()
    with_notes.close()
    opened = _open(with_notes, clock)
    with opened.read() as db:
        assert db.get_one(Note, note_id).content == {"done": "kept"}
    opened.close()


def test_a_partial_check_looks_at_what_came_since(
    with_notes: Vault, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_notes.verify(clock()) == []
    vault_rows.signed(with_notes, clock, "new")
    monkeypatch.setattr(opening, "FULL_CHECK_UP_TO", 0)
    with behind_its_back(with_notes) as raw:
        raw.execute("UPDATE notes SET content = x'7b7d' WHERE id = 1")
    opened = _open(with_notes, clock)  # changed before the last full check: only a full one reads it again
    assert [(finding.what, finding.number) for finding in opened.verify(clock())] == [("content", 1)]
    with pytest.raises(Damage, match="number 1"):
        opened.look_at_the_rest(clock())
    opened.look_at_the_rest(clock())  # said once; the window is open since
    with behind_its_back(opened) as raw:
        raw.execute("UPDATE notes SET content = x'7b7d' WHERE id = 5")
    with pytest.raises(Damage, match="number"):
        _open(with_notes, clock)
