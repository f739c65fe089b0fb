"""Column numbers of JSON keys, found by hashing all keys of a buffer at once."""

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Offsets, Table
from leakscan.readers.escapes import Bytes

Hashes = npt.NDArray[np.uint64]

MAX_COLUMNS = 4096
"""Names kept: objects keyed by patient number have no columns worth a name."""
_PADDING = 8
_MAX_HASHED_BYTES = 128
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(9)], np.uint64)
_SHIFT = np.uint64(29)


def hash_spans(data: Bytes, starts: Offsets, ends: Offsets) -> Hashes:
    """A 64-bit hash of each span: of its length, and of its first 128 and last 8 bytes."""
    padded = np.zeros(data.size + _PADDING, np.uint8)
    padded[: data.size] = data
    words = np.ndarray((data.size + 1,), np.dtype("<u8"), padded, strides=(1,))
    lengths = ends - starts
    mixed: Hashes = (lengths.astype(np.uint64) + np.uint64(1)) * _FACTORS[0]
    longest = int(lengths.max(initial=0))
    for index in range(0, min(longest, _MAX_HASHED_BYTES), 8):
        left = np.clip(lengths - index, 0, 8)
        word = words[np.minimum(starts + index, data.size)] & _MASKS[left]
        # A hash must not depend on how long the longest other span is.
        mixed = np.where(left > 0, _mix(mixed, word), mixed) if index else _mix(mixed, word)
    if longest > _MAX_HASHED_BYTES:
        left = np.clip(lengths - _MAX_HASHED_BYTES, 0, 8)
        last = _mix(mixed, words[np.maximum(ends - 8, 0)] & _MASKS[left])
        mixed = np.where(left > 0, last, mixed)
    return mixed


def combine(parents: Hashes, own: Hashes) -> Hashes:
    """The hash of a name made of two."""
    return _mix(parents * _FACTORS[0], own)


def _mix(state: Hashes, word: Hashes) -> Hashes:
    state = (state ^ word) * _FACTORS[1]
    mixed: Hashes = state ^ (state >> _SHIFT)
    return mixed


class Columns:
    """A table whose columns are found while reading."""

    __slots__ = ("_numbers", "table")

    def __init__(self) -> None:
        self.table = Table(header_certain=True)
        self._numbers: dict[int, int] = {}

    def numbers(self, names: "KeyNames") -> npt.NDArray[np.int32]:
        """The column number of each field, by the hashes of their names.

        Args:
            names: Of the fields, in their order; each is asked for once, when it is new.
        """
        hashes = names.hashes()
        period = self._period(hashes)
        if period:
            row = self._look_up(hashes[:period], names)
            return np.tile(row, hashes.size // period)
        return self._look_up(hashes, names)

    @staticmethod
    def _period(hashes: Hashes) -> int:
        """Number of fields after which names repeat, when all records have the same; else 0."""
        again = np.flatnonzero(hashes[1:257] == hashes[0]) if hashes.size else hashes[:0]
        if not again.size:
            return 0
        period = int(again[0]) + 1
        if hashes.size % period or not (hashes[period:] == hashes[:-period]).all():
            return 0
        return period

    def _look_up(self, hashes: Hashes, names: "KeyNames") -> npt.NDArray[np.int32]:
        distinct, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        numbers = [self._numbers.get(value, -1) for value in distinct.tolist()]
        new = [index for index, number in enumerate(numbers) if number < 0]
        for index in sorted(new, key=lambda index: int(first[index])):
            numbers[index] = self._add(int(distinct[index]), names, int(first[index]))
        return np.array(numbers, np.int32)[inverse]

    def _add(self, value: int, names: "KeyNames", field: int) -> int:
        number = len(self.table.columns)
        if number >= MAX_COLUMNS:
            return MAX_COLUMNS
        self.table.columns.append(names.name(field))
        self._numbers[value] = number
        return number


class KeyNames:
    """Names of fields from the spans of their keys; -1 for no key.

    A number below a name is no part of it: ``{"nom": {"0": "DURAND", "1": …}}``, as pandas writes
    tables by column.
    """

    __slots__ = ("_data", "_ends", "_own", "_parent", "_starts")

    def __init__(
        self, data: Bytes, starts: Offsets, ends: Offsets, own: Offsets, parent: Offsets
    ) -> None:
        """Spans of keys by key number, and the own and parent key number of each field."""
        self._data, self._starts, self._ends = data, starts, ends
        self._own, self._parent = own, parent

    def name(self, field: int) -> str:
        """``key`` or ``parent.key``."""
        names = [self._key(int(key)) for key in (self._parent[field], self._own[field]) if key >= 0]
        last = names[-1] if names else ""
        return ".".join(names[:1] if last[:1].isdigit() and last[-1:].isdigit() else names)

    def _key(self, key: int) -> str:
        raw = self._data[int(self._starts[key]) : int(self._ends[key])].tobytes()
        return raw[:256].decode(errors="ignore")

    def hashes(self) -> Hashes:
        """A hash of each field's name."""
        keys = np.append(hash_spans(self._data, self._starts, self._ends), np.uint64(0))
        own = keys[self._own]
        below = np.flatnonzero(self._parent >= 0)
        if below.size:
            # All others keep theirs, in batches without nested fields as in those with some.
            numbered = self._are_numbers()[self._own[below]]
            told = np.where(numbered, np.uint64(0), own[below])
            own[below] = combine(keys[self._parent[below]], told)
        return own

    def _are_numbers(self) -> npt.NDArray[np.bool_]:
        """Which keys begin and end with a digit; false, at the end, for none."""
        edges = np.stack([self._starts, self._ends - 1])
        digits = (self._data[np.clip(edges, 0, self._data.size - 1)] - np.uint8(48)) < 10
        return np.append(digits.all(axis=0), np.False_)
