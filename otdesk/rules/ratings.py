# SPDX-License-Identifier: MIT
"""The rating codes of progress reports (domain.md 4.5): sets a district chooses from, read from a rule pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from otdesk.rules.packs import BadPack, Table


@dataclass(frozen=True, slots=True)
class Rating:
    """`words` as the pack has them, in US English; `short` is the district's own letter or number, if it has one."""

    code: str
    words: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class RatingSet:
    key: str
    name: str
    source: str
    ratings: tuple[Rating, ...]

    def rating(self, code: str) -> Rating | None:
        return next((rating for rating in self.ratings if rating.code == code), None)


@dataclass(frozen=True, slots=True)
class RatingSets:
    default: str
    sets: tuple[RatingSet, ...]

    def chosen(self, key: str) -> RatingSet:
        """The set with this key; the default one for a key nobody knows any more, and for none."""
        by_key = {found.key: found for found in self.sets}
        return by_key.get(key) or by_key[self.default]


MOST = 9
"""A rating is typed as one digit."""


def ratings_from(body: Table) -> RatingSets:
    """The sets of a pack. Raises BadPack naming what is wrong."""
    tables = body.get("set")
    if not isinstance(tables, Mapping) or not tables:
        raise BadPack("set is missing or not a table")
    sets = tuple(_set(str(key), table) for key, table in tables.items())
    default = str(body.get("default", ""))
    if default not in {found.key for found in sets}:
        raise BadPack(f"default is {default!r}, which is not one of the sets")
    return RatingSets(default, sets)


def _set(key: str, table: object) -> RatingSet:
    if not isinstance(table, Mapping):
        raise BadPack(f"set.{key} is not a table")
    rows = table.get("ratings")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not 2 <= len(rows) <= MOST:
        raise BadPack(f"set.{key}.ratings must list 2 to {MOST} ratings")
    ratings = tuple(_rating(f"set.{key}", row) for row in rows)
    if len({rating.code for rating in ratings}) != len(ratings):
        raise BadPack(f"set.{key} names a rating twice")
    return RatingSet(key, str(table.get("name", key)), str(table.get("source", "")), ratings)


def _rating(where: str, row: object) -> Rating:
    if not isinstance(row, Mapping) or not str(row.get("code", "")).strip() or not str(row.get("words", "")).strip():
        raise BadPack(f"{where}: a rating needs a code and words")
    return Rating(str(row["code"]), str(row["words"]), str(row.get("short", "")))
