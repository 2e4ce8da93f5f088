# SPDX-License-Identifier: MIT
"""Items that are tests of the suite already: the same tests, run by pytest in a process of its own, with their figures.

A test says its figures by pytest's own `record_property`: "injected", "fired", "acknowledged", "lost", "detected",
"false_alarms" are added up, anything else is shown.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from defusedxml import ElementTree

from tests.faults.children import ROOT
from tests.faults.outcome import Outcome

COUNTS = ("injected", "fired", "acknowledged", "lost", "detected", "false_alarms")


def prove_by(
    tests: tuple[str, ...], scratch: Path, settings: dict[str, str] | None = None, before: tuple[str, ...] = ()
) -> Outcome:
    """`before` is the command that pytest is run by."""
    report = scratch / "report.xml"
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--timeout", "7200", "-o", "junit_family=xunit1")
    places = ("--basetemp", str(scratch / "pytest"), f"--junitxml={report}")
    command = [*before, sys.executable, "-m", "pytest", *options, *places, *tests]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(settings or {})}, capture_output=True, text=True, check=False
    )
    counts, figures = Counter[str](), list[str]()
    for case in ElementTree.parse(report).iter("testcase") if report.exists() else ():
        for said in case.iter("property"):
            name, value = said.get("name", ""), said.get("value", "")
            if name in COUNTS:
                counts[name] += int(value)
            else:
                figures.append(f"{name} {value}")
    failures = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode and not failures:
        failures = [(done.stdout + done.stderr)[-600:]]
    figures += done.stdout.splitlines()[-1:]
    return Outcome(
        counts["injected"], counts["fired"], counts["acknowledged"], counts["lost"], counts["detected"],
        counts["false_alarms"], tuple(figures), tuple(failures),
    )  # fmt: skip
