"""What stands behind the records of a Stata dataset: long texts and value labels.

Specification: as in `stata.py`. A long text is called by two numbers, the variable and the
record that it was first used in.
"""

import io
import struct
from array import array
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.readers.budget import Budget
from leakscan.readers.seekable import size_of
from leakscan.readers.stata_header import Dataset, ended
from leakscan.readers.variables import decoder_of

_MARK = b"GSO"
_BINARY = 129
_MAX_TEXT = 64 * 1024 * 1024
_MOST_TEXTS = 4_000_000
"""Of which the index takes some 50 bytes each while it is made."""
_MAX_LABELS = 64 * 1024 * 1024
"""Bytes of value labels, of one set of them."""


class LongTexts:
    """The long texts of a dataset: an index, and the texts where they lie.

    Attributes:
        left_out: Texts asked for that are too long to be held.
    """

    __slots__ = (
        "_budget", "_decode", "_file", "_head", "_keys", "_order", "_places", "_variable_bytes",
        "left_out",
    )  # fmt: skip

    def __init__(
        self, file: io.BufferedReader, dataset: Dataset, codec: str, budget: Budget
    ) -> None:
        self._file, self._budget = file, budget
        self._decode = decoder_of(codec)
        self._order = dataset.order
        wide = dataset.release >= 118
        self._head = struct.Struct(dataset.order + ("IQBI" if wide else "IIBI"))
        self._variable_bytes = {117: 4, 118: 2}.get(dataset.release, 3)
        self.left_out = 0
        index = array("Q")
        if dataset.long_texts_at:
            for name in self._found(dataset.long_texts_at):
                index.extend(name)
        variables, rows, places = np.array(index, np.uint64).reshape(-1, 3).T
        keys = _keys(variables, rows)
        order = np.argsort(keys, kind="stable")
        self._keys, self._places = keys[order], places[order]

    def _found(self, at: int) -> Iterator[tuple[int, int, int]]:
        """The two numbers of each text, and where its head stands."""
        size, head_bytes = size_of(self._file), len(_MARK) + self._head.size
        for _ in range(_MOST_TEXTS):
            self._file.seek(at)
            head = self._file.read(head_bytes)
            if len(head) < head_bytes or not head.startswith(_MARK):
                return
            variable, row, _, length = self._head.unpack_from(head, len(_MARK))
            if at + head_bytes + length > size:
                return
            yield variable, row, at
            at += head_bytes + length

    def values(self, names: npt.NDArray[np.uint8]) -> Iterator[str | bytes]:
        """The texts that are called so in the records, each read when it is asked for.

        Args:
            names: A row of eight bytes for each; texts that are not there are empty.
        """
        if not self._keys.size:
            yield from [""] * len(names)
            return
        # Read from the least byte on, the variable comes first or last.
        bytes_of, split = self._variable_bytes, self._order == "<"
        least_first = names if split else names[:, ::-1]
        cut = bytes_of if split else 8 - bytes_of
        low, high = _number(least_first[:, :cut]), _number(least_first[:, cut:])
        wanted = _keys(low, high) if split else _keys(high, low)
        found = np.minimum(np.searchsorted(self._keys, wanted), self._keys.size - 1)
        there = self._keys[found] == wanted
        for place, known in zip(self._places[found].tolist(), there.tolist(), strict=True):
            yield self._text(place) if known and not self._budget.is_spent() else ""

    def _text(self, place: int) -> str | bytes:
        self._file.seek(place)
        head = self._file.read(len(_MARK) + self._head.size)
        _, _, kind, length = self._head.unpack_from(head, len(_MARK))
        if length > _MAX_TEXT:
            self.left_out += 1
            return ""
        text = self._file.read(length)
        # One text may stand in every record.
        self._budget.add_made(len(text))
        return text if kind == _BINARY else self._decode(text.rstrip(b" \0"))


def _keys(variable: npt.NDArray[np.uint64], row: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return (row << np.uint64(24)) | (variable & np.uint64(0xFF_FFFF))


def _number(part: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Numbers of few bytes, the least first."""
    value = np.zeros(len(part), np.uint64)
    for place in range(part.shape[1]):
        value |= part[:, place].astype(np.uint64) << np.uint64(8 * place)
    return value


def value_labels(
    file: io.BufferedReader, dataset: Dataset, codec: str
) -> dict[str, dict[float | str, str]]:
    """What values mean, by the name of the set of labels; as many as can be read."""
    found: dict[str, dict[float | str, str]] = {}
    decode = decoder_of(codec)
    tagged = dataset.release >= 117
    name_bytes = 129 if dataset.release >= 118 else 33 if dataset.release >= 110 else 9
    file.seek(dataset.labels_at)
    while len(found) <= len(dataset.columns):
        if tagged and file.read(len("<lbl>")) != b"<lbl>":
            break
        head = file.read(4 + name_bytes + 3)
        if len(head) < 4 + name_bytes + 3:
            break
        (size,) = struct.unpack_from(dataset.order + "i", head)
        if not 8 <= size <= _MAX_LABELS:
            break
        table = file.read(size)
        meanings = _meanings(table, dataset.order)
        name = decode(ended(head[4 : 4 + name_bytes]))
        found[name] = {value: decode(text) for value, text in meanings}
        if tagged:
            file.read(len("</lbl>"))
    return found


def _meanings(table: bytes, order: str) -> Iterator[tuple[float, bytes]]:
    """Values and what they mean, of one set; none when it is damaged."""
    if len(table) < 8:
        return
    count, size = struct.unpack_from(order + "ii", table)
    texts = 8 + 8 * count
    if count < 0 or size < 0 or texts + size > len(table):
        return
    places = struct.unpack_from(f"{order}{count}i", table, 8)
    values = struct.unpack_from(f"{order}{count}i", table, 8 + 4 * count)
    for place, value in zip(places, values, strict=True):
        if 0 <= place < size:
            yield float(value), ended(table[texts + place : texts + size])


__all__ = ["LongTexts", "value_labels"]
