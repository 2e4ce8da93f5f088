# SPDX-License-Identifier: MIT
"""When a safety alert has to be looked over again."""

from datetime import date

_DAYS = 365


def review_due(reviewed_on: date | None, today: date) -> bool:
    """Never reviewed, or more than a year ago: what it says may no longer hold."""
    return reviewed_on is None or (today - reviewed_on).days > _DAYS
