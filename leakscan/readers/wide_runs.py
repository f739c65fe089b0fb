"""UTF-16 strings among binary data: Office streams, registry hives, memory dumps, executables.

A character of Latin-1 in UTF-16 is a readable byte beside a zero byte, in either order and at
any offset. What stands for a run in the text is its readable bytes alone.
"""

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

MIN_UNITS = 6
"""Shorter runs are left: arrays of small numbers are full of them."""
_PLAIN = np.zeros(256, np.bool_)
_PLAIN[0x20:0x7F] = True
_PLAIN[0xA0:] = True
_PLAIN[0x09] = True
_SUBSTITUTES = {
    0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2011: "-",
    0x2026: ".", 0x2022: "-", 0x202F: " ", 0x20AC: "E", 0x0152: "O", 0x0153: "o", 0x0178: "Y",
}  # fmt: skip
"""Characters of French that Latin-1 lacks, each as one that reads the same."""


def _substitutes() -> tuple[Bytes, Bytes]:
    """By low byte: the substitute, and the high byte it takes; 0xFF where there is none."""
    substitute, high = np.zeros(256, np.uint8), np.full(256, 0xFF, np.uint8)
    for code, sign in _SUBSTITUTES.items():
        substitute[code & 0xFF], high[code & 0xFF] = ord(sign), code >> 8
    return substitute, high


_SUBSTITUTE, _HIGH = _substitutes()


def join_wide(data: Bytes, keep: Mask) -> Mask:
    """Write UTF-16 runs as their Latin-1 bytes, in place; what is not kept of them is cleared.

    Args:
        data: A block, changed.
        keep: Which of its bytes stay, changed.

    Returns:
        Which bytes are text of such a run.
    """
    text = np.zeros(data.size, np.bool_)
    zero = data == 0
    if not _may_hold(zero):
        return text
    plain = _PLAIN[data]
    found = [(shift, _long_runs(keep & _units(data, plain, zero, shift))) for shift in (1, -1)]
    # Each order reads most of the other's text, shifted by a byte, but for signs beyond Latin-1.
    for shift, runs in sorted(found, key=lambda pair: -int(np.count_nonzero(pair[1]))):
        at = np.flatnonzero(runs & keep & ~text)
        at = at[keep[at + shift] & ~text[at + shift]]
        special = at[~zero[at + shift]]
        data[special] = _SUBSTITUTE[data[special]]
        text[at] = True
        keep[at + shift] = False
    return text


def _units(data: Bytes, plain: Mask, zero: Mask, shift: int) -> Mask:
    """Which bytes are the low byte of a readable unit whose high byte stands `shift` further."""
    good = np.zeros(data.size, np.bool_)
    low, high = (slice(None, -1), slice(1, None))[::shift]
    np.logical_and(plain[low], zero[high], out=good[low])
    at = np.flatnonzero((data == 0x20) | (data == 0x01)) - shift
    at = at[(at >= 0) & (at < data.size)]
    good[at[_HIGH[data[at]] == data[at + shift]]] = True
    return good


def _may_hold(zero: Mask) -> bool:
    """Whether somewhere four zero bytes alternate with others."""
    pair = zero[:-1] & ~zero[1:]
    pair = pair[:-2] & pair[2:]
    return bool((pair[:-4] & pair[4:]).any())


def _long_runs(good: Mask) -> Mask:
    """Units that stand in a run of at least `MIN_UNITS`, each two bytes from the next."""
    pair = good[:-2] & good[2:]
    begins = pair[:-8] & pair[4:-4] & pair[8:]
    runs = np.zeros(good.size, np.bool_)
    if begins.any():
        for unit in range(MIN_UNITS):
            runs[2 * unit : 2 * unit + begins.size] |= begins
    return runs
