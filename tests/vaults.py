# SPDX-License-Identifier: MIT
"""Vaults for tests: whole in every way, but with a passphrase that is cheap to check."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

PASSPHRASE = "seven quiet otters on the ice"
PERSON = "Ana Ruiz"


def weak_keys() -> dict[str, int]:
    """Keyword arguments of a KeyPolicy that costs a millisecond; the real one is refused below its floor."""
    return {"memory_kib": 8, "passes": 1, "lanes": 1, "floor_memory_kib": 8, "floor_passes": 1}


@contextmanager
def quick_memory() -> Iterator[None]:
    """The cipher library locks and wipes each piece of memory it uses: half of a vault's time, and few runs look at it.

    What is promised of it is asked of a process of its own (tests/vault/test_writing.py).
    """
    from otdesk.vault import engine

    quick = [pragma for pragma in engine._PRAGMAS if not pragma.startswith("cipher_memory_security")]
    with patch.object(engine, "_PRAGMAS", ("cipher_memory_security=OFF", *quick)):
        yield


def make(folder: Path, now: datetime) -> Path:
    from otdesk.vault.keys import KeyPolicy
    from otdesk.vault.vault import Vault

    made, _recovery_code = Vault.create(folder, PASSPHRASE, PERSON, now=now, kdf=KeyPolicy(**weak_keys()))
    made.close()
    return folder


def copy(template: Path, folder: Path) -> Path:
    shutil.copytree(template, folder)
    folder.chmod(0o700)
    return folder


def unlocked(folder: Path, now: datetime) -> "Vault":
    from otdesk.vault import keys
    from otdesk.vault.vault import Vault

    return Vault.open(folder, keys.unlock(folder, PASSPHRASE, policy=keys.KeyPolicy(**weak_keys())), now=now)
