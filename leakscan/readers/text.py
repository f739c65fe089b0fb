"""Plain text: letters, reports, logs, source code, whatever has no records of its own."""

from collections.abc import Iterator

from leakscan.raw.chunk import Chunk
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow


def read_text(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of prose blocks to the end of the text."""
    return prose_chunks(window)
