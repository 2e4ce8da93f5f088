# SPDX-License-Identifier: MIT
"""What the district's own system wants: since when, and its fields one a line."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import copying
from otdesk.faults import Refusal
from otdesk.queries import copy_queue
from otdesk.rules.copy_profile import CopyField
from otdesk.ui.bridge import Bridge
from otdesk.ui.copying.field_words import field_words, profile_text, read_profile
from otdesk.ui.forms.sheet import FormSheet
from otdesk.words import _, plural


class ProfileForm(FormSheet):
    """An empty date: notes are not entered elsewhere."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host, bridge, _("The district’s own system"), _("Save"), width=560,
            detail=_("For districts where each note is typed again elsewhere. Notes offers its fields in this order, "
                     "one key each, and keeps a list of what is not entered yet."),
        )  # fmt: skip

    def build(self) -> None:
        now = self.bridge.read(copy_queue.profile)
        self.since = self.date_field(_("Notes are entered there from"), now.since, hint=_("Empty: they are not."))
        known = ", ".join(field_words(field) for field in CopyField)
        self.lines = self.lines_field(
            _("Its fields, one a line: name, letters that fit: our word = its word"), profile_text(now.fields), rows=7,
            check=_told, hint=_("Names: {known}.").format(known=known),
        )  # fmt: skip
        self.add(self.since)
        self.add(self.lines)
        self.focus_first(self.since.editor)

    def save(self) -> None:
        self.bridge.do(copying.set_profile, self.date_of(self.since), read_profile(self.lines.text()))


def _told(text: str) -> str:
    fields = read_profile(text)
    if not fields:
        raise Refusal(_("Say at least one field of the other system."))
    return plural("{n} field", "{n} fields", len(fields))
