# SPDX-License-Identifier: MIT
import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otdesk.printouts.page import Printing
from otdesk.printouts.session_note import session_notes
from otdesk.queries.note_rows import NotePage, Signature
from otdesk.rules.kinds import ChainKind, Grouping, Mode, NoteStatus, Presence, Reason
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import AMENDMENTS, CENTRAL, GOALS, NOTE, PRINTING


def flat(note: NotePage) -> str:
    return pdf_tools.flat(session_notes([note], PRINTING).pdf)


def test_every_field_is_on_the_page_in_words_that_can_be_found(tmp_path: Path) -> None:
    note = replace(NOTE, medicaid_no="MA-7781", co_signature_due=True, late_written=date(2026, 10, 30))
    made = session_notes([note], PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    for words in (
        "Occupational therapy session note",
        "Marlow County Schools", "Alder Creek Elementary",
        "Maya Ortiz", "S-20417", "May 30, 2018", "2, Ms. Fennimore", "MA-7781",
        "Tue, Oct 20, 2026", "8:00 – 8:30 AM, 30 min",
        "Occupational therapy, direct, individual",
        "97530 functional activities, one-to-one: 30 min, 2 units",
        "Units by the CMS rule",
        "F82, R27.8", "Pull-out, Room 12", "03 school", "Present",
        "IEP", "Feb 3, 2026 – Feb 2, 2027",
        "1. Letter formation", GOALS[0].statement, "19 of 26", "73 %", "Independent", "69 %", "80 %",
        "3. Sensory tools", GOALS[1].statement, "1 of 1", "100 %", "Verbal",
        NOTE.did, NOTE.response, NOTE.skilled, NOTE.next_plan,
        "180 of 240 minutes of service given by Oct 20.",
        "Dana Whitfield, MS, OTR/L", "License OT-00000 (MN) · signed in OTDesk Oct 20, 2026, 8:33 AM CDT",
        "Supervisor (co-signature required)",
        "Late entry: service on Tue, Oct 20, 2026, written on Fri, Oct 30, 2026.",
        "dated amendments: none. Note 2026-10-20-0800-MO, fingerprint 7F3A-91C2-E05B-44D0.",
        "Confidential student record. Printed Oct 20, 2026, 10:29 AM by D. Whitfield", "Page 1 of 2",
    ):  # fmt: skip
        assert words in said, words
    assert made.warnings == ()
    assert made.pages == 2


def test_characters_of_many_names_and_signs_come_through(tmp_path: Path) -> None:
    note = replace(
        NOTE, first="Łukasz", last="Škoda", teacher="Zoë Nguyễn", response="Łukasz Škoda, Zoë, 3 ≤ 5 ✓ ☐ ½ → √"
    )
    made = session_notes([note], PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    for said in (pdf_tools.flat(made.pdf), pdf_tools.structure_words(made.pdf)):
        assert "Łukasz Škoda, Zoë, 3 ≤ 5 ✓ ☐ ½ → √" in said
        assert "2, Zoë Nguyễn" in said
    assert made.warnings == ()


def test_characters_without_a_glyph_are_codes_and_a_warning() -> None:
    made = session_notes([replace(NOTE, did="likes 漢字", response="\x07 bell")], PRINTING)
    said = pdf_tools.flat(made.pdf)
    assert "likes [U+6F22][U+5B57]" in said
    assert "[U+0007] bell" in said
    assert made.warnings == (
        "No font here has these characters; their codes are printed instead: U+0007, 字 (U+5B57), 漢 (U+6F22).",
    )


def test_screen_reader_hears_headings_tables_and_unjoined_words() -> None:
    pdf = session_notes([NOTE], PRINTING).pdf
    tree = pdf_tools.structure(pdf)
    for tag in (
        "Document",
        "Sect",
        "H1 (block)",
        "H2 (block)",
        "Table",
        "TR",
        "TH",
        "TD",
        "L (block)",
        "LI",
        "Lbl",
        "LBody",
    ):
        assert tag in tree, tag
    said = pdf_tools.structure_words(pdf)
    assert NOTE.response in said
    assert GOALS[0].statement in said
    assert "Confidential" not in said  # the foot is an artifact
    assert "Page 1 of 1" not in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"presence": Presence.LATE, "reason": Reason.PARTIAL}, "Came late"),
        ({"presence": Presence.LEFT_EARLY, "reason": Reason.EARLY_RELEASE}, "Left early (early release or delay)"),
        ({"presence": None}, "Attendance"),
        ({"grouping": Grouping.GROUP, "group_size": 4}, "Occupational therapy, direct, group of 4"),
        ({"mode": Mode.CONSULT}, "Occupational therapy, consultation, individual"),
        ({"start": 690, "end": 735, "minutes": 45}, "11:30 AM – 12:15 PM, 45 min"),
        ({"times_confirmed": False}, "8:00 – 8:30 AM, 30 min (as planned, not confirmed)"),
        ({"start": None, "end": None}, "30 min"),
        ({"plan_start": None}, "to Feb 2, 2027"),
        ({"plan_review": None}, "from Feb 3, 2026"),
        ({"place_of_service": "10"}, "10 telehealth, at home"),
        ({"place_of_service": "99"}, "99"),
        ({"grade": -1}, "PK, Ms. Fennimore"),
        ({"month_due": None}, "180 minutes of service given by Oct 20."),
        ({"remark": "Fire drill at 8:10."}, "Fire drill at 8:10."),
    ],
)
def test_what_else_a_note_may_say(changes: dict[str, object], words: str) -> None:
    assert words in flat(replace(NOTE, **changes))  # type: ignore[arg-type]  # the cases name fields of NotePage


def test_bare_note_prints_dashes_not_nothing() -> None:
    bare = NotePage(
        1,
        "2026-10-20-0800-MO",
        NoteStatus.DRAFT,
        "",
        "",
        "Maya",
        "",
        date(2026, 10, 20),
        None,
        None,
        None,
        presence=None,
    )
    said = flat(bare)
    assert "Maya" in said
    assert said.count("–") >= 5
    assert "Goals worked on" not in said


def test_draft_says_it_is_not_signed_and_has_no_fingerprint() -> None:
    said = flat(replace(NOTE, status=NoteStatus.DRAFT, signature=None, fingerprint=""))
    assert "DRAFT (not signed)" in said
    assert "Not signed" in said
    assert "fingerprint" not in said
    assert "Dana Whitfield" not in said


def test_missed_session_says_why_and_gives_no_minutes() -> None:
    missed = replace(
        NOTE, presence=Presence.ABSENT, reason=Reason.STUDENT_ABSENT, goals=(), minutes=0, did="", response="",
        skilled="", remark="Out sick, said the office.",
    )  # fmt: skip
    said = flat(missed)
    assert "Missed session note" in said
    assert "Scheduled time 8:00 – 8:30 AM" in said
    assert "Why no service was given Absent. Out sick, said the office." in said
    assert not re.search(r"\b0 min\b", said)
    assert "What we did" not in said
    refused = flat(replace(missed, presence=Presence.REFUSED, reason=Reason.STUDENT_NOT_AVAILABLE))
    assert "Refused (student not available)" in refused


def test_amendments_stand_below_with_old_and_new_words() -> None:
    said = flat(replace(NOTE, amendments=AMENDMENTS))
    assert "dated amendments: 2." in said
    first = "Addendum, Oct 22, 2026, 9:12 AM CDT By Dana Whitfield, MS, OTR/L Ms. Fennimore gave the classroom sample"
    second = (
        "Correction, Oct 23, 2026, 3:02 PM CDT By Dana Whitfield, MS, OTR/L"
        " Reason: typing error Was: Keep ½-inch lines. Now: Keep ¼-inch lines."
    )
    assert said.index(first) < said.index(second)
    assert NOTE.next_plan in said


def test_void_note_keeps_its_words_and_says_so() -> None:
    void = replace(AMENDMENTS[0], kind=ChainKind.VOID, text="", reason="wrong student")
    said = flat(replace(NOTE, status=NoteStatus.VOID, amendments=(void,)))
    assert "VOID, entered in error" in said
    assert "Reason: wrong student" in said
    assert NOTE.response in said


def test_co_signature_stands_beside_the_signature() -> None:
    at = datetime(2026, 10, 21, 16, 5, tzinfo=CENTRAL)
    said = flat(replace(NOTE, co_signature=Signature("Lee Park", "OTR/L", "OT-11111", "MN", at, "CDT")))
    assert "Lee Park, OTR/L" in said
    assert "signed in OTDesk Oct 21, 2026, 4:05 PM CDT" in said


def long_note() -> NotePage:
    goals = tuple(replace(GOALS[n % 2], number=n + 1, statement=f"{GOALS[0].statement} ({n + 1}.)") for n in range(15))
    response = "\n\n".join(f"Part {n}: {NOTE.response}" for n in range(20))
    return replace(NOTE, goals=goals, response=response, did="word " * 900, skilled="x" * 3000, amendments=AMENDMENTS)


def test_long_notes_go_on_and_each_page_says_whose_it_is(tmp_path: Path) -> None:
    note = long_note()
    made = session_notes([note], PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    pages = pdf_tools.pages(made.pdf)
    assert len(pages) == made.pages > 4
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Confidential student record" in page
        if number > 1:
            assert "Maya Ortiz, S-20417 · Tue, Oct 20, 2026" in page
    said = pdf_tools.flat(made.pdf)
    for goal in note.goals:
        assert f"{goal.number}. {goal.area}" in said
        assert f"({goal.number}.)" in said
    for number in range(20):
        assert f"Part {number}:" in said
    assert said.count("word ") + said.count("word\n") >= 899
    assert sum(line.count("x") for line in said.split() if set(line) == {"x"}) == 3000
    assert any("Goal Today % Prompts Last time Target" in " ".join(page.split()) for page in pages[1:])


def test_batch_counts_pages_for_each_note_and_has_an_outline_without_names(tmp_path: Path) -> None:
    other = replace(NOTE, first="Theo", last="Lund", day=date(2026, 10, 21), reference="2026-10-21-0800-TL")
    made = session_notes([NOTE, long_note(), other], PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    pages = pdf_tools.pages(made.pdf)
    assert "Page 1 of 1" in pages[0]
    assert f"Page 1 of {made.pages - 2}" in pages[1]
    assert "Page 1 of 1" in pages[-1]
    assert "Theo Lund" in pages[-1]
    assert pdf_tools.info(made.pdf)["Title"] == "3 session notes"
    with pikepdf.open(io.BytesIO(made.pdf)) as document, document.open_outline() as outline:
        listed = [str(entry.title) for entry in outline.root]
    assert listed == [
        "Tue, Oct 20, 2026, 8:00, M. O.",
        "Tue, Oct 20, 2026, 8:00, M. O.",
        "Wed, Oct 21, 2026, 8:00, T. L.",
    ]


def test_title_holds_no_name() -> None:
    assert pdf_tools.info(session_notes([NOTE], PRINTING).pdf)["Title"] == "Session note 2026-10-20-0800-MO"


def test_same_rows_and_clock_are_the_same_bytes_in_another_process_too() -> None:
    first = session_notes([NOTE, long_note()], PRINTING).pdf
    assert session_notes([NOTE, long_note()], PRINTING).pdf == first
    later = Printing(PRINTING.at.replace(minute=30), PRINTING.by)
    assert session_notes([NOTE, long_note()], later).pdf != first
    program = (
        "import sys; from tests.printouts import test_session_note as t;"
        "sys.stdout.buffer.write(t.session_notes([t.NOTE, t.long_note()], t.PRINTING).pdf)"
    )
    environment = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "PATH": "/usr/bin", "QT_QPA_PLATFORM": "offscreen"}
    again = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment).stdout
    assert again == first


PIECES = st.sampled_from([
    "<b>", "</b>", "<para>", "</para>", "<font color='[[[getattr(pow, \"a\")]]]'>", "<img src='file:///etc/passwd'/>",
    "<a href=\"x\">", "<br/>", "&lt;", "&amp;", "&#65;", "&", "<", ">", "]]>", "<!--", "<![CDATA[", "(", ")", "\\",
    "\\)", ") Tj ET", "BT", "<<", ">>", "endstream", "endobj", "%%EOF", "%s", "{0}", "${x}", "{{x}}", "'", '"', "#",
    "$", "=1+1", "[U+0041]", "Škoda", "½", " ",
])  # fmt: skip
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
PAYLOADS = st.lists(st.one_of(PIECES, PRINTABLE), min_size=1, max_size=14).map("".join).filter(str.strip)
IN_A_FILE = 40


@settings(max_examples=max(5, settings.default.max_examples // 12) if settings.default else 5)
@given(st.lists(PAYLOADS, min_size=IN_A_FILE, max_size=IN_A_FILE))
def test_markup_is_only_words(payloads: list[str]) -> None:
    """40 payloads a file: 200 in the check, over 2,000 in the long run."""
    notes = [replace(NOTE, goals=(), did="", response=f"begin{p}end", skilled=p, last=p) for p in payloads]
    pages = pdf_tools.pages(session_notes(notes, PRINTING).pdf)
    assert len(pages) == len(payloads)
    for payload, page in zip(payloads, pages, strict=True):
        said = "".join(page.split())
        bare = "".join(payload.split())
        assert f"begin{bare}end" in said
        assert f"Maya{bare}" in said


def test_markup_leaves_a_sound_file(tmp_path: Path) -> None:
    nasty = ") Tj ET endstream endobj <</S /P>> <b>x</b> &amp; \\ %%EOF"
    note = replace(NOTE, first=nasty, teacher=nasty, did=nasty, reference=nasty)
    made = session_notes([note, note], Printing(PRINTING.at, nasty))
    pdf_tools.assert_sound(made.pdf, tmp_path)
    assert pdf_tools.flat(made.pdf).count(nasty) >= 6


def test_without_a_name_the_foot_names_only_the_time() -> None:
    said = pdf_tools.flat(session_notes([NOTE], Printing(PRINTING.at, "")).pdf)
    assert "Confidential student record. Printed Oct 20, 2026, 10:29 AM Page 1 of 1" in said
