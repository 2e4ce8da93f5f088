# SPDX-License-Identifier: MIT
"""One goal in the note: what was typed, how it was read, and buttons for a person who would rather tap."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk.queries.notes import GoalForm
from otdesk.queries.templates import sentences
from otdesk.rules.figures import data_words, prompt_words
from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.shorthand import Form, NotUnderstood, Reading, Unread, read, write
from otdesk.ui import theme
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import TagToggle
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import Sparkline
from otdesk.ui.theme import Type
from otdesk.words import _, short_date

_SHOWN_POINTS = 8
_COUNTED = frozenset({
    MeasureType.TRIALS, MeasureType.PERCENT, MeasureType.ACCURACY, MeasureType.LEGIBILITY, MeasureType.INTERVAL,
    MeasureType.TASK_ANALYSIS,
})  # fmt: skip


class GoalLine(QWidget):
    """`changed` with each keystroke or tap."""

    changed = Signal()

    def __init__(self, goal: GoalForm, typed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goal = goal
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._first_row(typed))
        self._reading = Words("", Type.META, "text2", wrap=True)
        self._column.addWidget(self._reading)
        self._taps = self._tap_row()
        self._column.addWidget(self._taps)
        self._taps.hide()
        self.setFocusProxy(self.field)
        self.show_reading()

    # --- building ---

    def _first_row(self, typed: str) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedWords(f"{self.goal.number} {self.goal.area or self.goal.short}", Type.CONTROL_STRONG))
        texts.addWidget(ElidedWords(self._about(), Type.META, "text2"))
        row.addLayout(texts, 1)
        values = [point.value for point in self.goal.points[-_SHOWN_POINTS:]]
        if len(values) > 1:
            row.addWidget(Sparkline(*_scaled(values, self.goal.target), self._chart_words()))
        self.field = QLineEdit(typed)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFont(look.font(Type.CARD))
        self.field.setFixedSize(look.px(104), look.px(40))
        self.field.setPlaceholderText(_example(self.goal.measure))
        self.field.setAccessibleName(_("Goal {n}, {area}: data").format(n=self.goal.number, area=self.goal.short))
        self.field.setToolTip(self.goal.statement)
        self.field.textEdited.connect(self._edited)
        self.field.installEventFilter(self)
        row.addWidget(self.field)
        return row

    def _tap_row(self) -> QWidget:
        """The full alternative to typing: count up, how prompted, not addressed, refused."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(4)
        if self.goal.measure in _COUNTED:
            for text, name, act in (
                ("✓ +1", _("One more done"), self._hit),
                ("✗ +1", _("One more not done"), self._miss),
                ("−1", _("Take the last one back"), self._back),
            ):
                line.addWidget(self._tap(text, name, act))
        self._prompts: dict[Prompt, TagToggle] = {}
        for prompt in Prompt:
            tag = TagToggle(prompt.value.upper())
            tag.setAccessibleName(prompt_words(prompt, _("the student’s"), sentences()))
            tag.setToolTip(tag.accessibleName())
            tag.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            tag.clicked.connect(self._prompted)
            self._prompts[prompt] = tag
            line.addWidget(tag)
        line.addWidget(self._tap("–", _("Not addressed today"), self._skip))
        line.addWidget(self._tap("R", _("Refused"), self._refuse))
        line.addStretch(1)
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return row

    def _tap(self, text: str, name: str, act: object) -> DefaultButton:
        button = DefaultButton(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(act)
        return button

    def _about(self) -> str:
        last = self.goal.last
        if last is None:
            return self.goal.short
        said = _("last {data}, {day}").format(data=last.typed, day=short_date(last.day))
        return f"{self.goal.short} · {said}"

    def _chart_words(self) -> str:
        return _("Goal {n}: {list}").format(
            n=self.goal.number, list=", ".join(point.typed for point in self.goal.points[-_SHOWN_POINTS:])
        )

    # --- state ---

    def typed(self) -> str:
        return self.field.text()

    def understood(self) -> bool:
        return not isinstance(read(self.typed(), self.goal.scale), NotUnderstood)

    def show_reading(self) -> None:
        """Under the field: how it was read, before anything is signed. Not understood turns amber and stays."""
        found = read(self.typed(), self.goal.scale)
        if found is None:
            said, color = "", "text2"
        elif isinstance(found, NotUnderstood):
            said, color = _why(found.why), "todo.ink"
        else:
            said, color = reading_words(found, self.goal), "done.ink"
        self._reading.setText(said)
        self._reading.set_color(color)
        self._reading.setVisible(bool(said))
        self.field.setProperty("doubtful", isinstance(found, NotUnderstood))
        prompt = found.prompt if isinstance(found, Reading) else None
        for code, tag in self._prompts.items():
            tag.setChecked(code is prompt)

    def _edited(self) -> None:
        self.show_reading()
        self.changed.emit()

    def _put(self, text: str) -> None:
        self.field.setText(text)
        self._edited()

    # --- taps ---

    def _counts(self) -> tuple[int, int, Prompt | None]:
        found = read(self.typed(), self.goal.scale)
        if isinstance(found, Reading) and found.form is Form.COUNT:
            return found.values[0], found.values[1], found.prompt
        return 0, 0, found.prompt if isinstance(found, Reading) else None

    def _hit(self) -> None:
        done, total, prompt = self._counts()
        self._put(write(Reading(Form.COUNT, (done + 1, total + 1), prompt)))

    def _miss(self) -> None:
        done, total, prompt = self._counts()
        self._put(write(Reading(Form.COUNT, (done, total + 1), prompt)))

    def _back(self) -> None:
        done, total, prompt = self._counts()
        if total > 1:
            self._put(write(Reading(Form.COUNT, (min(done, total - 1), total - 1), prompt)))
        else:
            self._put("")

    def _prompted(self) -> None:
        chosen = next((code for code, tag in self._prompts.items() if tag is self.sender()), None)
        found = read(self.typed(), self.goal.scale)
        if isinstance(found, Reading) and found.measured and chosen is not None:
            prompt = None if found.prompt is chosen else chosen
            self._put(write(Reading(found.form, found.values, prompt, found.rest)))
        else:
            self.show_reading()

    def _skip(self) -> None:
        self._put(write(Reading(Form.NOT_ADDRESSED)))

    def _refuse(self) -> None:
        self._put(write(Reading(Form.REFUSED)))

    # --- the taps show while the goal is worked on ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.FocusIn:
            holder = self.parentWidget()
            for other in holder.findChildren(GoalLine) if holder is not None else []:
                other.show_taps(other is self)
        return False

    def show_taps(self, shown: bool) -> None:
        self._taps.setVisible(shown)


def reading_words(reading: Reading, goal: GoalForm) -> str:
    """ "7 of 10 = 70 %, with verbal prompts"."""
    words = data_words(reading, sentences(), goal.unit)
    if reading.form is Form.COUNT and reading.values[1]:
        words = f"{words} = {round(100 * reading.values[0] / reading.values[1])} %"
    if reading.form is Form.NOT_ADDRESSED:
        words = _("not addressed today")
    elif reading.form is Form.REFUSED:
        words = _("refused")
    prompt = prompt_words(reading.prompt, _("the student’s"), sentences())
    return ", ".join(part for part in (words, prompt, reading.rest) if part)


def _why(code: Unread) -> str:
    return {
        Unread.UNKNOWN: _("Not understood as data. It stays as you typed it and is not charted."),
        Unread.OTHER_MEASURE: _("This goal is measured another way. It stays as you typed it and is not charted."),
        Unread.MORE_THAN_TOTAL: _("More done than tried. Check the two numbers."),
        Unread.ZERO_TOTAL: _("Out of 0 cannot be charted."),
        Unread.OUT_OF_RANGE: _("Outside the goal’s scale."),
    }[code]


def _example(measure: MeasureType) -> str:
    return {
        MeasureType.FREQUENCY: "3x",
        MeasureType.DURATION: "8m",
        MeasureType.LATENCY: "45s",
        MeasureType.ASSIST: "l3",
        MeasureType.GAS: "+1",
        MeasureType.RATING: "6",
        MeasureType.SPEED: "20/60s",
        MeasureType.CHECKLIST: "y",
    }.get(measure, "7/10v")


def _scaled(values: list[float], target: float | None) -> tuple[list[float], float | None]:
    """Into 0..1, so that the line uses its room; the target is drawn where it lies."""
    low, high = min([*values, 0.0]), max([*values, target or 0.0, 1.0])
    span = (high - low) or 1.0
    return [(value - low) / span for value in values], None if target is None else (target - low) / span
