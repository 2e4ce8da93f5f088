# SPDX-License-Identifier: MIT
"""The fields of another system in words; a profile written as lines: "Whole note, 2000", "Setting: Pull-out = PO"."""

from otdesk.faults import Refusal
from otdesk.rules.copy_profile import LONGEST, CopyField, ProfileField
from otdesk.words import _


def field_words(field: CopyField) -> str:
    return {
        CopyField.STUDENT: _("Student"),
        CopyField.STUDENT_NO: _("Student ID"),
        CopyField.DATE: _("Date"),
        CopyField.START: _("Start"),
        CopyField.END: _("End"),
        CopyField.MINUTES: _("Minutes"),
        CopyField.ATTENDANCE: _("Attendance"),
        CopyField.SERVICE: _("Service"),
        CopyField.SETTING: _("Setting"),
        CopyField.SIZE: _("Group size"),
        CopyField.GOALS: _("Goals and data"),
        CopyField.ACTIVITY: _("What we did"),
        CopyField.RESPONSE: _("Response"),
        CopyField.SKILLED: _("Skilled service"),
        CopyField.PLAN: _("Plan"),
        CopyField.CODES: _("Codes and units"),
        CopyField.DIAGNOSES: _("Diagnosis"),
        CopyField.WHOLE: _("Whole note"),
        CopyField.PROVIDER: _("Provider"),
        CopyField.SIGNED: _("Signed on"),
    }[field]


def profile_text(profile: tuple[ProfileField, ...]) -> str:
    return "\n".join(_line(each) for each in profile)


def read_profile(text: str) -> tuple[ProfileField, ...]:
    """One field a line. Raises Refusal that names the line."""
    return tuple(_read(line.strip()) for line in text.splitlines() if line.strip())


def _line(each: ProfileField) -> str:
    said = field_words(each.field)
    if each.limit:
        said += f", {each.limit}"
    if each.words:
        said += ": " + "; ".join(f"{ours} = {theirs}" for ours, theirs in each.words.items())
    return said


def _read(line: str) -> ProfileField:
    head, _colon, own = line.partition(":")
    name, _comma, limit = head.partition(",")
    names = {field_words(field).casefold(): field for field in CopyField}
    field = names.get(name.strip().casefold())
    if field is None:
        known = ", ".join(field_words(one) for one in CopyField)
        raise Refusal(
            _("“{name}” is not a part of a note. Write one of: {known}.").format(name=name.strip(), known=known)
        )
    return ProfileField(field, _limit(limit.strip(), line), _words(own.strip(), line))


def _limit(text: str, line: str) -> int:
    if text and not (text.isdecimal() and 0 < int(text) <= LONGEST):
        raise Refusal(
            _("“{line}”: after the comma stands how many letters fit, at most {n}.").format(line=line, n=LONGEST)
        )
    return int(text or 0)


def _words(text: str, line: str) -> dict[str, str] | None:
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if any(not (ours.strip() and equal and theirs.strip()) for ours, equal, theirs in pairs):
        raise Refusal(_("“{line}”: other words are written like Pull-out = PO; Push-in = PI.").format(line=line))
    return {ours.strip(): theirs.strip() for ours, _equal, theirs in pairs} or None
