# SPDX-License-Identifier: MIT
"""Painted marks: they say what they are, fit what they paint, and follow the zoom."""

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from otdesk.ui import statuses, theme
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.marks import (
    CountBadge,
    GoalChip,
    KeyCap,
    KeyHints,
    MinutesBar,
    Painted,
    SchoolChip,
    Sparkline,
    StatusPill,
)
from otdesk.ui.tokens import LIGHT, Tone


def shown(qtbot: QtBot, widget: QWidget) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    widget.show()
    return widget.grab().toImage()


def count(image: QImage, color: str) -> int:
    wanted = QColor(color)
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def spoken(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return str(found.text(QAccessible.Text.Name))


def all_marks() -> list[Painted]:
    bar = MinutesBar()
    bar.show_minutes(60, 120, 85, Tone.TODO, "60 of 120 minutes, 85 expected by today")
    badge = CountBadge()
    badge.show_count(3)
    return [
        StatusPill(statuses.signed(513)),
        SchoolChip("AC", 0, "Alder Creek Elementary"),
        KeyCap("Enter"),
        GoalChip("1↑", Tone.DONE, "Goal 1 rising"),
        Sparkline((0.2, 0.5), 0.8, "Rising to the target"),
        bar,
        badge,
    ]


def test_every_mark_has_a_name(qtbot: QtBot) -> None:
    names = []
    for mark in all_marks():
        qtbot.addWidget(mark)
        names.append(spoken(mark))
    assert names == [
        "Signed 8:33",
        "Alder Creek Elementary",
        "Enter",
        "Goal 1 rising",
        "Rising to the target",
        "60 of 120 minutes, 85 expected by today",
        "3",
    ]


@pytest.mark.parametrize("zoom", [90, 100, 150, 175])
def test_marks_follow_the_zoom(qtbot: QtBot, zoom: int) -> None:
    marks = all_marks()
    before = [mark.sizeHint() for mark in marks]
    theme.look().apply(zoom=zoom)
    for mark, was in zip(marks, before, strict=True):
        qtbot.addWidget(mark)
        assert mark.sizeHint().width() == pytest.approx(was.width() * zoom / 100, abs=5), type(mark).__name__


def test_a_pill_is_painted_in_its_tone(qtbot: QtBot) -> None:
    image = shown(qtbot, StatusPill(statuses.to_document()))
    assert count(image, LIGHT.todo.tint) > image.width() * 8
    assert count(image, LIGHT.todo.ink) > 10


def test_a_pill_tells_its_new_status(qtbot: QtBot) -> None:
    pill = StatusPill(statuses.planned())
    qtbot.addWidget(pill)
    wide = pill.sizeHint().width()
    pill.show_mark(Mark("Draft · 3 of 4 done", "pencil", Tone.TODO))
    assert spoken(pill) == "Draft · 3 of 4 done"
    assert pill.sizeHint().width() > wide


def test_the_words_of_a_pill_are_not_cut(qtbot: QtBot) -> None:
    """The last letter is painted: a blank right end of more than the padding would mean an ellipsis."""
    long, longer = StatusPill(Mark("Annual IEP meeting")), StatusPill(Mark("Annual IEP meetingW"))
    a, b = shown(qtbot, long), shown(qtbot, longer)
    assert b.width() - a.width() >= 8
    assert count(b, LIGHT.neutral.ink) > count(a, LIGHT.neutral.ink)


def test_a_badge_of_nothing_is_hidden(qtbot: QtBot) -> None:
    badge = CountBadge()
    badge.show_count(2)
    assert badge.isHidden(), "no window of its own"
    holder = QWidget()
    qtbot.addWidget(holder)
    badge.setParent(holder)
    assert not badge.isHidden()
    badge.show_count(0)
    assert badge.isHidden()


def test_the_minutes_bar_fills_to_its_part(qtbot: QtBot) -> None:
    def filled(done: int) -> int:
        bar = MinutesBar()
        bar.show_minutes(done, 120, 120, Tone.DONE, "")
        return count(shown(qtbot, bar), LIGHT.done.ink)

    half, whole, none = filled(60), filled(120), filled(0)
    assert none == 0
    assert half == pytest.approx(whole / 2, rel=0.15)
    assert filled(500) == pytest.approx(whole, rel=0.02)


def test_the_sparkline_bears_one_value_and_none(qtbot: QtBot) -> None:
    assert count(shown(qtbot, Sparkline((), None, "No data yet")), LIGHT.primary) == 0
    assert count(shown(qtbot, Sparkline((0.5,), None, "One measurement")), LIGHT.primary) > 3


def test_hints_show_each_key(qtbot: QtBot) -> None:
    hints = KeyHints((("↑ ↓", "move"), ("Enter", "open")))
    qtbot.addWidget(hints)
    assert [cap.accessibleName() for cap in hints.findChildren(KeyCap)] == ["↑", "↓", "Enter"]
