# SPDX-License-Identifier: MIT
"""What a district's own system wants of a note: its fields in their order, with its words and its limits of letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class CopyField(StrEnum):
    """Parts of a signed note that another system asks for."""

    STUDENT = "student"
    STUDENT_NO = "student_no"
    DATE = "date"
    START = "start"
    END = "end"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    SERVICE = "service"
    SETTING = "setting"
    SIZE = "size"
    GOALS = "goals"
    ACTIVITY = "activity"
    RESPONSE = "response"
    SKILLED = "skilled"
    PLAN = "plan"
    CODES = "codes"
    DIAGNOSES = "diagnoses"
    WHOLE = "whole"
    PROVIDER = "provider"
    SIGNED = "signed"


LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One field of the other system. `limit` letters, 0 for any number; `words` are its own for ours: "Pull-out" is
    "PO" there."""

    field: CopyField
    limit: int = 0
    words: Mapping[str, str] | None = None


USUAL = (
    ProfileField(CopyField.DATE), ProfileField(CopyField.START), ProfileField(CopyField.MINUTES),
    ProfileField(CopyField.SETTING), ProfileField(CopyField.SIZE), ProfileField(CopyField.WHOLE, 2000),
)  # fmt: skip
"""Until the district's own is said."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What goes into one field. `lost`: letters beyond the limit that did not."""

    field: CopyField
    text: str
    lost: int = 0


def filled(profile: Sequence[ProfileField], values: Mapping[CopyField, str]) -> tuple[Copied, ...]:
    """The fields in their order, in the other system's words, no longer than it takes."""
    return tuple(_filled(wanted, values.get(wanted.field, "")) for wanted in profile)


def _filled(wanted: ProfileField, value: str) -> Copied:
    own = {ours.casefold(): theirs for ours, theirs in (wanted.words or {}).items()}
    text = own.get(value.casefold(), value)
    short = cut(text, wanted.limit)
    return Copied(wanted.field, short, len(text) - len(short))


def cut(text: str, limit: int) -> str:
    """At most so many letters, ending with a whole sentence or else a whole word where there is one."""
    if not limit or len(text) <= limit:
        return text
    head = text[: limit + 1]
    for end in (". ", " "):
        place = head.rfind(end)
        if place > limit // 2:
            return text[: place + len(end) - 1].rstrip() if end == ". " else text[:place].rstrip()
    return text[:limit]


def to_plain(profile: Sequence[ProfileField]) -> list[dict[str, Any]]:
    """As kept in the vault."""
    return [
        {"field": each.field.value, "limit": each.limit, "words": dict(each.words or {})} for each in profile
    ]  # fmt: skip


def from_plain(plain: Sequence[Mapping[str, Any]]) -> tuple[ProfileField, ...]:
    """What a later version may know and this one does not is left out."""
    known = {field.value: field for field in CopyField}
    return tuple(
        ProfileField(known[each["field"]], int(each.get("limit", 0)), dict(each.get("words", {})) or None)
        for each in plain
        if each.get("field") in known
    )
