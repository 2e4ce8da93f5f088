# SPDX-License-Identifier: MIT
"""The progress report on paper: goal by goal, in the family's language, whole and readable by machines."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from otdesk import words
from otdesk.printouts import progress_words
from otdesk.printouts.progress_report import ReportPaper, progress_reports
from otdesk.queries.progress_reports import ReportPage
from otdesk.rules.kinds import MeasureType
from otdesk.rules.note_entry import Piece
from otdesk.rules.report_entry import GoalReport, ReportEntry
from tests import progress_sample
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

ROOT = Path(__file__).parents[2]
SPANISH = ROOT / "resources/translations/es/LC_MESSAGES/otdesk.po"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ReportPage, ReportPage]]:
    """Maya's and Hazel's."""
    with house(tmp_path_factory.mktemp("paper") / "vault", FixedClock()) as opened:
        at = progress_sample.lay(opened)
        yield at.page(at.ids.maya), at.page(at.ids.hazel)


def rated(page: ReportPage, language: str, *codes: str) -> ReportPaper:
    with words.speaking(language):
        entry = progress_words.filled(page, ReportEntry(), language)
    goals = tuple(replace(part, rating=code) for part, code in zip(entry.goals, codes, strict=True))
    return ReportPaper(page, ReportEntry(goals), language)


def heard(pdf: bytes) -> tuple[list[str], list[str]]:
    """(what charts say to those who hear them, languages of the parts)"""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        charts = [str(item.Alt) for item in found if item.S == "/Figure"]
        return charts, [str(item.Lang) for item in found if "/Lang" in item]


def test_each_goal_with_rating_chart_words_and_whether_it_is_enough(
    pages: tuple[ReportPage, ReportPage], tmp_path: Path
) -> None:
    made = progress_reports([rated(pages[0], "en", "some", "on_track", "not_yet")], PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    for told in (
        "Occupational therapy progress report", "Marlow", "Alder Creek Elementary", "Fall: Sep 1 – Nov 6, 2026",
        "Maya Ortiz", "2 of 2 sessions", "Goal 1: Form Letters", "Some progress", "Goal 2: Cut A Circle", "On track",
        "There are no data on this goal for this term.", "The next report comes by Jan 22, 2027.",
    ):  # fmt: skip
        assert told in said, told
    charts, languages = heard(made.pdf)
    assert "Chart of Form Letters: 2 results, from 50 % on Oct 20 to 75 % on Oct 20; the goal is 80 %." in charts
    assert languages == ["en"]


def test_prompted_and_independent_results_are_told_apart_by_their_sign(pages: tuple[ReportPage, ReportPage]) -> None:
    said = pdf_tools.flat(progress_reports([rated(pages[0], "en", "some", "met", "not_yet")], PRINTING).pdf)
    assert "● Without prompts ○ With prompts" in said
    assert said.count("With prompts") == 1


def test_it_goes_home_in_spanish_whole(pages: tuple[ReportPage, ReportPage], tmp_path: Path) -> None:
    made = progress_reports([rated(pages[0], "es", "some", "on_track", "not_yet")], PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    for told in ("Informe de progreso de terapia ocupacional", "Fall: 1 de sep – 6 de nov de 2026", "2 de 2 sesiones",
                 "Meta 1: Form Letters", "Sin ayuda"):  # fmt: skip
        assert told in said, told
    for english in ("Progress", "sessions", "The next report", "Some progress", "With prompts", "Therapist", "Page"):
        assert english not in said, english
    assert heard(made.pdf)[1] == ["es"]


def test_each_family_gets_her_own_pages_and_language_and_nobody_elses_name(
    pages: tuple[ReportPage, ReportPage],
) -> None:
    papers = [rated(pages[1], "en", "not_yet"), rated(pages[0], "es", "some", "on_track", "not_yet")]
    made = progress_reports(papers, PRINTING)
    shown = pdf_tools.pages(made.pdf)
    hazel = [number for number, page in enumerate(shown) if "Hazel" in page]
    maya = [number for number, page in enumerate(shown) if "Maya" in page]
    assert hazel
    assert maya
    assert not set(hazel) & set(maya)
    assert progress_reports(papers, PRINTING).pdf == made.pdf
    assert words.month(10) == "October"


def test_what_the_therapist_wrote_is_printed_as_she_wrote_it(pages: tuple[ReportPage, ReportPage]) -> None:
    part = GoalReport(pages[1].goals[0].goal_id, "met", enough=False, pieces=(Piece("Opens it, ½ cup, 3 ≤ 5 ✓."),))
    said = pdf_tools.flat(progress_reports([ReportPaper(pages[1], ReportEntry((part,)), "en")], PRINTING).pdf)
    assert "Opens it, ½ cup, 3 ≤ 5 ✓." in said
    assert "Progress is not enough to reach the goal by its date; the team should meet." in said


def test_no_word_of_a_spanish_report_is_missing_from_the_catalog(
    pages: tuple[ReportPage, ReportPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every report of every measure, rating set and state is made; what it asks for must be translated."""
    asked: set[str] = set()
    with words.speaking("es"):
        plain = words._now()

    monkeypatch.setattr(words, "_now", lambda: _Listening(plain, asked))
    goal = pages[0].goals[0]
    for measure in MeasureType:
        page = replace(pages[0], goals=(replace(goal, measure=measure),))
        for enough in (None, True, False):
            part = GoalReport(goal.goal_id, "met", enough)
            progress_reports([ReportPaper(page, ReportEntry((part,)), "es")], PRINTING)
    assert len(asked) > 25
    known, outline = _known(), {"Progress report"}
    assert sorted(asked - known - outline) == []


class _Listening:
    """Gives what the catalog gives and remembers what was asked for."""

    def __init__(self, catalog: object, asked: set[str]) -> None:
        self._catalog, self._asked = catalog, asked

    def gettext(self, text: str) -> str:
        self._asked.add(text)
        return str(self._catalog.gettext(text))  # type: ignore[attr-defined]  # a catalog of gettext

    def ngettext(self, one: str, many: str, n: int) -> str:
        self._asked.add(one)
        return str(self._catalog.ngettext(one, many, n))  # type: ignore[attr-defined]  # as above

    def pgettext(self, context: str, text: str) -> str:
        self._asked.add(text)
        return str(self._catalog.pgettext(context, text))  # type: ignore[attr-defined]  # as above


def _known() -> set[str]:
    return {
        ast.literal_eval(line.removeprefix("msgid "))
        for line in SPANISH.read_text(encoding="utf-8").splitlines()
        if line.startswith("msgid ")
    }


def test_every_rating_of_every_set_is_translated() -> None:
    sets = tomllib.loads((ROOT / "resources/rule_packs/progress.toml").read_text(encoding="utf-8"))["set"]
    said = {rating["words"] for found in sets.values() for rating in found["ratings"]}
    assert len(said) > 12
    assert said - _known() == set()


def test_a_language_without_words_leaves_them_in_english() -> None:
    with words.speaking("so"):
        assert words._("Mastered") == "Mastered"
    with words.speaking("../es"):
        assert words.day_date(date(2026, 10, 22)) == "Thu, Oct 22"
