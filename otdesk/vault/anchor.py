# SPDX-License-Identifier: MIT
"""The anchor: a small file beside the database that says how far it had come, written after every commit.

A database that lost committed rows (an old file put back, a log left behind) still passes every check of its own, but
not this one. A crash can only make the anchor lag behind, never run ahead, so a crash never alarms.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from otdesk import system
from otdesk.faults import Trouble
from otdesk.words import _

FILE = "anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    vault: str
    commits: int
    epoch: int
    note_head: str
    audit_head: str


def write(folder: Path, anchor: Anchor, key: bytes) -> None:
    system.write_durably(folder / FILE, sealed(anchor, key))


def read(folder: Path, key: bytes) -> Anchor:
    """Damage when it is missing or was not written with this vault's key."""
    path = folder / FILE
    if not path.is_file():
        raise lost(_("The file “anchor” is missing from the vault's folder."))
    found = opened(path.read_bytes(), key)
    if found is None:
        raise lost(_("The file “anchor” in the vault's folder was changed or damaged."))
    return found


def sealed(anchor: Anchor, key: bytes) -> bytes:
    body = json.dumps(asdict(anchor), sort_keys=True, separators=(",", ":")).encode()
    return body + b"\n" + _mac(body, key) + b"\n"


def opened(data: bytes, key: bytes) -> Anchor | None:
    """None when it was not sealed with this key."""
    body, _newline, mac = data.partition(b"\n")
    return Anchor(**json.loads(body)) if hmac.compare_digest(_mac(body, key) + b"\n", mac) else None


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, hashlib.sha256).hex().encode()


class Damage(Trouble):
    """Something says that committed work is gone or was changed: told, never passed over. It can be accepted."""


def lost(what: str) -> Damage:
    return Damage(what, _("Restore the last backup, or open what is there; the audit trail will say so."))
