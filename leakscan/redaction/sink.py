"""Where a copy goes."""

from typing import Protocol


class Sink(Protocol):
    """Takes bytes; never asked to go back."""

    def write(self, data: bytes, /) -> object:
        """Write all of it."""
        ...
