# SPDX-License-Identifier: MIT
"""A stopwatch on writing notes: the real window, a typist of 40 words a minute (0.3 s a key), no time to think.

    .venv/bin/python -m tests.benchmarks.note_keys [--key 0.3]

One student with her goals; a group of four with eight data points, an activity of forty letters and four typed
responses; the same group with phrases only. Printed beside the limits: keys (Ctrl+Enter is two), seconds from the key
that opens the note to its signature on the screen, and what the keys alone take. Then the one student with the mouse
alone: 1.1 s to point at something, 0.2 s for a press of the button (Card, Moran and Newell's figures), no limit.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from otdesk.sample.build import DEMO_SEED, Size, demo_now, fill
from otdesk.vault.vault import Vault
from tests.desktop.real import Desktop, desktop
from tests.vaults import PASSPHRASE, PERSON

EARLY = demo_now().replace(hour=7, minute=30)
"""When the sample is made: nothing of the day is written yet."""
ACTIVITY = "putty warm-up, letter relay, slant board"
RESPONSES = ("Fixed two reversals.", "Used spacers rightly", "Asked for one break.", "Kept to all margins.")
PHRASES = (";1", ";2", ";3", ";4")
DATA = (("2x", "8m", "4/5v"), ("20/60s", "5m"), ("3/5g", "1x"), ("22/60s",))
"""Of the four students of the group, goal by goal in the measure of each."""


class Typist:
    """Hands that need `key` seconds for each key, or as long as the machine needs for it."""

    def __init__(self, desk: Desktop, key: float) -> None:
        self.desk, self.key, self.keys = desk, key, 0

    def press(self, *keys: str) -> None:
        for one in keys:
            self._hit(one.count("+") + 1, "key", "--clearmodifiers", one)

    def write(self, text: str) -> None:
        for letter in text:
            self._hit(1, "type", "--clearmodifiers", letter)

    def _hit(self, count: int, *words: str) -> None:
        due = time.monotonic() + count * self.key
        self.keys += count
        subprocess.run(["xdotool", *words], env=self.desk.env, check=True, timeout=60)
        time.sleep(max(0.0, due - time.monotonic()))


def one_student(hand: Typist) -> None:
    hand.press("Return")
    hand.desk.wait_for("Goal 1")
    for data in ("3/4v", "4/5i", "2x"):
        hand.write(data)
        hand.press("Tab")
    hand.press("1", "3", "Tab", "1", "5", "Tab")
    hand.write(" Next: buttons on coat.")
    hand.press("ctrl+Return")


def group_typed(hand: Typist) -> None:
    _group(hand, ACTIVITY, RESPONSES)


def group_phrases(hand: Typist) -> None:
    _group(hand, "", PHRASES)


def _group(hand: Typist, activity: str, responses: tuple[str, ...]) -> None:
    hand.press("Return")
    hand.desk.wait_for("Activity")
    hand.press("ctrl+d")
    hand.write(activity)
    hand.press("alt+1")
    for number, response in enumerate(responses):
        for data in DATA[number]:
            hand.write(data)
            hand.press("Tab")
        hand.write(response)
        if number < len(responses) - 1:
            hand.press("Tab", "Tab")
    hand.press("ctrl+Return")


class Pointer:
    """A hand on the mouse that needs `POINT` to come to something and `PRESS` for each press of the button, or as long
    as the machine needs."""

    POINT, PRESS = 1.1, 0.2

    def __init__(self, desk: Desktop) -> None:
        self.desk, self.clicks = desk, 0

    def click(self, name: str, times: int = 1) -> None:
        due = time.monotonic() + self.POINT + times * self.PRESS
        self.clicks += times
        self.desk.click(name, times)
        time.sleep(max(0.0, due - time.monotonic()))


def one_student_clicked(hand: Pointer) -> None:
    hand.click("Lucia Brand, 9:40", 2)
    for goal, (right, wrong), help_given in (("Goal 1", (3, 1), "Verbal"), ("Goal 2", (4, 1), "Independent")):
        hand.click(goal)
        hand.click("One more done", right)
        hand.click("One more not done", wrong)
        hand.click(help_given)
    hand.click("Goal 3")
    hand.click("More", 2)
    hand.click("What you did: Putty warm-up")
    hand.click("How it went: Calm, engaged")
    hand.click("Sign")


@dataclass(frozen=True)
class Task:
    """`row` of the day the note belongs to."""

    name: str
    act: Callable[[Typist], None]
    limit: float
    row: str


TASKS = (
    Task("one student, three goals", one_student, 25, "Lucia Brand, 9:40"),
    Task("group of 4, typed", group_typed, 80, "Pencil Crew, 8:20"),
    Task("group of 4, phrases", group_phrases, 46, "Pencil Crew, 8:20"),
)


@contextmanager
def at_work() -> Iterator[Desktop]:
    """The sample's day, unlocked, at 10:24."""
    with tempfile.TemporaryDirectory() as folder, desktop(Path(folder)) as desk:
        place = Path(folder) / "otdesk" / "vault"
        place.parent.mkdir()
        vault, _code = Vault.create(place, PASSPHRASE, PERSON, now=EARLY)
        fill(vault, Size(), DEMO_SEED, EARLY)
        vault.close()
        desk.start("2026-10-20T10:24")
        desk.wait_for("Passphrase")
        desk.write(PASSPHRASE)
        desk.press("Return")
        desk.wait_to_read("\tToday — OTDesk\t")
        yield desk


def measure(key: float, task: Task) -> tuple[int, float]:
    """Keys, and seconds from the first one until the note is signed in the vault's list of the day."""
    with at_work() as desk:
        desk.walk_to(task.row, "Up")
        hand, began = Typist(desk, key), time.monotonic()
        task.act(hand)
        took = time.monotonic() - began
        desk.press("ctrl+1")
        desk.wait_to_read("Signed 10:")
        return hand.keys, took


def measure_mouse() -> tuple[int, float]:
    """Clicks, and seconds from the first one until the note is signed."""
    with at_work() as desk:
        hand, began = Pointer(desk), time.monotonic()
        one_student_clicked(hand)
        took = time.monotonic() - began
        desk.press("ctrl+1")
        desk.wait_to_read("Signed 10:")
        return hand.clicks, took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", type=float, default=0.3)
    arguments = parser.parse_args()
    missed = 0
    for task in TASKS:
        keys, took = measure(arguments.key, task)
        over = took > task.limit
        missed += over
        said = f"{task.name:24} {keys:4} keys  {keys * arguments.key:6.1f} s of keys  {took:6.1f} s"
        print(f"{said} (limit {task.limit:.0f}){'  MISSED' if over else ''}", flush=True)
    clicks, took = measure_mouse()
    print(f"{'one student, mouse only':24} {clicks:4} clicks {took:28.1f} s")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
