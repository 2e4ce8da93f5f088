# SPDX-License-Identifier: MIT
"""Whether a session of one date fits where it is to be: the same reasons as in the typical week, told before."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.horizon import horizon
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules import slots
from otdesk.rules.slots import Obstacle, Why
from otdesk.rules.spans import Span


def of_session(db: Session, session_id: int, day: date, span: Span) -> tuple[Obstacle, ...]:
    """Of a session that is moved there."""
    session = db.get(TherapySession, session_id)
    if session is None:
        return ()
    lines = db.scalars(select(Attendance.service_line_id).where(Attendance.session_id == session_id)).all()
    return of_lines(db, session.school_id, lines, day, span, session_id)


def of_lines(
    db: Session, school_id: int, lines: Iterable[int | None], day: date, span: Span, moving: int | None = None
) -> tuple[Obstacle, ...]:
    """Of the students of these service lines together; none where nothing is in the way."""
    ahead = horizon(db, day, day)
    if not ahead.days:
        return (Obstacle(Why.CLOSED_DAY),)
    known = [line for line_id in lines if (line := ahead.line(line_id)) is not None]
    if not known or span[0] >= span[1]:
        return ()
    wish = ahead.facts.wish(known, school_id, span[1] - span[0])
    return slots.obstacles(wish, 0, span[0], ahead.week, moving)
