# SPDX-License-Identifier: MIT
"""What is entered about the things of a student, equipment and files, and about a change of school."""

from dataclasses import dataclass
from datetime import date

from otdesk.rules.entries import (
    Flaw,
    Problem,
    Problems,
    in_order,
    long_text_problems,
    missing,
    text_problems,
)

MAX_FILE = 25 * 1024 * 1024
"""The largest file that is kept with a student, in bytes."""


@dataclass(frozen=True, slots=True)
class LoanEntry:
    """`returned_on` none: still out."""

    item: str
    lent_on: date
    number: str = ""
    due_back: date | None = None
    returned_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TransferEntry:
    """`first_day`: the first at the new school. `keep_times`: blocks she has alone are held there at the same times."""

    school_id: int
    first_day: date
    keep_times: bool = False
    teacher: str = ""
    room: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as it was taken in."""

    name: str
    content: bytes
    remark: str = ""


def loan_problems(entry: LoanEntry, today: date) -> Problems:
    ahead = entry.returned_on is not None and entry.returned_on > today
    return (
        *missing(item=entry.item),
        *text_problems(item=entry.item, number=entry.number),
        *long_text_problems(remark=entry.remark),
        *in_order("due_back", entry.lent_on, entry.due_back),
        *in_order("returned_on", entry.lent_on, entry.returned_on),
        *((Problem("returned_on", Flaw.IN_THE_FUTURE, high=today),) if ahead else ()),
    )


def file_name(name: str) -> str:
    """The last part of a path as typed or dropped, without what no file name can hold."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(" " if c in '<>:"|?*' or ord(c) < 32 else c for c in last)
    return " ".join(kept.split())[:200].strip(". ")
