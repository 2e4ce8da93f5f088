# SPDX-License-Identifier: MIT
"""The tasks of a school day in a real window on the sample caseload, by keyboard alone; with `-s` keys and seconds.

Keys count as in the design's tables (Ctrl+Enter is two). Their time is 0.28 s each; the machine's is what passed from
the first key to the result on the accessibility bus less the pauses the typing hand makes.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from otdesk.sample.build import demo_now, fill_demo
from otdesk.vault.vault import Vault
from tests.desktop.real import Desktop
from tests.vaults import PASSPHRASE, PERSON

KEY_S = 0.28
GOALS = ("Ada will button 4 of 5 buttons.", "Ada will cut on a line in 4 of 5 tries.", "Ada will write her name, 80 %.")
PRINTER = '#!/bin/sh\ncat > "$(dirname "$0")/$(date +%s%N).pdf"\n'


@pytest.fixture
def day(screen: Desktop, tmp_path: Path) -> Iterator[Desktop]:
    """Tuesday, Oct 20, 10:24, unlocked; what is printed lands beside the printer."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "lp").write_text(PRINTER, encoding="ascii")
    (tmp_path / "bin" / "lp").chmod(0o755)
    screen.env["PATH"] = f"{tmp_path / 'bin'}:{screen.env['PATH']}"
    folder = tmp_path / "otdesk" / "vault"
    folder.parent.mkdir()
    vault, _code = Vault.create(folder, PASSPHRASE, PERSON, now=demo_now())
    fill_demo(vault)
    vault.close()
    screen.start("2026-10-20T10:24")
    screen.wait_for("Passphrase")
    screen.write(PASSPHRASE)
    screen.press("Return")
    screen.wait_for("Tariq Tran, 11:25")
    yield screen
    screen.press("ctrl+q")
    assert screen.ended() == 0


def find_who_is_behind(day: Desktop) -> None:
    day.press("ctrl+3")
    day.wait_for("Emre Ash")
    day.walk_to("Behind on minutes", "shift+Tab")
    day.press("space")
    day.wait_to_read("7 students · 7 behind")


def change_a_bell(day: Desktop) -> None:
    day.press("ctrl+comma")
    day.wait_for("Schools")
    day.walk_to("Ends")
    day.press("ctrl+a")
    day.write("7:55")
    day.press("Tab")
    day.wait_to_read("7:50 – 7:55 Arrival")


def add_a_student(day: Desktop) -> None:
    day.press("ctrl+3", "ctrl+n")
    day.wait_for("First name")
    day.write("Ada")
    day.press("Tab")
    day.write("Byron")
    day.walk_to("Grade")
    day.write("2")
    day.walk_to("One a line")
    day.write("2x30/wk")
    day.press("Tab")
    for goal in GOALS:
        day.write(goal)
        day.press("Return")
    day.press("ctrl+Return")
    day.wait_to_read("2 × 30 min a week")


def move_a_session_of_a_snow_day(day: Desktop) -> None:
    """Wednesday's first session to Friday afternoon."""
    day.press("ctrl+1", "ctrl+Right")
    day.wait_for("Jonah Ash, 8:15")
    day.press("r")
    move_to_friday(day)
    day.wait_to_read("Jonah moved to Fri, Oct 23")


def move_to_friday(day: Desktop) -> None:
    day.wait_for("Day")
    day.press("ctrl+a")
    day.write("fri")
    day.press("Tab", "ctrl+a")
    day.write("2:00")
    day.press("Return")


def write_and_sign_a_note(day: Desktop) -> None:
    day.press("ctrl+1", "t")
    day.walk_to("Lucia Brand, 9:40", "Up")
    day.press("Return")
    day.wait_for("Goal 1")
    for data in ("3/4v", "4/5i", "2x"):
        day.write(data)
        day.press("Tab")
    day.press("1", "3", "Tab", "1")
    day.press("ctrl+Return")
    day.wait_to_read("\tNotes — OTDesk\t")  # the next one of the queue is a group's
    day.press("ctrl+1")
    day.wait_to_read("Lucia Brand, 9:40 – 10:10")
    day.wait_to_read("Signed 10:")


def mark_absent(day: Desktop) -> None:
    day.press("ctrl+1")
    day.walk_to("Tariq Tran, 11:25", "Down")
    day.press("a")
    day.wait_to_read("Tariq marked absent, 11:25")


def print_tomorrows_sheets(day: Desktop) -> None:
    day.press("ctrl+1", "ctrl+Right", "ctrl+p")
    day.wait_for("Print")
    day.press("Return")
    printed(day)


def printed(day: Desktop) -> None:
    day._until(lambda: bool(list((day.home / "bin").glob("*.pdf"))), "a page to be printed", day.focus)
    for pdf in (day.home / "bin").glob("*.pdf"):
        pdf.unlink()


def confirm_a_month_of_driving(day: Desktop) -> None:
    day.press("ctrl+7")
    day.wait_to_read("\tTravel & time — OTDesk\t")
    day.press("ctrl+Return")
    day.wait_to_read("drives confirmed")


def rate_a_progress_report(day: Desktop) -> None:
    day.press("ctrl+6")
    day.wait_to_read("\tReports — OTDesk\t")
    day.walk_to("Søren Haddad", "Down")
    day.press("Return")
    day.wait_for("Goal:")
    day.press("2", "ctrl+Next", "3", "ctrl+Return")
    day.wait_to_read("18 of 44 done")


def print_all_progress_reports(day: Desktop) -> None:
    day.press("ctrl+6")
    day.walk_to("Print all done", "Tab")
    day.press("space")
    day.wait_for("These pages are for")
    day.wait_to_read("18 reports")
    day.press("space", "Return")
    printed(day)


def find_a_student(day: Desktop) -> None:
    day.press("ctrl+k")
    day.wait_for("Find a student")
    day.write("haze")
    day.wait_to_read("Hazel Brooks")
    day.press("Return")
    day.wait_to_read("label\tHazel Brooks\t")


def say_that_a_consent_is_back(day: Desktop) -> None:
    day.press("ctrl+5")
    day.wait_for("Anaïs Solano, Consent")
    day.press("Return")
    day.wait_for("It is back")
    day.press("Return", "Return")
    day.wait_to_read("is back")


def see_who_is_with_me_in_a_drill(day: Desktop) -> None:
    day.press("ctrl+shift+w")
    day.wait_for("Who is with me now")
    day.press("Escape")


TASKS: tuple[Callable[[Desktop], None], ...] = (
    find_who_is_behind, change_a_bell, add_a_student, move_a_session_of_a_snow_day, write_and_sign_a_note, mark_absent,
    print_tomorrows_sheets, confirm_a_month_of_driving, rate_a_progress_report, print_all_progress_reports,
    find_a_student, say_that_a_consent_is_back, see_who_is_with_me_in_a_drill,
)  # fmt: skip


@pytest.mark.timeout(400)
def test_the_tasks_of_a_day_by_keyboard_alone(day: Desktop) -> None:
    for task in TASKS:
        day.keys, began = 0, time.monotonic()
        task(day)
        took = time.monotonic() - began
        words = task.__name__.replace("_", " ")
        print(f"{words:40} {day.keys:4} keys  {day.keys * KEY_S:6.1f} s of typing  {took:6.1f} s in this run")
