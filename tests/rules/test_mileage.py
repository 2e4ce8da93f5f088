# SPDX-License-Identifier: MIT
"""Paid miles and amounts: the vectors of domain.md 8."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.mileage import (
    DrivenLeg,
    HomePolicy,
    Rate,
    Rounding,
    amount_cents,
    claim_cents,
    gaps,
    odometer_agrees,
    paid_tenths,
    rate_on,
)

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


def test_the_commute_not_known_pays_nothing() -> None:
    assert paid_tenths(DrivenLeg(200, home=True), HomePolicy.EXCESS) == 0


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 1000)), max_size=40))
def test_a_claim_is_rounded_once_or_for_each_leg(legs: list[tuple[int, int]]) -> None:
    """domain.md 8: Decimal, half up to the cent per trip or per claim."""
    exact = [Decimal(tenths) / 10 * Decimal(rate) / 10 for tenths, rate in legs]
    once = int(sum(exact, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))
    each = sum(int(part.quantize(Decimal(1), ROUND_HALF_UP)) for part in exact)
    assert claim_cents(legs, Rounding.CLAIM) == once
    assert claim_cents(legs, Rounding.TRIP) == each
    assert abs(once - each) <= (len(legs) + 1) // 2


def test_the_month_of_the_design() -> None:
    """ux.md 10, p4: 109.2 miles at $0.70 are $76.44."""
    miles = (112, 74, 49, 58, 91, 112, 74, 49, 58, 91, 112, 74, 31, 49, 58)
    assert sum(miles) == 1092
    assert claim_cents([(tenths, 700) for tenths in miles], Rounding.CLAIM) == 7644


@pytest.mark.parametrize(
    ("start", "end", "tenths", "agrees"),
    [(100, 106, 60, True), (100, 107, 60, True), (100, 108, 60, False), (100, 104, 60, False), (None, 7, 60, True)],
)
def test_the_odometer_may_differ_by_a_mile(start: int | None, end: int | None, tenths: int, agrees: bool) -> None:
    """domain.md 8: the difference must agree with the miles within 0.1-1.0; readings are whole miles."""
    assert odometer_agrees(start, end, tenths) is agrees


def test_a_leg_that_begins_elsewhere_is_a_gap() -> None:
    assert gaps([(1, 2), (2, 3), (4, 1)]) == {2}
    assert gaps([]) == frozenset()
