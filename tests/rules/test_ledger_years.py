# SPDX-License-Identifier: MIT
"""The invariants of domain.md 2.3 over generated school years.

`OTDESK_LEDGER_YEARS=10000 pytest tests/rules/test_ledger_years.py -s` holds them over that many of each kind and says
how long it took; without it a hundred keep the run short.
"""

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otdesk.rules import minutes, periods
from otdesk.rules.calendar import dates
from otdesk.rules.kinds import Period, Reason
from otdesk.rules.minutes import CountMode, Ledger, Owed, Standing, Stretch, Window
from tests.rules.ledger_years import Year, years

COUNT = int(os.environ.get("OTDESK_LEDGER_YEARS", "120"))
_FEW = settings(max_examples=max(25, COUNT // 10), suppress_health_check=list(HealthCheck), deadline=None)


def holds(book: Ledger) -> None:
    """0 <= U <= O <= R; D + M + X + O = R; nothing negative."""
    assert 0 <= book.undocumented <= book.owed <= book.required
    assert book.given + book.made_up + book.excused + book.owed == book.required
    assert book.explained + book.undocumented + book.to_come == book.owed
    assert min(book.given, book.made_up, book.excused, book.explained, book.over, book.to_come) >= 0


def raw(year: Year, stretch: Stretch) -> dict[str, int]:
    """Minutes before any cap, counted plainly."""
    sums = dict.fromkeys(("given", "made_up", "excused"), 0)
    for entry in year.entries:
        if stretch.first <= entry.day <= stretch.last:
            sums["made_up" if entry.reason is Reason.MAKEUP else "given"] += entry.given
            if minutes.is_excused(entry, year.policy) and entry.reason is not Reason.NO_REASON:
                sums["excused"] += entry.short
    return sums


def capped_in_order(year: Year, stretch: Stretch, book: Ledger) -> None:
    """D first, then M, then X: each takes what the ones before it left of R."""
    sums, left = raw(year, stretch), book.required
    for bucket in ("given", "made_up", "excused"):
        took = min(Fraction(sums[bucket]), left)
        assert getattr(book, bucket) == took
        left -= took
    assert book.owed == left
    assert book.over == sums["given"] + sums["made_up"] - book.given - book.made_up


def every_invariant(year: Year) -> int:
    books = [year.book(stretch) for stretch in year.stretches()]
    for stretch, book in zip(year.stretches(), books, strict=True):
        holds(book)
        capped_in_order(year, stretch, book)
        assert book.required <= year.line.amount
        open_days = year.calendar.school_days(
            max(stretch.first, year.line.first), min(stretch.last, year.line.last or stretch.last)
        )
        assert open_days or book.required == 0
    whole = minutes.total(books)
    holds(whole)
    assert whole.required == sum(book.required for book in books)
    banked = minutes.banked(books, year.policy)
    for book in banked:
        holds(book)
    after = minutes.total(banked)
    assert after.given + after.made_up + after.over == whole.given + whole.made_up + whole.over
    assert after.owed <= whole.owed
    return len(books)


def run(check: Callable[[Year], int], strategy: st.SearchStrategy[Year]) -> tuple[int, int, float]:
    """(years, periods, seconds)."""
    seen = [0, 0]

    @settings(max_examples=COUNT, suppress_health_check=list(HealthCheck), deadline=None)
    @given(strategy)
    def over_all(year: Year) -> None:
        seen[0] += 1
        seen[1] += check(year)

    begun = time.perf_counter()
    over_all()
    return seen[0], seen[1], time.perf_counter() - begun


@pytest.mark.timeout(3600)
def test_every_year_holds_every_invariant(capsys: pytest.CaptureFixture[str]) -> None:
    count, stretches, seconds = run(every_invariant, years())
    with capsys.disabled():
        if "OTDESK_LEDGER_YEARS" in os.environ:
            print(f"\n{count} generated years, {stretches} periods: every invariant held, {seconds:.0f} s")
    assert count >= COUNT * 0.9
    assert stretches > count


@_FEW
@given(years(), st.randoms(use_true_random=False))
def test_deleting_or_voiding_sessions_restores_the_state_before(year: Year, random: Random) -> None:
    kept = year.entries[::2]
    before = year.books(kept)
    mixed = list(year.entries)
    random.shuffle(mixed)
    assert year.books(mixed) == year.books()
    for entry in year.entries[1::2]:
        mixed.remove(entry)
    assert year.books(mixed) == before


@_FEW
@given(years([CountMode.FULL, CountMode.SCHEDULED], Period.WEEK))
def test_the_weeks_of_a_term_add_up_to_the_term(year: Year) -> None:
    """FULL: the promise for each week with a school day. SCHEDULED: the sessions planned in broken weeks, the promise
    in whole ones. Weeks belong to the term they begin in, so that the terms add up to the year."""
    weeks = year.stretches()
    shares = [periods.counted(weeks, Period.WEEK, term, year.calendar.last, year.calendar) for term in year.terms]
    together = [week for share in shares for week in share if share]
    assert sorted(together, key=_first) == list(weeks)
    for share in shares:
        total = minutes.total(year.book(week) for week in share).required
        assert total == sum(_plain_need(year, week) for week in share)


def _plain_need(year: Year, week: Stretch) -> int:
    first, last = max(week.first, year.line.first), min(week.last, year.line.last or week.last)
    here = [day for day in dates(week.first, week.last) if year.calendar.is_open(day)]
    if not any(first <= day <= last for day in here):
        return 0
    in_year = week.first >= year.calendar.first and week.first + timedelta(days=4) <= year.calendar.last
    whole = in_year and len(here) >= 5 and all(first <= day <= last for day in here)
    if year.policy.partial is CountMode.FULL or whole:
        return year.line.amount
    planned = sum(slot.minutes for slot in year.slots if week.first <= slot.day <= week.last)
    return min(year.line.amount, planned)


@_FEW
@given(years())
def test_nothing_is_red_before_its_period_is_over_or_without_a_policy(year: Year) -> None:
    for stretch in year.stretches():
        book = year.book(stretch)
        assert minutes.standing(book, over=False) is not Standing.SHORT
        assert minutes.standing(book, over=False, ahead=int(book.owed) + 1) is Standing.ON_TRACK
        if not book.decided:
            assert minutes.standing(book, over=True) in {Standing.POLICY_NOT_SET, Standing.ON_TRACK}
        elif book.owed:
            assert minutes.standing(book, over=True) is Standing.SHORT


@_FEW
@given(years(), st.integers(0, 400))
def test_what_is_to_come_is_neither_missing_nor_given(year: Year, ahead: int) -> None:
    for stretch in year.stretches():
        open_now, plain = year.book(stretch, ahead=ahead), year.book(stretch)
        holds(open_now)
        assert (open_now.given, open_now.made_up, open_now.excused) == (plain.given, plain.made_up, plain.excused)
        assert open_now.owed == plain.owed
        assert open_now.to_come == min(Fraction(ahead), plain.owed)
        assert open_now.missing == plain.owed - open_now.to_come


@_FEW
@given(years())
def test_every_debt_has_a_miss_and_a_rule(year: Year) -> None:
    entries = [entry for entry in year.entries if entry.reason is not Reason.MAKEUP]
    found = minutes.debts(entries, year.policy)
    assert sum(debt.minutes for debt in found) == sum(
        entry.short for entry in entries if minutes.owed_for(entry, year.policy) is not Owed.NO
    )
    assert all(debt.owed in {Owed.YES, Owed.REVIEW} and debt.minutes > 0 for debt in found)
    for debt in found:
        by = minutes.make_up_by(debt.entry.day, year.policy, year.terms[0], year.terms, year.line.last)
        if year.policy.window is Window.UNLIMITED:
            assert by is None
        if year.policy.window is Window.DAYS_30:
            assert by == debt.entry.day + timedelta(days=30)


def _first(stretch: Stretch) -> date:
    return stretch.first
