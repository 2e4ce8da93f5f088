# SPDX-License-Identifier: MIT
"""The main job once in a real window: keys come through the X server, words are read over the accessibility bus."""

import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.desktop.real import Desktop

MARLOW = Path(__file__).resolve().parent.parent / "files" / "marlow"
PHRASE = "velvet otter carries nine pencils"


@pytest.mark.timeout(240)
def test_the_main_job_in_a_real_window(screen: Desktop, tmp_path: Path) -> None:
    screen.start("2026-10-20T07:30")
    first_run(screen, tmp_path / "sheet.pdf")
    import_lists(screen)
    place_two(screen)
    mark_and_write(screen)
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert list((tmp_path / "otdesk" / "vault" / "backups").iterdir())


def first_run(screen: Desktop, sheet: Path) -> None:
    screen.wait_for("Import my caseload")
    screen.press("Return")
    screen.wait_for("Your name")
    screen.write("Dana Whitfield")
    screen.walk_to("Passphrase")
    screen.write(PHRASE)
    screen.walk_to("Type it again")
    screen.write(PHRASE)
    screen.press("Return")
    screen.wait_for("Save PDF")
    screen.press("space")
    choose_file(screen, sheet)
    wait_for_file(sheet)
    code = code_of(sheet)
    for _group in range(2):
        said = screen.wait_for("Type group")
        number = int(said.split()[2])
        screen.write(code[number - 1])
        screen.press("Tab" if number < len(code) else "Return")
    screen.wait_for("District")
    screen.write("Marlow County Schools")
    screen.press("Return")


def choose_file(screen: Desktop, path: Path) -> None:
    """The file dialog stands with the name selected."""
    screen.wait_for("File name")
    screen.press("ctrl+a")
    screen.write(str(path))
    screen.press("Return")


def wait_for_file(path: Path) -> None:
    limit = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < limit
        time.sleep(0.05)


def code_of(sheet: Path) -> list[str]:
    """The recovery code as a person reads it from the paper."""
    text = subprocess.run(["pdftotext", "-layout", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    groups = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{5}\b", text)
    assert len(groups) == 8, text
    return groups


def import_lists(screen: Desktop) -> None:
    screen.wait_for("Choose files")
    screen.press("Return")
    screen.wait_for("File name")
    names = ("schools.csv", "travel.csv", "bells.csv", "district_calendar.ics", "caseload.xlsx")
    screen.write(" ".join(f'"{MARLOW / name}"' for name in names))
    screen.press("Return")
    screen.wait_for("Import 46 students")
    screen.press("Return")
    screen.wait_for("Lay out the week")
    screen.press("Return")
    screen.wait_for("José Achebe, Alder Creek")


def place_two(screen: Desktop) -> None:
    """José and the next student, on Tuesday."""
    for name in ("José Achebe", "Yusuf Achebe"):
        screen.walk_to(f"{name}, Alder Creek", "Left")
        screen.press("s")
        screen.walk_to(f"{name}, Tuesday", "s")
        screen.press("Return")
        screen.wait_to_say("Alder Creek Elementary, fits")


def mark_and_write(screen: Desktop) -> None:
    screen.press("ctrl+1")
    screen.walk_to("José Achebe, 7:50 – 8:35", "Up")
    screen.press("p")
    screen.wait_to_say("To document")
    screen.press("Return")
    screen.wait_for("Goal 1, Visual motor: data")
    screen.write("7/10v")
    screen.wait_to_read("7 of 10 = 70 %")
    screen.walk_to("What you did")
    screen.press("1")
    screen.press("ctrl+Return")
    screen.wait_to_say("Signed 7:3")
