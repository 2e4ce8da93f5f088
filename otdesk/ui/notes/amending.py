# SPDX-License-Identifier: MIT
"""Amending a signed note: an error put right beside it, or the whole note marked as entered in error."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from otdesk import labels
from otdesk.actions import notes
from otdesk.actions.notes import Correction
from otdesk.faults import Refusal
from otdesk.queries.note_rows import NotePage
from otdesk.rules.note_formats import written
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.notes.signing import Proof
from otdesk.words import _


class AmendForm(FormSheet):
    """Signs when it is saved; asks for the passphrase first where the last proof is too long ago."""

    def __init__(self, host: QWidget, bridge: Bridge, note_id: int, title: str, save: str, detail: str) -> None:
        self._note_id = note_id
        self._sure = False
        super().__init__(host, bridge, title, save, width=520, detail=detail)
        self._proof = Proof(bridge, self)
        self._proof.given.connect(self._proved)

    def accept(self) -> None:
        if self._sure:
            super().accept()
            return
        self._proof.ask()

    def _proved(self) -> None:
        self._sure = True
        self.accept()
        self._sure = False


class CorrectionForm(AmendForm):
    """Which part, what it should be, and why; what the note says now stands above."""

    def __init__(self, host: QWidget, bridge: Bridge, page: NotePage) -> None:
        self._parts = tuple(_parts(page))
        super().__init__(
            host, bridge, page.note_id, _("Correct an error"), _("Sign correction"),
            _("The note stays as it was signed. What was wrong, what is right and why stand beside it."),
        )  # fmt: skip

    def build(self) -> None:
        self.part = Combo([(number, name) for number, (name, _text) in enumerate(self._parts)])
        self.part.activated.connect(self._chosen)
        self.was = self.lines_field(_("It says"), rows=2)
        self.was.editor.setReadOnly(True)  # type: ignore[union-attr]  # a field of lines
        self.now = self.lines_field(_("It should say"), rows=2)
        self.why = self.field(_("Why"), hint=_("Typed into the wrong student, wrong number, left a word out ..."))
        self.add(self.field(_("Part of the note"), editor=self.part))
        self.add(self.was)
        self.add(self.now)
        self.add(self.why)
        self._chosen()
        self.focus_first(self.part)

    def save(self) -> None:
        name, old = self._parts[int(str(self.part.value()))]
        self.bridge.do(notes.correct, self._note_id, Correction(name, old, self.now.text(), self.why.text()))

    def _chosen(self) -> None:
        """Its words now, in both fields: most corrections change one of them."""
        text = self._parts[int(str(self.part.value()))][1]
        self.was.set_text(text)
        self.now.set_text(text)


class VoidForm(AmendForm):
    """The note was not to be: another student's, another day's."""

    def __init__(self, host: QWidget, bridge: Bridge, note_id: int) -> None:
        super().__init__(
            host, bridge, note_id, _("Entered in error"), _("Sign, mark void"),
            _("The note stays to be seen, marked void. Its data and minutes no longer count; attendance is open again. "
              "A new note can be written in its place. This cannot be taken back."),
        )  # fmt: skip

    def build(self) -> None:
        self.why = self.field(_("Why"), hint=_("Written for the wrong student, wrong day ..."))
        self.add(self.why)
        self.focus_first(self.why.editor)

    def save(self) -> None:
        if not self.why.text().strip():
            raise Refusal(_("Say why. The reason is kept with the note."))
        self.bridge.do(notes.void, self._note_id, self.why.text())


def _parts(page: NotePage) -> Sequence[tuple[str, str]]:
    """What can be wrong, in words, each with what the note says of it."""
    asked = written(page.layout)
    sections = [
        (labels.note_section(section, page.layout), text)
        for section, text in page.texts.items()
        if text or section in asked
    ]
    goals = [
        (_("Data of goal {n}").format(n=goal.number), ", ".join(filter(None, (goal.today, goal.prompts))))
        for goal in page.goals
    ]
    areas = [(_("Areas screened"), labels.screened(page.screened))] if page.screened else []
    return (*goals, *areas, *labels.ticked(page.ticked), *sections, (_("Anything else"), ""))
