# SPDX-License-Identifier: MIT
"""Both chains as one signed file, for the check without this program (resources/verifier/verify_chain.py).

Rows stand in it as the vault holds them, so that their hashes can be computed again; the file's own signature is that
of the person at work.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from otdesk.faults import Trouble
from otdesk.records.columns import instant_text, unpacked
from otdesk.system import own_version
from otdesk.vault import chain, opening, sealing
from otdesk.vault.keys import Unlocked

FORM = "OTDesk chain 1"


def chain_file(db: Connection, unlocked: Unlocked, now: datetime, *, records: bool) -> bytes:
    """`records`: with the signed records and amendments, which name students; else only their hashes are in it."""
    pair = sealing.pair_of(unlocked, unlocked.person)
    body: dict[str, Any] = {
        "form": FORM,
        "vault": opening.state(db).vault,
        "made": instant_text(now),
        "person": unlocked.person,
        "program": own_version(),
        "note_chain": _rows(db, "note_chain", [*chain.NOTE_COLUMNS, "hash", "mac"]),
        "audit_events": _rows(db, "audit_events", [*chain.AUDIT_COLUMNS, "hash", "mac"]),
        "tombstones": _tombstones(db),
        "records": _records(db) if records else None,
        "signed_by": pair.public[1],
    }
    body["signature"] = pair.sign.sign(chain.encoded(body).encode()).hex()
    return chain.encoded(body).encode()


def _tombstones(db: Connection) -> list[dict[str, Any]]:
    found = db.exec_driver_sql("SELECT note_id, last_link, purge_id FROM tombstones ORDER BY note_id")
    return [{"note_id": note_id, "last_link": link, "purge": purge} for note_id, link, purge in found]


def _records(db: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        "notes": [
            {**row, "sealed": _text(row["sealed"])}
            for row in _rows(db, "notes", ["id", "status", "sealed"], "sealed IS NOT NULL OR status <> 'draft'", "id")
        ],
        "amendments": _rows(db, "amendments", ["note_id", "kind", "reason", "content"], "1", "id"),
    }


def _text(sealed: object) -> str | None:
    """As it was signed; what cannot be read goes out as nothing, and a check tells that it is not what was signed."""
    try:
        return unpacked(sealed)
    except Trouble:
        return None


def _rows(db: Connection, table: str, columns: list[str], where: str = "1", order: str = "seq") -> list[dict[str, Any]]:
    names = ", ".join(columns)
    found = db.exec_driver_sql(f"SELECT {names} FROM {table} WHERE {where} ORDER BY {order}")
    return [dict(zip(columns, row, strict=True)) for row in found]
