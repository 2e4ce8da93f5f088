# SPDX-License-Identifier: MIT
"""What the database says, in the two families a person is told; everything else stays a bug."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from otdesk import system
from otdesk.faults import Refusal, Trouble
from otdesk.vault import triggers
from otdesk.words import _


@contextmanager
def told() -> Iterator[None]:
    import sqlcipher3.dbapi2 as driver

    try:
        with system.disk_told():
            yield
    except (DatabaseError, driver.DatabaseError) as fault:
        meaning = _meaning(str(fault.orig if isinstance(fault, DatabaseError) else fault))
        if meaning is None:
            raise
        raise meaning from fault


def _meaning(said: str) -> Refusal | Trouble | None:
    if triggers.SIGNED in said:
        return Refusal(_("This note is signed, so it can no longer be changed. An addendum can be added to it."))
    if "disk is full" in said:
        return system.disk_full()
    if "disk I/O error" in said:
        return system.disk_failing()
    if "database is locked" in said:
        return Trouble(_("Another program holds the vault's data file."), _("Close that program, then try again."))
    if any(words in said for words in ("malformed", "not a database", "HMAC")):
        return Trouble(
            _("The vault's data file is damaged."), _("Restore the last backup. The damaged file is left as it is.")
        )
    return None
