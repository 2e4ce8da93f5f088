# SPDX-License-Identifier: MIT
"""The district: its name, its state's rules, its time zone, and how it counts minutes."""

from otdesk.actions.lookups import found, own_district, put, refuse, values
from otdesk.records.districts import District
from otdesk.rules.entries_people import DistrictEntry, district_problems
from otdesk.rules.minutes import CountMode
from otdesk.vault.work import Work
from otdesk.words import _


def add(work: Work, entry: DistrictEntry) -> int:
    refuse(district_problems(entry))
    district = District(**_columns(entry))
    work.db.add(district)
    work.db.flush()
    work.describe(_("{district} added").format(district=district.name))
    return district.id


def edit(work: Work, district_id: int, entry: DistrictEntry) -> None:
    district = found(work, District, district_id)
    refuse(district_problems(entry))
    put(district, _columns(entry))
    work.describe(_("{district} changed").format(district=district.name))


def set_minutes_policy(work: Work, mode: CountMode) -> None:
    """Say how weeks with days without school are counted; refused before a district was entered."""
    district = own_district(work)
    district.minutes_policy = mode.value
    work.describe(_("Minutes policy set"))


def _columns(entry: DistrictEntry) -> dict[str, object]:
    columns = values(entry)
    policy = entry.minutes_policy
    return {**columns, "minutes_policy": policy.value if policy is not None else None}
