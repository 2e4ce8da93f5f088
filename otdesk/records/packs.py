# SPDX-License-Identifier: MIT
"""Dated rules: deadlines by state, minutes policy, reason codes, mileage rates. An edit is a new dated row."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText


class RulePack(Record):
    __tablename__ = "rule_packs"
    __audited__ = True

    name: Mapped[str]
    """The file's name without its ending: "deadlines"."""
    effective_from: Mapped[date]
    source: Mapped[str]
    """Where the figures are written: a statute, a publication."""
    checked_on: Mapped[date | None]
    """When somebody last compared them with the source."""
    body: Mapped[dict[str, Any]] = mapped_column(JsonText)

    __table_args__ = (UniqueConstraint("name", "effective_from"),)
