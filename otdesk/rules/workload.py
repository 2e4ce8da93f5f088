# SPDX-License-Identifier: MIT
"""What working time is for (domain.md 7): groups for a chart, ASHA's four clusters, contract against need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from otdesk.rules.charts import Bar, StackedBars
from otdesk.rules.kinds import WorkKind

NOT_WORK = frozenset({WorkKind.LUNCH, WorkKind.LEAVE})
DIRECT = frozenset({WorkKind.DIRECT_INDIVIDUAL, WorkKind.DIRECT_GROUP})


class WorkGroup(StrEnum):
    """The layers of the stacked bars, from the bottom."""

    DIRECT = "direct"
    NOTES = "notes"
    MEETINGS = "meetings"
    TRAVEL = "travel"
    OTHER = "other"


class Cluster(StrEnum):
    """Direct services; activities for the student's program; for the least restrictive environment and the general
    curriculum; compliance and membership duties."""

    DIRECT = "direct"
    PROGRAM = "program"
    CURRICULUM = "curriculum"
    COMPLIANCE = "compliance"
    NONE = "none"


_OF_KIND: Mapping[WorkKind, tuple[WorkGroup | None, Cluster]] = {
    WorkKind.DIRECT_INDIVIDUAL: (WorkGroup.DIRECT, Cluster.DIRECT),
    WorkKind.DIRECT_GROUP: (WorkGroup.DIRECT, Cluster.DIRECT),
    WorkKind.EVALUATION: (WorkGroup.NOTES, Cluster.DIRECT),
    WorkKind.CONSULT: (WorkGroup.DIRECT, Cluster.CURRICULUM),
    WorkKind.MEETING: (WorkGroup.MEETINGS, Cluster.COMPLIANCE),
    WorkKind.DOCUMENTATION: (WorkGroup.NOTES, Cluster.COMPLIANCE),
    WorkKind.PLANNING: (WorkGroup.NOTES, Cluster.PROGRAM),
    WorkKind.MTSS: (WorkGroup.OTHER, Cluster.CURRICULUM),
    WorkKind.SUPERVISION: (WorkGroup.MEETINGS, Cluster.COMPLIANCE),
    WorkKind.TRAVEL: (WorkGroup.TRAVEL, Cluster.COMPLIANCE),
    WorkKind.PARENT_CONTACT: (WorkGroup.MEETINGS, Cluster.PROGRAM),
    WorkKind.TRAINING: (WorkGroup.MEETINGS, Cluster.PROGRAM),
    WorkKind.EQUIPMENT: (WorkGroup.OTHER, Cluster.PROGRAM),
    WorkKind.SCHOOL_DUTY: (WorkGroup.OTHER, Cluster.COMPLIANCE),
    WorkKind.LUNCH: (None, Cluster.NONE),
    WorkKind.LEAVE: (None, Cluster.NONE),
}


def group_of(kind: WorkKind) -> WorkGroup | None:
    """None for what is not working time."""
    return _OF_KIND[kind][0]


def cluster_of(kind: WorkKind) -> Cluster:
    return _OF_KIND[kind][1]


def worked(minutes: Mapping[WorkKind, int]) -> int:
    return sum(n for kind, n in minutes.items() if kind not in NOT_WORK)


def stacked(bars: Iterable[tuple[str, Mapping[WorkKind, int]]], names: Mapping[WorkGroup, str]) -> StackedBars:
    """Minutes by group under each bar's words. Groups without a minute are left out, but Direct stays."""
    counted = [(said, _by_group(minutes)) for said, minutes in bars]
    shown = [g for g in WorkGroup if g is WorkGroup.DIRECT or any(sums[g] for _said, sums in counted)]
    return StackedBars(
        tuple(names[group] for group in shown),
        tuple(Bar(said, tuple(sums[group] for group in shown)) for said, sums in counted),
    )


def _by_group(minutes: Mapping[WorkKind, int]) -> dict[WorkGroup, int]:
    sums = dict.fromkeys(WorkGroup, 0)
    for kind, n in minutes.items():
        group = group_of(kind)
        if group is not None:
            sums[group] += n
    return sums


@dataclass(frozen=True, slots=True)
class Need:
    """Minutes a week: `direct` with students as promised, `rest` of all other work as it was logged; `contract` as
    agreed, none when not said."""

    direct: Fraction
    rest: Fraction
    contract: int | None

    @property
    def required(self) -> Fraction:
        return self.direct + self.rest

    @property
    def full_time(self) -> Fraction | None:
        """Full-time equivalents needed: required over contract (domain.md 7)."""
        return self.required / self.contract if self.contract else None


def share(part: int, whole: int) -> int:
    """Percent, half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def contract_for(week_minutes: int | None, workdays: Sequence[object]) -> int | None:
    """The contract's minutes for so many school days: a fifth of the week each."""
    return None if week_minutes is None else (2 * week_minutes * len(workdays) + 5) // 10
