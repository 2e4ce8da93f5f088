# SPDX-License-Identifier: MIT
"""The recovery sheet: the code that opens the vault when the passphrase is forgotten, to keep on paper. A district's
office has such a sheet for all the vaults that let it in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from otdesk import words
from otdesk.printouts.flow import (
    BODY,
    LABEL,
    Fact,
    Mark,
    Rule,
    Shape,
    Strip,
    Style,
    base,
    draw_strips,
    facts,
    paragraph,
)
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import BOLD, SEMIBOLD, Span
from otdesk.printouts.page import BLACK, FOOT_SIZE, HEIGHT, MARGIN, SOFT, WIDTH, Paper, Printing
from otdesk.printouts.tags import Element
from otdesk.words import _

_INNER = WIDTH - 2 * MARGIN
_IN_ROW = 4
_SQUARE = 116.0


def recovery_sheet(code_groups: Sequence[str], person: str, vault_name: str, created: date) -> bytes:
    """One page. There is no line for a hint: it would sit next to the code. `code_groups` are printed as given, four in
    a row; the square holds the same groups joined by "-"."""
    advice = (
        _("Keep this page with your license or passport, not in the laptop bag."),
        _("OTDesk cannot reset a passphrase. Without the passphrase and without this code the records stay closed."),
        _typing(),
        _("When you make a new recovery code, this page no longer opens anything. Shred it then."),
    )
    first = (Fact(_("Vault"), vault_name), Fact(_("Person"), person))
    secret = _("Secret. Whoever has this page can open the vault.")
    return _page(_Sheet(_("OTDesk recovery sheet"), person, first, created, advice, secret), code_groups)


def district_sheet(code_groups: Sequence[str], district: str, number: str, created: date) -> bytes:
    """One page for the office of a district. `number` is that of its card, to be compared by telephone."""
    advice = (
        _("Keep this page where the district keeps its keys, with a second copy at another place."),
        _("Give therapists the card, a file that holds no secret, and read them the number above by telephone."),
        _("The code opens every vault that took the card in, and what a leaving therapist hands over: choose “Use my"
          " recovery sheet” when OTDesk asks for the passphrase."),
        _typing(),
    )  # fmt: skip
    first = (Fact(_("District"), district), Fact(_("Number of the card"), number))
    secret = _("Secret. Whoever has this page can open every vault that lets this office in.")
    return _page(_Sheet(_("OTDesk district recovery sheet"), district, first, created, advice, secret), code_groups)


def _typing() -> str:
    return _("The code is typed without regard to capitals; the groups may be joined or apart.")


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    person: str
    facts: tuple[Fact, ...]
    created: date
    advice: tuple[str, ...]
    secret: str


def _page(sheet: _Sheet, code_groups: Sequence[str]) -> bytes:
    at = datetime.combine(sheet.created, time(), tzinfo=None)
    paper = Paper(sheet.title, Printing(at, sheet.person))
    root = paper.tree.root
    strips = paragraph(paper, root.add("H1"), sheet.title, _INNER, Style(22, 28, BOLD))
    strips.append(Strip(14, (Rule(0, 6, _INNER, 1.5, BLACK),)))
    row = [*sheet.facts, Fact(_("Made on"), words.full_date(sheet.created))]
    strips += facts(paper, root, [row], _INNER, columns=3)
    strips += paragraph(paper, root.add("H2"), _("Recovery code"), _INNER, Style(13, 20, BOLD), before=14)
    strips += _code(paper, root, code_groups)
    strips += _square(paper, root, "-".join(code_groups))
    strips += _advice(paper, root, sheet.advice)
    strips += _stored_at(paper, root)
    paper.begin_page()
    draw_strips(paper, strips, MARGIN, HEIGHT - 54)
    paper.rule(MARGIN, 42, WIDTH - MARGIN, 0.5, 0.55)
    paper.plain(MARGIN, 30.5, sheet.secret, FOOT_SIZE, gray=SOFT)
    paper.plain(WIDTH - MARGIN, 30.5, _("Page {n} of {count}").format(n=1, count=1), FOOT_SIZE, gray=SOFT, right=True)
    paper.end_page()
    return paper.finish().pdf


def _code(paper: Paper, root: Element, groups: Sequence[str]) -> list[Strip]:
    """Large groups in numbered cells; every row is one paragraph, so that copied text keeps the groups in order."""
    width = _INNER / _IN_ROW
    longest = max(paper.faces.width(paper.words(group), SEMIBOLD, 22) for group in groups)
    size = min(22.0, 22 * (width - 16) / longest)
    strips = [Strip(6)]
    for first in range(0, len(groups), _IN_ROW):
        element = root.add("P")
        marks: list[Mark] = []
        for column, group in enumerate(groups[first : first + _IN_ROW]):
            x = column * width
            number = paper.faces.wrap([_span(paper, str(first + column + 1), SEMIBOLD)], LABEL.size, 30)[0]
            line = paper.faces.wrap([_span(paper, group, SEMIBOLD)], size, width)[0]
            frame = f"0.8 w 0.35 G 0 0 {width - 6:.2f} 40 re S"
            marks += [Shape(x, 42, frame), Text(x + 5, 11, number, LABEL.size, None, SOFT)]
            marks.append(Text(x + (width - 6 - line.width) / 2, 31, line, size, element))
        strips.append(Strip(50, tuple(marks)))
    return strips


def _span(paper: Paper, text: str, face: str) -> Span:
    return Span(paper.words(text), face)


def _square(paper: Paper, root: Element, text: str) -> list[Strip]:
    """The code as a QR square, for a camera; drawn as vectors."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    side = _SQUARE / count
    dark = [
        f"{column * side:.2f} {_SQUARE - (row + 1) * side:.2f} {side + 0.02:.2f} {side + 0.02:.2f} re"
        for row in range(count)
        for column in range(count)
        if code.isDark(row, column)
    ]
    figure = root.add("Figure", alt=_("The recovery code as a QR square"))
    side_words = paragraph(
        paper,
        root.add("P"),
        _("The square holds the same code, for a phone without a network."),
        250,
        BODY,
        x=_SQUARE + 20,
    )
    marks: list[Mark] = [Shape(0, _SQUARE + 10, f"0 g {' '.join(dark)} f", figure)]
    for number, strip in enumerate(side_words):
        marks += [_at(mark, 24 + number * strip.height) for mark in strip.marks]
    return [Strip(_SQUARE + 24, tuple(marks))]


def _at(mark: Mark, down: float) -> Mark:
    return replace(mark, y=mark.y + down)


def _advice(paper: Paper, root: Element, lines: Sequence[str]) -> list[Strip]:
    holder = root.add("L")
    strips: list[Strip] = []
    for text in lines:
        item = holder.add("LI")
        bullet = Text(
            0, base(BODY), paper.faces.wrap([_span(paper, "•", SEMIBOLD)], BODY.size, 10)[0], BODY.size, item.add("Lbl")
        )
        body = paragraph(paper, item.add("LBody"), text, _INNER - 14, BODY, x=14)
        body[0] = replace(body[0], marks=(bullet, *body[0].marks), before=3)
        strips += body
    return strips


def _stored_at(paper: Paper, root: Element) -> list[Strip]:
    strips = paragraph(paper, root.add("P"), _("Stored at"), _INNER, LABEL, before=30)
    strips.append(Strip(24, (Rule(0, 22, _INNER, 0.6, 0.3),)))
    return strips
