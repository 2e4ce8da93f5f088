# SPDX-License-Identifier: MIT
"""Paid miles and amounts: the vectors of domain.md 8."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.mileage import DrivenLeg, HomePolicy, Rate, amount_cents, paid_tenths, rate_on

# Home to base is 8 miles. Home to A 20, A to B 6, B home 15.
DAY = (DrivenLeg(200, home=True, from_base=130), DrivenLeg(60), DrivenLeg(150, home=True, from_base=170))


@pytest.mark.parametrize(
    ("policy", "tenths"),
    [(HomePolicy.NONE, 60), (HomePolicy.EXCESS, 250), (HomePolicy.ALL, 410), (HomePolicy.LESSER, 340)],
)
def test_a_day_with_home_legs(policy: HomePolicy, tenths: int) -> None:
    assert sum(paid_tenths(leg, policy, 80) for leg in DAY) == tenths


def test_what_is_not_known_is_not_paid() -> None:
    assert paid_tenths(DrivenLeg(100, home=True), HomePolicy.LESSER) == 0
    assert paid_tenths(DrivenLeg(50, home=True), HomePolicy.EXCESS, 80) == 0


@pytest.mark.parametrize(("tenths", "rate", "cents"), [(374, 725, 2712), (125, 725, 906), (183, 700, 1281)])
def test_amounts(tenths: int, rate: int, cents: int) -> None:
    assert amount_cents(tenths, rate) == cents


def test_rates_are_dated_not_yearly() -> None:
    rates = [Rate(date(2022, 7, 1), 625), Rate(date(2022, 1, 1), 585)]
    assert rate_on(rates, date(2022, 6, 30)) == 585
    assert rate_on(rates, date(2022, 7, 1)) == 625
    assert rate_on(rates, date(2021, 12, 31)) is None


@given(st.integers(0, 10_000), st.integers(0, 2000))
def test_amounts_round_half_up_like_decimal(tenths: int, rate: int) -> None:
    exact = Decimal(tenths) / 10 * Decimal(rate) / 10
    assert amount_cents(tenths, rate) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.integers(0, 5000), st.sampled_from(list(HomePolicy)), st.integers(0, 500), st.booleans())
def test_no_policy_pays_more_than_was_driven(tenths: int, policy: HomePolicy, commute: int, home: bool) -> None:
    assert 0 <= paid_tenths(DrivenLeg(tenths, home, 100), policy, commute) <= tenths
