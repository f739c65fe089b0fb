"""Runs of digits in a chunk and how they are joined: the base of the numeric lane.

A *run* is a maximal sequence of digits. Two runs are *joined* when just one separator that
people write inside numbers stands between them. All of it is kernels, or whole-array NumPy.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets, byte_class
from leakscan.frozen import slotted
from leakscan.native import arrays
from leakscan.native.library import KERNELS

_ZERO = np.uint8(48)
_JOINER = byte_class(b" .-/_\t")
NOT_JOINED = 0
NO_BREAK = 0xA0
WIDE_SPACE = 1
"""Two spaces: text taken from a PDF has them inside a NIR; between telephone digits, and in
tables of numbers, they separate."""


@slotted
class DigitRuns:
    """Digit runs of one chunk, ascending; all arrays have one entry per run.

    Attributes:
        data: The chunk.
        starts, lengths: Span of each run.
        joiner: The separator between this run and the next when they are joined, as a byte
            (0xA0 for any non-breaking or thin space, ``-`` also for one between spaces,
            `WIDE_SPACE` for two spaces), else `NOT_JOINED`.
    """

    data: Bytes
    starts: Offsets
    lengths: Offsets
    joiner: npt.NDArray[np.uint8]

    @property
    def size(self) -> int:
        """Number of runs."""
        return self.starts.size

    def ends(self) -> Offsets:
        """End of each run."""
        return self.starts + self.lengths

    def within(self, low: int, data: Bytes) -> "DigitRuns":
        """Those of a part of the text, which begins at `low`."""
        first, last = np.searchsorted(self.starts, [low, low + data.size])
        if first < last and self.starts[last - 1] + self.lengths[last - 1] > low + data.size:
            last -= 1
        joiner = self.joiner[first:last].copy()
        joiner[-1:] = NOT_JOINED
        return DigitRuns(data, self.starts[first:last] - low, self.lengths[first:last], joiner)


def parts_with(runs: DigitRuns, wanted: Mask) -> DigitRuns:
    """Whole parts (runs joined to each other) in which some run is wanted, and one run after each.

    What else there is in a chunk need not be carried along.
    """
    if not runs.size:
        return runs
    part = np.cumsum(runs.joiner == NOT_JOINED)
    # That a run is joined to none is said of the last of its part.
    part[1:], part[0] = part[:-1].copy(), 0
    chosen = np.zeros(int(part[-1]) + 2, np.bool_)
    chosen[part[wanted]] = True
    kept = chosen[part]
    kept[1:] |= kept[:-1].copy()
    return DigitRuns(runs.data, runs.starts[kept], runs.lengths[kept], _cut(runs.joiner, kept))


def _cut(joiner: npt.NDArray[np.uint8], kept: Mask) -> npt.NDArray[np.uint8]:
    """Joiners of the kept runs, none between one that is kept and one that is not."""
    joiner = joiner.copy()
    joiner[:-1][~kept[1:]] = NOT_JOINED
    return joiner[kept]


def find_runs(data: Bytes) -> DigitRuns:
    """All digit runs of a chunk."""
    if KERNELS is not None:
        return DigitRuns(data, *arrays.digit_runs(data))
    return _find_runs(data)


def find_candidates(data: Bytes, *, lost_zeros: bool) -> DigitRuns:
    """The runs of a chunk in which the lanes can find anything, and perhaps others.

    Args:
        data: The chunk.
        lost_zeros: Telephone numbers without their zero are looked for too.
    """
    if KERNELS is not None:
        return DigitRuns(data, *arrays.digit_candidates(data, lost_zeros=lost_zeros))
    return _find_runs(data)


def _find_runs(data: Bytes) -> DigitRuns:
    is_digit = (data - _ZERO) < 10
    edges = np.flatnonzero(is_digit[1:] != is_digit[:-1]) + 1
    if data.size and is_digit[0]:
        edges = np.concatenate([np.zeros(1, edges.dtype), edges])
    if edges.size % 2:
        edges = np.append(edges, data.size)
    starts, ends = edges[0::2], edges[1::2]
    return DigitRuns(data, starts, ends - starts, _joiners(data, starts, ends))


def _joiners(data: Bytes, starts: Offsets, ends: Offsets) -> npt.NDArray[np.uint8]:
    joiner = np.zeros(starts.size, np.uint8)
    if starts.size < 2:
        return joiner
    gap = starts[1:] - ends[:-1]
    separator = data[ends[:-1]]
    joiner[:-1] = np.where((gap == 1) & _JOINER[separator], separator, NOT_JOINED)
    wide = np.flatnonzero(((gap == 2) & (separator == 0xC2)) | ((gap == 3) & (separator == 0xE2)))
    if wide.size:
        second, third = data[ends[wide] + 1], data[np.minimum(ends[wide] + 2, data.size - 1)]
        no_break = (gap[wide] == 2) & (second == 0xA0)
        # E2 80 AF narrow no-break space, 89 thin space, 91-93 hyphens and dashes.
        narrow = (gap[wide] == 3) & (second == 0x80)
        narrow &= (third == 0xAF) | (third == 0x89) | ((third >= 0x90) & (third <= 0x93))
        joiner[wide[no_break | narrow]] = NO_BREAK
    _join_across_brackets(joiner, data, starts, ends, gap)
    spaced = np.flatnonzero(((gap == 2) | (gap == 3)) & (separator == 32))
    if spaced.size:
        second, third = data[ends[spaced] + 1], data[np.minimum(ends[spaced] + 2, data.size - 1)]
        joiner[spaced[(gap[spaced] == 2) & (second == 32)]] = WIDE_SPACE
        dashed = (gap[spaced] == 3) & (second == 45) & (third == 32)
        joiner[spaced[dashed]] = 45
    return joiner


def _join_across_brackets(
    joiner: npt.NDArray[np.uint8], data: Bytes, starts: Offsets, ends: Offsets, gap: Offsets
) -> None:
    """Join ``(06) 39…`` and ``(06)39…`` as if a space stood there, in place."""
    at = np.flatnonzero((data[ends[:-1]] == ord(")")) & (gap <= 2))
    opened = (starts[at] > 0) & (data[np.maximum(starts[at] - 1, 0)] == ord("("))
    opened &= (ends[at] - starts[at] == 2) & ((gap[at] == 1) | (data[ends[at] + 1] == 32))
    joiner[at[opened]] = 32


def digits_value(data: Bytes, starts: Offsets, count: int) -> npt.NDArray[np.uint64]:
    """The number written by the `count` digits (at most 19) from each start."""
    if KERNELS is not None:
        return arrays.digits_values(data, starts, count)
    value = np.zeros(starts.size, np.uint64)
    for position in range(count):
        value *= np.uint64(10)
        value += data[starts + position] - _ZERO
    return value


def group_value(
    runs: DigitRuns, first: Offsets, last: Offsets, count: int
) -> npt.NDArray[np.uint64]:
    """The number written by the first `count` digits of the groups `first..last` of runs."""
    if KERNELS is not None:
        own = arrays.Runs(runs.starts, runs.lengths, runs.joiner)
        return arrays.group_values(runs.data, own, first, last, count)
    value = np.zeros(first.size, np.uint64)
    run, within = first.copy(), np.zeros(first.size, np.int64)
    for _ in range(count):
        value *= np.uint64(10)
        value += runs.data[runs.starts[run] + within] - _ZERO
        within += 1
        full = (within == runs.lengths[run]) & (run < last)
        run += full
        within[full] = 0
    return value


def grow_groups(
    runs: DigitRuns, first: Offsets, allowed: Mask, totals: tuple[int, ...], *, uniform: bool
) -> list[tuple[int, Offsets, Offsets]]:
    """Groups of joined runs, from each `first`, whose digits add up to one of `totals`.

    Args:
        runs: The runs.
        first: Indices of runs a group may start at.
        allowed: By number of digits: whether a group may be separated there.
        totals: Ascending numbers of digits that make a whole.
        uniform: Whether all separators must be the same (plain and no-break spaces are) and
            single.

    Returns:
        For each total that has groups, (total, first runs, last runs) of these, in any order.
    """
    if not first.size:
        return []
    if KERNELS is not None:
        own = arrays.Runs(runs.starts, runs.lengths, runs.joiner)
        groups = arrays.digit_groups(
            own, first, allowed, np.array(totals, np.int64), uniform=uniform
        )
        each = zip(totals, groups, strict=True)
        return [(total, *spans) for total, spans in each if spans[0].size]
    return _grow_groups(runs, first, allowed, totals, uniform=uniform)


def _grow_groups(
    runs: DigitRuns, first: Offsets, allowed: Mask, totals: tuple[int, ...], *, uniform: bool
) -> list[tuple[int, Offsets, Offsets]]:
    """The twin of the kernel."""
    found: dict[int, list[tuple[Offsets, Offsets]]] = {}
    last, digits = first, runs.lengths[first]
    separator = as_plain(runs.joiner[first])
    while first.size:
        for total in totals:
            done = digits == total
            if done.any():
                found.setdefault(total, []).append((first[done], last[done]))
        go_on = (runs.joiner[last] != NOT_JOINED) & (digits < totals[-1])
        if uniform:
            go_on &= (as_plain(runs.joiner[last]) == separator) & (separator != WIDE_SPACE)
        first, last, digits = first[go_on], last[go_on] + 1, digits[go_on]
        separator = separator[go_on]
        digits = digits + runs.lengths[last]
        fits = (digits <= totals[-1]) & allowed[np.minimum(digits, allowed.size - 1)]
        first, last, digits = first[fits], last[fits], digits[fits]
        separator = separator[fits]
    return [
        (
            total,
            np.concatenate([first for first, _ in groups]),
            np.concatenate([last for _, last in groups]),
        )
        for total, groups in found.items()
    ]


def as_plain(joiner: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Joiners, with no-break spaces as plain ones."""
    return np.where(joiner == NO_BREAK, np.uint8(32), joiner)
