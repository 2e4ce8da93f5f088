# SPDX-License-Identifier: MIT
"""Tables as a person likes to see them, under a name of her own."""

from typing import Any

from sqlalchemy import func, select

from otdesk.actions.lookups import found, put
from otdesk.faults import Refusal
from otdesk.records.views import SavedView
from otdesk.rules.entries import MAX_LINE
from otdesk.vault.work import Work
from otdesk.words import _


def save(work: Work, place: str, name: str, body: dict[str, Any]) -> int:
    """Keep a view; one of the same name is replaced."""
    kept = _good_name(name)
    view = _named(work, place, kept)
    if view is None:
        view = SavedView(place=place, name=kept, body=body)
        work.db.add(view)
    else:
        put(view, {"body": body})
    work.db.flush()
    work.describe(_("View saved: {name}").format(name=view.name))
    return view.id


def remember(work: Work, place: str, body: dict[str, Any]) -> None:
    """How the table is left, under no name; not a step to undo."""
    view = _named(work, place, "")
    if view is None:
        work.db.add(SavedView(place=place, name="", body=body))
    else:
        put(view, {"body": body})
    work.final()


def rename(work: Work, view_id: int, name: str) -> None:
    view = found(work, SavedView, view_id)
    kept = _good_name(name)
    other = _named(work, view.place, kept)
    if other is not None and other.id != view_id:
        raise Refusal(_("There is already a view named {name}.").format(name=other.name))
    put(view, {"name": kept})
    work.describe(_("View renamed to {name}").format(name=kept))


def remove(work: Work, view_id: int) -> None:
    view = found(work, SavedView, view_id)
    said = _("View removed: {name}").format(name=view.name)
    work.db.delete(view)
    work.describe(said)


def _named(work: Work, place: str, name: str) -> SavedView | None:
    same = func.lower(SavedView.name) == name.lower()
    return work.db.scalars(select(SavedView).where(SavedView.place == place, same)).first()


def _good_name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise Refusal(_("A view needs a name."))
    if len(kept) > MAX_LINE:
        raise Refusal(_("This name is too long."))
    return kept
