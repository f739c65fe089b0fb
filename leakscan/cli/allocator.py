"""How the C library keeps memory that the command line's process has freed.

Every chunk makes arrays of megabytes and frees them. By its defaults glibc trims its heap each
time, and the kernel clears the same pages again and again: about a tenth of the time of a scan.
The peak is what it was. Workers are forked and inherit it.
"""

import sys

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_MAPPED_FROM = 32 << 20
"""Bytes, the most that glibc takes: what is larger is still mapped by itself and given back."""
_KEPT = 512 << 20
"""Bytes at the top of the heap that are not given back: more than the peak of any scan."""


def keep_freed_memory() -> bool:
    """Ask glibc to use freed arrays again; other C libraries are left as they are.

    Returns:
        Whether the C library took it.

    See mallopt(3).
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    asked = ((_M_MMAP_THRESHOLD, _MAPPED_FROM), (_M_TRIM_THRESHOLD, _KEPT))
    return all(mallopt(name, value) == 1 for name, value in asked)
