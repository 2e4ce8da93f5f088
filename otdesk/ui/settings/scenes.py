# SPDX-License-Identifier: MIT
"""The pages and forms of Settings for `otdesk screens`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from otdesk.rules.backups import Backup, Standing, Trial
from otdesk.rules.note_formats import OF_SESSIONS, NoteFormat
from otdesk.ui.settings.key_forms import DrillForm, NewSheet
from otdesk.ui.settings.note_rules_form import NoteRulesForm
from otdesk.ui.settings.person_form import SheetDialog
from otdesk.ui.settings.screen import SettingsScreen
from otdesk.ui.stage import Scene, Stage

PLACE = "settings"

STICK = Path("/media/dana/STICK/OTDesk")


def _settings(stage: Stage, page: str) -> SettingsScreen:
    screen = stage.shell(f"{PLACE}/{page}").screens[PLACE]
    if not isinstance(screen, SettingsScreen):
        raise TypeError("the place of the settings shows something else")
    stage.settle()
    return screen


class _Page:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, stage: Stage) -> QWidget:
        return _settings(stage, self._name).window()


class _Backups:
    """The backups of two weeks, which the status line forgets afterward; with the question about an old one."""

    def __init__(self, *, restore: bool = False) -> None:
        self._restore = restore

    def __call__(self, stage: Stage) -> QWidget:
        screen, shell = _settings(stage, "backups"), stage.shell("settings/backups")
        stage.settle()
        shell.backups.show(_two_weeks(screen.bridge.now()))
        stage.after(shell.status.hide_backups)
        if self._restore:
            screen.backups.table.setCurrentIndex(screen.backups.model.index(3, 0))
            screen.backups.restore()
        return shell


class _Form:
    """A page with a form of it open."""

    def __init__(self, page: str, opener: Callable[[SettingsScreen], None]) -> None:
        self._page, self._open = page, opener

    def __call__(self, stage: Stage) -> QWidget:
        screen = _settings(stage, self._page)
        self._open(screen)
        return screen.window()


def _room_hours(screen: SettingsScreen) -> None:
    screen.schools.facts.edit_hours()


def _letters(screen: SettingsScreen) -> None:
    screen.schools.facts.edit_letters()


def _copying(screen: SettingsScreen) -> None:
    screen.district.edit_copying()


def _person(screen: SettingsScreen) -> None:
    screen.people.edit()


def _person_add(screen: SettingsScreen) -> None:
    screen.people.add()


def _access(screen: SettingsScreen) -> None:
    screen.people.table.setCurrentIndex(screen.people.model.index(1, 0))
    screen.people.give_access()


def _log(screen: SettingsScreen) -> None:
    screen.people.show_log()


def _log_add(screen: SettingsScreen) -> None:
    screen.people.show_log()
    screen.people.log.add()


def _passphrase(screen: SettingsScreen) -> None:
    screen.security.change_passphrase()


def _drill(screen: SettingsScreen) -> None:
    screen.security.drill()
    form = screen.security.form
    if isinstance(form, DrillForm):
        code = screen.bridge.keys.new_code()
        form.code.set_text(f"{code[:20]}{'2' if code[20] != '2' else '3'}{code[21:]}")
        form.code.leave()


def _new_sheet(screen: SettingsScreen) -> None:
    NewSheet(screen, screen.bridge).open()


@dataclass(frozen=True, slots=True)
class PictureOffice:
    district: str = "Marlow County Schools"
    number: str = "3f2a 91bc 77de 0c15"


def _office(stage: Stage) -> QWidget:
    screen = _settings(stage, "security")
    card = screen.security.office
    stage.after(card.refill)
    card.show_office(PictureOffice())
    stage.settle()
    screen.security.sheet.ensureWidgetVisible(card)
    return screen.window()


def _sheet(screen: SettingsScreen) -> None:
    dialog = SheetDialog(screen, screen.bridge, "Noor Haddad", "-".join(["7K4M"] * 9))
    dialog.open()


def _blocks(screen: SettingsScreen) -> None:
    screen.schools.bells.add_blocks()


def _note_form(screen: SettingsScreen) -> None:
    screen.district.edit_note_rules()


def _checklist(screen: SettingsScreen) -> None:
    """With the lists of a checklist."""
    screen.district.edit_note_rules()
    form = screen.district.form
    if isinstance(form, NoteRulesForm):
        form.layout_choice.setCurrentIndex(OF_SESSIONS.index(NoteFormat.CHECKLIST))


def _coding(screen: SettingsScreen) -> None:
    screen.district.edit_coding()


def _assist(screen: SettingsScreen) -> None:
    screen.district.edit_assist()


def _copy(screen: SettingsScreen) -> None:
    screen.schools.bells.copy_band()


def _days(screen: SettingsScreen) -> None:
    screen.year.add_days()


def _term(screen: SettingsScreen) -> None:
    screen.year.terms.edit_term(0)


def _term_add(screen: SettingsScreen) -> None:
    screen.year.terms.add_term()


def _phrase(screen: SettingsScreen) -> None:
    screen.phrases.edit()


def _phrase_add(screen: SettingsScreen) -> None:
    screen.phrases.add()


def _everybody(screen: SettingsScreen) -> None:
    screen.keeping.everybody.setChecked(True)
    screen.keeping.refill()


def _hold(screen: SettingsScreen) -> None:
    _everybody(screen)
    screen.keeping.hold()


def _hand_over(screen: SettingsScreen) -> None:
    screen.keeping.hand_over()


def _audit_print(screen: SettingsScreen) -> None:
    screen.audit.print_rows()


def _audit_chain(screen: SettingsScreen) -> None:
    screen.audit.save_chain()


def _audit_csv(screen: SettingsScreen) -> None:
    screen.audit.save_rows()


def _cycle(screen: SettingsScreen) -> None:
    screen.year.edit_cycle()


def _two_weeks(now: datetime) -> Standing:
    place = STICK
    ages = [timedelta(minutes=24), timedelta(hours=2), *(timedelta(days=day, hours=6) for day in range(1, 15))]
    own = tuple(_backup(now - age, Path("/vault/backups"), number) for number, age in enumerate(ages))
    copies = tuple(_backup(now - timedelta(days=days, hours=1), place, days) for days in (2, 9))
    tested = Trial(now - timedelta(days=12), now - timedelta(days=13), whole=True)
    return Standing(own, copies, place, True, copies[0].made, now - timedelta(days=40), tested)


def _backup(made: datetime, folder: Path, number: int) -> Backup:
    last = made.date() - timedelta(days=1)
    path = folder / f"otdesk-{made:%Y%m%d-%H%M%S}.otdesk-backup"
    return Backup(path, "sample", made, 5_200_000 - number * 41_000, 900 - number, 43, 812 - number * 9, last)


class _Rule:
    """A pack of the rules, with the form of its first line where asked for."""

    def __init__(self, pack: str, *, form: bool = False) -> None:
        self._pack, self._form = pack, form

    def __call__(self, stage: Stage) -> QWidget:
        screen = _settings(stage, f"rules/{self._pack}")
        if self._form:
            screen.rules.edit_line()
        return screen.window()


SCENES = (
    *(
        Scene(f"settings_{name}", _Page(name))
        for name in (
            "therapist",
            "people",
            "district",
            "travel",
            "year",
            "rules",
            "phrases",
            "security",
            "keeping",
            "audit",
            "display",
        )
    ),
    Scene("settings_backups", _Backups()),
    Scene("settings_backups_restore", _Backups(restore=True)),
    Scene("settings_school_add", _Form("schools", SettingsScreen.add_school)),
    Scene("settings_passphrase", _Form("security", _passphrase)),
    Scene("settings_drill", _Form("security", _drill)),
    Scene("settings_office", _office),
    Scene("settings_new_sheet", _Form("security", _new_sheet)),
    Scene("settings_room_hours", _Form("schools", _room_hours)),
    Scene("settings_copying", _Form("district", _copying)),
    Scene("settings_coding", _Form("district", _coding)),
    Scene("settings_assist", _Form("district", _assist)),
    Scene("settings_note_form", _Form("district", _note_form)),
    Scene("settings_checklist", _Form("district", _checklist)),
    Scene("settings_person", _Form("people", _person)),
    Scene("settings_person_add", _Form("people", _person_add)),
    Scene("settings_person_access", _Form("people", _access)),
    Scene("settings_supervision", _Form("people", _log)),
    Scene("settings_supervision_add", _Form("people", _log_add)),
    Scene("settings_person_sheet", _Form("people", _sheet)),
    Scene("settings_letters", _Form("schools", _letters)),
    Scene("settings_blocks", _Form("schools", _blocks)),
    Scene("settings_copy", _Form("schools", _copy)),
    Scene("settings_days", _Form("year", _days)),
    *(Scene(f"settings_rules_{pack}", _Rule(pack)) for pack in ("reasons", "minutes", "mileage", "retention")),
    *(
        Scene(f"settings_rule_{pack}", _Rule(pack, form=True))
        for pack in ("deadlines", "reasons", "minutes", "mileage", "retention")
    ),
    Scene("settings_phrase", _Form("phrases", _phrase)),
    Scene("settings_phrase_add", _Form("phrases", _phrase_add)),
    Scene("settings_keeping_all", _Form("keeping", _everybody)),
    Scene("settings_keeping_hold", _Form("keeping", _hold)),
    Scene("settings_keeping_destroy", _Form("keeping", _hand_over)),
    Scene("settings_audit_print", _Form("audit", _audit_print)),
    Scene("settings_audit_chain", _Form("audit", _audit_chain)),
    Scene("settings_audit_csv", _Form("audit", _audit_csv)),
    Scene("settings_term", _Form("year", _term)),
    Scene("settings_term_add", _Form("year", _term_add)),
    Scene("settings_cycle", _Form("year", _cycle)),
)
