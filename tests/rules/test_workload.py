# SPDX-License-Identifier: MIT
"""Categories, clusters and the need for therapists (domain.md 7)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk import labels
from otdesk.rules.kinds import WorkKind
from otdesk.rules.workload import (
    NOT_WORK,
    Cluster,
    Need,
    WorkGroup,
    cluster_of,
    contract_for,
    group_of,
    share,
    stacked,
    worked,
)

NAMES = {group: group.value for group in WorkGroup}
minutes = st.dictionaries(st.sampled_from(WorkKind), st.integers(0, 600))


@pytest.mark.parametrize("kind", list(WorkKind))
def test_each_kind_has_a_cluster_and_words(kind: WorkKind) -> None:
    assert (cluster_of(kind) is Cluster.NONE) is (kind in NOT_WORK)
    assert (group_of(kind) is None) is (kind in NOT_WORK)
    assert labels.work_kind(kind)
    assert labels.cluster(cluster_of(kind))


@given(st.lists(minutes, min_size=1, max_size=7))
def test_the_bars_hold_every_working_minute_once(days: list[dict[WorkKind, int]]) -> None:
    chart = stacked([(str(n), day) for n, day in enumerate(days)], NAMES)
    assert [bar.total for bar in chart.bars] == [worked(day) for day in days]
    assert all(len(bar.parts) == len(chart.series) for bar in chart.bars)
    assert chart.series[0] == WorkGroup.DIRECT.value


def test_a_chart_in_words() -> None:
    chart = stacked([("Mon", {WorkKind.DIRECT_GROUP: 90, WorkKind.TRAVEL: 15}), ("Tue", {WorkKind.MEETING: 60})], NAMES)
    assert labels.bars_summary(chart) == ("2 h 45 in all. Mon 1:45 (direct 1:30, travel 0:15); Tue 1:00.")


def test_full_time_is_required_over_contract() -> None:
    """domain.md 7: FTE needed = required hours / contract hours."""
    assert Need(Fraction(1500), Fraction(1200), 2250).full_time == Fraction(6, 5)
    assert Need(Fraction(1500), Fraction(1200), None).full_time is None


def test_a_contract_is_a_fifth_a_day() -> None:
    assert contract_for(2250, range(3)) == 1350
    assert contract_for(2250, []) == 0
    assert contract_for(None, range(3)) is None


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_percent_half_up(part: int, whole: int) -> None:
    found = share(part, whole)
    if whole:
        assert abs(Fraction(100 * part, whole) - found) <= Fraction(1, 2)
    else:
        assert found == 0
