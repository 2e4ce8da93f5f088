# SPDX-License-Identifier: MIT
"""Pictures of the screens: drawn in the asked size and look, and none is empty."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QWidget

from otdesk.faults import Refusal
from otdesk.ui import gallery
from otdesk.ui.gallery import Wish, size_of
from otdesk.ui.scenes import scenes
from otdesk.ui.stage import Stage
from tests.clock import FixedClock


def colors(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}


def test_sizes_are_read() -> None:
    assert size_of("1280x680") == (1280, 680)
    for wrong in ("1280", "0x0", "axb", "100x100", "-5x700"):
        with pytest.raises(Refusal):
            size_of(wrong)


@pytest.mark.parametrize(("mode", "ground"), [("light", "#f5f4f0"), ("dark", "#14181d")])
def test_what_needs_no_vault_is_drawn_without_one(tmp_path: Path, clock: FixedClock, mode: str, ground: str) -> None:
    drawn = gallery.draw(tmp_path / "out", Wish(mode, (1280, 680)), clock.local)
    names = [path.stem for path in drawn]
    assert names == [scene.name for scene in scenes() if not scene.needs_vault]
    for path in drawn:
        image = QImage(str(path))
        seen = colors(image)
        assert len(seen) > 12, path.stem
        assert ground in seen, path.stem
        if path.stem != "components":
            assert (image.width(), image.height()) == (1280, 680)


def test_one_screen_by_name(tmp_path: Path, clock: FixedClock) -> None:
    assert [p.name for p in gallery.draw(tmp_path, Wish(only="lock"), clock.local)] == ["lock.png"]
    with pytest.raises(Refusal, match="There are: "):
        gallery.draw(tmp_path, Wish(only="nosuch"), clock.local)


def test_zoom_makes_everything_larger(tmp_path: Path, clock: FixedClock) -> None:
    plain = QImage(str(gallery.draw(tmp_path / "a", Wish(only="lock"), clock.local)[0]))
    large = QImage(str(gallery.draw(tmp_path / "b", Wish(only="lock", zoom=150), clock.local)[0]))

    def ink(image: QImage) -> int:
        return sum(
            image.pixelColor(x, y).lightness() < 90
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        )

    assert ink(large) > ink(plain) * 1.6


class ShownWindows(QObject):
    """Every widget that is shown as a window of its own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.kinds: set[str] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.add(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


def test_nothing_flashes_up_as_a_window_of_its_own(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> None:
    """A part that is shown before it has a parent is one, for the blink of an eye, and takes the keyboard away."""
    watch = ShownWindows(qapp)
    gallery.draw(tmp_path, Wish(), clock.local)
    qapp.removeEventFilter(watch)
    assert watch.kinds == {"SetupWindow", "CoverWindow", "QWidget components"}


def test_everything_that_takes_the_keyboard_before_unlock_has_a_name(
    qapp: QApplication, tmp_path: Path, clock: FixedClock
) -> None:
    stage = Stage(clock.local, tmp_path)
    nameless = []
    for scene in scenes():
        if scene.needs_vault:
            continue
        window = scene.build(stage)
        stage.settle()
        for widget in window.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                if not name:
                    nameless.append(f"{scene.name}: {widget!r}")
        window.close()
        window.deleteLater()
    stage.close()
    assert nameless == []
