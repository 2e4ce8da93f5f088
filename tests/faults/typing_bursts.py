# SPDX-License-Identifier: MIT
"""Item 16: kill -9 while a note is typed and signed in the real editor: nothing acknowledged lost, at most a second of
typing."""

import random
import statistics
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from otdesk.actions import sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.records.notes import Note
from otdesk.rules.kinds import NoteStatus
from otdesk.rules.note_entry import Section, from_plain
from otdesk.vault.vault import Vault
from tests import vaults
from tests.caseload_sample import fill, house
from tests.clock import FixedClock
from tests.faults.children import KILLED, Nursery
from tests.faults.killed_typist import text_of
from tests.faults.kills import size, wait_for_growth
from tests.faults.outcome import Outcome
from tests.faults.places import off_disk

SHORT, FULL = 4, 1000
MOST_LOST, MEDIAN_LOST = 1.0, 0.4  # seconds of typing
PER_KILL = 6  # sessions a typist may come to before the end


def prove(*, full: bool, scratch: Path) -> Outcome:
    kills = FULL if full else SHORT
    folder, numbers = prepared(scratch / "vault", kills)
    dice, clock = random.Random(5), FixedClock()  # noqa: S311 - when to kill
    losses: list[float] = []
    broken: list[str] = []
    fired, alarms = 0, 0
    with off_disk("typed") as log, Nursery("tests.faults.killed_typist") as nursery:
        for number in range(kills):
            mine = numbers[number * PER_KILL : (number + 1) * PER_KILL]
            status, killed_at = kill_once(nursery, folder, log, number * 20, mine, dice.uniform(0.2, 3.5))
            fired += status == KILLED
            vault = vaults.unlocked(folder, clock.advance(minutes=20))
            said, held = read_log(log), restored(vault)
            alarms += len(vault.findings)
            broken = broken_words(said, held)
            last = next(session for session in reversed(mine) if session in said)
            losses.append(lost_seconds(said[last], last, held.get(last, (None, ""))[1], killed_at))
            vault.close()
    signed = sum(typed.signed >= 0 for typed in said.values())
    drafts = sum(typed.kept > 0 for typed in said.values())
    lost = f"typing lost: median {statistics.median(losses):.2f} s, most {max(losses):.2f} s"
    figures = (f"{drafts} notes saved, {signed} signed; {lost}",)
    failures = tuple(_failures(kills, drafts, losses))
    return Outcome(kills, fired, drafts + signed, len(broken), 0, alarms, figures, failures)


def _failures(kills: int, drafts: int, losses: list[float]) -> list[str]:
    found = []
    if drafts < kills / 2:
        found.append(f"only {drafts} notes were ever saved")
    if kills >= 20 and not any(losses):  # of a few it may be none
        found.append("the kills never came between a letter and its save")
    if max(losses) > MOST_LOST:
        found.append(f"{max(losses):.2f} s of typing were lost")
    if statistics.median(losses) > MEDIAN_LOST and kills >= 20:
        found.append(f"half of the kills lost more than {statistics.median(losses):.2f} s of typing")
    return found


def prepared(folder: Path, kills: int) -> tuple[Path, list[int]]:
    """A vault with a held session for every note the typists can come to; all lie in the days before today."""
    with house(folder, FixedClock()) as opened:
        ids = fill(opened)
        made: list[int] = []
        day, start = date(2026, 10, 19), 480
        for _number in range(PER_KILL * kills):
            entry = SessionEntry(day, ids.alder, start, start + 10, ((ids.maya, ids.maya_line),))
            made.append(opened.do(sessions.add, entry))
            start += 10
            if start > 860:
                start, day = 480, day - timedelta(days=3 if day.weekday() == 0 else 1)
    return folder, made


def kill_once(
    nursery: Nursery, folder: Path, log: Path, minutes: int, mine: list[int], after: float
) -> tuple[int, float]:
    """Start a typist, let her type, kill her at a random moment; her end, and when."""
    before = size(log)
    child = nursery.start(str(folder), str(log), str(minutes), *map(str, mine))
    wait_for_growth(log, before)
    time.sleep(after)
    killed_at = time.monotonic()
    return child.kill(), killed_at


@dataclass
class Typed:
    """What the log says of one session: when each letter was typed, and the last word given."""

    keys: list[float] = field(default_factory=list)
    kept: int = 0
    signed: int = -1


def read_log(path: Path) -> dict[int, Typed]:
    found: dict[int, Typed] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        when, what, session, letters = line.split()
        typed = found.setdefault(int(session), Typed())
        if what == "key":
            typed.keys.append(float(when))
        elif what == "signed":
            typed.signed = int(letters)
        typed.kept = max(typed.kept, int(letters)) if what != "key" else typed.kept
    return found


def restored(vault: Vault) -> dict[int, tuple[NoteStatus, str]]:
    """By session: what the vault has."""
    with vault.read() as db:
        return {
            note.session_id: (note.status, from_plain(note.content).text(Section.PLAN))
            for note in db.scalars(select(Note))
        }


def broken_words(log: dict[int, Typed], held: dict[int, tuple[NoteStatus, str]]) -> list[str]:
    """What was acknowledged and is not there."""
    found = []
    for session, typed in log.items():
        status, text = held.get(session, (None, ""))
        if typed.signed >= 0 and (status is not NoteStatus.SIGNED or text != text_of(session, typed.signed).strip()):
            found.append(f"signed {session}")
        elif typed.kept and not text.startswith(text_of(session, typed.kept).strip()):
            found.append(f"draft {session}")
        elif text != text_of(session, len(text)).strip():
            found.append(f"other words in {session}")
    return found


def lost_seconds(typed: Typed, session: int, text: str, killed_at: float) -> float:
    """From the first letter that is gone to the kill; a blank at the end is not counted as gone."""
    there = len(text)
    while there < len(typed.keys) and text_of(session, there + 1).endswith(" "):
        there += 1
    return killed_at - typed.keys[there] if there < len(typed.keys) else 0.0
