# SPDX-License-Identifier: MIT
"""Which backups are kept: the 10 newest, one of each of 14 days, 8 weeks and 24 months. Pure."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

RECENT, DAILY, WEEKLY, MONTHLY = 10, 14, 8, 24


def keep(made: Iterable[datetime]) -> set[datetime]:
    """Of the moments of all backups, those to keep. The newest of each day, week and month stands for it."""
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:RECENT])
    kept |= _newest_of_each(newest_first, _day, DAILY)
    kept |= _newest_of_each(newest_first, _week, WEEKLY)
    kept |= _newest_of_each(newest_first, _month, MONTHLY)
    return kept


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], Hashable], n: int) -> set[datetime]:
    found: dict[Hashable, datetime] = {}
    for moment in newest_first:
        found.setdefault(period(moment), moment)
    return set(list(found.values())[:n])


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
