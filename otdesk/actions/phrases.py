# SPDX-License-Identifier: MIT
"""The phrase bank: a new vault's first phrases, and the therapist's own."""

from collections.abc import Iterable

from sqlalchemy import func, select

from otdesk.faults import Refusal
from otdesk.records.phrases import Phrase, PhraseKind
from otdesk.vault.work import Work
from otdesk.words import _, plural


def add(work: Work, kind: PhraseKind, label: str, text: str, student_id: int | None = None, category: str = "") -> int:
    """Add a phrase at the end of its kind; returns its id."""
    label, text = label.strip(), text.strip()
    if not label or not text:
        raise Refusal(_("A phrase needs a short label and its words."))
    same = select(Phrase.id).where(Phrase.kind == kind, Phrase.label == label, Phrase.student_id.is_(student_id))
    if work.db.scalar(same) is not None:
        raise Refusal(_("There is already a phrase “{label}”.").format(label=label))
    last = work.db.scalar(select(func.max(Phrase.position)).where(Phrase.kind == kind)) or 0
    named = _as_known(work, category)
    phrase = Phrase(kind=kind, label=label, text=text, category=named, position=last + 1, student_id=student_id)
    work.db.add(phrase)
    work.db.flush()
    work.describe(_("Phrase added: {label}").format(label=label))
    return phrase.id


def change(work: Work, phrase_id: int, label: str, text: str, category: str = "") -> None:
    if not label.strip() or not text.strip():
        raise Refusal(_("A phrase needs a short label and its words."))
    phrase = _phrase(work, phrase_id)
    phrase.label, phrase.text = label.strip(), text.strip()
    phrase.category = _as_known(work, category)
    work.describe(_("Phrase changed: {label}").format(label=phrase.label))


def remove(work: Work, phrase_id: int) -> None:
    phrase = _phrase(work, phrase_id)
    work.db.delete(phrase)
    work.describe(_("Phrase removed: {label}").format(label=phrase.label))


def take_in(work: Work, rows: Iterable[tuple[PhraseKind, str, str, str]]) -> int:
    """Add everybody's phrases (kind, label, text, category) that are not there yet; returns how many. What is there
    stays."""
    there = {(row.kind, row.label) for row in work.db.scalars(select(Phrase).where(Phrase.student_id.is_(None)))}
    last = work.db.scalar(select(func.max(Phrase.position))) or 0
    new = {(kind, label): (text, category) for kind, label, text, category in rows if (kind, label) not in there}
    for place, ((kind, label), (text, category)) in enumerate(new.items(), start=last + 1):
        work.db.add(Phrase(kind=kind, label=label, text=text, category=_as_known(work, category), position=place))
        work.db.flush()
    work.describe(plural("{n} phrase taken in", "{n} phrases taken in", len(new)))
    return len(new)


def seed(work: Work, first: Iterable[tuple[PhraseKind, str, str]]) -> int:
    """Put (kind, label, text) into a vault that has no phrases yet; returns how many were added."""
    if work.db.scalar(select(Phrase.id).limit(1)) is not None:
        return 0
    rows = [
        Phrase(kind=kind, label=label, text=text, position=place)
        for place, (kind, label, text) in enumerate(first, start=1)
    ]
    work.db.add_all(rows)
    work.describe(_("First phrases added"))
    return len(rows)


def _as_known(work: Work, category: str) -> str:
    """ "handwriting" is "Handwriting" where that is a category already."""
    said = " ".join(category.split())
    known = work.db.scalars(select(Phrase.category).where(Phrase.category != "").distinct())
    return next((each for each in known if each.casefold() == said.casefold()), said)


def _phrase(work: Work, phrase_id: int) -> Phrase:
    phrase = work.db.get(Phrase, phrase_id)
    if phrase is None:
        raise Refusal(_("This phrase is no longer there."))
    return phrase
