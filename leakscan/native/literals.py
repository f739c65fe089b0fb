"""Literals found at word starts by the compiled kernel; see `literals.c`."""

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from unicodedata import combining

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address

_BITMAP_BITS = 18
_MAX_LITERAL = 255
_MAX_WORD = 56
_FIRST_ROOM = 1 << 14
_BYTES_A_LITERAL = 256
"""Prose has room for so many literals at once: a third of what code and logs come to. To find
that there are more takes as long as to find them."""
_LEADS = tuple(bytes((byte,)) for byte in (*range(0xC3, 0xCA), 0xCC, 0xCD))
"""First bytes of two-byte letters and accents, see `detectors.characters`."""
Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
_Keys = npt.NDArray[np.uint32]
_Bits = npt.NDArray[np.uint32]
_SLOT = np.dtype(
    [("key", np.uint32), ("group", np.uint32), ("nexts", np.uint32), ("seconds", np.uint32)]
)
"""`Slot` in the kernel."""
_DISPLACED = np.uint32(1 << 31)
"""`DISPLACED` in the kernel."""
_GROUP = np.dtype([("from", np.int32), ("size", np.int32), ("next", np.uint32)])
"""`Group` in the kernel."""
Layout = Mapping[str, npt.NDArray[Any]]


class _Literals(ctypes.Structure):
    _fields_ = (
        ("text", ctypes.c_void_p),
        ("offset", ctypes.c_void_p),
        ("number", ctypes.c_void_p),
        ("bounded", ctypes.c_void_p),
        ("slot", ctypes.c_void_p),
        ("slots", ctypes.c_int64),
        ("group", ctypes.c_void_p),
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
    all_keys = np.union1d(keys, seconds_of.keys)
    ranks = _ranks(literals, np.searchsorted(all_keys, first_keys), all_keys.size)
    # Literals of one key stand together, by length and then in byte order.
    by_bytes = sorted(range(len(literals)), key=literals.__getitem__)
    order = np.array(by_bytes, np.int64)
    order = order[np.lexsort((sizes[order], keys[order]))]
    keys, sizes = keys[order], sizes[order]
    group, first_of = _groups(keys, sizes, nexts[order])
    return {
        "text": np.frombuffer(b"".join([literals[n] for n in order.tolist()]), np.uint8),
        "offset": np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        "number": order.astype(np.int32),
        "bounded": bounded[order].astype(np.uint8),
        "bitmap": _bitmap(all_keys),
        "signs": _signs(literals),
        "group": group.view(np.uint32),
        "slot": _slots(all_keys, ranks, first_of, seconds_of).view(np.uint32),
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
        found = self.find_up_to(data, data.size * len(self._layout["number"]))
        assert found is not None
        return found

    def find_up_to(self, data: npt.NDArray[np.uint8], most: int) -> Found | None:
        """The same; None where there are more, which are counted and not kept."""
        assert KERNELS is not None
        self._room = max(self._room, data.size // _BYTES_A_LITERAL)
        while True:
            literal, end = np.empty(self._room, np.int64), np.empty(self._room, np.int64)
            found = KERNELS.literals_find(
                ctypes.byref(self._table),
                address(data),
                data.size,
                address(literal),
                address(end),
                self._room,
            )
            if found > most:
                return None
            if found <= self._room:
                return literal[:found], end[:found]
            self._room = found + found // 4


def _keys(text: bytes, sizes: npt.NDArray[np.int64]) -> tuple[_Keys, _Keys, _Bits, _Bits]:
    """What `literals_keys` says of each literal; see the kernel."""
    assert KERNELS is not None
    joined = np.frombuffer(text, np.uint8)
    offset = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    keys, first_keys, nexts, seconds = np.empty((4, sizes.size), np.uint32)
    arrays = (joined, offset, keys, first_keys, nexts, seconds)
    where = [address(array) for array in arrays]
    KERNELS.literals_keys(*where[:2], sizes.size, *where[2:])
    return keys, first_keys, nexts, seconds


class _Seconds(NamedTuple):
    """How second words of phrases may begin, by the keys of their first words, ascending."""

    keys: _Keys
    bits: _Bits


def _seconds_of(first_keys: _Keys, seconds: _Bits) -> _Seconds:
    order = np.argsort(first_keys, kind="stable")
    keys, first = np.unique(first_keys[order], return_index=True)
    return _Seconds(keys, np.bitwise_or.reduceat(seconds[order], first) if first.size else seconds)


class _Firsts(NamedTuple):
    """The first group of each key, ascending, and what may follow its words in all its groups."""

    keys: _Keys
    group: npt.NDArray[np.int64]
    nexts: _Bits


def _groups(
    keys: _Keys, sizes: npt.NDArray[np.int64], nexts: _Bits
) -> tuple[npt.NDArray[Any], _Firsts]:
    """Groups of one key and length each, an empty one after those of each key.

    Returns:
        The kernel's groups, and the first of each key.
    """
    new_group = np.ones(keys.size, np.bool_)
    new_group[1:] = (keys[1:] != keys[:-1]) | (sizes[1:] != sizes[:-1])
    first = np.flatnonzero(new_group)
    new_key = np.concatenate([[True], keys[first][1:] != keys[first][:-1]])
    place = np.arange(first.size) + np.cumsum(new_key) - 1
    groups = np.zeros(int(place[-1]) + 2, _GROUP)
    groups["size"][place] = sizes[first]
    # What an ending group begins with is where the group before it ends.
    groups["from"][place + 1] = np.append(first[1:], keys.size)
    groups["from"][place] = first
    groups["next"][place] = np.bitwise_or.reduceat(nexts, first)
    of_key = first[new_key]
    return groups, _Firsts(keys[of_key], place[new_key], np.bitwise_or.reduceat(nexts, of_key))


def _ranks(
    literals: Sequence[bytes], first_key: npt.NDArray[np.int64], keys: int
) -> npt.NDArray[np.int64]:
    """Which keys are to be found at once: the shorter a word, the more often a text has it.

    Args:
        literals: All of them.
        first_key: Which of the keys is that of each literal's first word.
        keys: How many there are; those of phrases come last.
    """
    ranks = np.full(keys, _MAX_LITERAL)
    lengths = [len(text.split(maxsplit=1)[0]) for text in literals]
    np.minimum.at(ranks, first_key, lengths)
    return ranks


def _slots(
    keys: _Keys, ranks: npt.NDArray[np.int64], firsts: _Firsts, seconds: _Seconds
) -> npt.NDArray[Any]:
    """The open-addressed table of keys, at most half full.

    Args:
        keys: All of them, distinct, ascending.
        ranks: Of keys that have the same place the one of the lowest rank stands there.
        firsts: Of the keys that literals have.
        seconds: Of the keys that first words of phrases have.
    """
    slots = 1 << max(keys.size * 2 - 1, 1).bit_length()
    home = (keys >> np.uint32(1)).astype(np.int64) & (slots - 1)
    slot = home.copy()
    free, left = np.ones(slots, np.bool_), np.argsort(ranks, kind="stable")
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
    table["key"][slot] = keys
    begun = slot[np.searchsorted(keys, firsts.keys)]
    table["group"][begun], table["nexts"][begun] = firsts.group, firsts.nexts
    table["group"][home[slot != home]] |= _DISPLACED
    table["seconds"][slot[np.searchsorted(keys, seconds.keys)]] = seconds.bits
    return table


def _bitmap(keys: _Keys) -> npt.NDArray[np.uint64]:
    present = np.zeros(1 << _BITMAP_BITS, np.uint8)
    present[keys >> np.uint32(32 - _BITMAP_BITS)] = 1
    return np.packbits(present, bitorder="little").view("<u8")


def _signs(literals: Sequence[bytes]) -> npt.NDArray[np.uint8]:
    signs = np.zeros(256, np.uint8)
    for first in {text[:1] for text in literals}:
        if first not in _LEADS and not first.isalnum():
            signs[first[0]] = 1
    return signs
