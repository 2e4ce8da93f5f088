# SPDX-License-Identifier: MIT
"""Co-signing with somebody elsewhere, as the commands of Notes do it: files out, files in, and what is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from otdesk.actions import therapists
from otdesk.queries import co_signing as queries
from otdesk.queries import people
from otdesk.queries.note_list import NoteState
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Role
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.notes.co_signing import CoSignDialog
from otdesk.ui.notes.packets import Packets
from otdesk.ui.notes.screen import NotesScreen
from tests import vaults
from tests.caseload_sample import House
from tests.note_sample import sign
from tests.note_window import K, NoteWindow


class Elsewhere:
    """Ines Okafor's own vault, on another machine."""

    def __init__(self, window: NoteWindow, folder: Path) -> None:
        clock = window.clock
        self.house = House(vaults.unlocked(vaults.make(folder, clock()), clock()), clock)
        self.house.do(therapists.introduce, vaults.PERSON, TherapistEntry("Ines", "Okafor", Role.OT, "OTR/L"))
        self.bridge = Bridge(self.house.vault, window._now, Jobs())
        self.refused: list[str] = []
        self.said: list[str] = []
        self.bridge.refused.connect(self.refused.append)
        self.bridge.said.connect(self._hear)
        self.packets = Packets(window.window, self.bridge)

    def _hear(self, text: str, _undo: bool) -> None:
        self.said.append(text)

    def close(self) -> None:
        self.bridge.close()
        self.house.vault.close()


class Asked:
    """Where files go and what is answered, instead of the file dialogs."""

    def __init__(self, path: Path) -> None:
        self.path: Path | None = path
        self.sure = True
        self.questions: list[str] = []

    def file(self, *_args: object) -> Path | None:
        return self.path

    def confirm(self, _host: object, _title: str, detail: str, _yes: str) -> bool:
        self.questions.append(detail)
        return self.sure


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked(tmp_path / "on a stick.otdesk")
    monkeypatch.setattr(Packets, "where", staticmethod(made.file))
    monkeypatch.setattr(Packets, "which", staticmethod(made.file))
    monkeypatch.setattr(Packets, "sure", staticmethod(made.confirm))
    return made


@pytest.fixture
def place(window: NoteWindow, qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[NoteWindow, NotesScreen, Elsewhere]]:
    screen = NotesScreen(window.bridge)
    window.show(screen)
    there = Elsewhere(window, tmp_path / "there")
    yield window, screen, there
    screen.leave()
    there.close()


def supervise(window: NoteWindow, screen: NotesScreen, there: Elsewhere) -> None:
    """Ines's card comes; Ana is her assistant and signs a note."""
    there.packets.save_card()
    screen.packets.take_in()
    rows = window.house.read(people.people)
    ana, ines = rows[0], rows[1]
    entry = TherapistEntry("Ana", "Ruiz", Role.OTA, "COTA/L")
    window.house.do(therapists.edit_person, ana.therapist_id, entry, ines.therapist_id)
    sign(window.at, window.at.alone, window.at.ids.maya)


def test_card_packet_answer_and_the_note_is_co_signed(
    place: tuple[NoteWindow, NotesScreen, Elsewhere], asked: Asked
) -> None:
    window, screen, there = place
    supervise(window, screen, there)
    assert there.said[-1].rpartition(" ")[2].rstrip(".") in asked.questions[0], "both see the same number"
    screen.packets.send()
    assert "Only she can open it" in window.said[-1][0]
    there.packets.take_in()
    assert len(asked.questions) == 2, "the first packet of somebody asks for her number too"
    dialog = CoSignDialog(window.window, there.bridge, there.house.vault.unlocked, "Ines Okafor, OTR/L")
    dialog.open()
    assert dialog.name.text() == "Maya Ortiz"
    window.press(K.Key_Return)
    assert not dialog.is_open
    there.packets.answer()
    screen.packets.take_in()
    assert window.said[-1][0] == "1 co-signed"
    screen.refresh_now()
    assert [row.state for row in screen.list.read.lines if row.note_id] == [NoteState.SIGNED]
    screen.packets.take_in()
    assert window.said[-1][0] == "1 taken in before"


def test_no_name_of_a_student_lies_in_the_files(place: tuple[NoteWindow, NotesScreen, Elsewhere], asked: Asked) -> None:
    window, screen, there = place
    supervise(window, screen, there)
    screen.packets.send()
    assert asked.path is not None
    data = asked.path.read_bytes()
    assert b"Maya" not in data
    assert b"Ortiz" not in data
    assert b"Maya".hex().encode() not in data


def test_what_is_not_for_here_or_no_packet_says_so(
    place: tuple[NoteWindow, NotesScreen, Elsewhere], asked: Asked
) -> None:
    window, screen, there = place
    supervise(window, screen, there)
    screen.packets.send()
    screen.packets.take_in()
    assert "not for anybody of this vault" in window.refused[-1]
    assert asked.path is not None
    for data in (b"", b"{}", b"[1, 2]", b"otdesk packet 1", b"\xff\xfe"):
        asked.path.write_bytes(data)
        screen.packets.take_in()
        assert "Nothing was taken in" in window.refused[-1]
    assert window.house.read(queries.count) == 1


def test_an_altered_card_and_ones_own_are_refused(
    place: tuple[NoteWindow, NotesScreen, Elsewhere], asked: Asked
) -> None:
    window, screen, there = place
    there.packets.save_card()
    there.packets.take_in()
    assert there.refused == ["This is your own card."]
    assert asked.path is not None
    asked.path.write_bytes(asked.path.read_bytes().replace(b"Ines", b"Eves"))
    screen.packets.take_in()
    assert "altered" in window.refused[-1]
    assert len(window.house.read(people.people)) == 1


def test_a_number_that_differs_takes_nothing_in(place: tuple[NoteWindow, NotesScreen, Elsewhere], asked: Asked) -> None:
    window, screen, there = place
    there.packets.save_card()
    asked.sure = False
    screen.packets.take_in()
    assert len(window.house.read(people.people)) == 1


def test_without_anything_to_send_it_says_so(place: tuple[NoteWindow, NotesScreen, Elsewhere], asked: Asked) -> None:
    window, screen, _there = place
    screen.packets.send()
    screen.packets.answer()
    assert ["No note waits" in window.refused[0], "no answer to send" in window.refused[1]] == [True, True]
    asked.path = None
    screen.packets.take_in()
    screen.packets.save_card()
    assert len(window.refused) == 2
