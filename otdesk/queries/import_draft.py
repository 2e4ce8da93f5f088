# SPDX-License-Identifier: MIT
"""The changes of one import while they are worked out, and the rows shown beside them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from otdesk.queries.import_words import doubt, why_left_out
from otdesk.rules.import_changes import Change, Decisions, Insert, NewKey, NextLine, PreviewRow, Update, Verdict
from otdesk.rules.import_rows import ACCEPTABLE, Finding, ImportRow, RowCode

# Records another record may point at come first.
_ORDER = ("Place", "School", "TravelTime", "BellBlock", "SchoolYear", "Term", "CalendarDay", "Student", "Plan",
          "ServiceLine", "Goal", "SafetyAlert")  # fmt: skip


class Draft:
    """Collects changes; the verdict of a row is what was collected since it began."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.rows: list[PreviewRow] = []
        self._inserts: list[Insert] = []
        self._updates: dict[tuple[str, int], Update] = {}
        self._lines: list[NextLine] = []
        self._mark = (0, 0)
        self._touched = self._half = False

    # --- changes ---

    def insert(self, kind: str, /, **values: object) -> NewKey:
        key = NewKey(len(self._inserts) + 1)
        self._inserts.append(Insert(kind, key, tuple(values.items())))
        return key

    def update(self, kind: str, record_id: int, version: int, /, **values: object) -> None:
        """Changes to one record are kept together; nothing is noted when there is none."""
        if not values:
            return
        before = self._updates.get((kind, record_id))
        merged = {**dict(before.values if before else ()), **values}
        self._updates[kind, record_id] = Update(kind, record_id, version, tuple(merged.items()))
        self._touched = True

    def next_line(self, change: NextLine) -> None:
        self._lines.append(change)
        self._touched = True

    def replace_day(self, day: date, school_id: int | None, values: dict[str, object]) -> None:
        """A stricter entry of the same file takes the place of one noted before."""
        for place, insert in enumerate(self._inserts):
            noted = dict(insert.values)
            if insert.kind == "CalendarDay" and (noted["day"], noted["school_id"]) == (day, school_id):
                self._inserts[place] = replace(insert, values=tuple({**noted, **values}.items()))
                self._touched = True

    def counts_as_added(self) -> None:
        """This row is half of something another row of the file has added."""
        self._half = True

    def changes(self) -> tuple[Change, ...]:
        """In the order they can be carried out: closing lines comes before anything new refers to their plan."""
        inserts = sorted(self._inserts, key=_rank)
        return (*inserts, *self._updates.values(), *self._lines)

    def inserted(self, kind: str) -> int:
        return sum(insert.kind == kind for insert in self._inserts)

    # --- rows ---

    def begin_row(self) -> None:
        self._mark = (len(self._inserts), len(self._lines))
        self._touched = self._half = False

    def end_row(self, row: int, title: str, detail: str, doubts: Iterable[Finding], *, adds: bool = True) -> None:
        """The verdict follows from what was collected; `adds=False` when new records only complete an old one."""
        inserted = len(self._inserts) > self._mark[0]
        if (inserted and adds) or self._half:
            verdict = Verdict.ADDED
        elif inserted or self._touched:
            verdict = Verdict.UPDATED
        else:
            verdict = Verdict.UNCHANGED
        found = tuple(doubts)
        self.rows.append(PreviewRow(row, verdict, title, detail, "", tuple(doubt(item) for item in found), found))

    def leave_out(self, row: int, title: str, *findings: Finding) -> None:
        why = " ".join(why_left_out(item) for item in findings)
        can = all(item.code in ACCEPTABLE for item in findings)
        self.rows.append(PreviewRow(row, Verdict.LEFT_OUT, title, "", why, (), tuple(findings), can))

    def standing_problems(self, row: ImportRow) -> tuple[Finding, ...]:
        """What leaves a row out as it stands, after the person's word."""
        if row.row in self.decisions.dropped:
            return (Finding(RowCode.LEFT_OUT_BY_PERSON),)
        return tuple(item for item in row.problems if not self.waved(row.row, item.code))

    def waved(self, row: int, code: RowCode) -> bool:
        return row in self.decisions.accepted and code in ACCEPTABLE


def _rank(insert: Insert) -> int:
    return _ORDER.index(insert.kind)


def differing(current: dict[str, object], wanted: dict[str, object]) -> dict[str, object]:
    """The wanted values that differ; None and empty text in a file never erase what is known."""
    return {
        name: value for name, value in wanted.items() if value is not None and value != "" and current[name] != value
    }


class Repeats:
    """Finds exact duplicates: rows of a file that say the same in every cell that counts."""

    def __init__(self) -> None:
        self._seen: dict[ImportRow, int] = {}

    def of(self, row: ImportRow) -> Finding | None:
        first = self._seen.setdefault(_without_number(row), row.row)
        return None if first == row.row else Finding(RowCode.DUPLICATE, read_as=str(first))


def _without_number(row: ImportRow) -> ImportRow:
    return replace(row, row=0)
