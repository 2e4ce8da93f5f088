# SPDX-License-Identifier: MIT
"""Names become initials in any text: what others may read over a shoulder or on a folded sheet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS = frozenset({"April", "May", "June", "August"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """The parts of names that are to be hidden; compared by them. Made by `hidden`."""

    parts: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def of(self, text: str) -> str:
        """Capitals count: "Will" is a name, "will" is not. A name in capitals throughout is found as well."""
        return self.pattern.sub(_initial, text) if self.pattern is not None else text


def hidden(names: Iterable[str]) -> Hidden:
    """From names as they are written, of one word or several. "May 4" stays a date."""
    parts = sorted({part for name in names for part in (name.strip(), *name.split()) if part}, key=_longest_first)
    if not parts:
        return Hidden()
    written = [re.escape(form) + (r"(?! \d)" if part in _MONTHS else "") for part in parts for form in _forms(part)]
    return Hidden(tuple(parts), re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)"))


def _forms(part: str) -> tuple[str, ...]:
    return (part, part.upper()) if part.upper() != part else (part,)


def _initial(found: re.Match[str]) -> str:
    return " ".join(f"{word[0].upper()}." for word in found[0].split())


def _longest_first(part: str) -> tuple[int, str]:
    return -len(part), part
