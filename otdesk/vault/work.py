# SPDX-License-Identifier: MIT
"""One unit of work: what an action is given, and what it may say about itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.base import Base
from otdesk.records.chain import ChainLink
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import ChainKind
from otdesk.vault import chain, purging

Changes = frozenset[tuple[type[Base], int]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A signature made in another vault, whose proof has been looked at. `at` is aware."""

    signer_id: int
    at: datetime


class Work:
    """Everything between BEGIN and COMMIT. The vault makes it; an action only uses it."""

    def __init__(self, db: Session, now: datetime, person: str, commit_no: int, keys: chain.Keys) -> None:
        self.db = db
        self.now = now
        self.person = person
        self.commit_no = commit_no
        self.description = ""
        self.undoable = True
        self.extra: set[tuple[type[Base], int]] = set()
        self.sealed: set[int] = set()
        self.audited = 0
        self._keys = keys
        self._author: int | None = None

    @property
    def author(self) -> int | None:
        """The therapist whose slot unlocked the vault; None before she was added."""
        if self._author is None:
            self._author = self.db.execute(select(Therapist.id).where(Therapist.slot == self.person)).scalar()
        return self._author

    def describe(self, text: str) -> None:
        """The line a person reads in the toast and in the undo list: "Moved Maya Ortiz to 10:30"."""
        self.description = text

    def touch(self, kind: type[Base], ids: Iterable[int]) -> None:
        """Tell the screens about rows that did not change themselves but show something that did."""
        self.extra.update((kind, row_id) for row_id in ids)

    def final(self) -> None:
        """This cannot be taken back: drafts, signing."""
        self.undoable = False

    def audit(
        self, kind: str, subject_kind: str = "", subject_id: int | None = None, detail: dict[str, Any] | None = None
    ) -> None:
        """Add to the audit trail; `detail` holds ids and figures, never a student's name."""
        self.audited += 1
        chain.append_audit(
            self.db,
            self._keys,
            self.commit_no,
            self.now,
            self.person,
            kind,
            subject_kind,
            subject_id,
            detail or {},
        )

    def destroy(self, rows: purging.Rows, purge_id: int) -> str:
        """Remove rows that `purging.belongings` named, signed ones too; the digest of the tombstones they leave."""
        self.final()
        self.db.flush()
        return purging.destroy(self.db.connection(), self._keys, rows, purge_id)

    def seal(
        self,
        note_id: int,
        kind: ChainKind,
        content: dict[str, Any],
        reason: str = "",
        zone: str = "UTC",
        *,
        elsewhere: Elsewhere | None = None,
    ) -> ChainLink:
        """Add a link for a note. `content` is what is signed: the note's `sealed` record, or the amendment's content.

        From now on the note's rows are compared with how they are at the end of this work, which is final. Refusal when
        nobody of this vault signs. `elsewhere`: who signed it in another vault, and when.
        """
        self.final()
        self.sealed.add(note_id)
        signer = chain.signer_of(self.db, self.author if elsewhere is None else elsewhere.signer_id)
        at = self.now if elsewhere is None else elsewhere.at
        return chain.append_link(
            self.db, self._keys, self.commit_no, at, signer, note_id, kind, content, reason, zone
        )  # fmt: skip
