# SPDX-License-Identifier: MIT
"""The keychain of this computer: one secret for each vault, which the system gives to whoever is signed in to it.

Only the system's own stores are taken; a plain file is none.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

from otdesk.faults import Trouble
from otdesk.words import _

_SERVICE = "OTDesk"


def keep(vault: str, secret: bytes) -> None:
    """Trouble when this computer has no keychain, or its owner does not open it."""
    with _told():
        _store().set_password(_SERVICE, vault, secret.hex())


def find(vault: str) -> bytes:
    """Trouble when it holds nothing for this vault."""
    with _told():
        text = _store().get_password(_SERVICE, vault)
    try:
        return bytes.fromhex(text or "")
    except ValueError:
        return b""


def forget(vault: str) -> None:
    """What cannot be reached any more opens nothing: its slot in the vault is gone before."""
    with suppress(Trouble), _told():
        _store().delete_password(_SERVICE, vault)


def has_library() -> bool:
    """Whether there is what speaks to this system's keychain; ImportError where it is missing."""
    return bool(_kind()) and bool(_faults())


def _store() -> Any:
    kind = _kind()
    if not kind.viable:
        raise RuntimeError("no keychain")
    store = kind()
    if sys.platform == "win32":
        store.persist = "local machine"  # else it goes with the account to other computers of the domain
    return store


def _kind() -> Any:
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring as Store
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Store
    else:
        from keyring.backends.SecretService import Keyring as Store
    return Store


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except _faults() as fault:
        raise Trouble(
            _("The keychain of this computer cannot be used."), _("OTDesk opens with the passphrase as before.")
        ) from fault


def _faults() -> tuple[type[Exception], ...]:
    """How this system says that it has no keychain, that it is shut, that somebody pressed Cancel."""
    from keyring import errors

    found: list[type[Exception]] = [errors.KeyringError, RuntimeError, OSError]
    if sys.platform == "win32":
        windows: Any = import_module("keyring.backends.Windows")
        found.append(windows.pywintypes.error)
    elif sys.platform != "darwin":
        linux: Any = import_module("keyring.backends.SecretService")
        found += [linux.exceptions.SecretStorageException, linux.secretstorage.util.DBusErrorResponse]
    return tuple(found)
