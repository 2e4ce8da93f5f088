# SPDX-License-Identifier: MIT
"""What there is of backups, and whether the copy in the second place is fresh enough (reliability.md)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

FRESH_DAYS, OLD_DAYS = 7, 14
TEST_EVERY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup, as listed without a key. `changes` counts those of the vault until then."""

    path: Path
    vault: str
    made: datetime
    size: int
    changes: int
    students: int
    notes: int
    last_note: date | None


@dataclass(frozen=True, slots=True)
class Trial:
    """A test restore: of which backup, and whether the vault made from it was whole."""

    at: datetime
    made: datetime
    whole: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The backups of one vault, newest first. `place` is the second place, `there` whether it can be reached now,
    `copied` when the last copy came there, `begun` when the vault was made, `trouble` what hindered the last copy."""

    own: tuple[Backup, ...]
    second: tuple[Backup, ...]
    place: Path | None
    there: bool
    copied: datetime | None
    begun: datetime
    tested: Trial | None
    trouble: str = ""

    @property
    def newest(self) -> datetime | None:
        return self.own[0].made if self.own else None


class Age(StrEnum):
    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"


def age_of_copy(standing: Standing, now: datetime) -> Age:
    """Without a copy the days count from the making of the vault, and it is never fresh."""
    days = (now - (standing.copied or standing.begun)).days
    if days >= OLD_DAYS:
        return Age.OLD
    return Age.FRESH if standing.copied is not None and days <= FRESH_DAYS else Age.AGEING


def trial_is_due(standing: Standing, now: datetime) -> bool:
    """A backup is restored on trial once a month; after a failure the next one is."""
    if not standing.own or standing.tested is None:
        return bool(standing.own)
    if not standing.tested.whole and standing.own[0].made > standing.tested.made:
        return True
    return now - standing.tested.at >= TEST_EVERY
