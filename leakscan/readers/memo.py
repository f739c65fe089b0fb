"""Memo files of dBase and FoxPro tables: texts in blocks, each a document.

Source: "Xbase file format". FoxPro (``.fpt``) and dBase IV (``.dbt``) say the length of each
memo; those of dBase III end with 0x1A. Only the name tells a memo file from other binary files.
"""

import struct
from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.cell_values import RTF_MARK, is_file, is_member, member, text_of_bytes
from leakscan.readers.eightbit import encoding_of
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.texts import WaitingTexts

INFO = FormatInfo(
    name="dbf-memo",
    description={
        "fr": "mémos et objets dBase III, IV et FoxPro (.dbt, .fpt)",
        "en": "memos and objects of dBase III, IV and FoxPro (.dbt, .fpt)",
    },
    limits={"fr": "mémo : 16 Mio", "en": "memo: 16 MiB"},
)
_END = b"\x1a"
_DBASE_4 = b"\xff\xff\x08\x00"
_BLOCK = 512
_SAMPLE_BYTES = 256 * 1024
_MAX_MEMO = 16 * 1024 * 1024


def is_memo(head: bytes, name: str) -> bool:
    """Whether a file is called like a memo file and its first block is a header."""
    if len(head) <= _BLOCK:
        return False
    if name.endswith(".fpt"):
        return 0 < _fpt_block(head) <= 32768
    return name.endswith(".dbt") and 0 < int.from_bytes(head[:4], "little") < 1 << 24


def read_memo(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Every memo as a document, in the order of the file, overwritten ones included.

    Rich text is what it shows; other files are members.
    """
    head = feed.peek(_BLOCK + 8)
    block = _fpt_block(head)
    if head[_BLOCK : _BLOCK + 4] == _DBASE_4:
        memos = _dbase_4(feed)
    elif 0 < block <= 32768 and head[_BLOCK : _BLOCK + 3] == bytes(3):
        memos = _foxpro(feed, block)
    else:
        memos = _dbase_3(feed)
    codec = options.encoding or encoding_of(feed.peek(_SAMPLE_BYTES)).replace("ascii", "cp1252")
    waiting = WaitingTexts(options.chunk_bytes)
    for number, memo in enumerate(memos, 1):
        rich = memo.startswith(RTF_MARK)
        if is_member(memo) if rich else is_file(memo):
            yield member(f"memo {number}", memo)
            continue
        yield from waiting.add(text_of_bytes(memo) if rich else memo.decode(codec, "replace"))
    yield from waiting.flush()


def _fpt_block(head: bytes) -> int:
    return int.from_bytes(head[6:8], "big")


def _foxpro(feed: ByteFeed, block: int) -> Iterator[bytes]:
    """Memos with a kind and a length before them, at multiples of the block size."""
    feed.read(_BLOCK)
    while len(head := feed.read(8)) == 8:
        kind, size = struct.unpack(">II", head)
        if kind > 2 or not size or size > _MAX_MEMO:
            feed.read(block - 8 if block > 8 else 0)
            continue
        yield feed.read(size)
        feed.read(-(size + 8) % block)


def _dbase_4(feed: ByteFeed) -> Iterator[bytes]:
    """Memos with a mark and a length before them, their head included, in blocks of 512."""
    feed.read(_BLOCK)
    while len(head := feed.read(8)) == 8:
        size = int.from_bytes(head[4:], "little") - 8
        if not head.startswith(_DBASE_4) or not 0 < size <= _MAX_MEMO:
            feed.read(_BLOCK - 8)
            continue
        yield feed.read(size)
        feed.read(-(size + 8) % _BLOCK)


def _dbase_3(feed: ByteFeed) -> Iterator[bytes]:
    """Memos that go on until 0x1A, in blocks of 512."""
    feed.read(_BLOCK)
    parts: list[bytes] = []
    size = 0
    while block := feed.read(_BLOCK):
        text, end, _ = block.partition(_END)
        parts.append(text)
        size += len(text)
        if end or size > _MAX_MEMO:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)
