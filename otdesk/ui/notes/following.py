# SPDX-License-Identifier: MIT
"""Which note, and which session, comes after the one that is open."""

from dataclasses import dataclass
from datetime import date

from otdesk.queries import note_members, queue
from otdesk.queries.notes import NoteForm
from otdesk.queries.queue import QueueItem
from otdesk.ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Following:
    """`with_group`: of a session whose notes are written together."""

    session_id: int
    student_id: int
    with_group: bool = False


def after(bridge: Bridge, form: NoteForm | None, *, signed: bool = False) -> Following | None:
    """The next one of this group, then what follows in the queue, then what waits before it; None when all are written.
    A signature stays with the group until it is written; going on without one leaves those behind for later."""
    if form is None:
        item = next_session(bridge, None)
        return _of(item) if item is not None else None
    waiting = bridge.read(note_members.waiting_in, form.session_id)
    order = [member.student_id for member in bridge.read(note_members.members, form.session_id)]
    here = order.index(form.student_id) if form.student_id in order else -1
    later = [student for student in order[here + 1 :] if student in waiting]
    earlier = [student for student in order[: max(here, 0)] if student in waiting]
    near = [*later, *earlier] if signed else later
    item = None if near else next_session(bridge, form)
    if item is not None:
        return _of(item)
    rest = near or earlier
    return Following(form.session_id, rest[0]) if rest else None


def next_session(bridge: Bridge, form: NoteForm | None) -> QueueItem | None:
    """Which session follows that of an open note in the order of the queue; after the last one the first one."""
    now = bridge.now()
    items = bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    if form is None:
        return items[0] if items else None
    others = [item for item in items if item.session_id != form.session_id]
    here = _place(form.day, form.planned_start, form.session_id)
    behind = [item for item in others if _place(item.day, item.start, item.session_id) > here]
    return next(iter(behind or others), None)


def _place(day: date, start: int, session_id: int) -> tuple[int, int, int]:
    """Orders sessions as the queue does, those too that have left it: the newest day first."""
    return -day.toordinal(), start, session_id


def _of(item: QueueItem) -> Following:
    return Following(item.session_id, item.first_student_id, item.students > 1)
