# SPDX-License-Identifier: MIT
"""Phrases to choose from and to edit."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.notes import PhraseRow
from otdesk.records.phrases import Phrase, PhraseKind


def everybodys(db: Session) -> tuple[PhraseRow, ...]:
    """All phrases that are no student's own, in the order of their kinds."""
    found = [row for kind in PhraseKind for row in of_kind(db, kind)]
    return tuple(row for row in found if row.student_id is None)


def of_kind(db: Session, kind: PhraseKind, student_id: int | None = None) -> tuple[PhraseRow, ...]:
    """A student's own phrases of one kind before everybody's, as the note offers them."""
    query = (
        select(Phrase.id, Phrase.kind, Phrase.label, Phrase.text, Phrase.student_id, Phrase.category)
        .where(Phrase.kind == kind, (Phrase.student_id == student_id) | Phrase.student_id.is_(None))
        .order_by(Phrase.student_id.is_(None), Phrase.position, Phrase.id)
    )
    return tuple(
        PhraseRow(row.id, row.kind, row.label, row.text, row.student_id, row.category) for row in db.execute(query)
    )


def categories(db: Session) -> tuple[str, ...]:
    """Those in use, in the order of the alphabet."""
    query = select(Phrase.category).where(Phrase.category != "").distinct()
    return tuple(sorted(db.scalars(query), key=str.casefold))
