# SPDX-License-Identifier: MIT
"""The column types of the vault. SQLite keeps neither time zones nor enumerations, so these do.

Each type may carry a rule (`rule(column name)`), which `base` turns into a named CHECK in the table.
"""

import json
import unicodedata
import zlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Boolean, Column, Dialect, Integer, LargeBinary, Text, TypeDecorator

from otdesk.faults import Trouble
from otdesk.words import _

E = TypeVar("E", bound=StrEnum)


def canonical_json(value: object) -> str:
    """One text for one value: sorted keys, no spaces, NFC, instants in UTC. What is hashed and signed."""
    return json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _canonical(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, dict):
        return {_key(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a canonical key is text, not {type(key).__name__}")
    return unicodedata.normalize("NFC", key)


def instant_text(moment: datetime) -> str:
    """Fixed width, so that text order is time order."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


class Instant(TypeDecorator[datetime]):
    """A moment: stored as UTC text, returned aware. Naive values are refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else instant_from_text(value)


class WallMinute(TypeDecorator[int]):
    """Minutes since local midnight, 0 to 1440 (the end of the day)."""

    impl = Integer
    cache_ok = True

    @staticmethod
    def rule(column: str) -> str:
        return f"{column} BETWEEN 0 AND 1440"


class YesNo(TypeDecorator[bool]):
    """A bool whose column can hold nothing else."""

    impl = Boolean
    cache_ok = True

    @staticmethod
    def rule(column: str) -> str:
        return f"{column} IN (0, 1)"


class Choice(TypeDecorator[E], Generic[E]):
    """One of a StrEnum, stored as its text; the table refuses any other text."""

    impl = Text
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self.enum(value)

    def rule(self, column: str) -> str:
        values = ", ".join("'" + member.value.replace("'", "''") + "'" for member in self.enum)
        return f"{column} IN ({values})"


class JsonText(TypeDecorator[Any]):
    """A dict, list or plain value as canonical text. Changes inside a value are not seen: assign a new one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.loads(value)

    @staticmethod
    def rule(column: str) -> str:
        return f"json_valid({column})"


def packed(value: object) -> bytes:
    """The canonical text of a value, compressed: a signed note takes a third of its room."""
    return zlib.compress(canonical_json(value).encode())


def unpacked(data: object) -> str:
    """The canonical text again; Trouble when something else stands there."""
    packing = zlib.decompressobj()
    try:
        text = packing.decompress(data if isinstance(data, bytes) else b"").decode()
    except (zlib.error, ValueError) as fault:
        raise _unreadable() from fault
    if not packing.eof or packing.unused_data:
        raise _unreadable()
    return text


def _unreadable() -> Trouble:
    return Trouble(_("A note in this vault cannot be read."), _("Restore the last backup."))


class PackedJson(TypeDecorator[Any]):
    """As JsonText, for what is long and looked at one by one."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else packed(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.loads(unpacked(value))

    @staticmethod
    def rule(column: str) -> str:
        return f"typeof({column}) IN ('blob', 'null')"


def holds_bytes(column: Column[Any]) -> bool:
    """Whether the file has bytes there."""
    return isinstance(column.type, LargeBinary | PackedJson)


def code(enum: type[E]) -> Choice[E]:
    """`mode: Mapped[Mode] = mapped_column(code(Mode))`."""
    return Choice(enum)
