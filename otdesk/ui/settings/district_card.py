# SPDX-License-Identifier: MIT
"""Settings, Security: the office of the district may open the vault too, and is handed everything by who leaves."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk.actions import disclosures, own_keys
from otdesk.actions.own_keys import KeyStep
from otdesk.faults import Refusal, Trouble
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.parts.feedback import ProgressLine
from otdesk.ui.parts.flow import Flow
from otdesk.ui.settings.way_in import WayInCard
from otdesk.words import _

_LARGEST = 10_000  # bytes: a card has three hundred


def ask_card(host: QWidget) -> Path | None:
    path, _kind = QFileDialog.getOpenFileName(
        host, _("Take in the key of a district"), str(Path.home()), _("Key of a district") + " (*.otdesk-district)"
    )
    return Path(path) if path else None


def ask_folder(host: QWidget) -> Path | None:
    path = QFileDialog.getExistingDirectory(host, _("Where to put what is handed over"), str(Path.home()))
    return Path(path) if path else None


class Office(Protocol):
    """Whose code opens the vault too."""

    @property
    def district(self) -> str: ...
    @property
    def number(self) -> str: ...


class DistrictCard(WayInCard):
    """One office at most. Both ways ask who is at the keyboard first."""

    where_card = staticmethod(ask_card)  # the three are replaced by tests
    where_folder = staticmethod(ask_folder)
    sure = staticmethod(ConfirmDialog.confirm)

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        why = _(
            "A district may want to open these records when you cannot. Its office makes a key once and gives you the"
            " card, a file without a secret. The office opens all that is in this vault, other districts’ records too."
        )
        super().__init__(host, bridge, _("The district’s office"), why)
        self.progress = ProgressLine(_("Handing over"))
        self.progress.hide()
        self.add(self.progress)
        row = Flow()
        self.take_button = DefaultButton(_("Take in its key"), icon="file-input")
        self.end_button = DefaultButton(_("Take access away"), icon="lock")
        self.hand_button = DefaultButton(_("Hand everything over"), icon="hard-drive")
        for button, act in (
            (self.take_button, self.take_in), (self.end_button, self.end), (self.hand_button, self.hand_over),
        ):  # fmt: skip
            button.clicked.connect(act)
            row.add(button)
        self.add(row)

    def refill(self) -> None:
        self.show_office(self._bridge.keys.office())

    def show_office(self, office: Office | None) -> None:
        self.state.setVisible(office is not None)
        if office is not None:
            said = _("{district} can open this vault. Number of its card: {number}")
            self.state.setText(said.format(district=office.district, number=office.number))
        self.take_button.setVisible(office is None)
        self.end_button.setVisible(office is not None)
        self.hand_button.setVisible(office is not None)

    # --- access ---

    def take_in(self) -> None:
        path = type(self).where_card(self._host)
        if path is None:
            return
        with self._bridge.telling():
            self._card = self._bridge.keys.card_in(_read(path))
            detail = _(
                "The number of the card is {number}. Call the office and compare it. From then on whoever has the"
                " district’s code can open this vault and every backup made of it."
            )
            title = _("Let {district} open this vault?").format(district=self._card.district)
            if type(self).sure(self._host, title, detail.format(number=self._card.number), _("The number is right")):
                self._prove(_("Let the office in"), self._let_in)

    def _prove(self, title: str, then: Callable[[], None]) -> None:
        self.prove(title, _("Only you may give your records to others."), then)

    def _let_in(self) -> None:
        with self._bridge.telling():
            self._bridge.keys.let_office_in(self._card)
            self._bridge.do(own_keys.note_step, KeyStep.DISTRICT_ADDED)
            self._bridge.say(_("{district} can open this vault now.").format(district=self._card.district))
        self.refill()

    def end(self) -> None:
        detail = _("Its code stops opening this vault. Backups made until now still open with it.")
        if type(self).sure(self._host, _("Take the office’s access away?"), detail, _("Take access away")):
            with self._bridge.telling():
                self._bridge.keys.shut_office_out()
                self._bridge.do(own_keys.note_step, KeyStep.DISTRICT_REMOVED)
            self.refill()

    # --- leaving ---

    def hand_over(self) -> None:
        office = self._bridge.keys.office()
        if office is None:
            return
        detail = _(
            "A copy of everything is written for {district}: its code opens it, yours does not. The vault here stays as"
            " it is until you delete it."
        )
        if type(self).sure(
            self._host, _("Hand everything over?"), detail.format(district=office.district), _("Hand over")
        ):
            self._prove(_("Hand everything over"), self._write)

    def _write(self) -> None:
        folder, office = type(self).where_folder(self._host), self._bridge.keys.office()
        if folder is None or office is None:
            return
        with self._bridge.telling():
            if self._bridge.holds(folder):
                raise Refusal(_("This folder belongs to the vault itself. Choose one on a stick, or on another disk."))
            self._bridge.do(disclosures.hand_over, office.district)
            self.enable(enabled=False)
            job = self._bridge.keys.hand_over(self._bridge.now(), folder)
            job.progressed.connect(self._show_part)
            job.done.connect(self._written)
            job.failed.connect(self.failed)

    def _show_part(self, part: object, _detail: str) -> None:
        self.progress.show_progress(part if isinstance(part, float) else None)

    def enable(self, *, enabled: bool) -> None:
        self.progress.setVisible(not enabled)
        for button in (self.end_button, self.hand_button):
            button.setEnabled(enabled)

    def _written(self, path: object) -> None:
        self.enable(enabled=True)
        if isinstance(path, Path):
            said = _("Handed over in the folder {name}. Only the code of the district opens it.")
            self._bridge.say(said.format(name=path.parent.name))


def _read(path: Path) -> bytes:
    """No more than a card may have: whatever was chosen, it is not read whole."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as fault:
        raise Trouble(
            _("The file cannot be read: {why}.").format(why=(fault.strerror or "").lower()), _("Choose another file.")
        ) from fault
