# SPDX-License-Identifier: MIT
"""Federal and state holidays: the days that are no business days (34 CFR 300.11)."""

from datetime import date


def between(first: date, last: date, state: str = "") -> frozenset[date]:
    """The holidays of the United States and of a state ("MN"); of an unknown state only the federal ones."""
    from holidays import country_holidays, list_supported_countries

    known = state if state in list_supported_countries().get("US", ()) else None
    found = country_holidays("US", subdiv=known, years=range(first.year, last.year + 1))
    return frozenset(day for day in found if first <= day <= last)
