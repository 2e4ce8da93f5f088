# SPDX-License-Identifier: MIT
"""What belongs to a student beside the plan: equipment on loan, files, the schools and grades she was in."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import FixedRow, Record
from otdesk.records.columns import Instant, code
from otdesk.rules.kinds import StayEnd


class Loan(Record):
    """Equipment lent to a student or her classroom."""

    __tablename__ = "loans"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    item: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    """Inventory number."""
    lent_on: Mapped[date]
    due_back: Mapped[date | None]
    returned_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (CheckConstraint("returned_on IS NULL OR returned_on >= lent_on", name="loan_in_order"),)


class StoredFile(FixedRow):
    """The bytes of a file, once, whoever refers to them; encrypted with the vault as everything is."""

    __tablename__ = "stored_files"
    __append_only__ = False

    sha256: Mapped[str] = mapped_column(unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Record):
    """A file kept with a student: a scan, a photo of work, a report of somebody else."""

    __tablename__ = "attachments"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    added_at: Mapped[datetime] = mapped_column(Instant)
    stored_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    remark: Mapped[str] = mapped_column(default="")


class SchoolStay(Record):
    """The school and grade of a student between two dates: written by transfer, exit and the new school year."""

    __tablename__ = "school_stays"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    grade: Mapped[int]
    first_day: Mapped[date | None]
    """None = from before the vault knows."""
    last_day: Mapped[date]
    ended_by: Mapped[StayEnd] = mapped_column(code(StayEnd))
    why: Mapped[str] = mapped_column(default="")
    """The reason as typed; empty when none was given."""

    __table_args__ = (CheckConstraint("first_day IS NULL OR first_day <= last_day", name="stay_in_order"),)
