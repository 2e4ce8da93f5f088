# SPDX-License-Identifier: MIT
"""The person who writes the notes: name, license, working day, home."""

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.places import Place
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_people import TherapistEntry, therapist_problems
from otdesk.rules.entries_places import PlaceEntry, place_problems
from otdesk.rules.kinds import PlaceKind, Role
from otdesk.rules.wishes import Wishes, steps_value, wish_problems
from otdesk.vault.work import Work
from otdesk.words import _, full_name


def introduce(work: Work, slot: str, entry: TherapistEntry) -> int:
    """Enter the person whose passphrase opens the slot of that name; returns the id."""
    return _enter(work, slot, entry, None, _free_home(work))


def add_person(work: Work, slot: str | None, entry: TherapistEntry, supervisor_id: int | None) -> int:
    """Enter somebody besides the one whose vault it is: an assistant, a supervisor; returns the id. With a slot she can
    open the vault, which is not taken back by undo. Refusal before the vault's own person is entered."""
    if work.db.scalar(select(Therapist.id).limit(1)) is None:
        raise Refusal(_("Enter your own name first, under Therapist."))
    made = _enter(work, slot, entry, supervisor_id, None)
    if slot is not None:
        work.audit("person_added", "therapist", made)
        work.final()
    return made


def admit(work: Work, slot: str, entry: TherapistEntry) -> int:
    """Enter somebody whom the code of the district let in; final. Refusal for the slot of a person who is here."""
    if work.db.scalar(select(Therapist.id).where(Therapist.slot == slot)) is not None:
        raise Refusal(_("Somebody of this name wrote notes here. Type your own name."))
    made = _enter(work, slot, entry, None, None)
    work.audit("person_added", "therapist", made)
    work.final()
    return made


def edit_person(work: Work, therapist_id: int, entry: TherapistEntry, supervisor_id: int | None) -> None:
    """Change name, role, license and supervisor."""
    edit(work, therapist_id, entry)
    _refuse_supervisor(work, therapist_id, supervisor_id)
    found(work, Therapist, therapist_id).supervisor_id = supervisor_id


def give_access(work: Work, therapist_id: int, slot: str) -> None:
    """She has a passphrase of her own from now on: what she signs is hers."""
    therapist = found(work, Therapist, therapist_id)
    therapist.slot = slot
    work.audit("person_added", "therapist", therapist_id)
    work.final()
    work.describe(_("{who} can open this vault").format(who=full_name(therapist.first, therapist.last)))


def end_access(work: Work, therapist_id: int) -> None:
    """Her passphrase no longer opens the vault; what she signed stays hers."""
    therapist = found(work, Therapist, therapist_id)
    therapist.slot = None
    work.audit("person_removed", "therapist", therapist_id)
    work.final()
    work.describe(_("{who} can no longer open this vault").format(who=full_name(therapist.first, therapist.last)))


def _enter(work: Work, slot: str | None, entry: TherapistEntry, supervisor_id: int | None, home: int | None) -> int:
    refuse(therapist_problems(entry))
    if slot is not None and work.db.scalar(select(Therapist.id).where(Therapist.slot == slot)) is not None:
        raise Refusal(_("This person is entered already."))
    _refuse_supervisor(work, None, supervisor_id)
    therapist = Therapist(slot=slot, home_id=home, supervisor_id=supervisor_id, **values(entry))
    work.db.add(therapist)
    work.db.flush()
    work.describe(_("{who} entered").format(who=full_name(therapist.first, therapist.last)))
    return therapist.id


def _refuse_supervisor(work: Work, therapist_id: int | None, supervisor_id: int | None) -> None:
    if supervisor_id is None:
        return
    if supervisor_id == therapist_id or found(work, Therapist, supervisor_id).role is not Role.OT:
        raise Refusal(_("A supervisor is another occupational therapist."))


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
