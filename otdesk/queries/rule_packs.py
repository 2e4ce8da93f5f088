# SPDX-License-Identifier: MIT
"""The rule packs as tables: the newest version of each, its lines, and the versions before it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.packs import RulePack
from otdesk.rules import packs
from otdesk.rules.deadlines import Clock
from otdesk.rules.entries_people import STATES
from otdesk.rules.kinds import Reason
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import MinutesPolicy, ReasonRule
from otdesk.rules.retention import RetentionRule, retention_from

FEDERAL = "federal"


@dataclass(frozen=True, slots=True)
class Version:
    """One dated row of a pack; `shipped`: it came with the program."""

    pack_id: int
    effective_from: date
    source: str
    checked_on: date | None
    shipped: bool


@dataclass(frozen=True, slots=True)
class StateRow:
    """`clock` None: nobody checked this state's rule."""

    state: str
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class ReasonRow:
    reason: Reason
    rule: ReasonRule


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """`state` "" is the default."""

    state: str
    rule: RetentionRule


def history(db: Session, name: str) -> tuple[Version, ...]:
    """Newest first."""
    rows = db.execute(
        select(RulePack.id, RulePack.effective_from, RulePack.source, RulePack.checked_on)
        .where(RulePack.name == name)
        .order_by(RulePack.effective_from, RulePack.id)
    )
    found = [Version(row.id, row.effective_from, row.source, row.checked_on, n == 0) for n, row in enumerate(rows)]
    return tuple(reversed(found))


def states(db: Session) -> tuple[StateRow, ...]:
    """The federal clock, then every state and territory by its letters, then others the pack names."""
    clocks = packs.clocks_from(_newest(db, "deadlines"))
    others = sorted(set(clocks) - STATES - {FEDERAL})
    return tuple(StateRow(state, clocks.get(state)) for state in (FEDERAL, *sorted(STATES), *others))


def reasons(db: Session) -> tuple[ReasonRow, ...]:
    return tuple(ReasonRow(reason, rule) for reason, rule in packs.reasons_from(_newest(db, "reasons")).items())


def minutes(db: Session) -> MinutesPolicy:
    return packs.minutes_from(_newest(db, "minutes"), {})


def retention(db: Session) -> tuple[RetentionRow, ...]:
    """The default, then each state that has its own."""
    rules = retention_from(_newest(db, "retention"))
    own = (RetentionRow(state, rules.states[state]) for state in sorted(rules.states))
    return (RetentionRow("", rules.default), *own)


def rates(db: Session) -> tuple[Rate, ...]:
    """Newest first."""
    return tuple(reversed(packs.mileage_from(_newest(db, "mileage"))))


def _newest(db: Session, name: str) -> dict[str, object]:
    found: dict[str, object] | None = db.scalar(
        select(RulePack.body).where(RulePack.name == name).order_by(RulePack.effective_from.desc()).limit(1)
    )
    if found is None:
        raise LookupError(f"the vault has no rule pack {name!r}")
    return found
