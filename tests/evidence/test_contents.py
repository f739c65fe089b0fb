"""Keyed hashes of contents: the same for the same bytes, however they come, and for no others."""

import hashlib
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.evidence import contents
from leakscan.evidence.contents import BLOCK_BYTES, ContentHash

HASH = ContentHash(b"k" * 32)


def digest(data: bytes, *cuts: int, of: ContentHash = HASH) -> bytes:
    content = of.begin()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for low, high in pairwise(edges):
        content.add(data[low:high])
    return content.digest()


def noise(size: int, seed: int = 1) -> bytes:
    return np.random.default_rng(seed).bytes(size)


@given(st.integers(0, 3 * BLOCK_BYTES), st.lists(st.integers(0, 3 * BLOCK_BYTES), max_size=6))
def test_where_a_content_is_cut_makes_no_difference(size: int, cuts: list[int]) -> None:
    data = noise(size)
    assert digest(data, *cuts) == digest(data)


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 3 * 4096, 3 * 4096 + 17])
def test_every_byte_and_the_length_count(size: int) -> None:
    data = noise(size)
    seen = {digest(data), digest(data + b"\0"), digest(data[:-1])}
    for place in {0, size // 2, size - 1}:
        seen.add(digest(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]))
    assert len(seen) == 3 + len({0, size // 2, size - 1})


def test_blocks_that_change_places_are_another_content() -> None:
    one, other = noise(BLOCK_BYTES, 1), noise(BLOCK_BYTES, 2)
    assert digest(one + other) != digest(other + one)


def test_a_hash_says_nothing_without_its_key() -> None:
    data = noise(9000)
    assert digest(data) != digest(data, of=ContentHash(b"l" * 32))
    assert digest(b"") != hashlib.blake2b(b"", digest_size=16).digest()
    assert "k" * 8 not in repr(HASH) + repr(HASH.begin())


def test_sums_are_those_of_the_definition() -> None:
    """NH, RFC 4418 section 5.2.2: sums of products of words to which the key was added."""
    words = np.arange(7, 7 + BLOCK_BYTES // 4 + 4, dtype=np.uint32) * np.uint32(2654435761)
    data = noise(2 * BLOCK_BYTES)
    found = contents.block_sums(np.frombuffer(data, np.uint8), words)
    block = np.frombuffer(data, "<u4", BLOCK_BYTES // 4, BLOCK_BYTES).tolist()
    key = words.tolist()
    wanted = sum(
        (block[i] + key[i]) % 2**32 * ((block[i + 1] + key[i + 1]) % 2**32)
        for i in range(0, len(block), 2)
    )
    assert int(found[1, 0]) == wanted % 2**64
