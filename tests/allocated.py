# SPDX-License-Identifier: MIT
"""How much memory the C library has given out in this process: Qt's and the engine's share, which Python cannot see."""

import ctypes

_FIELDS = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")


class _Info(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_size_t) for name in _FIELDS)


def allocated() -> int:
    """Bytes. Linux with glibc 2.33 or newer."""
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = _Info
    info = ask()
    return int(info.uordblks + info.hblkhd)
