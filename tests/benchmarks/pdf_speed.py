# SPDX-License-Identifier: MIT
"""500 tagged session notes in one PDF, by OTDesk, fpdf2 and Typst: the same words, fonts, table and foot in each.

    .venv/bin/python -m tests.benchmarks.pdf_speed [--notes 500] [--rounds 2]

Each engine runs in its own process, in turn, so that peak memory is its own; of the rounds its fastest counts.
Exit 1 when OTDesk is under 4 times
fpdf2's pages a second or over half of Typst's peak memory.
"""

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from otdesk import paths, words
from otdesk.queries.note_rows import NotePage
from tests.printouts.paper_samples import NOTE, PRINTING

FASTER_THAN_FPDF2 = 4.0
MEMORY_OF_TYPST = 0.5
FONTS = {"": "Inter_400Regular.ttf", "B": "Inter_700Bold.ttf"}


def notes(count: int) -> list[NotePage]:
    """Notes that differ from each other in words, dates and figures."""
    chance = random.Random(20261020)  # noqa: S311 - words for a benchmark, the same each run
    pool = sorted({word for text in (NOTE.did, NOTE.response, NOTE.skilled, NOTE.next_plan) for word in text.split()})

    def said(length: int) -> str:
        return " ".join(chance.choice(pool) for _ in range(length)).capitalize() + "."

    made = []
    for number in range(count):
        goals = tuple(
            replace(goal, today=f"{chance.randrange(20)} of 26", percent=f"{chance.randrange(100)} %")
            for goal in NOTE.goals
        )
        made.append(
            replace(
                NOTE,
                note_id=number,
                reference=f"2026-10-20-{number:04d}-MO",
                day=NOTE.day - timedelta(days=chance.randrange(200)),
                goals=goals,
                did=said(24),
                response=said(44),
                skilled=said(20),
                next_plan=said(18),
            )
        )
    return made


def facts(note: NotePage) -> list[tuple[str, str]]:
    return [
        ("Student", words.full_name(note.first, note.last)),
        ("Student ID", note.student_no),
        ("Birth date", "May 30, 2018"),
        ("Grade, teacher", f"{note.grade}, {note.teacher}"),
        ("Date of service", words.day_full_date(note.day)),
        ("Time", "8:00 – 8:30 AM, 30 min"),
        ("Service", f"{note.service}, direct, individual"),
        ("Attendance", "Present"),
        ("Setting, place of service", "Pull-out, Room 12, 03 school"),
        ("Plan", "IEP, Feb 3, 2026 – Feb 2, 2027"),
    ]


def sections(note: NotePage) -> list[tuple[str, str]]:
    return [
        ("What we did", note.did),
        ("Response", note.response),
        ("Skilled service", note.skilled),
        ("Plan", note.next_plan),
        ("Minutes this month", "180 of 240 minutes of service given by Oct 20."),
    ]


HEAD = ("Goal", "Today", "%", "Prompts", "Last time", "Target")
SIGNED = "License OT-00000 (MN) · signed in OTDesk Oct 20, 2026, 8:33 AM CDT"
FOOT = "Confidential student record. Printed Oct 20, 2026, 10:29 AM by D. Whitfield"


def sealed(note: NotePage) -> str:
    return (
        "Signed notes are locked. Later changes appear below as dated amendments: none."
        f" Note {note.reference}, fingerprint {note.fingerprint}."
    )


def by_otdesk(made: Sequence[NotePage]) -> bytes:
    from otdesk.printouts.session_note import session_notes

    return session_notes(made, PRINTING).pdf


def by_fpdf2(made: Sequence[NotePage]) -> bytes:
    from fpdf import FPDF

    class Document(FPDF):
        def footer(self) -> None:
            self.set_y(-40)
            self.set_font("Inter", size=8)
            self.cell(400, 10, FOOT)
            self.cell(0, 10, "Page 1 of 1", align="R")

    pdf = Document(unit="pt", format="Letter")
    for style, file in FONTS.items():
        pdf.add_font("Inter", style, str(paths.resource("fonts", file)))
    pdf.set_margins(54, 48)
    pdf.set_auto_page_break(auto=True, margin=54)
    for note in made:
        _fpdf2_note(pdf, note)
    return bytes(pdf.output())


def _fpdf2_note(pdf: "object", note: NotePage) -> None:
    from fpdf import FPDF

    assert isinstance(pdf, FPDF)
    pdf.add_page()

    def line(text: str, size: float, style: str = "", height: float = 13.5) -> None:
        pdf.set_font("Inter", style, size)
        pdf.multi_cell(0, height, text, new_x="LMARGIN", new_y="NEXT")

    line("Occupational therapy session note", 17, "B", 24)
    line(f"{note.district}\n{note.school}", 8.5)
    told = facts(note)
    for start in range(0, len(told), 2):
        for part, size, style, height in ((0, 8, "B", 10), (1, 10, "", 14)):
            pdf.set_font("Inter", style, size)
            for pair in told[start : start + 2]:
                pdf.cell(252, height, pair[part])
            pdf.ln(height)
    line("Goals worked on", 11.5, "B", 18)
    pdf.set_font("Inter", size=10)
    with pdf.table(col_widths=(176, 72, 44, 88, 62, 62)) as table:
        table.row(HEAD)
        for goal in note.goals:
            first = f"{goal.number}. {goal.area}\n{goal.statement}"
            table.row((first, goal.today, goal.percent, goal.prompts, goal.last_time, goal.target))
    for title, text in sections(note):
        line(title, 11.5, "B", 18)
        line(text, 10)
    line("Dana Whitfield, MS, OTR/L", 10.5, "B")
    line(SIGNED, 8.5)
    line(sealed(note), 8.5)


def by_typst(made: Sequence[NotePage]) -> bytes:
    import typst

    def said(text: str) -> str:
        return f"#{json.dumps(text, ensure_ascii=False)}"

    out = io.StringIO()
    out.write(
        '#set document(title: "500 session notes")\n#set text(font: "Inter", size: 10pt, lang: "en")\n'
        f'#set page("us-letter", margin: 0.75in, footer: [#text(8pt)[{said(FOOT)} #h(1fr) Page 1 of 1]])\n'
    )
    for number, note in enumerate(made):
        out.write("#pagebreak()\n" if number else "")
        out.write(f"= Occupational therapy session note\n#text(8.5pt)[{said(note.district)} {said(note.school)}]\n\n")
        for label, value in facts(note):
            out.write(f"/ {said(label)}: {said(value)}\n")
        out.write("== Goals worked on\n#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr, 1fr), table.header(")
        out.write(", ".join(f"[{said(title)}]" for title in HEAD) + "),\n")
        for goal in note.goals:
            cells = (f"{goal.number}. {goal.area} {goal.statement}", goal.today, goal.percent, goal.prompts)
            out.write(", ".join(f"[{said(cell)}]" for cell in (*cells, goal.last_time, goal.target)) + ",\n")
        out.write(")\n")
        for title, text in sections(note):
            out.write(f"== {said(title)}\n{said(text)}\n\n")
        out.write(
            f"*Dana Whitfield, MS, OTR/L* \\\n#text(8.5pt)[{said(SIGNED)}]\n\n#text(8.5pt)[{said(sealed(note))}]\n"
        )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[paths.resource("fonts")])
    return typst.compile(out.getvalue().encode(), format="pdf", font_paths=fonts)


ENGINES: dict[str, Callable[[Sequence[NotePage]], bytes]] = {
    "otdesk": by_otdesk,
    "fpdf2": by_fpdf2,
    "typst": by_typst,
}


def run_one(engine: str, count: int) -> None:
    """In the child: time from rows to bytes, first use of the library included."""
    made = notes(count)
    begun, busy = time.perf_counter(), time.process_time()
    pdf = ENGINES[engine](made)
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    peak = 0.0
    if sys.platform != "win32":
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = _pages(pdf)
    json.dump(
        {"seconds": seconds, "busy": busy, "pages": pages, "rate": pages / seconds, "peak": peak, "size": len(pdf)},
        sys.stdout,
    )


def _pages(pdf: bytes) -> int:
    from otdesk.printouts.preview import Pages

    with Pages(pdf) as pages:
        return pages.count


def measured(engine: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.pdf_speed", "--engine", engine, "--notes", str(count)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(
        f"{engine:8} {found['pages']:4.0f} pages {found['seconds']:6.2f} s ({found['busy']:.2f} s of a core)"
        f" {found['rate']:6.0f} pages/s"
        f" {found['peak']:5.0f} MiB peak {found['size'] / 1e6:5.1f} MB"
    )
    return found


def _seconds(run: dict[str, float]) -> float:
    return run["seconds"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--engine", choices=ENGINES)
    wanted = parser.parse_args()
    if wanted.engine:
        run_one(wanted.engine, wanted.notes)
        return 0
    runs = [{engine: measured(engine, wanted.notes) for engine in ENGINES} for _round in range(wanted.rounds)]
    found = {engine: min((run[engine] for run in runs), key=_seconds) for engine in ENGINES}
    faster = found["otdesk"]["rate"] / found["fpdf2"]["rate"]
    memory = found["otdesk"]["peak"] / found["typst"]["peak"]
    print(f"OTDesk makes {faster:.1f} times fpdf2's pages a second (wanted: {FASTER_THAN_FPDF2:g})")
    cores = found["fpdf2"]["busy"] / found["otdesk"]["busy"]
    print(f"OTDesk's pages cost a core {cores:.1f} times less time than fpdf2's")
    print(f"OTDesk takes {memory:.2f} of Typst's peak memory (wanted: under {MEMORY_OF_TYPST:g})")
    return 0 if faster >= FASTER_THAN_FPDF2 and memory < MEMORY_OF_TYPST else 1


if __name__ == "__main__":
    sys.exit(main())
