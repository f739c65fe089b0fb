"""The kernels over sampled hashes as functions from arrays to arrays.

Each raises AssertionError without compiled kernels: callers ask `library.KERNELS` first.
"""

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address

Hashes = npt.NDArray[np.uint64]


def merged(kept: Hashes, added: Hashes, room: int) -> Hashes:
    """The `room` smallest distinct hashes of some kept, ascending, and some added in any order."""
    assert KERNELS is not None
    out = np.empty(min(room, kept.size + added.size), np.uint64)
    kept, added = np.ascontiguousarray(kept), ascending(added)
    found = KERNELS.sketches_merge(
        address(kept), kept.size, address(added), added.size, address(out), out.size
    )
    return out if found == out.size else out[:found].copy()


def ascending(hashes: Hashes) -> Hashes:
    """Hashes sorted; a third of the instructions of a sort that knows nothing of them."""
    assert KERNELS is not None
    hashes = np.ascontiguousarray(hashes)
    out, scratch = np.empty((2, hashes.size), np.uint64)
    in_order = KERNELS.sketches_sort(address(hashes), hashes.size, address(out), address(scratch))
    # Many that are alike in their first bits are seldom hashes, or many times the same one.
    return out if in_order else np.sort(hashes)


def in_order(hashes: Hashes) -> npt.NDArray[np.int64]:
    """The indices that sort hashes; a third of the time of a sort that knows nothing of them."""
    assert KERNELS is not None
    count = hashes.size
    assert count < 1 << 31
    hashes = np.ascontiguousarray(hashes)
    order, scratch = np.empty(count, np.int64), np.empty(2 * count, np.uint64)
    KERNELS.sketches_order(address(hashes), count, address(order), address(scratch))
    return order


def merged_known(
    kept: tuple[Hashes, npt.NDArray[np.uint16]],
    added: tuple[Hashes, npt.NDArray[np.uint16]],
    room: int,
) -> tuple[Hashes, npt.NDArray[np.uint16]]:
    """The same, with four numbers for each hash, of which the greatest are kept.

    Args:
        kept: Hashes, ascending, and their numbers, shape (hashes, 4).
        added: The same in any order.
        room: For how many.
    """
    assert KERNELS is not None
    keys, new = np.ascontiguousarray(kept[0]), np.ascontiguousarray(added[0])
    known, told = np.ascontiguousarray(kept[1]), np.ascontiguousarray(added[1])
    assert known.shape == (keys.size, 4)
    assert told.shape == (new.size, 4)
    size = min(room, keys.size + new.size)
    out, out_known = np.empty(size, np.uint64), np.empty((size, 4), np.uint16)
    # Put in order beforehand: a merge that has to look for each next one waits for memory.
    order = in_order(new)
    new, told = new.take(order), told.take(order, axis=0)
    found = KERNELS.sketches_merge_known(
        address(keys),
        address(known),
        keys.size,
        address(new),
        address(told),
        new.size,
        address(out),
        address(out_known),
        size,
    )
    return (out, out_known) if found == size else (out[:found].copy(), out_known[:found].copy())


def merged_links(kept: Hashes, parts: list[Hashes], room: int) -> Hashes:
    """The `room` smallest distinct columns of arrays of shape (3, columns).

    Args:
        kept: In ascending order.
        parts: In any; emptied, as soon as what they hold was copied.
        room: For how many columns.
    """
    assert KERNELS is not None
    kept = np.ascontiguousarray(kept)
    added = np.concatenate(parts, axis=1)
    parts.clear()
    added = added.take(in_order(added[0]), axis=1)
    held, count = kept.shape[1], added.shape[1]
    size = min(room, held + count)
    out = np.empty((3, size), np.uint64)
    found = KERNELS.sketches_merge_links(
        address(kept), held, address(added), count, address(out), size
    )
    return out if found == size else out[:, :found].copy()


def links(groups: Hashes, ones: Hashes, others: Hashes, limit: int) -> Hashes:
    """Links as `model.links` keeps them, shape (3, links), of those that come up to `limit`."""
    assert KERNELS is not None
    size = groups.size
    assert ones.size == others.size == size
    groups, ones, others = (np.ascontiguousarray(array) for array in (groups, ones, others))
    out = np.empty((3, size), np.uint64)
    found = KERNELS.sketches_links(
        address(groups),
        address(ones),
        address(others),
        size,
        limit,
        *(address(row) for row in out),
    )
    return out if found == size else out[:, :found].copy()


def components(ones: Hashes, others: Hashes) -> int:
    """The number of connected components of links, each of two names or of one with itself."""
    assert KERNELS is not None
    ones, others = np.ascontiguousarray(ones), np.ascontiguousarray(others)
    count = ones.size
    assert others.size == count
    most = count + int(np.count_nonzero(ones != others))
    # Half of the places stay free, so that a name is seldom far from its own.
    bits = max(1, (2 * most).bit_length())
    assert bits < 32
    table, toward = np.zeros(1 << bits, np.uint32), np.empty(most, np.uint32)
    names = np.empty(most, np.uint64)
    return int(
        KERNELS.sketches_components(
            address(ones),
            address(others),
            count,
            bits,
            address(table),
            address(names),
            address(toward),
        )
    )
