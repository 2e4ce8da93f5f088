# SPDX-License-Identifier: MIT
"""What a progress report's form holds: per goal the rating, whether progress suffices, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from otdesk.rules.note_entry import Piece


@dataclass(frozen=True, slots=True)
class GoalReport:
    """`rating` is a code of the district's rating set, empty while not rated. `enough` none follows the data."""

    goal_id: int
    rating: str = ""
    enough: bool | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()


@dataclass(frozen=True, slots=True)
class ReportEntry:
    goals: tuple[GoalReport, ...] = ()

    def of(self, goal_id: int) -> GoalReport:
        """The goal's part; an empty one where nothing was kept."""
        return next((goal for goal in self.goals if goal.goal_id == goal_id), GoalReport(goal_id))

    def with_goal(self, changed: GoalReport) -> "ReportEntry":
        return replace(self, goals=tuple(changed if goal.goal_id == changed.goal_id else goal for goal in self.goals))


def to_plain(entry: ReportEntry) -> dict[str, Any]:
    """As kept in the vault."""
    return {
        "goals": [
            {
                "goal_id": goal.goal_id,
                "rating": goal.rating,
                "enough": goal.enough,
                "pieces": [{"text": piece.text, "source": piece.source} for piece in goal.pieces],
            }
            for goal in entry.goals
        ]
    }


def from_plain(plain: Mapping[str, Any]) -> ReportEntry:
    """Read what `to_plain` wrote; an empty mapping is an empty report."""
    return ReportEntry(
        tuple(
            GoalReport(
                int(goal["goal_id"]),
                str(goal["rating"]),
                None if goal["enough"] is None else bool(goal["enough"]),
                tuple(Piece(str(piece["text"]), str(piece["source"])) for piece in goal["pieces"]),
            )
            for goal in plain.get("goals", ())
        )
    )
