# SPDX-License-Identifier: MIT
"""The table of colors, light and dark. Contrast of every pair in use is measured in tests/ui/test_tokens.py."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colored mark means; always with an icon and a word beside it."""

    DONE = "done"
    TODO = "todo"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"
    PLAIN = "plain"  # outlined, no fill: planned, next
    STRONG = "strong"  # filled with the focus color: now


@dataclass(frozen=True, slots=True)
class Pair:
    """Ink and the tint it stands on."""

    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class SchoolColor:
    name: str
    solid: str
    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class Colors:
    dark: bool
    window: str
    surface: str
    sunk: str
    chrome: str
    border: str
    strong: str
    text: str
    text2: str
    text3: str
    primary: str
    on_primary: str
    primary_hover: str
    select: str
    hover: str
    focus: str
    on_focus: str
    cap: str
    toast: str
    on_toast: str
    toast_action: str
    panel: str
    on_panel: str
    panel_done: str
    done: Pair
    todo: Pair
    bad: Pair
    info: Pair
    neutral: Pair
    schools: tuple[SchoolColor, ...]

    def pair(self, tone: Tone) -> Pair:
        """Ink and fill of a tone; PLAIN stands on the surface, STRONG on the focus color."""
        if tone is Tone.PLAIN:
            return Pair(self.text2, self.surface)
        if tone is Tone.STRONG:
            return Pair(self.on_focus, self.focus)
        pairs = {
            Tone.DONE: self.done,
            Tone.TODO: self.todo,
            Tone.BAD: self.bad,
            Tone.INFO: self.info,
            Tone.NEUTRAL: self.neutral,
        }
        return pairs[tone]

    def school(self, index: int) -> SchoolColor:
        """The color of the school that was given number `index` (from 0); after eight they come round again."""
        return self.schools[index % len(self.schools)]


LIGHT = Colors(
    dark=False,
    window="#F5F4F0",
    surface="#FFFFFF",
    sunk="#ECEAE4",
    chrome="#E9E7E1",
    border="#DDD9D0",
    strong="#857F73",
    text="#1E242B",
    text2="#4B535C",
    text3="#5F6770",
    primary="#24476B",
    on_primary="#FFFFFF",
    primary_hover="#1B3855",
    select="#E4ECF5",
    hover="#F1EFEA",
    focus="#1769D2",
    on_focus="#FFFFFF",
    cap="#FAF9F7",
    toast="#1E242B",
    on_toast="#F5F4F0",
    toast_action="#A9CBF2",
    panel="#1F3A57",
    on_panel="#FFFFFF",
    panel_done="#8FD6B1",
    done=Pair("#1B6E43", "#E1F3E8"),
    todo=Pair("#855300", "#FDF0D3"),
    bad=Pair("#A8221A", "#FCE7E4"),
    info=Pair("#1856A6", "#E4EEFB"),
    neutral=Pair("#4B535C", "#ECEAE4"),
    schools=(
        SchoolColor("Lagoon", "#17977F", "#0A4F43", "#DFF4EF"),
        SchoolColor("Ochre", "#B5801F", "#664407", "#FBF2E0"),
        SchoolColor("Cobalt", "#2446B8", "#1D338A", "#E6EBFB"),
        SchoolColor("Plum", "#6B2A5E", "#5A1F4F", "#F4E7F1"),
        SchoolColor("Brick", "#8F1D10", "#7A1B10", "#FAE6E2"),
        SchoolColor("Sky", "#2A78C8", "#11477D", "#E1EFFC"),
        SchoolColor("Olive", "#6F6F10", "#434709", "#F1F2DA"),
        SchoolColor("Graphite", "#6D6880", "#443F50", "#ECEAF0"),
    ),
)

# The three last dark solids and all dark inks and tints are lightened or dimmed from the light ones.
DARK = Colors(
    dark=True,
    window="#14181D",
    surface="#1C2229",
    sunk="#10141A",
    chrome="#0E1216",
    border="#343D48",
    strong="#7F8B97",
    text="#E9EDF1",
    text2="#B6C0CA",
    text3="#98A4B0",
    primary="#8DB9EC",
    on_primary="#0F1B29",
    primary_hover="#A9CBF2",
    select="#243548",
    hover="#232A32",
    focus="#6FB1FF",
    on_focus="#0F1B29",
    cap="#262E37",
    toast="#E9EDF1",
    on_toast="#1E242B",
    toast_action="#1856A6",
    panel="#0E1216",
    on_panel="#E9EDF1",
    panel_done="#7FD3A3",
    done=Pair("#7FD3A3", "#17352A"),
    todo=Pair("#F0C36B", "#3A2E14"),
    bad=Pair("#FF9C91", "#43201D"),
    info=Pair("#93C2FA", "#1B3049"),
    neutral=Pair("#B6C0CA", "#2A323B"),
    schools=(
        SchoolColor("Lagoon", "#3DBFA5", "#9BE6D4", "#14312C"),
        SchoolColor("Ochre", "#D9A441", "#F0D08F", "#33290F"),
        SchoolColor("Cobalt", "#7C93F0", "#C3CEFA", "#1E274B"),
        SchoolColor("Plum", "#C77DB8", "#EDC4E4", "#38223A"),
        SchoolColor("Brick", "#E2705F", "#F9BDB3", "#40201B"),
        SchoolColor("Sky", "#62B8F2", "#B9DEF9", "#15304A"),
        SchoolColor("Olive", "#B9BC4E", "#DFE09C", "#2B2D12"),
        SchoolColor("Graphite", "#A7A1BE", "#D6D1E4", "#2A2735"),
    ),
)


def luminance(color: str) -> float:
    """Relative luminance of "#RRGGBB" as WCAG 2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colors, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
