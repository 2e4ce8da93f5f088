# SPDX-License-Identifier: MIT
"""All pictures of `otdesk screens`, in the order of the designs. A place adds its own here."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from otdesk import settings
from otdesk.ui.key_change import KeyChange
from otdesk.ui.places import places
from otdesk.ui.shell import Shell
from otdesk.ui.stage import Scene, Stage
from otdesk.words import _


def scenes() -> tuple[Scene, ...]:
    """Imported when pictures are drawn, not before."""
    from otdesk.ui.caseload.scenes import SCENES as CASELOAD
    from otdesk.ui.cover.scenes import SCENES as COVER
    from otdesk.ui.due_dates.scenes import SCENES as DUE_DATES
    from otdesk.ui.importing.scenes import SCENES as IMPORTING
    from otdesk.ui.notes.scenes import SCENES as NOTES
    from otdesk.ui.planner.scenes import SCENES as PLANNER
    from otdesk.ui.reports.scenes import SCENES as REPORTS
    from otdesk.ui.settings.scenes import SCENES as SETTINGS
    from otdesk.ui.setup.scenes import SCENES as SETUP
    from otdesk.ui.today.scenes import SCENES as TODAY
    from otdesk.ui.travel.scenes import SCENES as TRAVEL

    return (
        *(Scene(place.name, PlaceScene(place.name)) for place in places()),
        Scene("keys", _keys),
        Scene("keys_changing", _keys_changing),
        Scene("keys_paper", _keys_paper),
        Scene("palette", _palette),
        Scene("palette_line", _palette_line),
        Scene("palette_conflict", _palette_conflict),
        Scene("palette_date", _palette_date),
        Scene("computer", _computer),
        Scene("manual", _manual),
        Scene("manual_nothing", _manual_nothing),
        Scene("crashed", _crashed),
        Scene("died", _died),
        Scene("left_form", _left_form),
        Scene("roster", _roster),
        Scene("initials", _initials),
        *TODAY,
        *NOTES,
        *PLANNER,
        *CASELOAD,
        *REPORTS,
        *TRAVEL,
        *DUE_DATES,
        *SETTINGS,
        *COVER,
        *SETUP,
        *IMPORTING,
        Scene("tour_offered", _tour_offered),
        Scene("tour", _tour),
        Scene("components", _components, needs_vault=False, size=(1366, 900)),
    )


class PlaceScene:
    """A place as it opens."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __call__(self, stage: Stage) -> QWidget:
        return stage.shell(self._address)


def _today(stage: Stage) -> Shell:
    """Today, with all places built, so that every command and every finder is there."""
    shell = stage.shell(places()[0].name)
    stage.settle(shell.rest.is_complete)
    return shell


def _tour_offered(stage: Stage) -> QWidget:
    shell = _today(stage)
    stage.settings.put(settings.TOUR_SEEN, False)
    stage.after(shell.tour.end)
    shell.tour.offer()
    return shell


def _tour(stage: Stage) -> QWidget:
    shell = _today(stage)
    stage.after(shell.tour.end)
    shell.tour.start()
    return shell


def _keys(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.help.show_keys()
    return shell


def _keys_changing(stage: Stage) -> QWidget:
    """Keys that another command has: refused in words."""
    shell = _today(stage)
    entry = shell.commands.entry("edit.find")
    sheet = KeyChange(shell, shell.help.shortcuts, entry)
    sheet.open()
    sheet.edit.setText("Ctrl+L")
    sheet.edit.pressed.emit("Ctrl+L")
    return shell


def _keys_paper(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.help.print_keys()
    stage.settle()
    return shell


def _palette(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.open_palette("no")
    return shell


def _palette_line(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.open_palette("haz thu 9:10")
    return shell


def _palette_conflict(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.open_palette("isla thu 11:00")
    return shell


def _palette_date(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.open_palette("next thu")
    return shell


def _manual(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.help.show_manual()
    return shell


def _manual_nothing(stage: Stage) -> QWidget:
    from otdesk.ui.manual import ManualDialog

    shell = _today(stage)
    sheet = ManualDialog(shell)
    sheet.open()
    sheet.search.setText("zebra")
    return shell


def _computer(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.show_preferences()
    return shell


CRASH_FILE = Path("/home/you/.local/share/OTDesk/logs/crash-20261020-102415-1.txt")


def _crashed(stage: Stage) -> QWidget:
    """A bug: where it is written down, and a new start."""
    from otdesk.ui.crashes import CrashDialog, crash_words

    shell = _today(stage)
    CrashDialog.tell(shell, crash_words(str(CRASH_FILE), saved=True), restartable=True)
    return shell


def _died(stage: Stage) -> QWidget:
    """The start after the program died without a word."""
    from otdesk.ui.crashes import tell_died

    shell = _today(stage)
    tell_died(shell, CRASH_FILE)
    return shell


def _left_form(stage: Stage) -> QWidget:
    """What stood in a form when OTDesk locked."""
    from otdesk.queries.left_forms import LeftRow
    from otdesk.ui.left_forms import LeftDialog

    shell = _today(stage)
    typed = ((_("Name"), "Ana Ruiz"), (_("Phone"), "555-0142"))
    LeftDialog(shell, shell.bridge, (LeftRow(0, _("Contact"), stage.clock(), typed),)).open()
    return shell


def _roster(stage: Stage) -> QWidget:
    shell = _today(stage)
    shell.show_roster()
    return shell


def _initials(stage: Stage) -> QWidget:
    """The last of its vault: names come back for the pictures after it."""
    shell = stage.shell("caseload")
    stage.after(shell.initials.toggle)
    shell.initials.toggle()
    return shell


def _components(stage: Stage) -> QWidget:
    from otdesk.ui.components import build

    page = build()
    stage.present(page)
    return page
