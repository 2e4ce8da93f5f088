# SPDX-License-Identifier: MIT
"""What one item of the fault bench found, in figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """`injected` faults were asked for, `fired` of them are proved to have happened. `lost` counts acknowledged work
    that is gone, `detected` what was seen and said, `false_alarms` healthy vaults that were accused.

    `failures` are sentences, each a promise that did not hold; `left_out` what cannot be run on this machine.
    """

    injected: int
    fired: int
    acknowledged: int = 0
    lost: int = 0
    detected: int = 0
    false_alarms: int = 0
    figures: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.failures and self.lost == 0 and self.false_alarms == 0 and self.fired == self.injected
