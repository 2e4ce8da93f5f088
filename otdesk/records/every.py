# SPDX-License-Identifier: MIT
"""All records at once, so that every table is known before the first query."""

from otdesk.records import (
    audit,
    bells,
    calendars,
    chain,
    consents,
    districts,
    goal_data,
    goals,
    groups,
    imports,
    meetings,
    notes,
    packs,
    phrases,
    places,
    plans,
    schools,
    sessions,
    slots,
    students,
    therapists,
    travel,
    trips,
    undo,
)
from otdesk.records.base import Base

MODULES = (
    audit,
    bells,
    calendars,
    chain,
    consents,
    districts,
    goal_data,
    goals,
    groups,
    imports,
    meetings,
    notes,
    packs,
    phrases,
    places,
    plans,
    schools,
    sessions,
    slots,
    students,
    therapists,
    travel,
    trips,
    undo,
)

metadata = Base.metadata


def kinds() -> list[type[Base]]:
    """All mapped classes, in the order of their tables' names."""
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(classes, key=lambda kind: kind.__tablename__)
