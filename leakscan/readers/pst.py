"""Outlook stores (.pst, .ost): the strings in them, the permutation of their blocks undone.

Specification: [MS-PST] 2.2.2.6 (header), 5.1 (permutative encoding). By default Outlook stores
every byte of its blocks as another one, so that no string is to be seen; undone, bodies, names
and subjects are text again, in UTF-16 mostly. Messages are not told apart and attachments not
opened, since the only well-kept library for it is under the LGPL: the gap says so.
"""

from collections.abc import Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.origin import Piece
from leakscan.readers.printable import PrintableDecoder
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="pst",
    description={
        "fr": "archives Outlook (.pst, .ost) : textes des messages",
        "en": "Outlook stores (.pst, .ost): texts of the messages",
    },
    limits={
        "fr": "chaînes seulement : messages non séparés, pièces jointes non ouvertes",
        "en": "strings only: messages are not told apart, attachments not opened",
    },
)
_MAGIC, _CLIENT = b"!BDN", b"SM"
_UNICODE_VERSION = 23
_METHOD_UNICODE, _METHOD_ANSI = 513, 461
_PLAIN, _PERMUTED = 0, 1
_BLOCK = 256 * 1024
_DECODED = bytes.fromhex(
    "47f1b4e60b6a7248854e9eebe2f89453e0bba002e85a09abdbe3bac67cc310dd"
    "39059630f53760828cc9134a6b1df3fb8f2697ca911701c4322d6e3195ffd923"
    "d1005e79dc443b1a28c5615720903d83b943be67d2464276c06d5b7eb20f1629"
    "3ca903540dda5ddff6b7c762cd8d06d3695c86d614f7a56675acb1e94521700c"
    "879f74a4224c6fbf1f56aa2eb3783350b0a392bccf191ca763cb1e4d3e4b1b9b"
    "4fe7f0eead3ab55904ea40552551e57a893868527bfc27aed7bdfa07f4cc8e5f"
    "ef359c842b15d5773449b6120a7f7188fd9d18417d93d8582ccefe24afdeb836"
    "c8a180a69998a82f0e816573e4c2a28ad4e111d0088b2af2ed9a643fc16cf9ec"
)
"""``mpbbI``: what each byte of a permuted block stands for."""


def is_pst(head: bytes, _name: str) -> bool:
    """Whether a file begins as a store."""
    return head.startswith(_MAGIC) and head[8:10] == _CLIENT


def read_pst(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The readable runs of all blocks, as prose."""
    head = feed.peek(_METHOD_UNICODE + 1).ljust(_METHOD_UNICODE + 1, b"\0")
    is_unicode = int.from_bytes(head[10:12], "little") >= _UNICODE_VERSION
    method = head[_METHOD_UNICODE if is_unicode else _METHOD_ANSI]
    if method in {_PLAIN, _PERMUTED}:
        feed.gaps.append(Gap(reason=GapReason.UNSUPPORTED, where="pst: only its strings"))
    else:
        feed.gaps.append(Gap(reason=GapReason.ENCRYPTED, where="pst"))
    yield from prose_chunks(TextWindow(_pieces(feed, method), options.chunk_bytes))


def _pieces(feed: ByteFeed, method: int) -> Iterator[Piece]:
    decoder = PrintableDecoder()
    while block := feed.read(_BLOCK):
        if method == _PERMUTED:
            block = block.translate(_DECODED)
        yield from decoder.decode(block, final=len(block) < _BLOCK)
