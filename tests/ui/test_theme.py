# SPDX-License-Identifier: MIT
"""One look for the whole application: colors, zoom, density, and that widgets follow."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from otdesk.ui import theme
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Density, Look, Mode, Type


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    found = theme.look()
    yield found
    found.apply(mode=Mode.LIGHT, zoom=100, density=Density.COMFORTABLE)


def test_there_is_one_look(look: Look) -> None:
    assert theme.look() is look


def test_dark_reaches_the_palette(look: Look) -> None:
    look.apply(mode=Mode.DARK)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == "#14181D"
    look.apply(mode=Mode.LIGHT)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == "#F5F4F0"


@pytest.mark.parametrize(("asked", "got"), [(90, 90), (150, 150), (175, 175), (60, 90), (300, 175)])
def test_zoom_stays_in_its_bounds(look: Look, asked: int, got: int) -> None:
    look.apply(zoom=asked)
    assert theme.current().zoom == got
    assert theme.current().px(100) == got


@pytest.mark.parametrize(
    ("now", "direction", "then"),
    [(100, 1, 110), (110, 1, 125), (125, -1, 110), (150, 0, 100), (175, 1, 175), (90, -1, 90), (130, 1, 140)],
)
def test_zoom_goes_in_steps_and_back(now: int, direction: int, then: int) -> None:
    assert theme.next_zoom(now, direction) == then


def test_widgets_grow_with_the_zoom(look: Look, qtbot: QtBot) -> None:
    button, field = DefaultButton("Finish"), QLineEdit()
    for widget in (button, field):
        qtbot.addWidget(widget)
        widget.show()
    before = button.sizeHint().height(), field.sizeHint().height()
    look.apply(zoom=150)
    qtbot.waitUntil(lambda: field.sizeHint().height() > before[1])
    assert button.sizeHint().height() == 48
    assert before == (32, 32)


def test_changed_is_told_only_for_a_change(look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.apply(zoom=125)
    with qtbot.assertNotEmitted(look.changed):
        look.apply(zoom=125)


@pytest.mark.parametrize(
    ("density", "height", "row", "table"),
    [
        (Density.COMFORTABLE, 600, 38, 36),
        (Density.COMPACT, 900, 32, 32),
        (Density.STANDING, 900, 44, 44),
        (Density.AUTO, 680, 32, 32),
        (Density.AUTO, 768, 38, 36),
    ],
)
def test_density_decides_the_rows(look: Look, density: Density, height: int, row: int, table: int) -> None:
    look.apply(density=density, height=height)
    assert (theme.current().row, theme.current().table_row) == (row, table)


def test_standing_text_is_larger(look: Look) -> None:
    plain = theme.current().font(Type.BODY).pixelSize()
    look.apply(density=Density.STANDING)
    assert theme.current().font(Type.BODY).pixelSize() == round(plain * 1.15)


def test_the_font_is_inter_in_its_weights(look: Look) -> None:
    for kind in (Type.BODY, Type.ROW, Type.TITLE, Type.LABEL):
        info = QFontInfo(theme.current().font(kind))
        assert info.family() == "Inter"
        assert info.weight() == kind.weight


def test_figures_are_tabular_and_letters_stay_as_typed(look: Look) -> None:
    font = theme.current().font(Type.BODY)
    metrics = QFontMetricsF(font)
    assert {metrics.horizontalAdvance(figure) for figure in "0123456789"} == {metrics.horizontalAdvance("1")}
    proportional = QFont(font)
    proportional.setFeature(QFont.Tag("tnum"), 0)
    assert QFontMetricsF(proportional).horizontalAdvance("1") < metrics.horizontalAdvance("1"), "the test sees tnum"
    ligature = QFont(font)
    ligature.setFeature(QFont.Tag("calt"), 1)
    assert QFontMetricsF(ligature).horizontalAdvance("2x30") != metrics.horizontalAdvance("2x30")


def test_names_of_colors(look: Look) -> None:
    now = theme.current()
    assert now.color("text2").name().upper() == now.colors.text2
    assert now.color("bad.ink").name().upper() == now.colors.bad.ink
    with pytest.raises(AttributeError):
        now.color("mauve")


def test_words_with_hyphens_keep_natural_ones(look: Look) -> None:
    now = theme.current()
    natural = QFontMetricsF(now.font(Type.BODY, "leave-by")).horizontalAdvance("leave-by")
    tabular = QFontMetricsF(now.font(Type.BODY, "910")).horizontalAdvance("leave-by")
    assert natural < tabular
    label, numbers = Words("leave-by"), Words("910")
    assert QFontMetricsF(label.font()).horizontalAdvance("leave-by") == natural
    label.setText("9:10")
    assert QFontMetricsF(label.font()).horizontalAdvance("leave-by") == tabular
    assert label.font() == numbers.font()
