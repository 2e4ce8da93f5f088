# SPDX-License-Identifier: MIT
"""One page of the first run: heading, sentence, content, and the two buttons at the foot."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.faults import Fault, Trouble
from otdesk.ui import theme
from otdesk.ui.jobs import Job
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import RING_ROOM, ScrollColumn
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.labels import Words
from otdesk.ui.setup.panel import is_narrow
from otdesk.ui.theme import TypeSize
from otdesk.ui.tokens import Tone

HEADING = TypeSize(24, 30, 700)
LEAD = TypeSize(15, 22, 400)


class StepPage(QWidget):
    """`panel_title`, `panel_text` and `number` are shown by the side panel. Enter presses the main button."""

    number = 1
    panel_title = ""
    panel_text = ""
    roomy = False  # the panel steps back and the margins with it: a table needs the width
    went_back = Signal()
    finished = Signal()
    retitled = Signal()  # what the panel says has changed

    def __init__(self, title: str, lead: str, back: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = self._outer = QVBoxLayout(self)
        scroll = self.scroller = ScrollColumn()
        self.content = scroll.column
        self.heading = Words(title, HEADING, wrap=True)
        self.lead = Words(lead, LEAD, "text2", wrap=True)
        self.content.addWidget(self.heading)
        self.content.addWidget(self.lead)
        self.content.addSpacing(10)
        outer.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(RING_ROOM, 0, 0, 0)
        self.back_button = DefaultButton(back, large=True)
        self.back_button.clicked.connect(self.went_back)
        self.main_button = PrimaryButton(go_on, key="Enter", large=True)
        self.main_button.clicked.connect(self.go_on)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        self.foot = QHBoxLayout()
        foot.addLayout(self.foot)
        foot.addWidget(self.main_button)
        outer.addLayout(foot)
        self._banner: Banner | None = None
        StepPage.measure(self)  # what a subclass adds is not there yet

    def entered(self) -> None:
        """Shown again: put the keyboard where the first answer is."""

    def go_on(self) -> None:
        """The main button; the default is that this page needs no answer."""
        self.finished.emit()

    # --- long work and its failures ---

    def wait_for(self, job: Job, words: str) -> None:
        """Disable the page while `job` runs; its failure is told here."""
        self.clear_told()
        self.set_busy(True)
        self.main_button.say(words, key="")
        self._words = words
        job.failed.connect(self.tell)
        job.ended.connect(self._job_ended)

    def _job_ended(self) -> None:
        self.set_busy(False)
        self.main_button.say(self.main_words(), key="Enter")

    def main_words(self) -> str:
        """What the main button says when nothing runs."""
        return self.main_button.text()

    def set_busy(self, busy: bool) -> None:
        self.main_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def tell(self, error: object) -> None:
        """A failure of this page's work, in words; what is a bug goes on to the crash path."""
        if not isinstance(error, Fault):
            if isinstance(error, BaseException):
                raise error
            return
        text = f"{error.message} {error.next_step}".strip() if isinstance(error, Trouble) else error.message
        self._put(Banner(text, Tone.BAD, icon="circle-alert"))

    def say(self, text: str) -> None:
        """One line of news, in the place of a failure."""
        self._put(Banner(text))

    def _put(self, banner: Banner) -> None:
        self.clear_told()
        self._banner = banner
        self.content.insertWidget(self.content.indexOf(self.lead) + 1, banner)

    def told(self) -> str:
        return self._banner.text() if self._banner is not None else ""

    def clear_told(self) -> None:
        if self._banner is not None:
            self.content.removeWidget(self._banner)
            self._banner.deleteLater()
            self._banner = None

    # --- Qt ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.main_button.isEnabled():
            self.main_button.click()
        elif event.key() == Qt.Key.Key_Escape and self.back_button.isEnabled() and self.number != 1:
            self.back_button.click()
        else:
            super().keyPressEvent(event)

    def measure(self) -> None:
        """Once more after the window's size or the zoom changed."""
        look = theme.current()
        roomy = self.roomy or is_narrow(self.window())
        side, top = (look.px(34), look.px(28)) if roomy else (look.px(64), look.px(44))
        if is_narrow(self.window()):
            side, top = look.px(24), look.px(18)
        self._outer.setContentsMargins(side - RING_ROOM, top, side - RING_ROOM if roomy else side, look.px(24))
        self.content.setSpacing(look.px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.measure()
