# SPDX-License-Identifier: MIT
"""Plain facts of a typical week, to set two of them side by side."""

from dataclasses import dataclass

from otdesk.queries.planner import TypicalWeek
from otdesk.queries.week_rows import CardKind, CardRow
from otdesk.rules.slots import Severity, Why, worst


@dataclass(frozen=True, slots=True)
class Score:
    """`placed` of `asked` blocks; `conflicts`: blocks that break a rule; `drive` and `desk` in minutes a week;
    `avoided`: blocks in a class to avoid; on `lunches` of `days` with work lunch is kept."""

    placed: int
    asked: int
    conflicts: int
    drive: int
    avoided: int
    lunches: int
    days: int
    desk: int


def score(week: TypicalWeek) -> Score:
    sessions = [card for day in week.days for card in day.cards if card.kind is CardKind.SESSION]
    worked = [day for day in week.days if any(card.kind is CardKind.SESSION for card in day.cards)]
    desk = [card for day in week.days for card in day.cards if card.kind is CardKind.DESK]
    return Score(
        placed=len(sessions),
        asked=len(sessions) + sum(row.missing for row in week.tray),
        conflicts=sum(worst(card.obstacles) is Severity.NEVER for card in sessions),
        drive=sum(day.drive for day in week.days),
        avoided=sum(_avoided(card) for card in sessions),
        lunches=sum(any(card.kind is CardKind.LUNCH for card in day.cards) for day in worked),
        days=len(worked),
        desk=sum(card.end - card.start for card in desk),
    )


def _avoided(card: CardRow) -> bool:
    return any(obstacle.why is Why.CLASS_AVOID for obstacle in card.obstacles)
