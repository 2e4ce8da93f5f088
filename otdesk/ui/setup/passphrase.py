# SPDX-License-Identifier: MIT
"""Choose a passphrase (h2): strength, typed twice, five words on request. There is no hint."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otdesk.faults import Refusal
from otdesk.ui import theme
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.feedback import Banner, IconLabel
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.setup.gate import Checks, Gate
from otdesk.ui.setup.step import StepPage
from otdesk.ui.setup.strength import Strength, rate, suggest
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _


class _Bars(QWidget):
    """Four bars and a sentence; the sentence says it all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addSpacing(theme.current().px(9))
        row = QHBoxLayout()
        row.setSpacing(6)
        self._icon = IconLabel("circle-check", "done.ink", 15)
        self._words = Words("", Type.META_STRONG, "done.ink")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        column.addLayout(row)
        self._strength = Strength(0, "", Tone.NEUTRAL)
        self.show_strength(self._strength)

    def show_strength(self, strength: Strength) -> None:
        self._strength = strength
        ink = f"{strength.tone.value}.ink"
        self._icon.setVisible(strength.level > 0)
        self._icon.show_icon("circle-check" if strength.tone is Tone.DONE else "circle-alert", ink)
        self._words.set_color(ink)
        self._words.setText(strength.words)
        self.setAccessibleName(strength.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        gap, height = look.px(4), look.px(5)
        width = (self.width() - 3 * gap) / 4
        for number in range(4):
            on = number < self._strength.level
            fill = look.colors.pair(self._strength.tone).ink if on else look.colors.border
            box = QRectF(number * (width + gap), 0, width, height)
            drawing.rounded(painter, box, QColor(fill), None, radius=height / 2)
        painter.end()


class NewPassphrase(QWidget):
    """Passphrase, strength, again, suggestion: for a new vault and after a recovery."""

    changed = Signal()

    def __init__(self, gate: Checks, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        self._first_edit = PassphraseEdit(label)
        self._again_edit = PassphraseEdit(_("Type it again"))
        self.first = LabeledField(label, self._first_edit, check=self._check_first)
        self.bars = _Bars(self)
        self.again = LabeledField(_("Type it again"), self._again_edit, check=self._check_again)
        self.suggest_button = LinkButton(_("Suggest five words"), icon="dices")
        self.suggest_button.clicked.connect(self.suggest)
        for widget in (self.first, self.bars, self.again, self.suggest_button):
            column.addWidget(widget)
        self.first.changed.connect(self._typed)
        self.again.changed.connect(self.changed)
        self.setFocusProxy(self._first_edit)

    def _typed(self) -> None:
        self.bars.show_strength(rate(self.first.text()))
        self.changed.emit()

    def suggest(self) -> None:
        """Five words, shown so that they can be learned; to be typed again by hand."""
        self.take(suggest())
        self._again_edit.setFocus()

    def take(self, text: str) -> None:
        """Put `text` into the first field, readable."""
        self.first.set_text(text)
        self._first_edit.show_text(True)
        self.again.set_text("")
        self._typed()

    def _check_first(self, text: str) -> str:
        if text:
            self._gate.check_passphrase(text)
        return ""

    def _check_again(self, text: str) -> str:
        if text and text != self.first.text():
            raise Refusal(_("This is not the same passphrase. Show both and compare."))
        return ""

    def ready(self) -> bool:
        """Whether both fields hold the same acceptable passphrase; what is wrong is said at the fields."""
        if not self.first.text():
            self.first.say_error(_("Type a passphrase, or take five suggested words."))
            self._first_edit.setFocus()
            return False
        if not self.first.leave():
            self._first_edit.setFocus()
            return False
        if not self.again.text():
            self.again.say_error(_("Type the passphrase a second time."))
        if not self.again.text() or not self.again.leave():
            self._again_edit.setFocus()
            return False
        return True

    def text(self) -> str:
        return self.first.text()

    def clear(self) -> None:
        for field in (self.first, self.again):
            field.set_text("")
        self.bars.show_strength(rate(""))


class PassphrasePage(StepPage):
    """Name and passphrase; the main button makes the vault and leads to the recovery sheet."""

    number = 2

    def __init__(self, gate: Gate, jobs: Jobs) -> None:
        super().__init__(
            _("Choose a passphrase"),
            _("Four or five words you will remember. You type it when you open OTDesk or unlock it."),
            _("Back"),
            _("Continue"),
        )
        self.panel_title = _("Only you can open it")
        self.panel_text = _("Student records are encrypted on this laptop with your passphrase.")
        self._gate, self._jobs = gate, jobs
        narrow = QWidget()
        widths.at_most(narrow, 460)
        column = QVBoxLayout(narrow)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(theme.current().px(12))
        self.name = LabeledField(_("Your name, as you sign"), QLineEdit(), check=_check_name)
        self.passphrase = NewPassphrase(gate, _("Passphrase"))
        column.addWidget(self.name)
        column.addWidget(self.passphrase)
        warning = _("We cannot reset it. If you forget the passphrase, only the recovery sheet opens your records.")
        column.addWidget(Banner(warning, Tone.TODO, icon="triangle-alert"))
        self.content.addWidget(narrow)
        self.content.addStretch(1)

    def entered(self) -> None:
        (self.name if not self.name.text() else self.passphrase).setFocus()

    def main_words(self) -> str:
        return _("Continue")

    def go_on(self) -> None:
        if not self.name.leave():
            self.name.setFocus()
            return
        if self.passphrase.ready():
            job = self._jobs.start(_create, self._gate, self.name.text(), self.passphrase.text())
            job.done.connect(self._made)
            self.wait_for(job, _("Making the vault…"))

    def _made(self) -> None:
        self.finished.emit()


def _check_name(text: str) -> str:
    if not text.strip():
        raise Refusal(_("Your name stands under every note you sign."))
    return ""


def _create(report: Report, gate: Gate, person: str, passphrase: str) -> None:
    report.check()
    gate.create(person, passphrase)
    gate.introduce(person)
