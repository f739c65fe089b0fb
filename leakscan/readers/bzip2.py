"""bzip2: streamed, several streams in a row (pbzip2).

Specification: none by its author; the format is described in Joe Tsai, "BZIP2: Format
Specification", 2016.
"""

from leakscan.readers.ahead import DecompressedAhead
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import new_bzip2
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import Compression, FormatInfo

INFO = FormatInfo(
    name="bzip2",
    description={
        "fr": "compression bzip2, au fil de l'eau",
        "en": "bzip2 compression, streamed",
    },
    limits={
        "fr": "taux de compression et profondeur bornés (--max-ratio, --max-depth)",
        "en": "bounded ratio and depth (--max-ratio, --max-depth)",
    },
)
_BLOCK = b"1AY&SY"
_EMPTY = b"\x17rE8P\x90"


def is_bzip2(head: bytes) -> bool:
    """Whether bytes begin a stream: its magic, the level, and the magic of a block."""
    return head.startswith(b"BZh") and b"1" <= head[3:4] <= b"9" and head[4:10] in {_BLOCK, _EMPTY}


def open_bzip2(feed: ByteFeed) -> Decompressed:
    """The decompressed bytes of a feed."""
    return DecompressedAhead(feed, new_bzip2, "bzip2", again=is_bzip2)


FORMAT = Compression(info=INFO, recognise=is_bzip2, open=open_bzip2)
