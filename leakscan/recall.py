"""The same content is examined once: what it gave is given again under its other paths.

Small contents are hashed before they are opened, larger ones while they are read; the hash of
a whole content goes with its result, so that what is the same is counted once in totals.
"""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.evidence.contents import ContentHash
from leakscan.evidence.remembered import (
    HELD_BYTES,
    MAX_RESULTS,
    Key,
    Memory,
    Remembered,
    packed,
    unpacked,
)
from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.result import FileResult
from leakscan.readers.budget import Budget
from leakscan.readers.opening import Reading, ending

_CHANCE = frozenset({GapReason.TIMEOUT, GapReason.INTERRUPTED, GapReason.IO_ERROR})
"""Gaps that the same content need not have again."""


class Once:
    """Which results count in totals: the first of each content."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def counts(self, result: FileResult) -> bool:
        """Whether nothing with the same content came before; all such have the same state."""
        if not result.content:
            return True
        if result.content in self._seen:
            return False
        self._seen.add(result.content)
        return True


@frozen(kw_only=False)
class Comparison:
    """How the same content is known again.

    Attributes:
        contents: Hashes contents.
        memory: What was found in those examined before.
        alone: There is one source: as a whole it is the same as nothing else.
    """

    contents: ContentHash
    memory: Memory
    alone: bool

    def look_at(self, reading: Reading, name: str, outer: int, room: int) -> "Content | None":
        """Have a content hashed that is not opened yet.

        Args:
            reading: Of the content.
            name: Its raw name.
            outer: Formats around what is read.
            room: Results that can still be listed.

        Returns:
            The content if it is small enough to be known now.
        """
        feed = reading.feed
        if reading.closed or reading.gaps or not feed.peek(1):
            return None
        feed.hash_with(self.contents.begin)
        if not feed.is_within(HELD_BYTES) or (digest := feed.content()) is None:
            return None
        content = Content(self.memory, (digest, ending(name)), reading, outer, room)
        return content if content.results <= room else None


class Content:
    """A small content, read into memory and not opened yet."""

    __slots__ = ("_depth", "_formats", "_key", "_known", "_memory", "_room", "_size")

    def __init__(self, memory: Memory, key: Key, reading: Reading, outer: int, room: int) -> None:
        self._room = min(room, MAX_RESULTS)
        self._memory = memory
        self._key = key
        self._depth = reading.depth
        self._size = reading.feed.reached
        self._formats = outer + len(reading.formats)
        self._known = memory.recall(key, reading.depth)

    @property
    def is_known(self) -> bool:
        """Whether it was examined before, under a name with the same ending."""
        return self._known is not None

    @property
    def results(self) -> int:
        """How many results it gave before."""
        return len(self._known.packed) if self._known is not None else 0

    def again(self, own: FileResult, formats: list[str], budget: Budget) -> Iterator[FileResult]:
        """What it gave before, as if it were examined under the path of `own`.

        Args:
            own: Filled in, and given out last, if the content had a result of its own.
            formats: Those around the content, outermost first.
            budget: Is told what would have come out of it.
        """
        assert self._known is not None
        budget.add_known(self._known.members, self._known.made)
        for each in self._known.packed:
            yield self._placed(unpacked(each), own, formats)

    def _placed(self, found: FileResult, own: FileResult, formats: list[str]) -> FileResult:
        found.formats[:0] = formats
        if found.path:
            found.path = own.path + found.path
            return found
        own.formats, own.encoding, own.content = found.formats, found.encoding, found.content
        own.state, own.coverage, own.number = found.state, found.coverage, found.number
        own.bytes = own.bytes or self._size
        return own

    def first(
        self, own: FileResult, results: Iterator[FileResult], budget: Budget
    ) -> Iterator[FileResult]:
        """The results of examining it, remembered once they are complete.

        Nothing is remembered of what a limit cut short, or of what might go better next time.
        """
        members, made = budget.members, budget.made
        found: list[bytes] = []
        lasting = True
        for result in results:
            if len(found) <= self._room:
                path, formats = result.path[len(own.path) :], result.formats[self._formats :]
                found.append(packed(replace(result, path=path, formats=formats)))
                lasting = lasting and is_firm(result.coverage.gaps)
            yield result
        if budget.spent is not None or len(found) > self._room or not lasting:
            return
        inside = budget.members - members
        kept = Remembered(
            packed=tuple(found),
            members=inside,
            made=budget.made - made,
            depth=self._depth if inside else None,
        )
        self._memory.keep(self._key, kept)


def is_firm(gaps: list[Gap]) -> bool:
    """Whether the same content would have these gaps again."""
    return all(gap.reason not in _CHANCE for gap in gaps)
