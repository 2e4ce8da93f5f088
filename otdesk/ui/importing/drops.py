# SPDX-License-Identifier: MIT
"""A page that takes files dropped anywhere on it."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from otdesk.ui.setup.step import StepPage


class DropPage(StepPage):
    """`may_drop()` says whether files are taken now, `held_over` shows it, `dropped` gets them."""

    def __init__(self, title: str, lead: str, back: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(title, lead, back, go_on, parent)
        self.setAcceptDrops(True)

    def may_drop(self) -> bool:
        return True

    def held_over(self, over: bool) -> None:
        """Files are held above the page, or no longer."""

    def dropped(self, paths: list[Path]) -> None:
        """What to do with them is said by the page that is one."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event) and self.may_drop():
            event.acceptProposedAction()
            self.held_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.held_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.held_over(False)
        event.acceptProposedAction()
        self.dropped(files_of(event))


def files_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
