# SPDX-License-Identifier: MIT
"""What a review is prepared from: how the student's goals stand, and when the meeting is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import goal_progress
from otdesk.queries.goal_progress import GoalRow
from otdesk.records.meetings import Meeting, MeetingKind
from otdesk.rules.goals import Track, Trend


@dataclass(frozen=True, slots=True)
class Standing:
    """`worse`: the numbers of the goals whose figures get worse. `all_on_track`: every goal has a say, and none is
    behind. `last_data`: the day of the newest figure of any goal. `meeting`: (day, minutes since midnight)."""

    goals: int
    worse: tuple[int, ...] = ()
    all_on_track: bool = False
    last_data: date | None = None
    meeting: tuple[date, int] | None = None


def standings(db: Session, reviews: Mapping[int, date], today: date) -> dict[int, Standing]:
    """By student; `reviews`: the day of each student's review."""
    if not reviews:
        return {}
    goals = goal_progress.of_students(db, reviews, today)
    meetings = _meetings(db, reviews, today)
    return {student: _standing(goals.get(student, ()), meetings.get(student)) for student in reviews}


def _standing(goals: tuple[GoalRow, ...], meeting: tuple[date, int] | None) -> Standing:
    return Standing(
        len(goals),
        tuple(goal.number for goal in goals if goal.trend is Trend.WORSE),
        bool(goals) and all(goal.track is Track.ON_TRACK for goal in goals),
        max((goal.latest.day for goal in goals if goal.latest is not None), default=None),
        meeting,
    )


def _meetings(db: Session, reviews: Mapping[int, date], today: date) -> dict[int, tuple[date, int]]:
    """The next one of each student."""
    query = (
        select(Meeting.student_id, Meeting.day, Meeting.start)
        .where(Meeting.student_id.in_(reviews), Meeting.day >= today, Meeting.kind == MeetingKind.IEP)
        .order_by(Meeting.day, Meeting.start)
    )
    found: dict[int, tuple[date, int]] = {}
    for row in db.execute(query):
        if row.student_id is not None:
            found.setdefault(row.student_id, (row.day, row.start))
    return found
