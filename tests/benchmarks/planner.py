# SPDX-License-Identifier: MIT
"""Planning problems solved by `otdesk plan`, beside what a person does and what a plan without travel is worth.

    .venv/bin/python tests/benchmarks/planner.py FILE.json... [--seeds 10] [--short 10] [--long 60]

For each problem: seconds until all is placed over the seeds; cost, proved bound and gap after the short and the long
run; the verdict of tests/planner/judge_plan.py on both; seconds from an interrupt to the end. Beside it, on the same
problem: first fit (each line at the earliest place that is open, the hardest first, drives included, nothing taken
back) and a plan that knows no travel: the share of its minutes that cannot be reached once drives are counted.
Targets stand in TARGETS by the number of lines; what misses one is named and the exit is 1.
"""

import argparse
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from otdesk.planner.answer import Answer
from otdesk.planner.board import Board, Option, Plan
from otdesk.planner.engine import Engine
from otdesk.planner.problem import Line, Problem, read
from otdesk.planner.trips import way
from tests.planner.judge_plan import judge

Json = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """Seconds to all placed for 8 of 10 seeds and for all; the greatest gap, or share of the planted cost."""

    size: str
    lines: int
    usually: float
    always: float
    short_gap: float | None
    long_gap: float | None
    short_share: float | None = None
    long_share: float | None = None


TARGETS = (
    Target("S", 27, 0.1, 10, 0.0, 0.0),
    Target("M", 55, 0.5, 10, 0.05, 0.02),
    Target("L", 80, 2, 10, 0.20, 0.10),
    Target("XL", 10_000, 2, 10, None, None, 1.0, 0.85),
)


def target(problem: Problem) -> Target:
    return next(each for each in TARGETS if len(problem.lines) <= each.lines)


# --- the program ------------------------------------------------------------------------------------------------------


def command(path: Path, out: Path, seconds: float, seed: int) -> list[str]:
    options = ["--out", str(out), "--seconds", str(seconds), "--seed", str(seed), "--workers", "2"]
    return [sys.executable, "-m", "otdesk", "plan", str(path), *options]


def first_placed(path: Path, out: Path, seed: int) -> tuple[float, float]:
    """Seconds until all was placed, as the program says, and from the interrupt to its end."""
    with subprocess.Popen(command(path, out, 60, seed), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            seconds, placed = float(line.split()[0]), " 0 min" in line
            if placed:
                asked = time.monotonic()
                process.send_signal(signal.SIGINT)
                process.stdout.read()
                process.wait()
                return seconds, time.monotonic() - asked
    return float("inf"), 0.0


def solved(path: Path, out: Path, data: Json, seconds: float) -> tuple[Json, list[str]]:
    """The answer, and what the judge says is wrong with it."""
    subprocess.run(command(path, out, seconds, 1), check=True, stdout=subprocess.DEVNULL)
    answer: Json = json.loads(out.read_text(encoding="utf-8"))
    return answer, [each["rule"] for each in judge(data, answer)["violations"]]


def gap(answer: Json) -> float:
    return 1.0 if answer["bound"] is None else 1 - answer["bound"] / max(1, answer["cost"])


# --- beside it --------------------------------------------------------------------------------------------------------


def first_fit(problem: Problem) -> tuple[float, int]:
    """(share of the minutes placed, cost) of a plan made once through, without taking anything back."""
    board = Board(problem)
    days, left = board.begin()
    for minutes in problem.therapist.desk_blocks:
        for number, day in enumerate(days):
            tried = board.with_desks(day, (*day.shape.desks, minutes))
            if tried.shape.cost is not None:
                days[number] = tried
                break
    for line in sorted((problem.lines[number] for number in left), key=freedom):
        for _ in range(left[line.id]):
            found = next(earliest(board, days, line), None)
            if found is None:
                break
            number, option = found
            days[number] = board.add(days[number], line, option)
            left[line.id] -= 1
    plan = Plan(problem, tuple(days), {number: times for number, times in left.items() if times}, ())
    return 1 - plan.unserved / max(1, problem.asked_minutes), plan.cost


def freedom(line: Line) -> float:
    return sum(last - first + 5 for ranges in line.starts.values() for first, last in ranges) / max(1, line.times)


def earliest(board: Board, days: list[Any], line: Line) -> Iterator[tuple[int, Option]]:
    for number, day in enumerate(days):
        options = board.options(day, line)
        if options:
            yield number, min(options, key=lambda option: (option[2] < 0, option[1]))


def unreachable(data: Json) -> float:
    """Share of the minutes of a full plan made without travel that nobody can be there for."""
    blind = json.loads(json.dumps(data))
    blind["weights"] |= {"travel": 0, "visit": 0, "idle": 0}
    blind["therapist"] |= {"max_schools_per_day": 100, "visits_per_school": 100}
    for school in blind["schools"]:
        school |= {"setup": 0, "park": 0}
    travel = blind["travel"]
    blind["travel"] = {one: dict.fromkeys(row, 0) for one, row in travel.items() if one != "home"}
    blind["travel"]["home"] = {school: [0, 0] for school in travel["home"]}
    problem = read(data)
    answer = Engine(read(blind), blind, 1).run(None, 1500, lambda _progress: None)
    return lost(problem, answer) / max(1, problem.asked_minutes)


def lost(problem: Problem, answer: Answer) -> int:
    """Minutes of the sessions, each times its lines, that begin before one can be there from the one before."""
    minutes = 0
    for day in range(problem.days):
        at, free = -1, 0
        for session in sorted(each for each in answer.sessions if each.day == day):
            school = problem.schools[session.school]
            if at < 0:
                ready = problem.therapist.start + school.park + school.setup
            elif at == session.school:
                ready = free
            else:
                ready = free + way(problem, at, session.school) + school.setup
            if session.start < ready:
                minutes += session.minutes * len(session.lines)
            else:
                at, free = session.school, session.start + session.minutes
    return minutes


# --- the table --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    name: str
    target: Target
    first: list[float]
    cancel: float
    short: Json
    long: Json
    broken: list[str]
    fit: tuple[float, int]
    blind: float
    planted: int | None

    def missed(self) -> Iterator[str]:
        ranked = sorted(self.first)
        usual = ranked[max(0, round(0.8 * len(ranked)) - 1)]
        if usual > self.target.usually:
            yield f"all placed after {usual:.2f} s on 8 of 10 seeds ({self.target.usually} s)"
        if ranked[-1] > self.target.always:
            yield f"all placed after {ranked[-1]:.2f} s on the worst seed ({self.target.always} s)"
        if self.broken:
            yield f"rules broken: {', '.join(self.broken)}"
        for what, answer, most, share in (
            ("short", self.short, self.target.short_gap, self.target.short_share),
            ("long", self.long, self.target.long_gap, self.target.long_share),
        ):
            if answer["bound"] is not None and answer["bound"] > answer["cost"]:
                yield f"bound above cost in the {what} run"
            if most is not None and gap(answer) > most:
                yield f"gap {gap(answer):.1%} after the {what} run ({most:.0%})"
            if share is not None and self.planted is not None and answer["cost"] > share * self.planted:
                yield f"cost {answer['cost']} after the {what} run ({share * self.planted:.0f})"


def row(path: Path, folder: Path, options: argparse.Namespace) -> Row:
    data = json.loads(path.read_text(encoding="utf-8"))
    problem, out = read(data), folder / "answer.json"
    placed = [first_placed(path, out, seed) for seed in range(1, options.seeds + 1)]
    short, broken = solved(path, out, data, options.short)
    long, more = solved(path, out, data, options.long)
    planted = path.with_suffix(".planted.json")
    verdict = judge(data, json.loads(planted.read_text(encoding="utf-8"))) if planted.exists() else None
    return Row(
        name=path.stem,
        target=target(problem),
        first=[first for first, _cancel in placed],
        cancel=max(cancel for _first, cancel in placed),
        short=short,
        long=long,
        broken=broken + more,
        fit=first_fit(problem),
        blind=unreachable(data),
        planted=verdict["cost"] if verdict else None,
    )


def show(each: Row) -> None:
    ranked = sorted(each.first)
    short, long = each.short, each.long
    print(
        f"{each.name:12} {each.target.size:3} {statistics.median(ranked):6.2f} {ranked[-1]:6.2f} "
        f"{each.cancel:6.2f}  {short['cost']:5} {short['bound'] or '-':>5} {gap(short):6.1%}  "
        f"{long['cost']:5} {long['bound'] or '-':>5} {gap(long):6.1%}  {each.planted or '-':>5}  "
        f"{'clean' if not each.broken else 'BROKEN'}  {each.fit[0]:6.1%} {each.fit[1]:6}  {each.blind:6.1%}",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--short", type=float, default=10)
    parser.add_argument("--long", type=float, default=60)
    options = parser.parse_args()
    print(
        "             size  all placed  cancel  after the short run  after the long run  plant-  judge   first fit   "
        "unreachable"
    )
    print(
        "                  median worst  most   cost bound    gap    cost bound    gap    ed           placed  cost   "
        "without travel"
    )
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for path in options.files:
            if ".planted" not in path.name:
                rows.append(row(path, Path(folder), options))
                show(rows[-1])
    missed = [f"{each.name}: {what}" for each in rows for what in each.missed()]
    print("\n".join(["", "Missed:", *missed] if missed else ["", "Every target met."]))
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
