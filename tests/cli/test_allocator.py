import ctypes
import subprocess
import sys

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


def test_a_c_library_without_mallopt_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert keep_freed_memory() is False
