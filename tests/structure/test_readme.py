# SPDX-License-Identifier: MIT
"""README tells the keys and commands that the program has, and shows pictures that are there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def _texts(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _keys_in(path: Path) -> Iterator[str]:
    """Keys of commands, and of the table a place shows under F1."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Command" and len(node.args) > 3:
            for text in _texts(node.args[3]):
                yield from text.split()
        elif (
            isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "keys" and isinstance(node.value, ast.Tuple)
        ):
            for line in node.value.elts:
                if isinstance(line, ast.Tuple):
                    yield from next(_texts(line.elts[0])).split()


def declared_keys() -> set[str]:
    found = {key for path in (ROOT / "otdesk" / "ui").rglob("*.py") for key in _keys_in(path) if key}
    return {re.sub(r"\b(Left|Right|Up|Down)$", lambda match: ARROWS[match[0]], key) for key in found}


def test_the_table_of_keys_is_whole() -> None:
    section = README.split("## Keys", 1)[1].split("\n## ", 1)[0]
    told = set(re.findall(r"`([^`]+)`", section))
    declared = declared_keys()
    assert len(declared) > 20
    assert declared - told == set()


def test_every_command_is_told() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "otdesk" / "commands").glob("*.py"))
    commands = set(re.findall(r'(?:declare\(commands, |add_parser\()"(\w+)"', source)) - {"worker"}
    assert {"init", "import", "print", "screens"} <= commands
    assert {name for name in commands if f"otdesk {name}" not in README} == set()


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", README)
    missing = [a or b for a, b in pictures if not (ROOT / (a or b)).is_file()]
    assert missing == []
