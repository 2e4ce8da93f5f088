# SPDX-License-Identifier: MIT
"""What the district pays for driving, and the months that were claimed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse, values
from otdesk.records.mileage import MileageClaim, MileageTerms
from otdesk.records.places import Place
from otdesk.rules.entries_time import MileageEntry, mileage_problems
from otdesk.vault.work import Work
from otdesk.words import _, month


def set_terms(work: Work, entry: MileageEntry) -> None:
    refuse(mileage_problems(entry))
    if entry.base_id is not None:
        found(work, Place, entry.base_id)
    row = work.db.scalars(select(MileageTerms).order_by(MileageTerms.id)).first()
    if row is None:
        work.db.add(MileageTerms(**values(entry)))
    else:
        put(row, values(entry))
    work.describe(_("What is paid for driving was changed"))


def claim(work: Work, first: date, on: date, printed: Mapping[str, object]) -> None:
    """Keep what stood on the claim of a month; handed out again, the newer one counts."""
    row = work.db.scalars(select(MileageClaim).where(MileageClaim.month == first)).first()
    if row is None:
        work.db.add(MileageClaim(month=first, claimed_on=on, printed=dict(printed)))
    else:
        put(row, {"claimed_on": on, "printed": dict(printed)})
    work.describe(_("Mileage claim of {month} {year} kept").format(month=month(first.month), year=first.year))
