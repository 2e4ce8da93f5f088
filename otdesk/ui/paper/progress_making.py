# SPDX-License-Identifier: MIT
"""Progress reports made: the preview of one, the pages of many."""

from base64 import b64decode
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from otdesk.queries import progress_reports
from otdesk.queries.progress_reports import ReportPage
from otdesk.ui.paper.making import Made, printing
from otdesk.words import plural

if TYPE_CHECKING:
    from otdesk.printouts.page import Printout
    from otdesk.ui.bridge import Bridge
    from otdesk.ui.jobs import Report


def drawn(
    bridge: "Bridge", pages: Sequence[ReportPage], progress: Callable[[int], None] | None = None
) -> "Printout | None":
    """All of these on one document; none when there is nothing."""
    from otdesk.printouts.progress_report import ReportPaper
    from otdesk.printouts.progress_report import progress_reports as draw

    papers = [ReportPaper(page, page.entry, page.language) for page in pages]
    return draw(papers, printing(bridge), progress) if papers else None


def preview(report: "Report", bridge: "Bridge", page: ReportPage) -> bytes:
    """The paper that was kept when the report was called done, else as it would be now."""
    report.check()
    if page.pdf is not None:
        return b64decode(page.pdf)
    made = drawn(bridge, [page])
    return made.pdf if made is not None else b""


def batch(report: "Report", bridge: "Bridge", term_id: int, students: Sequence[int]) -> Made:
    """The reports of these students; says how far it is and stops when asked."""
    pages = bridge.read(progress_reports.report_pages, students, term_id, bridge.today())
    report.check()
    held = plural("{n} report", "{n} reports", len(pages))

    def tell(done: int) -> None:
        report.check()
        report.progress(done / len(pages), held)

    return Made(drawn(bridge, pages, tell), held, students=tuple(page.student_id for page in pages))
