# SPDX-License-Identifier: MIT
"""The audit trail in words, the same on the screen, on paper and in a table."""

from collections.abc import Mapping
from typing import Any

from otdesk import words
from otdesk.printouts.column_words import column
from otdesk.queries.audit import TrailRow
from otdesk.rules.audit import AuditGroup
from otdesk.rules.disclosure import Given
from otdesk.words import _, plural


def group(code: AuditGroup) -> str:
    return {
        AuditGroup.OPENED: _("Vault opened"),
        AuditGroup.VIEWED: _("Looked at"),
        AuditGroup.SIGNED: _("Signed and amended"),
        AuditGroup.GIVEN: _("Printed and given out"),
        AuditGroup.TAKEN_IN: _("Taken in"),
        AuditGroup.KEPT: _("Backups and checks"),
        AuditGroup.SETTINGS: _("Settings and people"),
        AuditGroup.RETENTION: _("Holds and destruction"),
        AuditGroup.WARNINGS: _("Warnings"),
    }[code]


def kind(code: str) -> str:
    """A kind of a newer OTDesk is said by its code."""
    return {
        "unlock": _("Opened the vault"),
        "unlock_failed": _("Wrong passphrase"),
        "cover_missed": _("Wrong PIN of the cover"),
        "view": _("Looked at"),
        "sign": _("Signed"),
        "addendum": _("Added to a note"),
        "correction": _("Corrected a note"),
        "void": _("Marked a note as an error"),
        "co_sign": _("Co-signed"),
        "send_back": _("Sent back"),
        "print": _("Printed"),
        "export": _("Saved as a file"),
        "disclosed": _("Gave out by hand"),
        "disclosure_error": _("Entry by hand was an error"),
        "packet_sent": _("Sent notes to be co-signed"),
        "import": _("Imported"),
        "packet_taken": _("Took in notes to co-sign"),
        "answers_taken": _("Took in answers"),
        "backup": _("Made a backup"),
        "test_restore": _("Restored a backup on trial"),
        "restore": _("Restored from a backup"),
        "verify": _("Checked the chains"),
        "upgrade": _("Brought up to a newer OTDesk"),
        "settings": _("Changed a setting"),
        "person_added": _("Gave access"),
        "person_removed": _("Took access away"),
        "passphrase_changed": _("Changed the passphrase"),
        "recovery_renewed": _("Made a new recovery sheet"),
        "recovery_tried": _("Tried the recovery sheet"),
        "keychain_added": _("Let this computer’s keychain open the vault"),
        "keychain_removed": _("Stopped using this computer’s keychain"),
        "district_added": _("Let the district’s office in"),
        "district_removed": _("Took the access of the district’s office away"),
        "hold_placed": _("Placed a legal hold"),
        "hold_lifted": _("Lifted a legal hold"),
        "notice_sent": _("Gave notice before destruction"),
        "purge": _("Destroyed records"),
        "clock_jump": _("The clock was set"),
        "damage_accepted": _("Opened in spite of damage"),
    }.get(code, code)


def subject(code: str) -> str:
    """What a row is about, where it is not a student."""
    return {
        "": "",
        "vault": _("the vault"),
        "machine": _("this computer"),
        "student": _("student"),
        "note": _("note"),
        "sent_note": _("note from elsewhere"),
        "attachment": _("file"),
        "therapist": _("person"),
        "therapists": _("person"),
        "districts": _("district"),
        "rule_packs": _("rules"),
        "caseload": _("caseload"),
        "schedule": _("schedule"),
        "audit": _("audit trail"),
        "chain": _("chains"),
        "purge": _("certificate"),
        "schools": _("schools"),
        "bells": _("bells"),
        "calendar": _("calendar"),
        "travel": _("travel"),
        "meetings": _("meetings"),
    }.get(code, code)


def record(row: TrailRow) -> str:
    """By its number only: "note 34, student 12"."""
    own = subject(row.subject_kind)
    if row.subject_id is not None:
        own = f"{own} {row.subject_id}"
    if row.student_id is not None and row.subject_kind != "student":
        return _("{record}, student {n}").format(record=own, n=row.student_id)
    return own


def record_named(row: TrailRow) -> str:
    """As `record`, with the student's name: for the screen alone."""
    if not row.student:
        return record(row)
    if row.subject_kind == "student":
        return row.student
    return f"{row.student}, {subject(row.subject_kind)} {row.subject_id}"


def details(detail: Mapping[str, Any]) -> str:
    """What else the row holds: who got it and why, figures, which columns of a setting."""
    said = [part for part in (_handed(detail), _counts(detail), _facts(detail)) if part]
    return " · ".join(said)


def given(what: str) -> str:
    """What was given out; a text written by hand stays as it is."""
    known = {
        Given.NOTES: _("session notes"),
        Given.PROGRESS_REPORT: _("progress report"),
        Given.MINUTES: _("service minutes"),
        Given.SERVICE_LOG: _("service log"),
        Given.CASELOAD: _("caseload list"),
        Given.SCHEDULE: _("schedule"),
        Given.FILE: _("file"),
        Given.DISCLOSURES: _("disclosure log"),
        Given.COPY: _("fields of notes, for the district’s own system"),
        Given.RECORD: _("whole record"),
    }
    return next((text for code, text in known.items() if code == what), what)


def _handed(detail: Mapping[str, Any]) -> str:
    parts = [given(str(detail["what"]))] if detail.get("what") else []
    notes = detail.get("notes")
    if notes:
        parts.append(plural("{n} note", "{n} notes", len(notes) if isinstance(notes, list) else int(notes)))
    if detail.get("own_file"):
        parts.append(_("for the own file"))
    if detail.get("recipient"):
        parts.append(_("to {who}").format(who=detail["recipient"]))
    if detail.get("purpose"):
        parts.append(_("for: {purpose}").format(purpose=detail["purpose"]))
    if detail.get("authority"):
        parts.append(str(detail["authority"]))
    return ", ".join(parts)


_COUNTED = (
    "added", "updated", "unchanged", "left_out", "rows", "lines", "events", "new", "answers", "findings", "tries",
    "students",
)  # fmt: skip


def _counts(detail: Mapping[str, Any]) -> str:
    return ", ".join(_count(key, detail[key]) for key in _COUNTED if isinstance(detail.get(key), int) and detail[key])


def _count(key: str, n: int) -> str:
    return {
        "added": plural("{n} added", "{n} added", n),
        "updated": plural("{n} updated", "{n} updated", n),
        "unchanged": plural("{n} unchanged", "{n} unchanged", n),
        "left_out": plural("{n} left out", "{n} left out", n),
        "rows": plural("{n} row", "{n} rows", n),
        "lines": plural("{n} line", "{n} lines", n),
        "events": plural("{n} appointment", "{n} appointments", n),
        "new": plural("{n} new", "{n} new", n),
        "answers": plural("{n} answer", "{n} answers", n),
        "findings": plural("{n} finding", "{n} findings", n),
        "tries": plural("{n} try", "{n} tries", n),
        "students": plural("{n} student", "{n} students", n),
    }[key]


def _facts(detail: Mapping[str, Any]) -> str:
    parts = []
    if detail.get("changed"):
        parts.append(_("changed: {columns}").format(columns=", ".join(column(str(name)) for name in detail["changed"])))
    if detail.get("change"):
        parts.append(_("added") if detail["change"] == "added" else _("removed"))
    if "value" in detail:
        parts.append(_("now {value}").format(value=detail["value"]))
    if "seconds" in detail:
        ahead = int(detail["seconds"]) > 0
        length = words.minutes(max(1, round(abs(int(detail["seconds"])) / 60)))
        parts.append((_("{time} forward") if ahead else _("{time} back")).format(time=length))
    parts += [text for text in (_opened_by(detail.get("by")), _place(detail.get("place"))) if text]
    if "at" in detail:
        parts.append(_("at {time}").format(time=str(detail["at"])[:16].replace("T", " ") + " UTC"))
    return ", ".join(parts)


def _opened_by(way: object) -> str:
    """The passphrase goes without saying."""
    return {
        "recovery": _("with the recovery code"),
        "keychain": _("with this computer’s keychain"),
        "district": _("with the code of the district"),
    }.get(str(way), "")


def _place(code: object) -> str:
    return {"chosen": _("in a chosen folder"), "district": _("for the district’s office")}.get(str(code), "")
