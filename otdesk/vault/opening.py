# SPDX-License-Identifier: MIT
"""What is looked at before a vault counts as open: that nothing committed is gone, and nothing signed has changed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from otdesk.faults import Trouble
from otdesk.records.audit import AuditEvent
from otdesk.rules.audit import CLOCK_SLACK
from otdesk.vault import anchor, chain, keys, witness
from otdesk.vault.anchor import Anchor, Damage
from otdesk.vault.work import Work
from otdesk.words import _, plural

# With more links than this, only those since the last full check are verified at opening; the rest is a job's work.
FULL_CHECK_UP_TO = 2_000


@dataclass(frozen=True, slots=True)
class State:
    vault: str
    commits: int
    changes: int
    epoch: int
    notes_checked: int
    audit_checked: int


_STATE = "SELECT vault, commits, changes, epoch, notes_checked, audit_checked FROM vault_state WHERE id = 1"


def state(db: Connection) -> State:
    return State(*db.exec_driver_sql(_STATE).one())


def state_of(raw: Any) -> State:
    """The same from a connection of the driver."""
    return State(*raw.execute(_STATE).fetchone())


def chain_keys(unlocked: keys.Unlocked) -> chain.Keys:
    return chain.Keys(unlocked.key("chain"))


def examine(folder: Path, unlocked: keys.Unlocked, db: Connection) -> list[chain.Finding]:
    """Compare the database with the anchors and with its chains.

    Damage when committed work is gone; Trouble when keys and data are of two vaults; findings are signed rows changed.
    """
    compare(folder, unlocked, db)
    return verify(unlocked, db, full=False)


def compare(folder: Path, unlocked: keys.Unlocked, db: Connection) -> None:
    """Damage when committed work is gone; Trouble when keys and data are of two vaults."""
    standing = state(db)
    if standing.vault != unlocked.vault:
        raise Trouble(_("vault.json and the data file belong to two different vaults."), _("Restore the last backup."))
    key = unlocked.key("anchor")
    _compare(standing, anchor.read(folder, key), db)
    _compare_with_this_computer(standing, witness.read(folder, unlocked.vault, key), db)


def verify(unlocked: keys.Unlocked, db: Connection, *, full: bool) -> list[chain.Finding]:
    standing = state(db)
    if full or not is_long(db):
        return chain.verify(db, chain_keys(unlocked))
    return chain.verify(db, chain_keys(unlocked), standing.notes_checked, standing.audit_checked)


def is_long(db: Connection) -> bool:
    """Whether opening leaves what was verified before to a job."""
    links = db.exec_driver_sql(
        "SELECT (SELECT count(*) FROM note_chain) + (SELECT count(*) FROM audit_events)"
    ).scalar()
    return int(links or 0) > FULL_CHECK_UP_TO


def tell_tries(work: Work, tries: list[datetime]) -> None:
    """Wrong passphrases since the last time, and whether the clock stands before the last row of the trail."""
    last = work.db.execute(select(AuditEvent.at).order_by(AuditEvent.seq.desc()).limit(1)).scalar()
    for moment in tries:
        work.audit("unlock_failed", "vault", None, {"at": moment.isoformat()})
    if last is not None and work.now < last - CLOCK_SLACK:
        seconds = round((work.now - last).total_seconds())
        work.audit("clock_jump", "vault", None, {"expected": last.isoformat(), "seconds": seconds})


def told(findings: list[chain.Finding]) -> Damage:
    """The findings as a sentence: notes are named by number only."""
    notes = sorted({finding.number for finding in findings if finding.what in {"content", "open"}})
    if notes:
        words = plural(
            "{n} signed note is not as it was signed (number {{which}}).",
            "{n} signed notes are not as they were signed (numbers {{which}}).",
            len(notes),
        ).format(which=", ".join(map(str, notes[:10])))
    elif any(finding.what == "link" for finding in findings):
        words = _("The chain of signatures was changed or cut.")
    else:
        words = _("The audit trail was changed or cut.")
    return anchor.lost(words)


def _compare(standing: State, kept: Anchor, db: Connection) -> None:
    if kept.vault != standing.vault or kept.epoch != standing.epoch:
        raise anchor.lost(_("The anchor belongs to another state of this vault."))
    if standing.commits < kept.commits:
        raise anchor.lost(_("The vault's data is older than the last work saved in it: something is missing."))
    if chain.heads(db, kept.commits) != (kept.note_head, kept.audit_head):
        raise anchor.lost(_("The chains in the vault are not those of the last work saved in it."))


def _compare_with_this_computer(standing: State, seen: Anchor | None, db: Connection) -> None:
    """A later epoch began with a restore or with damage that was accepted: the trail tells of it, wherever it was."""
    if seen is None or seen.epoch < standing.epoch:
        return
    older = seen.epoch > standing.epoch or standing.commits < seen.commits
    if older or chain.heads(db, seen.commits) != (seen.note_head, seen.audit_head):
        raise anchor.lost(_("This vault is older than it was on this computer: something is missing."))
