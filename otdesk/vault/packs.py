# SPDX-License-Identifier: MIT
"""The shipped rule packs become dated rows. A row that is there is never changed: an edit is a new dated row."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import paths
from otdesk.records.packs import RulePack

_HEAD = ("name", "effective_from", "source", "checked_on")


def load(db: Session, folder: Path | None = None) -> int:
    """Add the packs of the folder (by default the shipped ones) that are not yet in the vault; how many were added."""
    known = {(name, day) for name, day in db.execute(select(RulePack.name, RulePack.effective_from))}
    added = 0
    for file in sorted((folder or paths.resource("rule_packs")).glob("*.toml")):
        with file.open("rb") as stream:
            body = tomllib.load(stream)
        pack = _pack(file.stem, body)
        if (pack.name, pack.effective_from) not in known:
            db.add(pack)
            added += 1
    db.flush()
    return added


def _pack(stem: str, body: dict[str, Any]) -> RulePack:
    rest = {key: value for key, value in body.items() if key not in _HEAD}
    return RulePack(
        name=str(body.get("name", stem)),
        effective_from=_day(body["effective_from"]),
        source=str(body.get("source", "")),
        checked_on=_day(body["checked_on"]) if "checked_on" in body else None,
        body=rest,
    )


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
