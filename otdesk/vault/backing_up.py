# SPDX-License-Identifier: MIT
"""The care of an open vault's backups: its own, the copies in a second place, a restore on trial once a month.

Everything here may run in a pool thread.
"""

import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from otdesk import paths, system
from otdesk.faults import Trouble
from otdesk.records.audit import AuditEvent
from otdesk.rules.backups import Backup, Standing, Trial, trial_is_due
from otdesk.vault import backup, checking, keys, making, opening, restore
from otdesk.vault.vault import Vault
from otdesk.words import _

logger = logging.getLogger(__name__)

OWN_EVERY = timedelta(minutes=30)
COPY_EVERY = timedelta(hours=1)


def standing(vault: Vault, place: Path | None, trouble: str = "") -> Standing:
    """What there is now, by looking at the files."""
    there = place is not None and place.is_dir()
    second = _of(vault, backup.listed(place)) if place is not None and there else ()
    with vault.read() as db:
        copied = second[0].made if second else None if there or place is None else _last_copied(db)
        tested = _last_test(db)
    begun = datetime.fromisoformat(keys.read_header(vault.folder).created)
    own = tuple(backup.listed(vault.folder / making.BACKUPS))
    return Standing(own, second, place, there, copied, begun, tested, trouble)


def _go_on() -> None:
    pass


def tend(vault: Vault, now: datetime, place: Path | None, check: Callable[[], object] = _go_on) -> Standing:
    """What is due is done. Trouble of the vault's own backup is raised; that of a copy is part of what is returned.

    `check` is called between the steps and raises when it should end: the program closes.
    """
    found = standing(vault, place)
    if _is_old(found.own, now, OWN_EVERY) and vault.backup_is_due():
        vault.back_up(now)
    check()
    trouble = ""
    if found.there and _is_old(found.second, now, COPY_EVERY) and _has_changed(vault, found.second):
        trouble = _copy(vault, now, place, backup.unheard)
    found = standing(vault, place, trouble)
    if not trial_is_due(found, now):
        return found
    restore_on_trial(vault, found.own[0], now, check)
    return standing(vault, place, trouble)


def back_up(vault: Vault, now: datetime, place: Path | None, progress: backup.Progress) -> Standing:
    """A backup and, where the second place can be reached, a copy there: because somebody asked."""
    vault.back_up(now, heard=progress)
    there = place is not None and place.is_dir()
    return standing(vault, place, _copy(vault, now, place, progress) if there else "")


def hand_over(vault: Vault, now: datetime, folder: Path, progress: backup.Progress = backup.unheard) -> Path:
    """A verified backup that the district's code alone opens, in a new folder: beside her own backups it would pass for
    one of them. Refusal where no office may open the vault."""
    header = keys.for_district(vault.folder, vault.unlocked)
    place = folder / f"OTDesk hand-over {now.astimezone(UTC):%Y-%m-%d %H%M%S}"
    path = backup.make(vault.folder, vault.unlocked, place, now, progress, header)
    with vault.write("backup", now) as work:
        work.audit("backup", "vault", None, {"place": "district"})
    return path


def _copy(vault: Vault, now: datetime, place: Path | None, progress: backup.Progress) -> str:
    """A backup of its own, made and looked at in that place. What hindered it, in words."""
    try:
        vault.back_up(now, place, progress, second=True)
    except Trouble as trouble:
        logger.info("no copy came to the second place")
        return str(trouble)
    return ""


def _of(vault: Vault, found: list[Backup]) -> tuple[Backup, ...]:
    return tuple(entry for entry in found if entry.vault == vault.unlocked.vault)


def _is_old(found: tuple[Backup, ...], now: datetime, limit: timedelta) -> bool:
    """A clock that was set back makes nothing wait."""
    return not found or not timedelta(0) <= now - found[0].made < limit


def _has_changed(vault: Vault, found: tuple[Backup, ...]) -> bool:
    with vault.read() as db:
        return not found or found[0].changes != opening.state(db.connection()).changes


# --- on trial ----------------------------------------------------------------------------------------------------


def restore_on_trial(vault: Vault, chosen: Backup, now: datetime, check: Callable[[], object] = _go_on) -> bool:
    """Make a vault from a backup, look at everything in it, throw it away; the trail says how it went.

    What lies on the disk meanwhile is encrypted as every vault is. A full disk is no verdict on the backup: Trouble.
    """
    folder = system.private_folder(paths.data_folder()) / "test-restore"
    _clear(folder)
    if system.free_bytes(folder.parent) < 2 * chosen.size:
        raise Trouble(
            _("There is too little room on the disk to restore a backup on trial."),
            _("Make room. It is tried again by itself."),
        )
    try:
        check()
        restore.restore(chosen.path, vault.unlocked, folder, now)
        check()
        facts = checking.look_at_vault(folder, vault.unlocked)
        whole = (facts.students, facts.notes, facts.last_note) == (chosen.students, chosen.notes, chosen.last_note)
    except Trouble:
        whole = False
    finally:
        _clear(folder)
    with vault.write("test_restore", now) as work:
        work.audit("test_restore", "vault", None, {"made": chosen.made.isoformat(), "whole": whole})
    return whole


def _clear(folder: Path) -> None:
    for path in (folder, folder.with_name(f".{folder.name}.making")):
        shutil.rmtree(path, ignore_errors=True)


# --- what the trail says ---------------------------------------------------------------------------------------


def _last_copied(db: Session) -> datetime | None:
    """When a copy last came to the second place: the stick is not here to say so itself."""
    for at, detail in db.execute(_last("backup")):
        if detail.get("place") == "second":
            return _moment(at)
    return None


def _last_test(db: Session) -> Trial | None:
    for at, detail in db.execute(_last("test_restore").limit(1)):
        return Trial(_moment(at), datetime.fromisoformat(detail["made"]), bool(detail["whole"]))
    return None


def _last(kind: str) -> Select[tuple[datetime, dict[str, Any]]]:
    return (
        select(AuditEvent.at, AuditEvent.detail)
        .where(AuditEvent.kind == kind)
        .order_by(AuditEvent.seq.desc())
        .limit(500)
    )


def _moment(at: datetime) -> datetime:
    return at.astimezone(UTC)
