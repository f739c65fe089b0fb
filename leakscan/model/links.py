"""Persons told apart by name and birth date, however many names each of them has.

A married woman is DURAND in one file, MARTIN in another, and both in a third. So what is kept
is not names but *links*: pairs of names, as keyed hashes, that one record gives to one person.
Names that are linked, over however many steps, are one person, and persons are the connected
components. A name that stands alone is a link with itself.

Links are sampled by *group* (first name and birth date), the smallest hashes first, so that all
names of a person are in the sample or none is; they are all kept, and the count is exact, up to
`LINKS` of them.
"""

from typing import Self, SupportsIndex

import numpy as np
import numpy.typing as npt

from leakscan.frozen import slotted
from leakscan.model.sketch import PENDING_ARRAYS, Hashes
from leakscan.native import sketches
from leakscan.native.library import KERNELS

LINKS = 262_144
_PENDING = LINKS // 2
"""Links that wait to be sorted in: each time costs as much as sorting all."""
_SPACE = float(1 << 64)
_ANY = (1 << 64) - 1
_GROUP_BITS = np.uint64(0xFFFF_FFFF_FF00_0000)
_LINK_SHIFT, _ODD = np.uint64(40), np.uint64(0x9E3779B97F4A7C15)
"""Links are ordered by 40 bits of their group and 24 of their own: one integer sorts five times
as fast as three, and groups only decide what is sampled, so that a collision is harmless."""

_Index = npt.NDArray[np.intp]


@slotted
class _Kept:
    """Links that nobody changes, so that the total of a scan of one file has that file's.

    Attributes:
        links: See `NameLinks.links`.
        persons: How many persons they are, and whether that is exact, once it was counted.
    """

    links: Hashes
    persons: tuple[int, bool] | None = None


class NameLinks:
    """Distinct persons by their linked names; a commutative monoid.

    Unlike a count of distinct keys it can fall when a record is added: that record may show
    that two persons are one.
    """

    __slots__ = ("_kept", "_pending", "_pending_size")

    def __init__(self) -> None:
        self._kept = _Kept(np.empty((3, 0), np.uint64))
        self._pending: list[Hashes] = []
        self._pending_size = 0

    def __repr__(self) -> str:
        return f"NameLinks(kept={self.links().shape[1]})"

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[object, ...]:
        """As others are, but without arrays when it is empty: that of most files is."""
        return (type(self), ()) if self.is_empty else super().__reduce_ex__(protocol)

    @property
    def is_empty(self) -> bool:
        """Whether no name was counted."""
        return not (self._kept.links.size or self._pending)

    def add(self, groups: Hashes, ones: Hashes, others: Hashes) -> None:
        """Record, for each record, that two names of a group are one person's.

        Args:
            groups: Keyed hash of what all spellings of a person share.
            ones: Keyed hash of a name.
            others: Of another name of that person; the same when there is none.
        """
        kept = self._kept.links
        limit = int(kept[0, -1]) if kept.shape[1] == LINKS else _ANY
        link = _links if KERNELS is None else sketches.links
        self._wait(link(groups, ones, others, limit))

    def merge(self, other: Self) -> None:
        """Add all that `other` has seen."""
        links = other.links()
        if self._pending or self._kept.links.size:
            self._wait(links)
        else:
            self._kept = other._kept

    def links(self) -> Hashes:
        """The kept links, shape (3, at most `LINKS`): ascending order, and both names."""
        self._compact()
        return self._kept.links

    def estimate(self) -> tuple[int, bool]:
        """The number of persons, and whether it is exact."""
        links = self.links()
        if self._kept.persons is None:
            self._kept.persons = _persons(links)
        return self._kept.persons

    def _wait(self, links: Hashes) -> None:
        if links.shape[1]:
            self._pending.append(links)
            self._pending_size += links.shape[1]
            if self._pending_size >= _PENDING or len(self._pending) >= PENDING_ARRAYS:
                self._compact()

    def _compact(self) -> None:
        if self._pending:
            merge = _merged if KERNELS is None else sketches.merged_links
            pending, self._pending, self._pending_size = self._pending, [], 0
            self._kept = _Kept(merge(self._kept.links, pending, LINKS))

    def __getstate__(self) -> Hashes:
        return self.links()

    def __setstate__(self, state: Hashes) -> None:
        self._kept, self._pending, self._pending_size = _Kept(state), [], 0


def _persons(links: Hashes) -> tuple[int, bool]:
    """How many persons these links are of, and whether that is exact."""
    count = _components if KERNELS is None else sketches.components
    order, ones, others = links
    if order.size < LINKS:
        return count(ones, others), True
    # Of the last group there may be more than was kept.
    last = order[-1] & _GROUP_BITS
    whole = order < last
    if not whole.any():
        return count(ones, others), False
    seen = count(ones[whole], others[whole])
    return max(seen, round(seen / (float(last) / _SPACE))), False


def _links(groups: Hashes, ones: Hashes, others: Hashes, limit: int) -> Hashes:
    """The twin of the kernel."""
    least, greatest = np.minimum(ones, others), np.maximum(ones, others)
    order = (groups & _GROUP_BITS) | (((least + greatest * _ODD) * _ODD) >> _LINK_SHIFT)
    return np.stack([order, least, greatest])[:, order <= np.uint64(limit)]


def _merged(kept: Hashes, parts: list[Hashes], room: int) -> Hashes:
    """The twin of the kernel."""
    joined = np.concatenate([kept, *parts], axis=1)
    # One row sorts ten times as fast as three, and only what is the same in it needs the others.
    joined = joined.take(np.argsort(joined[0]), axis=1)
    same = np.flatnonzero(joined[0, 1:] == joined[0, :-1])
    if same.size:
        rows = np.union1d(same, same + 1)
        joined[:, rows] = joined[:, rows[np.lexsort(joined[::-1, rows])]]
    new = np.append(True, (joined[:, 1:] != joined[:, :-1]).any(axis=0))[: joined.shape[1]]
    return joined.take(np.flatnonzero(new), axis=1)[:, :room].copy()


def _components(ones: Hashes, others: Hashes) -> int:
    """The number of connected components of these links; the twin of the kernel.

    Most are links of a name with itself, and only need counting.
    """
    joined = np.flatnonzero(ones != others)
    ones_joined, others_joined = ones[joined], others[joined]
    names = _distinct(np.concatenate([ones, others_joined]))
    if not joined.size:
        return names
    nodes, number = np.unique(np.concatenate([ones_joined, others_joined]), return_inverse=True)
    root = _roots(number[: joined.size], number[joined.size :], nodes.size)
    return names - nodes.size + int(np.count_nonzero(root == np.arange(nodes.size)))


def _distinct(hashes: Hashes) -> int:
    ordered = np.sort(hashes)
    return int(ordered.size and 1 + np.count_nonzero(ordered[1:] != ordered[:-1]))


def _roots(one: _Index, other: _Index, size: int) -> _Index:
    """For each node the least node that it is connected with.

    Source: Shiloach and Vishkin, "An O(log n) parallel connectivity algorithm", 1982.
    """
    root = np.arange(size)
    while True:
        first, second = root[one], root[other]
        apart = first != second
        if not apart.any():
            return root
        low, high = np.minimum(first, second)[apart], np.maximum(first, second)[apart]
        np.minimum.at(root, high, low)
        while (root[root] != root).any():
            root = root[root]
