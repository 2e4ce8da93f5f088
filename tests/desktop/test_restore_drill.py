# SPDX-License-Identifier: MIT
"""The laptop is lost: a clean machine, the printed recovery sheet, a stick with a backup; by keyboard in a real window.

With `-s` it prints steps, keys and minutes. A key of the person's is reckoned at 0.28 s, and reading a page and finding
the next thing on it at 5 s a step; the machine's time is measured.
"""

import re
import subprocess
import time
from pathlib import Path

import pytest

from otdesk.doors import Doors
from otdesk.sample.build import demo_now, fill_demo
from otdesk.vault import keys
from otdesk.vault.vault import Vault
from tests.desktop.real import Desktop
from tests.vaults import PASSPHRASE, PERSON

KEY_S, STEP_S = 0.28, 5.0
NEW = "nine warm llamas by the lake"


class Drill:
    """Counts what the person does."""

    def __init__(self, screen: Desktop) -> None:
        self.screen = screen
        self.steps: list[str] = []
        self.machine = 0.0

    def step(self, words: str, *, until: str, read: bool = False) -> None:
        """What was pressed last was this step; wait for what the next one needs."""
        began = time.monotonic()
        if read:
            self.screen.wait_to_read(until)
        else:
            self.screen.wait_for(until)
        self.machine += time.monotonic() - began
        self.steps.append(words)

    def told(self) -> str:
        minutes = (self.machine + self.screen.keys * KEY_S + len(self.steps) * STEP_S) / 60
        return (
            f"{len(self.steps)} steps, {self.screen.keys} keys, {self.machine:.0f} s of wait, {minutes:.1f} minutes\n"
            + "\n".join(f"  {number}. {words}" for number, words in enumerate(self.steps, 1))
        )


@pytest.fixture
def paper_and_stick(tmp_path: Path) -> tuple[list[str], Path]:
    """The code as it is read from the printed sheet, and the backup on the stick; the laptop itself is gone."""
    lost = tmp_path / "lost"
    doors = Doors(lost / "vault", demo_now)
    doors.create(PERSON, PASSPHRASE)
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(doors.recovery_pdf())
    doors.confirm_code()
    assert doors.vault is not None
    fill_demo(doors.vault)
    stick = tmp_path / "STICK"
    stick.mkdir()
    backup = doors.vault.back_up(demo_now(), stick)
    doors.close(backup=False)
    for path in (lost, tmp_path / "otdesk-home"):
        subprocess.run(["rm", "-rf", str(path)], check=True)
    text = subprocess.run(["pdftotext", "-layout", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    groups = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{5}\b", text)
    assert len(groups) == 8
    return groups, backup


@pytest.mark.timeout(400)
def test_from_the_sheet_and_the_stick_to_todays_list(
    screen: Desktop, paper_and_stick: tuple[list[str], Path], tmp_path: Path
) -> None:
    code, backup = paper_and_stick
    assert not (tmp_path / "otdesk").exists(), "a clean machine"
    drill = Drill(screen)
    screen.start("2026-10-20T10:24")
    drill.step("Start OTDesk", until="Import my caseload")
    screen.walk_to("Open a vault or backup", "Down")
    drill.step("Choose “Open a vault or backup I already have”", until="Open a vault or backup")
    screen.press("Return")
    drill.step("Continue", until="Choose a folder")
    screen.press("Tab")
    screen.press("space")
    drill.step("Press “Choose a backup file”", until="File name")
    screen.write(str(backup))
    screen.press("Return")
    drill.step("Choose the file on the stick", until="Passphrase")
    drill.step("Read what is in it: day, students, notes, last note", until="43 students,", read=True)
    screen.walk_to("Use my recovery sheet")
    screen.press("space")
    drill.step("Press “Use my recovery sheet”", until="Recovery code")
    screen.write("-".join(code).lower())
    screen.press("Return")
    drill.step("Type the code of the sheet", until="New passphrase")
    screen.write(NEW)
    screen.walk_to("Type it again")
    screen.write(NEW)
    screen.press("Return")
    drill.step("Choose a new passphrase, typed twice", until="Tariq Tran, 11:25")
    print(drill.told())
    screen.press("ctrl+q")
    assert screen.ended() == 0
    folder = tmp_path / "otdesk" / "vault"
    vault = Vault.open(folder, keys.unlock(folder, NEW), now=demo_now())
    assert vault.findings == []
    vault.close()
