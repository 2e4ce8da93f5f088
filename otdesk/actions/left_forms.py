# SPDX-License-Identifier: MIT
"""Text of forms that were open when OTDesk locked or closed: kept as it stood, gone when the person says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from otdesk.records.left_forms import LeftForm
from otdesk.vault.work import Work


@dataclass(frozen=True, slots=True)
class Left:
    """A form's title and (label, text) of its fields."""

    title: str
    fields: tuple[tuple[str, str], ...]


def keep(work: Work, forms: Sequence[Left]) -> None:
    for form in forms:
        work.db.add(LeftForm(title=form.title, at=work.now, fields=[list(pair) for pair in form.fields]))
    work.final()


def forget(work: Work, ids: Collection[int]) -> None:
    work.db.execute(delete(LeftForm).where(LeftForm.id.in_(ids)))
    work.final()
