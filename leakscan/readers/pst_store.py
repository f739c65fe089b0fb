"""An Outlook store as texts and files; see `pst` for the format."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan.model.coverage import Gap, GapReason, counted
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.damage import DAMAGE
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.pst_encoding import CYCLIC
from leakscan.readers.pst_free import free_bytes, shown
from leakscan.readers.pst_messages import MESSAGE_KINDS, MessageReader
from leakscan.readers.pst_pages import HEADER_BYTES, Layout, Store, layout_of
from leakscan.readers.seekable import size_of
from leakscan.readers.strings import blocks_of, strings_of
from leakscan.readers.texts import WaitingTexts, in_sequence


def read_pst(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments and the texts of all messages; then strings of what was deleted.

    Memory: the text of one chunk, one heap (16 MiB at the most), one bit per page and the
    entries of some (10 MiB); the whole store where it is no file on disk.
    """
    try:
        layout = layout_of(feed.peek(HEADER_BYTES))
    except DAMAGE:
        raise ReadError(GapReason.CORRUPT, "header of a store") from None
    if layout.method > CYCLIC:
        feed.gaps.append(Gap(reason=GapReason.ENCRYPTED, where="pst"))
        yield from strings_of(_shown(feed.read, layout), options.chunk_bytes)
        return
    try:
        file = feed.as_file()
    except LimitExceeded as error:
        feed.gaps.append(Gap(reason=error.reason, where="pst: only its strings"))
        yield from strings_of(_shown(feed.read, layout), options.chunk_bytes)
        return
    yield from in_sequence(_items(feed, file, layout, options.chunk_bytes))


def _items(feed: ByteFeed, file: BinaryIO, layout: Layout, chunk_bytes: int) -> Iterator[Item]:
    size = size_of(file)
    store = Store(file, layout, size)
    yield from _messages(feed, store, chunk_bytes)
    if not store.damaged:
        yield from strings_of(free_bytes(file, layout, size), chunk_bytes)
        return
    damaged = counted(store.damaged, "damaged page or object", "damaged pages or objects")
    where = f"{damaged} of a store"
    feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))
    file.seek(0)
    yield from strings_of(_shown(file.read, layout), chunk_bytes)


def _messages(feed: ByteFeed, store: Store, chunk_bytes: int) -> Iterator[Item]:
    reader = MessageReader(store, feed.gaps)
    waiting = WaitingTexts(chunk_bytes)
    for node in store.nodes():
        if node.kind not in MESSAGE_KINDS:
            continue
        if feed.budget.is_spent():
            return
        for part in reader.message(node):
            if isinstance(part, str):
                yield from waiting.add(part)
            else:
                yield part
    yield from waiting.flush()


def _shown(read: Callable[[int], bytes], layout: Layout) -> Iterator[tuple[int, bytes]]:
    return ((at, shown(block, layout.method)) for at, block in blocks_of(read))
