# SPDX-License-Identifier: MIT
"""The house rules that a linter does not know: sizes, names, and the traps that were sprung before."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(ROOT / "otdesk").rglob("*.py"), *(ROOT / "packaging").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))

MOST_LINES = {"function": 60, "class": 300, "file": 600}
EMPTY_NAMES = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers"}
MUTATORS = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard", "clear"}
MUTABLE_CALLS = {"list", "dict", "set", "defaultdict", "deque", "OrderedDict", "Counter"}

Finding = tuple[int, str]
Rule = Callable[[ast.Module, str], Iterator[Finding]]


def sizes(tree: ast.Module, text: str) -> Iterator[Finding]:
    if (lines := text.count("\n")) > MOST_LINES["file"]:
        yield 1, f"a file of {lines} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES[kind]:
                yield node.lineno, f"{kind} {node.name} has {lines} lines"


def names(tree: ast.Module, text: str) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            words = re.findall(r"[A-Z]?[a-z]+", node.name)
            if empty := EMPTY_NAMES & {word.lower() for word in words}:
                yield node.lineno, f"{node.name} says nothing with {', '.join(empty)}"


def broad_except(tree: ast.Module, text: str) -> Iterator[Finding]:
    """Only the border of a thread or process may swallow all, and says so on the line; raising again is well."""
    lines = text.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and "noqa: BLE001 - " not in lines[node.lineno - 1]:
            if ast.unparse(node.body[-1]) == "raise":
                continue
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(c is None or ast.unparse(c) in {"Exception", "BaseException"} for c in caught):
                yield node.lineno, "a broad except"


def _captures_self(node: ast.expr) -> bool:
    """A lambda, or a partial that holds self or one of its methods."""
    if isinstance(node, ast.Lambda):
        return True
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"partial", "functools.partial"}:
        inside = [*node.args, *(keyword.value for keyword in node.keywords)]
        return any(isinstance(x, ast.Name) and x.id == "self" for part in inside for x in ast.walk(part))
    return False


def kept_alive(tree: ast.Module, text: str) -> Iterator[Finding]:
    """A lambda or partial on a signal keeps its widget alive and still fires after deleteLater."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "connect" and any(_captures_self(a) for a in node.args):
                yield node.lineno, "a lambda or partial on a signal"
            if node.func.attr == "singleShot" and any(_captures_self(a) for a in node.args):
                yield node.lineno, "a lambda or partial on a timer"


def event_loops(tree: ast.Module, text: str) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            yield node.lineno, "processEvents lets a second click in"


def star_imports(tree: ast.Module, text: str) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno, f"from {node.module} import *"


NETWORK = (
    r"socket\.(?!socketpair)|(ssl|http|urllib\.request|ftplib|smtplib|requests|httpx)\.|PySide6\.QtNetwork\.(?!QLocal)"
)


def network(tree: ast.Module, text: str) -> Iterator[Finding]:
    """The program works with the cable out, so it has no code that would use one. A local socket reaches the window
    that is already open, nothing else."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in imported:
            if re.match(NETWORK, name + "."):
                yield node.lineno, f"{name} reaches a network"


def _is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in MUTABLE_CALLS
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def _is_empty(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return not value.args and not value.keywords
    return isinstance(value, ast.List | ast.Dict) and not (value.elts if isinstance(value, ast.List) else value.keys)


def _changed_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            if isinstance(node.func.value, ast.Name):
                yield node.lineno, node.func.value.id
        elif (
            isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) and isinstance(node.value, ast.Name)
        ):
            yield node.lineno, node.value.id


def singletons(tree: ast.Module, text: str) -> Iterator[Finding]:
    """A table is a constant; what is filled while the program runs belongs to an object that somebody owns."""
    held: set[str] = set()
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        for target in targets:
            if isinstance(target, ast.Name) and _is_mutable(value) and target.id != "__all__":
                held.add(target.id)
                if _is_empty(value) or not re.fullmatch(r"_?[A-Z][A-Z0-9_]*|naming_convention", target.id):
                    yield node.lineno, f"{target.id} is a mutable thing of the whole process"
    local = {a.arg for n in ast.walk(tree) if isinstance(n, ast.arguments) for a in [*n.args, *n.kwonlyargs]}
    for line, name in _changed_names(tree):
        if name in held - local:
            yield line, f"{name} is changed while the program runs"


def unfinished(tree: ast.Module, text: str) -> Iterator[Finding]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and re.search(r"\b(TODO|FIXME|XXX|HACK)\b", token.string):
            yield token.start[0], f"unfinished: {token.string}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and [ast.unparse(line) for line in node.body] == [
            "raise NotImplementedError"
        ]:
            yield node.lineno, f"{node.name} does nothing, and no docstring says who does it instead"


RULES: list[Rule] = [sizes, names, broad_except, kept_alive, event_loops, star_imports, network, singletons, unfinished]

BREACHES = {
    "sizes": "def f():\n" + "    x = 1\n" * 61,
    "names": "class SessionManager:\n    pass\n",
    "broad_except": "try:\n    f()\nexcept (ValueError, Exception):\n    g()\n",
    "kept_alive": "class A:\n    def f(self):\n        self.b.clicked.connect(partial(self.g, 1))\n",
    "event_loops": "app.processEvents()\n",
    "star_imports": "from PySide6.QtWidgets import *\n",
    "network": "from urllib import request\n",
    "singletons": "TABLE = {1: 2}\ndef f(x):\n    TABLE[x] = 3\n",
    "unfinished": "x = 1  # TO" + "DO later\n",
}


@cache
def parsed(path: Path) -> tuple[ast.Module, str]:
    text = path.read_text(encoding="utf-8")
    return ast.parse(text), text


def broken(rule: Rule, path: Path) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{line}: {what}" for line, what in rule(*parsed(path))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_house_rule(rule: Rule) -> None:
    assert SOURCES
    found = [finding for path in SOURCES for finding in broken(rule, path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_house_rule_sees_a_breach(rule: Rule) -> None:
    text = BREACHES[rule.__name__]
    assert list(rule(ast.parse(text), text))


def test_no_file_or_folder_has_an_empty_name() -> None:
    found = [
        p
        for p in [*SOURCES, *TESTS]
        if EMPTY_NAMES & {w for part in p.relative_to(ROOT).parts for w in re.findall(r"[a-z]+", part)}
    ]
    assert not found


def test_package_files_are_empty() -> None:
    full = [p for p in (ROOT / "otdesk").rglob("__init__.py") if p.read_bytes()]
    assert not full


def test_every_package_folder_is_a_package() -> None:
    folders = {p.parent for p in (ROOT / "otdesk").rglob("*.py")}
    bare = [f for f in folders if not (f / "__init__.py").exists() and f.name != "versions"]
    assert not bare


def test_every_source_file_names_its_license() -> None:
    header = "# SPDX-License-Identifier: MIT"
    missing = [
        p for p in [*SOURCES, *TESTS] if (t := p.read_text(encoding="utf-8")) and header not in t.splitlines()[:2]
    ]
    assert not missing


def test_pages_on_paper_take_rows_and_never_ask() -> None:
    """printouts may import row types (classes) from queries, not the functions; the sentences are shipped files."""
    shipped = {"templates"}
    found = []
    for path in (ROOT / "otdesk" / "printouts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("otdesk.queries."):
                found += [f"{path.name}: {alias.name}" for alias in node.names if not alias.name[0].isupper()]
            elif isinstance(node, ast.ImportFrom) and node.module == "otdesk.queries":
                found += [f"{path.name}: module {a.name}" for a in node.names if a.name not in shipped]
            elif isinstance(node, ast.Import):
                found += [f"{path.name}: {a.name}" for a in node.names if a.name.startswith("otdesk.queries")]
    assert not found
