# SPDX-License-Identifier: MIT
"""Which call is disturbed: strace counts each name alone, so a step is the so-manieth call of its name."""

from tests.faults.every_step import steps_of
from tests.faults.stepped import FREEING, at, from_on

CALLS = ("write", "fsync", "write", "rename", "fsync")


def test_a_step_is_the_call_of_that_name() -> None:
    assert at(CALLS, 1, "signal=SIGKILL") == ["inject=write:signal=SIGKILL:when=1"]
    assert at(CALLS, 3, "signal=SIGKILL") == ["inject=write:signal=SIGKILL:when=2"]
    assert at(CALLS, 5, "error=EIO") == ["inject=fsync:error=EIO:when=2"]


def test_from_a_step_on_everything_fails_that_comes_after_it() -> None:
    whole = from_on(CALLS, 3, "error=EIO")
    assert "inject=?write:error=EIO:when=2+" in whole
    assert "inject=?fsync:error=EIO:when=2+" in whole
    assert "inject=?rename:error=EIO:when=1+" in whole
    assert "inject=?unlink:error=EIO:when=1+" in whole
    full = from_on(CALLS, 3, "error=ENOSPC")
    assert len(whole) - len(full) == len(FREEING)


def test_few_steps_are_spread_over_all() -> None:
    assert steps_of(5, full=True) == [1, 2, 3, 4, 5]
    assert steps_of(841, full=False) == [1, 281, 561, 841]
    assert steps_of(2, full=False) == [1, 2]
