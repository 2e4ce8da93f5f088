# SPDX-License-Identifier: MIT
"""The district's own assist scale."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.districts import District
from otdesk.rules.assist_scale import Levels, from_plain


def levels(db: Session) -> Levels:
    """Empty: the usual scale."""
    return from_plain(db.scalar(select(District.assist_scale).order_by(District.id).limit(1)))
