# SPDX-License-Identifier: MIT
"""The certificate of destruction: what, how many, when, by whom, under which rule, and what proves it."""

from datetime import tzinfo

from otdesk import words
from otdesk.printouts.flow import BODY, HEADING, Column, Fact, Row, Style, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.signed_sheet import INNER, SheetHead, draw, head, signatures, together
from otdesk.queries.retention import Certificate
from otdesk.words import _, plural

CELL = Style(9, 12)


def purge_certificate(said: Certificate, district: str, zone: tzinfo, printing: Printing) -> Printout:
    """One sheet; no student is named on it."""
    title = _("Certificate of destruction")
    paper = Paper(title, printing)
    sect = paper.tree.root.add("Sect")
    facts = (
        (Fact(_("Certificate"), str(said.purge_id)), Fact(_("Destroyed"), words.stamp(said.at.astimezone(zone)), 2),
         Fact(_("By"), said.person)),
        (Fact(_("Records"), said.scope, 4),),
        (Fact(_("Rule"), said.rule, 4),),
    )  # fmt: skip
    strips = head(paper, sect, SheetHead(title, (district,), facts))
    strips += paragraph(paper, sect.add("H2"), _("What was destroyed"), INNER, HEADING, before=8, keep=True)
    strips += table(paper, sect, [Column(_("Kind"), 400), Column(_("Number"), 104, right=True)], _rows(said), CELL)
    for text in _sentences(said):
        strips += paragraph(paper, sect.add("P"), text, INNER, BODY, before=8)
    strips += together(signatures(paper, sect, [_("Destroyed by"), _("Received by")]))
    draw(paper, strips, printing, (title, district), "")
    return paper.finish()


def _rows(said: Certificate) -> list[Row]:
    named = [(kind_words(name), said.counts[name]) for name in said.counts if kind_words(name)]
    others = sum(count for name, count in said.counts.items() if not kind_words(name))
    rows = [Row((name, str(count))) for name, count in named]
    if others:
        rows.append(Row((_("Other rows that belonged to them"), str(others))))
    return [*rows, Row((_("All rows"), str(sum(said.counts.values()))), strong=True)]


def kind_words(table_name: str) -> str:
    """Of the kinds a reader knows; empty for the rest."""
    return {
        "students": _("Students"),
        "notes": _("Notes"),
        "amendments": _("Amendments of notes"),
        "attachments": _("Files"),
        "goals": _("Goals"),
        "goal_points": _("Data of goals"),
        "service_lines": _("Service lines"),
        "evaluations": _("Evaluations"),
        "progress_reports": _("Progress reports"),
        "therapy_sessions": _("Therapy sessions"),
        "attendances": _("Attendance"),
        "contacts": _("Contacts"),
        "consents": _("Consents and orders"),
        "sent_notes": _("Notes of others, sent to be co-signed"),
    }.get(table_name, "")


def _sentences(said: Certificate) -> list[str]:
    method = _(
        "The rows were deleted from the encrypted file and their space overwritten. What was signed left"
        " {count}: number and hash of the last signature, no content, so that the chain of signatures can still be"
        " verified."
    ).format(count=plural("{n} tombstone", "{n} tombstones", said.tombstones))
    copy = (
        _("A copy was handed over before to {who}. Its SHA-256: {hash}").format(
            who=said.handed_to or "–", hash=said.export_sha256
        )
        if said.export_sha256
        else _("No copy was handed over before.")
    )
    trail = _("Row of the audit trail that tells of it: {hash}").format(hash=said.audited)
    backups = _(
        "Backups made before this day still hold these records, encrypted, wherever copies of them were put. They"
        " must be deleted separately."
    )
    return [method, copy, trail, backups]
