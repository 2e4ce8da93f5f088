# SPDX-License-Identifier: MIT
"""What a screen reader finds in the real window: every control has a name, and a row of Today says all it shows."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from otdesk.actions import sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.vault.vault import Vault
from tests.caseload_sample import House, fill
from tests.clock import FixedClock
from tests.desktop.real import Desktop
from tests.vaults import PASSPHRASE, PERSON

TUE = date(2026, 10, 20)
CONTROLS = frozenset({"push button", "button", "text", "check box", "radio button", "combo box", "toggle button"})


@dataclass(frozen=True)
class Thing:
    role: str
    name: str
    description: str
    takes_keys: bool


def things(screen: Desktop) -> list[Thing]:
    rows = [line.split("\t") for line in screen.look("tree").splitlines()]
    return [Thing(role, name, description, keys == "keys") for role, name, description, keys in rows]


@pytest.fixture
def unlocked(screen: Desktop, tmp_path: Path) -> Desktop:
    """Maya at 10:00, a group at 10:40; it is 10:26 and the window has just been unlocked by keys."""
    folder = tmp_path / "otdesk" / "vault"
    folder.parent.mkdir()
    clock = FixedClock()
    vault, _code = Vault.create(folder, PASSPHRASE, PERSON, now=clock())  # the real program refuses cheap keys
    opened = House(vault, clock)
    ids = fill(opened)
    both = ((ids.maya, ids.maya_line), (ids.hazel, ids.hazel_line))
    opened.do(sessions.add, SessionEntry(TUE, ids.alder, 640, 660, both))
    vault.close()
    screen.start("2026-10-20T10:26")
    screen.wait_for("Passphrase")
    screen.write(PASSPHRASE)
    screen.press("Return")
    screen.wait_for("Maya Ortiz")
    return screen


@pytest.mark.timeout(180)
def test_a_screen_reader_finds_its_way(unlocked: Desktop) -> None:
    assert unlocked.focus().startswith("Maya Ortiz, 10:00 – 10:30, Gr 2 · Fenimore")
    seen = things(unlocked)
    names = {thing.name for thing in seen}
    assert {"Today", "Planner, 1", "Caseload, 3", "Notes", "Settings", "Lock", "Day sheet", "New"} <= names
    assert any(name.startswith("Alder Creek Elementary") for name in names)
    for place, title in (("1", "Today — OTDesk"), ("2", "Planner — OTDesk"), ("3", "Caseload — OTDesk")):
        unlocked.press(f"ctrl+{place}")
        unlocked.wait_to_read(f"\t{title}\t")
        seen = things(unlocked)
        assert len(seen) > 30, "the tree is there"
        nameless = [thing.role for thing in seen if thing.takes_keys and thing.role in CONTROLS and not thing.name]
        assert nameless == [], f"place {place}"
    unlocked.press("ctrl+q")
    assert unlocked.ended() == 0
