"""Readable strings of what is laid out in blocks and cannot be read, or not whole."""

from collections.abc import Callable, Iterator

from leakscan.raw.chunk import Chunk
from leakscan.readers.origin import Piece
from leakscan.readers.printable import PrintableDecoder
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

_BLOCK = 256 * 1024


def blocks_of(read: Callable[[int], bytes]) -> Iterator[tuple[int, bytes]]:
    """What is left to be read, each block with where it begins, counted from here."""
    at = 0
    while block := read(_BLOCK):
        yield at, block
        at += len(block)


def strings_of(blocks: Iterator[tuple[int, bytes]], chunk_bytes: int) -> Iterator[Chunk]:
    """Readable runs of blocks, of which each is told by where it begins."""
    yield from prose_chunks(TextWindow(_pieces(blocks), chunk_bytes))


def _pieces(blocks: Iterator[tuple[int, bytes]]) -> Iterator[Piece]:
    for at, block in blocks:
        yield from PrintableDecoder(offset=at).decode(block, final=False)
