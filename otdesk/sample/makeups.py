# SPDX-License-Identifier: MIT
"""What becomes of missed sessions in the invented year: some are made up days later, some refusals are decided."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from otdesk.actions import makeup_decisions, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import Reason
from otdesk.vault.work import Work

_AFTER, _UNTIL = timedelta(days=4), timedelta(days=25)


class MakeUps:
    """Has its own dice, so that the rest of the year is the same with and without it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - invented people, not secrets

    def plan(self, work: Work, day: date) -> list[int]:
        """Add a session after the last one at the school for some who missed one; the sessions' ids."""
        ends = self._ends(work, day)
        made = []
        for missed, session in self._missed(work, day, Reason.STUDENT_NOT_AVAILABLE):
            start, dismissal = ends.get(session.school_id, (None, 0))
            length = session.planned_end - session.planned_start
            if start is None or start + length > dismissal or self.random.random() > 0.8:
                continue
            ends[session.school_id] = (start + length, dismissal)
            entry = SessionEntry(
                day, session.school_id, start, start + length, ((missed.student_id, missed.service_line_id),)
            )
            session_id = sessions.add(work, entry)
            attendance = work.db.scalars(select(Attendance).where(Attendance.session_id == session_id)).one()
            attendance.makeup_for_id = missed.id
            made.append(session_id)
        work.db.flush()
        return made

    def decide(self, work: Work, day: date) -> None:
        """A week after a refusal it is sometimes said whether it is owed."""
        for missed, session in self._missed(work, day, Reason.STUDENT_REFUSED):
            if session.day == day - timedelta(days=7) and self.random.random() < 0.4:
                makeup_decisions.decide(work, missed.id, owed=self.random.random() < 0.5)

    def _missed(self, work: Work, day: date, reason: Reason) -> Iterable[tuple[Attendance, TherapySession]]:
        answer = aliased(Attendance)
        query = (
            select(Attendance, TherapySession)
            .join(TherapySession, TherapySession.id == Attendance.session_id)
            .outerjoin(answer, answer.makeup_for_id == Attendance.id)
            .where(
                Attendance.reason == reason, Attendance.service_line_id.is_not(None), answer.id.is_(None),
                TherapySession.day >= day - _UNTIL, TherapySession.day <= day - _AFTER,
            )
            .order_by(TherapySession.day, Attendance.id)
        )  # fmt: skip
        return [(row[0], row[1]) for row in work.db.execute(query)]

    def _ends(self, work: Work, day: date) -> dict[int, tuple[int, int]]:
        """The school where the day ends: when the last session is over, and when the school is."""
        end = func.max(TherapySession.planned_end)
        query = (
            select(TherapySession.school_id, end, School.dismissal)
            .join(School, School.id == TherapySession.school_id)
            .where(TherapySession.day == day)
            .group_by(TherapySession.school_id)
            .order_by(end.desc(), TherapySession.school_id)
            .limit(1)
        )
        return {row[0]: (row[1], row[2]) for row in work.db.execute(query)}
