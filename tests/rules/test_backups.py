# SPDX-License-Identifier: MIT
"""How fresh the copy in the second place is, and when a backup is restored on trial."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from otdesk.rules import backups
from otdesk.rules.backups import Age, Backup, Standing, Trial

NOW = datetime(2026, 10, 20, 15, 24, tzinfo=UTC)


def _standing(copied: int | None, begun: int = 400, *, own: bool = True, tested: Trial | None = None) -> Standing:
    there = Backup(Path("a"), "v", NOW - timedelta(hours=1), 1, 1, 1, 1, None)
    at = None if copied is None else NOW - timedelta(days=copied)
    return Standing((there,) if own else (), (), Path("/stick"), False, at, NOW - timedelta(days=begun), tested)


@pytest.mark.parametrize(
    ("copied", "begun", "age"),
    [
        (0, 400, Age.FRESH), (7, 400, Age.FRESH), (8, 400, Age.AGEING), (13, 400, Age.AGEING), (14, 400, Age.OLD),
        (None, 0, Age.AGEING), (None, 13, Age.AGEING), (None, 14, Age.OLD),
    ],
)  # fmt: skip
def test_green_to_seven_days_red_from_fourteen(copied: int | None, begun: int, age: Age) -> None:
    assert backups.age_of_copy(_standing(copied, begun), NOW) is age


def test_a_trial_once_a_month_and_again_after_a_failure() -> None:
    def tested(days: int, *, whole: bool = True, made_hours: int = 30) -> Trial:
        return Trial(NOW - timedelta(days=days), NOW - timedelta(hours=made_hours), whole)

    assert not backups.trial_is_due(_standing(0, own=False), NOW)
    assert backups.trial_is_due(_standing(0), NOW)
    assert not backups.trial_is_due(_standing(0, tested=tested(29)), NOW)
    assert backups.trial_is_due(_standing(0, tested=tested(30)), NOW)
    assert backups.trial_is_due(_standing(0, tested=tested(1, whole=False)), NOW)
    assert not backups.trial_is_due(_standing(0, tested=tested(1, whole=False, made_hours=1)), NOW)
