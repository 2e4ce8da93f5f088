# SPDX-License-Identifier: MIT
"""The chain of signed notes checked with Python's standard library alone, from what reliability.md says of it.

Nothing of otdesk is imported: somebody who has the rows and the key can check them without the program. A link's hash
is the SHA-256 of the canonical JSON of its columns but id, hash and mac; `mac` is the HMAC-SHA-256 of that hash, and
`previous` the hash of the link before. A signature's `content_hash` is that of the note's sealed record, an
amendment's that of what it says.
"""

import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_SIGNING = ("signed", "late_entry")
_AMENDING = ("addendum", "correction", "void")


def is_whole(links: Sequence[Row], notes: Mapping[int, Row], amendments: Sequence[Row], key: bytes) -> bool:
    """`links` in any order, `notes` by id, `amendments` in the order they were made."""
    ordered = sorted(links, key=lambda link: link["seq"])
    return (
        _is_chain(ordered, key)
        and all(_holds_record(link, notes) for link in ordered if link["kind"] in _SIGNING)
        and _holds_amendments([link for link in ordered if link["kind"] in _AMENDING], amendments)
        and _is_closed(ordered, notes)
    )


def _is_chain(links: Sequence[Row], key: bytes) -> bool:
    previous = ""
    for number, link in enumerate(links, 1):
        fields = {name: value for name, value in link.items() if name not in {"id", "hash", "mac"}}
        body = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(body.encode()).hexdigest()
        mac = hmac.new(key, digest.encode(), hashlib.sha256).hexdigest()
        if (link["seq"], link["previous"], link["hash"], link["mac"]) != (number, previous, digest, mac):
            return False
        previous = digest
    return True


def _holds_record(link: Row, notes: Mapping[int, Row]) -> bool:
    note = notes.get(link["note_id"])
    return note is not None and _sha(_text(note["sealed"])) == link["content_hash"]


def _holds_amendments(links: Sequence[Row], amendments: Sequence[Row]) -> bool:
    """Each link beside the amendment it sealed; links and amendments of a note come in the same order."""
    if len(links) != len(amendments):
        return False
    waiting: dict[int, list[Row]] = {}
    for amendment in amendments:
        waiting.setdefault(amendment["note_id"], []).append(amendment)
    for link in links:
        mine = waiting.get(link["note_id"], [])
        if not mine:
            return False
        amendment = mine.pop(0)
        said = (amendment["kind"], amendment["reason"], _sha(amendment["content"]))
        if said != (link["kind"], link["reason"], link["content_hash"]):
            return False
    return True


def _is_closed(links: Sequence[Row], notes: Mapping[int, Row]) -> bool:
    """A note with a link is closed, one without is open."""
    linked = {link["note_id"] for link in links}
    closed = {number for number, note in notes.items() if note["status"] in {"signed", "void"}}
    return linked == closed


def _text(sealed: bytes | None) -> str:
    """The record as it was signed: the file keeps it compressed (zlib)."""
    packing = zlib.decompressobj()
    try:
        text = packing.decompress(sealed or b"").decode()
    except (zlib.error, UnicodeDecodeError):
        return ""
    return text if packing.eof and not packing.unused_data else ""


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
