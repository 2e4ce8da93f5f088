# SPDX-License-Identifier: MIT
"""Every scene of the program fits the smallest windows at every zoom: no word cut or covered, nothing sideways.

The windows are built at 1366x768 and then made smaller, so that they also have to follow. Rows are comfortable, the
higher ones: compact rows only leave more room.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from otdesk import words
from otdesk.sample.build import demo_now, fill_demo
from otdesk.ui import gallery, theme
from otdesk.ui.notes.scenes import CONTACT_WORDS, VOID_REASON
from otdesk.ui.parts.choices import Choice
from otdesk.ui.scenes import CRASH_FILE, scenes
from otdesk.ui.settings.scenes import STICK
from otdesk.ui.stage import Scene, Stage
from tests import vaults
from tests.ui.fit import flaws
from tests.ui.pseudo import Pseudo, pseudo
from tests.ui.untranslated import Known, data_of, untranslated

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

WIDE, NARROW = QSize(1366, 768), QSize(1280, 680)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's vault, closed; each test copies it."""
    folder = vaults.make(tmp_path_factory.mktemp("demo") / "vault", demo_now())
    vault = vaults.unlocked(folder, demo_now())
    fill_demo(vault)
    vault.close()
    return folder


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path) -> "Iterator[Vault]":
    vault = vaults.unlocked(vaults.copy(demo_folder, tmp_path / "demo"), demo_now())
    yield vault
    vault.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("zoom", [100, 150, 175])
def test_everything_fits(qapp: QApplication, demo: "Vault", tmp_path: Path, zoom: int) -> None:
    theme.look().apply(zoom=zoom)
    stage = Stage(demo_now, tmp_path, demo)
    try:
        found = [flaw for scene in scenes() for flaw in _flaws(stage, scene)]
    finally:
        stage.close()
        theme.look().apply(zoom=100)
    assert not found, "\n".join(found)


@pytest.mark.timeout(600)
def test_a_longer_language_fits_and_nothing_stays_english(
    qapp: QApplication, demo: "Vault", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the usual window. The two pictures left out show nothing else: what parts there are, a table with initials."""
    known = Known([*data_of(demo), VOID_REASON, CONTACT_WORDS, *CRASH_FILE.parts, *STICK.parts])
    monkeypatch.setattr(words, "_translation", Pseudo())
    stage = Stage(demo_now, tmp_path, demo)
    found = []
    try:
        for scene in scenes():
            if scene.name not in {"components", "initials"}:
                stage.size = scene.size or (WIDE.width(), WIDE.height())
                with gallery.shown(stage, scene) as window:
                    found += [f"{scene.name}: {said}" for said in (*flaws(window), *untranslated(window, known))]
    finally:
        stage.close()
    assert not found, "\n".join(found)


def test_an_untranslated_word_is_found(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_translation", Pseudo())
    window = _framed(QLabel(words._("Whole words")), QLabel("Maya Ortiz"), QPushButton("Do it"))
    qtbot.addWidget(window)
    assert [said.split(": ", 1)[1] for said in untranslated(window, Known(["Maya", "Ortiz"]))] == ["'Do it' (Do it)"]


@pytest.mark.parametrize(
    ("message", "longer"),
    [
        ("Sign", "Šíííğñ"),
        ("Save {n} of <b>{name}</b>", "Šáávéé {n} óóƒ <b>{name}</b>"),
        ("Ctrl+K finds\na student", "Ctrl+K ƒíííñďš\náá šťúúďééñť"),
        ("{month} {day}", "{month} {day}"),
    ],
)
def test_the_longer_language_keeps_what_a_translator_keeps(message: str, longer: str) -> None:
    assert pseudo(message) == longer


def _flaws(stage: Stage, scene: Scene) -> Iterator[str]:
    sizes = [QSize(*scene.size)] if scene.size is not None else [WIDE, NARROW]
    stage.size = (sizes[0].width(), sizes[0].height())
    with gallery.shown(stage, scene) as window:
        for size in sizes:
            if window.size() != size:
                window.resize(size)
                _lay_out()
            for flaw in flaws(window):
                yield f"{scene.name} {size.width()}x{size.height()}: {flaw}"
        window.resize(*stage.size)


def _lay_out() -> None:
    """What a new size asks for is done at once; what is laid out may ask for more."""
    for _round in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


# --- the looking itself: each kind of flaw is found, and a sound window has none ---


def _framed(*parts: QWidget) -> QWidget:
    window = QWidget()
    window.resize(400, 200)
    for part in parts:
        part.setParent(window)
    return window


def _sound() -> QWidget:
    label, button = QLabel("Whole words"), QPushButton("Do")
    label.setGeometry(10, 10, 200, 30)
    button.setGeometry(10, 60, 120, 40)
    return _framed(label, button)


def _cut() -> QWidget:
    label = QLabel("Words that need more room than this")
    label.setGeometry(10, 10, 40, 30)
    return _framed(label)


def _low() -> QWidget:
    label = QLabel("Words that wrap into several lines, of which one is seen")
    label.setWordWrap(True)
    label.setGeometry(10, 10, 90, 20)
    return _framed(label)


def _covered() -> QWidget:
    one, other = QLabel("First words"), QLabel("Other words")
    one.setGeometry(10, 10, 150, 30)
    other.setGeometry(60, 20, 150, 30)
    return _framed(one, other)


def _sticking_out() -> QWidget:
    label = QLabel("Beyond the edge")
    label.setGeometry(330, 10, 150, 30)
    return _framed(label)


def _sideways() -> QWidget:
    area, inner = QScrollArea(), QWidget()
    inner.setMinimumSize(600, 20)
    area.setWidget(inner)
    area.setGeometry(0, 0, 300, 150)
    return _framed(area)


def _heading() -> QWidget:
    table, model = QTableView(), QStandardItemModel(1, 1)
    model.setParent(table)
    model.setHorizontalHeaderLabels(["A heading that is long"])
    table.setModel(model)
    table.setColumnWidth(0, 40)
    table.setGeometry(0, 0, 300, 150)
    return _framed(table)


def _tiny() -> QWidget:
    button = QPushButton()
    button.setGeometry(10, 10, 40, 18)
    return _framed(button)


def _scrolled() -> QWidget:
    text = QTextEdit()
    text.setPlainText("\n".join("several lines"))
    text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    text.setGeometry(10, 10, 200, 60)
    return _framed(text)


def _empty() -> QWidget:
    stack, page = QStackedWidget(), QWidget()
    QLabel("Hidden words", page).hide()
    stack.addWidget(page)
    stack.setGeometry(0, 0, 300, 150)
    return _framed(stack)


class _Painted(Choice):
    """Paints words that wrap, like a card of the board."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 9000 // max(width, 1)

    def sizeHint(self) -> QSize:
        return QSize(150, 60)


def _capped() -> QWidget:
    card = _Painted("")
    card.setGeometry(10, 10, 100, 60)
    return _framed(card)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_cut, "40 wide, needs"),
        (_low, "20 high, needs"),
        (_covered, "lies on"),
        (_sticking_out, "leaves QWidget"),
        (_sideways, "scrolls sideways by"),
        (_heading, "heading 'A heading that is long' in 40"),
        (_tiny, "a target of 40x18"),
        (_scrolled, "of its text out of sight"),
        (_empty, "an empty page: QWidget"),
        (_capped, "squeezed to 100x60, needs"),
    ],
)
def test_each_kind_of_flaw_is_found(qtbot: QtBot, make: Callable[[], QWidget], said: str) -> None:
    window = make()
    qtbot.addWidget(window)
    window.show()
    assert any(said in flaw for flaw in flaws(window)), flaws(window)


def test_a_sound_window_has_no_flaw(qtbot: QtBot) -> None:
    window = _sound()
    qtbot.addWidget(window)
    window.show()
    assert flaws(window) == []
