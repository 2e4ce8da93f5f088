# SPDX-License-Identifier: MIT
"""Each action of the caseload and its settings: done and undone, every row is as before; redone, as after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import (
    alerts,
    attachments,
    bells,
    bulk_students,
    commitments,
    contacts,
    districts,
    goals,
    left_forms,
    loans,
    new_year,
    plans,
    saved_views,
    schools,
    service_lines,
    students,
    therapists,
    transfers,
    travel,
)
from otdesk.actions.bulk_students import SharedField
from otdesk.actions.calendar import TermEntry, YearEntry
from otdesk.actions.disclosures import Disclosure
from otdesk.actions.left_forms import Left
from otdesk.faults import Refusal
from otdesk.queries import left_forms as left_queries
from otdesk.queries import saved_views as view_queries
from otdesk.queries import schools as school_queries
from otdesk.records.audit import AuditEvent
from otdesk.records.base import Record
from otdesk.records.bells import BellBlock
from otdesk.records.belongings import Attachment, Loan
from otdesk.records.students import Commitment, Contact, SafetyAlert, Student
from otdesk.records.views import SavedView
from otdesk.rules.entries_belongings import FileEntry, LoanEntry, TransferEntry
from otdesk.rules.entries_intake import IntakeEntry
from otdesk.rules.entries_people import DistrictEntry, TherapistEntry
from otdesk.rules.entries_places import BellEntry, DriveEntry, PlaceEntry, SchoolEntry
from otdesk.rules.entries_plans import GoalEntry, LineEntry, ObjectiveEntry, PlanEntry
from otdesk.rules.entries_students import AlertEntry, CommitmentEntry, ContactEntry, HoursEntry, StudentEntry
from otdesk.rules.kinds import (
    AlertKind,
    DayType,
    GoalStatus,
    Grouping,
    MeasureType,
    Mode,
    Period,
    PlaceKind,
    PlanType,
    Pull,
)
from otdesk.rules.minutes import CountMode
from otdesk.rules.new_year import Rise
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock


@pytest.fixture(scope="module")
def clock_of_house() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, clock_of_house: FixedClock) -> Iterator[tuple[House, Ids]]:
    """One house for the module: each test leaves it as it was, which is what is tested."""
    with house(tmp_path_factory.mktemp("house") / "vault", clock_of_house) as opened:
        ids = fill(opened)
        opened.do(contacts.add, ids.maya, ContactEntry("Rosa Ortiz", "mother", "555-0101", "rosa@home.org", "es"))
        opened.do(alerts.add, ids.maya, AlertEntry(AlertKind.SEIZURE, "Absence seizures: wait, time it"))
        opened.do(commitments.add, ids.maya, CommitmentEntry("Speech", 1, 540, 570))
        opened.do(loans.lend, ids.maya, LoanEntry("Slant board", date(2026, 9, 9)))
        opened.do(attachments.add, ids.maya, [FileEntry("letter.txt", b"words")])
        opened.do(saved_views.save, "caseload", "Mine", {"words": "gr2"})
        opened.do(schools.add, SchoolEntry("Quiet Pines", "QP", 0, 5, 480, 900))
        opened.do(students.exit_student, opened.do(students.add, StudentEntry("Lou", "Gray", 1, ids.briar)), FAR)
        opened.do(travel.set_drive, DriveEntry(1, 2, 15, 58), both_ways=True)
        yield opened, ids


NAMES = (
    "add student",
    "edit student",
    "what works",
    "exit",
    "take on",
    "new plan",
    "edit plan",
    "close plan",
    "add line",
    "correct line",
    "change line",
    "end line",
    "remove line",
    "add goal",
    "edit goal",
    "goal status",
    "remove goal",
    "add commitment",
    "edit commitment",
    "remove commitment",
    "hours",
    "add contact",
    "edit contact",
    "remove contact",
    "add alert",
    "edit alert",
    "review alert",
    "remove alert",
    "add school",
    "edit school",
    "room hours",
    "add bell",
    "copy bells",
    "drive",
    "therapist",
    "home",
    "readmit",
    "archive school",
    "add bells",
    "edit bell",
    "remove bell",
    "clear pair",
    "pair",
    "introduce",
    "add district",
    "remove plan",
    "district",
    "lend",
    "edit loan",
    "give back",
    "remove loan",
    "add files",
    "rename file",
    "remove file",
    "transfer",
    "transfer with times",
    "set several",
    "review several",
    "exit several",
    "save view",
    "replace view",
    "rename view",
    "remove view",
)

FAR = date(2026, 9, 30)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: any(c.isalnum() for c in text)
)
days = st.dates(date(2026, 9, 1), date(2027, 6, 1))
times = st.tuples(st.integers(400, 600), st.integers(10, 200)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def lines(draw: st.DrawFn) -> LineEntry:
    grouping = draw(st.sampled_from(Grouping))
    room = None if grouping is Grouping.INDIVIDUAL else draw(st.none() | st.integers(2, 8))
    return LineEntry(
        draw(st.integers(5, 90)), draw(st.integers(1, 5)), draw(st.sampled_from(Period)),
        mode=draw(st.sampled_from(Mode)), grouping=grouping, group_max=room, start=date(2026, 2, 3),
    )  # fmt: skip


@st.composite
def goal_entries(draw: st.DrawFn) -> GoalEntry:
    return GoalEntry(
        draw(words), draw(words), measure=draw(st.sampled_from(MeasureType)), baseline=draw(st.none() | st.just(40.0)),
        target=draw(st.none() | st.just(80.0)), number=draw(st.none() | st.integers(1, 6)),
        objectives=tuple(ObjectiveEntry(text) for text in draw(st.lists(words, max_size=3))),
    )  # fmt: skip


def first_exited(house: House) -> int:
    with house.vault.read() as db:
        return db.scalars(select(Student.id).where(Student.exited_on.is_not(None))).all()[0]


def first_id(house: House, kind: type[Record]) -> int:
    with house.vault.read() as db:
        return db.scalars(select(kind.id).order_by(kind.id)).all()[0]


def steps(data: st.DataObject, house: House, ids: Ids) -> dict[str, tuple[object, ...]]:
    """Every action with arguments as they may come."""
    draw = data.draw
    student = StudentEntry(
        draw(words), draw(words), draw(st.integers(-1, 12)), draw(st.sampled_from([ids.alder, ids.briar]))
    )
    start, end = draw(times)
    block = BellEntry(ids.alder, DayType.REGULAR, 0, 2, draw(words), start, end, draw(st.sampled_from(Pull)))
    school = SchoolEntry(draw(words), draw(st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True)), 0, 5, start, end)
    commitment = CommitmentEntry(draw(words), draw(st.integers(0, 4)), start, end)
    day = draw(days)
    intake = IntakeEntry(student, PlanEntry(PlanType.IEP, day), (draw(lines()),), (draw(goal_entries()),))
    counted = DistrictEntry(draw(words), minutes_policy=draw(st.sampled_from(CountMode)))
    idle = max(row.school_id for row in house.read(school_queries.schools))
    return {
        "add student": (students.add, student),
        "edit student": (students.edit, ids.maya, student),
        "what works": (students.set_what_works, ids.hazel, draw(words)),
        "exit": (students.exit_student, ids.maya, day, draw(words)),
        "take on": (students.take_on, intake),
        "new plan": (plans.start, ids.maya, PlanEntry(draw(st.sampled_from(PlanType)), day)),
        "edit plan": (plans.edit, ids.maya_plan, PlanEntry(PlanType.IEP, date(2026, 2, 1), date(2027, 1, 31))),
        "close plan": (plans.close, ids.maya_plan, day),
        "add line": (service_lines.add, ids.maya_plan, draw(lines())),
        "correct line": (service_lines.correct, ids.maya_line, draw(lines())),
        "change line": (service_lines.change, ids.maya_line, draw(lines()), day),
        "end line": (service_lines.end, ids.maya_line, day),
        "remove line": (service_lines.remove, ids.hazel_line),
        "add goal": (goals.add, ids.maya, draw(goal_entries())),
        "edit goal": (goals.edit, ids.maya_goal, draw(goal_entries())),
        "goal status": (goals.set_status, ids.maya_goal, draw(st.sampled_from(GoalStatus)), day),
        "remove goal": (goals.remove, ids.maya_goal),
        "add commitment": (commitments.add, ids.kofi, commitment),
        "edit commitment": (commitments.edit, first_id(house, Commitment), commitment),
        "remove commitment": (commitments.remove, first_id(house, Commitment)),
        "hours": (commitments.set_hours, ids.kofi, (HoursEntry(ids.briar, 1, start, end),)),
        "add contact": (contacts.add, ids.kofi, ContactEntry(draw(words))),
        "edit contact": (contacts.edit, first_id(house, Contact), ContactEntry(draw(words), phone="555-0102")),
        "remove contact": (contacts.remove, first_id(house, Contact)),
        "add alert": (alerts.add, ids.kofi, AlertEntry(draw(st.sampled_from(AlertKind)), draw(words))),
        "edit alert": (alerts.edit, first_id(house, SafetyAlert), AlertEntry(AlertKind.OTHER, draw(words))),
        "review alert": (alerts.reviewed, first_id(house, SafetyAlert), date(2026, 10, 20)),
        "remove alert": (alerts.remove, first_id(house, SafetyAlert)),
        "add school": (schools.add, school),
        "edit school": (schools.edit, ids.alder, school),
        "room hours": (schools.set_room_hours, ids.alder, (HoursEntry(ids.alder, 2, start, end),)),
        "add bell": (bells.add, block),
        "copy bells": (bells.copy_band, ids.alder, DayType.REGULAR, (2, 3), (4, 5)),
        "copy bells to a day": (bells.copy_band, ids.alder, DayType.REGULAR, (2, 3), (2, 3), DayType.TWO_HOUR_DELAY),
        "remove bells": (bells.remove_band, ids.alder, DayType.REGULAR, (2, 3)),
        "drive": (travel.set_drive, DriveEntry(1, 2, draw(st.integers(0, 90)), draw(st.integers(0, 900))), ),
        "therapist": (therapists.edit, ids.therapist, TherapistEntry(draw(words), draw(words))),
        "home": (therapists.set_home, ids.therapist, PlaceEntry(PlaceKind.HOME, draw(words))),
        "readmit": (students.readmit, first_exited(house)),
        "archive school": (schools.archive, idle),
        "add bells": (bells.add_all, (block, replace(block, label=draw(words)))),
        "edit bell": (bells.edit, first_id(house, BellBlock), block),
        "remove bell": (bells.remove, first_id(house, BellBlock)),
        "clear pair": (travel.clear_pair, 1, 2),
        "pair": (travel.set_pair, DriveEntry(1, 2, draw(st.integers(0, 90)), 58), DriveEntry(2, 1, 14, 58)),
        "introduce": (therapists.introduce, draw(words), TherapistEntry(draw(words), draw(words))),
        "add district": (districts.add, counted),
        "remove plan": (plans.remove, ids.maya_plan),
        "lend": (loans.lend, ids.kofi, LoanEntry(draw(words), date(2026, 10, 1), due_back=day)),
        "edit loan": (loans.edit, first_id(house, Loan), LoanEntry(draw(words), date(2026, 9, 3), remark=draw(words))),
        "give back": (loans.give_back, first_id(house, Loan), day),
        "remove loan": (loans.remove, first_id(house, Loan)),
        "add files": (
            attachments.add, ids.kofi, [FileEntry(draw(words), draw(st.binary(max_size=50))), FileEntry("b.txt", b"b")]
        ),
        "rename file": (attachments.rename, first_id(house, Attachment), draw(words), draw(words)),
        "remove file": (attachments.remove, first_id(house, Attachment)),
        "transfer": (
            transfers.transfer, ids.hazel, TransferEntry(ids.briar, date(2026, 10, 19), teacher=draw(words))
        ),
        "transfer with times": (
            transfers.transfer, ids.maya, TransferEntry(ids.briar, date(2026, 10, 19), True, reason=draw(words))
        ),
        "set several": (
            bulk_students.set_field, (ids.maya, ids.hazel, ids.kofi), draw(st.sampled_from(SharedField)), draw(words)
        ),
        "review several": (bulk_students.set_review, (ids.maya, ids.hazel), day),
        "exit several": (bulk_students.exit_students, (ids.maya, ids.hazel, ids.kofi), day),
        "save view": (saved_views.save, "caseload", draw(words), {"words": draw(words)}),
        "replace view": (saved_views.save, "caseload", "mine", {"words": draw(words)}),
        "rename view": (saved_views.rename, first_id(house, SavedView), draw(words)),
        "remove view": (saved_views.remove, first_id(house, SavedView)),
        "district": (districts.edit, ids.district, counted),
    }  # fmt: skip


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate])
@given(data=st.data())
@pytest.mark.parametrize("name", NAMES)
def test_undo_brings_every_row_back(filled: tuple[House, Ids], name: str, data: st.DataObject) -> None:
    house, ids = filled
    action, *arguments = steps(data, house, ids)[name]
    before = house.dump()
    try:
        house.do(action, *arguments)  # type: ignore[arg-type]  # drawn
    except Refusal:
        assert house.dump() == before
        return
    after = house.dump()
    if after == before:
        return
    assert house.said
    house.undo()
    assert house.dump() == before
    house.redo()
    assert house.dump() == after
    house.undo()
    assert house.dump() == before


def test_undo_of_the_first_thing_a_person_says_of_herself(tmp_path: Path, clock: FixedClock) -> None:
    with house(tmp_path / "vault", clock) as opened:
        before = opened.dump()
        opened.do(therapists.introduce_self, TherapistEntry("Ana", "Ruiz"))
        after = opened.dump()
        assert after != before
        opened.undo()
        assert opened.dump() == before
        opened.redo()
        assert opened.dump() == after


def test_how_a_table_was_left_is_no_step(tmp_path: Path, clock: FixedClock) -> None:
    """It is kept over an undo of what was done before, and the second time replaces the first."""
    with house(tmp_path / "vault", clock) as opened:
        opened.do(districts.add, DistrictEntry("North"))
        opened.do(saved_views.remember, "caseload", {"sort": "name"})
        opened.do(saved_views.remember, "caseload", {"sort": "due"})
        opened.undo()
        assert opened.read(view_queries.left_as, "caseload") == {"sort": "due"}
        assert opened.read(view_queries.saved_views, "caseload") == ()


def test_what_was_left_in_a_form_is_no_step(tmp_path: Path, clock: FixedClock) -> None:
    with house(tmp_path / "vault", clock) as opened:
        opened.do(districts.add, DistrictEntry("North"))
        for name in ("Imani", "Theo"):
            opened.do(left_forms.keep, [Left("Add a student", (("First name", name),))])
        opened.undo()
        first, second = opened.read(left_queries.left)
        assert (first.fields, second.fields) == ((("First name", "Imani"),), (("First name", "Theo"),))
        opened.do(left_forms.forget, [first.form_id])
        assert opened.read(left_queries.left) == (second,)


def test_a_copy_handed_out_is_no_step(tmp_path: Path, clock: FixedClock) -> None:
    """Undo goes past it to what was done before; who got the copy stays written."""
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        (file,) = opened.do(attachments.add, ids.maya, [FileEntry("a.txt", b"words")])
        opened.do(attachments.save_out, file, Disclosure("Ms. Vale", "IEP meeting"))
        assert opened.undo() == "File of Maya added: a.txt"
        with opened.vault.read() as db:
            (event,) = db.scalars(select(AuditEvent).where(AuditEvent.kind == "export"))
            assert (event.subject_id, event.detail["file"]) == (ids.maya, file)


def test_undo_of_a_new_year_brings_everybody_back(tmp_path: Path, clock: FixedClock) -> None:
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        clock.advance(days=270)  # Sat, Jul 17 2027
        rises = (
            Rise(ids.maya, 3, ids.briar), Rise(ids.hazel, 4, ids.alder), Rise(ids.kofi, 1, ids.briar, exits=True)
        )  # fmt: skip
        year = YearEntry("2027-28", date(2027, 8, 31), date(2028, 6, 2))
        terms = (TermEntry("Q1", date(2027, 8, 31), date(2027, 11, 5)),)
        before = opened.dump()
        opened.do(new_year.begin, year.first_day, rises, year, terms)
        after = opened.dump()
        assert after != before
        assert opened.said == "New school year from Aug 31, 2027: 3 students"
        opened.undo()
        assert opened.dump() == before
        opened.redo()
        assert opened.dump() == after
