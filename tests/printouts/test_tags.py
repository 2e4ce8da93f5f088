# SPDX-License-Identifier: MIT
"""The structure tree agrees with the pages: read with pikepdf, object by object."""

import io
import itertools
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from otdesk.printouts.day_sheet import Layout, SheetOptions, day_sheets
from otdesk.printouts.session_note import session_notes
from tests.printouts.paper_samples import AMENDMENTS, GOALS, NOTE, PRINTING, SHEET

LONG = replace(
    NOTE,
    goals=tuple(replace(GOALS[n % 2], number=n + 1) for n in range(15)),
    response=NOTE.response * 20,
    amendments=AMENDMENTS,
)


def printed() -> dict[str, bytes]:
    made = {"notes": session_notes([NOTE, LONG], PRINTING).pdf}
    for layout in Layout:
        made[layout.value] = day_sheets([SHEET], SheetOptions(layout=layout), PRINTING).pdf
    return made


@pytest.fixture(scope="module", params=["notes", *(layout.value for layout in Layout)])
def document(request: pytest.FixtureRequest) -> Any:
    with pikepdf.open(io.BytesIO(printed()[request.param])) as opened:
        yield opened


def elements(node: Any) -> list[Any]:
    found = [node]
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += elements(kid)
    return found


def kids(node: Any) -> list[Any]:
    held = node.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def marked(content: Any) -> list[tuple[str, str, int | None]]:
    """(operator of the text or path inside, tag, MCID) of everything drawn; fails when something stands outside."""
    inside: list[tuple[str, int | None]] = []
    found = []
    for instruction in pikepdf.parse_content_stream(content):
        operands, code = list(instruction.operands), str(instruction.operator)
        if code == "BDC":
            inside.append((str(operands[0]), int(operands[1]["/MCID"])))
        elif code == "BMC":
            inside.append((str(operands[0]), None))
        elif code == "EMC":
            inside.pop()
        elif code in {"Tj", "S", "s", "f"}:
            assert len(inside) == 1, f"{code} outside of marked content"
            found.append((code, *inside[0]))
    assert not inside
    return found


def test_everything_drawn_is_marked_or_an_artifact(document: Any) -> None:
    for page in document.pages:
        drawn = marked(page)
        assert any(code == "Tj" and mcid is not None for code, _tag, mcid in drawn)
        assert all((tag == "/Artifact") == (mcid is None) for _code, tag, mcid in drawn)


def test_marks_and_tree_point_at_each_other(document: Any) -> None:
    tree = document.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    held = set()
    for element in elements(tree.K):
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
            elif isinstance(kid, pikepdf.Dictionary):
                held.add((kid.Pg.objgen, int(kid.MCID), element.objgen))
            else:
                held.add((element.Pg.objgen, int(kid), element.objgen))
    seen = set()
    for page in document.pages:
        owners = parents[int(page.StructParents)]
        tags = {mcid: tag for _code, tag, mcid in marked(page) if mcid is not None}
        assert set(tags) == set(range(len(owners)))
        for mcid, owner in enumerate(owners):
            assert str(owner.S) == tags[mcid]
            seen.add((page.objgen, mcid, owner.objgen))
    assert held == seen


def test_tables_have_heads_and_figures_have_words(document: Any) -> None:
    found = elements(document.Root.StructTreeRoot.K)
    for element in found:
        if element.S == "/TH":
            assert str(element.A.Scope) in {"/Column", "/Row"}
        if element.S == "/Figure":
            assert str(element.Alt)
        if element.S == "/TR":
            assert {str(kid.S) for kid in kids(element)} <= {"/TH", "/TD"}
        if element.S == "/Table":
            widths = {len(kids(row)) for row in kids(element)}
            assert len(widths) == 1


def test_headings_do_not_skip_a_level(document: Any) -> None:
    levels = [int(str(e.S)[2:]) for e in elements(document.Root.StructTreeRoot.K) if str(e.S).startswith("/H")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_catalogue_names_language_title_and_tags(document: Any) -> None:
    root = document.Root
    assert str(root.Lang) == "en-US"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == str(document.docinfo["/Title"])


def test_gray_words_are_never_small_or_pale(document: Any) -> None:
    """Black ink first: nothing under 8 points is gray, no words are paler than a quarter (a watermark is not read)."""
    for page in document.pages:
        grays = [0.0]
        size = 0.0
        for instruction in pikepdf.parse_content_stream(page):
            operands, code = list(instruction.operands), str(instruction.operator)
            if code == "q":
                grays.append(grays[-1])
            elif code == "Q":
                grays.pop()
            elif code == "g":
                grays[-1] = float(operands[0])
            elif code == "Tf":
                size = float(operands[1])
            elif code == "Tj" and size < 60:
                assert grays[-1] <= 0.25
                assert size >= 8 or grays[-1] == 0
                assert size >= 7.5
