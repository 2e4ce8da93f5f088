# SPDX-License-Identifier: MIT
"""A stopwatch on writing notes: the real window, a typist of 40 words a minute (0.3 s a key), no time to think.

    .venv/bin/python -m tests.benchmarks.note_keys [--key 0.3] [--only keys|mouse|copying] [--notes 40]

One student with her goals; a group of four with eight data points, an activity of forty letters and four typed
responses; the same group with phrases only. Printed beside the limits: keys (Ctrl+Enter is two), seconds from the key
that opens the note to its signature on the screen, and what the keys alone take. Then the one student and the group
(the same data, last time's activity, four phrases) with the mouse alone: 1.1 s to point at something, 0.2 s
for a press of the button (Card, Moran and Newell's figures), no limit.

At last signed notes through the copy queue into the fields of another program: Enter in OTDesk for each field, there
and back with Alt+Tab, each paste Ctrl+V, then Tab to the next field and Enter on its Save button. The hand needs
its 0.3 s for each stroke here, and a chord is one; what it would take with a chord as two keys is told too.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from otdesk.actions import copying
from otdesk.queries import copy_queue
from otdesk.records.goal_data import GoalPoint
from otdesk.rules.copy_profile import USUAL
from otdesk.sample.build import DEMO_SEED, Size, demo_now, fill
from otdesk.vault import keys
from otdesk.vault.vault import Vault
from tests.desktop.real import ROOT, Desktop, desktop
from tests.vaults import PASSPHRASE, PERSON

EARLY = demo_now().replace(hour=7, minute=30)
"""When the sample is made: nothing of the day is written yet."""
ACTIVITY = "putty warm-up, letter relay, slant board"
RESPONSES = ("Fixed two reversals.", "Used spacers rightly", "Asked for one break.", "Kept to all margins.")
PHRASES = (";1", ";2", ";3", ";4")
DATA = (("2x", "8m", "4/5v"), ("20/60s", "5m"), ("3/5g", "1x"), ("22/60s",))
"""Of the four students of the group, goal by goal in the measure of each."""


DONE, MISSED = "One more done", "One more not done"
CLICKS: tuple[tuple[str, tuple[tuple[tuple[str, int], ...], ...]], ...] = (
    ("Hazel Brooks", ((("1 more", 2),), (("1 minute more", 8),), ((DONE, 4), (MISSED, 1), ("Verbal", 1)))),
    ("Eli Raman", ((("10 more", 2),), (("1 minute more", 5),))),
    ("Kofi D'Angelo", (((DONE, 3), (MISSED, 2), ("Gesture", 1)), (("1 more", 1),))),
    ("Anaïs Raman", ((("10 more", 2), ("1 more", 2)),)),
)
"""DATA once more, goal by goal: each button and how often."""
PHRASED = ("was calm and engaged", "needed breaks", "was tired", "tried a new skill")


class Typist:
    """Hands that need `key` seconds for each key, or as long as the machine needs for it; a chord of two keys is two,
    or with `strokes` one. `keys` counts each."""

    def __init__(self, desk: Desktop, key: float, *, strokes: bool = False) -> None:
        self.desk, self.key, self.keys = desk, key, 0
        self._strokes = strokes

    def press(self, *keys: str) -> None:
        for one in keys:
            self._hit(one.count("+") + 1, "key", "--clearmodifiers", one)

    def write(self, text: str) -> None:
        for letter in text:
            self._hit(1, "type", "--clearmodifiers", letter)

    def _hit(self, count: int, *words: str) -> None:
        due = time.monotonic() + (1 if self._strokes else count) * self.key
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
    """A hand on the mouse that needs `POINT` to come to something and `PRESS` for each press of the button. `seconds`
    is what that takes; it does not count how long this program looks for the place, which a person sees at once."""

    POINT, PRESS = 1.1, 0.2

    def __init__(self, desk: Desktop) -> None:
        self.desk, self.clicks, self.seconds = desk, 0, 0.0

    def click(self, name: str, times: int = 1, *inside: str) -> None:
        self.desk.point(self.desk.place(name, *inside), times)
        self.clicks += times
        self.seconds += self.POINT + times * self.PRESS


def one_student_clicked(hand: Pointer) -> None:
    hand.click("Lucia Brand, 9:40", 2)
    for goal, (right, wrong), help_given in (("Goal 1", (3, 1), "Verbal"), ("Goal 2", (4, 1), "Independent")):
        hand.click(goal)
        hand.click(DONE, right)
        hand.click(MISSED, wrong)
        hand.click(help_given)
    hand.click("Goal 3")
    hand.click("1 more", 2)
    hand.click("What you did: Putty warm-up")
    hand.click("How it went: Calm, engaged")
    hand.click("Sign")


def group_clicked(hand: Pointer) -> None:
    hand.click("Pencil Crew, 8:20", 2)
    hand.click("Same as Oct 13")
    for number, (student, goals) in enumerate(CLICKS):
        for goal, taps in enumerate(goals, start=1):
            if goal > 1:
                hand.click(f"G{goal}", 1, student)
            else:
                hand.click(f"{student.split()[0]}, ")
            for name, times in taps:
                hand.click(name, times)
        hand.click(PHRASED[number])
    hand.click("Sign 4 ready notes")


@dataclass(frozen=True)
class Task:
    """`row` of the day the note belongs to."""

    name: str
    act: Callable[[Typist], None]
    limit: float
    row: str
    data: frozenset[str]


ONE, GROUP = frozenset({"3/4v", "4/5i", "2x"}), frozenset(typed for lane in DATA for typed in lane)
TASKS = (
    Task("one student, three goals", one_student, 25, "Lucia Brand, 9:40", ONE),
    Task("group of 4, typed", group_typed, 80, "Pencil Crew, 8:20", GROUP),
    Task("group of 4, phrases", group_phrases, 46, "Pencil Crew, 8:20", GROUP),
)

MOUSE = (
    ("one student, mouse only", one_student_clicked, ONE),
    ("group of 4, mouse only", group_clicked, frozenset(typed.replace("60s", "1m") for typed in GROUP)),
)


@contextmanager
def sample() -> Iterator[Path]:
    """A folder with the sample's vault, for all that is measured."""
    with tempfile.TemporaryDirectory() as folder:
        vault, _code = Vault.create(Path(folder) / "vault", PASSPHRASE, PERSON, now=EARLY)
        fill(vault, Size(), DEMO_SEED, EARLY)
        vault.close()
        yield Path(folder)


@contextmanager
def at_work(source: Path) -> Iterator[Desktop]:
    """The sample's day, unlocked, at 10:24."""
    with made(source) as desk:
        unlock(desk)
        yield desk


@contextmanager
def made(source: Path) -> Iterator[Desktop]:
    """A desktop with a vault of its own."""
    with tempfile.TemporaryDirectory() as folder, desktop(Path(folder)) as desk:
        shutil.copytree(source, Path(folder) / "otdesk")
        yield desk


def unlock(desk: Desktop) -> None:
    desk.start("2026-10-20T10:24")
    desk.wait_for("Passphrase")
    desk.write(PASSPHRASE)
    desk.press("Return")
    desk.wait_to_read("\tToday — OTDesk\t")


def must_hold(desk: Desktop, data: frozenset[str]) -> None:
    """A note of other data than these was no note."""
    desk.end()
    vault = Vault.open(desk.home / "otdesk" / "vault", keys.unlock(desk.home / "otdesk" / "vault", PASSPHRASE))
    with vault.read() as db:
        kept = set(db.scalars(select(GoalPoint.typed).where(GoalPoint.day == demo_now().date())))
    vault.close()
    assert kept == data, f"{kept} was kept instead of {data}"


def measure(source: Path, key: float, task: Task) -> tuple[int, float]:
    """Keys, and seconds from the first one until the note is signed in the vault's list of the day."""
    with at_work(source) as desk:
        desk.walk_to(task.row, "Up")
        hand, began = Typist(desk, key), time.monotonic()
        task.act(hand)
        took = time.monotonic() - began
        desk.press("ctrl+1")
        desk.wait_to_read("Signed 10:")
        must_hold(desk, task.data)
        return hand.keys, took


def measure_mouse(source: Path, act: Callable[[Pointer], None], data: frozenset[str]) -> tuple[int, float]:
    """Clicks, and seconds of the hand until the note is signed."""
    with at_work(source) as desk:
        hand = Pointer(desk)
        act(hand)
        desk.press("ctrl+1")
        desk.wait_to_read("Signed 10:")
        must_hold(desk, data)
        return hand.clicks, hand.seconds


COPY_LIMIT = 12.0
SINCE = date(2026, 9, 8)


def fields_to_copy(desk: Desktop) -> list[list[str]]:
    """What the other system is to hold, note by note. The vault is left as the program found it, but for the day."""
    place = desk.home / "otdesk" / "vault"
    vault = Vault.open(place, keys.unlock(place, PASSPHRASE))
    with vault.write("benchmark", EARLY) as work:
        copying.set_profile(work, SINCE, USUAL)
        work.final()
    with vault.read() as db:
        rows = [list(row) for row in copy_queue.table(db, EARLY)]
    vault.close()
    return rows


def enter_note(hand: Typist, row: list[str], *, first: bool) -> None:
    """Enter copies a field that says something, in OTDesk; it is pasted over there. The tick of a note copies the next
    one's first field."""
    if first:
        hand.press("Return")
    hand.press("alt+Tab")
    filled = [number for number, field in enumerate(row) if field]
    for number in range(len(row)):
        if number in filled:
            if number != filled[0]:
                hand.press("alt+Tab", "Return", "alt+Tab")
            hand.press("ctrl+v")
        hand.press("Tab")
    hand.press("Return", "alt+Tab", "Return")


def copy_notes(desk: Desktop, key: float, rows: list[list[str]], count: int) -> tuple[list[int], list[float]]:
    """From Today, with the other system's window above."""
    subprocess.run(["xdotool", "search", "--sync", "--name", "Other system"], env=desk.env, check=True, timeout=120)
    desk.press("alt+Tab")
    desk.wait_for("Tariq Tran")
    desk.press("ctrl+4")
    desk.act("Into the district’s own system")
    desk.wait_to_read("Notes not entered yet")
    time.sleep(2)  # as long as it takes to read where one is
    counts, seconds = [], []
    for number, row in enumerate(rows[:count]):
        hand, began = Typist(desk, key, strokes=True), time.monotonic()
        enter_note(hand, row, first=number == 0)
        seconds.append(time.monotonic() - began)
        counts.append(hand.keys)
    desk.wait_to_read(f"{len(rows) - count} notes to enter")
    return counts, seconds


def measure_copying(source: Path, key: float, count: int) -> tuple[list[int], list[float]]:
    """Keys and seconds of each note; what the other system holds is compared."""
    with made(source) as desk:
        rows = fields_to_copy(desk)
        unlock(desk)
        entered = desk.home / "entered"
        form = [sys.executable, "-m", "tests.desktop.other_system", str(entered), str(len(USUAL))]
        with subprocess.Popen(form, cwd=ROOT, env=desk.env) as other:
            try:
                counts, seconds = copy_notes(desk, key, rows, count)
            finally:
                other.terminate()
        got = [json.loads(line) for line in entered.read_text(encoding="utf-8").splitlines()]
        assert got == rows[:count], "what stands there is not what was signed"
        return counts, seconds


def say_copying(source: Path, key: float, count: int) -> bool:
    counts, seconds = measure_copying(source, key, count)
    worst = max(seconds)
    over = worst > COPY_LIMIT
    said = f"{f'copy queue, {count} notes':24} {max(counts):4} keys  {max(counts) * key:6.1f} s with a chord as two"
    said += f"  {sum(seconds) / count:6.1f} s a note, {worst:.1f} at most"
    print(f"{said} (limit {COPY_LIMIT:.0f}){'  MISSED' if over else ''}", flush=True)
    return not over


def say_keys(source: Path, key: float) -> bool:
    """Whether each was within its limit."""
    kept = True
    for task in TASKS:
        count, took = measure(source, key, task)
        over = took > task.limit
        kept = kept and not over
        said = f"{task.name:24} {count:4} keys  {count * key:6.1f} s of keys  {took:6.1f} s"
        print(f"{said} (limit {task.limit:.0f}){'  MISSED' if over else ''}", flush=True)
    return kept


def say_clicks(source: Path) -> None:
    for name, act, data in MOUSE:
        clicks, took = measure_mouse(source, act, data)
        print(f"{name:24} {clicks:4} clicks {took:28.1f} s", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", type=float, default=0.3)
    parser.add_argument("--only", choices=("keys", "mouse", "copying"))
    parser.add_argument("--notes", type=int, default=40)
    arguments = parser.parse_args()
    only, kept = arguments.only, True
    with sample() as source:
        if only in {None, "keys"}:
            kept = say_keys(source, arguments.key)
        if only in {None, "mouse"}:
            say_clicks(source)
        if only in {None, "copying"}:
            kept = say_copying(source, arguments.key, arguments.notes) and kept
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
