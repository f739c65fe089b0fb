"""The kernel over words of text; see `tokens.c`."""

import ctypes
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address

_SPARE = 8
"""Bytes after the plain text, so that a word's last letters are read like all others."""
MAX_TEXT_BYTES = 1 << 31
WORD, DIGIT, SIGN, BLANK = 1, 2, 4, 8
"""Bits of what a plain byte is."""


class _WordTables(ctypes.Structure):
    _fields_ = (
        ("ascii", ctypes.c_void_p),
        ("single", ctypes.c_void_p),
        ("paired", ctypes.c_void_p),
        ("symbols", ctypes.c_void_p),
        ("kind", ctypes.c_void_p),
        ("maybe", ctypes.c_void_p),
        ("keys", ctypes.c_void_p),
        ("count", ctypes.c_int64),
        ("factors", ctypes.c_void_p),
    )


class Tokens(NamedTuple):
    """What `detectors.tokens.Tokens` holds."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    signs: npt.NDArray[np.uint8]
    ids: npt.NDArray[np.int32]


class TokenTable:
    """A word list as the kernel takes it."""

    def __init__(self, tables: Mapping[str, npt.NDArray[Any]]) -> None:
        """`tables` holds the arrays of the kernel's structure, by name."""
        self._tables = {name: np.ascontiguousarray(table) for name, table in tables.items()}
        where = {name: address(table) for name, table in self._tables.items()}
        self._struct = _WordTables(count=tables["keys"].size, **where)

    def find(self, data: npt.NDArray[np.uint8]) -> Tokens:
        """The words and signs of UTF-8 text, and their numbers in the list."""
        assert KERNELS is not None
        assert data.size < MAX_TEXT_BYTES
        plain = np.empty(data.size + _SPARE, np.uint8)
        origin = np.empty(data.size + _SPARE, np.uint32)
        for room in (data.size // 4 + 64, data.size):
            out = Tokens(
                np.empty(room, np.int64),
                np.empty(room, np.int64),
                np.empty(room, np.uint8),
                np.empty(room, np.int32),
            )
            found = KERNELS.tokens_find(
                ctypes.byref(self._struct),
                address(data),
                data.size,
                address(plain),
                address(origin),
                *(address(array) for array in out),
                room,
            )
            if found >= 0:
                break
        return Tokens(out.starts[:found], out.ends[:found], out.signs[:found], out.ids[:found])
