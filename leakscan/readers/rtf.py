"""RTF documents: text, tables, notes, properties, and the objects embedded.

Specification: Rich Text Format 1.9.1; [MS-OLEDS] 2.2 for objects. Read as it comes, in the
memory of a block and of the objects, which are 64 MiB together at the most.
"""

import io
from collections.abc import Callable, Iterator

from leakscan.model.coverage import Gap, GapReason, counted
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.blocks import Block, block_chunks
from leakscan.readers.embedded_object import embedded_data
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.rtf_text import RtfText
from leakscan.readers.texts import in_sequence, prose_of

INFO = FormatInfo(
    name="rtf",
    description={
        "fr": "RTF : texte, tableaux, notes, propriétés, objets incorporés",
        "en": "RTF: text, tables, notes, properties, embedded objects",
    },
    limits={
        "fr": "objets : 64 Mio en tout ; images non lues",
        "en": "objects: 64 MiB in all; images not read",
    },
)
_BLOCK = 64 * 1024


def is_rtf(head: bytes, _name: str) -> bool:
    """Whether this is RTF."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:5] == b"{\\rtf"


def read_rtf(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the text, then of properties, then the objects."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    text = RtfText()
    size = options.chunk_bytes
    yield from block_chunks(_blocks(feed, text), chunk_bytes=size)
    yield from prose_of(["".join(text.beside)], chunk_bytes=size)
    for number, digits in enumerate(text.objects, 1):
        yield Embedded(f"object {number}", _opener(bytes(digits)))
    if text.images:
        feed.gaps.append(
            Gap(reason=GapReason.NO_TEXT, where=counted(text.images, "image", "images"))
        )


def _blocks(feed: ByteFeed, text: RtfText) -> Iterator[Block]:
    while block := feed.read(_BLOCK):
        text.add(block, final=False)
        while text.out:
            yield text.out.popleft()
    text.add(b"", final=True)
    yield from text.out


def _opener(digits: bytes) -> Callable[[], io.BytesIO]:
    return lambda: io.BytesIO(object_data(digits))


def object_data(digits: bytes) -> bytes:
    """The file in an OLE 1 object, given in hexadecimal; all of it when it is another thing."""
    clean = bytes(sign for sign in digits if sign in b"0123456789abcdefABCDEF")
    return embedded_data(bytes.fromhex(clean[: len(clean) & ~1].decode()))
