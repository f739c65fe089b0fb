"""Bytes that are already here, as a source: examples of rules, data handed over by a program."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from leakscan.sources.source import Source


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MemorySource(Source):
    """A source whose content is in memory."""

    content: bytes

    def open(self, _patience: Callable[[], bool] = lambda: True) -> BinaryIO:
        """A stream over the content."""
        return BytesIO(self.content)


def memory_source(content: bytes, name: str) -> MemorySource:
    """The source of these bytes, as if they were a file called `name`."""
    return MemorySource(name=name, size=len(content), content=content)
