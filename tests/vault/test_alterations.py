# SPDX-License-Identifier: MIT
"""Over two hundred ways to alter what was signed are seen at the next open, and a verifier that shares no code with
OTDesk comes to the same verdict on random histories (OTDESK_HISTORIES=1000 for the long run)."""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from otdesk.faults import Trouble
from otdesk.records.notes import Amendment, Note
from otdesk.rules.kinds import ChainKind, NoteStatus
from otdesk.vault import chain, engine, keys, opening
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.vault import plain_verifier

# ruff: noqa: S608 - the names are those of our own tables

HISTORIES = int(os.environ.get("OTDESK_HISTORIES", "25"))
Alteration = Callable[[Any], None]
"""Changes the rows of the open data file."""
Says = Callable[[str, object], None]

SIGNED_TABLES = {
    "notes": "status <> 'draft'", "amendments": "1", "note_chain": "1", "note_seals": "1", "audit_events": "1",
}  # fmt: skip
PAGE = 4096
UNSIGNED = {"version", "note_chain.id", "audit_events.id"}
"""How often a row was written, and the number a link has only for the database: no part of what was signed."""


def amend(vault: Vault, clock: FixedClock, note: int, kind: ChainKind, words: str) -> None:
    content = {} if kind is ChainKind.VOID else {"text": words}
    with vault.write("amend", clock()) as work:
        work.db.add(
            Amendment(
                note_id=note, kind=kind, author_id=1, made_at=work.now, reason=f"why {words}", content=content,
                words=words,
            )
        )  # fmt: skip
        work.seal(note, kind, content, f"why {words}")
        if kind is ChainKind.VOID:
            work.db.get_one(Note, note).status = NoteStatus.VOID


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault: four signed notes, one of them void, two amendments besides, and a draft."""
    clock = FixedClock()
    folder = tmp_path_factory.mktemp("kept") / "vault"
    vault = vaults.unlocked(vaults.make(folder, clock()), clock())
    vault_rows.people(vault, clock)
    for words in ("one", "two", "three", "four"):
        vault_rows.signed(vault, clock, words)
    amend(vault, clock, 1, ChainKind.ADDENDUM, "came back")
    amend(vault, clock, 2, ChainKind.CORRECTION, "five, not four")
    amend(vault, clock, 3, ChainKind.VOID, "other student")
    vault_rows.draft(vault, clock, "draft")
    vault.close()
    return folder


def unlock(folder: Path) -> keys.Unlocked:
    return keys.unlock(folder, vaults.PASSPHRASE, policy=keys.KeyPolicy(**vaults.weak_keys()))


def opened_raw(folder: Path, key: bytes) -> Any:
    raw = engine.open_file(folder / "data.db", key)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA ignore_check_constraints=ON")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    return raw


def other(value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if value is None:
        return "x"
    return value + 1 if isinstance(value, int) else f"{value} "


def each_column(raw: Any) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """(name, statement, values): every column of three rows of every signed table, the row gone, and a column taken
    from another row."""
    for table, where in SIGNED_TABLES.items():
        names = [name for _n, name, *_rest in raw.execute(f"PRAGMA table_info({table})").fetchall()]
        rows = raw.execute(f"SELECT rowid, * FROM {table} WHERE {where} ORDER BY rowid").fetchall()
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            for name, value in zip(names, row[1:], strict=True):
                if not {name, f"{table}.{name}"} & UNSIGNED:
                    yield (
                        f"{table}.{name} of {row[0]}", f"UPDATE {table} SET {name} = ? WHERE rowid = ?",
                        (other(value), row[0]),
                    )  # fmt: skip
            yield f"{table} without {row[0]}", f"DELETE FROM {table} WHERE rowid = ?", (row[0],)
        for name in names:
            if (
                not {name, f"{table}.{name}"} & UNSIGNED
                and rows[0][names.index(name) + 1] != rows[-1][names.index(name) + 1]
            ):
                sql = f"UPDATE {table} SET {name} = (SELECT {name} FROM {table} WHERE rowid = ?) WHERE rowid = ?"
                yield f"{table}.{name} taken from another", sql, (rows[-1][0], rows[0][0])


def test_every_column_of_every_signed_row_is_watched(
    kept: Path, tmp_path: Path, clock: FixedClock, record_property: Says
) -> None:
    unlocked = unlock(kept)
    raw = opened_raw(vaults.copy(kept, tmp_path / "list"), unlocked.key("database"))
    ways = list(each_column(raw))
    raw.close()
    unseen = []
    for number, (name, sql, values) in enumerate(ways):
        folder = vaults.copy(kept, tmp_path / f"way{number}")
        raw = opened_raw(folder, unlocked.key("database"))
        blocked = ""
        try:
            assert raw.execute(sql, values).rowcount > 0, name
        except driver.IntegrityError as fault:
            blocked = str(fault)  # the file itself refuses it
        engine.checkpoint(raw)
        raw.close()
        if not blocked and is_taken(folder, unlocked, clock):
            unseen.append(name)
        shutil.rmtree(folder)
    say(record_property, len(ways), len(ways) - len(unseen), unseen)
    assert unseen == []
    assert len(ways) >= 150


def say(record_property: Says, altered: int, seen: int, unseen: Sequence[object]) -> None:
    """The figures for the fault bench: an alteration that did not happen would have failed the test."""
    for name, count in (("injected", altered), ("fired", altered), ("detected", seen), ("lost", len(unseen))):
        record_property(name, count)


def is_taken(folder: Path, unlocked: keys.Unlocked, clock: FixedClock) -> bool:
    """Whether the vault opens as if nothing had been done to it."""
    try:
        vault = Vault.open(folder, unlocked, now=clock())
    except Trouble:
        return False
    vault.close()
    return True


def test_a_page_put_back_or_touched_is_seen(
    kept: Path, tmp_path: Path, clock: FixedClock, record_property: Says
) -> None:
    """The file itself: an older page for a newer one, pages changed over, a bit anywhere, an end cut off."""
    unlocked = unlock(kept)
    older = vaults.copy(kept, tmp_path / "older")
    newer = vaults.copy(kept, tmp_path / "newer")
    vault = Vault.open(newer, unlocked, now=clock.advance(minutes=5))
    vault_rows.signed(vault, clock, "later")
    vault.close()
    before, after = (older / "data.db").read_bytes(), (newer / "data.db").read_bytes()
    pages = [
        number for number in range(len(before) // PAGE)
        if before[number * PAGE : (number + 1) * PAGE] != after[number * PAGE : (number + 1) * PAGE]
    ]  # fmt: skip
    dice = random.Random(7)  # noqa: S311 - where to harm
    files = [_with_page(after, before, number, number) for number in pages]
    files += [_with_page(after, after, one, one + 1) for one in range(0, len(after) // PAGE - 1, 5)]
    files += [_flipped(after, dice.randrange(len(after))) for _number in range(30)]
    files += [after[: len(after) - PAGE * cut] for cut in (1, 2, 5)] + [before]
    taken = []
    for number, data in enumerate(files):
        folder = vaults.copy(newer, tmp_path / f"file{number}")
        (folder / "data.db").write_bytes(data)
        if is_taken(folder, unlocked, clock) and not _same_records(folder, newer, unlocked):
            taken.append(number)
        shutil.rmtree(folder)
    say(record_property, len(files), len(files) - len(taken), taken)
    assert taken == []
    assert len(files) >= 50


def _with_page(into: bytes, source: bytes, page: int, at: int) -> bytes:
    made = bytearray(into)
    made[at * PAGE : at * PAGE + PAGE] = source[page * PAGE : page * PAGE + PAGE]
    return bytes(made)


def _flipped(data: bytes, place: int) -> bytes:
    made = bytearray(data)
    made[place] ^= 1
    return bytes(made)


def _same_records(folder: Path, as_in: Path, unlocked: keys.Unlocked) -> bool:
    """A page that holds nothing of what was signed may differ: each signed row reads as it did."""
    return _dump(folder, unlocked) == _dump(as_in, unlocked)


def _dump(folder: Path, unlocked: keys.Unlocked) -> list[Any]:
    raw = engine.open_file(folder / "data.db", unlocked.key("database"))
    rows = [raw.execute(f"SELECT * FROM {table} WHERE {where}").fetchall() for table, where in SIGNED_TABLES.items()
            if table != "audit_events"]  # fmt: skip
    raw.close()
    return rows


# --- the other verifier -------------------------------------------------------------------------------------------


def rows_of(raw: Any, table: str) -> list[dict[str, Any]]:
    cursor = raw.execute(f"SELECT * FROM {table} ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def plainly_whole(raw: Any, key: bytes) -> bool:
    notes = {row["id"]: row for row in rows_of(raw, "notes")}
    return plain_verifier.is_whole(rows_of(raw, "note_chain"), notes, rows_of(raw, "amendments"), key)


def whole_for_otdesk(raw: Any, unlocked: keys.Unlocked) -> bool:
    with engine.plain_engine(raw).connect() as db:
        found = chain.verify(db, opening.chain_keys(unlocked))
        db.rollback()
    return not [finding for finding in found if finding.what != "audit"]


def live(vault: Vault, clock: FixedClock, dice: random.Random, steps: int) -> None:
    """A history: notes signed, added to, corrected, voided in any order."""
    signed: list[int] = []
    for _step in range(steps):
        clock.advance(minutes=1)
        if not signed or dice.random() < 0.45:
            signed.append(vault_rows.signed(vault, clock, f"words {dice.randrange(10**6)} ø"))
            continue
        note = dice.choice(signed)
        kind = dice.choice((ChainKind.ADDENDUM, ChainKind.CORRECTION, ChainKind.VOID))
        amend(vault, clock, note, kind, f"said {dice.randrange(10**6)}")
        if kind is ChainKind.VOID:
            signed.remove(note)


def harms(dice: random.Random, raw: Any) -> Sequence[tuple[str, tuple[Any, ...]]]:
    """One alteration of what both verifiers look at, or none."""

    def pick(table: str, where: str = "1") -> int:
        ids = [row[0] for row in raw.execute(f"SELECT id FROM {table} WHERE {where}").fetchall()]
        return dice.choice(ids) if ids else 0

    link, note = pick("note_chain"), pick("notes", "status <> 'draft'")
    amendment = pick("amendments")
    column = dice.choice(("reason", "signer", "at", "note_id", "content_hash", "hash", "mac", "previous", "commit_no"))
    return dice.choice((
        (),
        ((f"UPDATE note_chain SET {column} = {column} || '1' WHERE id = ?", (link,)),),
        (("DELETE FROM note_chain WHERE id = ?", (link,)),),
        (("UPDATE notes SET sealed = CAST(sealed || ' ' AS BLOB) WHERE id = ?", (note,)),),
        (("UPDATE notes SET status = 'draft' WHERE id = ?", (note,)),),
        (("UPDATE amendments SET content = '{}' WHERE id = ? AND content <> '{}'", (amendment,)),),
        (("UPDATE amendments SET reason = 'none' WHERE id = ?", (amendment,)),),
        (("DELETE FROM amendments WHERE id = ?", (amendment,)),),
    ))  # fmt: skip


@pytest.mark.timeout(120 + 2 * HISTORIES)
def test_a_verifier_of_its_own_agrees(tmp_path: Path, clock: FixedClock, record_property: Says) -> None:
    dice = random.Random(11)  # noqa: S311 - histories to try
    verdicts = {True: 0, False: 0}
    empty = tmp_path / "empty"
    vault = vaults.unlocked(vaults.make(empty, clock()), clock())
    vault_rows.people(vault, clock)
    vault.close()
    for number in range(HISTORIES):
        folder = vaults.copy(empty, tmp_path / f"history{number}")
        unlocked = unlock(folder)
        vault = Vault.open(folder, unlocked, now=clock())
        live(vault, clock, dice, dice.randrange(1, 13))
        vault.close()
        raw = opened_raw(folder, unlocked.key("database"))
        key = opening.chain_keys(unlocked).mac
        assert plainly_whole(raw, key)
        assert whole_for_otdesk(raw, unlocked)
        changed = sum(raw.execute(sql, values).rowcount for sql, values in harms(dice, raw))
        verdict = whole_for_otdesk(raw, unlocked)
        assert plainly_whole(raw, key) is verdict is (changed <= 0), number
        verdicts[verdict] += 1
        raw.close()
        shutil.rmtree(folder)
    say(record_property, verdicts[False], verdicts[False], ())
    record_property(f"of {HISTORIES} histories whole for both verifiers", verdicts[True])
    assert min(verdicts.values()) > 0
