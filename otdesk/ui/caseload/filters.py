# SPDX-License-Identifier: MIT
"""Which students the table shows: counted chips, one school or all, and typed words. Pure; no Qt."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from otdesk.queries.caseload import CaseRow
from otdesk.ui.caseload import case_words
from otdesk.words import grade

NEAR = 30


class Chip(StrEnum):
    ACTIVE = "active"
    DUE = "due"
    BEHIND = "behind"
    OWED = "owed"
    IN_GROUP = "in_group"
    NO_SERVICE = "no_service"
    EXITED = "exited"


@dataclass(frozen=True, slots=True)
class Filter:
    """ACTIVE and EXITED are two sides of one thing; the other chips narrow further."""

    chips: frozenset[Chip] = frozenset({Chip.ACTIVE})
    school_id: int | None = None
    words: str = ""


def shown(rows: Iterable[CaseRow], wanted: Filter, today: date) -> tuple[CaseRow, ...]:
    terms = wanted.words.casefold().split()
    return tuple(
        row
        for row in rows
        if all(holds(row, chip, today) for chip in wanted.chips)
        and wanted.school_id in {None, row.school.school_id}
        and all(term in _text(row) for term in terms)
    )


def counts(rows: Iterable[CaseRow], wanted: Filter, today: date) -> dict[Chip, int]:
    """How many each chip would show, given the school; all but EXITED speak of active students."""
    here = [row for row in rows if wanted.school_id in {None, row.school.school_id}]
    found = {}
    for chip in Chip:
        side = Chip.EXITED if chip is Chip.EXITED else Chip.ACTIVE
        found[chip] = sum(holds(row, chip, today) and holds(row, side, today) for row in here)
    return found


def holds(row: CaseRow, chip: Chip, today: date) -> bool:
    return _TESTS[chip](row, today)


def _text(row: CaseRow) -> str:
    parts = (row.first, row.called, row.last, row.student_no, row.teacher, row.school.name, row.school.code,
             f"gr{grade(row.grade)}", case_words.service_words(row))  # fmt: skip
    return " ".join(parts).casefold()


def _active(row: CaseRow, today: date) -> bool:
    return row.exited_on is None or row.exited_on >= today


def _due(row: CaseRow, today: date) -> bool:
    return row.plan_due is not None and (row.plan_due - today).days <= NEAR


def _behind(row: CaseRow, _today: date) -> bool:
    return row.month is not None and row.month.behind >= case_words.BEHIND_FROM


def _owed(row: CaseRow, _today: date) -> bool:
    return row.owed > 0


def _in_group(row: CaseRow, _today: date) -> bool:
    return row.in_group


def _no_service(row: CaseRow, _today: date) -> bool:
    return not row.lines


def _exited(row: CaseRow, today: date) -> bool:
    return not _active(row, today)


_TESTS: dict[Chip, Callable[[CaseRow, date], bool]] = {
    Chip.ACTIVE: _active,
    Chip.DUE: _due,
    Chip.BEHIND: _behind,
    Chip.OWED: _owed,
    Chip.IN_GROUP: _in_group,
    Chip.NO_SERVICE: _no_service,
    Chip.EXITED: _exited,
}
