# SPDX-License-Identifier: MIT
"""Drafts, signing, addenda, phrases, disclosures: what each writes, what it refuses, what can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from otdesk.actions import attendance, disclosures, notes, phrases
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.faults import Refusal
from otdesk.queries import note_list, note_pages, queue
from otdesk.queries import notes as note_queries
from otdesk.queries import phrases as phrase_queries
from otdesk.queries.note_list import NoteState
from otdesk.records.audit import AuditEvent
from otdesk.records.chain import ChainLink
from otdesk.records.goal_data import GoalPoint
from otdesk.records.notes import Note, NoteVersion
from otdesk.records.phrases import PhraseKind
from otdesk.records.undo import UndoStep
from otdesk.rules.disclosure import Given
from otdesk.rules.kinds import ChainKind, NoteStatus, Presence, Prompt
from otdesk.rules.note_entry import GoalTyped, NoteEntry, Piece, Section, SharedEntry
from tests import vaults
from tests.caseload_sample import House
from tests.clock import FixedClock
from tests.note_sample import Desk, desk, entry_of, sign, write

QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> "tuple[object, Desk]":
    folder = tmp_path_factory.mktemp("notes") / "vault"
    with desk(folder, FixedClock()) as made:
        pass
    return folder, made


@pytest.fixture
def at(template: "tuple[object, Desk]", tmp_path: object, clock: FixedClock) -> Iterator[Desk]:
    folder, made = template
    opened = House(vaults.unlocked(vaults.copy(folder, tmp_path / "vault"), clock()), clock)  # type: ignore[arg-type, operator]  # a path
    yield Desk(opened, made.ids, made.alone, made.group, made.last)
    opened.vault.close()


def count(at: Desk, kind: type) -> int:
    with at.house.vault.read() as db:
        return db.scalar(select(func.count()).select_from(kind)) or 0


def steps(at: Desk) -> int:
    return count(at, UndoStep)


# --- drafts ---


def test_a_draft_is_made_once_and_then_changed(at: Desk) -> None:
    first = write(at, at.alone, at.ids.maya)
    second = write(at, at.alone, at.ids.maya, ["4/4i"])
    assert first == second
    assert at.form(at.alone, at.ids.maya).entry.goals[0].typed == "4/4i"
    assert count(at, Note) == 1


def test_saving_by_itself_is_no_step_to_undo(at: Desk) -> None:
    before = steps(at)
    write(at, at.alone, at.ids.maya)
    assert steps(at) == before


def test_versions_are_kept_once_a_minute(at: Desk) -> None:
    for seconds, typed in ((0, "1/4"), (10, "2/4"), (10, "3/4"), (61, "4/4"), (5, "5/5")):
        at.house.clock.advance(seconds=seconds)
        write(at, at.alone, at.ids.maya, [typed])
    with at.house.vault.read() as db:
        kept = [row.content["goals"][0]["typed"] for row in db.scalars(select(NoteVersion).order_by(NoteVersion.id))]  # type: ignore[index]  # JSON
    assert kept == ["1/4", "3/4"], "the state before the first change, then the one a minute later"


def test_the_same_content_again_keeps_no_version(at: Desk) -> None:
    write(at, at.alone, at.ids.maya)
    at.house.clock.advance(minutes=5)
    write(at, at.alone, at.ids.maya)
    assert count(at, NoteVersion) == 0


TYPED = st.lists(st.sampled_from(["3/4v", "1/5p", "-", "r", "70%", "half of it", "4/4i she smiled"]), max_size=3)
LABELS = st.lists(st.sampled_from(["Putty warm-up", "Scissors", "Gone label"]), max_size=3, unique=True).map(tuple)


@QUIET
@given(states=st.lists(st.tuples(TYPED, LABELS), min_size=1, max_size=4), again=st.booleans())
def test_a_draft_thrown_away_comes_back_with_its_versions(
    at: Desk, states: list[tuple[list[str], tuple[str, ...]]], *, again: bool
) -> None:
    for typed, did in states:
        at.house.clock.advance(minutes=2)
        at.house.do(notes.save_draft, at.group, at.ids.maya, entry_of(at.form(at.group, at.ids.maya), typed, did))
    note = at.form(at.group, at.ids.maya).note_id
    assert note is not None
    before = at.house.dump()
    at.house.do(notes.discard_draft, note)
    gone = at.house.dump()
    assert at.form(at.group, at.ids.maya).note_id is None
    at.house.undo()
    assert at.house.dump() == before
    if again:
        at.house.redo()
        assert at.house.dump() == gone


GROUPS = st.builds(
    SharedEntry,
    st.text("ab .", max_size=8),
    st.lists(st.sampled_from(["Timer", "Slant board"])).map(tuple),
    st.just(""),
)


@QUIET
@given(states=st.lists(st.tuples(GROUPS, TYPED, TYPED), min_size=1, max_size=3))
def test_a_group_is_kept_whole_and_leaves_nothing_to_undo(
    at: Desk, states: list[tuple[SharedEntry, list[str], list[str]]]
) -> None:
    before = steps(at)
    for shared, first, second in states:
        entries = {
            at.ids.maya: entry_of(at.form(at.group, at.ids.maya), first),
            at.ids.hazel: entry_of(at.form(at.group, at.ids.hazel), second),
        }
        at.house.do(notes.save_group, at.group, shared, entries)
        for student, entry in entries.items():
            form = at.form(at.group, student)
            assert (form.entry, form.shared) == (entry, shared)
        assert at.form(at.group, at.ids.kofi).shared == shared
    assert steps(at) == before


def test_a_group_is_not_kept_in_part(at: Desk) -> None:
    """One of its notes is signed meanwhile: nothing of the others is written either."""
    sign(at, at.group, at.ids.hazel)
    before = at.house.dump()
    entries = {student: NoteEntry(response="Waited.") for student in (at.ids.maya, at.ids.hazel)}
    with pytest.raises(Refusal, match="This note is signed"):
        at.house.do(notes.save_group, at.group, SharedEntry("clay"), entries)
    assert at.house.dump() == before


# --- signing ---


def test_signing_locks_writes_points_and_leaves_nothing_to_undo(at: Desk) -> None:
    before = steps(at)
    note = sign(at, at.alone, at.ids.maya, ["3/4v", "some of it", "-"])
    assert steps(at) == before
    with at.house.vault.read() as db:
        row = db.get_one(Note, note)
        points = db.scalars(select(GoalPoint)).all()
        link = db.scalars(select(ChainLink)).one()
    assert row.status is NoteStatus.SIGNED
    assert row.sealed is not None
    assert [(p.typed, p.correct, p.total, p.prompt, p.value, p.day) for p in points] == [
        ("3/4v", 3, 4, Prompt.VERBAL, 75.0, date(2026, 10, 20))
    ], "what was not understood or not addressed is no figure"
    assert link.kind is ChainKind.SIGNED
    with pytest.raises(Refusal, match="signed"):
        write(at, at.alone, at.ids.maya, ["4/4"])
    with pytest.raises(Refusal, match="signed"):
        at.house.do(notes.discard_draft, note)


def test_a_draft_that_changed_since_it_was_shown_is_not_signed(at: Desk) -> None:
    note = write(at, at.alone, at.ids.maya)
    at.house.do(notes.complete, at.alone, at.ids.maya)
    shown = at.house.read(note_pages.sealed, note, at.local())
    write(at, at.alone, at.ids.maya, ["0/4"])
    with pytest.raises(Refusal, match="changed since"):
        at.house.do(notes.sign, note, shown)
    assert at.form(at.alone, at.ids.maya).status is NoteStatus.DRAFT
    assert count(at, GoalPoint) == 0


def test_one_students_record_does_not_sign_anothers_note(at: Desk) -> None:
    write(at, at.group, at.ids.maya)
    other = write(at, at.group, at.ids.hazel, [])
    at.house.do(notes.complete, at.group, at.ids.hazel)
    mine = at.form(at.group, at.ids.maya).note_id
    shown = at.house.read(note_pages.sealed, mine or 0, at.local())
    with pytest.raises(Refusal):
        at.house.do(notes.sign, other, shown)


def test_what_was_taken_for_granted_is_said_before_signing(at: Desk) -> None:
    at.house.do(notes.complete, at.alone, at.ids.maya)
    form = at.form(at.alone, at.ids.maya)
    assert (form.presence, form.actual_start, form.actual_end, form.minutes) == (Presence.PRESENT, 480, 510, 30)


def test_a_day_that_has_not_come_is_not_signed(at: Desk) -> None:
    note = write(at, at.alone, at.ids.maya)
    at.house.clock.advance(days=-1)
    with pytest.raises(Refusal, match="has not come yet"):
        at.house.do(notes.complete, at.alone, at.ids.maya)
    shown = at.house.read(note_pages.sealed, note, at.local())
    with pytest.raises(Refusal, match="has not come yet"):
        at.house.do(notes.sign, note, shown)


@pytest.mark.parametrize(("days", "kind"), [(0, ChainKind.SIGNED), (2, ChainKind.SIGNED), (3, ChainKind.LATE_ENTRY)])
def test_a_note_is_late_after_two_business_days(at: Desk, days: int, kind: ChainKind) -> None:
    at.house.clock.advance(days=days)
    sign(at, at.alone, at.ids.maya)
    with at.house.vault.read() as db:
        assert db.scalars(select(ChainLink.kind)).one() is kind


def test_an_addendum_needs_words_and_a_signed_note(at: Desk) -> None:
    draft = write(at, at.last, at.ids.hazel, [])
    signed = sign(at, at.alone, at.ids.maya)
    with pytest.raises(Refusal, match="Only a signed note"):
        at.house.do(notes.add_addendum, draft, "More")
    with pytest.raises(Refusal, match="needs words"):
        at.house.do(notes.add_addendum, signed, "  ")
    before = steps(at)
    at.house.do(notes.add_addendum, signed, " She slept badly. ")
    assert [a.text for a in at.form(at.alone, at.ids.maya).amendments] == ["She slept badly."]
    assert steps(at) == before
    with at.house.vault.read() as db:
        assert [link.kind for link in db.scalars(select(ChainLink).order_by(ChainLink.seq))] == [
            ChainKind.SIGNED,
            ChainKind.ADDENDUM,
        ]


def test_a_correction_keeps_old_new_and_why_and_is_found(at: Desk) -> None:
    signed = sign(at, at.alone, at.ids.maya)
    before = steps(at)
    said = notes.Correction("Data of goal 1", "3 of 4", "2 of 4", "Counted one of Theo’s.")
    for wrong, match in (
        (replace(said, new=" "), "what it should be"), (replace(said, new="3 of 4"), "says already"),
        (replace(said, reason=" "), "Say why"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=match):
            at.house.do(notes.correct, signed, wrong)
    with pytest.raises(Refusal, match="Only a signed note"):
        at.house.do(notes.correct, write(at, at.last, at.ids.hazel, []), said)
    at.house.do(notes.correct, signed, said)
    assert steps(at) == before, "what is signed is not undone"
    page = at.house.read(note_pages.note_page, signed, at.local())
    assert page is not None
    assert page.goals[0].today.startswith("3 of 4"), "the original stays"
    amendment = page.amendments[0]
    assert (amendment.kind, amendment.text, amendment.old, amendment.new, amendment.reason) == (
        ChainKind.CORRECTION, "Data of goal 1", "3 of 4", "2 of 4", "Counted one of Theo’s.",
    )  # fmt: skip
    found = at.house.read(note_list.note_list, date(2026, 10, 20), 624, "counted one")
    assert [line.note_id for line in found.lines] == [signed]
    assert found.lines[0].amendments == 1


def test_a_void_note_stays_counts_for_nothing_and_opens_its_attendance(at: Desk) -> None:
    signed = sign(at, at.alone, at.ids.maya, ["3/4v"])
    assert at.form(at.alone, at.ids.maya).minutes == 30
    with pytest.raises(Refusal, match="Say why"):
        at.house.do(notes.void, signed, "")
    at.house.do(notes.void, signed, "Written for the wrong student")
    form = at.form(at.alone, at.ids.maya)
    assert (form.status, form.minutes, form.presence) == (NoteStatus.VOID, None, None)
    page = at.house.read(note_pages.note_page, signed, at.local())
    assert page is not None
    assert (page.status, page.amendments[0].reason) == (NoteStatus.VOID, "Written for the wrong student")
    later = at.house.read(note_queries.form, at.group, at.ids.maya)
    assert later is not None
    assert all(goal.last is None for goal in later.goals), "its figures are not what was last measured"
    with pytest.raises(Refusal, match="Only a signed note"):
        at.house.do(notes.void, signed, "Again")
    at.house.do(attendance.mark, at.alone, at.ids.maya, attendance.Mark(Presence.ABSENT))
    waiting = at.house.read(queue.to_document, date(2026, 10, 20), 624)
    assert at.alone not in {item.session_id for item in waiting}
    found = at.house.read(note_list.note_list, date(2026, 10, 20), 624, "wrong student")
    assert [(line.note_id, line.state) for line in found.lines] == [(signed, NoteState.VOID)]


def test_an_addendum_being_typed_is_kept_until_it_is_signed(at: Desk) -> None:
    note = sign(at, at.alone, at.ids.maya)
    before = steps(at)
    at.house.do(notes.keep_addendum, note, "She sl")
    at.house.do(notes.keep_addendum, note, "She slept badly.")
    assert at.form(at.alone, at.ids.maya).addendum == "She slept badly."
    assert count(at, NoteVersion) == 1
    at.house.do(notes.keep_addendum, note, " ")
    assert count(at, NoteVersion) == 0
    at.house.do(notes.keep_addendum, note, "Again")
    at.house.do(notes.add_addendum, note, "Again")
    assert at.form(at.alone, at.ids.maya).addendum == ""
    assert steps(at) == before
    with pytest.raises(Refusal, match="Only a signed note"):
        at.house.do(notes.keep_addendum, write(at, at.last, at.ids.hazel, []), "More")


def test_a_note_keeps_its_own_words(at: Desk) -> None:
    entry = NoteEntry(
        (GoalTyped(at.ids.maya_goal, "3/4v"),), plan=("Continue",), sections=((Section.PLAN, (Piece("Łukasz ≤ 5 ✓"),)),)
    )
    at.house.do(notes.save_draft, at.alone, at.ids.maya, entry)
    assert at.form(at.alone, at.ids.maya).entry == entry


# --- phrases ---

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    str.strip
)


@QUIET
@given(
    kind=st.sampled_from(PhraseKind),
    label=WORDS,
    text=WORDS,
    hers=st.booleans(),
    act=st.sampled_from(["add", "change", "remove"]),
)
def test_every_act_on_phrases_can_be_taken_back(
    at: Desk, kind: PhraseKind, label: str, text: str, *, hers: bool, act: str
) -> None:
    known = at.house.read(phrase_queries.of_kind, kind)
    before = at.house.dump()
    try:
        if act == "add":
            at.house.do(phrases.add, kind, label, text, at.ids.maya if hers else None)
        elif act == "change":
            at.house.do(phrases.change, known[0].phrase_id, label, text)
        else:
            at.house.do(phrases.remove, known[-1].phrase_id)
    except Refusal:
        assert at.house.dump() == before
        return
    after = at.house.dump()
    at.house.undo()
    assert at.house.dump() == before
    at.house.redo()
    assert at.house.dump() == after
    at.house.undo()


def test_a_label_is_there_once(at: Desk) -> None:
    at.house.do(phrases.add, PhraseKind.DID, "Swing", "swinging", at.ids.maya)
    with pytest.raises(Refusal, match="already"):
        at.house.do(phrases.add, PhraseKind.DID, " Swing ", "again", at.ids.maya)
    at.house.do(phrases.add, PhraseKind.DID, "Swing", "swinging")
    hers = [row.label for row in at.house.read(phrase_queries.of_kind, PhraseKind.DID, at.ids.maya)]
    others = [row.label for row in at.house.read(phrase_queries.of_kind, PhraseKind.DID, at.ids.hazel)]
    assert hers[0] == "Swing", "her own come first"
    assert hers.count("Swing") == 2
    assert others.count("Swing") == 1


# --- disclosures ---


def test_each_student_gets_a_row_with_who_and_why(at: Desk) -> None:
    one = sign(at, at.alone, at.ids.maya)
    two = sign(at, at.group, at.ids.maya)
    three = sign(at, at.last, at.ids.hazel, [])
    before = steps(at)
    said = Disclosure("Ms. Vale, office", "IEP meeting", "Written consent on file")
    at.house.do(disclosures.record_notes, Way.PRINT, [three, one, two], said)
    with at.house.vault.read() as db:
        rows = db.scalars(select(AuditEvent).where(AuditEvent.kind == "print").order_by(AuditEvent.seq)).all()
    told = {"recipient": said.recipient, "purpose": said.purpose, "authority": said.authority, "what": "notes"}
    assert [(row.subject_kind, row.subject_id, row.detail) for row in rows] == [
        ("student", at.ids.maya, {**told, "notes": [one, two]}),
        ("student", at.ids.hazel, {**told, "notes": [three]}),
    ]
    assert steps(at) == before


def test_ones_own_file_is_written_down_too(at: Desk) -> None:
    note = sign(at, at.alone, at.ids.maya)
    at.house.do(disclosures.record_notes, Way.EXPORT, [note], Disclosure(own_file=True))
    with at.house.vault.read() as db:
        row = db.scalars(select(AuditEvent).where(AuditEvent.kind == "export")).one()
    assert row.detail == {"own_file": True, "notes": [note], "what": "notes"}


@pytest.mark.parametrize("said", [Disclosure(), Disclosure("  ", "why"), Disclosure("Ms. Vale", " ")])
def test_nobody_gets_a_record_without_name_and_purpose(at: Desk, said: Disclosure) -> None:
    note = sign(at, at.alone, at.ids.maya)
    with pytest.raises(Refusal, match="Say w"):
        at.house.do(disclosures.record_notes, Way.PRINT, [note], said)
    with at.house.vault.read() as db:
        assert db.scalar(select(func.count()).where(AuditEvent.kind == "print")) == 0


def test_handing_out_nothing_is_refused(at: Desk) -> None:
    with pytest.raises(Refusal, match="no note"):
        at.house.do(disclosures.record_notes, Way.PRINT, [4711], Disclosure(own_file=True))


def test_other_records_leave_their_row(at: Desk) -> None:
    at.house.do(disclosures.record, Way.EXPORT, Given.CASELOAD, [1], Disclosure("District", "yearly list"))
    with at.house.vault.read() as db:
        row = db.scalars(select(AuditEvent).where(AuditEvent.kind == "export")).one()
    assert (row.subject_kind, row.subject_id, row.detail["what"]) == ("student", 1, "caseload")
    assert row.at - at.house.clock() < timedelta(seconds=1)
