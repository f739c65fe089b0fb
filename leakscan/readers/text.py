"""Plain text: letters, reports, logs, source code, whatever has no records of its own."""

from collections.abc import Iterator

from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="text",
    description={
        "fr": "texte, courriers, hOCR, ALTO ; UTF-8, UTF-16, UTF-32, cp1252, cp850, Mac Roman",
        "en": "text, letters, logs, hOCR, ALTO; UTF-8, UTF-16, UTF-32, cp1252, cp850, Mac Roman",
    },
    limits={
        "fr": "un enregistrement par document jusqu'à 64 Kio, puis par blocs",
        "en": "one record per document up to 64 KiB, then in blocks",
    },
)


def read_text(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of prose blocks to the end of the text."""
    if not window.ended:
        # Imported here: small files are in the window already.
        from leakscan.readers.piece_window import PieceWindow

        window = PieceWindow(window.remaining(), window.chunk_bytes)
    return prose_chunks(window)
