"""A member being read: what `unwrap` takes off and `open_content` gives chunks to."""

from collections.abc import Iterator

from leakscan.model.coverage import Gap
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import Item
from leakscan.readers.canonical import CanonicalText, Decoder
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow


class Reading:
    """A member being read.

    Attributes:
        formats: Outermost first, e.g. ``["gzip", "delimited"]``.
        gaps: What was not examined; grows while reading.
        depth: Layers of compression and containers around the content, its own included.
        feed: The content, without the compression around it.
        closed: Compression could not be undone: the content is not to be opened.
    """

    __slots__ = ("_encoding", "_items", "closed", "depth", "feed", "formats", "gaps")

    def __init__(self, feed: ByteFeed, formats: list[str], gaps: list[Gap], depth: int) -> None:
        self.feed = feed
        self._encoding: CanonicalText | None = None
        self._items: Iterator[Item] = iter(())
        self.formats = formats
        self.gaps = gaps
        self.depth = depth
        self.closed = False

    def __repr__(self) -> str:
        return f"Reading(formats={self.formats})"

    @property
    def encoding(self) -> str | None:
        """Of the text, as far as it was read; None when nothing was decoded."""
        return self._encoding.decoder.name or None if self._encoding is not None else None

    @property
    def bytes_examined(self) -> int:
        """Bytes read so far, after decompression and before transcoding."""
        return self.feed.examined

    @property
    def software(self) -> str:
        """The program that wrote it, by a name of ours; empty when not known."""
        return self.feed.software

    def items(self) -> Iterator[Item]:
        """The member's chunks and the members found in it, once; the rest becomes gaps."""
        return self._items

    def chunks(self) -> Iterator[Chunk]:
        """The member's own chunks, once; members found in it are passed over."""
        return (item for item in self.items() if isinstance(item, Chunk))

    def salvage(self, options: ReadOptions, *, begun: bool) -> Iterator[Chunk]:
        """What is readable in a member whose reader gave up: printable runs.

        Args:
            options: As for reading.
            begun: Something was given out already, so that only what comes after it is read;
                nothing when a reader took the member as a file, in an order of its own.
        """
        if begun and self.feed.reopened:
            return iter(())
        if not begun:
            self.feed.rewind()
        # Imported here, as in `opening`: most of what is read is text.
        from leakscan.readers.printable import PrintableDecoder

        decoder = PrintableDecoder(offset=self.feed.delivered)
        return prose_chunks(self.decode(options, decoder=decoder))

    def decode(self, options: ReadOptions, *, decoder: Decoder | None = None) -> TextWindow:
        """A window over the member's text; from then on the encoding is known."""
        self._encoding = CanonicalText(self.feed, options.encoding, decoder=decoder)
        return TextWindow(self._encoding, options.chunk_bytes)

    def give(self, items: Iterator[Item]) -> None:
        """Set what `items` gives out."""
        self._items = items
