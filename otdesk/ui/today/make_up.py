# SPDX-License-Identifier: MIT
"""Make up a missed session: why it was missed, whether it is owed, and when it can be made up."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from otdesk import labels, words
from otdesk.actions import make_ups
from otdesk.actions.make_ups import MakeUpEntry
from otdesk.faults import Refusal
from otdesk.queries import make_up
from otdesk.queries.make_up import Case, OfferRow
from otdesk.rules.kinds import Reason
from otdesk.rules.minutes import Owed
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts import readings
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.ui.today.dialogs import Form
from otdesk.ui.today.make_up_cards import OfferCard
from otdesk.words import _

_OTHERS = (
    Reason.STUDENT_REFUSED,
    Reason.STUDENT_SUSPENDED,
    Reason.THERAPIST_MEETING,
    Reason.SCHOOL_CLOSED_UNPLANNED,
    Reason.EARLY_RELEASE,
)
_USUAL = (Reason.STUDENT_ABSENT, Reason.STUDENT_NOT_AVAILABLE, Reason.THERAPIST_ABSENT)


class MakeUpDialog(DialogBase):
    """`other_wanted` when none of the offers suits and a time is to be typed."""

    other_wanted = Signal()

    def __init__(self, host: QWidget, bridge: Bridge, of: Case) -> None:
        super().__init__(host, _title(of), width=520, detail=_detail(of, bridge.today()))
        self._bridge, self.case = bridge, of
        options = [
            (Reason.STUDENT_ABSENT, _("Student absent")),
            (Reason.STUDENT_NOT_AVAILABLE, _("School event")),
            (Reason.THERAPIST_ABSENT, _("I was out")),
            (None, _("Other")),
        ]
        self.reasons = SegmentedControl(options, _("Why it was missed"), fill=True)
        self.others = QComboBox()
        self.others.setAccessibleName(_("Other reason"))
        for reason in _OTHERS:
            self.others.addItem(_first_up(labels.reason(reason)), reason)
        self.rule = Words("", Type.CONTROL_STRONG, "todo.ink", wrap=True)
        self.body.setSpacing(theme.current().px(8))
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.others)
        self.body.addWidget(self.rule)
        self.cards = self._show_offers(bridge.read(make_up.offers, of, bridge.now()))
        self.other_time = DefaultButton(_("Another time"), key="T")
        self.other_time.clicked.connect(self._ask_time)
        self.footer.addWidget(self.other_time)
        self.add_buttons(_("Schedule"), cancel=_("Not owed"))
        self.cancel_button.clicked.disconnect(self.reject)
        self.cancel_button.clicked.connect(self._decline)
        self.main_button.setEnabled(bool(self.cards))
        self._choose_reason(of.reason)
        self.reasons.chosen.connect(self._reason_chosen)
        self.others.activated.connect(self._tell_rule)
        self.focus_first(self.cards[0] if self.cards else self.reasons)

    def _show_offers(self, found: tuple[OfferRow, ...]) -> list[OfferCard]:
        cards = [OfferCard(number, offer, self.case.minutes) for number, offer in enumerate(found, 1)]
        for card in cards:
            self.body.addWidget(card)
        if cards:
            cards[0].setChecked(True)
        else:
            until = self.case.by or self._bridge.today() + make_up.AHEAD
            said = _("No time fits until {day}. Type one, or look again when the week has changed.")
            self.body.addWidget(Words(said.format(day=words.short_date(until)), Type.CONTROL, "text2", wrap=True))
        return cards

    # --- why ---

    @property
    def reason(self) -> Reason | None:
        chosen = self.reasons.value() or self.others.currentData()
        return chosen if isinstance(chosen, Reason) else None

    def _choose_reason(self, reason: Reason | None) -> None:
        usual = reason in _USUAL
        self.reasons.set_value(reason if usual else None)
        if not usual:
            self.reasons.segment(None).setChecked(True)
            self.others.setCurrentIndex(max(0, self.others.findData(reason)))
        self.others.setVisible(not usual)
        self._tell_rule()

    def _reason_chosen(self, reason: object) -> None:
        self.others.setVisible(reason is None)
        self._tell_rule()

    def _tell_rule(self) -> None:
        owed = self.case.owed.get(self.reason, Owed.REVIEW) if self.reason is not None else Owed.REVIEW
        self.rule.setText(_rule_words(owed, self.case.by))
        self.cancel_button.setVisible(owed is not Owed.NO)

    # --- what the person does ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self.cards) and not event.modifiers():
            self.cards[number].setChecked(True)
            self.cards[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            self._ask_time()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.cards:
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        now = next((number for number, card in enumerate(self.cards) if card.isChecked()), 0)
        card = self.cards[(now + by) % len(self.cards)]
        card.setChecked(True)
        card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def accept(self) -> None:
        chosen = next((card.offer for card in self.cards if card.isChecked()), None)
        if chosen is None:
            return
        entry = MakeUpEntry(
            chosen.day, chosen.start, chosen.end, self.reason, chosen.joins, chosen.moves, chosen.to_day,
            chosen.to_start,
        )  # fmt: skip
        with self._bridge.telling():
            self._bridge.do(make_ups.schedule, self.case.attendance_id, entry)
            super().accept()

    def _decline(self) -> None:
        with self._bridge.telling():
            self._bridge.do(make_ups.decline, self.case.attendance_id, self.reason)
            self.close_with(taken=True)

    def _ask_time(self) -> None:
        host, reason = self._over.host, self.reason
        self.close_with(taken=False)
        MakeUpTimeDialog(host, self._bridge, self.case, reason).open()


class MakeUpTimeDialog(Form):
    """A make-up at a time of the therapist's own choice."""

    def __init__(self, host: QWidget, bridge: Bridge, of: Case, reason: Reason | None) -> None:
        super().__init__(host, bridge, _title(of), detail=_detail(of, bridge.today()))
        self._case, self._reason = of, reason
        self._day = self.day_field(bridge.today())
        self._start = self.time_field(_("Start"), of.start)
        self._end = self.time_field(_("End"), of.start + of.minutes)
        self.body.addWidget(self._day)
        self.side_by_side(self._start, self._end)
        self.add_buttons(_("Schedule"))

    def save(self) -> None:
        entry = MakeUpEntry(
            self.day_of(self._day),
            readings.minute(self._start.text()),
            readings.minute(self._end.text()),
            self._reason,
        )
        self._bridge.do(make_ups.schedule, self._case.attendance_id, entry)


def open_make_up(host: QWidget, bridge: Bridge, attendance_id: int) -> None:
    """The finder for one missed session; a refusal when it is gone."""
    of = bridge.read(make_up.case, attendance_id, bridge.now())
    with bridge.telling():
        if of is None:
            raise Refusal(_("This session is no longer there."))
        MakeUpDialog(host, bridge, of).open()


def _title(of: Case) -> str:
    return _("Make up {who}’s {minutes}").format(who=of.called, minutes=words.minutes(of.minutes))


def _detail(of: Case, today: date) -> str:
    when = words.clock(of.start) if of.day == today else f"{words.day_date(of.day)}, {words.clock(of.start)}"
    missed = _("Missed today {time}.") if of.day == today else _("Missed {time}.")
    return f"{missed.format(time=when)} {_('Why decides whether it is owed.')}"


def _rule_words(owed: Owed, by: date | None) -> str:
    if owed is Owed.YES and by is not None:
        return _("Your district’s rule: make it up by {day}").format(day=words.short_date(by))
    return {
        Owed.YES: _("Your district’s rule: it is to be made up"),
        Owed.NO: _("Your district’s rule: not owed. You may make it up all the same"),
        Owed.REVIEW: _("Your district’s rule: you decide whether it is owed"),
        Owed.BY_MODE: _("Whether it is owed depends on how your district counts such weeks"),
    }[owed]


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
