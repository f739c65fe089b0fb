"""The kernels over text as functions from arrays to arrays: digits, cells, words, rows, lines.

Those over records, persons, sketches, tokens and literals stand beside.

Each raises AssertionError without compiled kernels: callers ask `library.KERNELS` first.
Offsets are `int64`, text is `uint8`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address, are_below, first_address

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int32]
_NIR_DIGITS, _KEYED_NIR_DIGITS = 13, 15


def _sizes_of(result: tuple[object, ...]) -> str:
    """What may be printed of a result, whose arrays hold what was scanned."""
    sizes = (each.size for each in result if isinstance(each, np.ndarray))
    return f"{type(result).__name__}({', '.join(map(str, sizes))})"


def digit_runs(data: Bytes) -> tuple[Offsets, Offsets, Bytes]:
    """Starts, lengths and joiners of all digit runs; see `detectors.digit_runs`."""
    assert KERNELS is not None
    return _runs_by(KERNELS.digits_runs, data, ())


def digit_candidates(data: Bytes, *, lost_zeros: bool) -> tuple[Offsets, Offsets, Bytes]:
    """The same of runs in which an identifier may stand, and what is looked at beside.

    Args:
        data: The text.
        lost_zeros: Nine and eleven digits may be a telephone number.
    """
    assert KERNELS is not None
    return _runs_by(KERNELS.digits_candidates, data, (lost_zeros,))


def _runs_by(
    kernel: Callable[..., int], data: Bytes, options: tuple[bool, ...]
) -> tuple[Offsets, Offsets, Bytes]:
    # To clear the pages of arrays for the most there may be takes longer than to look.
    for room in (data.size // 16 + 64, data.size // 2 + 4):
        starts, lengths = np.empty(room, np.int64), np.empty(room, np.int64)
        joiners = np.empty(room, np.uint8)
        out = (address(starts), address(lengths), address(joiners))
        found = kernel(address(data), data.size, *options, *out, room)
        if found >= 0:
            break
    # Copies, as the arrays had room for far more.
    return starts[:found].copy(), lengths[:found].copy(), joiners[:found].copy()


class Nirs(NamedTuple):
    """What may be a NIR: its span, its number without key, whether a key is there and right."""

    start: Offsets
    end: Offsets
    number: Numbers
    keyed: Mask
    valid: Mask

    def __repr__(self) -> str:
        return _sizes_of(self)


def nirs_in_digits(data: Bytes, runs: "Runs") -> Nirs:
    """What has 13 or 15 digits and the structure of a NIR; see `detectors.nir_lane`."""
    assert KERNELS is not None
    starts, lengths = np.ascontiguousarray(runs.starts), np.ascontiguousarray(runs.lengths)
    joiner = np.ascontiguousarray(runs.joiner)
    room = 2 * starts.size
    out = Nirs(
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room, np.uint64),
        np.empty(room, np.bool_),
        np.empty(room, np.bool_),
    )
    found = KERNELS.nirs_in_digits(
        address(data),
        data.size,
        address(starts),
        address(lengths),
        address(joiner),
        starts.size,
        *(address(array) for array in out),
    )
    start, end, number, keyed, valid = out
    return Nirs(start[:found], end[:found], number[:found], keyed[:found], valid[:found])


def digits_values(data: Bytes, starts: Offsets, count: int) -> Numbers:
    """The number that the `count` digits from each start write; all must lie in the text."""
    assert KERNELS is not None
    starts = np.ascontiguousarray(starts, np.int64)
    assert are_below(starts, data.size - count + 1)
    out = np.empty(starts.size, np.uint64)
    KERNELS.digits_values(address(data), address(starts), starts.size, count, address(out))
    return out


class Runs(NamedTuple):
    """Runs of digits, one behind the other: starts, lengths and joiners of `DigitRuns`."""

    starts: Offsets
    lengths: Offsets
    joiner: Bytes

    def __repr__(self) -> str:
        return _sizes_of(self)


def digit_groups(
    runs: Runs, first: Offsets, allowed: Mask, totals: Offsets, *, uniform: bool
) -> list[tuple[Offsets, Offsets]]:
    """First and last runs of the groups of each total; see `digit_runs.grow_groups`."""
    assert KERNELS is not None
    assert are_below(first, runs.lengths.size)
    assert allowed.size > totals[-1]
    lengths, joiner = np.ascontiguousarray(runs.lengths), np.ascontiguousarray(runs.joiner)
    first = np.ascontiguousarray(first)
    out = np.empty((2, totals.size, first.size), np.int64)
    found = np.empty(totals.size, np.int64)
    KERNELS.digits_groups(
        address(lengths),
        address(joiner),
        lengths.size,
        address(first),
        first.size,
        address(allowed),
        address(totals),
        totals.size,
        uniform,
        *(address(array) for array in out),
        address(found),
    )
    return [(out[0, kind, :count], out[1, kind, :count]) for kind, count in enumerate(found)]


def group_values(data: Bytes, runs: Runs, first: Offsets, last: Offsets, digits: int) -> Numbers:
    """The number that the first `digits` digits of each group of runs write."""
    assert KERNELS is not None
    assert are_below(first, runs.lengths.size)
    assert are_below(last, runs.lengths.size)
    starts, lengths = np.ascontiguousarray(runs.starts), np.ascontiguousarray(runs.lengths)
    first, last = np.ascontiguousarray(first), np.ascontiguousarray(last)
    out = np.empty(first.size, np.uint64)
    KERNELS.digits_of_groups(
        address(data),
        *(address(array) for array in (starts, lengths, first, last)),
        first.size,
        digits,
        address(out),
    )
    return out


class Searched(NamedTuple):
    """What is left of a text: where each piece of it starts, and how far the text was ahead."""

    text: Bytes
    pieces: Offsets
    shifts: Offsets

    def __repr__(self) -> str:
        return _sizes_of(self)


def searched_text(
    data: Bytes,
    fields: tuple[Offsets, Offsets, npt.NDArray[np.int32]],
    hidden_column: Mask,
    marked: tuple[Mask | None, Mask | None],
    sign: int,
    width: int = 0,
) -> Searched:
    """The text without the insides of fields of hidden columns, and of others.

    Args:
        data: The text.
        fields: Start, end and column of each.
        hidden_column: By column number.
        marked: By field, those that stay although their column is hidden, and others that go;
            None for none.
        sign: The byte that stands for what is left out.
        width: Fields of every record when all have the same columns in order, else 0.
    """
    assert KERNELS is not None
    starts, ends, column = fields
    assert width <= hidden_column.size
    assert not width or starts.size % width == 0
    out = np.empty(data.size, np.uint8)
    pieces, shifts = (np.empty(starts.size + 1, np.int64) for _ in range(2))
    pieces[0] = shifts[0] = 0
    count = np.zeros(1, np.int64)
    size = KERNELS.cells_searched(
        address(data),
        data.size,
        address(starts),
        address(ends),
        address(column),
        starts.size,
        width,
        address(hidden_column),
        *(None if mask is None else address(mask) for mask in marked),
        sign,
        address(out),
        address(pieces[1:]),
        address(shifts[1:]),
        address(count),
    )
    # They live as long as the chunk is searched: what was not used is given back.
    for array, used in ((out, size), (pieces, int(count[0]) + 1), (shifts, int(count[0]) + 1)):
        array.resize(used, refcheck=False)
    return Searched(out, pieces, shifts)


class Placeholders(NamedTuple):
    """Texts of cells that stand for nothing: keys, ascending, and which sizes they have.

    Sizes are `uint32` by first byte, a bit each, so that nearly all cells need no key.
    """

    keys: Numbers
    sizes: npt.NDArray[np.uint32]


class Look(NamedTuple):
    """Trimmed cells: spans, first eight bytes (padded with zeros) and flags of each."""

    starts: Offsets
    ends: Offsets
    head: Numbers
    flags: Bytes

    def __repr__(self) -> str:
        return _sizes_of(self)


FILLED, LETTERS, DIGIT = 1, 2, 4


def look_at_cells(data: Bytes, starts: Offsets, ends: Offsets, placeholders: Placeholders) -> Look:
    """Trim cells and say what their first bytes are; see `cells_look` in the kernel.

    Spans may be strided views.
    """
    assert KERNELS is not None
    count = starts.size
    assert ends.strides == starts.strides
    look = Look(
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.uint64),
        np.empty(count, np.uint8),
    )
    if not count:
        return look
    KERNELS.cells_look(
        address(data),
        data.size,
        first_address(starts),
        first_address(ends),
        starts.strides[0] // starts.itemsize,
        count,
        address(placeholders.keys),
        placeholders.keys.size,
        address(placeholders.sizes),
        *(address(array) for array in look),
    )
    return look


def _whole_rows(
    spans: tuple[Offsets, Offsets], width: int, columns: Sequence[int]
) -> tuple[Offsets, Offsets, int]:
    """Starts and ends of the fields of some whole rows, for a kernel, and how many rows."""
    starts, ends = (np.ascontiguousarray(each) for each in spans)
    assert starts.size == ends.size
    assert starts.size % width == 0
    assert all(0 <= column < width for column in columns)
    return starts, ends, starts.size // width


def look_at_columns(
    data: Bytes,
    spans: tuple[Offsets, Offsets],
    width: int,
    columns: Sequence[int],
    placeholders: Placeholders,
) -> list[Look]:
    """What `look_at_cells` says of each of several columns.

    Args:
        data: The text.
        spans: Start and end of all fields of some whole rows.
        width: Fields of a row.
        columns: Numbers below `width`.
        placeholders: What stands for nothing.
    """
    assert KERNELS is not None
    starts, ends, rows = _whole_rows(spans, width, columns)
    count = len(columns)
    asked = np.array(columns, np.int64)
    low, high = np.empty((2, count, rows), np.int64)
    head, flags = np.empty((count, rows), np.uint64), np.empty((count, rows), np.uint8)
    KERNELS.cells_look_columns(
        address(data),
        data.size,
        address(starts),
        address(ends),
        width,
        rows,
        address(asked),
        count,
        address(placeholders.keys),
        placeholders.keys.size,
        address(placeholders.sizes),
        *(address(array) for array in (low, high, head, flags)),
    )
    return [Look(*each) for each in zip(low, high, head, flags, strict=True)]


def fingerprints(values: Numbers, low: np.uint64, high: np.uint64) -> Numbers:
    """SipHash-1-3 of each value under the key of two halves."""
    assert KERNELS is not None
    values = np.ascontiguousarray(values, np.uint64)
    out = np.empty(values.size, np.uint64)
    KERNELS.keyed_numbers(address(values), values.size, int(low), int(high), address(out))
    return out


def text_numbers(
    data: Bytes, starts: Offsets, ends: Offsets, fold: Bytes, coefficients: Numbers, max_text: int
) -> Numbers:
    """The multilinear hash of each span of text."""
    assert KERNELS is not None
    return _of_spans(KERNELS.keyed_texts, data, (starts, ends), (fold, coefficients), max_text)


def letter_sums(
    data: Bytes, starts: Offsets, ends: Offsets, fold: Bytes, weights: Numbers, max_text: int
) -> Numbers:
    """The sum of the weights of the letters in each span of text."""
    assert KERNELS is not None
    assert weights.size == fold.size == 256
    return _of_spans(KERNELS.keyed_letters, data, (starts, ends), (fold, weights), max_text)


def _of_spans(
    kernel: Callable[..., None],
    data: Bytes,
    spans: tuple[Offsets, Offsets],
    tables: tuple[Bytes, Numbers],
    max_text: int,
) -> Numbers:
    """What a kernel gives for each span of text, of `max_text` bytes at most."""
    starts, ends = map(np.ascontiguousarray, spans)
    fold, factors = tables
    out = np.empty(starts.size, np.uint64)
    kernel(
        address(data), address(starts), address(ends), starts.size,
        address(fold), address(factors), max_text, address(out),
    )  # fmt: skip
    return out


class Accepted(NamedTuple):
    """Cells that count: trimmed spans, which of the cells they are, dates (kind ``DATE``)."""

    starts: Offsets
    ends: Offsets
    which: Offsets
    values: Numbers

    def __repr__(self) -> str:
        return _sizes_of(self)


_EDGE = 8
"""Bytes that `cells_with_more` looks at on either side of a cell."""
FILLED_KIND, LETTERS_KIND, CODE_KIND, DATE_KIND = range(4)


def cells_of_kind(
    kind: int,
    data: Bytes,
    starts: Offsets,
    ends: Offsets,
    placeholders: Placeholders,
) -> Accepted:
    """The cells of a column that hold what its kind asks for; spans may be strided views."""
    assert KERNELS is not None
    count = starts.size
    low, high, which = (np.empty(count, np.int64) for _ in range(3))
    out = Accepted(low, high, which, np.empty(count, np.uint64))
    if not count:
        return out
    stride = starts.strides[0] // starts.itemsize
    assert stride > 0
    assert ends.strides == starts.strides
    found = KERNELS.cells_of_kind(
        kind,
        address(data),
        data.size,
        first_address(starts),
        first_address(ends),
        stride,
        count,
        address(placeholders.keys),
        placeholders.keys.size,
        address(placeholders.sizes),
        *(address(array) for array in out),
    )
    return Accepted(low[:found], high[:found], which[:found], out.values[:found])


class Asked(NamedTuple):
    """A column, the kind of cells that it should hold, and where names must not hold more."""

    column: int
    kind: int
    least: int


def cells_of_columns(
    data: Bytes,
    spans: tuple[Offsets, Offsets],
    width: int,
    asked: Sequence[Asked],
    most: int,
    placeholders: Placeholders,
) -> Iterator[tuple[Accepted, Offsets]]:
    """What `cells_of_kind` and `cells_with_more` say of each of several columns.

    Args:
        data: The text.
        spans: Start and end of all fields of some whole rows.
        width: Fields of a row.
        asked: The columns; `least` is 0 where nobody asks for more besides names.
        most: See `cells_with_more`.
        placeholders: What stands for nothing.
    """
    assert KERNELS is not None
    starts, ends, rows = _whole_rows(spans, width, [each.column for each in asked])
    assert not any(0 < each.least < _EDGE for each in asked)
    columns = len(asked)
    wanted = np.array(asked, np.int64).reshape(-1, 3).T.copy()
    # Apart, as hits keep the spans alone.
    low, high = np.empty((2, columns, rows), np.int64)
    which, more = np.empty((2, columns, rows), np.int64)
    value = np.empty((columns, rows), np.uint64)
    found, found_more = np.empty((2, columns), np.int64)
    KERNELS.cells_of_columns(
        address(data),
        data.size,
        address(starts),
        address(ends),
        width,
        rows,
        *(address(row) for row in wanted),
        columns,
        most,
        address(placeholders.keys),
        placeholders.keys.size,
        address(placeholders.sizes),
        *(address(array) for array in (low, high, which, value, found, more, found_more)),
    )
    counts = zip(found.tolist(), found_more.tolist(), strict=True)
    for number, (kept, besides) in enumerate(counts):
        own = Accepted(
            low[number, :kept], high[number, :kept], which[number, :kept], value[number, :kept]
        )
        yield own, more[number, :besides]


def cells_with_more(data: Bytes, starts: Offsets, ends: Offsets, least: int, most: int) -> Offsets:
    """Which cells of names hold something else besides; spans may be strided views.

    Args:
        data: The text.
        starts, ends: The cells.
        least: Bytes below which none does, at least 8.
        most: Bytes beyond which all do.
    """
    assert KERNELS is not None
    which = np.empty(starts.size, np.int64)
    if not starts.size:
        return which
    assert least >= _EDGE
    assert ends.strides == starts.strides
    found = KERNELS.cells_hold_more(
        address(data),
        first_address(starts),
        first_address(ends),
        starts.strides[0] // starts.itemsize,
        starts.size,
        least,
        most,
        address(which),
    )
    return which[:found]


def digit_cells(
    data: Bytes, starts: Offsets, ends: Offsets, digits: int
) -> tuple[Offsets, Numbers]:
    """Which cells are just so many digits, and the number each writes."""
    assert KERNELS is not None
    which, values = np.empty(starts.size, np.int64), np.empty(starts.size, np.uint64)
    found = KERNELS.cells_digits(
        address(data),
        address(starts),
        address(ends),
        starts.size,
        digits,
        address(which),
        address(values),
    )
    return which[:found], values[:found]


class NirCells(NamedTuple):
    """Cells that are NIRs: which they are, numbers of thirteen digits, whether keys are right."""

    which: Offsets
    number: Numbers
    sound: Mask

    def __repr__(self) -> str:
        return _sizes_of(self)


def nir_cells(data: Bytes, starts: Offsets, ends: Offsets) -> NirCells:
    """Cells of fifteen digits, or fourteen around 2A or 2B, with the structure of a NIR."""
    assert KERNELS is not None
    count = starts.size
    out = NirCells(np.empty(count, np.int64), np.empty(count, np.uint64), np.empty(count, np.bool_))
    found = KERNELS.cells_nirs(
        address(data),
        address(starts),
        address(ends),
        count,
        *(address(array) for array in out),
    )
    return NirCells(out.which[:found], out.number[:found], out.sound[:found])


class PhoneCells(NamedTuple):
    """Cells that are telephone numbers: which, nine digits, whether a person's, whether fiction."""

    which: Offsets
    number: Numbers
    sound: Mask
    fictitious: Mask

    def __repr__(self) -> str:
        return _sizes_of(self)


def phone_cells(
    data: Bytes, starts: Offsets, ends: Offsets, placeholders: Numbers, fiction: Numbers
) -> PhoneCells:
    """Cells of ten digits that start with a zero.

    Args:
        data: The text.
        starts, ends: The cells.
        placeholders: Numbers that are nobody's, ascending.
        fiction: First and last of ranges reserved for it, shape (ranges, 2).
    """
    assert KERNELS is not None
    assert fiction.shape[1] == 2
    count = starts.size
    out = PhoneCells(
        np.empty(count, np.int64),
        np.empty(count, np.uint64),
        np.empty(count, np.bool_),
        np.empty(count, np.bool_),
    )
    found = KERNELS.cells_phones(
        address(data),
        address(starts),
        address(ends),
        count,
        address(placeholders),
        placeholders.size,
        address(fiction),
        len(fiction),
        *(address(array) for array in out),
    )
    return PhoneCells(
        out.which[:found], out.number[:found], out.sound[:found], out.fictitious[:found]
    )


NO_VERDICT, LONGER_CELL = 2, 3


def cell_verdicts(
    look: tuple[Numbers, Offsets, Offsets],
    longest: int,
    begins: Mask,
    known: tuple[Numbers, Mask],
) -> tuple[Bytes, int]:
    """What is known of cells, and of how many nothing is.

    Args:
        look: First eight bytes, start and end of each.
        longest: Most bytes of a cell of which it is asked.
        begins: By byte: whether such a cell may begin so.
        known: First eight bytes of cells of no more, ascending, and what is said of them.

    Returns:
        0 for no, 1 for yes, `NO_VERDICT`, and `LONGER_CELL` for cells of more than eight bytes.
    """
    assert KERNELS is not None
    head, starts, ends = (np.ascontiguousarray(array) for array in look)
    out = np.empty(starts.size, np.uint8)
    unknown = KERNELS.cells_verdicts(
        address(head),
        address(starts),
        address(ends),
        starts.size,
        longest,
        address(begins),
        *(address(array) for array in known),
        known[0].size,
        address(out),
    )
    return out, unknown


def new_seeds() -> tuple[int, int]:
    """Two secret odd numbers of 64 bits, for `span_hashes`."""
    first, second = np.frombuffer(os.urandom(16), np.uint64).tolist()
    return first | 1, second | 1


def span_hashes(data: Bytes, starts: Offsets, ends: Offsets, seed: int, factor: int) -> Numbers:
    """A number for each span of text, even, the same for the same bytes.

    Args:
        data: The text.
        starts, ends: The spans.
        seed, factor: See `new_seeds`.
    """
    assert KERNELS is not None
    starts, ends = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
    out = np.empty(starts.size, np.uint64)
    KERNELS.cells_hash(
        address(data), address(starts), address(ends), starts.size, seed, factor, address(out)
    )
    return out


class Indexed(NamedTuple):
    """Fields of complete records, see `readers.rows.Rows`."""

    size: int
    record_starts: Offsets
    starts: Offsets
    ends: Offsets
    column: npt.NDArray[np.int32]

    def __repr__(self) -> str:
        return _sizes_of(self)


def index_rows(
    data: Bytes, delimiter: int, *, quoted: bool, final: bool, max_quoted: int
) -> Indexed:
    """Fields of the records that end in the text."""
    found = _indexed(data, delimiter, (quoted, final), max_quoted, _likely_fields(data, delimiter))
    if found is None:
        found = _indexed(data, delimiter, (quoted, final), max_quoted, data.size + 2)
    assert found is not None
    return found


def _likely_fields(data: Bytes, delimiter: int) -> int:
    """Room for the fields of nearly all texts; arrays for the most there may be scatter memory."""
    seen = data[:_SAMPLE]
    separators = count_of(seen, delimiter) + count_of(seen, _LINE_END)
    return data.size * (separators + 1) // max(seen.size, 1) * 5 // 4 + 64


def _indexed(
    data: Bytes, delimiter: int, flags: tuple[bool, bool], max_quoted: int, room: int
) -> Indexed | None:
    """The same; None when there are more fields than there is room for."""
    assert KERNELS is not None
    starts, ends, records = (np.empty(room, np.int64) for _ in range(3))
    column, counts = np.empty(room, np.int32), np.zeros(3, np.int64)
    out = [address(array) for array in (starts, ends, column, records, counts)]
    text = (address(data), data.size, delimiter)
    failed = KERNELS.rows_index(*text, *flags, max_quoted, room, *out)
    if failed == _IRREGULAR:
        quotes = count_of(data, _QUOTE)
        begins, edges = np.empty((2, quotes), np.int64)
        kinds = np.empty(quotes, np.uint8)
        room_for_quotes = (address(begins), address(kinds), address(edges))
        final = flags[1]
        failed = KERNELS.rows_index_irregular(
            *text, final, max_quoted, room, *room_for_quotes, *out
        )
    if failed:
        return None
    fields, count, size = counts.tolist()
    # The chunk keeps them until it was examined: what was not used is given back.
    for array, used in ((records, count), (starts, fields), (ends, fields), (column, fields)):
        array.resize(used, refcheck=False)
    return Indexed(size, records, starts, ends, column)


_IRREGULAR = -1
_QUOTE, _LINE_END = 0x22, 0x0A
_SAMPLE = 64 * 1024
"""Bytes that tell how many fields there are in as many others."""


def transcoded(data: Bytes, utf8: Bytes, length: Bytes) -> bytes:
    """UTF-8 of single bytes: `utf8` has shape (3, 256), `length` says how many of them count."""
    assert KERNELS is not None
    out = np.empty(data.size * 3, np.uint8)
    size = KERNELS.rows_transcode(
        address(data), data.size, address(utf8), address(length), address(out)
    )
    return out[:size].tobytes()


def _all_places(search: Callable[[int, int], int], room: int) -> Offsets:
    """What a kernel finds, which is told where to write and for how many there is room."""
    while True:
        at = np.empty(room, np.int64)
        found = search(address(at), room)
        if found <= room:
            return at[:found]
        room = found


def missing_of_utf8(data: Bytes, *, final: bool) -> int:
    """How many bytes at the end begin a character that goes on; -1 when it is not UTF-8."""
    assert KERNELS is not None
    return int(KERNELS.rows_utf8(address(data), data.size, final))


def has_pairs(data: Bytes) -> bool:
    """Whether a byte that may begin a character of UTF-8 stands before one that goes on with it."""
    assert KERNELS is not None
    return bool(KERNELS.rows_pairs(address(data), data.size))


def high_positions(data: Bytes) -> Offsets:
    """Where bytes beyond ASCII stand, ascending."""
    assert KERNELS is not None
    search = partial(KERNELS.rows_high, address(data), data.size)
    return _all_places(search, data.size // 16 + 64)


def characters_before(data: Bytes, places: Offsets) -> Offsets:
    """How many characters of UTF-8 begin before each place, of ascending ones."""
    assert KERNELS is not None
    places = np.ascontiguousarray(places)
    assert not places.size or (places[0] >= 0 and places[-1] <= data.size)
    out = np.empty(places.size, np.int64)
    KERNELS.rows_characters(address(data), address(places), places.size, address(out))
    return out


def positions_of(
    data: Bytes, begin: int, places: Offsets, lows: Offsets
) -> tuple[Offsets, Offsets]:
    """Lines and columns of places, ascending; see `raw.lines`."""
    assert KERNELS is not None
    assert not places.size or (lows.min() >= 0 and places[-1] <= data.size)
    assert 0 <= begin <= data.size
    places, lows = np.ascontiguousarray(places), np.ascontiguousarray(lows)
    line, column = np.empty((2, places.size), np.int64)
    KERNELS.rows_positions(
        address(data),
        begin,
        address(places),
        address(lows),
        places.size,
        address(line),
        address(column),
    )
    return line, column


def count_of(data: Bytes, sign: int) -> int:
    """How many bytes of a text are one sign."""
    assert KERNELS is not None
    return int(KERNELS.rows_count(address(data), data.size, sign))


def last_blank_line(data: Bytes) -> int:
    """Where the last blank line of a text ends, 0 without one."""
    assert KERNELS is not None
    return int(KERNELS.rows_last_blank(address(data), data.size))


def capitalised_words(
    data: Bytes, ranges: tuple[Offsets, Offsets], glue: Mask, word: Mask
) -> tuple[Offsets, Offsets]:
    """Spans of words that begin with a capital inside ranges (low, high) of a text, ascending.

    Args:
        data: The text.
        ranges: Where to look, ascending; a word may go on beyond.
        glue: By byte: no word begins after it.
        word: By byte: words are made of it.
    """
    assert KERNELS is not None
    low, high = (np.ascontiguousarray(edge, np.int64) for edge in ranges)
    assert not low.size or (low.min() >= 0 and high.max() <= data.size)
    room = int((high - low).sum()) // 16 + 64
    while True:
        start, end = np.empty(room, np.int64), np.empty(room, np.int64)
        found = KERNELS.words_capitalised(
            address(data),
            data.size,
            address(low),
            address(high),
            low.size,
            address(glue),
            address(word),
            address(start),
            address(end),
            room,
        )
        if found <= room:
            return start[:found], end[:found]
        room = found


def unknown_words(
    data: Bytes, ranges: tuple[Offsets, Offsets], factors: Numbers, met: Numbers
) -> tuple[Offsets, Offsets, Numbers]:
    """Starts, ends and keys of the words inside ranges that are not among those met, ascending.

    Args:
        data: The text.
        ranges: Where to look (low, high), ascending.
        factors: Four odd numbers that make the keys.
        met: Keys of words, each in the slot that its first 16 bits give.
    """
    assert KERNELS is not None
    low, high = (np.ascontiguousarray(edge, np.int64) for edge in ranges)
    assert not low.size or (low.min() >= 0 and high.max() <= data.size)
    assert met.size == 1 << 16
    assert factors.size == 4
    room = int((high - low).sum()) // 64 + 64
    while True:
        start, end = np.empty((2, room), np.int64)
        key = np.empty(room, np.uint64)
        found = KERNELS.unknown_words(
            address(data),
            data.size,
            address(low),
            address(high),
            low.size,
            address(factors),
            address(met),
            address(start),
            address(end),
            address(key),
            room,
        )
        if found <= room:
            return start[:found], end[:found], key[:found]
        room = found


def long_words(data: Bytes, table: Mask, least: int, most: int) -> tuple[Offsets, Offsets]:
    """Spans of words of some bytes, at least `least` and less than `most` long, ascending."""
    assert KERNELS is not None
    room = data.size // least + 1
    start, end = np.empty(room, np.int64), np.empty(room, np.int64)
    found = KERNELS.words_long(
        address(data), data.size, address(table), least, most, address(start), address(end), room
    )
    return start[:found], end[:found]


class LongWords(NamedTuple):
    """Where the last long word ends, and of how many bytes of such words a text begins and ends."""

    last: int
    lead: int
    tail: int


def last_long_word(data: Bytes, table: Bytes, least: int) -> LongWords:
    """Where the last word of at least `least` bytes ends that is no ruled line, 0 without one.

    Args:
        data: The text.
        table: By byte: 0 where it is of no word, 1 where ruled lines are made of it too.
        least: In bytes.
    """
    assert KERNELS is not None
    edges = np.zeros(2, np.int64)
    last = KERNELS.words_last_long(address(data), data.size, address(table), least, address(edges))
    return LongWords(last, *edges.tolist())


def first_of(data: Bytes, starts: Offsets, ends: Offsets, sign: int) -> Offsets:
    """Where a sign first stands in each span, its end without."""
    assert KERNELS is not None
    starts, ends = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
    out = np.empty(starts.size, np.int64)
    KERNELS.words_first(
        address(data), address(starts), address(ends), starts.size, sign, address(out)
    )
    return out


def places_of(data: Bytes, sign: int) -> Offsets:
    """Where a byte stands in a text, ascending."""
    assert KERNELS is not None
    search = partial(KERNELS.words_places, address(data), data.size, sign)
    return _all_places(search, data.size // 64 + 64)


def contains(data: Bytes, sought: Bytes) -> bool:
    """Whether some bytes stand in a text, the last of which is rare there."""
    assert KERNELS is not None
    assert sought.size
    return bool(KERNELS.words_contain(address(data), data.size, address(sought), sought.size))


def encoded(data: Bytes, table: Mask, least: int) -> Offsets:
    """Where signs of URL-encoded words stand, ascending; see `readers.url_words`.

    Args:
        data: The text.
        table: By byte: whether it parts words.
        least: Encoded signs that make a word one; of others only mailboxes count.
    """
    assert KERNELS is not None
    start = np.empty(data.size // 3 + 1, np.int64)
    found = KERNELS.words_encoded(address(data), data.size, address(table), least, address(start))
    return start[:found].copy()


def name_keys(data: Bytes, starts: Offsets, ends: Offsets, fold: Bytes, accent: Bytes) -> Numbers:
    """The key of each span that may be a name; see `detectors.name_lexicon`."""
    assert KERNELS is not None
    starts, ends = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
    out = np.empty(starts.size, np.uint64)
    KERNELS.words_name_keys(
        address(data),
        address(starts),
        address(ends),
        starts.size,
        address(fold),
        address(accent),
        address(out),
    )
    return out


def _within(data: Bytes, starts: Offsets, ends: Offsets) -> bool:
    """Whether all spans lie in a text."""
    if not starts.size:
        return True
    return bool(starts.min() >= 0 and ends.max() <= data.size and (starts <= ends).all())


def spans_hold(data: Bytes, starts: Offsets, ends: Offsets, table: Mask) -> Mask:
    """Whether a byte of a table stands in each span."""
    assert KERNELS is not None
    assert starts.size == ends.size
    # A span that ends before it begins holds nothing, and is not read.
    assert not starts.size or (starts.min() >= 0 and ends.max() <= data.size)
    starts, ends = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
    out = np.empty(starts.size, np.bool_)
    KERNELS.words_hold(
        address(data), address(starts), address(ends), starts.size, address(table), address(out)
    )
    return out


def near_digits(
    data: Bytes,
    spans: tuple[Offsets, Offsets],
    bounds: tuple[Offsets, Offsets],
    group: Ids,
    reach: Offsets,
) -> Mask:
    """Whether a digit stands near each word; those of groups that ask for none pass.

    Args:
        data: The text.
        spans: Start and end of each word.
        bounds: Where what may be looked at begins and ends, for each word.
        group: Of each word, -1 for none.
        reach: For each group, bytes before (first row) and after a word.
    """
    assert KERNELS is not None
    edges = [np.ascontiguousarray(edge, np.int64) for edge in (*spans, *bounds)]
    assert _within(data, edges[0], edges[1])
    assert _within(data, edges[2], edges[3])
    assert not group.size or (group.min() >= -1 and group.max() < reach.shape[1])
    group, reach = np.ascontiguousarray(group, np.int32), np.ascontiguousarray(reach, np.int64)
    out = np.empty(group.size, np.bool_)
    KERNELS.words_near_digits(
        address(data),
        *(address(edge) for edge in edges),
        address(group),
        group.size,
        address(reach[0]),
        address(reach[1]),
        address(out),
    )
    return out


def spelled(data: Bytes, starts: Offsets, spelling: Ids, spellings: Bytes) -> Mask:
    """Whether each word is written as its row of `spellings` says; -1 for any spelling.

    Args:
        data: The text.
        starts: Of the words.
        spelling: A row for each, or -1.
        spellings: Shape (rows, width), padded with zeros.
    """
    assert KERNELS is not None
    assert not starts.size or (starts.min() >= 0 and spelling.max() < spellings.shape[0])
    starts, spelling = np.ascontiguousarray(starts), np.ascontiguousarray(spelling, np.int32)
    spellings = np.ascontiguousarray(spellings)
    out = np.empty(starts.size, np.bool_)
    KERNELS.words_spelled(
        address(data),
        data.size,
        address(starts),
        address(spelling),
        starts.size,
        address(spellings),
        spellings.shape[1],
        address(out),
    )
    return out


def country_codes(data: Bytes, starts: Offsets, lengths: Offsets, countries: Mask) -> Offsets:
    """Where two letters stand alone before runs of two digits or more.

    Args:
        data: The text.
        starts, lengths: The runs, ascending.
        countries: Shape (256, 256), by the first and the second letter.
    """
    assert KERNELS is not None
    starts, lengths = np.ascontiguousarray(starts), np.ascontiguousarray(lengths)
    assert _within(data, starts, starts + lengths)
    countries = np.ascontiguousarray(countries)
    assert countries.shape == (256, 256)
    out = np.empty(starts.size, np.int64)
    found = KERNELS.words_country_codes(
        address(data), address(starts), address(lengths), starts.size, address(countries),
        address(out),
    )  # fmt: skip
    return out[:found].copy()


def is_parted(data: Bytes, low: int, high: int) -> bool:
    """Whether a word may be parted between two places: at the end of a line, or softly."""
    assert KERNELS is not None
    assert 0 <= low <= high <= data.size
    return bool(KERNELS.words_parted(address(data), low, high))


SET_WORDS = 64
"""Machine words of a set of words, for `may_begin`."""


def word_sets(words: Bytes, starts: Offsets, ends: Offsets, member: Mask) -> Numbers:
    """Sets of words, by how they begin.

    Args:
        words: Text in lower case without accents.
        starts, ends: The words in it.
        member: For each set (first axis) and word, whether it belongs there.

    Returns:
        A row of `SET_WORDS` for each set; all bits where a word that belongs there is none.
    """
    assert KERNELS is not None
    bits = np.empty(starts.size, np.int64)
    KERNELS.words_set_bits(
        address(words), address(starts), address(ends), starts.size, address(bits)
    )
    sets = np.zeros((member.shape[0], SET_WORDS * 64), np.bool_)
    which, word = np.nonzero(member)
    sets[which, bits[word]] = True
    sets[which[bits[word] < 0]] = True
    return np.packbits(sets, axis=1, bitorder="little").view("<u8")


def may_begin(data: Bytes, lows: Offsets, highs: Offsets, which: Ids, sets: Numbers) -> Mask:
    """Whether in each range a word may begin that belongs to its set; some that do not pass, too.

    Args:
        data: The text.
        lows, highs: The ranges; words may go on beyond them.
        which: The set of each.
        sets: See `word_sets`.
    """
    assert KERNELS is not None
    lows, highs = np.ascontiguousarray(lows), np.ascontiguousarray(highs)
    assert not lows.size or (lows.min() >= 0 and highs.max() <= data.size)
    assert not lows.size or (which.min() >= 0 and which.max() < sets.shape[0])
    assert sets.shape[1] == SET_WORDS
    out = np.empty(lows.size, np.bool_)
    KERNELS.words_may_begin(
        address(data),
        data.size,
        address(lows),
        address(highs),
        address(np.ascontiguousarray(which, np.int32)),
        lows.size,
        address(sets),
        address(out),
    )
    return out


def joined(data: Bytes, starts: Offsets, ends: Offsets, sign: int) -> Bytes:
    """Spans of a text one after the other, a sign after each."""
    assert KERNELS is not None
    assert _within(data, starts, ends)
    starts, ends = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
    out = np.empty(int((ends - starts).sum()) + starts.size, np.uint8)
    KERNELS.words_join(
        address(data), address(starts), address(ends), starts.size, sign, address(out)
    )
    return out


def block_of_lines(
    data: Bytes, at: int, widths: tuple[int, int], count: int, table: Mask
) -> tuple[int, int]:
    """Where `count` lines of one width follow each other, and that width; the end and 0 if none.

    Args:
        data: The text.
        at: Where to begin.
        widths: The least and the greatest, line end included.
        count: How many lines.
        table: By byte: what lines are made of, but for their last two.
    """
    assert KERNELS is not None
    width = np.zeros(1, np.int64)
    found = KERNELS.words_block(
        address(data), data.size, at, *widths, count, address(table), address(width)
    )
    return found, int(width[0])


def content_sums(data: Bytes, words: npt.NDArray[np.uint32], block_bytes: int) -> Numbers:
    """The two keyed sums of each whole block of `data`; see `evidence.contents`."""
    assert KERNELS is not None
    assert block_bytes == 4096
    assert words.size * 4 >= block_bytes + 16
    sums = np.empty((data.size // block_bytes, 2), np.uint64)
    KERNELS.contents_sums(address(data), len(sums), address(words), address(sums))
    return sums
