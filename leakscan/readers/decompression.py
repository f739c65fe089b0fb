"""What comes out of one compressed stream, or of several in a row, whatever the algorithm.

Bounded output is what makes a bomb harmless: never more than a block is made at a time.
"""

from collections.abc import Callable

from leakscan.model.coverage import GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.decompressors import Decompressor

INPUT_BYTES = 64 * 1024
_MAGIC_BYTES = 18
"""Enough to recognise the head of any stream."""


class Decompressed:
    """The bytes that come out of one compressed stream, or of several one after the other.

    Attributes:
        used: Compressed bytes that went in so far, those after the end not counted.
        rest: Bytes that were read after the end of the stream; they belong to what follows.
        last: The last bytes that went in; what follows may begin in them when reading stops short.
    """

    __slots__ = ("_again", "_ended", "_make", "_name", "_one", "_source", "last", "rest", "used")

    def __init__(
        self,
        source: ByteStream,
        make: Callable[[], Decompressor],
        name: str,
        *,
        again: Callable[[bytes], bool] | None = None,
    ) -> None:
        """Decompress `source`.

        Args:
            source: Compressed bytes.
            make: A fresh decompressor.
            name: Of the format, for errors.
            again: Whether bytes after the end of a stream begin another one; None when what
                follows is not ours.
        """
        self._source = source
        self._make = make
        self._name = name
        self._again = again
        self._one = make()
        self._ended = False
        self.rest = b""
        self.last = b""
        self.used = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none only at the end.

        Raises:
            ReadError: CORRUPT, or TOO_LARGE when it takes too much memory.
        """
        while not self._ended:
            if self._one.eof:
                self._follow()
                continue
            data = self._feed() if self._one.needs_input else b""
            block = self._step(data, size)
            if block:
                return block
        return b""

    def _feed(self) -> bytes:
        data, self.rest = self.rest, b""
        if not data:
            data = self._more()
            self.used += len(data)
        if not data:
            raise ReadError(GapReason.CORRUPT, f"{self._name} data ends too early")
        self.last = data
        return data

    def _more(self) -> bytes:
        """The next compressed bytes, none at their end."""
        return self._source.read(INPUT_BYTES)

    def _step(self, data: bytes, size: int) -> bytes:
        try:
            return self._one.decompress(data, size)
        except MemoryError:
            raise LimitExceeded(
                GapReason.TOO_LARGE, f"{self._name} data needs too much memory"
            ) from None
        except Exception:  # noqa: BLE001 - every library has an error of its own
            raise ReadError(GapReason.CORRUPT, f"{self._name} data damaged") from None

    def _follow(self) -> None:
        """The stream has ended: start the next, or end."""
        self.rest = self._one.unused_data or b""
        if self._again is None:
            self.used -= len(self.rest)
            self._ended = True
            return
        # Zeros may fill the last block of a tape.
        self.rest = self.rest.lstrip(b"\0")
        while len(self.rest) < _MAGIC_BYTES and (more := self._more()):
            self.used += len(more)
            self.rest = (self.rest + more).lstrip(b"\0")
        if not self.rest:
            self._ended = True
        elif self._again(self.rest):
            self._one = self._make()
        else:
            raise ReadError(GapReason.CORRUPT, f"bytes after the end of {self._name} data")
