# SPDX-License-Identifier: MIT
"""A screening: areas and what they showed, what comes of it; no evaluation, no service, a consent asked for."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import consents, note_rules, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.printouts.session_note import session_notes
from otdesk.queries import copy_queue, note_list, note_pages, service_log, timesheet
from otdesk.queries import note_rules as queries
from otdesk.queries import notes as note_queries
from otdesk.queries.note_rows import NotePage
from otdesk.rules.checklists import Tick
from otdesk.rules.copy_profile import CopyField
from otdesk.rules.entries_due import ConsentEntry
from otdesk.rules.kinds import NoteStatus, RecordKind, WorkKind
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteRules
from otdesk.rules.screening import Finding, Outcome
from otdesk.ui.notes import checks
from otdesk.ui.settings.note_rules_form import NoteRulesForm
from tests import vaults
from tests.note_sample import TODAY
from tests.note_window import K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

AREAS = NoteRules(lists=((Tick.AREA, ("Fine motor", "Handwriting", "Self-care")),))
CONSENT = ConsentEntry("Screening by OT", given_on=TODAY.replace(day=1))


def add(window: NoteWindow) -> int:
    ids = window.at.ids
    entry = SessionEntry(TODAY, ids.alder, 585, 600, ((ids.maya, None),), kind=RecordKind.SCREENING)
    return window.house.do(sessions.add, entry)


def signed_page(window: NoteWindow, session: int) -> NotePage:
    note = window.house.read(note_queries.note_id, session, window.at.ids.maya)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.status is NoteStatus.SIGNED
    return page


def test_it_is_written_by_keys_signed_and_printed_under_its_own_headings(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, AREAS)
    window.bridge.do(consents.add, window.at.ids.maya, CONSENT)
    record, maya = add(window), window.at.ids.maya
    panel = window.panel(record, maya)
    assert window.name() == "Fine motor: not screened", "one chooses at once"
    assert panel.editor.goals == []
    assert panel.editor.warnings() == ["No area is screened yet."]
    window.press(K.Key_1)
    assert window.name() == "Fine motor: No concern"
    window.press(K.Key_Tab, K.Key_3)
    assert window.name() == "Handwriting: Evaluate"
    window.press(K.Key_Tab, K.Key_2)
    window.press(K.Key_0)
    assert window.name() == "Self-care: not screened"
    assert panel.editor.warnings()[0] == "What comes of it is not said yet."
    window.press(K.Key_Tab)
    assert window.name() == "Outcome"
    panel.editor.choices.screening.outcome.setCurrentIndex(1 + list(Outcome).index(Outcome.EVALUATE))
    assert panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText() == "An evaluation is suggested."
    assert panel.editor.warnings() == [
        "An evaluation is suggested: say who was told. It must not wait for more support."
    ]
    for heading, words in (
        ("Asked by, and why", "Ms. Fennimore: slow to copy."),
        ("How it was screened", "Two work samples, one look at her desk."),
        ("Next step", "Told the team on Oct 20."),
    ):
        window.tab_to(heading)
        window.write(words)
    assert panel.editor.warnings() == []
    panel.flush()
    assert checks.ready(window.form(record, maya), TODAY, vaults.PERSON)
    panel.sign()
    window.settled()
    page = signed_page(window, record)
    assert page.screened == (("Fine motor", Finding.NO_CONCERN), ("Handwriting", Finding.EVALUATE))
    pdf = session_notes([page], PRINTING).pdf
    text = pdf_tools.flat(pdf)
    said = [
        "Screening record", "Areas screened Area Result", "Fine motor No concern", "Handwriting Evaluation suggested",
        "Asked by, and why Ms. Fennimore", "How it was screened Two work", "Outcome An evaluation is suggested.",
        "Next step Told the team", "is not an evaluation for special education (34 CFR 300.302)",
    ]  # fmt: skip
    places = [text.index(part) for part in said]
    assert places == sorted(places)
    assert "Self-care" not in text
    tree = pdf_tools.structure(pdf)
    table = tree[tree.index("Table") :]
    assert table.index('"Area "') < table.index('"Result "') < table.index('"Fine motor "')


def test_it_is_found_copied_and_shown_with_its_areas(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, AREAS)
    record, maya = add(window), window.at.ids.maya
    panel = window.panel(record, maya)
    window.press(K.Key_2)
    panel.flush()
    draft = next(line for line in window.house.read(note_list.note_list, TODAY, 624).lines if line.note_id)
    assert draft.excerpt == "Fine motor: Watch"
    panel.sign()
    window.settled()
    found = window.house.read(note_list.note_list, TODAY, 624, "motor watch").lines
    assert [line.excerpt for line in found] == ["Fine motor: watch"]
    (whole,) = [
        each.text
        for each in window.house.read(copy_queue.fields, signed_page(window, record).note_id, window.clock.local())
        if each.field is CopyField.WHOLE
    ]
    assert whole == "Fine motor: Watch."
    panel.open_note(record, maya)
    shown = [label.text() for label in panel.signed_view.findChildren(QWidget) if hasattr(label, "text")]
    assert "Fine motor: Watch" in shown


def test_it_is_no_service_and_time_of_prevention(window: NoteWindow) -> None:
    record = add(window)
    panel = window.panel(record, window.at.ids.maya)
    window.press(K.Key_1)
    panel.sign()
    window.settled()
    logs = window.house.read(service_log.service_logs, TODAY, TODAY, window.clock.local())
    assert all(entry.session_id != record for log in logs for entry in log.entries)
    sheet = window.house.read(timesheet.sheet, TODAY, TODAY, TODAY, 24 * 60)
    assert sheet.by_kind()[WorkKind.MTSS] == 15
    assert WorkKind.EVALUATION not in sheet.by_kind()


def test_a_consent_is_asked_for_unless_the_district_asks_for_none(window: NoteWindow) -> None:
    record, maya = add(window), window.at.ids.maya
    asked = "No parent’s consent for this is noted."
    assert any(said.startswith(asked) for said in window.panel(record, maya).editor.warnings())
    old = ConsentEntry("Screening", given_on=TODAY.replace(year=2025), expires_on=TODAY.replace(day=1))
    window.bridge.do(consents.add, maya, old)
    window.bridge.do(consents.add, maya, ConsentEntry("Photos", given_on=TODAY))
    assert not window.form(record, maya).consented, "run out, or for something else"
    window.bridge.do(consents.add, maya, CONSENT)
    assert window.form(record, maya).consented
    window.bridge.undo()
    window.bridge.do(note_rules.set_note_rules, NoteRules(consent=False))
    assert window.form(record, maya).consented
    assert window.form(window.at.alone, maya).consented, "therapy has its plan"


def test_a_version_brings_its_areas_back(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, AREAS)
    panel = window.panel(add(window), window.at.ids.maya)
    window.press(K.Key_1)
    before = panel.editor.entry()
    window.press(K.Key_3)
    assert panel.editor.entry().screened.suggests_evaluation
    panel.editor.put_back(before)
    assert panel.editor.entry() == before


def test_settings_hold_the_areas_and_whether_a_consent_is_asked_for(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = NoteRulesForm(host, window.bridge)
    form.open()
    assert form.lists[Tick.AREA].isVisible(), "whatever form the notes take"
    form.lists[Tick.AREA].set_text("Hands\nEyes")
    form.consent.setChecked(False)
    form.accept()
    window.settled()
    rules = window.house.read(queries.note_rules)
    assert not rules.consent
    panel = window.panel(add(window), window.at.ids.maya)
    assert [row.area for row in panel.editor.choices.screening.rows] == ["Hands", "Eyes"]
