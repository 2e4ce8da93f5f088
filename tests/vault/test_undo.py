# SPDX-License-Identifier: MIT
"""Taking back: the same rows as before, whatever the step did; a Refusal where something was changed since."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from otdesk.actions import sessions
from otdesk.faults import Refusal
from otdesk.records.districts import District
from otdesk.records.places import Place
from otdesk.records.students import Contact, Student
from otdesk.records.undo import UndoStep
from otdesk.rules.kinds import PlaceKind, Reason
from otdesk.vault import images, undo
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock


def _rows(vault: Vault) -> dict[tuple[str, int], str]:
    with vault.read() as db:
        return images.rows(db.connection())


# --- one step: any mixture of what an action may do ----------------------------------------------------------------


def _add_place(db: Session, number: int) -> None:
    db.add(Place(kind=PlaceKind.HOME, name=f"Ünï {number}", latitude=number / 7, longitude=-1e-9 * number))


def _add_student(db: Session, number: int) -> None:
    db.add(Student(first=f"S{number}", last='"; DROP', grade=number % 5, school_id=1))
    db.flush()


def _add_contact(db: Session, number: int) -> None:
    ids = list(db.scalars(select(Student.id)))
    if ids:
        db.add(Contact(student_id=ids[number % len(ids)], name=f"C{number}"))


def _rename(db: Session, number: int) -> None:
    student = db.scalars(select(Student).order_by(Student.id.desc())).first()
    if student is not None:
        student.first, student.room = f"R{number}", "\n\t'"


def _remove_with_all_that_hangs_on_it(db: Session, number: int) -> None:
    ids = list(db.scalars(select(Student.id)))
    if ids:
        db.execute(delete(Student).where(Student.id == ids[number % len(ids)]))


def _all_at_once(db: Session, number: int) -> None:
    db.execute(update(Contact).values(phone=str(number)))
    db.execute(update(Place).where(Place.id > 1).values(park_minutes=Place.park_minutes + number))


def _remove_place(db: Session, number: int) -> None:
    db.execute(delete(Place).where(Place.id > 1, Place.id % 3 == number % 3))


DEEDS = [
    _add_place, _add_student, _add_contact, _rename, _remove_with_all_that_hangs_on_it, _all_at_once, _remove_place,
]  # fmt: skip
Step = list[tuple[Callable[[Session, int], None], int]]
STEP = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 50)), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def with_people(vault_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = vaults.copy(vault_template, tmp_path_factory.mktemp("undo") / "vault")
    clock = FixedClock()
    vault = vaults.unlocked(folder, clock())
    vault_rows.people(vault, clock)
    vault.close()
    return folder


@contextmanager
def _copied(template: Path) -> Iterator[Vault]:
    place = tempfile.mkdtemp()
    vault = vaults.unlocked(vaults.copy(template, Path(place) / "vault"), FixedClock()())
    try:
        yield vault
    finally:
        vault.close()
        shutil.rmtree(place)


@given(steps=st.lists(STEP, min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_gives_the_same_rows_and_redo_the_later_ones(with_people: Path, steps: list[Step]) -> None:
    clock = FixedClock()
    with _copied(with_people) as vault:
        states = [_rows(vault)]
        for step in steps:
            with vault.write("step", clock()) as work:
                for deed, number in step:
                    deed(work.db, number)
            if (now := _rows(vault)) != states[-1]:
                states.append(now)
        for state in reversed(states[:-1]):
            vault.undo(clock())
            assert _rows(vault) == state
        for state in states[1:]:
            vault.redo(clock())
            assert _rows(vault) == state
        for state in reversed(states[:-1]):
            vault.undo(clock())
            assert _rows(vault) == state


# --- single cases --------------------------------------------------------------------------------------------------


def _named(vault: Vault, clock: FixedClock, name: str, *, final: bool = False) -> None:
    with vault.write("name", clock()) as work:
        work.db.get_one(District, 1).name = name
        work.describe(f"Named {name}")
        if final:
            work.final()


@pytest.fixture
def named(vault: Vault, clock: FixedClock) -> Vault:
    with vault.write("add", clock()) as work:
        work.db.add(District(name="first"))
        work.describe("Added first")
    _named(vault, clock, "second")
    return vault


def _name(vault: Vault) -> str | None:
    with vault.read() as db:
        return db.scalar(select(District.name))


def test_labels_are_the_words_of_the_action(named: Vault, clock: FixedClock) -> None:
    assert named.undo_labels() == ("Named second", "")
    assert named.undo(clock()).label == "Named second"
    assert named.undo_labels() == ("Added first", "Named second")
    assert named.redo(clock()).label == "Named second"


def test_the_version_only_rises(named: Vault, clock: FixedClock) -> None:
    def version() -> int:
        with named.read() as db:
            return db.scalars(select(District.version)).one()

    seen = [version()]
    for _ in range(3):
        named.undo(clock())
        seen.append(version())
        named.redo(clock())
        seen.append(version())
    assert seen == sorted(set(seen))


def test_what_changed_since_is_refused_and_named(named: Vault, clock: FixedClock) -> None:
    _named(named, clock, "by the way", final=True)
    before = _rows(named)
    with pytest.raises(Refusal) as told:
        named.undo(clock())
    assert told.value.message == "“Named second” cannot be undone: a district in it was changed since."
    assert _rows(named) == before


def test_a_refused_step_does_not_keep_what_lies_before_it_out_of_reach(named: Vault, clock: FixedClock) -> None:
    """Both ways: the refusal is said once, then the next one has its turn."""
    with named.write("add", clock()) as work:
        _add_place(work.db, 1)
        work.describe("Added a place")
    named.undo(clock())
    _named(named, clock, "by the way", final=True)
    with pytest.raises(Refusal, match="“Named second” cannot"):
        named.undo(clock())
    with pytest.raises(Refusal, match="“Added first” cannot"):
        named.undo(clock())
    assert named.undo_labels() == ("", "Added a place")
    with pytest.raises(Refusal, match="nothing to undo"):
        named.undo(clock())
    assert named.redo(clock()).label == "Added a place"


def test_a_new_step_ends_redo(named: Vault, clock: FixedClock) -> None:
    named.undo(clock())
    _named(named, clock, "third")
    with pytest.raises(Refusal, match="nothing to redo"):
        named.redo(clock())
    assert named.undo(clock()).label == "Named third"
    assert _name(named) == "first"


def test_rows_added_since_are_not_taken_along(vault: Vault, clock: FixedClock) -> None:
    vault_rows.people(vault, clock)
    with vault.write("add", clock()) as work:
        work.db.add(Student(first="New", last="One", grade=1, school_id=1))
    with vault.write("later", clock()) as work:
        work.db.add(Contact(student_id=2, name="Aunt"))
        work.final()
    with pytest.raises(Refusal, match="contact"):
        vault.undo(clock())
    with vault.read() as db:
        assert db.scalar(select(func.count(Contact.id))) == 1


def test_a_row_that_others_need_is_refused(vault: Vault, clock: FixedClock) -> None:
    vault_rows.people(vault, clock)
    vault_rows.draft(vault, clock)
    with pytest.raises(Refusal):
        vault.undo(clock())
    with vault.read() as db:
        assert db.scalar(select(func.count(Student.id))) == 1


def test_the_last_two_hundred_are_kept(vault: Vault, clock: FixedClock) -> None:
    with vault.write("add", clock()) as work:
        work.db.add(District(name="0"))
    for number in range(undo.KEPT + 5):
        _named(vault, clock, str(number + 1))
    with vault.read() as db:
        assert db.scalar(select(func.count(UndoStep.id))) == undo.KEPT
        steps = db.execute(text("SELECT count(DISTINCT step_id) FROM undo_rows")).scalar()
    assert steps == undo.KEPT
    for _ in range(undo.KEPT):
        vault.undo(clock())
    assert _name(vault) == "5"
    with pytest.raises(Refusal, match="nothing to undo"):
        vault.undo(clock())


def test_audit_and_final_work_leave_no_step(vault: Vault, clock: FixedClock) -> None:
    with vault.write("view", clock()) as work:
        work.audit("view", "student", 1)
    with pytest.raises(Refusal):
        vault.undo(clock())


def test_the_trail_stays_when_the_work_is_taken_back(vault: Vault, clock: FixedClock) -> None:
    def audited() -> list[tuple[str, str]]:
        with vault.read() as db:
            return [(row.kind, row.detail) for row in db.execute(text("SELECT kind, detail FROM audit_events"))]

    with vault.write("export", clock()) as work:
        work.db.add(District(name="x"))
        work.audit("export", "district", 1)
    before = audited()
    vault.undo(clock())
    after = audited()
    assert after[: len(before)] == before
    assert [kind for kind, _detail in after[len(before) :]] == ["settings"]
    assert _name(vault) is None


def test_undo_survives_closing(named: Vault, clock: FixedClock) -> None:
    named.close()
    again = vaults.unlocked(named.folder, clock())
    assert again.undo(clock()).label == "Named second"
    assert _name(again) == "first"
    again.close()


def test_a_rehearsal_leaves_no_trace(vault: Vault, clock: FixedClock) -> None:
    before = _rows(vault)
    with vault.rehearse(clock()) as work:
        _add_place(work.db, 1)
        work.db.flush()
        assert work.db.scalar(select(func.count()).select_from(Place)) == 1
    assert _rows(vault) == before
    with pytest.raises(Refusal), vault.rehearse(clock()) as work:
        sessions.cancel(work, 99, Reason.THERAPIST_ABSENT)
    assert _rows(vault) == before
    with vault.write("after", clock()) as work:
        _add_place(work.db, 2)
        work.describe("Place added")
    vault.undo(clock())
    assert _rows(vault) == before
