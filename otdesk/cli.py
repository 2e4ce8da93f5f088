# SPDX-License-Identifier: MIT
"""The `otdesk` command: parses, calls, prints. 0 done, 1 refused or failed with one sentence, 2 wrong usage.

Each subcommand is one `_add_...` that declares its arguments and one function that carries it out; the rooms it needs
are imported there, so that no command pays for another.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.faults import Fault, Refusal, Trouble
from otdesk.words import _, plural

if TYPE_CHECKING:
    from otdesk.doors import Doors
    from otdesk.rules.import_changes import Preview
    from otdesk.rules.import_rows import ParsedFile
    from otdesk.vault.vault import Vault

Arguments = argparse.Namespace
Command = Callable[[Arguments, datetime], int]


def run() -> None:
    """The entry point of the program."""
    sys.exit(main(sys.argv[1:], datetime.now(UTC)))


def main(arguments: Sequence[str], now: datetime) -> int:
    """Carry out one command line; `now` is the clock of everything it does."""
    parsed = _parser().parse_args(arguments)
    command: Command | None = getattr(parsed, "command", None)
    if command is None:
        from otdesk.app import main as show_window

        return show_window(())
    try:
        return command(parsed, now)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone: nothing left to say
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="otdesk", description=_("The day, the notes and the minutes of a traveling OT.")
    )
    parser.add_argument("--version", action="version", version=f"otdesk {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND")
    for add in (_add_init, _add_import, _add_export, _add_demo, _add_sample, _add_screens, _add_selftest, _add_worker):
        add(commands)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("otdesk")
    except PackageNotFoundError:  # a frozen app carries no package data
        return "0.1.0"


def _declare(commands: Any, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=command)
    return parser


def _with_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", type=Path, required=True, metavar="DIR", help=_("folder of the vault"))
    parser.add_argument("--passphrase-file", metavar="FILE", help=_("read the passphrase from FILE, - is stdin"))


# --- init --------------------------------------------------------------------------------------------------------


def _add_init(commands: Any) -> None:
    parser = _declare(commands, "init", _init, _("make a new vault"))
    _with_vault(parser)
    parser.add_argument(
        "--person", default="", metavar="NAME", help=_("who will use it; else the name of this account")
    )
    recovery = parser.add_mutually_exclusive_group()
    recovery.add_argument("--recovery-out", type=Path, metavar="FILE.pdf", help=_("where the recovery sheet goes"))
    recovery.add_argument("--no-recovery", action="store_true", help=_("throw the recovery code away"))


def _init(arguments: Arguments, now: datetime) -> int:
    from otdesk.doors import Doors

    if arguments.recovery_out is None and not arguments.no_recovery:
        raise Refusal(_("Say where the recovery sheet goes (--recovery-out), or --no-recovery."))
    sheet: Path | None = arguments.recovery_out
    if sheet is not None and sheet.exists():
        raise Refusal(_("{file} is there already.").format(file=sheet))
    if sheet is not None and not sheet.absolute().parent.is_dir():
        raise Refusal(_("The folder of {file} is not there.").format(file=sheet))
    person = arguments.person.strip() or _account_name()
    doors = Doors(arguments.vault, lambda: now)
    doors.create(person, _passphrase(arguments, new=True))
    try:
        _introduce(_opened(doors), person, now)
        if sheet is not None:
            _write(sheet, doors.recovery_pdf())
    except Fault:
        doors.discard()
        raise
    doors.confirm_code()
    doors.close(backup=False)
    print(_("Vault made in {folder}.").format(folder=arguments.vault))
    return 0


def _account_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "OT"


def _introduce(vault: "Vault", person: str, now: datetime) -> None:
    """A name of two words is entered as the therapist's; else the window asks for it."""
    from otdesk.actions import therapists
    from otdesk.rules.entries_people import TherapistEntry
    from otdesk.rules.names import read_name

    name = read_name(person)
    if name is not None and name.first:
        with vault.write("introduce", now) as work:
            therapists.introduce(work, vault.person, TherapistEntry(name.first, name.last))
            work.final()


# --- import ------------------------------------------------------------------------------------------------------


def _add_import(commands: Any) -> None:
    from otdesk.rules.import_rows import FileKind

    parser = _declare(commands, "import", _import, _("bring in caseload, schools, travel, bells and calendar"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _with_vault(parser)
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
        doors = _open(arguments, now)
        try:
            vault = _opened(doors)
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


# --- export ------------------------------------------------------------------------------------------------------


def _add_export(commands: Any) -> None:
    parser = _declare(commands, "export", _export, _("write a table for other programs"))
    parser.add_argument("what", choices=["caseload"])
    _with_vault(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv|.xlsx")
    parser.add_argument("--recipient", default="", metavar="WHO", help=_("who gets it, if somebody else"))
    parser.add_argument("--purpose", default="", metavar="WHY", help=_("what for"))


def _export(arguments: Arguments, now: datetime) -> int:
    from dataclasses import astuple, fields

    from otdesk.exchange.tables_out import bytes_for
    from otdesk.queries.exports import CaseloadLine, caseload_lines

    if arguments.out.suffix.casefold() not in {".csv", ".xlsx"}:
        raise Refusal(_("The file's name must end in .csv or .xlsx."))
    doors = _open(arguments, now)
    try:
        vault = _opened(doors)
        with vault.read() as db:
            lines = caseload_lines(db, now.astimezone().date())
        headings = [item.name for item in fields(CaseloadLine)]
        _write(arguments.out, bytes_for(arguments.out, headings, [astuple(line) for line in lines]))
        with vault.write("export", now) as work:
            detail = {"lines": len(lines), "recipient": arguments.recipient, "purpose": arguments.purpose}
            work.audit("export", "caseload", None, detail)
            work.final()
    finally:
        doors.close(backup=False)
    print(plural("{n} service line written.", "{n} service lines written.", len(lines)))
    return 0


# --- demo, sample and screens -----------------------------------------------------------------------------------


def _add_demo(commands: Any) -> None:
    _declare(commands, "demo", _demo, _("open the window on an invented year; nothing is kept"))


def _demo(_arguments: Arguments, _now: datetime) -> int:
    from otdesk.app import main as show_window

    return show_window(("--demo",))


def _add_sample(commands: Any) -> None:
    parser = _declare(commands, "sample", _sample, _("write invented years into an empty vault"))
    _with_vault(parser)
    parser.add_argument("--years", type=_count, default=1, metavar="N", help=_("school years, the last one under way"))
    parser.add_argument("--students", type=_count, default=43, metavar="N", help=_("how many students"))
    parser.add_argument(
        "--sessions", type=_count, metavar="N", help=_("so many signed sessions per student and year, not a real week")
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same people"))


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(_("a number from 1 on is needed, not {text}").format(text=text))
    return int(text)


def _sample(arguments: Arguments, now: datetime) -> int:
    from otdesk.queries import choices
    from otdesk.sample.build import Size, fill

    doors = _open(arguments, now)
    try:
        vault = _opened(doors)
        with vault.read() as db:
            if choices.schools(db):
                raise Refusal(_("This vault holds a caseload already. Invented years go into an empty vault only."))
        filled = fill(vault, Size(arguments.years, arguments.students, arguments.sessions), arguments.seed, now)
    finally:
        doors.close()
    print(
        plural("{n} invented student, ", "{n} invented students, ", filled.students)
        + plural("{n} signed note.", "{n} signed notes.", filled.notes)
    )
    return 0


def _add_screens(commands: Any) -> None:
    parser = _declare(commands, "screens", _screens, _("draw every screen with the sample caseload to PNG files"))
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--size", default="1366x768", metavar="WxH")
    parser.add_argument("--zoom", type=int, default=100, metavar="P")
    parser.add_argument("--only", default="", metavar="NAME", help=_("one screen"))


def _screens(arguments: Arguments, _now: datetime) -> int:
    from otdesk.sample.build import demo_now
    from otdesk.sample.throwaway import demo_vault
    from otdesk.ui.gallery import Wish, draw, size_of

    wish = Wish(arguments.theme, size_of(arguments.size), arguments.zoom, arguments.only)
    with demo_vault() as vault:
        for path in draw(arguments.folder, wish, demo_now, vault):
            print(path)
    return 0


# --- selftest and worker -----------------------------------------------------------------------------------------


def _add_selftest(commands: Any) -> None:
    _declare(commands, "selftest", _selftest, _("look whether everything this program needs is there"))


def _selftest(_arguments: Arguments, now: datetime) -> int:
    from otdesk.selftest import checks

    failed = 0
    for name, outcome in checks(now):
        print(
            f"{'ok    ' if outcome is None else 'FAILED'} {name}{'' if outcome is None else ': ' + outcome}", flush=True
        )
        failed += outcome is not None
    if failed:
        raise Trouble(plural("{n} check failed.", "{n} checks failed.", failed))
    return 0


def _add_worker(commands: Any) -> None:
    parser = commands.add_parser("worker")  # for the program itself; no help line
    parser.add_argument("task", choices=["parse"])
    parser.set_defaults(command=_worker)


def _worker(_arguments: Arguments, _now: datetime) -> int:
    from otdesk import workers
    from otdesk.exchange.parse import answer

    return workers.serve(answer)


# --- what several commands need ----------------------------------------------------------------------------------


def _open(arguments: Arguments, now: datetime) -> "Doors":
    from otdesk.doors import Doors

    doors = Doors(arguments.vault, lambda: now)
    if not doors.exists():
        raise Refusal(_("There is no vault in {folder}.").format(folder=arguments.vault))
    doors.unlock(_passphrase(arguments))
    return doors


def _opened(doors: "Doors") -> "Vault":
    if doors.vault is None:
        raise RuntimeError("the vault is not open")
    return doors.vault


def _passphrase(arguments: Arguments, *, new: bool = False) -> str:
    """From the file or stdin asked for, else from the person at the terminal."""
    source: str = arguments.passphrase_file or ""
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if source:
        try:
            text = Path(source).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise Refusal(_("The passphrase file cannot be read.")) from fault
        return text.split("\n", 1)[0].rstrip("\r")
    if not sys.stdin.isatty():
        raise Refusal(_("There is no terminal to ask for the passphrase: say --passphrase-file."))
    import getpass

    typed = getpass.getpass(_("Passphrase: "))
    if new and getpass.getpass(_("Once more: ")) != typed:
        raise Refusal(_("The two passphrases differ."))
    return typed


def _write(path: Path, data: bytes) -> None:
    from otdesk import system

    try:
        system.write_durably(path.absolute(), data)
    except OSError as fault:
        raise Trouble(_("{file} cannot be written: {why}.").format(file=path, why=fault.strerror)) from fault
