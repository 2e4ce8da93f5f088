# SPDX-License-Identifier: MIT
"""The place Reports holds any pages: chosen at the top, each with its own buttons, addresses and keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.buttons import PrimaryButton
from otdesk.ui.places import Place
from otdesk.ui.reports.page import ReportPage
from otdesk.ui.reports.screen import Page, ReportsScreen
from otdesk.ui.shell import Shell
from tests.caseload_sample import house
from tests.clock import FixedClock


class _Minutes(ReportPage):
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("M", "month"),)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.button = PrimaryButton("Close the month")
        self.buttons.addWidget(self.button)
        self.at, self.left, self.printed = "", 0, 0

    def refresh(self) -> None:
        self.setAccessibleName("shown")

    def visit(self, rest: str) -> None:
        self.at = rest

    def address(self) -> str:
        return self.at

    def first_focus(self) -> QWidget | None:
        return self.button

    def leave(self) -> None:
        self.left += 1

    def print_shown(self) -> None:
        self.printed += 1


class _Log(_Minutes):
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("G", "log"),)


def _build(bridge: Bridge) -> ReportsScreen:
    return ReportsScreen(bridge, (Page("minutes", "Minutes", _Minutes), Page("log", "Service log", _Log)))


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Shell]:
    with house(tmp_path / "vault", clock) as opened:
        bridge = Bridge(opened.vault, opened.clock.local, Jobs())
        place = Place("reports", "Reports", "chart-line", 6, _build)
        window = Shell(bridge, Settings(tmp_path / "settings.json"), (place,))
        qtbot.addWidget(window)
        window.resize(1280, 680)
        window.show()
        window.start("reports")
        qtbot.waitUntil(window.rest.is_complete)
        yield window
        bridge.close()
        window.close()


def _reports(shell: Shell) -> ReportsScreen:
    screen = shell.screens["reports"]
    assert isinstance(screen, ReportsScreen)
    return screen


def test_a_page_is_chosen_by_segment_and_by_address_and_told_by_its_address(shell: Shell) -> None:
    screen = _reports(shell)
    minutes, log = screen.pages["minutes"], screen.pages["log"]
    assert isinstance(minutes, _Minutes)
    shell.go("reports/minutes/10")
    assert (shell.here(), minutes.at) == ("reports/minutes/10", "10")
    screen.segments.segment("minutes").setFocus()
    QTest.keyClick(screen.segments.segment("minutes"), Qt.Key.Key_Right)
    assert shell.here() == "reports/log"
    assert minutes.left == 1
    assert screen.segments.value() == "log"
    assert screen.segments.segment("log").hasFocus()
    assert [page.head.isVisibleTo(screen) for page in (minutes, log)] == [False, True]
    shell.back()
    assert shell.here() == "reports/minutes/10"
    shell.go("reports")
    assert shell.here() == "reports/minutes/10"


def test_print_and_keys_belong_to_the_shown_page(shell: Shell) -> None:
    screen = _reports(shell)
    shell.go("reports/log")
    shell.commands.entry("reports.print").fire()
    log, minutes = screen.pages["log"], screen.pages["minutes"]
    assert isinstance(log, _Log)
    assert isinstance(minutes, _Minutes)
    assert (log.printed, minutes.printed) == (1, 0)
    assert screen.told_keys() == (("G", "log"),)


def test_a_hidden_page_reads_nothing(shell: Shell) -> None:
    screen = _reports(shell)
    assert [page.accessibleName() for page in screen.pages.values()] == ["shown", ""]
    shell.go("reports/log")
    assert screen.pages["log"].accessibleName() == "shown"


def test_buttons_go_under_the_names_where_both_do_not_fit(shell: Shell) -> None:
    screen = _reports(shell)
    button = screen.pages["minutes"].head
    shell.resize(1280, 680)
    wide = button.mapTo(screen, button.rect().topLeft()).y() < screen.segments.geometry().bottom()
    screen.setFixedWidth(360)
    screen._fit()
    QApplication.sendPostedEvents()
    narrow = button.mapTo(screen, button.rect().topLeft()).y() >= screen.segments.geometry().bottom()
    assert (wide, narrow) == (True, True)
