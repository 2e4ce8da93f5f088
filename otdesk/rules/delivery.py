# SPDX-License-Identifier: MIT
"""How a service is given, in the words of IEP forms: ratios, consult, push-in and pull-out, place words, plan types."""

import re
from dataclasses import dataclass

from otdesk.rules.kinds import Grouping, Mode, PlanType, Setting

# Each pattern is taken out of the text once found, so what is left can be shown as not understood.
_EITHER = re.compile(
    r"\b(?:individual(?:ly)?|ind(?:iv)?|1\s*[:/]\s*1)\.?\s*(?:or|/|and/or|&|and)\s*(?:small\s+)?(?:group|grp|gr|sg)\b\.?"
    r"|\b(?:small\s+)?(?:group|grp)\.?\s*(?:or|/|and/or|&|and)\s*(?:individual(?:ly)?|ind(?:iv)?)\b\.?"
    r"|\beither\b|\bi\s*/\s*g\b"
)
_WHOLE_CLASS = re.compile(r"\bwhole[\s-]*(?:class|group)\b|\bclass[\s-]*wide\b")
_RATIO = re.compile(r"\b1\s*(?::|to|-to-)\s*(\d{1,2})(?:\s*[-–]\s*\d{1,2})?\b")
_GROUP = re.compile(r"\b(?:small\s+)?(?:groups?|grp|sg)\b\.?(?:\s*of\s*\d+(?:\s*(?:-|–|to)\s*\d+)?)?")
_INDIVIDUAL = re.compile(r"\b(?:individual(?:ly|ized)?|indiv|ind|one[\s-]+on[\s-]+one|one[\s-]+to[\s-]+one)\b\.?")
_CONSULT = re.compile(
    r"\b(?:consult(?:ation|ative|ing|s)?|cons|con|indirect|collab(?:oration|orative)?|monitor(?:ing)?|"
    r"on\s+behalf(?:\s+of)?)\b\.?"
)
_DIRECT = re.compile(r"\bdirect\b(?:\s+services?)?")
_SETTINGS = (
    (Setting.PULL_OUT, re.compile(
        r"\bpull[\s-]*outs?\b|\bpo\b|\btherapy\s+(?:room|space)\b|\bot\s+(?:room|closet|space)\b"
        r"|\b(?:separate|outside)\s+(?:setting|classroom|(?:of\s+)?(?:the\s+)?gen(?:eral)?\.?\s*ed\w*)\b|\bapart\b")),
    (Setting.PUSH_IN, re.compile(r"\bpush[\s-]*ins?\b|\bpi\b|\bin[\s-]+class\b|\bwith\s+peers\b|\binclusion\b")),
    (Setting.TELEHEALTH, re.compile(
        r"\btele[\s-]*(?:health|therapy|practice)\b|\bvirtual(?:ly)?\b|\bremote(?:ly)?\b|\bonline\b")),
    (Setting.CLASSROOM, re.compile(
        r"\b(?:gen(?:eral)?\.?\s*ed(?:ucation)?|special\s+ed(?:ucation)?|sped|regular|home)?\.?\s*"
        r"class\s*room\b|\bgen(?:eral)?\.?\s*ed(?:ucation)?\b|\bsped\b")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the words say; None where they say nothing. `rest` is what was not understood."""

    mode: Mode | None = None
    grouping: Grouping | None = None
    setting: Setting | None = None
    ratio: int | None = None
    rest: str = ""


def read_delivery(text: str) -> Delivery:
    """Read delivery and setting words from anywhere in a text, also beside an amount ("2x30/wk PI")."""
    rest = " ".join(text.casefold().split())
    grouping: Grouping | None = None
    ratio: int | None = None
    for kind, pattern in ((Grouping.EITHER, _EITHER), (Grouping.WHOLE_CLASS, _WHOLE_CLASS)):
        if grouping is None and pattern.search(rest):
            grouping, rest = kind, pattern.sub(" ", rest)
    if found := _RATIO.search(rest):
        ratio = int(found[1])
        grouping = grouping or (Grouping.INDIVIDUAL if ratio == 1 else Grouping.GROUP)
        rest = _RATIO.sub(" ", rest, count=1)
    for kind, pattern in ((Grouping.GROUP, _GROUP), (Grouping.INDIVIDUAL, _INDIVIDUAL)):
        if pattern.search(rest):
            both = grouping is not None and ratio is None and {grouping, kind} == {Grouping.GROUP, Grouping.INDIVIDUAL}
            grouping = Grouping.EITHER if both else grouping or kind
            rest = pattern.sub(" ", rest)
    mode, rest = _mode(rest)
    setting, rest = _setting(rest)
    return Delivery(mode, grouping, setting, ratio, " ".join(rest.split()))


def _mode(rest: str) -> tuple[Mode | None, str]:
    direct, consult = _DIRECT.search(rest), _CONSULT.search(rest)
    without = _CONSULT.sub(" ", _DIRECT.sub(" ", rest))
    if consult and not direct:
        return Mode.CONSULT, without
    return (Mode.DIRECT if direct else None), without


def _setting(rest: str) -> tuple[Setting | None, str]:
    for kind, pattern in _SETTINGS:
        if pattern.search(rest):
            return kind, pattern.sub(" ", rest)
    return None, rest


_PLANS = (
    (PlanType.SECTION_504, re.compile(r"504")),
    (PlanType.ESY, re.compile(r"\besy\b|extended school year")),
    (PlanType.MTSS, re.compile(r"\bmtss\b|\brti\b|\btier\s*(?:[123]|i{1,3})\b|intervention|multi-?tiered")),
    (PlanType.COMPENSATORY, re.compile(r"\bcomp(?:ensatory)?\b")),
    (PlanType.PRIVATE_SERVICES, re.compile(r"\bisp\b|\bpsp\b|private|services? plan|\bparochial\b")),
    (PlanType.IEP, re.compile(r"\biep\b|\bi\.e\.p\b|special ed|\bsped\b|\bidea\b|individuali[sz]ed ed|\bifsp\b")),
)


def read_plan_type(text: str) -> PlanType | None:
    plain = " ".join(text.casefold().split())
    return next((kind for kind, pattern in _PLANS if pattern.search(plain)), None)
