# SPDX-License-Identifier: MIT
"""Notes: drafts with versions, then signed and never changed again; amendments stand beside the original."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column

from otdesk.records.base import FixedRow, Locked, Record
from otdesk.records.columns import Instant, JsonText, PackedJson, code
from otdesk.rules.kinds import ChainKind, NoteStatus, RecordKind


class Note(Record):
    """One student's note of one therapy session. `content` is what rules/entries.py NoteEntry holds.

    One entered in error stays; what is written anew is a further note of the same student and session.
    """

    __tablename__ = "notes"
    __locked__ = Locked("{row}.status IN ('signed', 'void')", note="id", moves=frozenset({"status"}))

    session_id: Mapped[int] = mapped_column(ForeignKey("therapy_sessions.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"))
    service_line_id: Mapped[int | None] = mapped_column(ForeignKey("service_lines.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("therapists.id"))
    service_date: Mapped[date]
    kind: Mapped[RecordKind] = mapped_column(code(RecordKind), default=RecordKind.THERAPY)
    """As its session's: what came last of a student's therapy is found without going through her other records."""
    status: Mapped[NoteStatus] = mapped_column(code(NoteStatus), default=NoteStatus.DRAFT)
    content: Mapped[dict[str, object]] = mapped_column(PackedJson)
    sealed: Mapped[dict[str, object] | None] = mapped_column(PackedJson)
    """The whole record as signed, in words and figures of that day (names, plan, goals, times): what the chain hashes
    and what is printed. None while a draft."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
    signed_at: Mapped[datetime | None] = mapped_column(Instant)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("therapists.id"))

    __table_args__ = (
        # Any number entered in error, one that stands.
        Index("uq_notes_standing", "session_id", "student_id", unique=True, sqlite_where=text("status <> 'void'")),
        Index("ix_notes_session_student", "session_id", "student_id"),
        # Lists and searches go through the notes by date without reading them: with their words a note fills a page.
        Index("ix_notes_service_date", "service_date", "status", "session_id", "student_id"),
        Index("ix_notes_student", "student_id", "status", "kind", "service_date"),
    )


def is_note_of(
    session_id: InstrumentedAttribute[int] | int, student_id: InstrumentedAttribute[int] | int
) -> ColumnElement[bool]:
    """The note of a student's therapy session: the last one begun. Those before it were entered in error."""
    each = aliased(Note)
    last = select(func.max(each.id)).where(each.session_id == session_id, each.student_id == student_id)
    return Note.id == last.correlate_except(each).scalar_subquery()


class SharedNote(Record):
    """What the notes of one therapy session say alike: written once, part of each student's own note."""

    __tablename__ = "shared_notes"

    session_id: Mapped[int] = mapped_column(ForeignKey("therapy_sessions.id", ondelete="CASCADE"), unique=True)
    content: Mapped[dict[str, object]] = mapped_column(JsonText)
    """What rules/note_entry.py SharedEntry holds."""


class NoteWords(FixedRow):
    """What a signed note says, for lists and searches, which never open the signed record. Written by signing.

    Its number is of rules/note_search.py: rows lie in the order of the days of service, the newest first.
    """

    __tablename__ = "note_words"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), unique=True)
    excerpt: Mapped[str]
    """How it begins, 200 letters at most."""
    words: Mapped[str]
    """All of it, casefolded."""
    marks: Mapped[str]
    """Whose it is, where it was written, which goals it measured, as words of rules/note_search.py."""


class EnteredNote(Record):
    """A signed note that was typed into the district's own system too."""

    __tablename__ = "entered_notes"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), unique=True)
    entered_at: Mapped[datetime] = mapped_column(Instant)


class NoteVersion(Record):
    """An earlier state of a draft, kept to look back at."""

    __tablename__ = "note_versions"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[dict[str, object]] = mapped_column(JsonText)


class Amendment(FixedRow):
    """An addendum, correction or void of a signed note; itself sealed in the chain."""

    __tablename__ = "amendments"
    __locked__ = Locked("1", note="note_id")

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), index=True)
    kind: Mapped[ChainKind] = mapped_column(code(ChainKind))
    author_id: Mapped[int] = mapped_column(ForeignKey("therapists.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, object]] = mapped_column(JsonText)
    """{"text": ...} of an addendum; {"part": ..., "old": ..., "new": ...} of a correction; {} of a void."""
    words: Mapped[str] = mapped_column(default="")
    """All it says, casefolded: what a search looks through."""
