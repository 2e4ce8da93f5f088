# SPDX-License-Identifier: MIT
"""Everything one does about driving and working time: done and undone, every row is as before; redone, as after."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import mileage, places, trips, work_time
from otdesk.faults import Refusal
from otdesk.queries.mileage import place_names
from otdesk.records.time_entries import TimeEntry
from otdesk.records.trips import Trip
from otdesk.rules.entries_places import PlaceEntry
from otdesk.rules.entries_time import DrivenEntry, MileageEntry, TimesheetEntry, TripEntry, WorkEntry
from otdesk.rules.kinds import PlaceKind, WorkKind
from otdesk.rules.mileage import HomePolicy, Rounding
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.travel_sample import MONTH, TODAY, Roadhouse, lay

DAY = date(2026, 10, 19)
ACTS = (
    "confirm",
    "add",
    "edit",
    "not driven",
    "terms",
    "claim",
    "add place",
    "edit place",
    "remove place",
    "time",
    "edit time",
    "remove time",
    "contract",
)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roadhouse]:
    """One house for the module: each test leaves it as it was, which is what is tested."""
    with house(tmp_path_factory.mktemp("roads") / "vault", FixedClock()) as opened:
        made = lay(opened)
        opened.do(trips.add, TripEntry(DAY, made.ways.briar, made.ways.office, 800, 810, 31, "Meeting"))
        opened.do(places.add, PlaceEntry(PlaceKind.OFFICE, "Library"))
        opened.do(work_time.add, WorkEntry(DAY, 900, 960, WorkKind.PLANNING))
        yield made


def trip(at: Roadhouse) -> int:
    with at.house.vault.read() as db:
        return db.scalars(select(Trip.id)).one()


def acts(data: st.DataObject, at: Roadhouse) -> dict[str, tuple[object, ...]]:
    draw, ways = data.draw, at.ways
    left, length = draw(st.integers(0, 1430)), draw(st.integers(-5, 60))
    text = draw(st.text("abc ", max_size=6))
    one, other = draw(st.permutations([ways.home, ways.office, ways.alder, ways.briar]))[:2]
    entry = TripEntry(
        DAY, one, other, left, left + length, draw(st.integers(-2, 400)), text, tolls=draw(st.integers(0, 900))
    )
    driven = DrivenEntry(DAY, one, other, left, left + length, draw(st.integers(-2, 400)))
    library = next(p.place_id for p in at.house.read(place_names) if p.name == "Library")
    own = WorkEntry(
        DAY, left, left + length, draw(st.sampled_from(WorkKind)), draw(st.sampled_from([None, at.ids.alder])), text
    )
    contract = TimesheetEntry(
        text, text, draw(st.none() | st.integers(0, 3000)), draw(st.sampled_from([1, 5, 6, 7, 15]))
    )
    terms = MileageEntry(
        draw(st.sampled_from(HomePolicy)), draw(st.sampled_from([None, one])), draw(st.none() | st.integers(-1, 900)),
        draw(st.sampled_from(Rounding)), text,
    )  # fmt: skip
    return {
        "confirm": (trips.confirm, (driven, *at.month().proposals)),
        "add": (trips.add, entry),
        "edit": (trips.edit, trip(at), entry),
        "not driven": (trips.not_driven, DAY, one, other, draw(st.sampled_from([None, trip(at)]))),
        "terms": (mileage.set_terms, terms),
        "claim": (mileage.claim, MONTH, TODAY, {"tenths": draw(st.integers(0, 900))}),
        "add place": (places.add, PlaceEntry(PlaceKind.OFFICE, text)),
        "edit place": (places.edit, library, PlaceEntry(PlaceKind.OFFICE, text)),
        "time": (work_time.add, own),
        "edit time": (work_time.edit, first_time(at), own),
        "remove time": (work_time.remove, first_time(at)),
        "contract": (work_time.set_terms, contract),
        "remove place": (places.remove, draw(st.sampled_from([library, ways.office, ways.alder]))),
    }  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5, phases=[Phase.generate])
@given(data=st.data())
def test_done_and_undone_every_row_is_as_before(at: Roadhouse, name: str, data: st.DataObject) -> None:
    action, *arguments = acts(data, at)[name]
    before = at.house.dump()
    try:
        at.house.do(action, *arguments)  # type: ignore[arg-type]  # each action with its own
    except Refusal:
        assert at.house.dump() == before, "a refusal changes nothing"
        return
    after = at.house.dump()
    if after == before:
        return
    assert at.house.said, "what was done is said in the toast"
    at.house.undo()
    assert at.house.dump() == before
    at.house.redo()
    assert at.house.dump() == after
    at.house.undo()
    assert at.house.dump() == before


def test_every_act_is_tried_with_arguments_it_takes(at: Roadhouse) -> None:
    """The property above would hold for acts that are always refused: here each is done once."""
    house, ways = at.house, at.ways
    before = house.dump()
    steps = 0
    entry = TripEntry(DAY, ways.office, ways.briar, 700, 709, 31, "Chair picked up", 100, 103, 450)
    for action, *arguments in (
        (trips.confirm, at.month().proposals),
        (trips.add, entry),
        (trips.edit, trip_of(at), entry),
        (trips.not_driven, DAY, ways.alder, ways.briar),
        (mileage.set_terms, MileageEntry(HomePolicy.LESSER, ways.alder, 700, Rounding.TRIP, "own car")),
        (mileage.claim, MONTH, TODAY, {"tenths": 31}),
        (places.edit, ways.office, PlaceEntry(PlaceKind.OFFICE, "Head office")),
        (places.add, PlaceEntry(PlaceKind.OFFICE, "Clinic")),
        (work_time.add, WorkEntry(DAY, 1000, 1030, WorkKind.TRAINING)),
        (work_time.edit, first_time(at), WorkEntry(DAY, 900, 930, WorkKind.MTSS, at.ids.alder, "Screening")),
        (work_time.remove, first_time(at)),
        (work_time.set_terms, TimesheetEntry("Agency", "P. Lind", 2250, 15)),
    ):
        house.do(action, *arguments)
        steps += 1
    with pytest.raises(Refusal, match="mileage log"):
        house.do(places.remove, ways.office)
    for _step in range(steps):
        house.undo()
    assert house.dump() == before


def first_time(at: Roadhouse) -> int:
    with at.house.vault.read() as db:
        return db.scalars(select(TimeEntry.id).order_by(TimeEntry.id)).first() or 0


def trip_of(at: Roadhouse) -> int:
    with at.house.vault.read() as db:
        return db.scalars(select(Trip.id).order_by(Trip.id)).first() or 0


def test_a_month_is_confirmed_in_one_step_and_only_once(at: Roadhouse) -> None:
    house = at.house
    proposals = at.month().proposals
    assert len(proposals) == 2
    before = house.dump()
    house.do(trips.confirm, proposals)
    assert "2 drives" in house.said
    assert at.month().tenths == 60 + 60 + 31
    with pytest.raises(Refusal):
        house.do(trips.confirm, proposals)
    house.undo()
    assert house.dump() == before


@pytest.mark.parametrize("purpose", ["Chair for Maya", "ORTIZ file", "hazel's desk"])
def test_a_students_name_is_refused(at: Roadhouse, purpose: str) -> None:
    with pytest.raises(Refusal, match="student’s name"):
        at.house.do(trips.add, TripEntry(DAY, at.ways.alder, at.ways.briar, 600, 614, 60, purpose))
