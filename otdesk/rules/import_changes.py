# SPDX-License-Identifier: MIT
"""What an import will do to the vault, decided before anything is written and shown row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from otdesk.rules.import_rows import FileKind, Finding


@dataclass(frozen=True, slots=True)
class NewKey:
    """Stands for the number a record will get when it is added."""

    number: int


Values = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Insert:
    """A new record of class `kind`; values may be NewKeys of records inserted before it."""

    kind: str
    key: NewKey
    values: Values


@dataclass(frozen=True, slots=True)
class Update:
    """New values for a record that still has this version."""

    kind: str
    id: int
    version: int
    values: Values


@dataclass(frozen=True, slots=True)
class NextLine:
    """A service line ends the day before `first` and goes on from then with these values, on a new `plan` if given."""

    line_id: int
    version: int
    first: date
    values: Values
    plan: NewKey | None = None


Change = Insert | Update | NextLine


class Verdict(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What becomes of one row. `why` is the sentence for a row left out, `doubts` are sentences beside any row.

    `can_accept`: the person may wave the row through as it stands.
    """

    row: int
    verdict: Verdict
    title: str
    detail: str = ""
    why: str = ""
    doubts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    can_accept: bool = False
    """Only for rows left out."""


@dataclass(frozen=True, slots=True)
class UnknownSchool:
    """A school text that needs a word of the person: `like` are ids of schools it resembles, best first."""

    text: str
    rows: tuple[int, ...]
    like: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A file compared with the vault. `absent` are sentences about what the vault has and the file has not."""

    file: str
    kind: FileKind
    rows: tuple[PreviewRow, ...]
    changes: tuple[Change, ...] = ()
    absent: tuple[str, ...] = ()
    schools: tuple[UnknownSchool, ...] = ()
    students: int = 0
    lines: int = 0

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict is verdict for row in self.rows)


NEW_SCHOOL = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the person said to a preview.

    `accepted` and `dropped` are row numbers; `schools` says for a school text (casefolded) which school it is, or
    NEW_SCHOOL to add it.
    """

    accepted: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    schools: Mapping[str, int] = field(default_factory=dict)
