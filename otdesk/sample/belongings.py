# SPDX-License-Identifier: MIT
"""Invented equipment on loan, a kept file or two, and what was given out of a record."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from otdesk.actions import attachments, disclosures, loans
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.rules.disclosure import Given, HandEntry
from otdesk.rules.entries_belongings import FileEntry, LoanEntry
from otdesk.vault.vault import Vault
from otdesk.vault.work import Work

_ITEMS = (
    ("Slant board", "OT-014", 41, None),
    ("Wiggle cushion", "", 19, 60),
    ("Pencil grips, set of 3", "", 27, None),
    ("Noise-reducing headphones", "OT-022", 33, -5),
    ("Adapted scissors", "OT-031", 12, 90),
)
"""Item, number, days since it was lent, days until it is due back."""
_LETTER = """Teacher questionnaire, fall

Desk height: feet do not reach the floor.
Paper: wide rule works, half-inch lines work better.
Tools tried: slant board, short pencils.
"""


def fill(vault: Vault, students: Sequence[int], now: datetime) -> None:
    """One write; every third student has something lent, every fifth a file."""
    with vault.write("sample_belongings", now) as work:
        for number, student_id in enumerate(students):
            if number % 3 == 0:
                _lend(work, student_id, number // 3, now)
            if number % 5 == 0:
                entry = FileEntry("Teacher questionnaire.txt", _LETTER.encode(), "Filled in by the classroom teacher")
                attachments.add(work, student_id, [entry])
                _give_out(work, student_id, number, now)
        work.final()


def _give_out(work: Work, student_id: int, number: int, now: datetime) -> None:
    office = Disclosure("R. Vale, district office", "Medicaid claim", "School official with a legitimate interest")
    disclosures.record(work, Way.PRINT, Given.SERVICE_LOG, [student_id], office)
    if number % 3 == 0:
        asked = HandEntry(
            now.date() - timedelta(days=26), "Lakeside Pediatrics", "Coordination of care",
            "Evaluation report of last spring", "Written consent on file",
        )  # fmt: skip
        disclosures.write_by_hand(work, student_id, asked)


def _lend(work: Work, student_id: int, number: int, now: datetime) -> None:
    today = now.date()
    for step in range(1 + number % 2):
        item, tag, since, due = _ITEMS[(number + step) % len(_ITEMS)]
        back = today + timedelta(days=due) if due is not None else None
        loans.lend(work, student_id, LoanEntry(item, today - timedelta(days=since), tag, back))
    if number % 4 == 1:
        lent = today - timedelta(days=48)
        loans.lend(work, student_id, LoanEntry("Fidget, cloth", lent, returned_on=lent + timedelta(days=20)))
