# SPDX-License-Identifier: MIT
"""The planner at work: ruin and recreate in this process, bounds, patterns and perfect parts from aides beside it.

The best plan is kept here; whatever an aide says is judged again before it counts.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count
from typing import Any, NamedTuple, Protocol

from otdesk.planner import answer as answers
from otdesk.planner.answer import Answer
from otdesk.planner.board import Board, Plan
from otdesk.planner.judge import judge, moved
from otdesk.planner.parts import joined
from otdesk.planner.problem import Problem
from otdesk.planner.search import Search

Message = dict[str, Any]
_RUN = 6_000
"""Steps of a run, from hot to cold."""
_FIRST_RUN = 3_000
_PATIENCE = 2
"""How many times longer a run goes on while something is not placed."""
_MEDIUM = 90
_LIFTING = 20.0
"""Seconds."""
_SMALL = 75
"""Sessions a cycle up to which the whole problem is worth a proof."""
_TINY = 35
"""Sessions a cycle up to which parts of the problem are no easier than the whole."""
_LISTEN = 16
"""Steps between two looks at what aides said."""
_LONGEST_PART = 8.0
"""Seconds."""
_PARTS = 20
"""Arrangements of some days between two patterns."""
_NAP = 0.01
_LEAST_ALONE = 3.0
"""Seconds this process searches, before it leaves the processor to the aides."""
_WARM = 0.3
"""How hot a run begins that goes on from a plan."""
_PADS = (5, 3, 8, 0)


class Aide(Protocol):
    """A process that works at one task of `models` at a time."""

    def ask(self, request: Message) -> None: ...

    def heard(self) -> list[Message]:
        """What it said since, without waiting; an "answer" ends the task. Raises no error when it is gone: []."""
        ...

    @property
    def alive(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan after so many seconds, or a better bound for it (`answer.bound`)."""

    seconds: float
    answer: Answer


class Engine:
    """`data` is the JSON that `problem` was read from: aides read it themselves."""

    def __init__(
        self, problem: Problem, data: object, seed: int, aides: Sequence[Aide] = (), start: Answer | None = None
    ) -> None:
        """`start`: a plan there is already; what is found is never worse. One that breaks a rule is not looked at."""
        self.problem, self._data, self._seed = problem, data, seed
        self._begun = time.monotonic()
        self._seconds: float | None = None
        self._board = Board(problem)
        self._bound = 0
        self._sessions = sum(line.times for line in problem.lines.values())
        """In a cycle, each line counted for itself."""
        self._start = start
        self._current: Plan | None = None
        self._aides = [_Asked(aide) for aide in aides]
        self._tasks = self._next_tasks()
        self._patterns: list[list[list[int]]] = []
        self._proved_all = False
        """The relaxation has nothing more to say."""
        self._choices = _parts_of(problem, self._sessions)
        self._settled: dict[_Part, int] = {}
        """Parts no better arrangement exists for, with the cost of the plan that was found for."""
        self._turns: dict[_Part, int] = {}
        """How often an aide was asked for a better arrangement of this part."""
        self._seeds = count(1)
        self._tell: Callable[[Progress], None] = lambda _: None
        self.best: Answer | None = None

    def run(
        self,
        seconds: float | None,
        steps: int | None,
        tell: Callable[[Progress], None],
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """The best plan found within the seconds or the steps, whichever ends first. Raises BrokenProblem."""
        self._tell, self._seconds = tell, seconds

        def ended() -> bool:
            return self._over() or self._proved() or stop()

        for aided in self._aides[:1]:
            aided.begin(self._data)
        self._search(steps, ended)
        if steps is None and not ended():
            self._wait(ended)
        return self._plan()

    def _search(self, steps: int | None, ended: Callable[[], bool]) -> None:
        """Search in this process, until it may rest."""
        taken = 0
        for search, last in self._searches():
            while not last(search):
                if taken == steps or ended():
                    return
                if taken % _LISTEN == 0 and self._heard():
                    break
                taken += 1
                if search.step():
                    self._offered(search.best)
            if self._rests():
                return

    def _wait(self, ended: Callable[[], bool]) -> None:
        """Let all aides work; should they all die, search on."""
        for aided in self._aides[1:]:
            aided.begin(self._data)
        while not ended():
            if not any(aided.aide.alive for aided in self._aides):
                self._search(None, ended)
                return
            self._heard()
            time.sleep(_NAP)

    def _plan(self) -> Answer:
        if self.best is None:
            raise AssertionError("a search begins with a plan")
        return self.best

    def _over(self) -> bool:
        return self._seconds is not None and time.monotonic() - self._begun >= self._seconds

    def _proved(self) -> bool:
        return self.best is not None and self._bound >= self.best.cost

    def _rests(self) -> bool:
        """Whether the processor is better used by a second aide: all is placed, and aides have the models."""
        if time.monotonic() - self._begun < min(_LEAST_ALONE, 0.2 * (self._seconds or 0.0)):
            return False
        first = self._aides[0] if len(self._aides) > 1 else None
        return first is not None and first.models and first.aide.alive and not self._plan().unplaced

    # --- what counts --------------------------------------------------------------------------------------------------

    def _offered(self, plan: Plan) -> None:
        if self._accept(plan.answer(self.problem.therapist.lunch_minutes)):
            self._current = plan

    def _accept(self, found: Answer) -> bool:
        verdict = judge(self.problem, found)
        if verdict.breaches:
            return False
        found = replace(found, cost=verdict.cost)
        if self.best is not None and self._rank(found) >= self._rank(self.best):
            return False
        self.best = replace(found, bound=self._stated(verdict.cost))
        self._tell(Progress(time.monotonic() - self._begun, self.best))
        return True

    def _rank(self, found: Answer) -> tuple[int, int, int]:
        problem = self.problem
        return problem.rank(found.unplaced_minutes(problem), moved(problem, found), found.cost)

    def _stated(self, cost: int) -> int | None:
        return min(self._bound, cost) if self._bound else None

    def _proves(self, bound: int) -> None:
        if bound > self._bound and self.best is not None:
            self._bound = bound
            self.best = replace(self.best, bound=self._stated(self.best.cost))
            self._tell(Progress(time.monotonic() - self._begun, self.best))

    # --- runs of this process -----------------------------------------------------------------------------------------

    def _searches(self) -> Iterator[tuple[Search, Callable[[Search], bool]]]:
        """Searches in turn, each with the question whether it is at its end: it also cools it."""
        if self._start is not None and self._accept(self._start):
            self._current = self._board.plan(self._start)
        else:
            first = Search(self._board, self._seed)
            self._offered(first.best)
            yield first, self._cooling(_FIRST_RUN, 1.0)
        for turn in count(1):
            seed = self._seed + 1000 * turn
            if turn % 3 == 0 or self._current is None:
                yield Search(self._board, seed), self._cooling(_RUN, 1.0)
            else:
                yield Search(self._board, seed, self._current), self._cooling(_RUN, _WARM)

    @staticmethod
    def _cooling(steps: int, heat: float) -> Callable[[Search], bool]:
        """So many steps after all is placed; what cannot be placed by then is left at some time."""
        placed: list[int] = []

        def last(search: Search) -> bool:
            if not placed and not search.best.left:
                placed.append(search.steps)
            taken = search.steps - (placed[0] if placed else _PATIENCE * steps)
            search.heat = heat * min(1.0, max(0.0, 1 - taken / steps))
            return taken >= steps

        return last

    # --- aides ------------------------------------------------------------------------------------------------------

    def _heard(self) -> bool:
        """Listen to the aides and keep them busy; True where a plan came that is better than all before."""
        better = False
        for aided in self._aides:
            for message in aided.aide.heard():
                aided.busy = "answer" not in message
                better |= self._understood(message.get("answer", message), aided)
            if aided.begun and not aided.busy and aided.aide.alive:
                aided.ask(next(self._tasks) if aided.models else self._seeded())
        return better

    def _understood(self, message: Message, aided: "_Asked") -> bool:
        asked = aided.asked
        if "models" in message:
            aided.models = message["models"]
        if "bound" in message:
            self._proves(message["bound"])
        if "pattern" in message:
            self._patterns.append(message["pattern"])
        done = bool(message.get("done"))
        self._proved_all |= done and asked["task"] == "relaxed"
        if done and asked["task"] == "part" and "plan" not in message:
            self._settled[_Part(*asked["part"])] = asked["plan"]["cost"]
        if "plan" not in message:
            return False
        found = answers.understood(message["plan"], self.problem)
        if "days" in asked:  # the rest may have become better meanwhile
            found = joined(self.problem, self._plan(), frozenset(asked["days"]), found)
        if not self._accept(found):
            return False
        self._current = self._board.plan(self._plan())
        return True

    def _next_tasks(self) -> Iterator[Message]:
        """What aides do, each made when one is free for it."""
        if self._sessions > _MEDIUM and self._plan().unplaced:
            seed = self._seed + 7919
            yield {"task": "search", "seed": seed, "steps": _RUN, "heat": 1.0, "placed": True}
        yield {"task": "bound", "seconds": self._share(0.3 if self._sessions <= _SMALL else 0.15)}
        for turn in count():
            if self._worth_a_proof(turn):
                lift = self._sessions > _SMALL or self.problem.current is not None
                seconds = self._share(0.4 if lift else 0.4 * (turn + 1))
                request: Message = {
                    "task": "relaxed",
                    "seconds": seconds,
                    "plan": self._written(),
                    "bound": self._bound,
                }
                yield {**request, "lift": lift}
            if self._sessions <= _SMALL:
                yield from self._along(turn)
            yield from self._parts(_PARTS)
            yield {"task": "patterns", "seconds": self._share(0.1), "pad": _PADS[turn % len(_PADS)], "seed": turn}
            yield from self._along(turn)

    def _worth_a_proof(self, turn: int) -> bool:
        """Up to some size the relaxation may be solved whole; above, lifting the bound takes half a minute."""
        if self._proved_all:
            return False
        if self._sessions <= _SMALL:
            return True
        return self._sessions <= _MEDIUM and turn == 1 and self._share(0.4) >= _LIFTING

    def _share(self, share: float) -> float:
        """Seconds: a share of the time there is."""
        return max(1.0, share * (60.0 if self._seconds is None else self._seconds))

    def _parts(self, most: int) -> Iterator[Message]:
        """Parts that were not settled for the plan as it is, those asked for least often first."""
        for _ in range(most):
            open_ = [part for part in self._choices if self._settled.get(part) != self._plan().cost]
            if not open_:
                return
            part = min(open_, key=lambda each: self._turns.get(each, 0))
            turns = self._turns[part] = self._turns.get(part, 0) + 1
            seconds = min(_LONGEST_PART, turns + len(part.numbers) - 1.0)
            asked = {part.kind: list(part.numbers), "part": part}
            yield {"task": "part", "seconds": seconds, "plan": self._written(), **asked}

    def _along(self, turn: int) -> Iterator[Message]:
        """Begin with visits of a pattern alone; what does not fit is then placed anywhere."""
        while self._patterns:
            seed = self._seed + 104_729 * (turn + 1)
            yield {"task": "search", "seed": seed, "steps": _RUN, "heat": _WARM, "pattern": self._patterns.pop()}

    def _seeded(self) -> Message:
        """Without OR-Tools an aide searches as this process does, from other beginnings."""
        turn = next(self._seeds)
        request: Message = {"task": "search", "seed": self._seed + 7919 * turn, "steps": _RUN}
        return {**request, "heat": _WARM, "plan": self._written()} if turn % 3 else {**request, "heat": 1.0}

    def _written(self) -> Message:
        return answers.written(self._plan(), {})


class _Part(NamedTuple):
    """What may be arranged anew while all else stays."""

    kind: str
    """"days" or "schools"."""
    numbers: tuple[int, ...]


def _parts_of(problem: Problem, sessions: int) -> list[_Part]:
    """In the order they are tried: pairs of days, one to three schools, triples of days."""
    days, schools = range(problem.days), sorted(problem.schools)
    every = [_Part("days", tuple(days))]
    if sessions <= _TINY:
        return every
    pairs = [_Part("days", pair) for pair in combinations(days, 2)]
    alone = [_Part("schools", (school,)) for school in schools]
    together = [_Part("schools", some) for size in (2, 3) for some in combinations(schools, size)]
    triples = [_Part("days", triple) for triple in combinations(days, 3)]
    return [*pairs, *alone, *together, *triples, *(every if sessions <= _SMALL else ())]


class _Asked:
    """An aide and what it is at."""

    def __init__(self, aide: Aide) -> None:
        self.aide = aide
        self.asked: Message = {}
        self.begun = self.busy = self.models = False

    def begin(self, data: object) -> None:
        self.begun = True
        self.ask({"task": "begin", "problem": data})

    def ask(self, task: Message) -> None:
        self.asked, self.busy = task, True
        self.aide.ask(task)
