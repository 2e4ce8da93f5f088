# SPDX-License-Identifier: MIT
"""The process whose traces are looked for: a full day's use of a vault in which every name and word is a canary.

    python -m tests.faults.canary_day HOME CHOSEN USB COUNT < STEM

The stem comes on stdin, so that it stands in no command line. The last line printed says how many canaries were used.
"""

import csv
import itertools
import logging
import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from otdesk import paths, system
from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.reading import FileReader
from otdesk.faults import CrashPath
from otdesk.printouts import day_sheet
from otdesk.printouts.page import Printing
from otdesk.queries import day_sheets, note_list
from otdesk.records.students import Contact, Student
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from otdesk.vault import keys, restore
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

POLICY = keys.KeyPolicy(**vaults.weak_keys())
STUDENTS_AT_ONCE = 40


class Canaries:
    """Words that stand nowhere else in the world."""

    def __init__(self, stem: str) -> None:
        self._stem, self._numbers = stem, itertools.count()
        self.used = 0

    def next(self) -> str:
        self.used += 1
        return f"{self._stem}{next(self._numbers):05d}"

    def some(self, count: int) -> str:
        return " ".join(self.next() for _each in range(count))


def main() -> None:
    home, chosen, usb, count = *(Path(word) for word in sys.argv[1:4]), int(sys.argv[4])
    words, clock = Canaries(sys.stdin.readline().strip()), FixedClock()
    logging.basicConfig(filename=paths.log_folder().parent / "otdesk.log", level=logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)  # what it would say of statements, it would say here
    folder = home / "otdesk" / "vault"
    vault, code = Vault.create(folder, vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=POLICY)
    vault_rows.people(vault, clock)
    _fill(vault, clock, words, count)
    _look(vault, clock, words)
    _print(vault, clock)
    _read_a_file(words, chosen)
    _break_down(words)
    _window(vault, clock, words, home)
    vault.back_up(clock.advance(minutes=1))
    made = vault.back_up(clock.advance(minutes=1), usb)
    vault.close(clock.advance(minutes=1))
    unlocked = restore.unlock_backup(made, code=code, policy=POLICY)
    restore.restore(made, unlocked, home / "restored", clock())
    vaults.unlocked(home / "restored", clock()).close()
    print(words.used)


def _fill(vault: Vault, clock: FixedClock, words: Canaries, count: int) -> None:
    """Students, contacts, drafts and signed notes; one step in seven is taken back and done again."""
    for turn in itertools.count():
        if words.used >= count:
            return
        with vault.write("students", clock.advance(seconds=20), label=words.next()) as work:
            for _each in range(STUDENTS_AT_ONCE):
                student = Student(
                    first=words.next(), last=words.next(), grade=2, school_id=1, what_works=words.some(2)
                )  # fmt: skip
                work.db.add(student)
                work.db.flush()
                work.db.add(Contact(student_id=student.id, name=words.next()))
            work.describe(f"Added {words.next()}")
        if turn % 7 == 0:
            vault.undo(clock())
            vault.redo(clock())
        vault_rows.draft(vault, clock, words.some(10))
        vault_rows.signed(vault, clock, words.some(10))


def _look(vault: Vault, clock: FixedClock, words: Canaries) -> None:
    """Searches, and a sort that would spill to a temporary file."""
    with vault.read() as db:
        note_list.note_list(db, clock.today(), 600, words.next())
        sql = "SELECT a.first FROM students a, students b ORDER BY b.what_works || a.last, a.what_works LIMIT 20000"
        db.execute(text(sql)).all()


def _print(vault: Vault, clock: FixedClock) -> None:
    with vault.read() as db:
        sheet = day_sheets.day_sheet(db, vault_rows.DAY)
    pages = day_sheet.day_sheets([sheet], day_sheet.SheetOptions(), Printing(clock.local(), "Ana Ruiz"))
    system.print_pdf(pages.pdf)


def _read_a_file(words: Canaries, chosen: Path) -> None:
    """A caseload list of the person's own, read by the child that reads foreign files."""
    listing = chosen / "caseload.csv"
    with listing.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Student", "School", "Grade"])
        table.writerows([words.some(2), words.next(), "3"] for _row in range(40))
    with FileReader() as reader:
        try:
            reader.read(listing, date(2026, 10, 20))
        except UnusableFile:
            logging.getLogger("otdesk").info("the list was refused")


def _break_down(words: Canaries) -> None:
    """A bug whose message and values hold names."""
    path = CrashPath(paths.log_folder(), _ignore, _ignore, system.own_version)
    try:
        _fail(words.next())
    except KeyError as bug:
        path.report(bug)


def _fail(name: str) -> None:
    raise KeyError(name)


def _ignore(_what: object) -> None:
    pass


def _window(vault: Vault, clock: FixedClock, words: Canaries, home: Path) -> None:
    """Every place, each drawn; a search typed; something copied."""
    application = QApplication(["day"])
    theme.look()
    jobs = Jobs()
    bridge = Bridge(vault, clock.local, jobs)
    shell = Shell(bridge, Settings(home / "otdesk" / "settings.json"), places())
    shell.resize(1366, 768)
    shell.show()
    shell.start("today")
    for place in places():
        shell.go(place.name)
        _settle()
        shell.grab()
    shell.open_palette(words.next())
    _settle()
    QGuiApplication.clipboard().setText(words.next())
    jobs.stop()
    bridge.close()
    shell.close()
    shell.deleteLater()
    _settle()
    application.quit()


def _settle() -> None:
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
