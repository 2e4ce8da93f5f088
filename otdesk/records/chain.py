# SPDX-License-Identifier: MIT
"""The note chain: one link for every signature and amendment, each holding the hash of the one before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Base, FixedRow
from otdesk.records.columns import code
from otdesk.rules.kinds import ChainKind


class ChainLink(FixedRow):
    """`hash` = SHA-256 of the canonical JSON of all other columns but `id` and `mac`; `mac` = HMAC of it."""

    __tablename__ = "note_chain"

    seq: Mapped[int] = mapped_column(unique=True)
    note_id: Mapped[int] = mapped_column(index=True)
    """The note may be gone: then a tombstone says why (records/retention.py)."""
    kind: Mapped[ChainKind] = mapped_column(code(ChainKind))
    content_hash: Mapped[str]
    previous: Mapped[str]
    """Hash of the link before; empty for the first."""
    signer_id: Mapped[int] = mapped_column(ForeignKey("therapists.id"))
    signer: Mapped[str]
    """Name, credentials and license as they were at that moment."""
    credentials: Mapped[str]
    license: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    zone: Mapped[str]
    commit_no: Mapped[int]
    """The commit of the vault that wrote it: what the anchor is compared with."""
    hash: Mapped[str]
    mac: Mapped[str]


class NoteSeal(Base):
    """What a closed note's rows looked like at its last link, with a MAC. Renewed by each link and by a migration."""

    __tablename__ = "note_seals"
    __undoable__ = False

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), primary_key=True, autoincrement=False)
    seq: Mapped[int]
    digest: Mapped[str]
    mac: Mapped[str]


class VaultState(Base):
    """The one row that every write raises."""

    __tablename__ = "vault_state"
    __undoable__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    vault: Mapped[str]
    """The vault's id, as in vault.json."""
    commits: Mapped[int]
    changes: Mapped[int]
    """Commits that changed more than the audit trail: says whether a backup is due."""
    epoch: Mapped[int]
    """Raised by a restore, so that an anchor of the time before is not mistaken for this one."""
    notes_checked: Mapped[int]
    """Links up to this number were verified in full."""
    audit_checked: Mapped[int]

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
