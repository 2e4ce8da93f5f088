# SPDX-License-Identifier: MIT
"""The page preview: pages as rendered, fitted, zoomed, turned by keys."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from otdesk.printouts.preview import PagePicture
from otdesk.ui.parts.pages import PagePreview


class Printer:
    """Draws each page in its own gray and keeps at what scale it was asked."""

    def __init__(self) -> None:
        self.scales: list[float] = []

    def __call__(self, page: int, scale: float) -> PagePicture:
        self.scales.append(scale)
        width, height = round(612 * scale), round(792 * scale)
        return PagePicture(width, height, width * 4, bytes([40 * page, 0, 0, 255]) * (width * height))


@pytest.fixture
def preview(qtbot: QtBot) -> tuple[PagePreview, Printer]:
    view, printer = PagePreview(), Printer()
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    view.show_pages(3, printer)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 600)
    return view, printer


def test_pages_are_shown_with_their_own_pixels(qtbot: QtBot, preview: tuple[PagePreview, Printer]) -> None:
    view, _printer = preview
    image = view.viewport().grab().toImage()
    assert image.pixelColor(view.viewport().width() // 2, 100) == QColor(0, 0, 0), "blue of page 0 is 0"
    view.go_to(2)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(view.viewport().width() // 2, 300) == QColor(0, 0, 80)


def test_keys_turn_pages(qtbot: QtBot, preview: tuple[PagePreview, Printer]) -> None:
    view, _printer = preview
    assert view.page() == 0
    with qtbot.waitSignal(view.page_changed):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 1
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page() == 0


def test_zoom_renders_again_and_goes_back_to_the_fit(preview: tuple[PagePreview, Printer]) -> None:
    view, printer = preview
    fitted = view.scale()
    view.zoom(1)
    assert printer.scales[-1] == pytest.approx(fitted * 1.25)
    view.zoom(-1)
    view.zoom(-1)
    assert printer.scales[-1] == pytest.approx(fitted * 0.8)
    view.zoom(0)
    assert printer.scales[-1] == pytest.approx(fitted)


def test_a_page_never_is_wider_than_the_view(qtbot: QtBot, preview: tuple[PagePreview, Printer]) -> None:
    view, printer = preview
    for width in (300, 900, 420):
        view.resize(width, 600)
        assert printer.scales[-1] * 612 <= view.viewport().width()


def test_a_real_pdf(qtbot: QtBot) -> None:
    from datetime import date

    from otdesk.printouts.recovery import recovery_sheet

    view = PagePreview()
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    view.show_pdf(recovery_sheet(["7K3MQ"] * 8, "Dana Whitfield", "vault", date(2026, 10, 20)))
    assert view.count() == 1

    def dark() -> int:
        image = view.viewport().grab().toImage()
        return sum(image.pixelColor(x, y).lightness() < 60 for x in range(0, 480, 2) for y in range(0, 590, 2))

    qtbot.waitUntil(lambda: dark() > 100)


def stripes(_page: int, scale: float) -> PagePicture:
    """Every other row black, and rounded up as the real one is."""
    width, height = math.ceil(612 * scale), math.ceil(792 * scale)
    rows = (bytes([255 * (row % 2)]) * (width * 4) for row in range(height))
    return PagePicture(width, height, width * 4, b"".join(rows))


@pytest.mark.parametrize("width", [480, 500, 533])
def test_no_row_of_a_page_is_lost(qtbot: QtBot, width: int) -> None:
    view = PagePreview()
    qtbot.addWidget(view)
    view.resize(width, 900)
    view.show()
    view.show_pages(1, stripes)
    page = view.findChild(QWidget, "page")
    assert page is not None
    image = page.grab().toImage()
    middle = image.width() // 2
    seen = [image.pixelColor(middle, row).red() for row in range(20, image.height() - 20)]
    assert all(one != after for one, after in pairwise(seen))
