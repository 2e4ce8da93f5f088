# SPDX-License-Identifier: MIT
"""A new vault brings the phrases a note offers at first, whether the window made it or the command."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from otdesk.cli import main
from otdesk.doors import Doors
from otdesk.queries.templates import first_phrases
from otdesk.records.phrases import Phrase
from otdesk.vault.keys import KeyPolicy
from tests.clock import FixedClock
from tests.vaults import PASSPHRASE, weak_keys

COUNT = len(tuple(first_phrases()))


def _phrases(doors: Doors) -> int:
    assert doors.vault is not None
    with doors.vault.read() as db:
        return db.scalar(select(func.count()).select_from(Phrase)) or 0


@pytest.mark.parametrize("person", ["Dana Whitfield", "Dana"])
def test_the_window_brings_them_whatever_the_name(tmp_path: Path, clock: FixedClock, person: str) -> None:
    doors = Doors(tmp_path / "vault", clock.local, KeyPolicy(**weak_keys()))
    doors.create(person, PASSPHRASE)
    doors.introduce(person)
    assert _phrases(doors) == COUNT > 10
    doors.confirm_code()
    doors.close(backup=False)


def test_the_command_brings_them(tmp_path: Path) -> None:
    word = tmp_path / "word"
    word.write_text(PASSPHRASE)
    arguments = ["init", "--vault", str(tmp_path / "vault"), "--no-recovery", "--passphrase-file", str(word)]
    assert main(arguments, datetime(2026, 10, 20, 15, tzinfo=UTC)) == 0
    doors = Doors(tmp_path / "vault", FixedClock().local)
    doors.unlock(PASSPHRASE)
    assert _phrases(doors) == COUNT
    doors.close(backup=False)
