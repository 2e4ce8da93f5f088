# SPDX-License-Identifier: MIT
"""The month of driving: what is proposed, what counts, what home legs are worth, what does not add up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from otdesk.actions import mileage as mileage_actions
from otdesk.actions import trips
from otdesk.queries import mileage, policies, today, work_days
from otdesk.queries.mileage import Doubt, LegState
from otdesk.rules.entries_time import MileageEntry, TripEntry
from otdesk.rules.mileage import HomePolicy, Rate
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.travel_sample import MONTH, TODAY, Roadhouse, lay


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Roadhouse]:
    with house(tmp_path / "vault", clock) as opened:
        yield lay(opened)


def states(at: Roadhouse, day: date) -> list[tuple[str, str, LegState]]:
    """Of one day, first leg first."""
    legs = [leg for leg in reversed(at.month().legs) if leg.day == day]
    return [(leg.start.code or leg.start.name, leg.end.code or leg.end.name, leg.state) for leg in legs]


def test_the_schedule_proposes_and_claims_nothing(at: Roadhouse) -> None:
    """The issue: only driven legs are claimed."""
    shown = at.month()
    assert (shown.tenths, shown.cents, shown.claimed) == (0, 0, ())
    assert [(entry.day, entry.tenths) for entry in shown.proposals] == [
        (date(2026, 10, 13), 60),
        (date(2026, 10, 19), 60),
    ]
    assert states(at, date(2026, 10, 19)) == [
        ("Home", "AC", LegState.COMMUTE), ("AC", "BW", LegState.CONFIRM), ("BW", "Home", LegState.COMMUTE),
    ]  # fmt: skip


def test_today_waits_until_it_is_over(at: Roadhouse) -> None:
    assert states(at, TODAY) == [
        ("Home", "AC", LegState.COMMUTE), ("AC", "BW", LegState.LATER), ("BW", "Home", LegState.LATER),
    ]  # fmt: skip
    late = [leg.state for leg in at.month(now=18 * 60).legs if leg.day == TODAY and not leg.home]
    assert late == [LegState.CONFIRM]


def test_the_legs_are_those_of_today(at: Roadhouse) -> None:
    """A month reads its days in bulk; each must come out as Today computes it."""
    for number in range(1, 21):
        day = date(2026, 10, number)
        shown = at.house.read(today.day, day, None)
        known = [(d.from_id, d.to_id, d.leave_by) for d in (shown.from_home, *shown.drives, shown.to_home) if d]
        line = at.house.read(work_days.load, day, day).line(day)
        found = [
            (leg.origin, leg.destination, leg.leave_by) for leg in (line.from_home, *line.legs, line.to_home) if leg
        ]
        assert found == known


def test_left_and_arrived_make_a_logged_leg(at: Roadhouse) -> None:
    trip = at.house.do(trips.depart, TODAY, at.ways.alder, at.ways.briar, 615, 60)
    assert [state for _a, _b, state in states(at, TODAY)][1] is LegState.UNDER_WAY
    at.house.do(trips.arrive, trip, 629)
    shown = at.month()
    assert (shown.tenths, shown.minutes, len(shown.claimed)) == (60, 14, 1)
    assert [leg.state for leg in shown.claimed] == [LegState.LOGGED]


def test_an_arrival_never_confirmed_is_proposed(at: Roadhouse) -> None:
    at.house.do(trips.depart, date(2026, 10, 19), at.ways.alder, at.ways.briar, 700, 60)
    leg = next(leg for leg in at.month().legs if leg.trip_id is not None)
    assert leg.state is LegState.CONFIRM
    assert leg.proposal is not None
    assert leg.proposal.arrived == 714


@pytest.mark.parametrize(
    ("policy", "tenths"),
    [(HomePolicy.NONE, 60), (HomePolicy.EXCESS, 60 + 120), (HomePolicy.ALL, 60 + 80 + 200),
     (HomePolicy.LESSER, 60 + 0 + 60)],
)  # fmt: skip
def test_home_legs_by_policy(at: Roadhouse, policy: HomePolicy, tenths: int) -> None:
    """domain.md 8, leg rule: home to base 8.0 is the commute; base to Birchwood is 6.0, Birchwood to home 20.0."""
    at.house.do(mileage_actions.set_terms, MileageEntry(policy, base_id=at.ways.alder))
    day = date(2026, 10, 19)
    drives = ((at.ways.home, at.ways.alder, 440, 80), (at.ways.alder, at.ways.briar, 700, 60),
              (at.ways.briar, at.ways.home, 820, 200))  # fmt: skip
    for start, end, left, miles in drives:
        trip = at.house.do(trips.depart, day, start, end, left, miles)
        at.house.do(trips.arrive, trip, left + 20)
    assert at.month().tenths == tenths


def test_the_example_of_the_reference(at: Roadhouse) -> None:
    """domain.md 8: home to base 8, home to A 20, A to B 6, B to home 15: none = 6, excess = 25."""
    from otdesk.actions import places, travel
    from otdesk.rules.entries_places import DriveEntry, PlaceEntry
    from otdesk.rules.kinds import PlaceKind

    base = at.house.do(places.add, PlaceEntry(PlaceKind.OFFICE, "Base"))
    at.house.do(travel.set_pair, DriveEntry(at.ways.home, base, 15, 80), DriveEntry(base, at.ways.home, 15, 80))
    day, home = date(2026, 10, 6), at.ways.home
    for start, end, left, miles in (
        (home, at.ways.alder, 440, 200),
        (at.ways.alder, at.ways.briar, 700, 60),
        (at.ways.briar, home, 820, 150),
    ):
        at.house.do(trips.add, TripEntry(day, start, end, left, left + 30, miles, "Therapy"))
    assert at.month().tenths == 60
    at.house.do(mileage_actions.set_terms, MileageEntry(HomePolicy.EXCESS, base_id=base))
    assert at.month().tenths == 250


def test_rates_and_rounding(at: Roadhouse) -> None:
    day = date(2026, 10, 6)
    entry = TripEntry(day, at.ways.alder, at.ways.office, 600, 620, 374, "Meeting", tolls=450)
    at.house.do(trips.add, entry)
    assert at.month().cents == 2712  # domain.md 8: 37.4 x 0.725
    assert at.month().tolls == 450
    at.house.do(mileage_actions.set_terms, MileageEntry(own_rate=400))
    assert (at.month().cents, at.month().rates) == (1496, (400,))


def test_the_published_rates_are_those_of_the_pack(at: Roadhouse) -> None:
    rates = at.house.read(policies.mileage, TODAY)
    assert Rate(date(2026, 1, 1), 725) in rates
    assert Rate(date(2022, 7, 1), 625) in rates


def test_gaps_and_odometer_are_noticed(at: Roadhouse) -> None:
    day = date(2026, 10, 6)
    at.house.do(trips.add, TripEntry(day, at.ways.home, at.ways.alder, 440, 460, 80, "Therapy"))
    at.house.do(trips.add, TripEntry(day, at.ways.briar, at.ways.office, 700, 710, 31, "Meeting"))
    legs = [leg for leg in reversed(at.month().legs) if leg.day == day]
    assert [leg.doubts for leg in legs] == [frozenset(), frozenset({Doubt.GAP})]


def test_a_leg_said_not_driven_is_not_proposed_again(at: Roadhouse) -> None:
    day = date(2026, 10, 19)
    at.house.do(trips.not_driven, day, at.ways.alder, at.ways.briar)
    assert [entry.day for entry in at.month().proposals] == [date(2026, 10, 13)]
    at.house.undo()
    assert len(at.month().proposals) == 2


def test_a_way_nobody_entered_cannot_be_confirmed(at: Roadhouse) -> None:
    from otdesk.actions import schools, travel
    from otdesk.rules.entries_places import SchoolEntry

    cedar = at.house.do(schools.add, SchoolEntry("Cedar Ridge Middle", "CR", 6, 8, 480, 900))
    at.session(date(2026, 10, 12), at.ids.alder, 480)
    at.session(date(2026, 10, 12), cedar, 780)
    at.house.do(travel.clear_pair, at.ways.alder, at.ways.briar)
    found = states(at, date(2026, 10, 12))
    assert ("AC", "CR", LegState.UNKNOWN) in found
    assert all(entry.day != date(2026, 10, 12) for entry in at.month().proposals)


def test_months_go_back_to_the_first_school_day(at: Roadhouse) -> None:
    months = at.house.read(mileage.months, TODAY)
    assert months[0] == MONTH
    assert months[-1] == date(2026, 9, 1)
    assert mileage.next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert mileage.last_of(date(2028, 2, 1)) == date(2028, 2, 29)


def test_the_claim_kept_tells_what_changed_since(at: Roadhouse) -> None:
    day = date(2026, 10, 6)
    at.house.do(trips.add, TripEntry(day, at.ways.alder, at.ways.briar, 600, 614, 60, "Meeting"))
    said = mileage.paper(at.month(), "Ana Ruiz", "Marlow", TODAY, "Therapy, scheduled")
    at.house.do(mileage_actions.claim, MONTH, TODAY, said.printed())
    shown = at.month()
    assert shown.claim is not None
    assert (shown.claim.tenths, shown.claim.cents, shown.changed_since_claim) == (60, 435, False)
    at.house.do(trips.add, TripEntry(day, at.ways.briar, at.ways.alder, 700, 714, 60, "Meeting"))
    assert at.month().changed_since_claim
