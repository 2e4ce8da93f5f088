# SPDX-License-Identifier: MIT
"""The person who writes the notes: name, license, working day, home."""

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.places import Place
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_people import TherapistEntry, therapist_problems
from otdesk.rules.entries_places import PlaceEntry, place_problems
from otdesk.rules.kinds import PlaceKind
from otdesk.rules.wishes import Wishes, steps_value, wish_problems
from otdesk.vault.work import Work
from otdesk.words import _, full_name


def introduce(work: Work, slot: str, entry: TherapistEntry) -> int:
    """Enter the person whose passphrase opens the slot of that name; returns the id."""
    refuse(therapist_problems(entry))
    if work.db.scalar(select(Therapist.id).where(Therapist.slot == slot)) is not None:
        raise Refusal(_("This person is entered already."))
    therapist = Therapist(slot=slot, home_id=_free_home(work), **values(entry))
    work.db.add(therapist)
    work.db.flush()
    work.describe(_("{who} entered").format(who=full_name(therapist.first, therapist.last)))
    return therapist.id


def introduce_self(work: Work, entry: TherapistEntry) -> int:
    """Enter the person who opened this vault."""
    return introduce(work, work.person, entry)


def _free_home(work: Work) -> int | None:
    """A home that came with imported drives before anybody was entered."""
    taken = select(Therapist.home_id).where(Therapist.home_id.is_not(None))
    homes = select(Place.id).where(Place.kind == PlaceKind.HOME, Place.id.not_in(taken)).order_by(Place.id)
    return work.db.scalar(homes.limit(1))


def edit(work: Work, therapist_id: int, entry: TherapistEntry) -> None:
    therapist = found(work, Therapist, therapist_id)
    refuse(therapist_problems(entry))
    put(therapist, values(entry))
    work.describe(_("{who} changed").format(who=full_name(therapist.first, therapist.last)))


def set_wishes(work: Work, therapist_id: int, wishes: Wishes) -> None:
    """What the planner is to look for in her week."""
    therapist = found(work, Therapist, therapist_id)
    refuse(wish_problems(wishes))
    therapist.longest_run, therapist.most_schools = wishes.longest_run, wishes.most_schools
    therapist.visits = wishes.visits
    therapist.desk_minutes, therapist.weights = wishes.desk_minutes, steps_value(wishes.steps) or None
    work.describe(_("Wishes for the week changed"))


def set_home(work: Work, therapist_id: int, entry: PlaceEntry) -> int:
    """Where the day's driving begins and ends; returns the place's id."""
    therapist = found(work, Therapist, therapist_id)
    refuse(place_problems(entry))
    if therapist.home_id is None:
        place = Place(**values(entry))
        work.db.add(place)
        work.db.flush()
        therapist.home_id = place.id
    else:
        place = found(work, Place, therapist.home_id)
        put(place, values(entry))
    work.describe(_("Home of {who} changed").format(who=full_name(therapist.first, therapist.last)))
    return place.id
