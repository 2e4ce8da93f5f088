# SPDX-License-Identifier: MIT
"""A row that breaks: a gap parts what stands on one line and does not begin another."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

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
