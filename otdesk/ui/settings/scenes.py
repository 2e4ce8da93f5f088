# SPDX-License-Identifier: MIT
"""The pages of Settings for `otdesk screens`."""

from PySide6.QtWidgets import QWidget

from otdesk.ui.stage import Scene, Stage


class _Page:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, stage: Stage) -> QWidget:
        return stage.shell(f"settings/{self._name}")


SCENES = tuple(
    Scene(f"settings_{name}", _Page(name)) for name in ("therapist", "district", "travel", "year", "display")
)
