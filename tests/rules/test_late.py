# SPDX-License-Identifier: MIT
"""Business days between a service and its note."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.late import business_days_after

TUE = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("written", "days"),
    [(TUE, 0), (date(2026, 10, 21), 1), (date(2026, 10, 23), 3), (date(2026, 10, 24), 3), (date(2026, 10, 25), 3),
     (date(2026, 10, 26), 4), (date(2026, 10, 19), 0)],
)  # fmt: skip
def test_weekends_do_not_count(written: date, days: int) -> None:
    assert business_days_after(TUE, written) == days


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 8))
def test_a_week_is_five_days(service: date, weeks: int) -> None:
    assert business_days_after(service, service + timedelta(weeks=weeks)) == 5 * weeks


def test_holidays_do_not_count() -> None:
    columbus = date(2026, 10, 12)
    assert business_days_after(date(2026, 10, 9), date(2026, 10, 14), {columbus}) == 2
