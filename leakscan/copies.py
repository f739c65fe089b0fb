"""Sources with the same content: one of them is examined, and each counts once in totals.

Large files of the same size are compared before the scan, by a keyed hash of their ends and then
of all of them; smaller ones and members are known again as they come (`recall.py`).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import SEEK_END
from typing import BinaryIO

from leakscan.evidence.contents import ContentHash
from leakscan.evidence.remembered import HELD_BYTES
from leakscan.model.errors import ReadError
from leakscan.model.result import MEMBER_MARK, FileResult
from leakscan.readers.opening import ending
from leakscan.scanner import Task
from leakscan.sources import Source

_ENDS_BYTES = 64 * 1024
_BLOCK_BYTES = 1024 * 1024

Digest = Callable[[BinaryIO], bytes]


class Copies:
    """Tasks without those whose source is a copy of another one's.

    Attributes:
        tasks: What is to be examined.
        bytes: Stored bytes that need not be read.
    """

    def __init__(self, tasks: Sequence[Task], key: bytes) -> None:
        """Reads all of large files of which another one has the same size and the same ends."""
        self._contents = ContentHash(key)
        self._of: dict[str, list[str]] = {}
        copies: set[str] = set()
        self.bytes = 0
        for first, *others in self._same(tasks):
            self._of[first.path] = [other.path for other in others]
            copies.update(self._of[first.path])
            self.bytes += len(others) * (first.source.size or 0)
        self.tasks = [task for task in tasks if task.path not in copies]

    def spread(self, result: FileResult) -> Iterator[FileResult]:
        """A result, and the same under the paths of all copies of its source."""
        source, inner, member = result.path.partition(MEMBER_MARK)
        copies = [
            replace(result, path=f"{path}{inner}{member}") for path in self._of.get(source, ())
        ]
        yield result
        yield from copies

    def _same(self, tasks: Sequence[Task]) -> Iterator[list[Task]]:
        """Groups of at least two tasks whose sources hold the same, each by path."""
        sizes: defaultdict[tuple[int, str], list[Task]] = defaultdict(list)
        paths = Counter(task.path for task in tasks)
        for task in tasks:
            source, size = task.source, task.source.size or 0
            known = source.gap is None and source.location is not None
            # Files named one by one may be called the same.
            if known and size > HELD_BYTES and paths[task.path] == 1:
                sizes[size, ending(source.name)].append(task)
        for alike in sizes.values():
            alike.sort(key=lambda task: task.path)
            for candidates in self._by(self._ends, alike):
                yield from self._by(self._whole, candidates)

    def _by(self, digest: Digest, tasks: Sequence[Task]) -> Iterator[list[Task]]:
        """Groups of at least two with the same hash; what cannot be read is in none."""
        groups: defaultdict[bytes, list[Task]] = defaultdict(list)
        for task in tasks if len(tasks) > 1 else ():
            found = _digest_of(task.source, digest)
            if found is not None:
                groups[found].append(task)
        yield from (group for group in groups.values() if len(group) > 1)

    def _ends(self, stream: BinaryIO) -> bytes:
        contents = self._contents.begin()
        contents.add(stream.read(_ENDS_BYTES))
        stream.seek(-_ENDS_BYTES, SEEK_END)
        contents.add(stream.read(_ENDS_BYTES))
        return contents.digest()

    def _whole(self, stream: BinaryIO) -> bytes:
        contents = self._contents.begin()
        while block := stream.read(_BLOCK_BYTES):
            contents.add(block)
        return contents.digest()


def _digest_of(source: Source, digest: Digest) -> bytes | None:
    try:
        with source.open() as stream:
            return digest(stream)
    except (OSError, ReadError):
        return None
