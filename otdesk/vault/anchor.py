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
    body = _body(anchor)
    mac = hmac.digest(key, body, hashlib.sha256).hex().encode()
    system.write_durably(folder / FILE, body + b"\n" + mac + b"\n")


def read(folder: Path, key: bytes) -> Anchor:
    """Damage when it is missing or was not written with this vault's key."""
    path = folder / FILE
    if not path.is_file():
        raise lost(_("The file “anchor” is missing from the vault's folder."))
    body, _newline, mac = path.read_bytes().rstrip(b"\n").partition(b"\n")
    if not hmac.compare_digest(hmac.digest(key, body, hashlib.sha256).hex().encode(), mac):
        raise lost(_("The file “anchor” in the vault's folder was changed or damaged."))
    return Anchor(**json.loads(body))


class Damage(Trouble):
    """Something says that committed work is gone or was changed: told, never passed over. It can be accepted."""


def lost(what: str) -> Damage:
    return Damage(what, _("Restore the last backup, or open what is there; the audit trail will say so."))


def _body(anchor: Anchor) -> bytes:
    return json.dumps(asdict(anchor), sort_keys=True, separators=(",", ":")).encode()
