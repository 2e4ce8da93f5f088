# SPDX-License-Identifier: MIT
"""All records at once, so that every table is known before the first query."""

from otdesk.records import (
    audit,
    bells,
    belongings,
    calendars,
    chain,
    co_signing,
    completions,
    consents,
    districts,
    evaluations,
    goal_data,
    goals,
    groups,
    imports,
    left_forms,
    meetings,
    mileage,
    notes,
    packs,
    phrases,
    places,
    plans,
    reports,
    retention,
    schools,
    sessions,
    slots,
    students,
    supervision,
    therapists,
    time_entries,
    travel,
    trips,
    undo,
    views,
    week_changes,
)
from otdesk.records.base import Base

MODULES = (
    audit,
    bells,
    belongings,
    calendars,
    chain,
    co_signing,
    completions,
    consents,
    districts,
    evaluations,
    goal_data,
    goals,
    groups,
    imports,
    left_forms,
    meetings,
    mileage,
    notes,
    packs,
    phrases,
    places,
    plans,
    reports,
    retention,
    schools,
    sessions,
    slots,
    students,
    supervision,
    therapists,
    time_entries,
    travel,
    trips,
    undo,
    views,
    week_changes,
)

metadata = Base.metadata


def kinds() -> list[type[Base]]:
    """All mapped classes, in the order of their tables' names."""
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(classes, key=lambda kind: kind.__tablename__)
