# SPDX-License-Identifier: MIT
"""What makes up a view of the caseload table: filter, shown columns, sort. Written to and read from plain JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from otdesk.ui.caseload.filters import Chip, Filter

PLACE = "caseload"
FIRST_HIDDEN = frozenset({"teacher", "manager", "number"})
"""Columns that are shown only when asked for."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """`sort` is a column's id."""

    filter: Filter = field(default_factory=Filter)
    hidden: frozenset[str] = FIRST_HIDDEN
    sort: str = "due"
    down: bool = False

    def body(self) -> dict[str, Any]:
        return {
            "chips": sorted(self.filter.chips),
            "school": self.filter.school_id,
            "words": self.filter.words,
            "hidden": sorted(self.hidden),
            "sort": self.sort,
            "down": self.down,
        }


def read_state(body: dict[str, Any], columns: Iterable[str], schools: Iterable[int]) -> ViewState:
    """What an older or newer OTDesk wrote and this one does not know is left out."""
    known, plain = set(columns), ViewState()
    chips = frozenset(Chip(chip) for chip in body.get("chips", plain.filter.chips) if chip in set(Chip))
    school = body.get("school")
    sort = body.get("sort")
    return ViewState(
        Filter(chips, school if school in set(schools) else None, str(body.get("words", ""))),
        frozenset(body.get("hidden", plain.hidden)) & known,
        sort if sort in known else plain.sort,
        bool(body.get("down", False)),
    )
