"""Keyed fingerprints of values, for whole arrays at once.

A NIR has about 10^11 candidates, so any unkeyed hash of one *is* the NIR. Numbers go through
SipHash-1-3, a keyed pseudo-random function; text is first reduced to a number by a multilinear
hash with secret coefficients. The key is drawn per run and dies with the process, unless the
user brings one to compare runs.

Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012 (the 1-3
variant is that of Rust and CPython); Lemire and Kaser, "Strongly universal string hashing is
fast", Computer Journal 2014. In NumPy: 0.1 µs a number, against 2.4 µs for BLAKE2b in a loop.
"""

import hashlib
import os

import numpy as np
import numpy.typing as npt

from leakscan.native import arrays
from leakscan.native.library import KERNELS

Numbers = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]

KEY_BYTES = 32
_MAX_TEXT = 96
"""Significant bytes of a text value; two values that differ only beyond count as one."""
_PLAIN_WORDS = 3
"""Values of up to 24 ASCII letters and digits, most of them, are folded as machine words."""
_PIECE = 8192
"""Other values folded at once, which bounds the memory this takes to 1 MiB."""
_ALL_SET = np.uint64(0x0101010101010101)
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], "<u8")
_INITIAL = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
_LENGTH_BLOCK = np.uint64(8 << 56)


def _fold_table() -> npt.NDArray[np.uint8]:
    """Letters without case or accent, digits; 0 for what does not tell values apart.

    In UTF-8 À-ÿ is C3 and one more byte, so the second byte alone gives the base letter.
    """
    table = np.zeros(256, np.uint8)
    for byte in range(128):
        if chr(byte).isalnum():
            table[byte] = ord(chr(byte).lower())
    bases = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy"
    for position, base in enumerate(bases):
        table[0x80 + position] = ord(base) if base != " " else 0
    return table


_FOLD = _fold_table()


def new_key() -> bytes:
    """A key for one run."""
    return os.urandom(KEY_BYTES)


class Fingerprinter:
    """Fingerprints under one secret key; each purpose has its own function."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or new_key()
        self._halves: dict[str, tuple[np.uint64, np.uint64]] = {}
        drawn = np.frombuffer(self._derive("text", _MAX_TEXT), np.uint64)
        self._coefficients = drawn | np.uint64(1)
        self._weights = np.frombuffer(self._derive("letters", 8 * _FOLD.size), np.uint64).copy()
        self._weights[0] = 0

    def __repr__(self) -> str:
        return "Fingerprinter()"

    def __reduce__(self) -> tuple[type, tuple[bytes]]:
        return Fingerprinter, (self._key,)

    def numbers(self, purpose: str, values: Numbers) -> Numbers:
        """A fingerprint of each number, for one purpose (a key type)."""
        if purpose not in self._halves:
            low, high = np.frombuffer(self._derive(purpose, 16), np.uint64)
            self._halves[purpose] = (low, high)
        if KERNELS is not None:
            return arrays.fingerprints(values, *self._halves[purpose])
        return _siphash(values, *self._halves[purpose])

    def whole(self, purpose: str, text: bytes) -> int:
        """A fingerprint of one text as it is, for one purpose."""
        return int.from_bytes(self._derive(f"{purpose}:{text.hex()}", 8), "little")

    def texts(self, data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Numbers:
        """A secret number for each span of text, to be passed through `numbers` before it is kept.

        Spellings that differ in case, accents, spaces or punctuation give the same number.
        """
        if KERNELS is not None:
            return arrays.text_numbers(data, starts, ends, _FOLD, self._coefficients, _MAX_TEXT)
        return self._texts(data, starts, ends)

    def letters(self, data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Numbers:
        """A secret number for the letters of each span, to be `mixed` before it is kept.

        Texts add up, whatever their order: a name in one column is that of the same words in two,
        and two names are only taken for one when each has the letters of the other.
        """
        if KERNELS is not None:
            return arrays.letter_sums(data, starts, ends, _FOLD, self._weights, _MAX_TEXT)
        result = np.empty(starts.size, np.uint64)
        for low in range(0, starts.size, _PIECE):
            own = slice(low, low + _PIECE)
            result[own] = self._weights[_folded(data, starts[own], ends[own])].sum(axis=1)
        return result

    def _texts(self, data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Numbers:
        """The twin of the kernel."""
        result, plain = self._of_plain(data, starts, ends)
        others = np.flatnonzero(~plain)
        for low in range(0, others.size, _PIECE):
            rows = others[low : low + _PIECE]
            result[rows] = self._of_words(_folded(data, starts[rows], ends[rows]))
        return result

    def _of_plain(
        self, data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets
    ) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """Numbers of the short spans of ASCII letters and digits, and which spans those are."""
        sizes = ends - starts
        result = np.zeros(starts.size, np.uint64)
        # A span near the end of the text has no whole words to read.
        plain = (sizes <= _PLAIN_WORDS * 8) & (starts + _PLAIN_WORDS * 8 <= data.size)
        if not plain.any():
            return result, plain
        words = np.ndarray((data.size - 7,), "<u8", data, strides=(1,))
        for number in range(_PLAIN_WORDS):
            rows = np.flatnonzero(plain & (sizes > 8 * number))
            if not rows.size:
                break
            kept = _KEPT[np.minimum(sizes[rows] - 8 * number, 8)]
            signs = (words[starts[rows] + 8 * number] & kept).view(np.uint8)
            letter = ((signs | np.uint8(32)) - np.uint8(97)) < 26
            sound = letter | ((signs - np.uint8(48)) < 10) | (kept.view(np.uint8) == 0)
            plain[rows] &= sound.view(np.uint64) == _ALL_SET
            folded = np.where(letter, signs | np.uint8(32), signs).view("<u8")
            result[rows] += _mixed(folded, self._coefficients[number])
        return result, plain

    def _of_words(self, folded: npt.NDArray[np.uint8]) -> Numbers:
        """One number for each row of folded bytes, padded with zeros to whole words."""
        result = np.zeros(len(folded), np.uint64)
        words = np.ascontiguousarray(folded.view("<u8").T)
        for word, coefficient in zip(words, self._coefficients, strict=False):
            result += _mixed(word, coefficient)
        return result

    def _derive(self, purpose: str, size: int) -> bytes:
        blocks = b""
        while len(blocks) < size:
            block = hashlib.blake2b(
                f"{purpose}:{len(blocks)}".encode(), key=self._key[:64], person=b"leakscan"
            )
            blocks += block.digest()
        return blocks[:size]


def _mixed(words: Numbers, coefficient: np.uint64) -> Numbers:
    product = words * coefficient
    # The upper half of a product depends on all of its word, the lower half does not.
    return product ^ (product >> np.uint64(32))


def _folded(data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> npt.NDArray[np.uint8]:
    """Folded bytes of any spans: only what tells values apart, padded with zeros."""
    sizes = np.minimum(ends - starts, _MAX_TEXT)
    total = int(sizes.sum())
    folded = np.zeros((starts.size, _MAX_TEXT), np.uint8)
    if not total:
        return folded
    firsts = np.cumsum(sizes) - sizes
    span = np.repeat(np.arange(starts.size), sizes)
    at = np.arange(total) + np.repeat(starts - firsts, sizes)
    signs = _FOLD[data[at]]
    # A continuation byte is a letter only after C3: NBSP, curly quotes, combining accents and
    # what else UTF-8 writes in more bytes do not tell values apart.
    foreign = (data[at] >= 0x80) & (data[np.maximum(at - 1, 0)] != 0xC3)
    kept = (signs > 0) & ~foreign
    rank = np.cumsum(kept) - kept
    place = rank - rank[np.minimum(firsts, total - 1)][span]
    folded[span[kept], place[kept]] = signs[kept]
    return folded


def _rotate(x: Numbers, bits: int) -> Numbers:
    high = x >> np.uint64(64 - bits)
    x <<= np.uint64(bits)
    x |= high
    return x


def _round(state: list[Numbers]) -> None:
    """One SipRound, in place: allocating for each step would double its time."""
    v0, v1, v2, v3 = state
    v0 += v1
    v1 = _rotate(v1, 13)
    v1 ^= v0
    v0 = _rotate(v0, 32)
    v2 += v3
    v3 = _rotate(v3, 16)
    v3 ^= v2
    v0 += v3
    v3 = _rotate(v3, 21)
    v3 ^= v0
    v2 += v1
    v1 = _rotate(v1, 17)
    v1 ^= v2
    v2 = _rotate(v2, 32)


def _siphash(values: Numbers, low: np.uint64, high: np.uint64) -> Numbers:
    """SipHash-1-3 of each value as an eight-byte little-endian message."""
    halves = (low, high, low, high)
    state = [np.full(values.shape, np.uint64(c) ^ h) for c, h in zip(_INITIAL, halves, strict=True)]
    for block in (values, _LENGTH_BLOCK):
        state[3] ^= block
        _round(state)
        state[0] ^= block
    state[2] ^= np.uint64(0xFF)
    for _ in range(3):
        _round(state)
    return state[0] ^ state[1] ^ state[2] ^ state[3]
