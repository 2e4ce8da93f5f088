# SPDX-License-Identifier: MIT
"""How the district reports: which ratings, and whether words of a trend are wanted."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import progress_reports as actions
from otdesk.queries import policies, progress_reports
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class MannerForm(FormSheet):
    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(host, bridge, _("Ratings and wording"), _("Save"), width=560)

    def build(self) -> None:
        sets = self.bridge.read(policies.rating_sets, self.bridge.today())
        chosen, trends = self.bridge.read(progress_reports.manner)
        self.ratings = Combo([(found.key, found.name) for found in sets.sets])
        self.ratings.choose(sets.chosen(chosen).key)
        self.ratings.currentIndexChanged.connect(self._tell_source)
        self._sources = {found.key: found.source for found in sets.sets}
        self.source = Words("", Type.META, "text2", wrap=True)
        self.trends = CheckBox(_("Words of a trend, such as “expected to reach the goal by May”"))
        self.trends.setChecked(trends)
        self.add(self.field(_("Ratings"), editor=self.ratings))
        self.add(self.source)
        self.add(self.trends)
        self.add(Words(_("A trend is a claim. It is left out unless your district wants it."), Type.META, "text2",
                       wrap=True))  # fmt: skip
        self._tell_source()

    def _tell_source(self) -> None:
        self.source.setText(self._sources.get(str(self.ratings.value()), ""))

    def save(self) -> None:
        self.bridge.do(actions.set_manner, str(self.ratings.value()), trends=self.trends.isChecked())
