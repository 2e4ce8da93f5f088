# SPDX-License-Identifier: MIT
"""How long records are kept in a state, from a date on."""

from PySide6.QtWidgets import QWidget

from otdesk.faults import Refusal
from otdesk.queries.rule_packs import RetentionRow, Version
from otdesk.rules.entries_people import STATES
from otdesk.rules.pack_edits import Edit, RetentionEdit
from otdesk.rules.retention import MOST_YEARS
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NumberCheck
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.settings import rule_words
from otdesk.ui.settings.rule_forms import RuleForm
from otdesk.words import _


class RetentionForm(RuleForm):
    """A line of the list; none is a new state. Years left empty take the state out."""

    def __init__(self, host: QWidget, bridge: Bridge, row: RetentionRow | None, newest: Version) -> None:
        self._row = row
        title = _("Keeping records: {state}").format(state=rule_words.retention_state(row)) if row is not None else (
            _("Keeping records")
        )  # fmt: skip
        super().__init__(host, bridge, title, newest)

    def build_line(self) -> None:
        row = self._row
        rule = row.rule if row is not None else None
        drop = row is not None and row.state
        self.years = self.field(
            _("Years after the last service"), str(rule.years) if rule is not None else "",
            check=NumberCheck(_("Years"), 0, MOST_YEARS),
            hint=_("Empty: as everywhere else.") if drop else "",
        )  # fmt: skip
        self.age = self.field(
            _("At least until age"), str(rule.until_age or "") if rule is not None else "",
            check=NumberCheck(_("Age"), 0, MOST_YEARS), hint=_("Empty: no such rule."),
        )  # fmt: skip
        self.notice = self.field(
            _("Days between notice and destruction"), str(rule.notice_days or "") if rule is not None else "",
            check=NumberCheck(_("Days"), 0, 730), hint=_("Empty: no notice is asked for."),
        )  # fmt: skip
        self.state: LabeledField | None = None
        if row is None:
            self.state = self.field(_("State"), hint=_("Two letters, such as MN."))
            self.add(self.state)
        self.add(self.years, self.age)
        self.add(self.notice)
        self.focus_first(self.years.editor if self.state is None else self.state.editor)

    def written(self) -> str:
        return self._row.rule.source if self._row is not None else ""

    def edit(self) -> Edit:
        state = self._row.state if self._row is not None else ""
        if self.state is not None:
            state = self.state.text().strip().upper()
        if self._row is None and state not in STATES:
            raise Refusal(_("Say which state, in two letters."))
        years = read_text.a_number(self.years.text(), _("Years"), high=MOST_YEARS)
        if years is None and not (self._row is not None and state):
            raise Refusal(_("Say how many years."))
        return RetentionEdit(
            state, years, read_text.a_number(self.age.text(), _("Age"), high=MOST_YEARS) or 0,
            read_text.a_number(self.notice.text(), _("Days"), high=730) or 0, self.source.text().strip(),
        )  # fmt: skip

    def pack_source(self) -> str:
        return self._newest.source
