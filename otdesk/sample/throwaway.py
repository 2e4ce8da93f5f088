# SPDX-License-Identifier: MIT
"""A vault that is gone when it is closed: the demo, and the pictures of `otdesk screens`."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from otdesk.sample.build import demo_now, fill_demo
from otdesk.vault import witness
from otdesk.vault.vault import Vault

PERSON = "Dana Whitfield"


@contextmanager
def demo_vault() -> Iterator[Vault]:
    """The invented caseload at its moment, in a private temporary folder; nobody knows its passphrase."""
    with TemporaryDirectory(prefix="otdesk-demo-") as folder:
        vault, _code = Vault.create(Path(folder) / "vault", secrets.token_urlsafe(24), PERSON, now=demo_now())
        try:
            fill_demo(vault)
            yield vault
        finally:
            vault.close()
            witness.forget(vault.folder, vault.unlocked.vault)
