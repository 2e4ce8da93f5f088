# SPDX-License-Identifier: MIT
"""A row that breaks: a gap parts what stands on one line and does not begin another."""

import gc
import weakref

import pytest
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from otdesk.ui.parts.flow import Flow


@pytest.mark.parametrize(("width", "second"), [(100, (46, 0)), (60, (0, 24))])
def test_a_gap_is_between_and_never_before(qtbot: QtBot, width: int, second: tuple[int, int]) -> None:
    flow = Flow(spacing=4)
    qtbot.addWidget(flow)
    boxes = [QWidget(), QWidget()]
    for box in boxes:
        box.setFixedSize(30, 20)
    flow.add(boxes[0])
    flow.add_gap(8)
    flow.add(boxes[1])
    flow.resize(width, 60)
    flow.show()
    qtbot.waitExposed(flow)
    assert (boxes[1].x(), boxes[1].y()) == second


def test_what_holds_the_widgets_goes_with_the_row(qtbot: QtBot) -> None:
    """Qt deletes no item of a layout written in Python: Python must own each, and let it go."""
    flow = Flow()
    for _number in range(3):
        flow.add(QWidget())
    items = [_item(flow, number) for number in range(3)]
    assert [Shiboken.ownedByPython(item) for item in items] == [True] * 3
    left = [weakref.ref(item) for item in items]
    del items
    gone = flow.findChildren(QWidget)[0]
    gone.deleteLater()  # Qt takes its item out, and deletes it
    qtbot.waitUntil(lambda: not Shiboken.isValid(gone))
    assert _count(flow) == 2
    flow.clear()
    assert _count(flow) == 0
    flow.add(QWidget())
    left.append(weakref.ref(_item(flow, 0)))
    with qtbot.waitSignal(flow.destroyed):
        flow.deleteLater()
    del flow
    gc.collect()
    assert [each() for each in left] == [None] * 4


def _item(flow: Flow, number: int) -> QLayoutItem:
    item = _layout(flow).itemAt(number)
    assert item is not None
    return item


def _layout(flow: Flow) -> QLayout:
    layout = flow.layout()
    assert layout is not None
    return layout


def _count(flow: Flow) -> int:
    return _layout(flow).count()
