# SPDX-License-Identifier: MIT
"""What belongs to a student beside the plan: equipment on loan, files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.belongings import Attachment, Loan
from otdesk.rules.entries_belongings import LoanEntry


@dataclass(frozen=True, slots=True)
class LoanRow:
    loan_id: int
    entry: LoanEntry


@dataclass(frozen=True, slots=True)
class FileRow:
    """Without its bytes; `size` counts them."""

    file_id: int
    name: str
    size: int
    added_at: datetime
    remark: str


def loans(db: Session, student_id: int) -> tuple[LoanRow, ...]:
    """Those still out first, then the ones that came back last."""
    rows = db.scalars(
        select(Loan)
        .where(Loan.student_id == student_id)
        .order_by(Loan.returned_on.is_not(None), Loan.returned_on.desc(), Loan.lent_on, Loan.id)
    )
    return tuple(
        LoanRow(
            row.id, LoanEntry(row.item, row.lent_on, row.number, row.due_back, row.returned_on, row.remark)
        )
        for row in rows
    )  # fmt: skip


def files(db: Session, student_id: int) -> tuple[FileRow, ...]:
    """The newest first."""
    rows = db.execute(
        select(Attachment.id, Attachment.name, Attachment.size, Attachment.added_at, Attachment.remark)
        .where(Attachment.student_id == student_id)
        .order_by(Attachment.added_at.desc(), Attachment.id.desc())
    )
    return tuple(FileRow(row.id, row.name, row.size, row.added_at, row.remark) for row in rows)
