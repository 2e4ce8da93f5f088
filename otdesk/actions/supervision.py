# SPDX-License-Identifier: MIT
"""The supervision log: one entry is a line of the log and working time."""

from otdesk.actions import work_time
from otdesk.actions.lookups import found, put, refuse
from otdesk.faults import Refusal
from otdesk.records.supervision import Supervision
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import Role
from otdesk.rules.supervision import SupervisionEntry, supervision_problems
from otdesk.vault.work import Work
from otdesk.words import _, day_date


def add(work: Work, entry: SupervisionEntry) -> int:
    _check(work, entry)
    time = work_time.add(work, entry.time)
    row = Supervision(time_entry_id=time, **_own(entry))
    work.db.add(row)
    work.db.flush()
    work.describe(_("Supervision added, {day}").format(day=day_date(entry.day)))
    return row.id


def edit(work: Work, supervision_id: int, entry: SupervisionEntry) -> None:
    row = found(work, Supervision, supervision_id)
    _check(work, entry)
    work_time.edit(work, row.time_entry_id, entry.time)
    put(row, _own(entry))
    work.describe(_("Supervision changed, {day}").format(day=day_date(entry.day)))


def remove(work: Work, supervision_id: int) -> None:
    work_time.remove(work, found(work, Supervision, supervision_id).time_entry_id)


def _own(entry: SupervisionEntry) -> dict[str, object]:
    return {
        "assistant_id": entry.assistant_id,
        "supervisor_id": entry.supervisor_id,
        "method": entry.method,
        "kind": entry.kind,
        "topics": entry.topics.strip(),
        "students": entry.students.strip(),
    }


def _check(work: Work, entry: SupervisionEntry) -> None:
    refuse(supervision_problems(entry))
    assistant, supervisor = (found(work, Therapist, who) for who in (entry.assistant_id, entry.supervisor_id))
    if assistant.role is not Role.OTA or supervisor.role is not Role.OT:
        raise Refusal(_("An assistant is supervised by an occupational therapist."))
