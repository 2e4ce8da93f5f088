# SPDX-License-Identifier: MIT
"""The head of a group's note: the way back, who and when, and what is done with all of it."""

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.queries.group_notes import GroupForm
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.parts.labels import WholeOrNothing, Words
from otdesk.ui.parts.marks import SchoolChip
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class GroupHeader(HeaderBar):
    """Its buttons are joined by the page. `sides` shows what is shared or the note where there is no room for both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", find=False, parent=parent)
        self.back_button = IconButton("arrow-left", _("Back"))
        self.lead_with(self.back_button)
        self._chip: SchoolChip | None = None
        self._school = Words("", Type.CONTROL, "text2")
        self.left.addWidget(self._school)
        self.sides = SegmentedControl([("shared", _("Shared")), ("note", _("The note"))], _("At the side"))
        self.sides.set_value("shared")
        self._saved = WholeOrNothing("", Type.CONTROL, "text2")
        self.add_button = IconButton("user-plus", _("Another student took part"))
        self.next_button = DefaultButton(_("Next note"), key="Ctrl+↓")
        self.sign_button = PrimaryButton("", icon="signature", key="Ctrl+Enter")
        for widget in (self.sides, self._saved, self.add_button, self.next_button, self.sign_button):
            self.right.addWidget(widget)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, after everything that is written in. The way back is no part of it: Qt comes into the page
        there, so it stands before all else."""
        return [self.sides, self.add_button, self.next_button, self.sign_button]

    def follow(self, last: QWidget) -> None:
        """Whoever comes back into the page from behind comes here first, though the lanes were made later."""
        for button in (self.add_button, self.next_button, self.sign_button):
            QWidget.setTabOrder(last, button)
            last = button

    def show_group(self, form: GroupForm) -> None:
        first = form.first
        named = first.group or words.listed([name for _student, name in first.peers])
        self.set_title(
            named, words.listed_with_dots([words.day_date(first.day), words.span(first.start, first.end)])
        )  # fmt: skip
        if self._chip is not None:
            self.left.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
        self._chip = SchoolChip(first.school_code, first.school_color, first.school_name)
        self.left.insertWidget(0, self._chip)
        self._school.setText(first.school_name)

    def say_saved(self, minute: int | None) -> None:
        """When what stands there was last saved; None: nothing was typed yet."""
        self._saved.show_text(_("Draft saved {time}").format(time=words.clock(minute)) if minute is not None else "")

    def say_ready(self, ready: int) -> None:
        many = plural("Sign {n} ready note", "Sign {n} ready notes", ready)
        self.sign_button.setText(many if ready else _("No note is ready"))
        self.sign_button.setEnabled(ready > 0)
