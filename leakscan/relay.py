"""Parcels from the process that reads a source to those that help to examine it.

What all of them found goes back to the parent the same way: megabytes of sketches, which a pipe
would pass on in small pieces while nothing else is done any more.

A relay is memory that forked processes share, cut into slots: one process puts parcels there, the
others take them. It is anonymous memory, never a file, and goes with the last of the processes.
Where processes cannot be forked there is none (`relays` gives an empty list), and every source is
the work of one process.

Must not know what is in a parcel.
"""

import mmap
import os
import pickle
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

SLOT_BYTES = 32 * 1024 * 1024
"""Room for 8 MiB of prose with what it was decoded from, for a chunk of a table with half a
million fields, or for the sketches of a source; memory is taken as it is written to."""
_HEAD_BYTES = mmap.PAGESIZE
_SLOTS = 4
"""For any number of processes: who reads fills them faster than three others empty them."""
_PATIENCE_SECONDS = 1.0
_OPEN, _HELPERS, _OFFERED, _FIRST_SLOT = range(4)
_FREE, _TAKEN = 0, -1
"""What the head says of a slot, else the number of the parcel in it, from 1."""


class Parcel(NamedTuple):
    """What is handed over.

    Attributes:
        data: Most of it, copied but not pickled.
        rest: Anything that can be pickled; its arrays are copied as well.
    """

    data: bytes
    rest: object

    def __repr__(self) -> str:
        return f"Parcel(bytes={len(self.data)})"


class Kept(NamedTuple):
    """What was left for the parent, and where.

    Attributes:
        slot: Of the relay.
    """

    slot: int


class Relay:
    """Slots of shared memory for the parcels of one source, and then of another.

    The parent opens it before it sends anybody there. Of the processes that were sent, one leads
    (`leading`, `offer`), the others help (`helping`, `take`); in the end each may leave what it
    found (`leave`), which the parent fetches.
    """

    def __init__(self, context: "BaseContext", slots: int) -> None:
        """Reserve the memory.

        Raises:
            OSError: There is not so much.
        """
        self._memory = memoryview(mmap.mmap(-1, _HEAD_BYTES + slots * SLOT_BYTES))
        # Whether it is open, how many help, the parcels so far, and what is in each slot.
        self._head = self._memory[:_HEAD_BYTES].cast("q")
        self._numbers = range(slots)
        self._lock = context.Lock()
        self._full = context.Semaphore(0)
        self._parent = os.getpid()

    def open(self) -> None:
        """Make it ready for a source; nobody may be at work with it."""
        while self._full.acquire(block=False):
            pass
        for slot in self._numbers:
            self._head[_FIRST_SLOT + slot] = _FREE
        self._head[_HELPERS] = self._head[_OFFERED] = 0
        self._head[_OPEN] = 1

    @contextmanager
    def leading(self) -> Iterator[None]:
        """While this process offers parcels; helpers are let go at the end."""
        try:
            yield
        finally:
            with self._lock:
                self._head[_OPEN] = 0
                helpers = self._head[_HELPERS]
            for _ in range(helpers):
                self._full.release()

    @contextmanager
    def helping(self) -> Iterator[bool]:
        """While this process takes parcels; false when there will be none."""
        with self._lock:
            is_open = bool(self._head[_OPEN])
            self._head[_HELPERS] += is_open
        yield is_open

    def wants(self) -> bool:
        """Whether somebody helps, and a parcel would find room."""
        return self._head[_HELPERS] > 0 and self._free() is not None

    def offer(self, data: bytes, rest: object) -> bool:
        """Hand a parcel over; False when there is no room for it, or it cannot be handed over.

        Args:
            data, rest: See `Parcel`.
        """
        slot = self._filled(data, rest)
        if slot is None:
            return False
        with self._lock:
            self._head[_OFFERED] += 1
            self._head[_FIRST_SLOT + slot] = self._head[_OFFERED]
        self._full.release()
        return True

    def leave(self, found: object) -> Kept | None:
        """Leave something for the parent; None when there is no room for it."""
        slot = self._filled(b"", found)
        return None if slot is None else Kept(slot)

    def fetch(self, kept: Kept) -> object:
        """What was left; once."""
        parcel = self._unpacked(kept.slot)
        self._head[_FIRST_SLOT + kept.slot] = _FREE
        return parcel.rest

    def _filled(self, data: bytes, rest: object) -> int | None:
        """The slot in which a parcel was put, where nobody sees it yet."""
        with self._lock:
            slot = self._free()
            if slot is None:
                return None
            self._head[_FIRST_SLOT + slot] = _TAKEN
        try:
            if self._pack(slot, _parts_of(data, rest)):
                return slot
        except (pickle.PicklingError, AttributeError, TypeError):
            pass
        self._head[_FIRST_SLOT + slot] = _FREE
        return None

    def take(self, *, wait: bool) -> Parcel | None:
        """The oldest parcel; None when there is none, or with `wait`, when none will come.

        So everybody takes parcels in the order in which they were offered.
        """
        while not self._full.acquire(wait, _PATIENCE_SECONDS if wait else None):
            if not wait or self._is_orphaned():
                return None
        with self._lock:
            slot = self._oldest()
            if slot is None:
                return None
            self._head[_FIRST_SLOT + slot] = _TAKEN
        parcel = self._unpacked(slot)
        with self._lock:
            self._head[_FIRST_SLOT + slot] = _FREE
        return parcel

    def _is_orphaned(self) -> bool:
        """Whether the parent was killed, so that nobody will tell who waits."""
        return self._parent not in {os.getpid(), os.getppid()}

    def _oldest(self) -> int | None:
        full = [slot for slot in self._numbers if self._head[_FIRST_SLOT + slot] > 0]
        return min(full, key=lambda slot: self._head[_FIRST_SLOT + slot], default=None)

    def _pack(self, slot: int, parts: list[memoryview]) -> bool:
        """Write parts after their number and their sizes; False when they are too large."""
        sizes = array("q", [len(parts), *(part.nbytes for part in parts)])
        at = self._begin(slot)
        if len(sizes) * sizes.itemsize + sum(sizes) > SLOT_BYTES:
            return False
        for part in (memoryview(sizes).cast("B"), *parts):
            self._memory[at : at + part.nbytes] = part
            at += part.nbytes
        return True

    def _unpacked(self, slot: int) -> Parcel:
        at = self._begin(slot)
        words = self._memory[at : at + SLOT_BYTES].cast("q")
        sizes = words[1 : 1 + words[0]].tolist()
        at += (1 + len(sizes)) * words.itemsize
        parts: list[bytes | bytearray] = []
        for number, size in enumerate(sizes):
            part = self._memory[at : at + size]
            # The first two are the pickle and `data`; what is left are arrays, to be written to.
            parts.append(bytes(part) if number < 2 else bytearray(part))
            at += size
        data, rest = pickle.loads(parts[0], buffers=parts[1:])  # noqa: S301 - our own, from memory
        return Parcel(data, rest)

    def _begin(self, slot: int) -> int:
        return _HEAD_BYTES + slot * SLOT_BYTES

    def _free(self) -> int | None:
        return next((n for n in self._numbers if self._head[_FIRST_SLOT + n] == _FREE), None)


def relays(context: "BaseContext", jobs: int) -> list[Relay]:
    """As many as `jobs` processes may need; none where memory or processes are not shared so."""
    if context.get_start_method() != "fork":
        return []
    try:
        return [Relay(context, min(jobs, _SLOTS)) for _ in range(jobs - 1)]
    except OSError:
        return []


def _parts_of(data: bytes, rest: object) -> list[memoryview]:
    """The pickle of a parcel, and all the memory that it refers to."""
    buffers: list[pickle.PickleBuffer] = []
    body = pickle.dumps(
        (pickle.PickleBuffer(data), rest),
        protocol=pickle.HIGHEST_PROTOCOL,
        buffer_callback=buffers.append,
    )
    return [memoryview(body), *(buffer.raw() for buffer in buffers)]
