# SPDX-License-Identifier: MIT
"""Frozen values as JSON and back, for the pipe between a child process and the program."""

import dataclasses
import types
import typing
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def encode(value: object) -> Any:
    """A frozen dataclass (or a part of one) as plain JSON values; a dataclass carries its name."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {item.name: encode(getattr(value, item.name)) for item in dataclasses.fields(value)}
        return {"$": type(value).__name__, **fields}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode(kind: type[T], value: Any) -> T:
    """The value again, checked against its declared types. Raises ValueError when it does not fit them."""
    try:
        return typing.cast("T", _decode(kind, value))
    except (TypeError, KeyError, AttributeError) as misfit:
        raise ValueError(f"not a {kind.__name__}") from misfit


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, value: Any) -> Any:
    if kind in {str, int, bool}:
        if type(value) is not kind:
            raise TypeError(kind)
        return value
    if kind is float and isinstance(value, int | float):
        return float(value)
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if dataclasses.is_dataclass(kind):
        return _dataclass(typing.cast("type", kind), value)
    return _composed(kind, value)


def _dataclass(kind: type, value: Any) -> Any:
    if value["$"] != kind.__name__:
        raise TypeError(kind)
    hints = _hints(kind)
    names = [item.name for item in dataclasses.fields(kind)]
    return kind(**{name: _decode(hints[name], value[name]) for name in names})


def _composed(kind: Any, value: Any) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_decode(inner[0], item) for item in value)
        return tuple(_decode(part, item) for part, item in zip(inner, value, strict=True))
    if origin in {typing.Union, types.UnionType}:
        if value is None and type(None) in inner:
            return None
        options = [option for option in inner if option is not type(None)]
        if isinstance(value, dict):
            options = [option for option in options if getattr(option, "__name__", "") == value["$"]]
        if len(options) == 1:
            return _decode(options[0], value)
    raise TypeError(kind)
