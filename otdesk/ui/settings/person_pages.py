# SPDX-License-Identifier: MIT
"""Settings of the therapist and of the district."""

from PySide6.QtWidgets import QButtonGroup

from otdesk import labels
from otdesk.actions import districts, therapists
from otdesk.queries import assist_scale as assist_queries
from otdesk.queries import coding as coding_queries
from otdesk.queries import copy_queue, people, workplace
from otdesk.queries import note_rules as note_rules_queries
from otdesk.queries.workplace import DistrictRow, TherapistRow
from otdesk.rules.entries_people import DistrictEntry, TherapistEntry
from otdesk.rules.entries_places import PlaceEntry
from otdesk.rules.kinds import PlaceKind, Role
from otdesk.rules.minutes import CountMode
from otdesk.ui.bridge import Bridge
from otdesk.ui.copying.profile_form import ProfileForm
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NeededCheck, NumberCheck, TimeCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.policy_words import policy_words
from otdesk.ui.forms.zones import zones
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.choices import RadioCard
from otdesk.ui.parts.labels import Words
from otdesk.ui.settings.assist_form import AssistForm
from otdesk.ui.settings.coding_form import CodingForm
from otdesk.ui.settings.live_page import LivePage, clock_text, coordinate_text, date_text
from otdesk.ui.settings.note_rules_form import NoteRulesForm
from otdesk.ui.theme import Type
from otdesk.words import _, full_date, plural


class TherapistPage(LivePage):
    """Name, license, working day, home."""

    def __init__(self, bridge: Bridge) -> None:
        self.row: TherapistRow | None = None
        super().__init__(bridge, _("Therapist"))

    def build(self) -> None:
        self.first = self.field(_("First name"), check=NeededCheck(_("First name")))
        self.last = self.field(_("Last name"), check=NeededCheck(_("Last name")))
        self.role = Combo([(Role.OT, _("Occupational therapist")), (Role.OTA, _("OT assistant"))])
        self.credentials = self.field(_("Credentials"), hint=_("As printed after the name: OTR/L."))
        self.license = self.field(_("License number"))
        self.state = self.field(_("License state"))
        self.valid_from, self.valid_to = self.date_field(_("Valid from")), self.date_field(_("Valid until"))
        self.npi = self.field(_("NPI"), hint=_("Only where the district bills Medicaid."))
        self.signature = self.field(_("Signature line"), hint=_("Empty: name and credentials."))
        self.work_start = self.field(_("Work starts"), check=TimeCheck())
        self.work_end = self.field(_("Work ends"), check=TimeCheck())
        self.lunch = self.field(_("Lunch, minutes"), check=NumberCheck(_("Lunch"), 0, 120))
        self.lunch_from = self.field(_("Lunch from"), check=TimeCheck())
        self.lunch_to = self.field(_("Lunch begins by"), check=TimeCheck())
        self.home = self.field(_("Home address"), hint=_("Never printed. Where the day’s driving begins and ends."))
        self.latitude = self.field(_("Latitude"))
        self.longitude = self.field(_("Longitude"))
        self.add(self.first, self.last)
        self.add(self.field(_("Role"), editor=self.role), self.credentials)
        self.add(self.license, self.state)
        self.add(self.valid_from, self.valid_to)
        self.add(self.npi, self.signature)
        self._of_day = (
            self.work_start, self.work_end, self.lunch, self.lunch_from, self.lunch_to, self.home, self.latitude,
            self.longitude,
        )  # fmt: skip
        self.add(self.work_start, self.work_end)
        self.add(self.lunch, self.lunch_from, self.lunch_to)
        self.add(self.home)
        self.add(self.latitude, self.longitude)

    def show_now(self) -> None:
        self.row = self.bridge.read(people.at_work, self.bridge.person)
        hers = self.bridge.read(people.is_first, self.bridge.person)
        for part in self._of_day:  # the working day is that of whoever the caseload belongs to
            part.setVisible(hers)
        entry = self.row.entry if self.row is not None else TherapistEntry("", "")
        home = self.row.home if self.row is not None else None
        self.role.choose(entry.role)
        for field, text in (
            (self.first, entry.first), (self.last, entry.last), (self.credentials, entry.credentials),
            (self.license, entry.license_number), (self.state, entry.license_state),
            (self.valid_from, date_text(entry.license_from)), (self.valid_to, date_text(entry.license_to)),
            (self.npi, entry.npi), (self.signature, entry.signature_line),
            (self.work_start, clock_text(entry.work_start)), (self.work_end, clock_text(entry.work_end)),
            (self.lunch, str(entry.lunch_minutes)), (self.lunch_from, clock_text(entry.lunch_from)),
            (self.lunch_to, clock_text(entry.lunch_to)), (self.home, home.address if home is not None else ""),
            (self.latitude, coordinate_text(home.latitude if home is not None else None)),
            (self.longitude, coordinate_text(home.longitude if home is not None else None)),
        ):  # fmt: skip
            self.fill(field, text)

    def entry(self) -> TherapistEntry:
        return TherapistEntry(
            self.first.text().strip(), self.last.text().strip(), Role(str(self.role.value())),
            self.credentials.text().strip(), self.license.text().strip(), self.state.text().strip().upper(),
            read_text.a_date(self.valid_from.text(), self.bridge.today()),
            read_text.a_date(self.valid_to.text(), self.bridge.today()), self.npi.text().strip(),
            self.signature.text().strip(), read_text.a_time(self.work_start.text()),
            read_text.a_time(self.work_end.text()),
            read_text.a_number(self.lunch.text(), _("Lunch"), high=120) or 0,
            read_text.a_time(self.lunch_from.text()), read_text.a_time(self.lunch_to.text()),
        )  # fmt: skip

    def keep(self) -> None:
        entry = self.entry()
        if self.row is None:
            if entry.first and entry.last:
                self.bridge.do(therapists.introduce_self, entry)
            return
        if entry != self.row.entry:
            self.bridge.do(therapists.edit, self.row.therapist_id, entry)
        home = self._home()
        if home is not None and home != self.row.home:
            self.bridge.do(therapists.set_home, self.row.therapist_id, home)

    def _home(self) -> PlaceEntry | None:
        """None while nothing is said and nothing was kept; half a pair of coordinates waits for the other."""
        latitude = read_text.a_coordinate(self.latitude.text(), _("Latitude"), 90)
        longitude = read_text.a_coordinate(self.longitude.text(), _("Longitude"), 180)
        address = self.home.text().strip()
        known = self.row is not None and self.row.home is not None
        if (latitude is None) != (longitude is None) or not (address or latitude is not None or known):
            return None
        return PlaceEntry(PlaceKind.HOME, _("Home"), address, latitude, longitude)


class DistrictPage(LivePage):
    """Name, state, time zone, and how minutes of broken weeks count, which is asked and never assumed."""

    def __init__(self, bridge: Bridge) -> None:
        self.row: DistrictRow | None = None
        super().__init__(bridge, _("District and minutes"))

    def build(self) -> None:
        self.name = self.field(_("District"), check=NeededCheck(_("District")))
        self.state = self.field(_("State"), hint=_("Two letters, such as MN."))
        self.zone = Combo(zones())
        self.late = self.field(
            _("Late entry after, business days"), check=NumberCheck(_("Late entry"), 0, 60),
            hint=_("A note written later than this is marked as a late entry."),
        )  # fmt: skip
        self.add(self.name)
        self.add(self.state, self.field(_("Time zone"), editor=self.zone))
        self.add(self.late)
        self.copying = Words("", Type.CONTROL, "text2", wrap=True)
        self.copying_button = LinkButton(_("The district’s own system"))
        self.copying_button.clicked.connect(self.edit_copying)
        self.add(self.copying)
        self.add(self.copying_button)
        self.note_rules = Words("", Type.CONTROL, "text2", wrap=True)
        self.note_rules_button = LinkButton(_("Form of notes"))
        self.note_rules_button.clicked.connect(self.edit_note_rules)
        self.add(self.note_rules)
        self.add(self.note_rules_button)
        self.coding = Words("", Type.CONTROL, "text2", wrap=True)
        self.coding_button = LinkButton(_("Codes for notes"))
        self.coding_button.clicked.connect(self.edit_coding)
        self.add(self.coding)
        self.add(self.coding_button)
        self.assist = Words("", Type.CONTROL, "text2", wrap=True)
        self.assist_button = LinkButton(_("Assist scale"))
        self.assist_button.clicked.connect(self.edit_assist)
        self.add(self.assist)
        self.add(self.assist_button)
        self.form: ProfileForm | CodingForm | NoteRulesForm | AssistForm | None = None
        self.add(Words(_("When a week has days without school, what is owed?"), Type.CARD, wrap=True))
        why = _(
            "Districts differ, and federal law does not say. Until you choose, such weeks are “policy not set”. The"
            " examples are for 2 × 30 minutes, Tuesday and Friday, with no school on Friday."
        )
        self.add(Words(why, Type.CONTROL, "text2", wrap=True))
        self._group = QButtonGroup(self)
        self.cards: dict[CountMode, RadioCard] = {}
        for number, (mode, words) in enumerate(policy_words()):
            card = RadioCard(words)
            self._group.addButton(card, number)
            card.clicked.connect(self.keep_now)
            self.cards[mode] = card
            self.add(card)

    def show_now(self) -> None:
        self.row = self.bridge.read(workplace.district)
        since = self.bridge.read(copy_queue.profile).since
        entered = _("Notes are entered in another system too, from {day} on.")
        none = _("Notes are not entered in another system.")
        self.copying.setText(entered.format(day=full_date(since)) if since is not None else none)
        layout = self.bridge.read(note_rules_queries.note_rules).layout
        self.note_rules.setText(_("Notes: {form}.").format(form=labels.note_format(layout)))
        coding = self.bridge.read(coding_queries.coding)
        self.coding.setText(_("Notes carry no codes.") if coding is None else f"{labels.unit_rule(coding.rule)}.")
        levels = self.bridge.read(assist_queries.levels)
        own = plural("An assist scale of {n} level.", "An assist scale of {n} levels.", len(levels))
        self.assist.setText(own if levels else _("Help is measured on the usual scale."))
        entry = self.row.entry if self.row is not None else DistrictEntry("")
        self.zone.choose(entry.time_zone)
        self.fill(self.name, entry.name)
        self.fill(self.state, entry.state)
        self.fill(self.late, str(entry.late_business_days))
        if entry.minutes_policy in self.cards:
            self.cards[entry.minutes_policy].setChecked(True)
        else:
            self._group.setExclusive(False)
            for card in self.cards.values():
                card.setChecked(False)
            self._group.setExclusive(True)

    def edit_note_rules(self) -> None:
        self.form = NoteRulesForm(self, self.bridge)
        self.form.open()

    def edit_coding(self) -> None:
        self.form = CodingForm(self, self.bridge)
        self.form.open()

    def edit_assist(self) -> None:
        self.form = AssistForm(self, self.bridge)
        self.form.open()

    def edit_copying(self) -> None:
        self.form = ProfileForm(self, self.bridge)
        self.form.open()

    def entry(self) -> DistrictEntry:
        policy = next((mode for mode, card in self.cards.items() if card.isChecked()), None)
        return DistrictEntry(
            self.name.text().strip(), self.state.text().strip().upper(), str(self.zone.value()), policy,
            read_text.a_number(self.late.text(), _("Late entry"), high=60) or 0,
        )  # fmt: skip

    def keep(self) -> None:
        entry = self.entry()
        if self.row is None:
            if entry.name:
                self.bridge.do(districts.add, entry)
        elif entry != self.row.entry:
            self.bridge.do(districts.edit, self.row.district_id, entry)
