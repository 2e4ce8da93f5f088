# SPDX-License-Identifier: MIT
"""Buttons: keys, focus ring, sizes, colors; and what chooses one of few or any of few."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QButtonGroup, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from otdesk.ui.parts.buttons import (
    Button,
    DangerButton,
    DefaultButton,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
)
from otdesk.ui.parts.choices import CardWords, CheckBox, FilterChip, RadioCard, SegmentedControl, TagToggle
from otdesk.ui.parts.focus import FocusRing
from otdesk.ui.tokens import LIGHT


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    return widget


def put(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()
    page.activateWindow()


def pixels(widget: QWidget, color: str) -> int:
    image = widget.grab().toImage()
    wanted = QColor(color)
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("kind", [PrimaryButton, DefaultButton, QuietButton, DangerButton, LinkButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_the_focused_button(qtbot: QtBot, page: QWidget, kind: type[Button], key: Qt.Key) -> None:
    button = kind("Finish", key="Enter")
    put(page, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_disabled_button_does_nothing(qtbot: QtBot, page: QWidget) -> None:
    button = DefaultButton("Finish")
    put(page, button)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_sizes(qtbot: QtBot, page: QWidget) -> None:
    plain, large, keyed = DefaultButton("Print"), DefaultButton("Print", large=True), DefaultButton("Print", key="P")
    icon = IconButton("ellipsis", "More")
    put(page, plain, large, keyed, icon)
    assert plain.height() == 32
    assert large.height() == 40
    assert keyed.width() > plain.width() + 20
    assert icon.width() == icon.height() == 32


def test_one_primary_is_filled_and_the_rest_are_not(page: QWidget) -> None:
    primary, plain, danger = PrimaryButton("Sign"), DefaultButton("Later"), DangerButton("Delete")
    put(page, primary, plain, danger)
    assert pixels(primary, LIGHT.primary) > 1000
    assert pixels(plain, LIGHT.primary) == 0
    assert pixels(danger, LIGHT.bad.ink) > 50


def test_the_ring_shows_for_the_keyboard_only(qtbot: QtBot, page: QWidget) -> None:
    first, second = DefaultButton("One"), DefaultButton("Two")
    put(page, first, second)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    rings = [ring for ring in page.findChildren(FocusRing) if ring.isVisible()]
    assert len(rings) == 1
    assert rings[0].geometry().contains(first.geometry())
    assert rings[0].geometry().width() == first.width() + 8
    assert pixels(page, LIGHT.focus) > 100
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    qtbot.waitUntil(lambda: len(page.findChildren(FocusRing)) == 1)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: page.findChildren(FocusRing) == [])


def test_the_ring_follows_and_goes_with_its_button(qtbot: QtBot, page: QWidget) -> None:
    button, other = DefaultButton("One"), DefaultButton("Two")
    put(page, button, other)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    page.resize(700, 600)
    qtbot.waitUntil(lambda: page.findChildren(FocusRing)[0].geometry().contains(button.geometry()))
    button.hide()
    qtbot.waitUntil(other.hasFocus)
    qtbot.waitUntil(lambda: [r.target for r in page.findChildren(FocusRing)] == [other])


def test_an_ampersand_is_shown_as_one(qtbot: QtBot) -> None:
    one, two = DefaultButton("Travel && time"), DefaultButton("Travel & time".replace("&", "&&"))
    for button in (one, two):
        qtbot.addWidget(button)
    assert one.sizeHint() == two.sizeHint()


# --- segments, tags, cards ---


@pytest.fixture
def segments(page: QWidget) -> SegmentedControl:
    control = SegmentedControl([(1, "Present"), (2, "Late"), (3, "Absent")], "Attendance")
    put(page, control)
    return control


def test_arrows_move_the_choice_and_tell(qtbot: QtBot, segments: SegmentedControl) -> None:
    segments.set_value(1)
    segments.setFocus()
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert told.args == [2]
    assert segments.segment(2).hasFocus()
    qtbot.keyClick(segments.segment(2), Qt.Key.Key_Left)
    qtbot.keyClick(segments.segment(1), Qt.Key.Key_Left)
    assert segments.value() == 3


def test_setting_a_value_tells_nobody(qtbot: QtBot, segments: SegmentedControl) -> None:
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_value(3)
        assert segments.value() == 3
        segments.set_value(None)
    assert segments.value() is None


def test_segments_are_one_tab_stop_with_names(qtbot: QtBot, page: QWidget, segments: SegmentedControl) -> None:
    after = DefaultButton("After")
    put(page, after)
    qtbot.waitUntil(after.isVisible)
    segments.set_value(2)
    segments.setFocus()
    assert segments.segment(2).hasFocus()
    assert segments.segment(2).accessibleName() == "Attendance: Late"
    qtbot.keyClick(segments.segment(2), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_tag_toggles_by_space_and_keeps_its_width(qtbot: QtBot, page: QWidget) -> None:
    tag = TagToggle("Putty")
    put(page, tag)
    width = tag.width()
    qtbot.keyClick(tag, Qt.Key.Key_Space)
    assert tag.isChecked()
    assert tag.width() == tag.sizeHint().width() == width


def test_a_filter_says_its_count(qtbot: QtBot, page: QWidget) -> None:
    chip = FilterChip("Behind on minutes", icon="trending-down")
    put(page, chip)
    chip.show_count(6)
    assert chip.accessibleName() == "Behind on minutes 6"
    chip.show_count(None)
    assert chip.accessibleName() == "Behind on minutes"


def test_a_check_box_is_at_least_24_px(qtbot: QtBot, page: QWidget) -> None:
    box = CheckBox("Due dates")
    put(page, box)
    assert box.height() >= 24
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_one_radio_card_at_a_time(qtbot: QtBot, page: QWidget) -> None:
    group = QButtonGroup(page)
    cards = [RadioCard(CardWords(title, "About it", "sparkles")) for title in ("Import", "Sample")]
    for card in cards:
        group.addButton(card)
    put(page, *cards)
    cards[0].setChecked(True)
    qtbot.keyClick(cards[1], Qt.Key.Key_Space)
    assert [card.isChecked() for card in cards] == [False, True]


def test_a_long_detail_wraps_instead_of_being_cut(qtbot: QtBot, page: QWidget) -> None:
    words = CardWords(
        "Import my caseload", "From Excel or CSV. You match the columns; nothing is saved until you agree."
    )
    card = RadioCard(words)
    put(page, card)
    assert card.heightForWidth(320) > card.heightForWidth(900)
