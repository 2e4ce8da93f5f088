# SPDX-License-Identifier: MIT
"""When a note is a late entry (domain.md 3.4)."""

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def business_days_after(service: date, written: date, holidays: Collection[date] = ()) -> int:
    """Monday to Friday but holidays, from the day after the service to the day of writing; 0 when not after it."""
    passed, day = 0, service
    while day < written:
        day += timedelta(days=1)
        passed += day.weekday() < _SATURDAY and day not in holidays
    return passed
