# SPDX-License-Identifier: MIT
"""The student and what must be known of her: contacts, alerts, hours, other commitments."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import WallMinute, code
from otdesk.rules.kinds import AlertKind


class Student(Record):
    __tablename__ = "students"

    student_no: Mapped[str | None] = mapped_column(unique=True)
    """The district's ID; none when not known."""
    first: Mapped[str]
    last: Mapped[str]
    preferred: Mapped[str] = mapped_column(default="")
    """What she is called; empty = first."""
    pronoun: Mapped[str] = mapped_column(default="")
    """"she", "he", "they" or empty: then sentences use the name."""
    birth_date: Mapped[date | None]
    grade: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    teacher: Mapped[str] = mapped_column(default="")
    """Homeroom teacher: chooses the homeroom's specials in the bell schedule."""
    room: Mapped[str] = mapped_column(default="")
    case_manager: Mapped[str] = mapped_column(default="")
    medicaid_no: Mapped[str] = mapped_column(default="")
    disability: Mapped[str] = mapped_column(default="")
    """The category of the plan, as the district words it; empty when not known."""
    what_works: Mapped[str] = mapped_column(default="")
    exited_on: Mapped[date | None]


class Contact(Record):
    __tablename__ = "contacts"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    """Language code in which papers go home."""


class SafetyAlert(Record):
    __tablename__ = "safety_alerts"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AlertKind] = mapped_column(code(AlertKind))
    words: Mapped[str]
    reviewed_on: Mapped[date | None]
    """None = never reviewed since it was entered, which is shown."""


class StudentHours(Record):
    """Where a student is on a weekday when not the whole day at her school: half days, a second building.

    A student without rows for a weekday attends the whole day at her school; equal start and end: not that day.
    """

    __tablename__ = "student_hours"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    weekday: Mapped[int]
    start: Mapped[int] = mapped_column(WallMinute)
    end: Mapped[int] = mapped_column(WallMinute)

    __table_args__ = (CheckConstraint("start <= end", name="hours_in_order"),)


class Commitment(Record):
    """A weekly time with somebody else (speech, PT, resource room): not available."""

    __tablename__ = "commitments"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    weekday: Mapped[int]
    start: Mapped[int] = mapped_column(WallMinute)
    end: Mapped[int] = mapped_column(WallMinute)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    __table_args__ = (CheckConstraint("start < end", name="times_in_order"),)
