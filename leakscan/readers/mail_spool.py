"""A mail's bytes up to a line that ends a part, in bounded memory; and transfer encodings undone.

Specification: RFC 2045 and 2046. Parts are found by their boundary lines alone: lengths are
written nowhere. Base64 is read leniently: signs outside its alphabet are passed over.
"""

import binascii
import re
from collections.abc import Callable, Iterator

from leakscan.raw.embedded import ByteStream
from leakscan.readers.block_stream import BlockStream

_BLOCK = 64 * 1024
_LONGEST_MARK = 2048
"""A boundary line, or a postmark, is shorter (RFC 5322: lines have at most 998 bytes)."""
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
_GROUP = 4


class Spool:
    """A moving buffer over a stream, read to the next mark."""

    __slots__ = ("_at", "_buffer", "_ended", "_left", "_stream")

    def __init__(self, stream: ByteStream, *, limit: int | None = None) -> None:
        """`limit`: bytes of the stream that belong to it; None for all."""
        self._stream = stream
        # The byte before says that a line begins.
        self._buffer = b"\n"
        self._at = 1
        self._ended = False
        self._left = limit

    def peek(self, size: int) -> bytes:
        """At most `size` next bytes, which stay."""
        while len(self._buffer) - self._at < size and self._grow():
            pass
        return self._buffer[self._at : self._at + size]

    def skip(self, size: int) -> None:
        """Take bytes that were peeked at."""
        self._at += size

    def line(self) -> bytes:
        """The next line with its end, or as much of it as a mark may be long."""
        head = self.peek(_LONGEST_MARK)
        line = head[: head.find(b"\n") + 1] or head
        self.skip(len(line))
        return line

    def until(self, mark: re.Pattern[bytes] | None) -> Iterator[bytes]:
        """Blocks up to the next match of `mark`, or to the end; what matched stays."""
        while True:
            found = mark.search(self._buffer, self._at) if mark else None
            end = len(self._buffer) if self._ended or mark is None else self._safe_end()
            if found is not None and (self._ended or found.start() < end):
                block, self._at = self._buffer[self._at : found.start()], found.start()
                if block:
                    yield block
                return
            if end > self._at:
                block, self._at = self._buffer[self._at : end], end
                yield block
            if not self._grow() and self._at >= len(self._buffer):
                return

    def _safe_end(self) -> int:
        """Before it no mark begins that is not wholly in the buffer."""
        return max(len(self._buffer) - _LONGEST_MARK, self._at)

    def _grow(self) -> bool:
        if self._ended:
            return False
        size = _BLOCK if self._left is None else min(_BLOCK, self._left)
        block = self._stream.read(size) if size else b""
        if self._left is not None:
            self._left -= len(block)
        self._ended = not block
        kept = max(self._at - 1, 0)
        self._buffer = self._buffer[kept:] + block
        self._at -= kept
        return bool(block)


class PartStream(BlockStream):
    """The bytes of one part, its transfer encoding undone."""

    __slots__ = ("_encoded",)

    def __init__(self, blocks: Iterator[bytes], encoding: str) -> None:
        """`encoding`: as the part's header says; unknown ones are left as they are."""
        self._encoded = blocks
        kinds: dict[str, Callable[[], _Decoding]] = {
            "base64": _Base64,
            "quoted-printable": _QuotedPrintable,
        }
        super().__init__(_decoded(blocks, kinds.get(encoding, _Plain)()))

    def drain(self) -> None:
        """Pass over what nobody read."""
        for _ in self._encoded:
            pass


def _decoded(blocks: Iterator[bytes], decode: "_Decoding") -> Iterator[bytes]:
    for block in blocks:
        yield decode(block, final=False)
    yield decode(b"", final=True)


class _Plain:
    def __call__(self, block: bytes, *, final: bool) -> bytes:
        del final
        return block


class _Base64(_Plain):
    """Whole groups of four as they come; padding ends a group early."""

    def __init__(self) -> None:
        self._rest = b""

    def __call__(self, block: bytes, *, final: bool) -> bytes:
        text = self._rest + block.translate(None, _NOT_BASE64)
        parts = []
        while (padding := text.find(b"=")) >= 0:
            parts.append(_base64(text[:padding]))
            text = text[padding:].lstrip(b"=")
        size = len(text) if final else len(text) - len(text) % _GROUP
        self._rest = text[size:]
        return b"".join([*parts, _base64(text[:size])])


class _QuotedPrintable(_Plain):
    """Whole lines as they come."""

    def __init__(self) -> None:
        self._rest = b""

    def __call__(self, block: bytes, *, final: bool) -> bytes:
        text = self._rest + block
        size = len(text) if final or len(text) > _BLOCK else text.rfind(b"\n") + 1
        self._rest = text[size:]
        return binascii.a2b_qp(text[:size])


_Decoding = _Plain


def _base64(text: bytes) -> bytes:
    """Decoded; of a group cut short what it says."""
    text = text[: len(text) - (len(text) % _GROUP == 1)]
    return binascii.a2b_base64(text + b"=" * (-len(text) % _GROUP))


__all__ = ["PartStream", "Spool"]
