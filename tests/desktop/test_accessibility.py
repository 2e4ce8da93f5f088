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


PLACES = (
    ("1", "Today"), ("2", "Planner"), ("3", "Caseload"), ("4", "Notes"), ("5", "Due dates"), ("6", "Reports"),
    ("7", "Travel & time"), ("comma", "Settings"),
)  # fmt: skip
SILENT = frozenset({"filler", "panel", "scroll pane", "viewport", "layered pane", "table cell", "list item"})
"""What holds other things, and cells, which may be empty."""


@pytest.mark.timeout(240)
def test_a_screen_reader_finds_its_way(unlocked: Desktop) -> None:
    assert unlocked.focus().startswith("Maya Ortiz, 10:00 – 10:30, Gr 2 · Fenimore")
    seen = things(unlocked)
    names = {thing.name for thing in seen}
    assert {"Today", "Planner, 1", "Caseload, 3", "Notes", "Settings", "Lock", "Day sheet", "New"} <= names
    assert any(name.startswith("Alder Creek Elementary") for name in names)
    for key, title in PLACES:
        unlocked.press(f"ctrl+{key}")
        unlocked.wait_to_read(f"\t{title} — OTDesk\t")
        seen = things(unlocked)
        assert len(seen) > 30, "the tree is there"
        nameless = [thing for thing in seen if thing.takes_keys and thing.role not in SILENT and not thing.name]
        assert nameless == [], title
        unlabeled = [thing for thing in seen if thing.role == "combo box" and thing.name.startswith(": ")]
        assert unlabeled == [], title
    unlocked.press("ctrl+q")
    assert unlocked.ended() == 0


@pytest.mark.timeout(180)
def test_today_and_the_week_read_in_their_order(unlocked: Desktop) -> None:
    rows = [thing.name for thing in things(unlocked) if thing.role == "push button" and "10:" in thing.name]
    assert [name.split(",")[0] for name in rows[:2]] == ["Maya Ortiz", "Maya and Hazel"]
    unlocked.press("ctrl+2")
    unlocked.wait_to_read("\tPlanner — OTDesk\t")
    cards = [thing.name for thing in things(unlocked) if "day 1" in thing.name and thing.takes_keys]
    assert [" ".join(name.split()[:3]) for name in cards] == [
        "Maya Ortiz, Tuesday", "Hazel Dunmore, Wednesday", "Maya Ortiz, Thursday",
    ]  # fmt: skip


@pytest.mark.timeout(180)
def test_a_note_is_written_and_signed_through_the_tree_alone(unlocked: Desktop) -> None:
    unlocked.act("Maya Ortiz, 10:00")
    unlocked.fill("Goal 1", "3/4v")
    unlocked.wait_to_read("3 of 4 = 75 %, verbal")
    unlocked.fill("Goal 2", "4/5i")
    unlocked.fill("Goal 3", "-")
    unlocked.wait_to_read("not addressed today")
    unlocked.act("As planned")
    unlocked.fill("What we did", "Cut along thick lines with loop scissors.")
    unlocked.fill("Skilled service", "Graded the paper's weight and placed the hands.")
    unlocked.fill("Plan", "Thinner paper.")
    unlocked.act("Sign, open next")
    unlocked.wait_to_read("Signed 10:2")
