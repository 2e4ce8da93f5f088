# SPDX-License-Identifier: MIT
"""Item 14: two instances started together: exactly one owns the vault, and its kill -9 leaves no stale lock."""

from pathlib import Path

from tests import vaults
from tests.clock import FixedClock
from tests.faults.children import KILLED, Child, Nursery
from tests.faults.kills import wait_until
from tests.faults.outcome import Outcome

SHORT, FULL = 10, 1000
REFUSED = "OTDesk is open."
A_NEW_VAULT_EVERY = 50


def prove(*, full: bool, scratch: Path) -> Outcome:
    rounds = FULL if full else SHORT
    first_to_start_won, fired, owners, refused, alarms = 0, 0, 0, 0, 0
    odd: list[str] = []
    with Nursery("tests.faults.rival") as nursery:
        for number in range(rounds):
            if number % A_NEW_VAULT_EVERY == 0:
                folder = vaults.make(scratch / f"vault{number}", FixedClock()())
            pair, said = _race(nursery, folder, scratch / f"race{number}")
            fired += sum(child.kill() == KILLED for child in pair) == 2
            won = [line.split() for line in said if line.startswith("owner")]
            owners += len(won)
            refused += said.count(REFUSED)
            if len(won) == 1 and len(said) == 2 and REFUSED in said:
                first_to_start_won += int(won[0][1]) == pair[0].pid
                alarms += int(won[0][2])
            else:
                odd.append(f"round {number}: {said}")
    figures = (
        f"{owners} owners, {refused} told that OTDesk is open; the first to start won {first_to_start_won} times",
    )
    if rounds >= 100 and not 0 < first_to_start_won < rounds:
        odd.append("the same one always won, so the two never raced")
    return Outcome(rounds, fired, owners, 0, refused, alarms, figures, tuple(odd[:5]))


def _race(nursery: Nursery, folder: Path, place: Path) -> tuple[list[Child], list[str]]:
    place.mkdir()
    gate, said = place / "gate", place / "said"
    pair = [nursery.start(str(folder), str(gate), str(said)) for _each in range(2)]
    gate.touch()

    def both_spoke() -> bool:
        return said.exists() and said.read_bytes().count(b"\n") == 2

    wait_until(both_spoke)
    return pair, said.read_text(encoding="utf-8").splitlines()
