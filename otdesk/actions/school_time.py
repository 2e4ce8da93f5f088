# SPDX-License-Identifier: MIT
"""What day and time it is where the schools are."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from otdesk.records.districts import District
from otdesk.vault.work import Work

_WITHOUT_DISTRICT = "America/Chicago"
_KEPT = "school_zone"


def local_now(work: Work) -> datetime:
    """The action's moment in the district's time zone, read once per unit of work."""
    if _KEPT not in work.db.info:
        zone = work.db.scalar(select(District.time_zone).order_by(District.id).limit(1))
        work.db.info[_KEPT] = ZoneInfo(zone or _WITHOUT_DISTRICT)
    return work.now.astimezone(work.db.info[_KEPT])


def local_today(work: Work) -> date:
    return local_now(work).date()
