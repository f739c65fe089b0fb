"""A stream of which the first bytes were read already, to find out what it holds."""

from leakscan.raw.embedded import ByteStream


class Resumed:
    """Bytes that were read already, and those after them."""

    __slots__ = ("_data", "_stream")

    def __init__(self, data: bytes, stream: ByteStream) -> None:
        self._data = data
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end."""
        if not self._data:
            return self._stream.read(size)
        taken, self._data = self._data[:size], self._data[size:]
        return taken
