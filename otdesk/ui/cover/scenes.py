# SPDX-License-Identifier: MIT
"""The cover for `otdesk screens`."""

from PySide6.QtWidgets import QWidget

from otdesk.ui.cover.pin import Pin
from otdesk.ui.cover.pin_form import PinForm
from otdesk.ui.cover.window import CoverWindow
from otdesk.ui.stage import Scene, Stage
from otdesk.words import _


def _window(stage: Stage) -> CoverWindow:
    now = stage.clock()
    window = CoverWindow(stage.clock, now.hour * 60 + now.minute + 18, with_pin=True)
    stage.present(window)
    return window


def _cover(stage: Stage) -> QWidget:
    window = _window(stage)
    window.say_saved()
    return window


def _missed(stage: Stage) -> QWidget:
    window = _window(stage)
    window.missed(1)
    window.say_not_locked(_("The disk is full, so nothing more can be saved."))
    return window


def _no_pin(_pin: Pin | None) -> None:
    """A picture sets none."""


def _pin(stage: Stage) -> QWidget:
    shell = stage.shell("today")
    PinForm(shell, _no_pin, is_set=True).open()
    return shell


SCENES = (
    Scene("cover_pin", _pin),
    Scene("cover", _cover, needs_vault=False),
    Scene("cover_missed", _missed, needs_vault=False),
)
