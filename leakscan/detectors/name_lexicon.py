"""First names, surnames and postcodes of France, as sorted keys that whole arrays are looked up in.

A key stands for the letters and digits of a text, without case, accents, spaces and signs; texts
that agree in their first 16 letters and in length share one. The lists are data files beside the
rules; their keys are stored with these (see `builtin`), and taken when they are first asked for.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import builtin_rules_dir, stored_rules
from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.membership import are_in, distinct
from leakscan.native import arrays
from leakscan.native.library import KERNELS

Keys = npt.NDArray[np.uint64]

_FIRST_NAMES, _SURNAMES, _POSTCODES = "first-names.txt", "surnames.txt", "postcodes.txt"
_STORED = "names."
_WIDTH = 32
"""Bytes of a text that are looked at: 16 letters, some of which take two."""
_LETTERS = 16
_ODD = np.uint64(0x9E3779B97F4A7C15)
_PIECE = 8192
_BEGINNING = 20
_BEYOND = np.uint64(64 - _BEGINNING)
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], "<u8")
_UPPER_HALF, _TO_CASE = np.uint64(0x4040404040404040), np.uint64(1)
"""Letters have bit 6 set; moved to bit 5 it makes them lower-case."""


def _fold_table() -> npt.NDArray[np.uint8]:
    """ASCII letters in lower case and digits; 0 for everything else."""
    table = np.zeros(256, np.uint8)
    for byte in b"abcdefghijklmnopqrstuvwxyz0123456789":
        table[byte] = byte
        table[ord(chr(byte).upper())] = byte
    return table


def _accent_table() -> npt.NDArray[np.uint8]:
    """The base letter of À to ÿ, by the byte after C3."""
    table = np.zeros(256, np.uint8)
    bases = b"aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy"
    table[0x80:0xC0] = np.frombuffer(bases.replace(b" ", b"\0"), np.uint8)
    return table


_FOLD, _ACCENT = _fold_table(), _accent_table()


def keys_of(data: Bytes, starts: Offsets, ends: Offsets) -> Keys:
    """The key of each span; 0 where no letter or digit stands."""
    if KERNELS is not None:
        return arrays.name_keys(data, starts, ends, _FOLD, _ACCENT)
    return _keys_of(data, starts, ends)


def _keys_of(data: Bytes, starts: Offsets, ends: Offsets) -> Keys:
    """The twin of the kernel."""
    result, plain = _plain_keys(data, starts, ends)
    others = np.flatnonzero(~plain)
    for low in range(0, others.size, _PIECE):
        rows = others[low : low + _PIECE]
        result[rows] = _keys(data, starts[rows], ends[rows])
    return result


def keys_of_texts(texts: list[bytes]) -> Keys:
    """The key of each text."""
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    starts = ends - np.array([len(text) for text in texts], np.int64)
    return keys_of(np.frombuffer(b"".join(texts) or b"\0", np.uint8), starts, ends)


def are_first_names(keys: Keys) -> Mask:
    """Whether each key is a first name's."""
    return _lexicon(_FIRST_NAMES).has(keys)


def are_surnames(keys: Keys) -> Mask:
    """Whether each key is a surname's."""
    return _lexicon(_SURNAMES).has(keys)


def is_name(word: str) -> bool:
    """Whether a word is somebody's first name or surname."""
    keys = keys_of_texts([word.encode()])
    return bool(are_surnames(keys)[0] or are_first_names(keys)[0])


def are_postcodes(keys: Keys) -> Mask:
    """Whether each key is a postcode's."""
    return _lexicon(_POSTCODES).has(keys)


class _Lexicon:
    """A list's keys, sorted, and a mark for each beginning of one, which refuses most words."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._begins = np.zeros(1 << _BEGINNING, np.bool_)
        self._begins[keys >> _BEYOND] = True

    def has(self, keys: Keys) -> Mask:
        """Whether each key is one of the list's."""
        found = self._begins[keys >> _BEYOND]
        likely = np.flatnonzero(found)
        found[likely] = are_in(keys[likely], self._keys)
        return found


def entries_of(name: str) -> bytes:
    """A list's entries, one a line, below its comments."""
    path: Path = builtin_rules_dir() / "lexicons" / name
    content = path.read_bytes()
    while content.startswith(b"#"):
        content = content[content.index(b"\n") + 1 :]
    return content


def lexicon_arrays() -> Mapping[str, Keys]:
    """What is stored of the lists: their keys, ascending."""
    return {_STORED + name: _keys_in(name) for name in (_FIRST_NAMES, _SURNAMES, _POSTCODES)}


@cache
def _lexicon(name: str) -> _Lexicon:
    stored = stored_rules()
    return _Lexicon(_keys_in(name) if stored is None else stored.arrays()[_STORED + name])


def _keys_in(name: str) -> Keys:
    """The keys of a list's entries."""
    content = entries_of(name)
    data = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(data == 10)
    starts = np.concatenate([[0], ends[:-1] + 1])
    return distinct(keys_of(data, starts, ends))


def _plain_keys(data: Bytes, starts: Offsets, ends: Offsets) -> tuple[Keys, Mask]:
    """Keys of the spans of up to 16 ASCII letters, most of them, and which spans those are."""
    sizes = ends - starts
    result = np.zeros(starts.size, np.uint64)
    # A span near the end of the text has no whole words to read.
    plain = (sizes > 0) & (sizes <= _LETTERS) & (starts + _LETTERS <= data.size)
    if not plain.any():
        return result, plain
    words = np.ndarray((data.size - 7,), "<u8", np.ascontiguousarray(data), strides=(1,))
    rows = np.flatnonzero(plain)
    first = words[starts[rows]] & _KEPT[np.minimum(sizes[rows], 8)]
    rest = words[starts[rows] + 8] & _KEPT[np.maximum(sizes[rows] - 8, 0)]
    first, rest = first | (first & _UPPER_HALF) >> _TO_CASE, rest | (rest & _UPPER_HALF) >> _TO_CASE
    sound = (_letters_in(first) + _letters_in(rest)) == sizes[rows]
    plain[rows] = sound
    result[rows[sound]] = _mixed(first[sound], rest[sound], sizes[rows[sound]].astype(np.uint64))
    return result, plain


def _letters_in(words: Keys) -> npt.NDArray[np.int64]:
    """How many of each word's eight bytes are lower-case ASCII letters."""
    letters = (words.view(np.uint8) - np.uint8(97)) < 26
    return np.bitwise_count(letters.view(np.uint64)).astype(np.int64)


def _keys(data: Bytes, starts: Offsets, ends: Offsets) -> Keys:
    at = starts[:, None] + np.arange(_WIDTH)
    inside = at < ends[:, None]
    signs = np.where(inside, data[np.minimum(at, data.size - 1)], np.uint8(0))
    letters = _FOLD[signs]
    accented = (signs[:, 1:] >= 0x80) & (signs[:, :-1] == 0xC3)
    letters[:, 1:][accented] = _ACCENT[signs[:, 1:]][accented]
    kept = letters > 0
    # Letters move to the left, in order; what is left of the width stays zero.
    order = np.argsort(~kept, axis=1, kind="stable")
    packed = np.take_along_axis(letters, order, axis=1)
    packed[:, _LETTERS:] = 0
    words = np.ascontiguousarray(packed[:, :_LETTERS]).view(np.uint64)
    size = kept.sum(axis=1).astype(np.uint64)
    return np.where(size > 0, _mixed(words[:, 0], words[:, 1], size), np.uint64(0))


def _mixed(first: Keys, rest: Keys, size: Keys) -> Keys:
    mixed = first * _ODD + rest
    return (mixed ^ (mixed >> np.uint64(29))) * _ODD + size
