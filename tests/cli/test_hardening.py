"""Nothing that an exception carries may reach stderr."""

import subprocess
import sys
import textwrap

import pytest

SECRET = "1 51 51 22 998 123"
CRASHES = {
    "main thread": f"int('{SECRET}')",
    "other thread": f"""
        import threading
        thread = threading.Thread(target=int, args=('{SECRET}',))
        thread.start(); thread.join()""",
    "destructor": f"""
        class Loud:
            def __del__(self): int('{SECRET}')
        Loud()""",
    "logging": f"""
        import logging
        logging.basicConfig(); logging.warning('%d', '{SECRET}')""",
}


def _python(code: str) -> subprocess.CompletedProcess[str]:
    prelude = "from leakscan.cli.hardening import harden_process; harden_process()\n"
    return subprocess.run(
        [sys.executable, "-c", prelude + textwrap.dedent(code)],
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip


@pytest.mark.parametrize("crash", CRASHES.values(), ids=CRASHES.keys())
def test_a_crash_tells_type_and_place_only(crash: str) -> None:
    done = _python(crash)
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if "logging" not in crash:
        assert "internal error: ValueError at " in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_the_process_leaves_no_core_and_no_debugger() -> None:
    done = _python("""
        import ctypes, resource
        print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    """)
    assert done.stdout.split("\n")[0] == "(0, 0) 0"
