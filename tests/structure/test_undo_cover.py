# SPDX-License-Identifier: MIT
"""Every action a person can take is among those the property tests do and undo."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNDO_TESTS = (
    "tests/actions/test_caseload_undo.py",
    "tests/actions/test_typical_week.py",
    "tests/actions/test_day_undo.py",
    "tests/actions/test_note_actions.py",
    "tests/actions/test_written_anew.py",
    "tests/actions/test_due_undo.py",
    "tests/actions/test_progress_undo.py",
    "tests/actions/test_import_undo.py",
    "tests/actions/test_undo_after_signing.py",
    "tests/actions/test_travel_undo.py",
    "tests/actions/test_settings_undo.py",
    "tests/actions/test_copying.py",
    "tests/actions/test_coding.py",
    "tests/ui/notes/test_assist_scale.py",
    "tests/actions/test_co_signing.py",
    "tests/actions/test_supervision.py",
    "tests/actions/test_packets.py",
    "tests/actions/test_note_rules.py",
    "tests/actions/test_phrases.py",
    "tests/ui/cover/test_cover.py",
    "tests/ui/settings/test_security_page.py",
    "tests/ui/settings/test_district_card.py",
    "tests/actions/test_audit.py",
    "tests/actions/test_retention.py",
)
NO_ACTIONS = {"imports.describe_all", "sessions.usual_line"}
"""Take a Work and change no row: one names the write, one reads."""


def _actions() -> set[str]:
    """ "students.add": what takes a Work and is not private to its module."""
    found = set()
    for path in (ROOT / "otdesk/actions").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
                first = node.args.args[0].annotation
                if isinstance(first, ast.Name) and first.id == "Work":
                    found.add(f"{path.stem}.{node.name}")
    return found


def _named(path: Path) -> set[str]:
    """What a file names of otdesk.actions, by the real name of module and function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules: dict[str, str] = {}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "otdesk.actions":
            modules.update({alias.asname or alias.name: alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("otdesk.actions."):
            found |= {f"{str(node.module).rpartition('.')[2]}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found.add(f"{modules[node.value.id]}.{node.attr}")
    return found


def test_every_action_is_done_and_undone_in_a_property_test() -> None:
    outside = [path for path in (ROOT / "otdesk").rglob("*.py") if "actions" not in path.parts]
    taken = _actions() & set().union(*map(_named, outside))
    tried = set().union(*(_named(ROOT / path) for path in UNDO_TESTS))
    assert len(taken) > 60
    assert sorted(taken - tried - NO_ACTIONS) == []
