# SPDX-License-Identifier: MIT
"""Fonts and icons: each has its license beside it, each can be read, and what the code names is there."""

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.[to]tf"))
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))
OWN_ICONS = {"otdesk"}


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_a_font_has_its_license(font: Path) -> None:
    licenses = [p for p in font.parent.glob("LICENSE-*.txt") if font.name.startswith(p.stem.removeprefix("LICENSE-"))]
    assert len(licenses) == 1
    assert len(licenses[0].read_text(encoding="utf-8")) > 1000


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_a_font_is_truetype_and_may_be_embedded(font: Path) -> None:
    from fontTools.ttLib import TTFont

    face = TTFont(font)
    assert "glyf" in face, "ReportLab reads TrueType outlines only"
    assert face["OS/2"].fsType == 0
    assert {ord(c) for c in "AzŁŠëñ0123456789–≤✓"} - set(face.getBestCmap()) == set()


def test_an_icon_is_from_lucide_or_our_own() -> None:
    license_text = (ROOT / "resources" / "icons" / "LICENSE-Lucide.txt").read_text(encoding="utf-8")
    assert license_text.startswith("ISC License")
    strangers = [p.stem for p in ICONS if "lucide-static" not in p.read_text(encoding="utf-8")]
    assert set(strangers) == OWN_ICONS


def test_an_icon_takes_the_color_it_is_given() -> None:
    assert ICONS
    for path in ICONS:
        if path.stem not in OWN_ICONS:
            svg = ET.parse(path).getroot()  # noqa: S314 - our own file
            assert (svg.get("viewBox"), svg.get("stroke"), len(svg) > 0) == ("0 0 24 24", "currentColor", True), path


# Where a call takes the name of an icon, besides a keyword `icon`.
ICON_PLACES = {"icon": 0, "pixmap": 0, "Command": 4, "Place": 2}


def _named_icons() -> set[tuple[str, str]]:
    found = set()
    for path in (ROOT / "otdesk" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                at = ICON_PLACES.get(ast.unparse(node.func).rsplit(".", 1)[-1])
                given = [node.args[at]] if at is not None and len(node.args) > at else []
                given += [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
                names = [value.value for value in given if isinstance(value, ast.Constant)]
                found |= {(str(path.relative_to(ROOT)), name) for name in names if isinstance(name, str) and name}
    return found


def test_every_icon_named_in_the_code_is_there() -> None:
    stems = {p.stem for p in ICONS}
    named = _named_icons()
    assert len(named) > 20
    assert [f"{where}: {name}" for where, name in sorted(named) if name not in stems] == []
