"""The write-ahead log and the rollback journal of an SQLite database: pages with their rows.

Specification: "Database File Format" of SQLite, sections 3 and 4. Both lie beside a database
whose program was stopped, or is at work: the log holds rows that the database file does not
have yet, the journal rows as they were before.
"""

import io
from collections.abc import Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.sqlite_carving import carved_items, names_by_width
from leakscan.readers.sqlite_pages import LEAF_TABLE, Layout, Pages

INFO = FormatInfo(
    name="sqlite-log",
    description={
        "fr": "journaux SQLite (-wal, -journal) : lignes des pages qu'ils contiennent",
        "en": "SQLite logs (-wal, -journal): rows of the pages they hold",
    },
    limits={
        "fr": "sans noms de colonnes : ils sont dans la base",
        "en": "no column names: these are in the database",
    },
)
_WAL_MAGICS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_WAL_HEADER, _FRAME_HEADER = 32, 24
_SIZES = frozenset(512 << n for n in range(8))


def is_sqlite_log(head: bytes, name: str) -> bool:
    """Whether bytes begin a log or a journal."""
    del name
    return bool(_page_size(head))


def read_sqlite_log(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the rows in the order in which their pages were written."""
    head = feed.peek(_WAL_HEADER)
    size = _page_size(head)
    layout = Layout(size, size, "utf-8")
    pages = Pages(io.BytesIO(), layout, 0)
    loose = _frames(feed, size) if head.startswith(_WAL_MAGICS) else _originals(feed, size)
    names = names_by_width(())
    yield from carved_items(pages, loose, names, chunk_bytes=options.chunk_bytes, sheet=1)


def _page_size(head: bytes) -> int:
    """Bytes of a page; 0 when it is no log."""
    if len(head) < _WAL_HEADER:
        return 0
    if head.startswith(_WAL_MAGICS):
        size = int.from_bytes(head[8:12], "big")
    elif head.startswith(_JOURNAL_MAGIC):
        size = int.from_bytes(head[24:28], "big")
    else:
        return 0
    return size if size in _SIZES else 0


def _frames(feed: ByteFeed, size: int) -> Iterator[bytes]:
    """Leaf pages of a write-ahead log."""
    feed.read(_WAL_HEADER)
    while frame := feed.read(_FRAME_HEADER + size):
        page = frame[_FRAME_HEADER:]
        if len(page) < size:
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="log ends too early"))
        yield from _leaf(page.ljust(size, b"\0"))


def _originals(feed: ByteFeed, size: int) -> Iterator[bytes]:
    """Leaf pages of a rollback journal, which is a row of sections that begin at sectors."""
    sector = int.from_bytes(feed.peek(_WAL_HEADER)[20:24], "big")
    if not _WAL_HEADER <= sector <= 65536:
        sector = 512
    while feed.peek(8) == _JOURNAL_MAGIC:
        begin = feed.delivered
        count = int.from_bytes(feed.read(sector)[8:12], "big")
        while count and (record := feed.read(size + 8)):
            count -= 1
            if len(record) < size + 8:
                feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="journal ends too early"))
            yield from _leaf(record[4 : 4 + size].ljust(size, b"\0"))
        feed.read((begin - feed.delivered) % sector)


def _leaf(page: bytes) -> Iterator[bytes]:
    if page[0] == LEAF_TABLE:
        yield page
