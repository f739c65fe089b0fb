"""Literals found at word starts by the compiled kernel; see `literals.c`."""

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import combining

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address

_BITMAP_BITS = 18
_MAX_LITERAL = 255
_MAX_WORD = 56
_FIRST_ROOM = 1 << 14
_SPARE_WORDS = 3
"""Machine words of scratch beyond one bit for each byte."""
_LEADS = tuple(bytes((byte,)) for byte in (*range(0xC3, 0xCA), 0xCC, 0xCD))
"""First bytes of two-byte letters and accents, see `detectors.characters`."""
Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
_Keys = npt.NDArray[np.uint64]
_Bits = npt.NDArray[np.uint32]
_NO_GROUP = -1
_SLOT = np.dtype([("key", np.uint64), ("group", np.int32), ("seconds", np.uint32)])
"""`Slot` in the kernel."""
Layout = Mapping[str, npt.NDArray[Any]]


class _Literals(ctypes.Structure):
    _fields_ = (
        ("text", ctypes.c_void_p),
        ("offset", ctypes.c_void_p),
        ("number", ctypes.c_void_p),
        ("bounded", ctypes.c_void_p),
        ("slot", ctypes.c_void_p),
        ("slots", ctypes.c_int64),
        ("group_from", ctypes.c_void_p),
        ("group_size", ctypes.c_void_p),
        ("group_next", ctypes.c_void_p),
        ("bitmap", ctypes.c_void_p),
        ("signs", ctypes.c_void_p),
    )


def can_find(literals: Sequence[bytes]) -> bool:
    """Whether the kernel is there and takes these literals.

    It takes none of great length, nor with signs that the classes of bytes count as letters
    (``×``, ``÷``) at an end.
    """
    if KERNELS is None or not literals:
        return False
    long = [text for text in literals if len(text) > _MAX_WORD]
    if any(len(text) > _MAX_LITERAL or max(map(len, text.split())) > _MAX_WORD for text in long):
        return False
    ends = (text.decode() for text in literals if not text.isascii())
    signs = {sign for text in ends for sign in (text[0], text[-1])}
    return not any(
        sign.encode()[:1] in _LEADS and not (sign.isalnum() or combining(sign)) for sign in signs
    )


def lay_out(literals: Sequence[bytes], bounded: npt.NDArray[np.bool_]) -> Layout:
    """The arrays that the kernel works on, by name.

    Args:
        literals: Distinct, folded as `lexical.SPACED` and `bytes.lower` do; `can_find` says yes.
        bounded: For each, whether a letter or digit right after it refuses it.
    """
    sizes = np.array([len(text) for text in literals], np.int64)
    keys, first_keys, nexts, seconds = _keys(b"".join(literals), sizes)
    seconds_of = _seconds_of(first_keys[seconds > 0], seconds[seconds > 0])
    # Literals of one key stand together, by length and then in byte order.
    by_bytes = sorted(range(len(literals)), key=literals.__getitem__)
    order = np.array(by_bytes, np.int64)
    order = order[np.lexsort((sizes[order], keys[order]))]
    keys, sizes = keys[order], sizes[order]
    groups, first_of = _groups(keys, sizes, nexts[order])
    return {
        "text": np.frombuffer(b"".join([literals[n] for n in order.tolist()]), np.uint8),
        "offset": np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        "number": order.astype(np.int32),
        "bounded": bounded[order].astype(np.uint8),
        "bitmap": _bitmap(np.concatenate([keys, np.array(list(seconds_of), np.uint64)])),
        "signs": _signs(literals),
        **groups,
        "slot": _slots(first_of, seconds_of),
    }


class LiteralTable:
    """Literals as they were laid out, for the kernel to find."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        fields = {name: address(array) for name, array in layout.items()}
        self._table = _Literals(slots=layout["slot"].nbytes // _SLOT.itemsize, **fields)
        self._room = _FIRST_ROOM

    def find(self, data: npt.NDArray[np.uint8]) -> Found:
        """Literal numbers and end offsets, in no order."""
        assert KERNELS is not None
        scratch = np.empty(data.size // 64 + _SPARE_WORDS, np.uint64)
        while True:
            literal, end = np.empty(self._room, np.int64), np.empty(self._room, np.int64)
            found = KERNELS.literals_find(
                ctypes.byref(self._table),
                address(data),
                data.size,
                address(scratch),
                address(literal),
                address(end),
                self._room,
            )
            if found <= self._room:
                return literal[:found], end[:found]
            self._room = found + found // 4


def _keys(text: bytes, sizes: npt.NDArray[np.int64]) -> tuple[_Keys, _Keys, _Bits, _Bits]:
    """What `literals_keys` says of each literal; see the kernel."""
    assert KERNELS is not None
    joined = np.frombuffer(text, np.uint8)
    offset = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    keys, first_keys = np.empty(sizes.size, np.uint64), np.empty(sizes.size, np.uint64)
    scratch = np.empty(_MAX_LITERAL // 64 + 1 + _SPARE_WORDS, np.uint64)
    nexts, seconds = np.empty((2, sizes.size), np.uint32)
    arrays = (joined, offset, scratch, keys, first_keys, nexts, seconds)
    where = [address(array) for array in arrays]
    KERNELS.literals_keys(*where[:2], sizes.size, *where[2:])
    return keys, first_keys, nexts, seconds


def _seconds_of(first_keys: _Keys, seconds: _Bits) -> dict[int, int]:
    """How second words of phrases may begin, by the keys of their first words."""
    found: dict[int, int] = {}
    for key, bit in zip(first_keys.tolist(), seconds.tolist(), strict=True):
        found[key] = found.get(key, 0) | bit
    return dict(sorted(found.items()))


def _groups(
    keys: npt.NDArray[np.uint64], sizes: npt.NDArray[np.int64], nexts: npt.NDArray[np.uint32]
) -> tuple[dict[str, npt.NDArray[np.generic]], dict[int, int]]:
    """Groups of one key and length each, an empty one after those of each key.

    Returns:
        The kernel's arrays, and the first group of each key.
    """
    new_group = np.ones(keys.size, np.bool_)
    new_group[1:] = (keys[1:] != keys[:-1]) | (sizes[1:] != sizes[:-1])
    first = np.flatnonzero(new_group)
    new_key = np.concatenate([[True], keys[first][1:] != keys[first][:-1]])
    place = np.arange(first.size) + np.cumsum(new_key) - 1
    total = int(place[-1]) + 2
    group_size = np.zeros(total, np.int32)
    group_size[place] = sizes[first]
    # What an ending group begins with is where the group before it ends.
    group_from = np.zeros(total, np.int32)
    group_from[place + 1] = np.append(first[1:], keys.size)
    group_from[place] = first
    group_next = np.zeros(total, np.uint32)
    group_next[place] = np.bitwise_or.reduceat(nexts, first)
    first_of = zip(keys[first[new_key]].tolist(), place[new_key].tolist(), strict=True)
    return {
        "group_from": group_from,
        "group_size": group_size,
        "group_next": group_next,
    }, dict(first_of)


def _slots(first_of: dict[int, int], seconds: dict[int, int]) -> _Keys:
    """The open-addressed table of keys, at most half full: two machine words each.

    Args:
        first_of: The first group of each key.
        seconds: See `_seconds_of`; first words that are no literal themselves have no group.
    """
    keys = {**dict.fromkeys(seconds, _NO_GROUP), **first_of}
    slots = 1 << max(len(keys) * 2 - 1, 1).bit_length()
    key = np.array(list(keys), np.uint64)
    slot = (key & np.uint64(slots - 1)).astype(np.int64)
    free, left = np.ones(slots, np.bool_), np.arange(key.size)
    # Each round places all keys but those that meet another at their slot, which go one on.
    while left.size:
        wanted = slot[left]
        first = np.full(slots, -1, np.int64)
        first[wanted[::-1]] = left[::-1]
        placed = free[wanted] & (first[wanted] == left)
        free[wanted[placed]] = False
        left = left[~placed]
        slot[left] = (slot[left] + 1) & (slots - 1)
    table = np.zeros(slots, _SLOT)
    table["key"][slot] = key
    table["group"][slot] = list(keys.values())
    table["seconds"][slot] = [seconds.get(each, 0) for each in keys]
    return table.view(np.uint64)


def _bitmap(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    present = np.zeros(1 << _BITMAP_BITS, np.uint8)
    present[keys >> np.uint64(64 - _BITMAP_BITS)] = 1
    return np.packbits(present, bitorder="little").view("<u8")


def _signs(literals: Sequence[bytes]) -> npt.NDArray[np.uint8]:
    signs = np.zeros(256, np.uint8)
    for text in literals:
        if text[:1] not in _LEADS and not text[:1].isalnum():
            signs[text[0]] = 1
    return signs
