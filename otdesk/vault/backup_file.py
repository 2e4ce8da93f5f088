# SPDX-License-Identifier: MIT
"""One file that holds a whole vault: the encrypted database, and behind it a label that can be read without a key.

    database pages (a complete encrypted database of its own) | label as JSON, padded | length of the label | mark

The label carries the key slots of vault.json, so that the file can be restored on another machine, and the figures that
a check compares. Nothing in it names a student.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from otdesk.faults import Trouble
from otdesk.vault import wrapping
from otdesk.words import _

MARK = b"OTDesk backup 1\n"
SUFFIX = ".otdesk-backup"
_PAGE = 4096
_MOST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Label:
    vault: str
    made: str
    schema: int
    commits: int
    changes: int
    epoch: int
    note_head: str
    audit_head: str
    counts: dict[str, int]
    last_note: str | None
    size: int
    sha256: str
    header: dict[str, Any] = field(repr=False)
    mac: str = ""

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.made)

    @property
    def last_note_on(self) -> date | None:
        """Date of service of the newest note."""
        return date.fromisoformat(self.last_note) if self.last_note else None

    @property
    def key_header(self) -> wrapping.Header:
        return wrapping.header_from_json(self.header)

    def sealed(self, key: bytes) -> str:
        body = {**asdict(self), "mac": ""}
        text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
        return hmac.digest(key, text, hashlib.sha256).hex()


def append(path: Path, label: Label) -> None:
    """Put the label behind the database and make the file durable."""
    body = json.dumps(asdict(label), sort_keys=True).encode()
    tail = len(MARK) + 8
    body += b" " * (-(len(body) + tail) % _PAGE)
    with path.open("ab") as file:
        file.write(body + len(body).to_bytes(8, "big") + MARK)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Label:
    """The label of a backup; Trouble when the file is not one, or not whole."""
    if not path.is_file():
        raise Trouble(_("There is no such file."), _("Choose a backup of OTDesk."))
    with telling(), path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        tail = len(MARK) + 8
        if end < tail:
            raise _not_one()
        file.seek(end - tail)
        closing = file.read(tail)
        length = int.from_bytes(closing[:8], "big")
        if closing[8:] != MARK or not 0 < length <= min(_MOST, end - tail):
            raise _not_one()
        file.seek(end - tail - length)
        body = file.read(length)
    try:
        label = Label(**wrapping.json_of(body))
        whole = label.size == end - tail - length and label.made_at.tzinfo is not None and bool(label.key_header.slots)
    except (ValueError, TypeError, AttributeError) as fault:
        raise damaged() from fault
    if not whole:
        raise damaged()
    return label


def digest(path: Path, size: int) -> str:
    """SHA-256 of the database part."""
    found = hashlib.sha256()
    with telling(), path.open("rb") as file:
        left = size
        while left > 0:
            piece = file.read(min(1 << 20, left))
            if not piece:
                break
            found.update(piece)
            left -= len(piece)
    return found.hexdigest()


@contextmanager
def telling() -> Iterator[None]:
    """A stick pulled out, a file one may not read: told as what it is."""
    try:
        yield
    except OSError as fault:
        raise Trouble(
            _("The backup cannot be read: {why}.").format(why=(fault.strerror or _("the disk refused")).lower()),
            _("Look whether the stick is plugged in, or choose another backup."),
        ) from fault


def damaged() -> Trouble:
    return Trouble(_("This backup is damaged."), _("Choose an older one. Nothing was changed."))


def _not_one() -> Trouble:
    return Trouble(_("This file is not a backup of OTDesk, or it is cut off."), _("Choose another file."))
