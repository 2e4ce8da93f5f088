# SPDX-License-Identifier: MIT
"""The newest signed notes that hold everything that was asked for: one question to the index of words.

Names are looked up first; what they stand for is in the index beside the words of the note.
"""

from collections.abc import Iterable

from sqlalchemy import func, or_, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from otdesk.records.goals import Goal
from otdesk.records.groups import Group
from otdesk.records.notes import NoteWords
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules.note_search import Marked, NoteSearch, marks, note_at, places_of, tokens

_LONG = 4
"""Figures of a number that is no goal's."""
_FOUND = text(
    "SELECT rowid FROM note_index WHERE note_index MATCH :asked AND rowid BETWEEN :first AND :last "
    "ORDER BY rowid LIMIT :most"
)

_COUNT = text("SELECT count(*) FROM note_index WHERE note_index MATCH :asked")


def written_at(db: Session, school_id: int) -> int:
    """How many closed notes were written at this school, of all years."""
    return db.scalar(_COUNT, {"asked": _either(_quoted(Marked.SCHOOL, [school_id]))}) or 0


def newest(db: Session, search: NoteSearch, most: int) -> list[int]:
    """Ids of closed notes that hold all terms, each in the note's words, its amendments' or a name; at most so many."""
    parts = list(_parts(db, search))
    first, last = places_of(search.first, search.last)
    if not parts:
        rows = select(NoteWords.id).where(NoteWords.id.between(first, last)).order_by(NoteWords.id).limit(most)
        return [note_at(place) for place in db.scalars(rows)]
    asked = {"asked": " AND ".join(parts), "first": first, "last": last, "most": most}
    try:
        return [note_at(place) for place in db.scalars(_FOUND, asked)]
    except OperationalError as fault:
        if "phrase queries" not in str(fault):
            raise
        return []  # a letter that the index does not know for one, of a script younger than it: such a word is nowhere


def _parts(db: Session, search: NoteSearch) -> Iterable[str]:
    """Of the question to the index: all must hold."""
    for term in search.words:
        said = " AND ".join(f'"{token}"*' for token in tokens(term))
        yield _either([f"({said})", *_named_so(db, term)])
    for part in search.schools:
        yield _either(_schools(db, part))
    for part in search.goals:
        yield _either(_goals(db, part))


def _either(asked: Iterable[str]) -> str:
    """One of these; where there are none, what no note bears."""
    return f"({' OR '.join(asked) or '_'})"


def _quoted(kind: Marked, numbers: Iterable[int]) -> list[str]:
    return [f'"{word}"' for word in marks(kind, numbers)]


def _named_so(db: Session, term: str) -> list[str]:
    """Students, schools and groups with the term in their name."""
    people = db.execute(select(Student.id, Student.first, Student.last, Student.preferred))
    students = [row.id for row in people if term in f"{row.preferred or row.first} {row.last}".casefold()]
    groups = [row.id for row in db.execute(select(Group.id, Group.name)) if term in row.name.casefold()]
    return [*_quoted(Marked.STUDENT, students), *_schools(db, term), *_quoted(Marked.GROUP, groups)]


def _schools(db: Session, part: str) -> list[str]:
    names = db.execute(select(School.id, School.name, School.code))
    return _quoted(Marked.SCHOOL, [row.id for row in names if part in f"{row.name} {row.code}".casefold()])


def _goals(db: Session, part: str) -> list[str]:
    """Goals of this number, or with this in their name."""
    named = or_(func.instr(func.lower(Goal.area), part) > 0, func.instr(func.lower(Goal.cue), part) > 0)
    meant = Goal.number == int(part) if part.isdecimal() and len(part) < _LONG else named
    return _quoted(Marked.GOAL, db.scalars(select(Goal.id).where(meant)))
