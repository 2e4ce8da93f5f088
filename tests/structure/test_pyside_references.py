# SPDX-License-Identifier: MIT
"""PySide6 6.12.0 on Python 3.11 took one reference off None for every call that returns nothing, and died of it."""

import gc
import sys
from collections.abc import Callable
from importlib.metadata import version

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel

NO_PARENT = QModelIndex()
CALLS = 500
NOISE = 20  # references that the loop itself and the interpreter may hold


class Sender(QObject):
    sent = Signal(bool)


class EmptyTable(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 1

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> None:
        return None


def lost(thing: object, call: Callable[[], object]) -> int:
    """How many references to `thing` vanish in CALLS calls."""
    call()  # the first one fills caches
    gc.collect()
    gc.disable()  # what is collected meanwhile would give back references of its own
    try:
        before = sys.getrefcount(thing)
        for _ in range(CALLS):
            call()
        return before - sys.getrefcount(thing)
    finally:
        gc.enable()


@pytest.mark.usefixtures("qapp")
def test_calls_that_return_nothing_keep_none_alive() -> None:
    label = QLabel()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    table = EmptyTable()
    index = table.index(0, 0)

    def paint() -> None:
        painter = QPainter(image)
        painter.fillRect(0, 0, 4, 4, QColor("red"))
        painter.end()

    calls: dict[str, Callable[[], object]] = {
        "setText": lambda: label.setText("x"),
        "paint": paint,
        "data, asked by Qt": lambda: table.itemData(index),
        "setEnabled": lambda: label.setEnabled(True),
    }
    for name, call in calls.items():
        assert abs(lost(None, call)) < NOISE, name


@pytest.mark.usefixtures("qapp")
def test_signals_keep_true_alive() -> None:
    sender = Sender()
    assert abs(lost(True, lambda: sender.sent.emit(True))) < NOISE


def test_the_version_that_did_it_is_not_installed() -> None:
    major, minor = (int(part) for part in version("PySide6-Essentials").split(".")[:2])
    assert (major, minor) == (6, 11)
