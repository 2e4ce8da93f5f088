# SPDX-License-Identifier: MIT
"""Item 2: killed before every write, sync, rename and removal of an operation, one after the other until none is left:
what is found afterwards is whole, as before or as after."""

import shutil
from collections import Counter
from pathlib import Path

from tests.clock import FixedClock
from tests.faults import aftermath, operations
from tests.faults.children import KILLED
from tests.faults.outcome import Outcome
from tests.faults.places import fresh, off_disk
from tests.faults.stepped import Stepper, at, can_inject

SHORT = 4  # steps of each operation, spread over all of it


def prove(*, full: bool, scratch: Path) -> Outcome:
    return kill_at_steps(tuple(operations.OPERATIONS), full=full, scratch=scratch)


def kill_at_steps(names: tuple[str, ...], *, full: bool, scratch: Path) -> Outcome:
    """Those operations, and one that is careless on purpose: that one must be seen to do harm."""
    if not can_inject():
        return Outcome(0, 0, left_out=("a kill at every step needs strace, which is Linux's",))
    told, found, figures = Counter[str](), list[str](), list[str]()
    with off_disk("template") as template, Stepper(scratch) as stepper:  # a kill does not depend on the disk
        memory = template.parent
        operations.template(template, FixedClock())
        for name in (*names, operations.CONTROL):
            wanted = aftermath.expected(name, template, memory)
            calls = calls_of(stepper, name, template, memory)
            steps = steps_of(len(calls), full=full)
            wrong: list[str] = []
            for step in steps:
                place, run = stepper.disturb(name, template, memory, at(calls, step, "signal=SIGKILL"))
                told["injected"] += 1
                told["fired"] += run.status == KILLED and not run.said
                told["acknowledged"] += len(wanted.before["notes"])
                after = aftermath.complaints(name, place, wanted, acknowledged=False)
                wrong += [f"{name}, killed at {step} of {len(calls)}, {calls[step - 1]}: {text}" for text in after]
                shutil.rmtree(place)
            figures.append(f"{name} {len(steps)} of {len(calls)}")
            if name == operations.CONTROL:
                told["detected"] += len(wrong)
                wrong = [] if wrong else ["what was written carelessly was not seen: the looking itself is blind"]
            found += wrong
    lost, alarms = (sum(f": {kind}: " in text for text in found) for kind in ("lost", "alarm"))
    return Outcome(
        told["injected"], told["fired"], told["acknowledged"], lost, told["detected"], alarms,
        ("steps killed: " + ", ".join(figures),), tuple(found[:12]),
    )  # fmt: skip


def steps_of(steps: int, *, full: bool, short: int = SHORT) -> list[int]:
    """All of them, or a few spread over all, the first and last among them."""
    if full or steps <= short:
        return list(range(1, steps + 1))
    return sorted({1 + round(number * (steps - 1) / (short - 1)) for number in range(short)})


def calls_of(stepper: Stepper, name: str, template: Path, memory: Path) -> tuple[str, ...]:
    """The steps of the operation when nobody disturbs it."""
    place = fresh(memory)
    shutil.copytree(template, place)
    run = stepper.run(name, place)
    shutil.rmtree(place)
    if run.said != "done":
        raise RuntimeError(f"{name} undisturbed: {run}")
    return run.calls
