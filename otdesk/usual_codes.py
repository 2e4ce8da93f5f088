# SPDX-License-Identifier: MIT
"""The codes a district is offered first, under our own labels (domain.md 5.1 and 5.4); it changes them as it likes."""

from otdesk.rules.coding import Code, CodeKind, Coding, UnitRule
from otdesk.words import _


def modifier_words() -> dict[str, str]:
    """What the modifiers say that a school therapist may meet (domain.md 5.3); states have others of their own."""
    return {
        "GO": _("under an OT plan"), "CO": _("by an assistant"), "HQ": _("group"), "TM": _("IEP"), "TL": _("IFSP"),
        "HO": _("master’s degree"), "HN": _("bachelor’s degree"), "HM": _("less than a bachelor’s degree"),
        "GT": _("telehealth"), "95": _("telehealth"), "59": _("separate service"), "XE": _("separate encounter"),
        "KX": _("requirements met"),
    }  # fmt: skip


def usual_coding(rule: UnitRule) -> Coding:
    codes = (
        Code("97530", _("functional activities, one-to-one")),
        Code("97110", _("strength and endurance exercise")),
        Code("97112", _("balance, coordination, posture")),
        Code("97129", _("cognitive strategies"), CodeKind.FIRST_QUARTER, "97130"),
        Code("97150", _("group of two or more"), CodeKind.UNTIMED),
        Code("97533", _("sensory integrative techniques")),
        Code("97535", _("self-care")),
        Code("97537", _("community and work")),
        Code("97542", _("wheelchair management")),
        Code("97755", _("assistive technology assessment")),
        Code("97165", _("evaluation, low complexity"), CodeKind.UNTIMED),
        Code("97166", _("evaluation, moderate complexity"), CodeKind.UNTIMED),
        Code("97167", _("evaluation, high complexity"), CodeKind.UNTIMED),
        Code("97168", _("re-evaluation"), CodeKind.UNTIMED),
        Code("92526", _("feeding"), CodeKind.UNTIMED),
        Code("96112", _("developmental testing"), CodeKind.FIRST_HOUR, "96113"),
    )
    diagnoses = (
        ("F82", _("motor development")),
        ("R27.8", _("lack of coordination")),
        ("R62.50", _("development, unspecified")),
        ("F84.0", _("autism")),
        ("F88", _("other developmental")),
        ("F81.81", _("written expression")),
        ("M62.81", _("weakness")),
    )
    return Coding(rule, codes, diagnoses)
