"""Keyed hashes of whole contents: whether two members are the same, with neither being kept.

Blocks of 4 KiB are summed by NH, twice (two different blocks have the same sums for one secret
key in 2^64, whoever made them); BLAKE2b under the same secret goes over the sums and what is
left at the end. The hash stays in the process and its workers, and dies with the run's key.

Source: RFC 4418 (UMAC) for NH and its use under two shifted keys; RFC 7693 for BLAKE2. Measured:
0.07 ms for each MB, where BLAKE2b alone takes 1.6 and reading a log 10 to 20.
"""

import hashlib

import numpy as np
import numpy.typing as npt

from leakscan.native import arrays
from leakscan.native.library import KERNELS

Sums = npt.NDArray[np.uint64]
Words = npt.NDArray[np.uint32]

BLOCK_BYTES = 4096
_SHIFT = 4
"""Words by which the second key is further than the first."""
_DIGEST_BYTES = 16


class ContentHash:
    """Hashes of contents under the key of one run."""

    __slots__ = ("_secret", "_words")

    def __init__(self, key: bytes) -> None:
        """`key` holds at least 32 secret bytes."""
        stream = hashlib.shake_256(b"leakscan contents" + key)
        drawn = stream.digest(BLOCK_BYTES + 4 * _SHIFT + 32)
        self._secret = drawn[:32]
        self._words = np.frombuffer(drawn[32:], np.uint32)

    def __repr__(self) -> str:
        return "ContentHash()"

    def begin(self) -> "Contents":
        """A content to come, piece by piece."""
        return Contents(self._secret, self._words)


class Contents:
    """One content while it is read; where it is cut into pieces makes no difference."""

    __slots__ = ("_hash", "_rest", "_size", "_words")

    def __init__(self, secret: bytes, words: Words) -> None:
        self._hash = hashlib.blake2b(key=secret, digest_size=_DIGEST_BYTES)
        self._words = words
        self._rest = b""
        self._size = 0

    def __repr__(self) -> str:
        return f"Contents(size={self._size})"

    def add(self, piece: bytes) -> None:
        """The next bytes."""
        self._size += len(piece)
        if self._rest:
            missing = BLOCK_BYTES - len(self._rest)
            self._rest += piece[:missing]
            if len(self._rest) < BLOCK_BYTES:
                return
            self._sum(np.frombuffer(self._rest, np.uint8))
            piece = piece[missing:]
        whole = len(piece) // BLOCK_BYTES * BLOCK_BYTES
        if whole:
            self._sum(np.frombuffer(piece, np.uint8, whole))
        self._rest = piece[whole:]

    def digest(self) -> bytes:
        """The hash, 16 bytes, of all that was added so far."""
        ended = self._hash.copy()
        ended.update(self._rest)
        ended.update(self._size.to_bytes(8, "little"))
        return ended.digest()

    def _sum(self, blocks: npt.NDArray[np.uint8]) -> None:
        sums = block_sums(blocks, self._words)
        self._hash.update(sums.tobytes())


def block_sums(data: npt.NDArray[np.uint8], words: Words) -> Sums:
    """The two sums of each block of `data`, shape (blocks, 2).

    Args:
        data: Whole blocks.
        words: The key, of `BLOCK_BYTES // 4 + 4` words.
    """
    if KERNELS is not None:
        return arrays.content_sums(data, words, BLOCK_BYTES)
    sums = np.empty((data.size // BLOCK_BYTES, 2), np.uint64)
    # Sixteen blocks at once: what is made of them stays in the cache.
    for low in range(0, len(sums), 16):
        piece = data[low * BLOCK_BYTES : (low + 16) * BLOCK_BYTES]
        part = np.frombuffer(piece, np.uint32).reshape(-1, BLOCK_BYTES // 4)
        for column, shift in enumerate((0, _SHIFT)):
            keyed = part + words[shift : shift + part.shape[1]]
            products = keyed[:, ::2].astype(np.uint64) * keyed[:, 1::2]
            sums[low : low + 16, column] = products.sum(axis=1, dtype=np.uint64)
    return sums
