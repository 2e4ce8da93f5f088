# SPDX-License-Identifier: MIT
"""Whether notes carry procedure codes, and how the district's payer counts their units."""

from otdesk.actions.lookups import own_district
from otdesk.faults import Refusal
from otdesk.rules.coding import Coding, to_plain
from otdesk.vault.work import Work
from otdesk.words import _


def set_coding(work: Work, coding: Coding | None) -> None:
    """None: notes carry no codes."""
    district = own_district(work)
    if coding is not None and not coding.codes:
        raise Refusal(_("Say at least one code your district takes."))
    district.coding = to_plain(coding) if coding is not None else None
    work.describe(_("Codes for notes noted") if coding is not None else _("Notes carry no codes"))
