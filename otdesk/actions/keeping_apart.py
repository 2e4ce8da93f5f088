# SPDX-License-Identifier: MIT
"""Students who are never in one group."""

from sqlalchemy import select

from otdesk.actions.lookups import found
from otdesk.faults import Refusal
from otdesk.records.groups import KeepApart
from otdesk.records.students import Student
from otdesk.vault.work import Work
from otdesk.words import _


def keep_apart(work: Work, one_id: int, other_id: int) -> None:
    """From now on they are not put into one group; a group they are in already stays, marked."""
    if one_id == other_id:
        raise Refusal(_("Choose two students."))
    if _pair(work, one_id, other_id) is not None:
        raise Refusal(_("These two are kept apart already."))
    first, second = sorted((one_id, other_id))
    work.describe(_("{one} and {other} kept apart").format(one=_called(work, one_id), other=_called(work, other_id)))
    work.db.add(KeepApart(first_id=first, second_id=second))


def let_together(work: Work, one_id: int, other_id: int) -> None:
    """They may be in one group again."""
    pair = _pair(work, one_id, other_id)
    if pair is None:
        raise Refusal(_("These two are not kept apart."))
    work.db.delete(pair)
    work.describe(
        _("{one} and {other} may be together").format(one=_called(work, one_id), other=_called(work, other_id))
    )


def _pair(work: Work, one_id: int, other_id: int) -> KeepApart | None:
    first, second = sorted((one_id, other_id))
    return work.db.scalars(select(KeepApart).where(KeepApart.first_id == first, KeepApart.second_id == second)).first()


def _called(work: Work, student_id: int) -> str:
    student = found(work, Student, student_id)
    return student.preferred or student.first
