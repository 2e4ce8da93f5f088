# SPDX-License-Identifier: MIT
"""The script a district has agrees with the program on histories, altered or not, and finds what was done to a file."""

import importlib.util
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from otdesk import paths
from otdesk.cli import main
from otdesk.vault import chain, chain_file, engine, keys, opening, sealing
from otdesk.vault.keys import DEFAULT_POLICY, Unlocked
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.vault.test_alterations import harms, live, opened_raw, unlock

SCRIPT = paths.resource("verifier") / "verify_chain.py"
HISTORIES = 12
File = dict[str, Any]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_chain", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def lived(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    """A vault with a history, open."""
    vault = vaults.unlocked(vaults.make(tmp_path / "lived", clock()), clock())
    vault_rows.people(vault, clock)
    live(vault, clock, random.Random(5), 12)  # noqa: S311 - a history to try
    yield vault
    vault.close()


def file_of(vault: Vault, clock: FixedClock, *, records: bool = True) -> File:
    made: File = json.loads(vault.chain_file(clock(), records=records))
    return made


def signed(whole: File, key: Ed25519PrivateKey) -> File:
    """The file signed anew, as somebody with a key of his own could."""
    body = {name: value for name, value in whole.items() if name != "signature"}
    body["signed_by"] = key.public_key().public_bytes_raw().hex()
    return {**body, "signature": key.sign(chain.encoded(body).encode()).hex()}


def own_key(vault: Vault) -> Ed25519PrivateKey:
    return sealing.pair_of(vault.unlocked, vault.person).sign


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*way, key))
    else:
        yield way


def altered(whole: File, way: tuple[Any, ...]) -> File:
    made: File = json.loads(json.dumps(whole))
    at: Any = made
    for step in way[:-1]:
        at = at[step]
    old = at[way[-1]]
    at[way[-1]] = old + 1 if isinstance(old, int) else f"{old}1" if isinstance(old, str) else 1
    return made


def test_a_file_is_whole_with_and_without_its_records(lived: Vault, clock: FixedClock, script: ModuleType) -> None:
    for records in (True, False):
        whole = file_of(lived, clock, records=records)
        assert script.faults(whole) == []
        assert script.faults(whole, key=sealing.pair_of(lived.unlocked, lived.person).public[1]) == []
    assert vault_rows.STUDENT not in json.dumps(file_of(lived, clock, records=False))
    assert vault_rows.STUDENT in json.dumps(file_of(lived, clock))


def test_it_agrees_with_the_program_on_altered_histories(tmp_path: Path, clock: FixedClock, script: ModuleType) -> None:
    dice = random.Random(23)  # noqa: S311 - histories to try
    empty = vaults.make(tmp_path / "empty", clock())
    vault = vaults.unlocked(empty, clock())
    vault_rows.people(vault, clock)
    vault.close()
    verdicts = {True: 0, False: 0}
    for number in range(HISTORIES):
        folder = vaults.copy(empty, tmp_path / f"history{number}")
        unlocked = unlock(folder)
        vault = Vault.open(folder, unlocked, now=clock())
        live(vault, clock, dice, 10)
        vault.close()
        raw = opened_raw(folder, unlocked.key("database"))
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for sql, values in harms(dice, raw):
            if " SET mac" not in sql:  # a MAC needs the vault's key, which no file holds
                raw.execute(sql, values)
        whole, ours = _both(raw, unlocked, clock)
        assert (script.faults(whole) == []) == ours
        verdicts[ours] += 1
        raw.close()
        shutil.rmtree(folder)
    assert min(verdicts.values()) >= 2


def _both(raw: Any, unlocked: Unlocked, clock: FixedClock) -> tuple[File, bool]:
    """The file of these rows, and whether they are whole for the program."""
    with engine.plain_engine(raw).connect() as db:
        found = chain.verify(db, opening.chain_keys(unlocked))
        whole = json.loads(chain_file.chain_file(db, unlocked, clock(), records=True))
        db.rollback()
    return whole, not found


def test_every_value_of_a_file_is_watched(lived: Vault, clock: FixedClock, script: ModuleType) -> None:
    whole = file_of(lived, clock)
    ways = list(leaves(whole))
    assert len(ways) > 300
    unseen = [way for way in ways if script.faults(altered(whole, way)) == []]
    assert unseen == []


def test_rows_altered_and_signed_anew_are_found_by_the_chain(
    lived: Vault, clock: FixedClock, script: ModuleType
) -> None:
    """Somebody with the person's own key signs an altered file: each row still tells."""
    whole = file_of(lived, clock)
    ways = [way for way in leaves(whole) if way[0] in {"note_chain", "audit_events"} and way[-1] != "mac"]
    ways += [way for way in leaves(whole) if way[0] == "records"]
    unseen = [way for way in ways if script.faults(signed(altered(whole, way), own_key(lived))) == []]
    assert unseen == []
    for name in ("note_chain", "audit_events"):
        for place in (0, 1):
            rows = whole[name][:place] + whole[name][place + 1 :]
            assert script.faults(signed({**whole, name: rows}, own_key(lived)))


def test_another_key_and_another_history_are_seen_beside_what_is_known(
    lived: Vault, clock: FixedClock, script: ModuleType
) -> None:
    before = file_of(lived, clock)
    key = before["signed_by"]
    assert script.faults(signed(before, Ed25519PrivateKey.generate()), key=key)
    vault_rows.signed(lived, clock, "after")
    now = file_of(lived, clock)
    assert script.faults(now, before, key) == []
    shorter = signed({**before, "audit_events": before["audit_events"][:-1]}, own_key(lived))
    assert script.faults(shorter) == []  # a file that only ends sooner is whole by itself
    assert any("gone or changed" in fault for fault in script.faults(shorter, now))
    rewritten = json.loads(json.dumps(before))
    previous = ""
    for row in rewritten["audit_events"]:  # the owner writes a history of his own
        row["person"], row["previous"] = "Somebody Else", previous
        fields = {name: value for name, value in row.items() if name not in {"hash", "mac"}}
        previous = row["hash"] = chain.row_hash(fields)
    rewritten = signed(rewritten, own_key(lived))
    assert script.faults(rewritten) == []
    assert any("gone or changed" in fault for fault in script.faults(rewritten, before))


def test_the_script_runs_without_the_program(lived: Vault, clock: FixedClock, tmp_path: Path) -> None:
    file = tmp_path / "chain.json"
    file.write_bytes(lived.chain_file(clock(), records=False))
    bad = tmp_path / "bad.json"
    bad.write_text(file.read_text(encoding="utf-8").replace('"kind":"sign"', '"kind":"none"', 1), encoding="utf-8")
    none = tmp_path / "none.json"
    none.write_text("{}", encoding="utf-8")
    told = []
    for path in (file, bad, none):
        command = [sys.executable, "-I", str(SCRIPT), str(path)]
        run = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        told.append((run.returncode, (run.stdout + run.stderr).splitlines()[-1]))
    assert told[0] == (0, "All is whole.")
    assert told[1] == (1, "NOT WHOLE")
    assert told[2][0] == 2
    assert "otdesk" not in {line.split()[1] for line in SCRIPT.read_text().splitlines() if line.startswith("import ")}


def test_the_command_writes_it_and_says_so_in_the_trail(clock: FixedClock, tmp_path: Path) -> None:
    folder = tmp_path / "strong"
    Vault.create(folder, vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=DEFAULT_POLICY)[0].close()
    secret = tmp_path / "secret"
    secret.write_text(vaults.PASSPHRASE, encoding="utf-8")
    out = tmp_path / "out" / "chain.json"
    out.parent.mkdir()
    line = ["export", "chain", "--vault", str(folder), "--passphrase-file", str(secret), "--out"]
    assert main([*line, str(out.with_suffix(".csv"))], clock()) == 1
    assert main([*line, str(out), "--verifier", "--recipient", "Ms. Vale", "--purpose", "Audit"], clock()) == 0
    assert (out.parent / "verify_chain.py").read_bytes() == SCRIPT.read_bytes()
    assert json.loads(out.read_text(encoding="utf-8"))["audit_events"][-1]["kind"] == "export"
    vault = Vault.open(folder, keys.unlock(folder, vaults.PASSPHRASE), now=clock())
    with vault.read() as db:
        rows = db.execute(text("SELECT detail FROM audit_events WHERE kind = 'export'")).scalars().all()
    vault.close()
    assert json.loads(rows[0])["recipient"] == "Ms. Vale"
