"""JSON (being written)."""

from collections.abc import Iterator

from leakscan.raw.chunk import Chunk
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow


def looks_like_json(head: bytes) -> bool:
    """Whether a text that begins with `head` is a dump."""
    return False


def read_json(window: TextWindow, chunk_bytes: int) -> Iterator[Chunk]:
    """Chunks of rows and prose."""
    return prose_chunks(window)
