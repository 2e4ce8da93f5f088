# SPDX-License-Identifier: MIT
"""What the therapist wishes of her week, in words; and who is never in a group with whom."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk import words
from otdesk.actions import keeping_apart, therapists
from otdesk.faults import Refusal
from otdesk.queries import choices
from otdesk.queries import wishes as query
from otdesk.rules.wishes import MOST_SCHOOLS, MOST_VISITS, Matter, Step, Wishes
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton, IconButton, LinkButton
from otdesk.ui.parts.cards import RemadeList
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_RUNS = (60, 90, 120, 150, 180, 240, 300)
_DESK = (0, 30, 60, 90, 120, 150, 180, 240, 300)
_TALLEST = 180


class WishesForm(FormSheet):
    """The next build keeps to them."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._id, self._now = bridge.read(query.of_therapist)
        super().__init__(
            host, bridge, _("Wishes for the week"), _("Save"), width=560,
            detail=_("The next build keeps to them. Your working hours and lunch are in Settings."),
        )  # fmt: skip

    def build(self) -> None:
        runs = sorted({*_RUNS, self._now.longest_run} - {0})
        desks = sorted({*_DESK, self._now.desk_minutes})
        self.run = Combo([*((n, words.minutes(n)) for n in runs), (0, _("no limit"))])
        self.schools = Combo([(n, plural("{n} school", "{n} schools", n)) for n in range(1, MOST_SCHOOLS + 1)])
        self.desk = Combo([(n, words.minutes(n) if n else _("none")) for n in desks])
        self.visits = Combo([(n, plural("once", "up to {n} times", n)) for n in range(1, MOST_VISITS + 1)])
        self.visits.choose(self._now.visits)
        self.run.choose(self._now.longest_run)
        self.schools.choose(self._now.most_schools)
        self.desk.choose(self._now.desk_minutes)
        self.add(
            self.field(_("Longest time with students"), editor=self.run),
            self.field(_("At most, a day"), editor=self.schools),
        )
        self.add(
            self.field(_("One school a day"), editor=self.visits),
            self.field(_("Desk time a week"), editor=self.desk),
        )
        self.steps: dict[Matter, SegmentedControl] = {}
        for matter, text in _matters().items():
            control = SegmentedControl(_steps(), text, fill=True)
            control.set_value(self._now.steps.get(matter, Step.NORMAL))
            self.steps[matter] = control
            self.page.column.addWidget(Words(text, Type.LABEL, "text2"))
            self.page.column.addWidget(control)
        self.settings = LinkButton(_("Working hours and lunch"))
        self.settings.clicked.connect(self._open_settings)
        self.page.column.addWidget(self.settings)

    def _open_settings(self) -> None:
        bridge = self.bridge
        self.reject()
        bridge.go("settings/therapist")

    def wishes(self) -> Wishes:
        steps = {matter: control.value() for matter, control in self.steps.items()}
        return Wishes(
            int(str(self.run.value())),
            int(str(self.schools.value())),
            int(str(self.desk.value())),
            {matter: step for matter, step in steps.items() if isinstance(step, Step)},
            int(str(self.visits.value())),
        )

    def save(self) -> None:
        if self._id is None:
            raise Refusal(_("Enter yourself in Settings first."))
        self.bridge.do(therapists.set_wishes, self._id, self.wishes())


def _matters() -> Mapping[Matter, str]:
    return {
        Matter.DRIVING: _("Little driving"),
        Matter.GAPS: _("No gaps between students"),
        Matter.GROUPS: _("Small groups"),
        Matter.KEEPING: _("The week as it is"),
    }


def _steps() -> list[tuple[object, str]]:
    return [(Step.LITTLE, _("matters little")), (Step.NORMAL, _("normal")), (Step.MUCH, _("matters much"))]


class KeepApartDialog(DialogBase):
    """Pairs that are never in one group. Every change is kept at once and can be undone."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host, _("Kept apart"), width=520,
            detail=_("These students are never put into one group, by you or by a build."),
        )  # fmt: skip
        self._bridge = bridge
        self.list = RemadeList()
        self.list.setMinimumHeight(theme.current().px(_TALLEST))
        self.body.addWidget(self.list, 1)
        everybody = bridge.read(choices.who, bridge.today())
        students = [(who.members[0][0], who.name) for who in everybody if who.group_id is None]
        self.one, self.other = Combo(students), Combo(students)
        add = DefaultButton(_("Keep apart"), icon="plus")
        add.clicked.connect(self._add)
        row = QHBoxLayout()
        self.other.setCurrentIndex(min(1, self.other.count() - 1))
        self.first_field = LabeledField(_("Student"), self.one)
        row.addWidget(self.first_field, 1)
        row.addWidget(LabeledField(_("and"), self.other), 1)
        self.body.addLayout(row)
        self.footer.addWidget(add)
        self.add_button = add
        self.add_buttons(_("Close"))
        self.cancel_button.hide()
        self.removals: list[IconButton] = []
        self._show()

    def _show(self) -> None:
        column = self.list.begin()
        self._pairs = self._bridge.read(query.kept_apart)
        self.removals = []
        for number, pair in enumerate(self._pairs):
            line = QHBoxLayout()
            line.addWidget(Words(pair.names, Type.CONTROL), 1)
            trash = IconButton("trash-2", _("{names} may be together").format(names=pair.names))
            trash.setProperty("number", number)
            trash.clicked.connect(self._remove)
            self.removals.append(trash)
            line.addWidget(trash)
            column.addLayout(line)
        if not self._pairs:
            column.addWidget(Words(_("Nobody yet."), Type.CONTROL, "text2"))

    def _add(self) -> None:
        try:
            self._bridge.do(keeping_apart.keep_apart, int(str(self.one.value())), int(str(self.other.value())))
        except Refusal as refusal:
            self.first_field.say_error(refusal.message)
            return
        self.first_field.leave()
        self._show()

    def _remove(self) -> None:
        pair = self._pairs[int(self.sender().property("number"))]
        with self._bridge.telling():
            self._bridge.do(keeping_apart.let_together, pair.first_id, pair.second_id)
        self._show()
        self.one.setFocus()
