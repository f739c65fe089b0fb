"""xz and its predecessor lzma: streamed, several streams in a row, in bounded memory.

Specification: "The .xz File Format", version 1.2.1; for ``.lzma``: lzma-file-format.txt of XZ
Utils. A lzma file has no magic, so its header must be one that an encoder writes.
"""

from leakscan.readers.ahead import DecompressedAhead
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import new_xz
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import Compression, FormatInfo

_HEADER_BYTES = 13
_UNKNOWN_SIZE = b"\xff" * 8
_MAX_SIZE = 1 << 40

INFO = FormatInfo(
    name="xz",
    description={
        "fr": "compression xz et lzma, au fil de l'eau",
        "en": "xz and lzma compression, streamed",
    },
    limits={
        "fr": "mémoire du décompresseur : 192 Mio (dictionnaires plus grands refusés)",
        "en": "memory of the decompressor: 192 MiB (larger dictionaries are refused)",
    },
)


def is_xz(head: bytes) -> bool:
    """Whether bytes begin an xz stream, or plausibly a lzma one."""
    return head.startswith(b"\xfd7zXZ\0") or _is_lzma(head)


def _is_lzma(head: bytes) -> bool:
    """The default properties, a dictionary of 2^n or 2^n + 2^(n-1) bytes, a sane size."""
    if len(head) < _HEADER_BYTES + 5 or head[0] != 0x5D:
        return False
    dictionary = int.from_bytes(head[1:5], "little")
    usual = dictionary.bit_count() == 1 or (dictionary.bit_count() == 2 and dictionary & 0xFFF == 0)
    size = head[5:_HEADER_BYTES]
    sane = size == _UNKNOWN_SIZE or int.from_bytes(size, "little") < _MAX_SIZE
    # The range coder's first byte is always zero.
    return usual and dictionary >= 1 << 12 and sane and head[_HEADER_BYTES] == 0


def open_xz(feed: ByteFeed) -> Decompressed:
    """The decompressed bytes of a feed."""
    return DecompressedAhead(feed, new_xz, "xz", again=is_xz)


FORMAT = Compression(info=INFO, recognise=is_xz, open=open_xz)
