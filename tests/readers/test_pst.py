"""Outlook stores: the strings of permuted blocks."""

import random

import pytest

from leakscan.model.coverage import GapReason
from leakscan.readers.pst import _DECODED
from tests.readers.golden import GOLDEN
from tests.readers.mail_inputs import BODY
from tests.readers.reading import read

ENCODED = bytes(_DECODED.index(value) for value in range(256))


def store(method: int, *, version: int = 23, encoding: str = "utf-16-le") -> bytes:
    """A header, and a block with a body as its method writes it."""
    head = bytearray(1024)
    head[:4], head[8:12] = b"!BDN", b"SM" + version.to_bytes(2, "little")
    head[513 if version >= 23 else 461] = method
    block = random.Random(1).randbytes(200) + BODY.encode(encoding) + bytes(50)
    return bytes(head) + (block.translate(ENCODED) if method == 1 else block)


@pytest.mark.parametrize("method", [0, 1])
@pytest.mark.parametrize(("version", "encoding"), [(23, "utf-16-le"), (14, "cp1252")])
def test_strings(method: int, version: int, encoding: str) -> None:
    found = read(store(method, version=version, encoding=encoding))
    assert found.formats == ["pst"]
    assert [gap.reason for gap in found.gaps] == [GapReason.UNSUPPORTED]
    for line in BODY.splitlines():
        assert line.encode() in found.text


def test_high_encoding_is_told() -> None:
    assert [gap.reason for gap in read(store(2)).gaps] == [GapReason.ENCRYPTED]


def test_table_is_a_permutation() -> None:
    assert sorted(_DECODED) == list(range(256))
    # The first of [MS-PST] 5.1, mpbbR, is its inverse.
    assert list(ENCODED[:8]) == [65, 54, 19, 98, 168, 33, 110, 187]


def test_golden_is_a_permuted_store() -> None:
    [path] = GOLDEN.glob("pst/*/*.pst")
    assert path.read_bytes() == store(1)


def test_truncated() -> None:
    data = store(1)
    for size in range(10, 1100, 7):
        read(data[:size])
