# SPDX-License-Identifier: MIT
"""`otdesk import`: files of other programs into the vault."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare, with_vault
from otdesk.faults import Refusal
from otdesk.words import _, plural

if TYPE_CHECKING:
    from otdesk.rules.import_changes import Preview
    from otdesk.rules.import_rows import ParsedFile
    from otdesk.vault.vault import Vault


def add(commands: Any) -> None:
    from otdesk.rules.import_rows import FileKind

    parser = declare(commands, "import", _import, _("bring in caseload, schools, travel, bells and calendar"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    with_vault(parser)
    parser.add_argument("--kind", choices=[kind.value for kind in FileKind], help=_("else guessed by the headings"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    parser.add_argument("--strict", action="store_true", help=_("import nothing when a row would be left out"))
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))


class _TakenBack(Exception):
    """Ends a transaction whose changes were only to be seen."""


def _import(arguments: Arguments, now: datetime) -> int:
    from otdesk.exchange.reading import FileReader
    from otdesk.queries import imports
    from otdesk.rules.import_changes import Verdict

    with FileReader() as reader:
        doors = opening.doors(arguments, now)
        try:
            vault = opening.opened(doors)
            with vault.read() as db:
                mappings = imports.mappings(db)
            parsed = [_parsed(reader, path, arguments.kind, now, mappings) for path in arguments.files]
            previews = _carry_out(vault, parsed, now, dry_run=arguments.dry_run, strict=arguments.strict)
        finally:
            doors.close(backup=not arguments.dry_run)
    names = [str(path) for path in arguments.files]
    _print_import(names, previews, as_json=arguments.json)
    left_out = sum(preview.count(Verdict.LEFT_OUT) for preview in previews)
    if arguments.strict and left_out:
        raise Refusal(
            plural(
                "{n} row would be left out, so nothing was imported.",
                "{n} rows would be left out, so nothing was imported.",
                left_out,
            )
        )
    return 0


def _parsed(reader: Any, path: Path, kind: str | None, now: datetime, mappings: Any) -> "ParsedFile":
    from otdesk.exchange.limits import UnusableFile
    from otdesk.queries.import_words import file_sentence
    from otdesk.rules.import_rows import FileKind

    try:
        parsed: ParsedFile = reader.read(
            path, now.astimezone().date(), kind=FileKind(kind) if kind else None, mappings=mappings
        )
    except UnusableFile as unusable:
        raise Refusal(f"{path.name}: {file_sentence(unusable.problem)}") from unusable
    return parsed


def _carry_out(
    vault: "Vault", files: list["ParsedFile"], now: datetime, *, dry_run: bool, strict: bool
) -> list["Preview"]:
    """All files in one transaction, those that others build on first; the previews in the order asked for."""
    from otdesk.actions.imports import apply, describe_all
    from otdesk.queries.imports import preview
    from otdesk.rules.import_changes import Verdict
    from otdesk.rules.import_rows import IMPORT_ORDER

    order = sorted(range(len(files)), key=lambda place: IMPORT_ORDER.index(files[place].kind))
    seen: dict[int, Preview] = {}
    try:
        with vault.write("import", now) as work:
            for place in order:
                seen[place] = preview(work.db, files[place], now.astimezone().date())
                apply(work, seen[place])
            describe_all(work, list(seen.values()))
            _take_back(dry_run or (strict and any(item.count(Verdict.LEFT_OUT) for item in seen.values())))
    except _TakenBack:
        pass
    return [seen[place] for place in range(len(files))]


def _take_back(wanted: bool) -> None:
    if wanted:
        raise _TakenBack


def _print_import(names: list[str], previews: list["Preview"], *, as_json: bool) -> None:
    from otdesk.rules.import_changes import Verdict

    if as_json:
        import json

        files = [
            {
                "file": name,
                "kind": preview.kind.value,
                "added": preview.count(Verdict.ADDED),
                "updated": preview.count(Verdict.UPDATED),
                "unchanged": preview.count(Verdict.UNCHANGED),
                "left_out": [{"row": row.row, "why": row.why} for row in preview.rows if row.why],
            }
            for name, preview in zip(names, previews, strict=True)
        ]
        print(json.dumps({"files": files}, ensure_ascii=False))
        return
    for name, preview in zip(names, previews, strict=True):
        figures = [preview.count(verdict) for verdict in Verdict]
        said = _("{added} added, {updated} updated, {unchanged} unchanged, {left_out} left out").format(
            added=figures[0], updated=figures[1], unchanged=figures[2], left_out=figures[3]
        )
        print(f"{name} ({preview.kind.value}): {said}")
        for row in preview.rows:
            for words in (row.why, *row.doubts):
                if words:
                    print("  " + _("row {n}: {words}").format(n=row.row, words=words))
        for words in preview.absent:
            print(f"  {words}")
