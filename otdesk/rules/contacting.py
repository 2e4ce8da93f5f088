# SPDX-License-Identifier: MIT
"""A contact about a student: with whom, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class How(StrEnum):
    PHONE = "phone"
    PERSON = "person"
    VIDEO = "video"
    EMAIL = "email"
    MESSAGE = "message"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Contacted:
    """`whom`: as they are to be read, "Ana Ortiz (mother)", in the order chosen; `how` none: not said yet."""

    whom: tuple[str, ...] = ()
    how: How | None = None

    def __bool__(self) -> bool:
        return bool(self.whom) or self.how is not None


NOT_CONTACTED = Contacted()


def to_plain(contacted: Contacted) -> dict[str, Any]:
    """As kept in the vault."""
    if not contacted:
        return {}
    return {"whom": list(contacted.whom), "how": contacted.how.value if contacted.how is not None else None}


def from_plain(plain: Mapping[str, Any]) -> Contacted:
    """Read what `to_plain` wrote."""
    how = plain.get("how")
    return Contacted(tuple(str(name) for name in plain.get("whom", ())), How(how) if how else None)
