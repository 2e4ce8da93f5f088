# SPDX-License-Identifier: MIT
"""A named group of students of one school, seen together."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record


class Group(Record):
    __tablename__ = "groups"

    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    name: Mapped[str]
    archived: Mapped[bool] = mapped_column(default=False)


class GroupMember(Record):
    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    service_line_id: Mapped[int] = mapped_column(ForeignKey("service_lines.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]


class KeepApart(Record):
    """Two students who are never in one group."""

    __tablename__ = "keep_apart"

    first_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))

    __table_args__ = (
        UniqueConstraint("first_id", "second_id", name="uq_keep_apart_pair"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )
