"""A library that ends the process it is in, or takes all memory, costs one file and no more."""

import os
from collections.abc import Iterator

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.budget import Budget
from leakscan.readers.isolation import endured
from leakscan.readers.options import ReadOptions
from leakscan.scanner import scan_bytes
from tests.readers.golden import GOLDEN

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked")


def aborting(*_arguments: object, **_options: object) -> Iterator[object]:
    yield None
    os.abort()


def hoarding() -> Iterator[object]:
    held = []
    while True:
        held.append(b"\1" * (16 << 20))
        yield None


def test_what_goes_well_is_not_told() -> None:
    endured(lambda: iter([1, 2, 3]), "x", Budget(ReadOptions()))


def test_an_error_is_left_to_who_does_it_next() -> None:
    def failing() -> Iterator[object]:
        yield None
        raise ValueError("secret")

    endured(failing, "x", Budget(ReadOptions()))


@pytest.mark.parametrize("work", [aborting, hoarding])
def test_an_abort_or_too_much_memory_is_an_error(work: object) -> None:
    with pytest.raises(ReadError) as error:
        endured(work, "x", Budget(ReadOptions()))  # type: ignore[arg-type]
    assert error.value.reason in {GapReason.CORRUPT, GapReason.TOO_LARGE}


@pytest.mark.parametrize(
    ("kind", "decodes"),
    [
        ("parquet", "leakscan.readers.parquet._decoded"),
        ("arrow", "leakscan.readers.arrow_ipc.validated"),
        ("orc", "leakscan.readers.orc.validated"),
    ],
)
def test_a_file_that_aborts_the_library_is_told(
    kind: str, decodes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    [path] = (path for path in (GOLDEN / kind / "table").iterdir() if path.suffix != ".json")
    monkeypatch.setattr(decodes, aborting)
    found = scan_bytes(path.read_bytes(), path.name)
    assert [gap.reason for gap in found.coverage.gaps] == [GapReason.CORRUPT]
    assert kind in found.coverage.gaps[0].where


def test_a_child_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    def talking() -> Iterator[object]:
        os.write(2, b"terminate called: secret\n")
        os.write(1, b"secret\n")
        yield None

    endured(talking, "x", Budget(ReadOptions()))
    assert capfd.readouterr() == ("", "")
