import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from leakscan.cli.allocator import keep_freed_memory

_PROGRAM = """
import resource, sys
from leakscan.cli.allocator import keep_freed_memory
taken = sys.argv[1] == "keep" and keep_freed_memory()
faults = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_minflt
blocks = [b"x" * (16 << 20) for _ in range(4)]
del blocks
before = faults()
for _ in range(4):
    blocks = [b"x" * (16 << 20) for _ in range(4)]
    del blocks
print(int(taken), faults() - before)
"""


def _faults(mode: str) -> tuple[bool, int]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, mode], capture_output=True, text=True, check=True
    )
    taken, faults = done.stdout.split()
    return taken == "1", int(faults)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's allocator")
def test_pages_of_freed_arrays_are_used_again() -> None:
    taken, kept = _faults("keep")
    if not taken:
        pytest.skip("this C library has no mallopt")
    pages_of_a_block = (16 << 20) // 4096
    assert kept < pages_of_a_block < _faults("leave")[1]


_LARGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage")
_HEAP = """
import sys
from leakscan.cli.allocator import keep_freed_memory
if sys.argv[1] == "ask":
    keep_freed_memory()
held = b"x" * (16 << 20)
areas = open("/proc/self/smaps").read().split("VmFlags:")
flags = [after.splitlines()[0].split() for area, after in zip(areas, areas[1:]) if "[heap]" in area]
print(sum("hg" in each for each in flags))
"""


@pytest.mark.skipif(not _LARGE_PAGES.exists(), reason="a kernel without such pages")
@pytest.mark.parametrize(("mode", "asked"), [("ask", 1), ("leave", 0)])
def test_the_heap_is_to_be_of_large_pages(mode: str, asked: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HEAP, mode], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == asked


_SMALL_HEAP = """
import resource, sys
from leakscan.cli.allocator import keep_freed_memory
print(keep_freed_memory())
print(sum(len(b"x" * (8 << 20)) for _ in range(4)))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of Linux")
def test_a_heap_that_may_not_grow_is_no_error() -> None:
    import resource

    limit = 96 << 20

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", _SMALL_HEAP],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=few,
    )
    assert done.stdout.split() == ["True", str(32 << 20)]


def test_a_c_library_without_mallopt_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert keep_freed_memory() is False
