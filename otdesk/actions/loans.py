# SPDX-License-Identifier: MIT
"""Equipment lent to a student, and back."""

from datetime import date

from otdesk.actions.lookups import called_first, found, put, refuse, values
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.belongings import Loan
from otdesk.records.students import Student
from otdesk.rules.entries_belongings import LoanEntry, loan_problems
from otdesk.vault.work import Work
from otdesk.words import _, full_date, short_date


def lend(work: Work, student_id: int, entry: LoanEntry) -> int:
    student = found(work, Student, student_id)
    refuse(loan_problems(entry, local_today(work)))
    loan = Loan(student_id=student_id, **values(entry))
    work.db.add(loan)
    work.db.flush()
    work.describe(_("{item} lent to {who}").format(item=loan.item, who=called_first(student)))
    return loan.id


def edit(work: Work, loan_id: int, entry: LoanEntry) -> None:
    loan = found(work, Loan, loan_id)
    refuse(loan_problems(entry, local_today(work)))
    put(loan, values(entry))
    work.describe(_("Loan of {who} changed: {item}").format(item=loan.item, who=_whose(work, loan)))


def give_back(work: Work, loan_id: int, on: date) -> None:
    """The item came back on that day."""
    loan = found(work, Loan, loan_id)
    if loan.returned_on is not None:
        day = full_date(loan.returned_on)
        raise Refusal(_("{item} came back on {day} already.").format(item=loan.item, day=day))
    if on > local_today(work):
        raise Refusal(_("{day} has not come yet.").format(day=full_date(on)))
    if on < loan.lent_on:
        raise Refusal(_("It was lent later, on {day}.").format(day=full_date(loan.lent_on)))
    loan.returned_on = on
    work.describe(_("{item} back from {who}, {day}").format(item=loan.item, who=_whose(work, loan), day=short_date(on)))


def remove(work: Work, loan_id: int) -> None:
    """Take out a loan entered by mistake."""
    loan = found(work, Loan, loan_id)
    said = _("Loan of {who} removed: {item}").format(item=loan.item, who=_whose(work, loan))
    work.db.delete(loan)
    work.describe(said)


def _whose(work: Work, loan: Loan) -> str:
    return called_first(found(work, Student, loan.student_id))
