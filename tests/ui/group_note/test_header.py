# SPDX-License-Identifier: MIT
"""What the head of a group's note says where there is little room."""

from pytestqt.qtbot import QtBot

from otdesk.ui.group_note.header import GroupHeader


def test_when_it_was_saved_is_said_whole_or_not_at_all(qtbot: QtBot) -> None:
    header = GroupHeader()
    qtbot.addWidget(header)
    header.show()
    header.say_saved(624)
    header._saved.resize(40, 20)
    assert header._saved.text() == ""
    assert header._saved.toolTip() == "Draft saved 10:24"
    header._saved.resize(400, 20)
    assert header._saved.text() == "Draft saved 10:24"
