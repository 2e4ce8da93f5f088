# SPDX-License-Identifier: MIT
"""Pictures of the first run and the lock screen, with a gate that stands open for nobody."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from otdesk.faults import Refusal
from otdesk.printouts.recovery import recovery_sheet
from otdesk.ui.setup.district import DistrictStep
from otdesk.ui.setup.gate import Offer
from otdesk.ui.setup.resume import Resume
from otdesk.ui.setup.start import Start
from otdesk.ui.setup.window import SetupWindow
from otdesk.ui.stage import Scene, Stage
from otdesk.words import _

_CODE = "7K3MQ-2XTD9-9HRA4-4WVN0-BP6E1-J3CF8-M0QTZ-5YHA2"
_PHRASE = "velvet otter carries nine pencils"


@dataclass(frozen=True, slots=True)
class PictureOffer:
    path: Path
    title: str
    detail: str


_OFFERS = tuple(
    PictureOffer(
        Path(f"/backups/{number}"),
        title,
        f"43 students, {notes} notes, the last of Oct {day}, 2026, 5.2 MB · in {folder}",
    )
    for number, (title, notes, day, folder) in enumerate(
        (
            ("Tue, Oct 20, 2026, 10:00 AM", 812, 19, "OTDesk/vault/backups"),
            ("Mon, Oct 19, 2026, 3:52 PM", 803, 19, "OTDesk/vault/backups"),
            ("Sun, Oct 18, 2026, 9:24 AM", 794, 16, "/media/dana/STICK"),
        )
    )
)


class PictureGate:
    """Answers what the pages ask, opens nothing."""

    def __init__(self, stage: Stage, *, locked: bool, keychain: bool = False) -> None:
        self._keychain = keychain
        self.folder: Path = stage.scratch
        self._stage, self._locked = stage, locked

    def exists(self) -> bool:
        return self._locked

    def use(self, folder: Path) -> None:
        self.folder = folder

    def check_passphrase(self, text: str) -> None:
        if len(text) < 15:
            raise Refusal(_("A passphrase has at least {least} characters.").format(least=15))

    def wait_seconds(self) -> int:
        return 0

    def create(self, person: str, passphrase: str) -> str:
        return _CODE

    def introduce(self, person: str) -> None:
        self.folder = self.folder / person

    def recovery_pdf(self) -> bytes:
        return recovery_sheet(_CODE.split("-"), "Dana Whitfield", "vault", self._stage.clock().date())

    def code_group(self, number: int) -> str:
        return _CODE.split("-")[number]

    def code_groups(self) -> int:
        return len(_CODE.split("-"))

    def discard(self) -> None:
        self._locked = False

    def confirm_code(self) -> None:
        self._locked = True

    def unlock(self, passphrase: str) -> None:
        raise Refusal(_("This is a picture."))

    def unlock_with_code(self, code: str) -> None:
        raise Refusal(_("This is a picture."))

    def keychain_opens(self) -> bool:
        return self._keychain

    def ask_keychain(self) -> object:
        raise Refusal(_("This is a picture."))

    def open_with(self, unlocked: object) -> None:
        raise Refusal(_("This is a picture."))

    def office(self) -> str:
        return "Marlow County Schools"

    def renew_passphrase(self, passphrase: str, person: str = "") -> None:
        raise Refusal(_("This is a picture."))

    def open(self, *, accept_damage: bool = False) -> None:
        raise Refusal(_("This is a picture."))

    def is_damage(self, error: object) -> bool:
        return False

    def offers(self, folder: Path) -> tuple[Offer, ...]:
        return ()

    def known_offers(self) -> tuple[Offer, ...]:
        return _OFFERS if self._locked else ()

    def is_taken(self) -> bool:
        return self._locked

    def restore_with_code(self, path: Path, code: str, *, replace: bool = False) -> Path | None:
        raise Refusal(_("This is a picture."))

    def restore(self, path: Path, passphrase: str, *, replace: bool = False) -> Path | None:
        raise Refusal(_("This is a picture."))


def _window(stage: Stage, *, locked: bool = False, resume: Resume | None = None, keychain: bool = False) -> SetupWindow:
    gate = PictureGate(stage, locked=locked, keychain=keychain)
    window = SetupWindow(gate, stage.clock, tuple(Start), resume or Resume())
    window.fill(stage.jobs)
    stage.present(window)
    return window


def _welcome(stage: Stage) -> QWidget:
    return _window(stage)


def _passphrase(stage: Stage) -> QWidget:
    window = _window(stage)
    page = window.show_passphrase()
    page.name.set_text("Dana Whitfield")
    page.passphrase.take(_PHRASE)
    page.passphrase.again.set_text(_PHRASE)
    return window


def _sheet(stage: Stage) -> QWidget:
    window = _window(stage)
    window.show_sheet()
    return window


def _district(stage: Stage) -> QWidget:
    window = _window(stage)
    page = DistrictStep(stage.bridge())
    window.show_step(page)
    page.name.set_text("Marlow Public Schools")
    page.state.set_text("MN")
    return window


def _district_missing(stage: Stage) -> QWidget:
    window = _window(stage)
    page = DistrictStep(stage.bridge())
    window.show_step(page)
    page.go_on()
    return window


def _lock(stage: Stage) -> QWidget:
    now = stage.clock()
    minute = now.hour * 60 + now.minute
    resume = Resume("", minute + 18, now.date().isoformat(), 10, minute - 11)
    return _window(stage, locked=True, resume=resume)


def _keychain(stage: Stage) -> QWidget:
    return _window(stage, locked=True, keychain=True)


def _recover(stage: Stage) -> QWidget:
    window = _window(stage, locked=True)
    page = window.show_recover()
    page.code.set_text(_CODE[:23])
    page.code.leave()
    return window


def _recover_office(stage: Stage) -> QWidget:
    window = _window(stage, locked=True)
    page = window.show_recover()
    page.code.set_text(_CODE)
    page.take_code()
    page.person.set_text("Rosa Quist")
    return window


def _restore(stage: Stage) -> QWidget:
    window = _window(stage)
    window.show_restore()
    return window


def _restore_over(stage: Stage) -> QWidget:
    window = _window(stage, locked=True)
    window.show_restore()
    stage.settle()
    return window


SCENES = (
    Scene("welcome", _welcome, needs_vault=False),
    Scene("passphrase", _passphrase, needs_vault=False),
    Scene("recovery_sheet", _sheet, needs_vault=False),
    Scene("district", _district),
    Scene("district_missing", _district_missing),
    Scene("lock", _lock, needs_vault=False),
    Scene("lock_keychain", _keychain, needs_vault=False),
    Scene("recover", _recover, needs_vault=False),
    Scene("recover_office", _recover_office, needs_vault=False),
    Scene("restore", _restore, needs_vault=False),
    Scene("restore_over", _restore_over, needs_vault=False),
)
