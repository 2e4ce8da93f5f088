# SPDX-License-Identifier: MIT
"""Safety alerts: what must be minded with a student, and when that was last looked over."""

from datetime import date

from otdesk.actions.lookups import called_first, found, put, refuse, values
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.students import SafetyAlert, Student
from otdesk.rules.entries_students import AlertEntry, alert_problems
from otdesk.rules.kinds import AlertKind
from otdesk.vault.work import Work
from otdesk.words import _, full_date, short_date


def add(work: Work, student_id: int, entry: AlertEntry) -> int:
    student = found(work, Student, student_id)
    refuse(alert_problems(entry, local_today(work)))
    alert = SafetyAlert(student_id=student_id, **values(entry))
    work.db.add(alert)
    work.db.flush()
    work.describe(_("Alert for {who} added: {kind}").format(who=called_first(student), kind=kind_words(entry.kind)))
    return alert.id


def edit(work: Work, alert_id: int, entry: AlertEntry) -> None:
    alert = found(work, SafetyAlert, alert_id)
    refuse(alert_problems(entry, local_today(work)))
    put(alert, values(entry))
    work.describe(_("Alert for {who} changed: {kind}").format(who=_whose(work, alert), kind=kind_words(entry.kind)))


def reviewed(work: Work, alert_id: int, on: date) -> None:
    """Somebody looked the alert over on that day and it still holds."""
    alert = found(work, SafetyAlert, alert_id)
    if on > local_today(work):
        raise Refusal(_("{day} has not come yet.").format(day=full_date(on)))
    if alert.reviewed_on is not None and on < alert.reviewed_on:
        raise Refusal(_("This alert was reviewed later, on {day}.").format(day=full_date(alert.reviewed_on)))
    put(alert, {"reviewed_on": on})
    work.describe(
        _("Alert for {who} reviewed {day}: {kind}").format(
            who=_whose(work, alert), day=short_date(on), kind=kind_words(alert.kind)
        )
    )


def remove(work: Work, alert_id: int) -> None:
    alert = found(work, SafetyAlert, alert_id)
    said = _("Alert for {who} removed: {kind}").format(who=_whose(work, alert), kind=kind_words(alert.kind))
    work.db.delete(alert)
    work.describe(said)


def kind_words(kind: AlertKind) -> str:
    return {
        AlertKind.SEIZURE: _("Seizures"),
        AlertKind.ALLERGY: _("Allergy"),
        AlertKind.ELOPEMENT: _("Leaves without warning"),
        AlertKind.CHOKING: _("Choking"),
        AlertKind.EVACUATION: _("Evacuation help"),
        AlertKind.OTHER: _("Safety"),
    }[kind]


def _whose(work: Work, alert: SafetyAlert) -> str:
    return called_first(found(work, Student, alert.student_id))
