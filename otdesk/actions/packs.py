# SPDX-License-Identifier: MIT
"""The district's rules: an edit is a new dated row, so that what was decided before stays explained."""

from sqlalchemy import select

from otdesk.faults import Refusal
from otdesk.records.packs import RulePack
from otdesk.rules.pack_edits import PackEntry, applied, pack_of
from otdesk.rules.packs import BadPack
from otdesk.vault.work import Work
from otdesk.words import _, full_date


def change(work: Work, entry: PackEntry) -> int:
    """Change one line of a pack from a date on; returns the id of the dated row that holds it.

    Several edits from the same date stand in one row. The shipped row is never changed.
    """
    name = pack_of(entry.edit)
    rows = list(
        work.db.scalars(select(RulePack).where(RulePack.name == name).order_by(RulePack.effective_from, RulePack.id))
    )
    if not rows:
        raise Refusal(_("These rules are not in this vault."))
    first, newest = rows[0], rows[-1]
    if entry.effective_from < newest.effective_from:
        raise Refusal(
            _("There are newer rules from {day}. Choose that day or a later one.").format(
                day=full_date(newest.effective_from)
            )
        )
    if newest is first and entry.effective_from == first.effective_from:
        raise Refusal(_("The rules this program came with begin that day and stay as they are. Choose a later day."))
    try:
        body = applied(newest.body, entry.edit)
    except BadPack as wrong:
        raise Refusal(_("These figures do not fit together: {what}.").format(what=wrong)) from wrong
    source = entry.source.strip() or newest.source
    checked = entry.checked_on if entry.checked_on is not None else newest.checked_on
    if body == newest.body and (source, checked) == (newest.source, newest.checked_on):
        return newest.id
    row = newest if newest.effective_from == entry.effective_from else RulePack(
        name=name, effective_from=entry.effective_from, source=source, checked_on=checked, body=body
    )  # fmt: skip
    row.body, row.source, row.checked_on = body, source, checked
    work.db.add(row)
    work.db.flush()
    work.describe(_("Rules changed from {day}").format(day=full_date(entry.effective_from)))
    return row.id
