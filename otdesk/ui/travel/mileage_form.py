# SPDX-License-Identifier: MIT
"""What is paid for driving: home legs, base, rate, rounding, vehicle."""

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import mileage as mileage_actions
from otdesk.faults import Refusal
from otdesk.queries import mileage, policies, workplace
from otdesk.rules.entries_time import MAX_RATE, NEEDS_BASE, MileageEntry
from otdesk.rules.mileage import HomePolicy, Rounding, rate_on
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.words import _


class RateCheck:
    """Reads a rate; an empty field means the published one, which is said."""

    def __init__(self, published: int | None) -> None:
        self._published = published

    def __call__(self, text: str) -> str:
        read = a_rate(text)
        if read is not None:
            return _("{rate} a mile").format(rate=words.rate(read))
        if self._published is None:
            return _("no published rate is known")
        return _("the IRS rate, {rate} now").format(rate=words.rate(self._published))


def a_rate(text: str) -> int | None:
    """Tenths of a cent from "0.70", "$0.725", "70 cents", "72.5"; None for an empty field."""
    plain = text.strip().removesuffix("cents").removesuffix("¢").strip()
    dollars = plain.startswith(("$", "0", "."))
    try:
        value = float(plain.removeprefix("$").replace(",", ".")) if plain else None
    except ValueError as error:
        raise Refusal(_("Write a rate like 0.725 or 72.5 cents.")) from error
    if value is None:
        return None
    tenths = round(value * 1000) if dollars or value < 5 else round(value * 10)
    if not 0 <= tenths <= MAX_RATE:
        raise Refusal(_("A rate lies between $0 and {most}.").format(most=words.rate(MAX_RATE)))
    return tenths


class MileageForm(FormSheet):
    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._entry = bridge.read(mileage.terms)
        detail = _("As your district’s policy says. The claim states the rule on home legs.")
        super().__init__(host, bridge, _("What is paid for driving"), _("Save"), detail=detail)

    def build(self) -> None:
        entry, bridge = self._entry, self.bridge
        self.policy = Combo([
            (HomePolicy.NONE, _("Not paid")),
            (HomePolicy.ALL, _("Paid in full")),
            (HomePolicy.EXCESS, _("Paid beyond the commute to the base")),
            (HomePolicy.LESSER, _("Paid as the lesser of leg and way from the base")),
        ])  # fmt: skip
        self.policy.choose(entry.home_policy)
        places = [place for place in bridge.read(workplace.drives).places if place.color is not None or place.own]
        none: list[tuple[object, str]] = [(None, _("none"))]
        self.base = Combo(none + [(place.place_id, f"{place.code}  {place.name}".strip()) for place in places])
        self.base.choose(entry.base_id)
        self.rounding = Combo([
            (Rounding.CLAIM, _("Once, for the whole claim")), (Rounding.TRIP, _("For each leg")),
        ])  # fmt: skip
        self.rounding.choose(entry.rounding)
        published = rate_on(bridge.read(policies.mileage, bridge.today()), bridge.today())
        own = words.rate(entry.own_rate) if entry.own_rate is not None else ""
        self.rate = self.field(_("Your district’s rate a mile, if it has its own"), own, check=RateCheck(published))
        self.vehicle = self.field(_("Vehicle, as it stands on the claim"), entry.vehicle)
        self.home_field = self.field(_("Legs from and to home"), editor=self.policy)
        self.base_field = self.field(_("Base school or office"), editor=self.base)
        self.add(self.home_field)
        self.add(self.base_field)
        self.add(self.rate)
        self.add(self.field(_("Rounded to the cent"), editor=self.rounding))
        self.add(self.vehicle)
        self.policy.activated.connect(self._tell_commute)
        self.base.activated.connect(self._tell_commute)
        self.rate.leave()
        self._tell_commute()

    def _tell_commute(self) -> None:
        """The commute follows from the distances; a missing one pays nothing, so it is said."""
        policy, base = self.policy.value(), self.base.value()
        if policy not in NEEDS_BASE:
            self.base_field.clear_line()
        elif not isinstance(base, int):
            self.base_field.say_doubt(_("This rule needs the base."))
        else:
            home = self.bridge.read(mileage.home_place)
            way = self.bridge.read(mileage.way, home, base) if home is not None else None
            if way is None:
                self.base_field.say_doubt(_("The way from home to the base is not entered, so home legs pay nothing."))
            else:
                self.base_field.say_reading(_("commute {miles}").format(miles=words.miles(way[1])))

    def save(self) -> None:
        base = self.base.value()
        entry = MileageEntry(
            HomePolicy(str(self.policy.value())), base if isinstance(base, int) else None, a_rate(self.rate.text()),
            Rounding(str(self.rounding.value())), self.vehicle.text(),
        )  # fmt: skip
        self.bridge.do(mileage_actions.set_terms, entry)
