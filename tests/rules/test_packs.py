# SPDX-License-Identifier: MIT
"""The shipped rule packs are complete, and a broken one says where."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from otdesk.rules.deadlines import Count, DayUnit, Start
from otdesk.rules.kinds import Reason
from otdesk.rules.minutes import CountMode, Excused, Owed, ReasonRule, Window
from otdesk.rules.packs import BadPack, clocks_from, minutes_from, reasons_from, reviews_from

FOLDER = Path(__file__).parents[2] / "resources" / "rule_packs"


def pack(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def test_every_reason_has_its_rule() -> None:
    rules = reasons_from(pack("reasons"))
    assert set(rules) == set(Reason)
    assert rules[Reason.STUDENT_ABSENT] == ReasonRule(Excused.YES, Owed.NO)
    assert rules[Reason.THERAPIST_ABSENT] == ReasonRule(Excused.NO, Owed.YES)
    assert rules[Reason.STUDENT_NOT_AVAILABLE].owed is Owed.YES
    assert rules[Reason.STUDENT_REFUSED].owed is Owed.REVIEW
    assert rules[Reason.SCHOOL_CLOSED] == ReasonRule(Excused.BY_MODE, Owed.BY_MODE)


def test_the_minutes_policy_is_unset_until_the_district_answers() -> None:
    reasons = reasons_from(pack("reasons"))
    policy = minutes_from(pack("minutes"), reasons)
    assert policy.broken is None
    assert (policy.window, policy.bank, policy.week_start) == (Window.UNLIMITED, False, 0)
    said = {**pack("minutes"), "makeup_window": "30_days", "bank": True, "week_starts": "sunday"}
    other = minutes_from(said, reasons)
    assert (other.window, other.bank, other.week_start) == (Window.DAYS_30, True, 6)
    for key, text in (("week_starts", "friday"), ("makeup_window", "a while")):
        with pytest.raises(BadPack, match=f"{key} is '{text}'"):
            minutes_from({**pack("minutes"), key: text}, reasons)
    assert policy.partial is CountMode.PRORATE
    assert minutes_from(pack("minutes"), reasons, "scheduled").broken is CountMode.SCHEDULED
    with pytest.raises(BadPack, match="broken is 'half', not one of full"):
        minutes_from(pack("minutes"), reasons, "half")


def test_clocks_of_the_states() -> None:
    clocks = clocks_from(pack("deadlines"))
    assert clocks["TX"].count == Count(45, DayUnit.SCHOOL)
    assert clocks["TX"].absences_from == 3
    assert clocks["CA"].exclude_breaks_over == 5
    assert clocks["MD"].cap == (Count(90, DayUnit.CALENDAR), Start.REFERRAL)
    assert clocks["SD"].then == Count(30, DayUnit.CALENDAR)
    assert all(clock.confidence in {"H", "M"} and clock.source for clock in clocks.values())


@pytest.mark.parametrize("state", ["KS", "LA", "DC", "NY", "GA", "AK", "WY"])
def test_a_state_nobody_checked_has_no_clock(state: str) -> None:
    assert state not in clocks_from(pack("deadlines"))


def test_reviews() -> None:
    reviews = reviews_from(pack("deadlines"))
    assert (reviews.annual_years, reviews.day_before, reviews.reevaluation_years) == (1, False, 3)
    assert reviews.sooner == {"PA": 2}


def _without(body: dict[str, Any], *path: str) -> dict[str, Any]:
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return body


def test_a_broken_pack_says_where() -> None:
    with pytest.raises(BadPack, match=r"reason\.makeup is missing"):
        reasons_from(_without(pack("reasons"), "reason", "makeup"))
    with pytest.raises(BadPack, match=r"reason\.makeup\.owed is missing"):
        reasons_from(_without(pack("reasons"), "reason", "makeup", "owed"))
    more = pack("reasons")
    more["reason"]["boredom"] = {}
    with pytest.raises(BadPack, match=r"reason\.boredom is not a reason"):
        reasons_from(more)
    wrong = pack("deadlines")
    wrong["clock"]["TX"]["n"] = 0
    with pytest.raises(BadPack, match=r"clock\.TX\.n must be a whole number from 1"):
        clocks_from(wrong)
    wrong["clock"]["TX"].update(n=45, unit="moons")
    with pytest.raises(BadPack, match=r"clock\.TX\.unit is 'moons', not one of calendar"):
        clocks_from(wrong)
    with pytest.raises(BadPack, match="round_up must be true or false"):
        minutes_from({**pack("minutes"), "round_up": 1}, {})
    with pytest.raises(BadPack, match="annual is missing"):
        reviews_from({})
