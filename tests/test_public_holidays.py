# SPDX-License-Identifier: MIT
"""Holidays between two days, federal and of a state."""

from datetime import date

from otdesk import public_holidays


def test_federal_holidays_are_found_in_every_state() -> None:
    found = public_holidays.between(date(2026, 11, 1), date(2027, 1, 31), "MN")
    assert {date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1)} <= found
    assert all(date(2026, 11, 1) <= day <= date(2027, 1, 31) for day in found)


def test_an_unknown_state_has_the_federal_ones() -> None:
    assert date(2026, 7, 3) in public_holidays.between(date(2026, 7, 1), date(2026, 7, 5), "??")
