# SPDX-License-Identifier: MIT
"""Meetings that are known already."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.meetings import Meeting


def known(db: Session, since: date) -> frozenset[tuple[date, int, str]]:
    """(day, start, title) of every meeting from a day on."""
    rows = db.execute(select(Meeting.day, Meeting.start, Meeting.title).where(Meeting.day >= since))
    return frozenset((row.day, row.start, row.title) for row in rows)
