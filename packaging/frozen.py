# SPDX-License-Identifier: MIT
"""Runs first in the frozen program: what it starts (the print system) is to find its own libraries, not ours."""

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before is not None:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)
