# SPDX-License-Identifier: MIT
"""Progress reports with charts of a whole caseload in one PDF, by OTDesk and, the same words and points, by fpdf2.

    .venv/bin/python -m tests.benchmarks.progress_reports [--reports 50] [--rounds 3]

OTDesk's time runs from the vault to the bytes: reading, sentences, charts, tags. fpdf2 gets the rows read and the words
made. Of the rounds the fastest counts. Exit 1 when OTDesk takes over 5 seconds.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from otdesk import paths
from otdesk.queries import progress_reports as query
from otdesk.queries.progress_reports import ReportPage, State
from otdesk.vault.vault import Vault
from tests import vaults
from tests.printouts.paper_samples import PRINTING

LIMIT_S = 5.0


def laid(folder: Path, reports: int) -> Vault:
    """More students than reports: some have no data yet."""
    from otdesk.sample import build

    now = build.demo_now()
    vault = vaults.unlocked(vaults.make(folder, now), now)
    build.fill(vault, build.Size(students=reports * 6 // 5), build.DEMO_SEED, now)
    return vault


def read(vault: Vault, reports: int) -> tuple[ReportPage, ...]:
    from otdesk.sample.build import demo_now

    today = demo_now().date()
    with vault.read() as db:
        queue = query.queue(db, today)
        assert queue.term is not None
        wanted = [row.student_id for row in queue.rows if row.state is not State.NO_DATA]
        return query.report_pages(db, wanted[:reports], queue.term.term_id, today)


def by_otdesk(vault: Vault, reports: int) -> bytes:
    from otdesk.printouts.progress_report import ReportPaper, progress_reports

    papers = [ReportPaper(page, page.entry, page.language) for page in read(vault, reports)]
    return progress_reports(papers, PRINTING).pdf


def by_fpdf2(pages: Sequence[ReportPage]) -> bytes:
    from fpdf import FPDF

    from otdesk.printouts import progress_words
    from otdesk.rules.report_entry import ReportEntry

    pdf = FPDF(unit="pt", format="Letter")
    pdf.add_font("Inter", "", str(paths.resource("fonts", "Inter_400Regular.ttf")))
    pdf.set_margins(54, 48)
    for page in pages:
        pdf.add_page()
        pdf.set_font("Inter", size=10)
        entry = progress_words.filled(page, ReportEntry(), "en")
        pdf.multi_cell(0, 14, f"Occupational therapy progress report\n{page.district}\n{page.name}",
                       new_x="LMARGIN", new_y="NEXT")  # fmt: skip
        for goal in page.goals:
            pdf.multi_cell(0, 14, f"{goal.number} {goal.statement}", new_x="LMARGIN", new_y="NEXT")
            top, spots = pdf.get_y(), []
            high = max((point.value for point in goal.points), default=1) or 1
            for number, point in enumerate(goal.points):
                spots.append((60 + 440 * number / max(1, len(goal.points) - 1), top + 80 - 80 * point.value / high))
            if len(spots) > 1:
                pdf.polyline(spots)
            for x, y in spots:
                pdf.circle(x, y, 3)
            pdf.set_y(top + 90)
            said = f"{entry.of(goal.goal_id).text}\n{progress_words.chart_sentence(goal)}"
            pdf.multi_cell(0, 14, said, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def timed(make: Callable[[], bytes]) -> tuple[float, int]:
    begun = time.perf_counter()
    size = len(make())
    return time.perf_counter() - begun, size


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault = laid(Path(folder, "vault"), wish.reports)
        try:
            pages = read(vault, wish.reports)
            charts = sum(bool(goal.points) for page in pages for goal in page.goals)
            mine, theirs = [], []
            for _round in range(wish.rounds):
                mine.append(timed(lambda: by_otdesk(vault, wish.reports)))
                theirs.append(timed(lambda: by_fpdf2(pages)))
        finally:
            vault.close()
    (seconds, size), (other, their_size) = min(mine), min(theirs)
    print(f"{len(pages)} reports, {charts} charts")
    print(f"otdesk  first {mine[0][0]:.2f} s, fastest {seconds:.2f} s, {size // 1024} KiB")
    print(f"fpdf2   first {theirs[0][0]:.2f} s, fastest {other:.2f} s, {their_size // 1024} KiB")
    print(f"otdesk takes {seconds / other:.2f} x fpdf2's time; limit {LIMIT_S:.0f} s")
    return 1 if mine[0][0] > LIMIT_S else 0


if __name__ == "__main__":
    sys.exit(main())
