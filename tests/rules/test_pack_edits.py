# SPDX-License-Identifier: MIT
"""An edited pack is still a pack: the line says what was entered, every other line what it said before."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.deadlines import Count, DayUnit, End, Start
from otdesk.rules.kinds import Reason
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import CountMode, Excused, Owed, ReasonRule, Window
from otdesk.rules.pack_edits import ClockEdit, Edit, MinutesEdit, RateEdit, ReasonEdit, applied, pack_of
from otdesk.rules.packs import BadPack, clocks_from, mileage_from, minutes_from, reasons_from

FOLDER = Path(__file__).parents[2] / "resources" / "rule_packs"


def body(edit: Edit) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{pack_of(edit)}.toml").read_text("utf-8"))


clocks = st.builds(
    ClockEdit, st.sampled_from(["TX", "AL", "MD", "federal", "KS"]), st.none() | st.integers(1, 400),
    st.sampled_from(DayUnit), st.sampled_from(Start), st.sampled_from(End), st.booleans(),
    st.none() | st.integers(0, 60), st.text(max_size=9), st.text(max_size=9),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)  # fmt: skip


@given(clocks)
def test_a_clock_says_what_was_entered_and_the_others_stay(edit: ClockEdit) -> None:
    before = body(edit)
    after = clocks_from(applied(before, edit))
    old = clocks_from(before)
    assert {state: clock for state, clock in after.items() if state != edit.state} == {
        state: clock for state, clock in old.items() if state != edit.state
    }
    if edit.days is None:
        assert edit.state not in after, "what nobody knows is blank"
        return
    clock = after[edit.state]
    assert (clock.count, clock.start, clock.end) == (Count(edit.days, edit.unit), edit.start, edit.end)
    assert (clock.exclude_summer, clock.exclude_breaks_over) == (edit.exclude_summer, edit.exclude_breaks_over)
    assert (clock.source, clock.note, clock.checked_on) == (edit.source, edit.note, edit.checked_on)
    assert clock.confidence == "", "a shipped confidence does not speak for an entered figure"
    assert before == body(edit), "the old table is not touched"


def test_what_the_form_does_not_show_of_a_clock_stays() -> None:
    """Maryland: the earlier of 60 days from consent and 90 from referral (domain.md 1.4, S13b)."""
    edit = ClockEdit("MD", 55, DayUnit.CALENDAR, Start.CONSENT, End.REPORT, source="COMAR 13A.05.01.06")
    before = body(edit)
    assert clocks_from(applied(before, edit))["MD"].cap == clocks_from(before)["MD"].cap == (
        Count(90, DayUnit.CALENDAR), Start.REFERRAL,
    )  # fmt: skip


@given(st.sampled_from(Reason), st.sampled_from(Excused), st.sampled_from(Owed))
def test_one_reason_changes(reason: Reason, excused: Excused, owed: Owed) -> None:
    edit = ReasonEdit(reason, excused, owed)
    old, new = reasons_from(body(edit)), reasons_from(applied(body(edit), edit))
    assert new == {**old, reason: ReasonRule(excused, owed)}


@given(st.sampled_from(CountMode), st.booleans(), st.sampled_from(Window), st.booleans())
def test_how_minutes_count(partial: CountMode, round_up: bool, window: Window, bank: bool) -> None:
    edit = MinutesEdit(partial, round_up, window, bank)
    policy = minutes_from(applied(body(edit), edit), {})
    assert (policy.partial, policy.round_up, policy.window, policy.bank) == (partial, round_up, window, bank)
    assert policy.broken is None, "that one is asked, never in a pack"


@given(st.dates(date(2016, 1, 1), date(2030, 1, 1)), st.integers(1, 2000))
def test_a_rate_comes_and_goes(first: date, tenths: int) -> None:
    edit = RateEdit(first, tenths)
    old = mileage_from(body(edit))
    with_it = applied(body(edit), edit)
    assert Rate(first, tenths) in mileage_from(with_it)
    assert [rate.first for rate in mileage_from(with_it)] == sorted({*(rate.first for rate in old), first})
    gone = mileage_from(applied(with_it, RateEdit(first, None)))
    assert gone == tuple(rate for rate in old if rate.first != first)


@pytest.mark.parametrize("edit", [ClockEdit("TX", 0), RateEdit(date(2026, 1, 1), 0)])
def test_a_figure_nobody_can_use_is_refused(edit: Edit) -> None:
    with pytest.raises(BadPack):
        applied(body(edit), edit)


def test_the_last_rate_cannot_go() -> None:
    with pytest.raises(BadPack):
        applied({"rate": [{"from": "2026-01-01", "tenths_of_cent": 725}]}, RateEdit(date(2026, 1, 1), None))
