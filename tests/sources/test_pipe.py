"""Whoever is asked to stop does not wait for what nobody writes."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import termios
import time
from array import array

import pytest

from leakscan.sources.pipe import CAN_WAIT, patient_stream

pytestmark = pytest.mark.skipif(not CAN_WAIT, reason="no poll")
ROWS = b"nom;prenom;nir;telephone\n" + b"TESTEUR;Zoe;261512299812350;0639980001\n" * 2000


def test_what_is_written_is_read_to_its_end() -> None:
    reads, writes = os.pipe()
    os.write(writes, b"abc")
    with patient_stream(reads, lambda: True) as stream:
        assert stream.read(2) == b"ab"
        assert stream.read(9) == b"c"
        os.close(writes)
        assert stream.read(9) == b""


def test_patience_ends_the_stream() -> None:
    reads, writes = os.pipe()
    answers = iter([True, False])
    with patient_stream(reads, lambda: next(answers)) as stream:
        assert stream.read(9) == b""
    os.close(writes)


def test_files_are_read_as_ever() -> None:
    with open(__file__, "rb") as file, patient_stream(os.dup(file.fileno()), bool) as stream:  # noqa: PTH123
        assert stream.read(3) == b'"""'
        assert stream.seekable()


def test_an_interrupt_ends_a_scan_of_a_pipe_that_is_silent() -> None:
    command = [sys.executable, "-m", "leakscan", "scan", "-", "--no-config", "-f", "json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(ROWS)
        process.stdin.flush()
        deadline = time.monotonic() + 60
        while unread(process.stdin.fileno()) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        told = json.loads(process.stdout.read())
        assert process.wait(10) == 130
    (file,) = told["files"]
    assert file["coverage"]["state"] == "partial"
    assert [gap["reason"] for gap in file["coverage"]["gaps"]] == ["interrupted"]
    assert file["bytes"] == len(ROWS)


def unread(descriptor: int) -> int:
    """Bytes in a pipe that nobody has read yet."""
    count = array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, count)
    return count[0]
