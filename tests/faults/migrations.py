# SPDX-License-Identifier: MIT
"""Item 13: a vault of every released schema opens with all its rows, a kill at every step of a migration leaves a whole
vault, and a newer schema is refused and never written.

    .venv/bin/python -m tests.faults.migrations

keeps a vault of the present schema in tests/files/vaults/ for ever: run once, when a release is made. Until the first
release the schema is changed in its place: then remove the folder and run this again.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from otdesk.faults import Trouble
from otdesk.records.columns import unpacked
from otdesk.vault import backup, engine, keys, making, schema
from otdesk.vault.keys import DEFAULT_POLICY, KeyPolicy
from otdesk.vault.vault import Vault
from tests import note_sample, vaults
from tests.caseload_sample import House
from tests.clock import FixedClock
from tests.faults.every_step import kill_at_steps
from tests.faults.outcome import Outcome

KEPT = Path(__file__).resolve().parents[1] / "files" / "vaults"
EXPECTED, PASSPHRASE = "expected.json", "passphrase.txt"
FILES = ("vault.json", "vault.json.bak", "data.db", "anchor")
GROWING = frozenset({"audit_events", "undo_steps", "undo_rows", "note_seals", "alembic_version", "rule_packs"})
NEWER = (1, 2, 40, 2_000_000)


def prove(*, full: bool, scratch: Path) -> Outcome:
    killed = kill_at_steps(("migration",), full=full, scratch=scratch)
    released = sorted(KEPT.glob("schema-*"))
    tried = released or [keep(scratch / "schema-today", KeyPolicy(**vaults.weak_keys()))]
    failures = list(killed.failures)
    for number, kept in enumerate(tried):
        failures += [f"{kept.name}: {text}" for text in not_as_kept(kept, scratch / f"opened{number}")]
    refused = 0
    for number in NEWER:
        wrong = _newer(tried[-1], scratch / f"newer{number}", number)
        refused += not wrong
        failures += wrong
    return Outcome(
        killed.injected + len(NEWER), killed.fired + len(NEWER), killed.acknowledged, killed.lost, refused,
        killed.false_alarms,
        (*killed.figures, f"released vaults opened {len(released)}, newer ones refused {refused} of {len(NEWER)}"),
        tuple(failures[:12]),
        () if released else ("no schema was released yet: a vault of today's was opened in place of one",),
    )  # fmt: skip


def keep(folder: Path, policy: KeyPolicy = DEFAULT_POLICY) -> Path:
    """A vault with notes of every state, and beside it what must be found in it for ever."""
    clock = FixedClock()
    vault, _code = Vault.create(folder, vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=policy)
    at = note_sample.lay(House(vault, clock))
    note_sample.sign(at, at.alone, at.ids.maya)
    note_sample.sign(at, at.group, at.ids.hazel)
    note_sample.write(at, at.last, at.ids.hazel)
    vault.close()
    (folder / EXPECTED).write_text(
        json.dumps(_standing(vault.folder, vault.unlocked), indent=1) + "\n", encoding="utf-8"
    )
    (folder / PASSPHRASE).write_text(vaults.PASSPHRASE + "\n", encoding="utf-8")
    for path in folder.iterdir():
        if path.name not in {*FILES, EXPECTED, PASSPHRASE}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder


def _standing(folder: Path, unlocked: keys.Unlocked) -> dict[str, Any]:
    raw = engine.open_file(folder / making.DATA, unlocked.key("database"))
    notes = raw.execute("SELECT id, status, content, sealed FROM notes ORDER BY id").fetchall()
    found = {
        "counts": {name: rows for name, rows in backup.counts(raw).items() if name not in GROWING},
        "notes": [[note, status, _digest(content), _digest(sealed)] for note, status, content, sealed in notes],
        "chain": [row[0] for row in raw.execute("SELECT hash FROM note_chain ORDER BY seq").fetchall()],
    }
    raw.close()
    return found


def _digest(kept: bytes | None) -> str:
    return hashlib.sha256(unpacked(kept).encode() if kept else b"").hexdigest()[:16]


def _taken_out(kept: Path, folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    for name in FILES:
        shutil.copy(kept / name, folder / name)
    return folder


def not_as_kept(kept: Path, folder: Path) -> list[str]:
    """Open a copy with today's program; what is not there any more."""
    words = (kept / PASSPHRASE).read_text(encoding="utf-8").strip()
    wanted = json.loads((kept / EXPECTED).read_text(encoding="utf-8"))
    _taken_out(kept, folder)
    later = FixedClock()
    later.advance(days=400)
    try:
        vault = Vault.open(folder, keys.unlock(folder, words, policy=_policy(folder)), now=later())
    except Trouble as told:
        return [f"alarm: {told}"]
    findings = vault.findings + vault.verify(later())
    vault.close()
    held = _standing(folder, vault.unlocked)
    lost = [
        f"lost: {rows} rows of {name}" for name, rows in wanted["counts"].items() if held["counts"].get(name) != rows
    ]
    lost += [f"lost: {part} are others" for part in ("notes", "chain") if held[part] != wanted[part]]
    return [*(f"alarm: {finding}" for finding in findings), *lost]


def _policy(folder: Path) -> KeyPolicy:
    """The real one for what was released; the cheap one for a vault made on the way."""
    slot = keys.read_header(folder).slots[0]
    cheap = slot.kdf.get("memory_kib") == vaults.weak_keys()["memory_kib"]
    return KeyPolicy(**vaults.weak_keys()) if cheap else DEFAULT_POLICY


def _newer(kept: Path, folder: Path, by: int) -> list[str]:
    """A vault of a schema that is yet to come."""
    unlocked = keys.unlock(_taken_out(kept, folder), vaults.PASSPHRASE, policy=_policy(folder))
    raw = engine.open_file(folder / making.DATA, unlocked.key("database"))
    raw.execute(f"PRAGMA user_version={schema.SCHEMA + by}")
    engine.checkpoint(raw)
    raw.close()
    before = (folder / making.DATA).read_bytes()
    try:
        Vault.open(folder, unlocked, now=FixedClock()()).close()
    except Trouble as told:
        said = str(told)
    else:
        return [f"a vault that is {by} schemas newer was opened"]
    wrong = [] if "newer OTDesk" in said else [f"newer by {by}: {said}"]
    if (folder / making.DATA).read_bytes() != before:
        wrong.append(f"newer by {by}: it was written")
    return wrong


if __name__ == "__main__":
    print(f"kept in {keep(KEPT / f'schema-{schema.SCHEMA}')}")
