# SPDX-License-Identifier: MIT
"""The tab Workload: hours against the contract, promised minutes against placed ones, what comes due, the caseload."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.printouts.workload import full_time
from otdesk.queries import mileage, workload
from otdesk.queries.workload import Workload
from otdesk.rules.workload import NOT_WORK, cluster_of, share, stacked
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.bar_chart import ChartCard
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.theme import Type
from otdesk.ui.travel import time_words
from otdesk.ui.travel.figure import FigureCard, FigureRow
from otdesk.ui.travel.sides import Sides
from otdesk.ui.travel.time_form import ContractForm
from otdesk.words import _, plural

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CountCard(Card):
    """A small table of words and figures."""

    def __init__(self, title: str, heads: Sequence[str] = ()) -> None:
        super().__init__(title)
        self._heads = tuple(heads)
        self._grid = QGridLayout()
        self.column.addLayout(self._grid)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        empty(self._grid)
        look = theme.current()
        self._grid.setHorizontalSpacing(look.px(12))
        self._grid.setVerticalSpacing(look.px(5))
        for column, text in enumerate(self._heads):
            head = Words(text, Type.META_STRONG, "text2", wrap=True)
            self._grid.addWidget(head, 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignLeft)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                kind = Type.CONTROL if column == 0 else Type.CONTROL_STRONG
                cell = Words(text, kind, "text" if column < 2 else "text2", wrap=column == 0)
                if column:
                    self._grid.addWidget(cell, number, column, _RIGHT)
                else:
                    self._grid.addWidget(cell, number, column)
        self._grid.setColumnStretch(0, 1)


class WorkloadPage(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.shown: Workload | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.sides = Sides(right_width=420)
        outer.addWidget(self.sides)
        self.worked = FigureCard(_("Worked"))
        self.over = FigureCard(_("Beyond the contract"))
        self.direct = FigureCard(_("Direct minutes a week"))
        self.travel = FigureCard(_("Travel"))
        self.students = FigureCard(_("Students"))
        self.need = FigureCard(_("Therapists needed"))
        cards = (self.worked, self.over, self.direct, self.travel, self.students, self.need)
        self.sides.left.addWidget(FigureRow(cards, least=150))
        self.chart = ChartCard(_("By week"))
        self.sides.left.addWidget(self.chart, 1)
        self.kinds = CountCard(_("Hours by category"), ("", _("Hours"), _("Of the work")))
        self.due = CountCard(_("To come"), ("", _("Evaluations"), _("Re-evaluations"), _("Annual reviews")))
        self.counts = CountCard(_("Caseload"))
        self.terms_button = LinkButton(_("Terms of the contract"))
        self.terms_button.clicked.connect(self.edit_terms)
        self.kinds.add(self.terms_button)
        for card in (self.kinds, self.due, self.counts):
            self.sides.right.addWidget(card)
        self.sides.right.addStretch(1)

    def show_month(self, month: date) -> None:
        now = self.bridge.now()
        last = mileage.last_of(month)
        shown = self.bridge.read(workload.workload, month, last, now.date(), now.hour * 60 + now.minute)
        self.shown = shown
        self._tell_hours(shown)
        self._tell_need(shown)
        bars = stacked([(words.short_date(monday), sums) for monday, sums in shown.weeks], time_words.group_names())
        self.chart.show_chart(bars, _("By week, {month}").format(month=words.month_year(month)))
        self._tell_kinds(shown)
        self.due.fill([
            (words.month_year(due.month), str(due.evaluations), str(due.reevaluations), str(due.reviews))
            for due in shown.due
        ])  # fmt: skip
        self._tell_counts(shown)

    def _tell_hours(self, shown: Workload) -> None:
        self.worked.say(words.hours(shown.worked), plural("on {n} school day", "on {n} school days", shown.days))
        over, contract = shown.over, shown.contract
        if over is None or contract is None:
            self.over.say("–", _("contract hours are not entered"))
        elif over >= 0:
            self.over.say(words.hours(over), _("more than {hours}").format(hours=words.hours(contract)))
        else:
            self.over.say(_("none"), _("{left} of {hours} left").format(
                left=words.hours(-over), hours=words.hours(contract)))  # fmt: skip
        miles = _("{miles} paid").format(miles=words.miles(shown.tenths))
        self.travel.say(words.hours(shown.travel), miles)

    def _tell_need(self, shown: Workload) -> None:
        load = shown.load
        self.direct.say(
            f"{round(load.required):,}",
            _("{placed} placed, {missing} to place, groups once").format(
                placed=f"{round(load.placed):,}", missing=f"{round(load.missing):,}"
            ),
        )
        sites = len(shown.caseload.schools)
        self.students.say(str(shown.caseload.students), plural("at {n} site", "at {n} sites", sites))
        if shown.need.full_time is None:
            self.need.say("–", _("contract hours are not entered"))
        else:
            hours = words.hours(round(shown.need.required))
            self.need.say(full_time(shown), _("{hours} a week needed").format(hours=hours))

    def _tell_kinds(self, shown: Workload) -> None:
        rows = []
        for kind, minutes in shown.minutes.items():
            part = f"{share(minutes, shown.worked)} %" if kind not in NOT_WORK else _("not work")
            rows.append((labels.work_kind(kind), words.hours_short(minutes), part))
        self.kinds.fill(rows)
        clusters: dict[str, int] = {}
        for kind, minutes in shown.minutes.items():
            if kind not in NOT_WORK:
                name = labels.cluster(cluster_of(kind))
                clusters[name] = clusters.get(name, 0) + minutes
        said = ", ".join(f"{name} {share(n, shown.worked)} %" for name, n in clusters.items())
        self.kinds.setAccessibleDescription(said)
        self.kinds.setToolTip(said)

    def _tell_counts(self, shown: Workload) -> None:
        counted = shown.caseload
        rows = [(name.name, str(n)) for name, n in counted.schools]
        rows += [(labels.plan(kind), str(n)) for kind, n in counted.plans]
        rows += [(_("Direct service"), str(counted.direct)), (_("Consultation"), str(counted.consult))]
        rows += [(_("Grade {n}").format(n=words.grade(grade)), str(n)) for grade, n in counted.grades]
        rows += [(name, str(n)) for name, n in counted.disabilities]
        self.counts.fill(rows)

    def edit_terms(self) -> None:
        ContractForm(self, self.bridge).open()
