# SPDX-License-Identifier: MIT
"""A bug in a slot, a model, a thread, a job, in saving itself, many at once, and a death without a word: one dialog,
one traceback, nobody's name anywhere, and what was typed is there after the restart."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from otdesk.faults import scrubbed
from otdesk.queries import notes as note_queries
from otdesk.rules.note_entry import Section
from tests import vaults
from tests.clock import FixedClock
from tests.faults.crashing import BUGS, CANARY, TYPED
from tests.note_sample import desk

NAMES = (*CANARY.split(), "canary", "cage", vaults.PASSPHRASE)
pytestmark = pytest.mark.timeout(120)


@dataclass
class Scene:
    folder: Path
    home: Path
    session: int
    student: int

    def run(self, kind: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "tests.faults.crashing", kind, str(self.folder)]
        return subprocess.run(
            [*command, str(self.session), str(self.student)],
            env=os.environ | {"OTDESK_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip

    def told(self, kind: str) -> dict[str, Any]:
        done = self.run(kind)
        assert done.returncode == 0, done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        assert not [name for name in NAMES if name in done.stderr or name in done.stdout]
        return said

    def logs(self) -> list[str]:
        """What lies in the folder of logs: crash files, and nothing that names anybody."""
        files = sorted((self.home / "logs").iterdir())
        texts = [file.read_text(encoding="utf-8") for file in files]
        assert not [name for name in NAMES for text in (*texts, *map(str, files)) if name in text]
        assert all(file.name.startswith("crash-") for file in files)
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
        return texts

    def draft(self) -> str:
        vault = vaults.unlocked(self.folder, FixedClock()())
        try:
            with vault.read() as db:
                form = note_queries.form(db, self.session, self.student)
        finally:
            vault.close()
        assert form is not None
        return "".join(piece.text for piece in dict(form.entry.sections)[Section.PLAN])


@pytest.fixture
def scene(tmp_path: Path, clock: FixedClock) -> Scene:
    with desk(tmp_path / "vault", clock) as opened:
        made = Scene(tmp_path / "vault", tmp_path / "home", opened.alone, opened.ids.maya)
    made.home.mkdir()
    return made


@pytest.mark.parametrize("kind", [kind for kind in BUGS if kind not in {"many", "saving", "death"}])
def test_a_bug_is_told_once_and_a_new_start_offered(scene: Scene, kind: str) -> None:
    said = scene.told(kind)
    (dialog,) = said["dialogs"]
    assert "Something in OTDesk went wrong" in dialog
    assert "What you typed is saved." in dialog
    assert [command[1:4] for command in said["started"]] == [["-m", "otdesk", "--vault"]]
    (text,) = scene.logs()
    assert text.count("builtins.ValueError") == 1
    assert text.count("in break_down") == 1
    assert scene.draft() == TYPED


def test_many_bugs_at_once_are_one_dialog_and_a_traceback_each(scene: Scene) -> None:
    assert len(scene.told("many")["dialogs"]) == 1
    texts = scene.logs()
    assert len(texts) == len(set(texts)) == 4
    assert scene.draft() == TYPED


def test_saving_that_is_broken_itself_is_not_promised(scene: Scene) -> None:
    said = scene.told("saving")
    (dialog,) = said["dialogs"]
    assert "may not be saved" in dialog
    assert "What you typed is saved" not in dialog
    assert len(said["started"]) == 1, "the new start does not wait for what fails"
    assert sorted(text.splitlines()[1] for text in scene.logs()) == ["builtins.KeyError", "builtins.ValueError"]


def test_a_death_is_told_at_the_next_start_and_the_draft_is_there(scene: Scene) -> None:
    done = scene.run("death")
    assert done.returncode < 0, "it died by a signal"
    assert not [name for name in NAMES if name in done.stderr or name in done.stdout]
    (dialog,) = scene.told("after")["dialogs"]
    assert "OTDesk stopped by itself last time" in dialog
    (text,) = scene.logs()
    assert "Fatal Python error: Segmentation fault" in text
    assert re.search(r"^  crashing\.py:\d+ in _harm$", text, re.MULTILINE)
    assert "/" not in text
    assert scene.draft() == TYPED


def test_last_words_keep_places_and_no_folder() -> None:
    said = (
        'Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f12 (most recent call first):\n'
        f'  File "/home/{CANARY}/otdesk/ui/bridge.py", line 12 in do\n'
        '  File "C:\\Users\\Maya\\otdesk\\app.py", line 7 in <module>\n'
        f"Extension modules: {CANARY}\n{CANARY}\n"
    )  # fmt: skip
    assert scrubbed(said) == (
        "Fatal Python error: Segmentation fault\nCurrent thread 0x00007f12\n"
        "  bridge.py:12 in do\n  app.py:7 in <module>\n"
    )
