# SPDX-License-Identifier: MIT
"""`otdesk plan`: a planning problem in a file, the best plan for it in another; and the processes that plan."""

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otdesk.commands import opening
from otdesk.commands.declaring import Arguments, declare
from otdesk.faults import Refusal
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.planner.answer import Answer
    from otdesk.planner.engine import Progress
    from otdesk.planner.problem import BrokenProblem, Problem
    from otdesk.workers import Child

_SECONDS = 10.0
_MEMORY = 4 * 1024**3
_PROCESSOR = 24 * 3600.0
_WISH_SECONDS = 0.5
_PROOF_SECONDS = 5.0
Message = dict[str, Any]


def add(commands: Any) -> None:
    parser = declare(commands, "plan", _plan, _("plan a cycle of days from a problem file"))
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json")
    parser.add_argument("--out", type=Path, required=True, metavar="ANSWER.json")
    parser.add_argument("--seconds", type=_positive, metavar="N", help=_("stop after N seconds (10)"))
    parser.add_argument("--iterations", type=int, metavar="N", help=_("stop after N steps; the same result each time"))
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help=_("processes (2)"))


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise ValueError(text)
    return number


def _plan(arguments: Arguments, _now: datetime) -> int:
    from otdesk.planner import answer as answers
    from otdesk.planner.problem import BrokenProblem

    data = _read(arguments.problem)
    try:
        answer = _solved(arguments, data)
        reasons = _reasons(data, answer)
    except BrokenProblem as broken:
        raise Refusal(said(broken)) from broken
    written = json.dumps(answers.written(answer, reasons), indent=1) + "\n"
    opening.write(arguments.out, written.encode())
    return 0


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except OSError as fault:
        raise Refusal(_("{file} cannot be read: {why}.").format(file=path, why=fault.strerror)) from fault
    except (ValueError, RecursionError) as fault:
        raise Refusal(_("{file} is not a JSON file.").format(file=path)) from fault


def _solved(arguments: Arguments, data: object) -> "Answer":
    from otdesk.planner.engine import Engine
    from otdesk.planner.problem import read

    problem = read(data)
    counted = arguments.iterations is not None
    seconds = arguments.seconds or (None if counted else _SECONDS)
    asked = threading.Event()
    with _aides(0 if counted or arguments.workers < 2 else arguments.workers) as aides, _interrupts(asked):
        engine = Engine(problem, data, arguments.seed, aides)
        return engine.run(seconds, arguments.iterations, lambda progress: _say(problem, progress), asked.is_set)


def _reasons(data: object, answer: "Answer") -> dict[int, list[dict[str, Any]]]:
    from otdesk.planner.problem import read
    from otdesk.planner.reasons import blame

    return {
        number: [
            {"reason": each.obstacle.value, "starts": each.starts, "example": [each.day, each.start]} for each in blames
        ]
        for number, blames in blame(read(data), answer).items()
    }


def _say(problem: "Problem", progress: "Progress") -> None:
    answer = progress.answer
    bound = "-" if answer.bound is None else str(answer.bound)
    print(
        _("{seconds:7.2f} s  unplaced {minutes} min  cost {cost}  bound {bound}").format(
            seconds=progress.seconds, minutes=answer.unplaced_minutes(problem), cost=answer.cost, bound=bound
        ),
        flush=True,
    )


@contextmanager
def _interrupts(asked: threading.Event) -> Iterator[None]:
    """While it plans, Ctrl+C and a request to end mean: stop and write the best so far."""
    before = {kind: signal.signal(kind, lambda *_: asked.set()) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


class _Process:
    """An aide of the engine in a process of its own, started when it is first asked something."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self.alive = True

    def ask(self, request: Message) -> None:
        from otdesk import workers

        try:
            self._child = self._child or workers.Child("models")
            self._child.send(request)
        except workers.ChildEnded:
            self.alive = False

    def heard(self) -> list[Message]:
        from otdesk import workers

        if self._child is None or not self.alive:
            return []
        try:
            return self._child.heard()
        except workers.ChildEnded:
            self.alive = False
            return []

    def close(self) -> None:
        if self._child is not None:
            self._child.close()


@contextmanager
def _aides(number: int) -> Iterator[list[_Process]]:
    aides = [_Process() for _number in range(number)]
    try:
        yield aides
    finally:
        for aide in aides:
            aide.close()


# --- the processes ----------------------------------------------------------------------------------------------------


def serve(task: str) -> int:
    """`plan` plans for the window, with one aide; `models` is an aide."""
    from otdesk import system, workers
    from otdesk.planner.models import Models

    if task == "plan":
        system.work_in_background()
    handler: Callable[[Message, Callable[[Message], None]], Message] = Models() if task == "models" else _planned
    return workers.serve(handler, memory=_MEMORY, seconds=_PROCESSOR)


def _planned(request: Message, tell: Callable[[Message], None]) -> Message:
    return _why(request, tell) if "why" in request else _built(request, tell)


def _why(request: Message, tell: Callable[[Message], None]) -> Message:
    """Why the line `why` has no place in `plan`: what is in the way at once, then what would help, then the proof."""
    from dataclasses import asdict

    from otdesk.planner import answer as answers
    from otdesk.planner.models import there
    from otdesk.planner.problem import read
    from otdesk.planner.reasons import blame, by_worth, helps

    problem, line = read(request["problem"]), request["why"]
    found = answers.understood(request["plan"], problem)
    tell({"blame": [asdict(each) for each in blame(problem, found).get(line, ())]})
    for each in by_worth(helps(problem, found, request["seed"], _WISH_SECONDS)):
        plan = answers.written(each.answer, {})
        tell({"help": {"wish": each.wish, "minutes": each.minutes, "moved": each.moved, "plan": plan}})
    proved = None
    if there():
        from otdesk.planner.conflict import conflict, placed_with

        proved = conflict(placed_with(problem, found, line), line, _PROOF_SECONDS)
    return {"conflict": asdict(proved) if proved is not None else None}


def _built(request: Message, tell: Callable[[Message], None]) -> Message:
    from otdesk.planner import answer as answers
    from otdesk.planner.engine import Engine
    from otdesk.planner.problem import BrokenProblem, read

    def say(progress: "Progress") -> None:
        tell({"seconds": progress.seconds, "plan": answers.written(progress.answer, {})})

    try:
        problem = read(request["problem"])
        with _aides(2) as aides:
            start = answers.understood(request["start"], problem) if request["start"] is not None else None
            engine = Engine(problem, request["problem"], request["seed"], aides, start)
            found = engine.run(request["seconds"], None, say)
    except BrokenProblem as broken:
        return {"broken": said(broken)}
    return {"plan": answers.written(found, {})}


# --- words ------------------------------------------------------------------------------------------------------------


def said(broken: "BrokenProblem") -> str:
    """The rule in words, with the key it is about."""
    from otdesk.planner.problem import Rule

    first, last = (*broken.limits, 0, 0)[:2]
    words = {
        Rule.FORMAT: _("must be otdesk-planning-problem/1"),
        Rule.OBJECT: _("must be an object"),
        Rule.LIST: _("must be a list"),
        Rule.PAIR: _("must be a list of two"),
        Rule.TEXT: _("must be text"),
        Rule.FLAG: _("must be true or false"),
        Rule.WHOLE: _("must be a whole number"),
        Rule.RANGE: _("must be from {first} to {last}").format(first=first, last=last),
        Rule.MISSING: _("is missing"),
        Rule.HALF_DAY: _("must be null, am or pm"),
        Rule.GRID: _("must be a multiple of the grid, {first} minutes").format(first=first),
        Rule.ORDER: _("begins after it ends"),
        Rule.TWICE: _("is there twice"),
        Rule.UNKNOWN: _("is not known in this file"),
        Rule.DAY: _("must be a day from 0 to {last}").format(last=first),
        Rule.MANY: _("has more than {first} entries").format(first=first),
        Rule.PIN_NOT_ALLOWED: _("is no allowed start of this line"),
        Rule.PINS_CLASH: _("cannot be kept on day {day} with the other fixed times").format(day=first),
        Rule.FIXED_CLASH: _("cannot all be kept on day {day}: they overlap or leave no time to drive or to eat").format(
            day=first
        ),
        Rule.DESK_NO_ROOM: _("find no room beside the fixed times"),
    }
    return _("{key}: {rule}.").format(key=broken.key or "file", rule=words[broken.rule])
