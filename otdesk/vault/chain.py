# SPDX-License-Identifier: MIT
"""The two chains, written and verified: the notes' and the audit trail's.

Each row holds the hash of the row before, its own SHA-256 over canonical JSON, and a MAC with a key that only an open
vault has. `NoteSeal` holds what a closed note's rows looked like at its last link, so that a change behind the
triggers' back is seen.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session, aliased

from otdesk.faults import Refusal, Trouble
from otdesk.records.audit import AuditEvent
from otdesk.records.base import Locked
from otdesk.records.chain import ChainLink, NoteSeal
from otdesk.records.columns import canonical_json, instant_text, unpacked
from otdesk.records.every import kinds
from otdesk.records.notes import Note
from otdesk.records.retention import Tombstone
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import ChainKind
from otdesk.vault import images
from otdesk.words import _

TABLES = ("note_chain", "audit_events")
# More notes than this are not named one by one in a query: then all are looked at.
_MOST_NAMED = 2000
NOTE_COLUMNS = (
    "seq note_id kind content_hash previous signer_id signer credentials license reason at zone commit_no".split()  # noqa: SIM905 - reads as one line
)
AUDIT_COLUMNS = "seq kind subject_kind subject_id detail person at previous commit_no".split()  # noqa: SIM905 - reads as one line


@dataclass(frozen=True, slots=True)
class Keys:
    """What the chains are sealed with."""

    mac: bytes

    def sign(self, text: str) -> str:
        return hmac.digest(self.mac, text.encode(), hashlib.sha256).hex()


encoded = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def row_hash(fields: dict[str, Any]) -> str:
    """The hash of a link from its columns as stored."""
    return sha256(encoded(fields))


# --- writing -----------------------------------------------------------------------------------------------------


def append_audit(
    db: Session,
    keys: Keys,
    commit_no: int,
    now: datetime,
    person: str,
    kind: str,
    subject_kind: str,
    subject_id: int | None,
    detail: dict[str, Any],
) -> None:
    seq, previous = _head(db, AuditEvent)
    detail = json.loads(canonical_json(detail))
    fields = {
        "seq": seq + 1,
        "kind": kind,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "detail": canonical_json(detail),
        "person": person,
        "at": instant_text(now),
        "previous": previous,
        "commit_no": commit_no,
    }
    digest = row_hash(fields)
    db.execute(insert(AuditEvent), [{**fields, "detail": detail, "at": now, "hash": digest, "mac": keys.sign(digest)}])


def append_link(
    db: Session,
    keys: Keys,
    commit_no: int,
    now: datetime,
    signer: Therapist,
    note_id: int,
    kind: ChainKind,
    content: dict[str, Any],
    reason: str,
    zone: str,
) -> ChainLink:
    seq, previous = _head(db, ChainLink)
    fields: dict[str, Any] = json.loads(
        canonical_json(
            {
                "seq": seq + 1,
                "note_id": note_id,
                "kind": str(kind),
                "content_hash": sha256(canonical_json(content)),
                "previous": previous,
                "signer_id": signer.id,
                "signer": f"{signer.first} {signer.last}".strip(),
                "credentials": signer.credentials,
                "license": f"{signer.license_state} {signer.license_number}".strip(),
                "reason": reason,
                "at": now,
                "zone": zone,
                "commit_no": commit_no,
            }
        )
    )
    digest = row_hash(fields)
    link = ChainLink(**{**fields, "kind": kind, "at": now}, hash=digest, mac=keys.sign(digest))
    db.add(link)
    db.flush()
    return link


def link_fields(link: ChainLink) -> dict[str, Any]:
    """A link as it is hashed, with its hash: what goes to another vault."""
    fields: dict[str, Any] = json.loads(canonical_json({name: getattr(link, name) for name in NOTE_COLUMNS}))
    return {**fields, "hash": link.hash}


def is_link(fields: Mapping[str, Any]) -> bool:
    """Whether a link that came from another vault is what its hash says."""
    said = {name: fields.get(name) for name in NOTE_COLUMNS}
    return set(fields) == {*NOTE_COLUMNS, "hash"} and row_hash(said) == fields["hash"]


def _head(db: Session, kind: type[ChainLink] | type[AuditEvent]) -> tuple[int, str]:
    row = db.execute(select(kind.seq, kind.hash).order_by(kind.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, "")


def heads(db: Connection | Session, up_to: int | None = None) -> tuple[str, str]:
    """The last hashes of both chains, as of a commit number."""
    found = []
    for kind in (ChainLink, AuditEvent):
        query = select(kind.hash).order_by(kind.seq.desc()).limit(1)
        if up_to is not None:
            query = query.where(kind.commit_no <= up_to)
        found.append(db.execute(query).scalar() or "")
    return found[0], found[1]


# --- what a closed note looked like --------------------------------------------------------------------------------


def locked_tables() -> list[tuple[Table, Locked]]:
    return [(images.table_of(kind), kind.__locked__) for kind in kinds() if kind.__locked__ is not None]


def keep_seals(db: Connection, keys: Keys, note_ids: Iterable[int]) -> None:
    """Note how the rows of these notes look now: called at the end of the write that added their link."""
    wanted = set(note_ids)
    digests = _digests(db, wanted)
    last = dict(_last_links(db, wanted))
    for note_id in sorted(wanted):
        digest, seq = digests.get(note_id, sha256("")), last[note_id]
        values = {"seq": seq, "digest": digest, "mac": keys.sign(f"seal {note_id} {seq} {digest}")}
        db.execute(upsert(NoteSeal).values(note_id=note_id, **values).on_conflict_do_update(["note_id"], set_=values))


_GONE = select(Tombstone.note_id)


def tombstone_text(note_id: int, last_link: str, purge_id: int) -> str:
    """What the MAC of a tombstone is over."""
    return f"tombstone {note_id} {last_link} {purge_id}"


def _wrong_tombstones(db: Connection, keys: Keys) -> list[int]:
    """Notes that a tombstone says are gone and that are not, or whose tombstone nobody with the key wrote."""
    hers = aliased(ChainLink)
    last = select(func.max(hers.seq)).where(hers.note_id == Tombstone.note_id).correlate(Tombstone).scalar_subquery()
    query = (
        select(Tombstone.note_id, Tombstone.last_link, Tombstone.purge_id, Tombstone.mac, Note.id, ChainLink.hash)
        .outerjoin(Note, Note.id == Tombstone.note_id)
        .outerjoin(ChainLink, ChainLink.seq == last)
    )
    return [
        row.note_id
        for row in db.execute(query)
        if row.id is not None
        or row.hash != row.last_link
        or row.mac != keys.sign(tombstone_text(row.note_id, row.last_link, row.purge_id))
    ]


def _last_links(db: Connection, note_ids: set[int] | None) -> list[tuple[int, int]]:
    query = select(ChainLink.note_id, func.max(ChainLink.seq)).where(ChainLink.note_id.not_in(_GONE))
    query = query.group_by(ChainLink.note_id)
    if note_ids is not None:
        query = query.where(ChainLink.note_id.in_(note_ids))
    return [(note_id, seq) for note_id, seq in db.execute(query)]


def _digests(db: Connection, note_ids: set[int] | None) -> dict[int, str]:
    """SHA-256 over the rows of each note, table by table in order of id."""
    found: dict[int, Any] = {}
    for table, lock in sorted(locked_tables(), key=lambda pair: pair[0].name):
        names, columns = _signed_columns(db, table.name, lock)
        sql = f'SELECT r."{lock.note}", {columns} FROM {table.name} r WHERE 1' + _among(f'r."{lock.note}"', note_ids)
        for note_id, *values in _stream(db, sql + f' ORDER BY r."{lock.note}", r.id'):
            digest = found.get(note_id)
            if digest is None:
                digest = found[note_id] = hashlib.sha256()
            digest.update(encoded([table.name, names, values]).encode())
    return {note_id: digest.hexdigest() for note_id, digest in found.items()}


def _signed_columns(db: Connection, table: str, lock: Locked) -> tuple[list[str], str]:
    """The columns that were signed, as the file has them: an older file is verified before it is migrated."""
    names, columns = [], []
    for _place, name, kind, *_rest in db.exec_driver_sql(f"PRAGMA table_info({table})"):
        if name not in {"version", *lock.free}:
            names.append(name)
            columns.append(f'hex(r."{name}")' if kind == "BLOB" else f'r."{name}"')
    return names, ", ".join(columns)


def _stream(db: Connection, sql: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Rows of the driver itself: a check reads every note there is."""
    return iter(db.connection.cursor().execute(sql, values))


def sealed_notes(db: Connection) -> list[int]:
    """Those that are still there."""
    return list(db.execute(select(ChainLink.note_id).where(ChainLink.note_id.not_in(_GONE)).distinct()).scalars())


# --- verifying ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was signed. `number` is a note's id or a row's place in its chain."""

    what: str  # link | audit | content | open
    number: int


def verify(db: Connection, keys: Keys, notes_from: int = 0, audit_from: int = 0) -> list[Finding]:
    """Compare both chains and the closed notes with what was sealed; `…_from` skips links verified before.

    A partial run looks at the links from there on and the notes they belong to; from 0 it looks at everything.
    """
    findings = [Finding("link", seq) for seq in _broken(db, keys, "note_chain", NOTE_COLUMNS, notes_from)]
    findings += [Finding("audit", seq) for seq in _broken(db, keys, "audit_events", AUDIT_COLUMNS, audit_from)]
    recent = None
    if notes_from:
        found = set(db.execute(select(ChainLink.note_id).where(ChainLink.seq > notes_from)).scalars())
        recent = found if len(found) <= _MOST_NAMED else None
    return findings + _changed_notes(db, keys, recent)


def _broken(db: Connection, keys: Keys, table: str, columns: list[str], start: int) -> Iterator[int]:
    """Numbers of rows that do not continue the chain."""
    names = ", ".join(columns)
    previous = ""
    if start:
        row = db.exec_driver_sql(f"SELECT hash FROM {table} WHERE seq = ?", (start,)).first()
        previous = row[0] if row else "missing"
    place = columns.index("previous")
    expected = start
    sql = f"SELECT hash, mac, {names} FROM {table} WHERE seq > ? ORDER BY seq"
    for stored, mac, *values in _stream(db, sql, (start,)):
        expected += 1
        digest = row_hash(dict(zip(columns, values, strict=True)))
        whole = values[0] == expected and values[place] == previous and digest == stored
        if not (whole and hmac.compare_digest(keys.sign(digest), mac)):
            yield values[0]
            expected = values[0]
        previous = stored


def _changed_notes(db: Connection, keys: Keys, note_ids: set[int] | None) -> list[Finding]:
    digests = _digests(db, note_ids)
    query = select(NoteSeal.note_id, NoteSeal.seq, NoteSeal.digest, NoteSeal.mac)
    if note_ids is not None:
        query = query.where(NoteSeal.note_id.in_(note_ids))
    seals = {row.note_id: row for row in db.execute(query)}
    findings = []
    for note_id, seq in _last_links(db, note_ids):
        seal = seals.get(note_id)
        digest = digests.get(note_id, "")
        right = seal is not None and (seal.seq, seal.digest) == (seq, digest)
        if seal is None or not right or seal.mac != keys.sign(f"seal {note_id} {seq} {digest}"):
            findings.append(Finding("content", note_id))
    findings += [Finding("content", note_id) for note_id in _other_words(db, note_ids)]
    findings += [Finding("content", note_id) for note_id in _wrong_tombstones(db, keys)]
    return findings + [Finding("open", note_id) for note_id in _strays(db, note_ids)]


def _other_words(db: Connection, note_ids: set[int] | None) -> list[int]:
    """Notes whose sealed record is not the one the signature hashed."""
    sql = (
        "SELECT n.id, n.sealed, c.content_hash FROM note_chain c JOIN notes n ON n.id = c.note_id "
        "WHERE c.kind IN ('signed', 'late_entry')"
    ) + _among("c.note_id", note_ids)
    return [note_id for note_id, sealed, digest in _stream(db, sql) if _text_hash(sealed) != digest]


def _text_hash(sealed: object) -> str:
    try:
        return sha256(unpacked(sealed))
    except Trouble:
        return ""


def _among(column: str, note_ids: set[int] | None) -> str:
    return "" if note_ids is None else f" AND {column} IN ({', '.join(str(int(number)) for number in note_ids)})"


def _strays(db: Connection, note_ids: set[int] | None) -> list[int]:
    """Notes that are closed without a link, or open in spite of one."""
    for table, lock in locked_tables():
        if lock.note == "id":
            closed = lock.when.format(row="r")
            linked = "r.id IN (SELECT note_id FROM note_chain)"
            sql = f"SELECT r.id FROM {table.name} r WHERE ({closed}) IS NOT ({linked})" + _among("r.id", note_ids)
            return [row[0] for row in db.exec_driver_sql(sql)]
    return []


def signer_of(db: Session, author: int | None) -> Therapist:
    signer = None if author is None else db.get(Therapist, author)
    if signer is None:
        raise Refusal(_("A note is signed by a person of this vault. Add yourself under Settings first."))
    return signer
