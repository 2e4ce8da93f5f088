# SPDX-License-Identifier: MIT
"""Widths follow the zoom."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from otdesk.ui import theme
from otdesk.ui.parts import widths


@pytest.fixture(autouse=True)
def usual_zoom(qtbot: QtBot) -> Iterator[None]:
    yield
    theme.look().apply(zoom=100)


def test_a_width_follows_the_zoom(qtbot: QtBot) -> None:
    fixed, least, most = QLineEdit(), QLineEdit(), QLineEdit()
    for field in (fixed, least, most):
        qtbot.addWidget(field)
    widths.fixed(fixed, 64)
    widths.at_least(least, 64)
    widths.at_most(most, 64)
    assert (fixed.minimumWidth(), fixed.maximumWidth()) == (64, 64)
    theme.look().apply(zoom=150)
    assert (fixed.minimumWidth(), fixed.maximumWidth()) == (96, 96)
    assert (least.minimumWidth(), most.maximumWidth()) == (96, 96)
    assert least.maximumWidth() > most.maximumWidth()


def test_what_is_said_last_counts(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    widths.fixed(field, 96)
    widths.fixed(field, 64)
    theme.look().apply(zoom=150)
    assert (field.minimumWidth(), field.maximumWidth()) == (96, 96)
