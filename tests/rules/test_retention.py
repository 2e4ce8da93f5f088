# SPDX-License-Identifier: MIT
"""How long a record is kept: the later of years after service and an age, a notice first where one is asked for."""

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk import paths
from otdesk.rules.packs import BadPack
from otdesk.rules.retention import (
    Facts,
    RetentionRule,
    Standing,
    keep_until,
    may_go_from,
    retention_from,
    standing,
)

RULE = RetentionRule(7, 25, 30)
DAYS = st.dates(date(1995, 1, 1), date(2080, 1, 1))
RULES = st.builds(RetentionRule, st.integers(0, 99), st.integers(0, 99), st.integers(0, 730))


@pytest.mark.parametrize(
    ("ended", "born", "until"),
    [
        (date(2026, 6, 12), date(2018, 5, 4), date(2043, 5, 4)),
        (date(2026, 6, 12), date(1999, 5, 4), date(2033, 6, 12)),
        (date(2024, 2, 29), date(1990, 1, 1), date(2031, 2, 28)),
        (date(2026, 6, 12), None, None),
    ],
)
def test_the_later_of_service_and_age(ended: date, born: date | None, until: date | None) -> None:
    assert keep_until(RULE, ended, born) == until


def test_without_an_age_the_birth_date_does_not_matter() -> None:
    assert keep_until(RetentionRule(6, 0, 0), date(2020, 3, 1), None) == date(2026, 3, 1)


def test_a_record_past_its_time_is_told_of_then_waits_then_goes() -> None:
    ended, born = date(2010, 6, 1), date(1995, 3, 1)
    last = keep_until(RULE, ended, born)
    assert last == date(2020, 3, 1)
    told = last + timedelta(days=10)

    def at(day: date, notice: date | None = told, *, held: bool = False) -> Standing:
        return standing(RULE, Facts(ended, born, notice, held), day)

    assert at(last, None) is Standing.KEPT
    assert at(last + timedelta(days=1), None) is Standing.NOTICE
    assert at(told + timedelta(days=29)) is Standing.WAITING
    assert at(told + timedelta(days=30)) is Standing.DUE
    assert at(told + timedelta(days=30), held=True) is Standing.HELD
    assert standing(RULE, Facts(None, born, told, held=False), told) is Standing.SERVED
    assert standing(RULE, Facts(ended, None, told, held=False), told) is Standing.UNKNOWN


@given(RULES, DAYS, DAYS, st.none() | DAYS, DAYS)
def test_nothing_is_due_before_its_time(
    rule: RetentionRule, ended: date, born: date, notice: date | None, today: date
) -> None:
    facts = Facts(ended, born, notice, held=False)
    found = standing(rule, facts, today)
    last, first = keep_until(rule, ended, born), may_go_from(rule, facts)
    assert last is not None
    assert last >= ended
    if found is Standing.DUE:
        assert first is not None
        assert today >= first > last
        assert not rule.notice_days or (notice is not None and today >= notice + timedelta(days=rule.notice_days))
    assert standing(rule, Facts(ended, born, notice, held=True), today) is Standing.HELD


def test_the_shipped_rules_can_be_read_and_a_state_has_its_own() -> None:
    with (paths.resource("rule_packs") / "retention.toml").open("rb") as stream:
        rules = retention_from(tomllib.load(stream))
    assert rules.of("wa").years == 6
    assert rules.of("ZZ") == rules.of("") == rules.default == RetentionRule(7, 25, 30)


@pytest.mark.parametrize(
    "body", [{}, {"default": {"years": -1}}, {"default": {"years": 7}, "state": {"WA": {"years": "6"}}}]
)
def test_figures_that_cannot_be_are_refused(body: dict[str, object]) -> None:
    with pytest.raises(BadPack):
        retention_from(body)
