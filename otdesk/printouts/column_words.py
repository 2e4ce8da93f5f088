# SPDX-License-Identifier: MIT
"""What a setting is called in the audit trail, where it is kept as the name of a column or of a preference."""

from otdesk.words import _


def column(name: str) -> str:
    """A setting of a newer OTDesk is said by its name."""
    return {**_of_person(), **_of_hours(), **_of_district(), **_of_rules(), **_of_computer()}.get(name, name)


def _of_person() -> dict[str, str]:
    return {
        "slot": _("key"),
        "box_key": _("key for packets"),
        "sign_key": _("key for signing"),
        "first": _("first name"),
        "last": _("last name"),
        "role": _("role"),
        "credentials": _("credentials"),
        "license_number": _("license number"),
        "license_state": _("license state"),
        "license_from": _("license valid from"),
        "license_to": _("license valid to"),
        "npi": _("NPI"),
        "signature_line": _("signature line"),
        "supervisor_id": _("supervisor"),
        "district_id": _("district"),
        "home_id": _("where the day begins"),
    }


def _of_hours() -> dict[str, str]:
    return {
        "work_start": _("work begins"),
        "work_end": _("work ends"),
        "lunch_minutes": _("minutes of lunch"),
        "lunch_from": _("lunch from"),
        "lunch_to": _("lunch to"),
        "longest_run": _("longest run without a break"),
        "most_schools": _("most schools in a day"),
        "visits": _("days in each school"),
        "desk_minutes": _("minutes at the desk"),
        "weights": _("wishes for the plan"),
    }


def _of_district() -> dict[str, str]:
    return {
        "name": _("name"),
        "state": _("state"),
        "time_zone": _("time zone"),
        "minutes_policy": _("how minutes are counted"),
        "report_ratings": _("words of progress ratings"),
        "report_trends": _("words of progress trends"),
        "copy_since": _("notes entered elsewhere since"),
        "copy_fields": _("fields of the district’s own system"),
        "note_rules": _("form of notes"),
        "coding": _("codes and units"),
        "assist_scale": _("levels of help"),
        "late_business_days": _("days until a note is late"),
    }


def _of_rules() -> dict[str, str]:
    return {
        "effective_from": _("in force from"),
        "source": _("source"),
        "checked_on": _("checked on"),
        "body": _("text of the rules"),
    }


def _of_computer() -> dict[str, str]:
    return {
        "cover_minutes": _("minutes until the cover"),
        "lock_minutes": _("minutes until the lock"),
        "lock_shows_leave": _("leave-by time on the lock screen"),
        "sign_proof": _("minutes a passphrase counts for signing"),
    }
