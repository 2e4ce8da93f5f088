# SPDX-License-Identifier: MIT
"""Item 12: a backup restored is equal, row by row, over random vaults; five years of rotation never lack a fresh one.

Damaged backups are found among the thousand of `verify_thousand`.
"""

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from otdesk.vault import checking, engine, keys, pages, restore, rotation
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults.outcome import Outcome

POLICY = keys.KeyPolicy(**vaults.weak_keys())
SHORT, FULL = 4, 1000
YEARS = 5
_OWN = {"vault_state", "audit_events"}
"""What a restore writes into: its epoch and its line in the trail."""


def prove(*, full: bool, scratch: Path) -> Outcome:
    dice = random.Random(12)  # noqa: S311 - a fixed sample
    count, clock = FULL if full else SHORT, FixedClock()
    differing: list[int] = []
    rows = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTDESK_HOME", str(scratch / "home"))
        for number in range(count):
            before, after = _there_and_back(scratch / "vault", dice, clock)
            rows += sum(map(len, before.values()))
            if before != after:
                differing.append(number)
            shutil.rmtree(scratch / "vault")
    days, worst, kept = five_years(dice)
    failures = [f"vault {number} came back different" for number in differing]
    if worst > timedelta(days=7):
        failures.append(f"the newest backup was {worst} old")
    return Outcome(
        count,
        count,
        acknowledged=rows,
        lost=len(differing),
        figures=(
            f"{count} random vaults with {rows:,} rows: {count - len(differing)} restored equal",
            f"rotation over {days} days: the newest was at most {worst} old",
            f"{kept} kept at most",
        ),
        failures=tuple(failures),
    )


def _there_and_back(home: Path, dice: random.Random, clock: FixedClock) -> tuple[dict[str, Any], dict[str, Any]]:
    """Rows of a random vault, and of the one made from its backup in another place."""
    home.mkdir()
    vault = vaults.unlocked(vaults.make(home / "first", clock()), clock())
    _fill(vault, dice, clock)
    path = vault.back_up(clock(), home / "stick")
    before = _rows(vault.folder / "data.db", vault.unlocked)
    vault.close()
    unlocked = restore.unlock_backup(path, passphrase=vaults.PASSPHRASE, policy=POLICY)
    restore.restore(path, unlocked, home / "second", clock.advance(minutes=1))
    checking.look_at_vault(home / "second", unlocked)
    return before, _rows(home / "second" / "data.db", unlocked)


def _fill(vault: Vault, dice: random.Random, clock: FixedClock) -> None:
    vault_rows.people(vault, clock)
    for _ in range(dice.randrange(1, 12)):
        clock.advance(minutes=dice.randrange(1, 600))
        words = "".join(
            chr(dice.choice((dice.randrange(32, 127), dice.randrange(0xA1, 0x2FF), 0x1F600))) for _ in range(20)
        )
        words *= dice.randrange(1, 200)
        note_id = vault_rows.draft(vault, clock, words)
        chance = dice.random()
        if chance < 0.7:
            vault_rows.sign(vault, clock, note_id)
        elif chance < 0.8:
            vault.undo_labels()


def _rows(data: Path, unlocked: keys.Unlocked) -> dict[str, Any]:
    raw = engine.open_file(data, unlocked.key("database"), read_only=True)
    try:
        return {
            name: raw.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()  # noqa: S608 - our own names
            for name in pages.tables(raw)
            if name not in _OWN
        }
    finally:
        raw.close()


def five_years(dice: random.Random) -> tuple[int, timedelta, int]:
    """Days simulated, the oldest that the newest backup ever was on any of them, how many were kept at most.

    Work on weekdays but for a day off now and then; of a day's backups some do not prove whole: these are not kept, and
    nothing may be pruned for them. A laptop that stays closed for longer makes no backup and needs none.
    """
    now = datetime(2021, 1, 4, 8, tzinfo=UTC)
    kept: set[datetime] = {now}
    worst, most = timedelta(0), 0
    days = YEARS * 365
    for _day in range(days):
        now += timedelta(days=1)
        worst = max(worst, now - max(kept))
        if now.weekday() < 5 and dice.random() > 0.05:
            attempts = [now + timedelta(minutes=30 * number) for number in range(dice.randrange(1, 14))]
            for made in attempts:
                if dice.random() < 0.8:
                    kept = rotation.keep(kept | {made})
        most = max(most, len(kept))
    return days, worst, most
