# SPDX-License-Identifier: MIT
"""The supervision log of a month: each meeting, what part of the assistant's hours it was, two signatures."""

from otdesk import labels, words
from otdesk.printouts.flow import BODY, HEADING, Column, Fact, Row, Strip, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head, signatures, together
from otdesk.printouts.tags import Element
from otdesk.queries.supervision import Line, Log, Share
from otdesk.words import _

CELL = Style(9, 12)


def supervision_pages(said: Log, district: str, printing: Printing) -> Printout:
    """One sheet for all assistants of a vault."""
    period = words.month_year(said.first)
    title = _("Supervision log, {month}").format(month=period)
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    strips = head(paper, sect, SheetHead(title, (district,), _facts(said)))
    strips += table(paper, sect, _columns(), [_row(line) for line in said.lines], CELL)
    strips += paragraph(paper, sect.add("H2"), _("Part of the hours"), INNER, HEADING, before=10, keep=True)
    strips += [strip for share in said.shares for strip in _share(paper, sect.add("P"), share)]
    strips += together(signatures(paper, sect, [_("Assistant signature"), _("Supervisor signature")]))
    draw(paper, strips, printing, (title, district), "")
    return paper.finish()


def _facts(said: Log) -> tuple[tuple[Fact, ...], ...]:
    assistants = dict.fromkeys(share.assistant.signs_as for share in said.shares)
    supervisors = dict.fromkeys(line.supervisor.signs_as for line in said.lines)
    return (
        (
            Fact(_("Assistant"), "\n".join(assistants) or "–"),
            Fact(_("Supervisor"), "\n".join(supervisors) or "–"),
            Fact(_("Meetings"), str(len(said.lines))),
            Fact(_("Minutes"), str(sum(line.minutes for line in said.lines))),
        ),
    )


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 66), Column(_("Time"), 82), Column(_("Minutes"), 44, right=True), Column(_("With"), 96),
        Column(_("How"), 74), Column(_("Topics, students talked about"), 142),
    ]  # fmt: skip


def _row(line: Line) -> Row:
    how = f"{labels.supervision_method(line.entry.method)}, {labels.supervision_kind(line.entry.kind).lower()}"
    topics = "\n".join(part for part in (line.entry.topics, line.entry.students) if part)
    with_whom = f"{line.assistant.name}, {line.supervisor.name}"
    return Row((
        words.day_date(line.entry.day), words.span(line.entry.start, line.entry.end), str(line.minutes), with_whom, how,
        topics,
    ))  # fmt: skip


def _share(paper: Paper, element: Element, share: Share) -> list[Strip]:
    return paragraph(paper, element, share_words(share), INNER, BODY, before=2)


def share_words(share: Share) -> str:
    """ "Noor Haddad: 1 h 30 min of 25 h, 6.0 % of her working time"."""
    if share.percent is None:
        return _("{who}: {minutes} of supervision; no hours of hers are entered.").format(
            who=share.assistant.name, minutes=words.minutes(share.minutes)
        )
    said = (
        _("{who}: {minutes} of {hours}, {percent} % of her working time.")
        if share.whole
        else _("{who}: {minutes} of {hours}, {percent} % of the time of sessions whose notes she signed.")
    )
    return said.format(
        who=share.assistant.name, minutes=words.minutes(share.minutes), hours=words.hours(share.worked),
        percent=f"{share.percent:.1f}",
    )  # fmt: skip
