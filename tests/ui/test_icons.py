# SPDX-License-Identifier: MIT
"""Icons: sharp at every scale, in the asked color, and every name the program uses is there."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from otdesk import paths
from otdesk.ui import icons, statuses

ROOT = Path(__file__).resolve().parents[2]


def inks(image: QImage) -> set[str]:
    seen = set()
    for x in range(image.width()):
        for y in range(image.height()):
            color = image.pixelColor(x, y)
            if color.alpha() == 255:
                seen.add(color.name())
    return seen


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_as_sharp_as_the_screen(qapp: QApplication, ratio: float) -> None:
    made = icons.pixmap("lock", "#24476B", 16, ratio)
    assert made.width() == round(16 * ratio)
    assert made.devicePixelRatio() == ratio


def test_an_icon_has_the_asked_color(qapp: QApplication) -> None:
    red = inks(icons.pixmap("circle-check", "#A8221A", 48).toImage())
    blue = inks(icons.pixmap("circle-check", QColor("#1856A6"), 48).toImage())
    assert red == {"#a8221a"}
    assert blue == {"#1856a6"}


def test_an_unknown_icon_is_a_bug_not_a_hole(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000")


def _named_icons() -> set[str]:
    """Literal `icon="..."` arguments and Mark(..., "icon", ...) in all screens."""
    names = set()
    for path in (ROOT / "otdesk" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            called = ast.unparse(node.func).rpartition(".")[2]
            place = {"Mark": 1, "IconButton": 0, "IconLabel": 0}.get(called, len(node.args))
            named += node.args[place : place + 1]
            names |= {str(value.value) for value in named if isinstance(value, ast.Constant)}
    return names - {""}


def test_every_icon_the_screens_name_is_there() -> None:
    names = _named_icons()
    assert len(names) > 20
    assert [name for name in sorted(names) if not paths.resource("icons", f"{name}.svg").is_file()] == []


def test_the_drop_down_arrow_lies_ready_in_both_colors() -> None:
    for mode in ("light", "dark"):
        text = paths.resource("icons", "sheet", f"chevron-down-{mode}.svg").read_text(encoding="utf-8")
        assert "currentColor" not in text


def test_every_status_has_word_and_icon() -> None:
    marks = [
        statuses.planned(), statuses.upcoming(), statuses.to_document(), statuses.draft(), statuses.signed(),
        statuses.absent(), statuses.refused(), statuses.owed(30), statuses.made_up(), statuses.school_closed(),
        statuses.therapist_out(), statuses.conflict(), statuses.overdue(), statuses.day_of(41, 60), statuses.met(),
        *(statuses.days_left(days) for days in (-3, 0, 3, 20, 60)),
    ]  # fmt: skip
    assert all(mark.words and mark.icon for mark in marks)
    assert len({mark.words for mark in marks}) == len(marks)
