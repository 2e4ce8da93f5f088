# SPDX-License-Identifier: MIT
"""The district's rules in force on a date, from the dated rule packs of the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.districts import District
from otdesk.records.packs import RulePack
from otdesk.rules import packs
from otdesk.rules.deadlines import Clock
from otdesk.rules.kinds import Reason
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import MinutesPolicy, ReasonRule
from otdesk.rules.ratings import RatingSet, RatingSets, ratings_from
from otdesk.rules.retention import RetentionRules, retention_from


def reasons(db: Session, on: date) -> Mapping[Reason, ReasonRule]:
    """What follows from each reason why minutes were not given."""
    return packs.reasons_from(_body(db, "reasons", on))


def minutes(db: Session, on: date) -> MinutesPolicy:
    """How promised minutes are counted; the district's own answer goes before the pack."""
    said = db.scalar(select(District.minutes_policy).order_by(District.id).limit(1))
    return packs.minutes_from(_body(db, "minutes", on), reasons(db, on), said or None)


def clocks(db: Session, on: date) -> Mapping[str, Clock]:
    """Initial-evaluation clocks by state; a state not there is not checked."""
    return packs.clocks_from(_body(db, "deadlines", on))


def reviews(db: Session, on: date) -> packs.Reviews:
    return packs.reviews_from(_body(db, "deadlines", on))


def retention(db: Session, on: date) -> RetentionRules:
    """How long records are kept, by state."""
    return retention_from(_body(db, "retention", on))


def mileage(db: Session, on: date) -> tuple[Rate, ...]:
    """The published rates of the pack in force; each rate is dated itself."""
    return packs.mileage_from(_body(db, "mileage", on))


def ratings(db: Session, on: date) -> RatingSet:
    """The ratings of progress reports the district uses."""
    chosen = db.scalar(select(District.report_ratings).order_by(District.id).limit(1))
    return ratings_from(_body(db, "progress", on)).chosen(chosen or "")


def rating_sets(db: Session, on: date) -> RatingSets:
    return ratings_from(_body(db, "progress", on))


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Where a pack's figures come from; `checked_on` None: nobody compared them with the source yet."""

    effective_from: date
    source: str
    checked_on: date | None


def facts(db: Session, name: str, on: date) -> PackFacts:
    """Of the pack in force on a day, as `_body` chooses it."""
    of_name = select(RulePack.effective_from, RulePack.source, RulePack.checked_on).where(RulePack.name == name)
    in_force = of_name.where(RulePack.effective_from <= on).order_by(RulePack.effective_from.desc()).limit(1)
    row = db.execute(in_force).first() or db.execute(of_name.order_by(RulePack.effective_from).limit(1)).one()
    return PackFacts(row.effective_from, row.source, row.checked_on)


def _body(db: Session, name: str, on: date) -> dict[str, Any]:
    """The newest pack in force; before the first one the first, for dates older than the vault's rules."""
    of_name = select(RulePack.body).where(RulePack.name == name)
    in_force = of_name.where(RulePack.effective_from <= on).order_by(RulePack.effective_from.desc()).limit(1)
    found: dict[str, Any] | None = db.scalar(in_force) or db.scalar(of_name.order_by(RulePack.effective_from).limit(1))
    if found is None:
        raise LookupError(f"the vault has no rule pack {name!r}")
    return found
