# SPDX-License-Identifier: MIT
"""What is wrong with an entry, said to the person. Forms say it under the field, actions in a refusal."""

from datetime import date

from otdesk.rules.entries import Flaw, Problem
from otdesk.words import _, clock, full_date, grade, weekday

_TIMES = frozenset({"start", "end", "first_bell", "dismissal", "work_start", "work_end", "lunch_from", "lunch_to",
                    "departed", "arrived"})  # fmt: skip
_GRADES = frozenset({"grade", "grade_low", "grade_high"})


def said(problem: Problem) -> str:
    """One whole sentence."""
    name = field_name(problem.field)
    low, high = _bound(problem.field, problem.low), _bound(problem.field, problem.high)
    match problem.flaw:
        case Flaw.OUT_OF_RANGE if problem.low is None:
            return _("{field} cannot be used here.").format(field=name)
        case Flaw.OUT_OF_RANGE if problem.high is None:
            return _("{field} is too long after {low}.").format(field=name, low=low)
        case Flaw.ENDS_BEFORE_START if problem.field in _TIMES:
            return _("{field} is not after {low}.").format(field=name, low=low)
        case Flaw.ENDS_BEFORE_START if problem.field == "odometer_end":
            return _("The odometer cannot run backwards.")
        case Flaw.OVERLAPS:
            day = weekday(problem.low, long=True) if type(problem.low) is int else ""
            return _("Two of the times on {day} overlap.").format(day=day)
    return _sentence(problem.flaw).format(field=name, low=low, high=high)


def _sentence(flaw: Flaw) -> str:
    return {
        Flaw.MISSING: _("{field} is missing."),
        Flaw.TOO_LONG: _("{field} is longer than {high} characters."),
        Flaw.IN_THE_FUTURE: _("{field} is in the future."),
        Flaw.TOO_EARLY: _("{field} is before {low}."),
        Flaw.OUT_OF_RANGE: _("{field} must be from {low} to {high}."),
        Flaw.ENDS_BEFORE_START: _("{field} is before {low}."),
        Flaw.NOT_A_CODE: _("{field} needs two to four capital letters or figures."),
        Flaw.NOT_A_STATE: _("{field} needs the two letters of a state, such as MN."),
        Flaw.NOT_AN_NPI: _("{field} has ten figures, and these do not add up to one. Check for a typing slip."),
        Flaw.NOT_AN_EMAIL: _("{field} does not look like name@place.org."),
        Flaw.NOT_A_ZONE: _("{field} is not known. Choose one from the list."),
        Flaw.GROUP_SIZE_WITHOUT_GROUP: _("A largest group makes sense only for a group service."),
        Flaw.ONE_COORDINATE: _("{field} is missing: coordinates come in pairs."),
        Flaw.DUPLICATE_NUMBER: _("{field} is already in use."),
        Flaw.OVERLAPS: _("Two of the times overlap."),
        Flaw.DISAGREES: _("The odometer differs from the miles by more than one mile."),
    }[flaw]


def field_name(field: str) -> str:
    """As the label of the field says it."""
    names = {**_person_fields(), **_plan_fields(), **_place_fields(), **_time_fields(), **_due_fields()}
    return names.get(field, field.replace("_", " ").capitalize())


def _person_fields() -> dict[str, str]:
    return {
        "first": _("First name"),
        "last": _("Last name"),
        "preferred": _("Preferred name"),
        "student_no": _("Student ID"),
        "grade": _("Grade"),
        "birth_date": _("Birth date"),
        "teacher": _("Teacher"),
        "room": _("Room"),
        "case_manager": _("Case manager"),
        "medicaid_no": _("Medicaid number"),
        "name": _("Name"),
        "relation": _("Relation"),
        "phone": _("Phone"),
        "email": _("Email"),
        "words": _("What to do"),
        "reviewed_on": _("Last reviewed"),
        "label": _("Label"),
        "credentials": _("Credentials"),
        "license_number": _("License number"),
        "license_state": _("License state"),
        "license_to": _("License end"),
        "npi": _("NPI"),
        "signature_line": _("Signature line"),
    }


def _plan_fields() -> dict[str, str]:
    return {
        "annual_review": _("Annual review"),
        "reevaluation_due": _("Re-evaluation"),
        "document": _("Document"),
        "minutes": _("Minutes"),
        "times": _("Times"),
        "every": _("Every"),
        "group_max": _("Largest group"),
        "location": _("Location"),
        "service": _("Service"),
        "statement": _("Goal"),
        "area": _("Area"),
        "cue": _("Day-sheet words"),
        "unit": _("Unit"),
        "number": _("Goal number"),
        "usual_total": _("Usual trials"),
        "baseline": _("Baseline"),
        "target": _("Target"),
        "ends_on": _("End"),
        "objectives": _("Objective"),
    }


def _place_fields() -> dict[str, str]:
    return {
        "code": _("Code"),
        "address": _("Address"),
        "office_phone": _("Office phone"),
        "arrival_note": _("Note to self"),
        "grade_low": _("Lowest grade"),
        "grade_high": _("Highest grade"),
        "park_minutes": _("Parking"),
        "setup_minutes": _("Sign-in and setup"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "color": _("Color"),
        "homeroom": _("Homeroom"),
        "tenths": _("Miles"),
        "to_id": _("The place driven to"),
        "state": _("State"),
        "time_zone": _("Time zone"),
        "late_business_days": _("Late-entry days"),
    }


def _time_fields() -> dict[str, str]:
    return {
        "start": _("Start"),
        "end": _("End"),
        "weekday": _("Weekday"),
        "valid_to": _("Last day"),
        "first_bell": _("First bell"),
        "dismissal": _("Dismissal"),
        "work_start": _("Start of work"),
        "work_end": _("End of work"),
        "lunch_minutes": _("Lunch minutes"),
        "lunch_from": _("Earliest lunch"),
        "lunch_to": _("Latest lunch"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
        "day_type": _("Kind of day"),
        "departed": _("Left at"),
        "arrived": _("Arrived at"),
        "purpose": _("Purpose"),
        "odometer_start": _("Odometer at the start"),
        "odometer_end": _("Odometer at the end"),
        "tolls": _("Tolls and parking"),
        "base_id": _("Base school"),
        "own_rate": _("The rate"),
        "vehicle": _("Vehicle"),
        "remark": _("Remark"),
        "agency": _("Agency"),
        "site_supervisor": _("Site supervisor"),
        "week_minutes": _("Contract hours a week"),
        "round_to": _("Rounding"),
    }


def _due_fields() -> dict[str, str]:
    return {
        "referred_on": _("Referral"),
        "consent_sent_on": _("Consent sent"),
        "consent_on": _("Consent received"),
        "tested_on": _("Trial"),
        "scored_on": _("Scored"),
        "report_on": _("Report written"),
        "shared_on": _("Report shared"),
        "absences": _("Days absent"),
        "due_by_hand": _("Due date by hand"),
        "hand_reason": _("Why by hand"),
        "sent_on": _("Sent"),
        "given_on": _("Given"),
        "expires_on": _("Runs out"),
    }


def _bound(field: str, value: int | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return full_date(value)
    if field in _TIMES:
        return clock(value)
    if field in _GRADES:
        return grade(value)
    return str(value)
