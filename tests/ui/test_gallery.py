# SPDX-License-Identifier: MIT
"""Pictures of the screens: drawn in the asked size and look, and none is empty."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from otdesk.faults import Refusal
from otdesk.ui import gallery
from otdesk.ui.gallery import Wish, size_of
from otdesk.ui.scenes import scenes
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
