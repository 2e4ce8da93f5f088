# SPDX-License-Identifier: MIT
"""A clock that stands still until it is told to move."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

SCHOOL_ZONE = ZoneInfo("America/Chicago")


class FixedClock:
    """Tue, Oct 20 2026, 10:24 at school; `clock()` is the instant, in UTC."""

    def __init__(self, at: datetime = datetime(2026, 10, 20, 10, 24, tzinfo=SCHOOL_ZONE)) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._at

    def local(self, zone: tzinfo = SCHOOL_ZONE) -> datetime:
        return self._at.astimezone(zone)

    def today(self) -> date:
        return self.local().date()

    def advance(self, *, days: int = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        self._at += timedelta(days=days, minutes=minutes, seconds=seconds)
        return self._at
