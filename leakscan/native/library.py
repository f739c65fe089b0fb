"""Loading the compiled kernels, and how their functions take arrays.

A plain shared library behind `ctypes`: one binary serves every Python version, needs no Python
headers to compile, and the lock of the interpreter is free while it runs. Only the file that
was built with this package is ever loaded.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_SWITCH = "LEAKSCAN_NATIVE"
_NAME, _WIDE_NAME = "_kernels", "_kernels_avx2"
"""The builds of the library: for any processor of the machine's kind, and for newer ones. They give
the same results; the second looks at twice as many bytes at a time."""
ABI = 38
"""Counts changes of the functions' arguments: a library left by an older build is not used."""


def address(array: npt.NDArray[Any]) -> int:
    """Where an array's first element lies; it must lie in one piece and outlive the call."""
    assert array.flags.c_contiguous
    return first_address(array)


def _asked(array: npt.NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])


def _read(array: npt.NDArray[Any]) -> int:
    """The same from where NumPy keeps it: first in its object, behind what every object has.

    Source: `PyArrayObject_fields` in NumPy's ndarraytypes.h.
    """
    return ctypes.c_void_p.from_address(id(array) + object.__basicsize__).value or 0


def _reads_right() -> bool:
    """Whether this Python and this NumPy lay their objects out so."""
    if sys.implementation.name != "cpython":
        return False
    arrays = [np.zeros(size, np.uint8) for size in (1, 40)]
    return all(_read(each) == _asked(each) for each in (*arrays, arrays[1][3::7]))


# A scan asks hundreds of times for each chunk, and asking takes five times as long as reading.
first_address = _read if _reads_right() else _asked
"""Where an array's first element lies, whatever the distance to the next."""


def are_below(places: npt.NDArray[np.int64], size: int) -> bool:
    """Whether no place is negative, or as much as `size`."""
    # Seen without a sign negative ones are the largest: one pass tells both.
    return not places.size or int(places.view(np.uint64).max()) < size


_INT, _POINTER, _BYTE, _WORD = ctypes.c_int64, ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint64
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "literals_keys": (None, [_POINTER, _POINTER, _INT] + [_POINTER] * 4),
    "literals_find": (_INT, [_POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT]),
    "digits_runs": (_INT, [_POINTER, _INT] + [_POINTER] * 3 + [_INT]),
    "digits_candidates": (_INT, [_POINTER, _INT, ctypes.c_int] + [_POINTER] * 3 + [_INT]),
    "digits_groups": (
        None,
        [_POINTER, _POINTER, _INT, _POINTER, _INT, _POINTER, _POINTER, _INT, ctypes.c_int]
        + [_POINTER] * 3,
    ),
    "digits_of_groups": (None, [_POINTER] * 5 + [_INT, _INT, _POINTER]),
    "digits_values": (None, [_POINTER, _POINTER, _INT, _INT, _POINTER]),
    "nirs_in_digits": (_INT, [_POINTER, _INT] + [_POINTER] * 3 + [_INT] + [_POINTER] * 5),
    "keyed_numbers": (None, [_POINTER, _INT, _WORD, _WORD, _POINTER]),
    "keyed_texts": (
        None,
        [_POINTER, _POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER],
    ),
    "keyed_letters": (
        None,
        [_POINTER, _POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER],
    ),
    "cells_searched": (
        _INT,
        [_POINTER, _INT, _POINTER, _POINTER, _POINTER, _INT, _INT, _POINTER, _POINTER, _POINTER]
        + [_BYTE]
        + [_POINTER] * 4,
    ),
    "cells_nirs": (_INT, [_POINTER] * 3 + [_INT] + [_POINTER] * 3),
    "cells_phones": (
        _INT,
        [_POINTER] * 3 + [_INT, _POINTER, _INT, _POINTER, _INT] + [_POINTER] * 4,
    ),
    "cells_verdicts": (
        _INT,
        [_POINTER] * 3 + [_INT, _INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER],
    ),
    "cells_look": (
        None,
        [_POINTER, _INT, _POINTER, _POINTER, _INT, _INT, _POINTER, _INT] + [_POINTER] * 5,
    ),
    "cells_look_columns": (
        None,
        [_POINTER, _INT, _POINTER, _POINTER, _INT, _INT, _POINTER, _INT, _POINTER, _INT]
        + [_POINTER] * 5,
    ),
    "cells_of_kind": (
        _INT,
        [ctypes.c_int, _POINTER, _INT, _POINTER, _POINTER, _INT, _INT, _POINTER, _INT]
        + [_POINTER] * 5,
    ),
    "cells_of_columns": (
        None,
        [_POINTER, _INT, _POINTER, _POINTER, _INT, _INT, _POINTER, _POINTER, _POINTER]
        + [_INT, _INT, _POINTER, _INT]
        + [_POINTER] * 8,
    ),
    "rows_characters": (None, [_POINTER, _POINTER, _INT, _POINTER]),
    "rows_positions": (None, [_POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _POINTER]),
    "cells_digits": (_INT, [_POINTER, _POINTER, _POINTER, _INT, _INT, _POINTER, _POINTER]),
    "cells_hold_more": (_INT, [_POINTER] * 3 + [_INT] * 4 + [_POINTER]),
    "cells_hash": (None, [_POINTER, _POINTER, _POINTER, _INT, _WORD, _WORD, _POINTER]),
    "rows_index": (
        ctypes.c_int,
        [_POINTER, _INT, _BYTE, ctypes.c_int, ctypes.c_int, _INT, _INT] + [_POINTER] * 5,
    ),
    "rows_index_irregular": (
        ctypes.c_int,
        [_POINTER, _INT, _BYTE, ctypes.c_int, _INT, _INT] + [_POINTER] * 8,
    ),
    "rows_transcode": (_INT, [_POINTER, _INT, _POINTER, _POINTER, _POINTER]),
    "tokens_find": (_INT, [_POINTER, _POINTER, _INT] + [_POINTER] * 6 + [_INT]),
    "unknown_words": (
        _INT,
        [_POINTER, _INT, _POINTER, _POINTER, _INT] + [_POINTER] * 5 + [_INT],
    ),
    "words_capitalised": (
        _INT,
        [_POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _INT],
    ),
    "words_name_keys": (None, [_POINTER, _POINTER, _POINTER, _INT, _POINTER, _POINTER, _POINTER]),
    "words_hold": (None, [_POINTER, _POINTER, _POINTER, _INT, _POINTER, _POINTER]),
    "words_near_digits": (None, [_POINTER] * 6 + [_INT] + [_POINTER] * 3),
    "words_spelled": (
        None,
        [_POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _INT, _POINTER],
    ),
    "words_country_codes": (_INT, [_POINTER, _POINTER, _POINTER, _INT, _POINTER, _POINTER]),
    "words_join": (None, [_POINTER, _POINTER, _POINTER, _INT, _BYTE, _POINTER]),
    "words_block": (_INT, [_POINTER, _INT, _INT, _INT, _INT, _INT, _POINTER, _POINTER]),
    "words_parted": (ctypes.c_int, [_POINTER, _INT, _INT]),
    "words_set_bits": (None, [_POINTER] * 3 + [_INT, _POINTER]),
    "words_may_begin": (None, [_POINTER, _INT] + [_POINTER] * 3 + [_INT, _POINTER, _POINTER]),
    "words_long": (_INT, [_POINTER, _INT, _POINTER, _INT, _INT, _POINTER, _POINTER, _INT]),
    "words_last_long": (_INT, [_POINTER, _INT, _POINTER, _INT, _POINTER]),
    "words_first": (None, [_POINTER, _POINTER, _POINTER, _INT, _BYTE, _POINTER]),
    "words_contain": (_INT, [_POINTER, _INT, _POINTER, _INT]),
    "words_places": (_INT, [_POINTER, _INT, _BYTE, _POINTER, _INT]),
    "words_encoded": (_INT, [_POINTER, _INT, _POINTER, _INT, _POINTER]),
    "rows_last_blank": (_INT, [_POINTER, _INT]),
    "rows_count": (_INT, [_POINTER, _INT, _BYTE]),
    "contents_sums": (None, [_POINTER, _INT, _POINTER, _POINTER]),
    "persons_names": (None, [_POINTER] * 3 + [_INT] + [_POINTER] * 4),
    "persons_links": (_INT, [_POINTER] * 6 + [_INT] + [_POINTER] * 5),
    "persons_known": (
        _INT,
        [_POINTER, _INT]
        + [_POINTER] * 7
        + [_INT, _POINTER, _POINTER, _INT, _WORD]
        + [_POINTER] * 2,
    ),
    "records_index": (None, [_POINTER, _INT, _POINTER, _INT, _POINTER]),
    "records_inside": (None, [_POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER]),
    "records_bounds": (None, [_POINTER, _INT, _POINTER, _POINTER, _INT, _INT, _POINTER, _POINTER]),
    "records_shift": (
        None,
        [_POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _POINTER],
    ),
    "records_roles": (
        None,
        [_POINTER, _INT, _POINTER, _INT, _POINTER, _INT, ctypes.c_int16, _POINTER],
    ),
    "records_outermost": (_INT, [_POINTER, _INT] + [_POINTER] * 4),
    "records_mark": (None, [_POINTER, _INT, _INT, _INT, _POINTER, _BYTE] + [_POINTER] * 3),
    "records_sign": (
        None,
        [_POINTER] * 6
        + [_INT, ctypes.c_int8, _INT, _INT, _INT, _POINTER, _POINTER, _INT, _POINTER],
    ),
    "records_group": (_INT, [_POINTER, _INT, _POINTER, _POINTER, _INT]),
    "records_tally": (_INT, [_POINTER, _INT, _POINTER, _POINTER, _INT]),
    "records_homes": (None, [_POINTER, _INT, _POINTER, _INT, _POINTER, _POINTER]),
    "records_sexes": (None, [_POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER]),
    "sketches_sort": (ctypes.c_int, [_POINTER, _INT, _POINTER, _POINTER]),
    "sketches_order": (None, [_POINTER, _INT, _POINTER, _POINTER]),
    "sketches_merge": (_INT, [_POINTER, _INT, _POINTER, _INT, _POINTER, _INT]),
    "sketches_merge_known": (
        _INT,
        [_POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _POINTER, _INT],
    ),
    "sketches_merge_links": (_INT, [_POINTER, _INT, _POINTER, _INT, _POINTER, _INT]),
    "sketches_links": (_INT, [_POINTER] * 3 + [_INT, _WORD] + [_POINTER] * 3),
    "sketches_components": (_INT, [_POINTER, _POINTER, _INT, ctypes.c_int] + [_POINTER] * 3),
    "rows_utf8": (_INT, [_POINTER, _INT, ctypes.c_int]),
    "rows_pairs": (_INT, [_POINTER, _INT]),
    "rows_high": (_INT, [_POINTER, _INT, _POINTER, _INT]),
}


def builds(folder: Path) -> list[ctypes.CDLL]:
    """The builds of the library in a folder that this processor can run, the fastest last."""
    plain = _opened(folder, _NAME)
    if plain is None or not plain.kernels_can_be_wide():
        return [plain] if plain else []
    wide = _opened(folder, _WIDE_NAME)
    return [plain, wide] if wide else [plain]


def _opened(folder: Path, name: str) -> ctypes.CDLL | None:
    """A build of the library; None when there is none, or one of another version."""
    for suffix in (".so", ".dylib", ".dll"):
        try:
            library = ctypes.CDLL(str(folder / f"{name}{suffix}"))
            if library.kernels_abi() == ABI:
                return library
        except (OSError, AttributeError):
            continue
    return None


def typed(library: ctypes.CDLL) -> ctypes.CDLL:
    """The library, which knows the arguments of its functions from then on.

    Raises:
        AttributeError: A function is missing.
    """
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.literals_prepare()
    return library


def _load() -> ctypes.CDLL | None:
    found = [] if os.environ.get(_SWITCH) == "0" else builds(Path(__file__).parent)
    try:
        return typed(found[-1]) if found else None
    except AttributeError:
        return None


KERNELS = _load()
"""The compiled functions, or None."""
