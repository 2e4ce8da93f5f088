# SPDX-License-Identifier: MIT
"""How fast the window answers, on one school year and on ten, as ratios to something public run beside it.

    .venv/bin/python -m tests.benchmarks.places FOLDER [--cycles 2000]

FOLDER keeps two vaults of invented years (60 students; one year, ten years), made at the first run (10 minutes). Argon2
with the vault's own figures, a bare Qt window and a bare QLineEdit are what is compared with.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from otdesk.app import warm_up
from otdesk.queries import queue
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.places import places
from otdesk.ui.readying import Readying
from otdesk.ui.shell import Shell
from otdesk.vault import keys
from otdesk.vault.vault import Vault
from tests.clock import SCHOOL_ZONE
from tests.vaults import PASSPHRASE, PERSON

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 10, 20, 10, 24, tzinfo=SCHOOL_ZONE)
YEARS = (1, 10)
STUDENTS = 60
WORDS = "button board"


def now() -> datetime:
    return NOW


def made(folder: Path, years: int) -> Path:
    """The vault of so many invented years, made if it is not there."""
    from otdesk.sample.build import Size, fill

    place = folder / f"years-{years}"
    if not (place / "vault.json").is_file():
        began = time.perf_counter()
        vault, _code = Vault.create(place, PASSPHRASE, PERSON, now=NOW)
        filled = fill(vault, Size(years, STUDENTS), 1, NOW)
        vault.verify(NOW)  # as the program does after the first page of the first day
        vault.close()
        print(f"made {years} years: {filled.notes} signed notes in {time.perf_counter() - began:.0f} s", flush=True)
    return place


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def settle() -> None:
    """What a person sees next: layouts, then paint."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)]


@contextmanager
def window(vault: Vault, scratch: Path) -> Iterator[Shell]:
    jobs = Jobs()
    bridge = Bridge(vault, now, jobs)
    shell = Shell(bridge, Settings(scratch / "settings.json"), places())
    shell.resize(1366, 768)
    shell.show()
    shell.start("today")
    settle()
    yield shell
    jobs.stop()
    bridge.close()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def unlocking(folder: Path) -> tuple[float, float]:
    """(passphrase typed to Today painted, the key derivation alone) in ms."""
    from argon2.low_level import Type, hash_secret_raw

    policy = keys.DEFAULT_POLICY
    raw = statistics.median(
        milliseconds(
            lambda: hash_secret_raw(b"x" * 28, b"y" * 16, policy.passes, policy.memory_kib, policy.lanes, 32, Type.ID)
        )
        for _turn in range(3)
    )
    times = [float(child("--unlock", str(folder))) for _turn in range(3)]
    return statistics.median(times), raw


def unlock(folder: Path) -> None:
    """Print the ms from the passphrase typed to Today painted; imports are done, as the program does them meanwhile."""
    _app = QApplication([])
    dress()
    jobs = Jobs()
    waiting = QEventLoop()
    Readying(jobs, warm_up, jobs).ready.connect(waiting.quit)
    waiting.exec()
    jobs.stop()
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        vault = Vault.open(folder, keys.unlock(folder, PASSPHRASE), now=NOW)
        with window(vault, Path(scratch)):
            print(f"{(time.perf_counter() - began) * 1000:.0f}")
        vault.close()


def child(*words: str) -> str:
    """The last word of this benchmark in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.places", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=3600)
    return done.stdout.split()[-1]


def switches(shell: Shell) -> tuple[dict[str, float], dict[str, float]]:
    """(first visit, later visits) in ms by place."""
    names = [place.name for place in places() if place.listed and place.name != "today"]
    first: dict[str, float] = {}
    later: dict[str, float] = {}
    while not shell.rest.is_complete():
        settle()
    wait(2)  # a person looks at Today first
    for times in (first, later):
        for name in names:
            shell.go("today")
            settle()
            times[name] = milliseconds(partial(_visit, shell, name))
    return first, later


def _visit(shell: Shell, name: str) -> None:
    shell.go(name)
    settle()


def _then_settle(work: Callable[[], object]) -> None:
    work()
    settle()


def _type(field: QWidget, letter: str) -> None:
    QTest.keyClicks(field, letter)
    settle()


def refreshes(shell: Shell, name: str) -> float:
    shell.go(name)
    settle()
    screen = shell.screens[name]
    return statistics.median(milliseconds(partial(_then_settle, screen.refresh_now)) for _turn in range(5))


def typing(shell: Shell) -> tuple[list[float], list[float]]:
    """Key press to paint: in the note, and in a bare field of Qt."""
    items = shell.bridge.read(queue.to_document, NOW.date(), NOW.hour * 60 + NOW.minute)
    shell.go(f"notes/{items[0].session_id}/{items[0].first_student_id}")
    settle()
    field = next(w for w in _fields(shell) if w.isVisible() and w.isEnabled())
    bare = QMainWindow()
    line = QLineEdit()
    bare.setCentralWidget(line)
    bare.resize(1366, 768)
    bare.show()
    settle()
    ours, theirs = [], []
    for letter in "maya cut on the line with loop scissors " * 3:
        ours.append(milliseconds(partial(_type, field, letter)))
        theirs.append(milliseconds(partial(_type, line, letter)))
    bare.close()
    return ours, theirs


def _fields(shell: Shell) -> list[QWidget]:
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

    kinds: tuple[type[Any], ...] = (QPlainTextEdit, QTextEdit)
    found = [field for kind in kinds for field in shell.screens["notes"].findChildren(kind)]
    return [field for field in found if not field.isReadOnly()]


def searching(shell: Shell) -> list[float]:
    """Each letter of a search of all notes, from the key to the filled table."""
    from otdesk.ui.notes.screen import NotesScreen

    shell.go("notes")
    settle()
    screen = shell.screens["notes"]
    assert isinstance(screen, NotesScreen)
    page = screen.list
    times = []
    for end in range(1, len(WORDS) + 1):
        page.search.setText(WORDS[:end])
        times.append(milliseconds(partial(_then_settle, page.show_now)))
    page.search.clear()
    page.show_now()
    return times


def cycles(shell: Shell, count: int) -> tuple[float, float]:
    """MiB in use after a tenth of the cycles and after all: dialogs opened over the window and closed."""
    shell.go("today")
    early = 0.0
    for number in range(count):
        (shell.help.show_keys, shell.open_palette)[number % 2]()
        settle()
        for dialog in shell.findChildren(DialogBase):
            if dialog.is_open:
                dialog.reject()
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if number == count // 10:
            early = in_memory()
    return early, in_memory()


def windows(folder: Path, count: int) -> None:
    """The whole main window on one vault opened and closed; print MiB after a tenth of the cycles and after all."""
    _app = QApplication([])
    dress()
    early = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        vault = Vault.open(folder, keys.unlock(folder, PASSPHRASE), now=NOW)
        for number in range(count):
            with window(vault, Path(scratch)):
                settle()
            if number == count // 10:
                early = in_memory()
        vault.close()
    print(f"{early:.1f},{in_memory():.1f}")


def resident() -> float:
    """MiB of this process that are in memory, shared libraries counted by their share."""
    return _mebibytes("Pss")


def in_memory() -> float:
    """MiB of this process that are in memory, whoever else uses the same libraries: growth is told by it."""
    return _mebibytes("Rss")


def _mebibytes(figure: str) -> float:
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{figure}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(figure)


def memory(folder: Path) -> tuple[float, float]:
    """MiB (ours 5 s after Today shows, a bare window's), each in a process of its own."""
    return float(child("--stay", str(folder))), float(child("--bare"))


def dress() -> None:
    theme.look().apply(mode=theme.Mode.LIGHT, zoom=100, density=theme.Density.AUTO, height=768)


def stay(folder: Path) -> None:
    """Open Today, wait 5 s, print what is in memory."""
    _app = QApplication([])
    dress()
    with tempfile.TemporaryDirectory() as scratch:
        vault = Vault.open(folder, keys.unlock(folder, PASSPHRASE), now=NOW)
        with window(vault, Path(scratch)) as shell:
            wait(5)
            assert shell.isVisible()
            print(f"{resident():.1f}")
        vault.close()


def bare() -> None:
    app = QApplication([])
    shown = QMainWindow()
    shown.resize(1366, 768)
    shown.show()
    wait(5)
    app.closeAllWindows()
    print(f"{resident():.1f}")


def wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        settle()
        time.sleep(0.02)


def report(folder: Path, count: int) -> None:
    vaults = {years: made(folder, years) for years in YEARS}
    ours, empty = memory(vaults[10])
    print(f"memory 5 s after Today: {ours:.0f} MiB, bare window {empty:.0f} MiB: {ours / empty:.2f} x (limit 4)")
    _app = QApplication([])
    dress()
    early, late = (float(part) for part in child("--windows", str(vaults[1]), "--cycles", str(count)).split(","))
    print(
        f"{count} windows opened and closed: {early:.1f} MiB after a tenth, {late:.1f} at the end: {late / early:.3f} x"
    )
    by_years: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        whole, derivation = unlocking(vaults[10])
        print(
            f"unlock to Today {whole:.0f} ms, Argon2 alone {derivation:.0f}: {whole / derivation:.2f} x (limit 0.7 s)"
        )
        for years in YEARS:
            vault = Vault.open(vaults[years], keys.unlock(vaults[years], PASSPHRASE), now=NOW)
            with window(vault, Path(scratch)) as shell:
                if years == max(YEARS):
                    tell_window(shell, count)
                by_years[years] = {name: refreshes(shell, name) for name in ("today", "caseload")}
            vault.close()
    for name in ("today", "caseload"):
        one, ten = by_years[1][name], by_years[10][name]
        print(f"{name} on ten years {ten:.0f} ms, on one {one:.0f} ms: {ten / one:.2f} x (limit 1.3)")


def tell_window(shell: Shell, count: int) -> None:
    first, later = switches(shell)
    for words, times in (("first visit", first), ("later visit", later)):
        each = ", ".join(f"{name} {took:.0f}" for name, took in times.items())
        print(f"{words}: most {max(times.values()):.0f} ms (limit 100): {each}")
    ours, theirs = typing(shell)
    print(
        f"key to paint p95 {p95(ours):.1f} ms (limit 32), bare field {p95(theirs):.1f}: {p95(ours) / p95(theirs):.1f} x"
    )
    found = searching(shell)
    print(f"search: most {max(found):.0f} ms a letter, median {statistics.median(found):.0f} (limit 150)")
    early, late = cycles(shell, count)
    print(
        f"{count} dialogs opened and closed: {early:.1f} MiB after a tenth, {late:.1f} at the end: {late / early:.3f} x"
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--cycles", type=int, default=2000)
    parser.add_argument("--stay", type=Path)
    parser.add_argument("--unlock", type=Path)
    parser.add_argument("--windows", type=Path)
    parser.add_argument("--bare", action="store_true")
    wish = parser.parse_args()
    if wish.bare:
        bare()
    elif wish.unlock:
        unlock(wish.unlock)
    elif wish.windows:
        windows(wish.windows, wish.cycles)
    elif wish.stay:
        stay(wish.stay)
    else:
        wish.folder.mkdir(parents=True, exist_ok=True)
        report(wish.folder, wish.cycles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
