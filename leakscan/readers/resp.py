r"""Commands of Redis and Valkey as their append-only file keeps them: a record for each key.

Specification: RESP2, https://redis.io/docs/latest/develop/reference/protocol-spec/: ``*4`` (words),
then ``$4`` (bytes) and a line for each of them. Of ``HSET key nom DURAND prenom Zoé`` the
names of fields are columns. Commands on one key that follow each other are one record.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.membership import are_in
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.json_names import Columns, KeyNames, hash_spans
from leakscan.readers.labelled_rows import hashes_of
from leakscan.readers.line_records import Fields, read_lines
from leakscan.readers.window import TextWindow

Mask = npt.NDArray[np.bool_]

INFO = FormatInfo(
    name="resp",
    description={
        "fr": "commandes Redis et Valkey (fichier AOF, protocole RESP)",
        "en": "commands of Redis and Valkey (append-only file, RESP protocol)",
    },
    limits={
        "fr": "préambule RDB : lu comme du binaire",
        "en": "RDB preamble: read as binary",
    },
)
_BEGINS = deferred(rb"(?:#TS:\d+\r?\n)?\*\d{1,9}\r?\n\$\d{1,9}\r?\n[A-Za-z]")
_STAR, _DOLLAR = b"*$"
_PAIRING = (b"HSET", b"HMSET", b"HSETNX", b"XADD", b"MSET", b"MSETNX")
_KEY = 1
"""The word of a command that is its key; names and values follow it."""


def is_resp(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` is commands of Redis."""
    return _BEGINS.match(head) is not None


def read_resp(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of records, whose columns are the names of fields."""
    lines = _Lines()
    yield from read_lines(window, lines.columns.table, lines)


class _Lines:
    """The names of fields met so far, as columns; other words have no name."""

    def __init__(self) -> None:
        self.columns = Columns()
        self._pairing = np.sort(hashes_of([*_PAIRING, *map(bytes.lower, _PAIRING)]))

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """The words of commands, but for the names among them."""
        words = _Words(data, begins, ends)
        starts, stops, place = words.starts, words.stops, words.place
        hashes = hash_spans(data, starts, stops)
        pairs = are_in(hashes, self._pairing)[words.first]
        # Options may stand before the first name, so pairs are counted from the last word.
        odd = (words.last - np.arange(starts.size)) & 1 == 1
        named = pairs & ~odd & (place > _KEY + 1)
        name = pairs & odd & (place > _KEY)
        own = np.where(named, np.arange(starts.size) - 1, -1)
        kept = ~name & (stops > starts)
        names = KeyNames(data, starts, stops, own[kept], np.full(int(kept.sum()), -1))
        return starts[kept], stops[kept], self.columns.numbers(names)

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:
        """The commands on another key than the one before."""
        words = _Words(data, begins, ends)
        commands = np.flatnonzero(words.place == 0)
        if not commands.size:
            return begins[:1]
        key = np.minimum(commands + _KEY, words.last[commands])
        hashes = hash_spans(data, words.starts[key], words.stops[key])
        new = np.append(True, hashes[1:] != hashes[:-1])
        return words.opened[commands[new]]


class _Words:
    """The words of some commands; further lines of a word are left to it.

    Attributes:
        starts, stops: Span of each.
        place: Its number in its command, 0 for the first.
        first, last: Numbers of the first and the last word of its command.
        opened: Where the line stands that begins its command.
    """

    def __init__(self, data: Bytes, begins: Offsets, ends: Offsets) -> None:
        sized = _are_counts(data, begins, ends, _DOLLAR)
        # A value may be a number behind a dollar, too: sizes and values take turns.
        line = np.arange(begins.size)
        run = np.maximum.accumulate(np.where(sized & ~_follow(sized), line, 0))
        sized &= (line - run) & 1 == 0
        opens = _are_counts(data, begins, ends, _STAR) & ~_follow(sized)
        opens[:-1] &= sized[1:]
        opens[-1:] = False
        word = np.flatnonzero(_follow(sized))
        border = np.append(np.flatnonzero(sized | opens), begins.size)
        after = border[np.searchsorted(border, word, side="right")]
        self.starts, self.stops = begins[word], ends[after - 1]
        commands = np.flatnonzero(opens)
        command = np.maximum(np.searchsorted(commands, word) - 1, 0)
        self.first = np.searchsorted(command, command)
        self.last = np.searchsorted(command, command, side="right") - 1
        self.place = np.arange(word.size) - self.first
        self.opened = begins[commands[command]] if commands.size else begins[:0]
        if not commands.size:
            self.opened = np.full(word.size, begins[0] if begins.size else 0)


def _follow(marks: Mask) -> Mask:
    return np.append(np.False_, marks[:-1])


def _are_counts(data: Bytes, begins: Offsets, ends: Offsets, sign: int) -> Mask:
    """Which lines are a sign and a number."""
    found = np.zeros(begins.size, np.bool_)
    at = np.flatnonzero((ends - begins > 1) & (ends - begins <= 11))
    at = at[data[begins[at]] == sign]
    digits = np.ones(at.size, np.bool_)
    for offset in range(1, 11):
        place = np.minimum(begins[at] + offset, ends[at] - 1)
        digits &= (data[place] - np.uint8(48)) < 10
    found[at[digits]] = True
    return found


FORMAT = TextFormat(info=INFO, recognise=is_resp, read=read_resp)

__all__ = ["FORMAT", "is_resp", "read_resp"]
