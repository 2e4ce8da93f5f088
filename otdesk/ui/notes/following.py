# SPDX-License-Identifier: MIT
"""Which note comes after the one that is open."""

from dataclasses import dataclass

from otdesk.queries import note_members, queue
from otdesk.queries.notes import NoteForm
from otdesk.ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Following:
    """`with_group`: of a session whose notes are written together."""

    session_id: int
    student_id: int
    with_group: bool = False


def after(bridge: Bridge, form: NoteForm | None) -> Following | None:
    """The next one of this group, then the next session of the queue; None when all are written."""
    if form is not None:
        waiting = bridge.read(note_members.waiting_in, form.session_id)
        order = [member.student_id for member in bridge.read(note_members.members, form.session_id)]
        here = order.index(form.student_id) if form.student_id in order else -1
        later = [student for student in (*order[here + 1 :], *order[:here]) if student in waiting]
        if later:
            return Following(form.session_id, later[0])
    now = bridge.now()
    items = bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    item = next((item for item in items if form is None or item.session_id != form.session_id), None)
    return Following(item.session_id, item.first_student_id, item.students > 1) if item is not None else None
