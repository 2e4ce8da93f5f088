# SPDX-License-Identifier: MIT
"""A therapy session on a date and who was there. Planned times become actual only when touched or confirmed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute, code
from otdesk.rules.kinds import Presence, Reason, RecordKind, SessionStatus, Setting


class TherapySession(Record):
    __tablename__ = "therapy_sessions"

    day: Mapped[date] = mapped_column(index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("therapists.id"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("pattern_slots.id", ondelete="SET NULL"))
    """The block of the typical week it came from; none = unplanned or a make-up."""
    slot_day: Mapped[date | None]
    """The date the typical week gave it; stays when the session is moved."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    planned_start: Mapped[int] = mapped_column(WallMinute)
    planned_end: Mapped[int] = mapped_column(WallMinute)
    actual_start: Mapped[int | None] = mapped_column(WallMinute)
    actual_end: Mapped[int | None] = mapped_column(WallMinute)
    """Both none until the times were typed or confirmed "as planned"."""
    kind: Mapped[RecordKind] = mapped_column(code(RecordKind), default=RecordKind.THERAPY)
    status: Mapped[SessionStatus] = mapped_column(code(SessionStatus), default=SessionStatus.PLANNED)
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Moved on its own by a person: a change of the typical week leaves it where she put it."""
    roster: Mapped[int | None]
    """How many students the class has, where all of it takes part; only those of the caseload are named."""
    room: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("roster IS NULL OR roster > 0", name="roster_of_somebody"),
        UniqueConstraint("slot_id", "slot_day", name="uq_therapy_sessions_slot_day"),
        CheckConstraint("planned_start < planned_end", name="planned_in_order"),
        CheckConstraint(
            "actual_start IS NULL OR actual_end IS NULL OR actual_start < actual_end", name="actual_in_order"
        ),
    )


class Attendance(Record):
    """One student's part in a therapy session: who, which service line, how long, why not."""

    __tablename__ = "attendances"

    session_id: Mapped[int] = mapped_column(ForeignKey("therapy_sessions.id", ondelete="CASCADE"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    service_line_id: Mapped[int | None] = mapped_column(ForeignKey("service_lines.id"))
    presence: Mapped[Presence | None] = mapped_column(code(Presence))
    """None = not said yet."""
    arrived: Mapped[int | None] = mapped_column(WallMinute)
    """When she came, if late."""
    left: Mapped[int | None] = mapped_column(WallMinute)
    """When she went, if early."""
    paused: Mapped[int] = mapped_column(default=0)
    """Minutes without therapy in between: a fire drill, the nurse."""
    setting: Mapped[Setting | None] = mapped_column(code(Setting))
    """Where it was held; none = as her service line says."""
    minutes: Mapped[int | None]
    """Minutes credited to her service line; none until said."""
    reason: Mapped[Reason | None] = mapped_column(code(Reason))
    remark: Mapped[str] = mapped_column(default="")
    makeup_for_id: Mapped[int | None] = mapped_column(ForeignKey("attendances.id"), index=True)
    """The missed attendance these minutes make up."""

    __table_args__ = (
        UniqueConstraint("session_id", "student_id", name="uq_attendances_session_student"),
        CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes_not_negative"),
        CheckConstraint("paused >= 0", name="pause_not_negative"),
    )
