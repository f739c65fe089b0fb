"""How the C library keeps memory that the command line's process has freed, and of what pages.

Every chunk makes arrays of megabytes and frees them. By its defaults glibc trims its heap each
time, and the kernel clears the same pages again and again: about a tenth of the time of a scan.
Of the usual pages of 4 KiB the processor cannot keep in mind where all of a chunk and of the tables
of words lie; with pages of 2 MiB, where the kernel gives them, a scan takes a tenth less.
Peaks grow by 2 to 6 MB, by 25 where the heap is full of holes. Workers are forked and inherit it.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_MMAP_MAX = -4
_MAPPED_FROM = 32 << 20
"""Bytes, the most that glibc takes: what is larger is still mapped by itself and given back."""
_MOST_MAPPED = 65536
"""How many pieces may be mapped, glibc's default."""
_KEPT = 512 << 20
"""Bytes at the top of the heap that are not given back: more than the peak of any scan."""
_LARGE_PAGE = 2 << 20
_IN_LARGE_PAGES = 64 << 20
"""Bytes of the heap: twice as many are no quicker, and a page of which little is used takes memory
as a whole, 90 MB more for what is made to exhaust memory."""
_MADV_HUGEPAGE = 14


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
        library = ctypes.CDLL(None)
        mallopt = library.mallopt
    except (OSError, AttributeError):
        return False
    asked = ((_M_MMAP_THRESHOLD, _MAPPED_FROM), (_M_TRIM_THRESHOLD, _KEPT))
    if not all(mallopt(name, value) == 1 for name, value in asked):
        return False
    _ask_for_large_pages(library)
    return True


def _ask_for_large_pages(library: "ctypes.CDLL") -> None:
    """Let the heap grow by what a scan needs, and ask the kernel for large pages there.

    Both are wishes: without room to grow nothing is asked, and a kernel may have no such pages.
    See madvise(2).
    """
    from ctypes import c_int, c_size_t, c_void_p

    library.malloc.restype, library.malloc.argtypes = c_void_p, [c_size_t]
    library.free.restype, library.free.argtypes = None, [c_void_p]
    library.madvise.argtypes = [c_void_p, c_size_t, c_int]
    # As large a piece would be mapped by itself otherwise. Freed, it stays the top of the heap.
    library.mallopt(_M_MMAP_MAX, 0)
    grown = library.malloc(_IN_LARGE_PAGES)
    library.mallopt(_M_MMAP_MAX, _MOST_MAPPED)
    if grown is None:
        return
    begin = -(-grown // _LARGE_PAGE) * _LARGE_PAGE
    library.madvise(begin, _IN_LARGE_PAGES - (begin - grown), _MADV_HUGEPAGE)
    library.free(grown)
