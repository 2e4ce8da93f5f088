# SPDX-License-Identifier: MIT
"""The files of one import while the person looks at them: what was read, what was decided. Values, no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from otdesk.rules.import_changes import NEW_SCHOOL, Decisions, Insert, Preview, Verdict
from otdesk.rules.import_rows import IMPORT_ORDER, Column, Field, FileKind, FileProblem, ParsedFile, Table

# Fields that several columns may have.
_MANY = frozenset({Field.GOALS, Field.ALERTS, Field.NOTES})


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """One file: `parsed` as read last, or `problem` why it cannot be used.

    `kind` and `sheet` are what the person chose where the guess was wrong. `settled`: the person had a say in its
    columns, so they are remembered. `seen` are the keys of checks the person has looked at.
    """

    path: Path
    parsed: ParsedFile | None = None
    problem: FileProblem | None = None
    kind: FileKind | None = None
    sheet: str = ""
    settled: bool = False
    accepted: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    seen: frozenset[str] = frozenset()

    @property
    def usable(self) -> bool:
        return self.parsed is not None and self.problem is None

    @property
    def table(self) -> Table | None:
        return self.parsed.table if self.parsed is not None else None

    def row_count(self) -> int:
        if self.parsed is None:
            return 0
        return len(self.parsed.table.rows) if self.parsed.table is not None else len(self.parsed.rows)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files imported together. `schools`: for a school text (casefolded) the name of the school meant, "" to add it."""

    files: tuple[ChosenFile, ...] = ()
    schools: Mapping[str, str] = field(default_factory=dict)

    def with_file(self, number: int, changed: ChosenFile) -> "Batch":
        files = [*self.files[:number], changed, *self.files[number + 1 :]]
        return replace(self, files=tuple(files))

    def with_school(self, text: str, name: str) -> "Batch":
        return replace(self, schools={**self.schools, text.casefold(): name})

    def order(self) -> list[int]:
        """Numbers of the usable files, those that others build on first."""
        usable = [number for number, chosen in enumerate(self.files) if chosen.usable]
        return sorted(usable, key=self._rank)

    def _rank(self, number: int) -> int:
        parsed = self.files[number].parsed
        return IMPORT_ORDER.index(parsed.kind) if parsed is not None else len(IMPORT_ORDER)

    def decisions(self, number: int, known: Mapping[str, int]) -> Decisions:
        """What the person said about one file; `known` are the schools there are when its turn comes, by name."""
        chosen = self.files[number]
        schools = {
            text: known[name] if name else NEW_SCHOOL
            for text, name in self.schools.items()
            if not name or name in known
        }
        return Decisions(chosen.accepted, chosen.dropped, schools)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do. `previews` by the number of the file; `schools` are the names there would be."""

    previews: Mapping[int, Preview]
    schools: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        return sum(preview.count(verdict) for preview in self.previews.values())

    def added(self, kind: str) -> int:
        """New records of a class."""
        changes = (change for preview in self.previews.values() for change in preview.changes)
        return sum(isinstance(change, Insert) and change.kind == kind for change in changes)

    @property
    def students(self) -> int:
        return sum(preview.students for preview in self.previews.values())

    @property
    def lines(self) -> int:
        return sum(preview.lines for preview in self.previews.values())

    def same_as(self, other: "Outcome") -> bool:
        """Whether every row would come out the same."""
        rows = {number: preview.rows for number, preview in self.previews.items()}
        return rows == {number: preview.rows for number, preview in other.previews.items()}

    @property
    def changes(self) -> int:
        return self.count(Verdict.ADDED) + self.count(Verdict.UPDATED)


def choose_field(table: Table, number: int, chosen: Field | None) -> Table:
    """The table with one column's meaning corrected; a field that only one column can have leaves the other one."""

    def settled(column: Column) -> Column:
        if column.index == number:
            return replace(column, field=chosen, doubtful=False)
        if chosen is not None and column.field is chosen and chosen not in _MANY:
            return replace(column, field=None, doubtful=False)
        return column

    return replace(table, columns=tuple(settled(column) for column in table.columns))


def matched(table: Table) -> tuple[int, int]:
    """How many of the columns with a heading are used, and how many there are."""
    named = [column for column in table.columns if column.heading]
    return sum(column.field is not None for column in named), len(named)
