# SPDX-License-Identifier: MIT
"""Words are translated when they are shown: what a module makes on import would stay in the first language."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_CALLS = frozenset({"_", "plural", "told"})
_LATER = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def _at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The translations done when the code is read in: not those in the body of a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in _CALLS:
            yield child
        if isinstance(child, _LATER):
            for default in (*child.args.defaults, *child.args.kw_defaults):
                yield from _at_import(ast.Expression(default)) if default is not None else ()
        else:
            yield from _at_import(child)


def test_no_word_is_translated_on_import() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "otdesk").rglob("*.py"))
        for call in _at_import(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_a_word_of_a_class_and_of_a_default_is_found() -> None:
    text = 'class A:\n    words = _("x")\n\n    def say(self, text=_("y")):\n        return _("z")\n'
    assert [call.lineno for call in _at_import(ast.parse(text))] == [2, 4]
