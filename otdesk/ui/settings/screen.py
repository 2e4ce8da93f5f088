# SPDX-License-Identifier: MIT
"""The place Settings: pages whose fields are kept as one leaves them. Addresses: "schools/3", "district"."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.queries import schools as school_queries
from otdesk.queries.schools import SchoolRow
from otdesk.records.audit import AuditEvent
from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.districts import District
from otdesk.records.packs import RulePack
from otdesk.records.phrases import Phrase
from otdesk.records.places import Place
from otdesk.records.retention import DestructionNotice, LegalHold, Purge
from otdesk.records.schools import RoomHours, School
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.finding import match
from otdesk.ui.forms.combo import Combo
from otdesk.ui.palette import Hit, Provider
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import RING_ROOM, Card, ScrollColumn
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.placing import NO_WIDTH_LIMIT
from otdesk.ui.screen import Screen
from otdesk.ui.settings.audit_page import AuditPage
from otdesk.ui.settings.backups_page import BackupsPage
from otdesk.ui.settings.bells_page import BellsPage
from otdesk.ui.settings.keeping_page import KeepingPage
from otdesk.ui.settings.looks_page import LooksPage
from otdesk.ui.settings.people_page import PeoplePage
from otdesk.ui.settings.person_pages import DistrictPage, TherapistPage
from otdesk.ui.settings.phrases_page import PhrasesPage
from otdesk.ui.settings.rules_page import RulesPage
from otdesk.ui.settings.school_form import SchoolForm, SchoolPage
from otdesk.ui.settings.security_page import SecurityPage
from otdesk.ui.settings.year_page import YearPage
from otdesk.ui.sidebar import NavItem
from otdesk.ui.tokens import Tone
from otdesk.ui.travel.triangle import TrianglePage
from otdesk.words import _, later

_PAGES = (
    ("therapist", later("Therapist"), "user-round"),
    ("people", later("People"), "users-round"),
    ("district", later("District"), "building-2"),
    ("schools", later("Schools"), "school"),
    ("travel", later("Travel"), "car"),
    ("year", later("School year"), "calendar-x"),
    ("rules", later("Rules"), "scale"),
    ("phrases", later("Phrases"), "message-square"),
    ("backups", later("Backups"), "hard-drive"),
    ("security", later("Security"), "shield-check"),
    ("keeping", later("Keeping records"), "archive"),
    ("audit", later("Audit trail"), "file-check"),
    ("display", later("Display"), "accessibility"),
)


_FACTS_WIDTH = 272


class SchoolsPage(QWidget):
    """The facts of one school beside its bells."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.facts, self.bells = SchoolPage(bridge), BellsPage(bridge)
        self.none = EmptyState(
            _("No schools yet"), _("Import the district’s files, or enter the first school."), icon="school",
            action=_("Add school"),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.parts = SegmentedControl([("facts", _("School")), ("bells", _("Bell schedule"))], _("Show"))
        self.parts.set_value("bells")
        self.parts.chosen.connect(self._choose_part)
        self.parts.hide()
        column.addWidget(self.parts)
        row = QHBoxLayout()
        row.setSpacing(theme.current().gap)
        column.addLayout(row, 1)
        self._narrow = False
        row.addWidget(self.facts)
        row.addWidget(self.bells, 1)
        row.addWidget(self.none, 1)
        self.rows: tuple[SchoolRow, ...] = ()
        self.chosen = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where both do not fit beside each other (large letters, a small window), one shows one or the other."""
        super().resizeEvent(event)
        look = theme.current()
        beside = look.px(_FACTS_WIDTH)
        self._narrow = self.width() < beside + look.gap + self.bells.least_width()
        self.facts.setMinimumWidth(0 if self._narrow else beside)
        self.facts.setMaximumWidth(NO_WIDTH_LIMIT if self._narrow else beside)
        self._show_parts()

    def _choose_part(self, _part: object) -> None:
        self._show_parts()

    def show_part(self, part: str) -> None:
        """ "facts" or "bells", where only one of them has room."""
        self.parts.set_value(part)
        self._show_parts()

    def _show_parts(self) -> None:
        here = self.chosen != 0
        part = self.parts.value() if self._narrow else ""
        self.parts.setVisible(here and self._narrow)
        self.facts.setVisible(here and part != "bells")
        self.bells.setVisible(here and part != "facts")
        self.none.setVisible(not here)

    def refill(self) -> None:
        found = self.bridge.read(school_queries.schools, archived=True)
        self.rows = tuple(sorted(found, key=_archived))
        here = next((row for row in self.rows if row.school_id == self.chosen), self.rows[0] if self.rows else None)
        self.chosen = here.school_id if here is not None else 0
        self._show_parts()
        self.facts.show_school(here)
        self.bells.show_school(here)


class _PageOpener:
    """Shows one page; palette hits are called later."""

    def __init__(self, bridge: Bridge, name: str) -> None:
        self._bridge, self._name = bridge, name

    def __call__(self) -> None:
        self._bridge.go(f"settings/{self._name}")


class SettingsScreen(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {
            Therapist,
            District,
            School,
            RoomHours,
            BellBlock,
            Place,
            TravelTime,
            SchoolYear,
            CalendarDay,
            Term,
            Student,
            RulePack,
            Phrase,
            AuditEvent,
            LegalHold,
            DestructionNotice,
            Purge,
        }
    )

    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("Enter", later("audit trail: open the student or the note")),
        ("H", later("keeping records: legal hold, lift it")),
        ("Ctrl+P", later("print the audit trail")),
        ("Ctrl+E", later("save the audit trail as CSV")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.page = "schools"
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(8), look.px(16), look.px(10))
        column.setSpacing(look.px(10))
        column.addWidget(self._header())
        row = QHBoxLayout()
        row.setSpacing(look.gap)
        row.addWidget(self._navigation())
        self.stack = QStackedWidget()
        self.therapist, self.district = TherapistPage(bridge), DistrictPage(bridge)
        self.schools, self.travel = SchoolsPage(bridge), TrianglePage(bridge)
        self.year, self.rules, self.display = YearPage(bridge), RulesPage(bridge), LooksPage()
        self.phrases, self.people = PhrasesPage(bridge), PeoplePage(bridge)
        self.security, self.audit, self.keeping = SecurityPage(bridge), AuditPage(bridge), KeepingPage(bridge)
        self.backups = BackupsPage(bridge)
        self._pages: dict[str, QWidget] = {
            "therapist": self.therapist,
            "people": self.people,
            "district": self.district,
            "schools": self.schools,
            "travel": self.travel,
            "year": self.year,
            "rules": self.rules,
            "phrases": self.phrases,
            "backups": self.backups,
            "security": self.security,
            "keeping": self.keeping,
            "audit": self.audit,
            "display": self.display,
        }
        for page in self._pages.values():
            self.stack.addWidget(page)
        self.schools.none.acted.connect(self.add_school)
        row.addWidget(self.stack, 1)
        column.addLayout(row, 1)
        self.form: SchoolForm | None = None
        theme.look().changed.connect(self.invalidate)
        self._show_page()

    def _header(self) -> HeaderBar:
        self.header = HeaderBar(_("Settings"), find=False)
        self.school_choice = Combo([])
        self.school_choice.setAccessibleName(_("School"))
        widths.at_least(self.school_choice, 240)
        self.school_choice.activated.connect(self._choose_school)
        self.add_button = DefaultButton(_("Add school"), icon="plus")
        self.add_button.clicked.connect(self.add_school)
        self.header.left.addWidget(self.school_choice)
        self.header.right.addWidget(self.add_button)
        return self.header

    def _navigation(self) -> Card:
        card = Card(padding=8 - RING_ROOM)
        widths.fixed(card, 188)
        scroll = ScrollColumn()  # large letters in a low window
        names = scroll.column
        names.setSpacing(theme.current().px(1))
        card.column.addWidget(scroll, 1)
        self.items: dict[str, NavItem] = {}
        for name, said, icon in _PAGES:
            item = NavItem(name, _(said), icon, "", Tone.NEUTRAL, card)
            item.picked.connect(self._navigate)
            names.addWidget(item)
            self.items[name] = item
        names.addStretch(1)
        return card

    # --- the place ---

    def refresh(self) -> None:
        self._refill()

    def visit(self, rest: str) -> None:
        name, _slash, what = rest.partition("/")
        before = (self.page, self.schools.chosen)
        if name in self._pages:
            self._leave_page()
            self.page = name
        if name == "schools" and what.isdecimal():
            self.schools.chosen = int(what)
        if name == "rules":
            self.rules.show_pack(what)
        if name == "audit" and what.isdecimal():
            self.audit.show_student(int(what))
        if (self.page, self.schools.chosen) != before or name in {"rules", "audit"}:
            self._refill()  # first: a page that is shown may take the focus, and a field with the focus is not filled
        self._show_page()
        if name == "schools" and what == "new":
            self.add_school()

    def address(self) -> str:
        if self.page == "schools" and self.schools.chosen:
            return f"schools/{self.schools.chosen}"
        return self.page

    def leave(self) -> None:
        self._leave_page()

    def first_focus(self) -> QWidget | None:
        return None if self.form is not None else self.items[self.page]

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        paper = Command(
            "settings.audit_print", _("Print the audit trail"), "file", "", "printer", 6, goes="settings/audit"
        )
        table = Command(
            "settings.audit_csv",
            _("Save the audit trail as CSV"),
            "file",
            "",
            "file-spreadsheet",
            6,
            goes="settings/audit",
        )
        return [(paper, self.audit.print_rows), (table, self.audit.save_rows)]

    def providers(self) -> list[tuple[str, Provider]]:
        return [(_("Settings"), self._hits)]

    def _hits(self, query: str) -> list[Hit]:
        """Pages that are called what is typed."""
        return [
            Hit(_(said), _PageOpener(self.bridge, name), icon, preview=_("Opens this page of Settings"))
            for name, said, icon in _PAGES
            if match(query, _(said)) is not None
        ]

    # --- pages ---

    def _navigate(self, name: str) -> None:
        self.bridge.go(f"settings/{name}")

    def _leave_page(self) -> None:
        page = self._pages[self.page]
        live = self.schools.facts if page is self.schools else page
        if isinstance(live, SchoolPage | TherapistPage | DistrictPage | YearPage | SecurityPage):
            live.leave()

    def _show_page(self) -> None:
        for name, item in self.items.items():  # no button group: it asks an item to uncheck itself, which they refuse
            item.setChecked(name == self.page)
        self.stack.setCurrentWidget(self._pages[self.page])
        schools = self.page == "schools"
        self.school_choice.setVisible(schools)
        self.add_button.setVisible(schools)

    def _refill(self) -> None:
        page = self._pages[self.page]
        page.refill()  # type: ignore[attr-defined]  # every page has one
        if page is self.schools:
            self.school_choice.offer(
                [(row.school_id, _school_words(row)) for row in self.schools.rows],
                self.schools.chosen,
            )

    def _choose_school(self) -> None:
        value = self.school_choice.value()
        if value is not None:
            self._leave_page()
            self.schools.chosen = int(str(value))
            self._refill()

    def add_school(self) -> None:
        self.form = SchoolForm(self, self.bridge)
        self.form.finished.connect(self._added)
        self.form.open()

    def _added(self, taken: bool) -> None:
        if taken and self.form is not None and self.form.added is not None:
            self.schools.chosen = self.form.added
            self._refill()
        self.form = None


def _archived(row: SchoolRow) -> bool:
    return row.archived


def _school_words(row: SchoolRow) -> str:
    name = f"{row.entry.code}  {row.entry.name}"
    return _("{school} (archived)").format(school=name) if row.archived else name


def build(bridge: Bridge) -> SettingsScreen:
    return SettingsScreen(bridge)
