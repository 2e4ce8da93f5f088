# SPDX-License-Identifier: MIT
"""What a disturbed operation left: looked at as a person would find it at her next start."""

import fnmatch
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from otdesk.doors import Doors
from otdesk.faults import Trouble
from otdesk.vault import backup, backup_file, keys, making, restore
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import FixedClock
from tests.faults import operations
from tests.faults.operations import BACKUP, NEW_PASSPHRASE, POLICY, later, standing
from tests.faults.places import fresh

AT_HOME = (
    "vault.json", "vault.json.bak", "data.db", "anchor", "lock", "reserve", "backups", "data-*.old.db",
)  # fmt: skip
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """How a vault stands before the operation, and after it was done undisturbed."""

    before: State
    after: State


def expected(operation: str, template: Path, scratch: Path) -> Expected:
    """By doing it once."""
    place = fresh(scratch)
    shutil.copytree(template, place)
    before = _state(template / "vault", fresh(scratch))
    for _step in operations.EVERY[operation](place):
        pass
    after = before if operation in {"restore", "restore over", "create"} else _state_of(operation, place, scratch)
    shutil.rmtree(place)
    return Expected(before, after)


def _state(folder: Path, copy: Path) -> State:
    vault = vaults.unlocked(vaults.copy(folder, copy), later()())
    found = standing(vault)
    vault.close()
    shutil.rmtree(copy)
    return found


def _state_of(operation: str, place: Path, scratch: Path) -> State:
    with ExitStack() as stack:
        if operation == "migration":
            stack.enter_context(operations.of_second_schema(place))
        passphrase = NEW_PASSPHRASE if operation == "passphrase" else vaults.PASSPHRASE
        copy = vaults.copy(place / "vault", fresh(scratch))  # the operation's own process still holds the lock
        unlocked = keys.unlock(copy, passphrase, policy=POLICY)
        vault = Vault.open(copy, unlocked, now=later(90)())
        found = standing(vault)
        vault.close()
    shutil.rmtree(copy)
    return found


def complaints(operation: str, place: Path, wanted: Expected, *, acknowledged: bool) -> list[str]:
    """Everything that is not as promised; empty when all is."""
    with ExitStack() as stack:
        if operation == "migration":
            stack.enter_context(operations.of_second_schema(place))
        if operation in {"create", "restore"}:
            return _made(operation, place, wanted, acknowledged=acknowledged)
        return _opened(operation, place, wanted, acknowledged=acknowledged)


def _opened(operation: str, place: Path, wanted: Expected, *, acknowledged: bool) -> list[str]:
    folder, clock = place / "vault", later(90)
    if not Doors(folder, clock.local).exists():
        return [f"lost: no vault where it was; there are {sorted(path.name for path in place.iterdir())}"]
    found: list[str] = []
    try:
        vault = Vault.open(folder, _key(operation, folder, acknowledged=acknowledged), now=clock())
    except Trouble as told:
        return [f"alarm: {told}"]
    found += [f"alarm: {finding}" for finding in vault.findings]
    state = standing(vault)
    if acknowledged and state != wanted.after:
        found.append(f"lost: {operation} was acknowledged and is not there")
    if state not in (wanted.before, wanted.after):
        found.append("lost: neither as before nor as after")
    found += _backups(vault, clock, acknowledged=acknowledged and operation == "backup")
    vault.close()
    found += _left_behind(place)
    vault = Vault.open(folder, vault.unlocked, now=clock())
    if standing(vault) != state or vault.findings:
        found.append("alarm: another state at the second opening")
    vault.close()
    return found


def _key(operation: str, folder: Path, *, acknowledged: bool) -> keys.Unlocked:
    if operation == "passphrase":
        try:
            return keys.unlock(folder, NEW_PASSPHRASE, policy=POLICY)
        except Trouble:
            if acknowledged:
                raise
    return keys.unlock(folder, vaults.PASSPHRASE, policy=POLICY)


def _backups(vault: Vault, clock: FixedClock, *, acknowledged: bool) -> list[str]:
    """Every finished backup is whole, and the next one can be made."""
    found = []
    own = vault.folder / making.BACKUPS
    files = [path for path in own.iterdir() if path.name.endswith(backup_file.SUFFIX)]
    if acknowledged and len(files) < 2:
        found.append("lost: the backup was acknowledged and is not there")
    vault.back_up(clock())
    for path in own.iterdir():
        if not path.name.endswith(backup_file.SUFFIX):
            found.append(f"left behind: {path.name} in backups")
            continue
        try:
            backup.verify(path, vault.unlocked)
        except Trouble as told:
            found.append(f"alarm: {path.name}: {told}")
    return found


def _left_behind(place: Path) -> list[str]:
    names = [path.name for path in (place / "vault").iterdir()]
    strange = [name for name in names if not any(fnmatch.fnmatch(name, known) for known in AT_HOME)]
    strange += [path.name for path in place.iterdir() if path.name.startswith(".")]
    return [f"left behind: {name}" for name in strange]


def _made(operation: str, place: Path, wanted: Expected, *, acknowledged: bool) -> list[str]:
    """A new vault is whole or not there, and what was half made is in nobody's way."""
    folder, clock = place / "new", later(90)
    found = []
    if not Doors(folder, clock.local).exists():
        if acknowledged:
            found.append(f"lost: {operation} was acknowledged and is not there")
        if operation == "create":
            Vault.create(folder, vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=POLICY)[0].close()
        else:
            unlocked = restore.unlock_backup(place / BACKUP, passphrase=vaults.PASSPHRASE, policy=POLICY)
            restore.restore(place / BACKUP, unlocked, folder, clock())
    try:
        vault = vaults.unlocked(folder, clock())
    except Trouble as told:
        return [*found, f"alarm: {told}"]
    found += [f"alarm: {finding}" for finding in vault.findings]
    if operation == "restore" and standing(vault) != wanted.before:
        found.append("lost: what was restored is not what was in the backup")
    vault.close()
    return found + _left_behind(place)
