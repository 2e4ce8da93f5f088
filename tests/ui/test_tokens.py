# SPDX-License-Identifier: MIT
"""Contrast of every pair in use (WCAG 1.4.3: text 4.5, 1.4.11: outlines and marks 3), in both palettes."""

import pytest

from otdesk.ui.tokens import DARK, LIGHT, Colors, Tone, contrast, luminance

BOTH = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_wcag_s() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FF0000") == pytest.approx(0.2126)


@BOTH
def test_text_reads_on_every_surface_it_stands_on(colors: Colors) -> None:
    for ink in (colors.text, colors.text2):
        for ground in (colors.window, colors.surface, colors.sunk, colors.chrome, colors.select, colors.hover):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in (colors.window, colors.surface, colors.hover):
        assert contrast(colors.text3, ground) >= 4.5, ground


@BOTH
def test_words_on_buttons_toast_and_panel(colors: Colors) -> None:
    assert contrast(colors.on_primary, colors.primary) >= 7
    assert contrast(colors.on_primary, colors.primary_hover) >= 7
    assert contrast(colors.on_focus, colors.focus) >= 4.5
    assert contrast(colors.on_toast, colors.toast) >= 7
    assert contrast(colors.toast_action, colors.toast) >= 4.5
    assert contrast(colors.on_panel, colors.panel) >= 7
    assert contrast(colors.text2, colors.cap) >= 4.5


@BOTH
def test_outlines_and_focus_are_seen(colors: Colors) -> None:
    for ground in (colors.window, colors.surface):
        assert contrast(colors.strong, ground) >= 3
    for ground in (colors.window, colors.surface, colors.sunk, colors.select, colors.hover, colors.chrome):
        assert contrast(colors.focus, ground) >= 3.9, ground


@BOTH
@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_reads(colors: Colors, tone: Tone) -> None:
    pair = colors.pair(tone)
    assert contrast(pair.ink, pair.tint) >= 4.5
    if tone not in {Tone.STRONG, Tone.PLAIN}:
        assert contrast(pair.ink, colors.surface) >= 4.5, "a line under a field has no tint behind it"


@BOTH
def test_schools_read_on_their_tint_and_are_seen_on_the_surface(colors: Colors) -> None:
    assert len(colors.schools) == 8
    assert len({school.solid for school in colors.schools}) == 8
    for school in colors.schools:
        assert contrast(school.ink, school.tint) >= 7, school
        assert contrast(school.solid, colors.surface) >= (5 if colors.dark else 3.3), school
        assert contrast(colors.text, school.tint) >= 7, school


def test_a_ninth_school_takes_the_first_color_again() -> None:
    assert LIGHT.school(8) == LIGHT.school(0)


def test_dark_and_light_keep_the_same_names() -> None:
    assert [school.name for school in LIGHT.schools] == [school.name for school in DARK.schools]
