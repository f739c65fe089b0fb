"""Patches: what changes in each file is a member of its own, without the signs before its lines.

Specification: unified format (POSIX.1-2017, diff -u), as git, Subversion and Mercurial write it,
with `git format-patch` and `git log -p` around it, and combined diffs of merges. A table that was
added to a repository is a table again, and of a line that changed both forms are read. What stands
around the changes, such as the message, is text.
"""

import re
from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.block_stream import BlockStream
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import ByteFormat, FormatInfo
from leakscan.readers.mail_spool import Spool
from leakscan.readers.options import ReadOptions
from leakscan.readers.texts import WaitingTexts

INFO = FormatInfo(
    name="patch",
    description={
        "fr": "correctifs (diff unifié, git format-patch, git log -p), un membre par fichier",
        "en": "patches (unified diff, git format-patch, git log -p), one member per file",
    },
    limits={
        "fr": "correctifs binaires de git : non décodés",
        "en": "binary patches of git: not decoded",
    },
)
_BEGINS = deferred(
    rb"(?:From [0-9a-f]{7,64} |commit [0-9a-f]{7,64}\b|diff |Index: |--- |# HG changeset patch)"
)
_CHANGES = deferred(rb"(?m)^--- .*\n\+\+\+ .*\n@@+ -\d")
_HUNK = deferred(rb"(@@+) -\d{1,9}(?:,(\d{1,9}))?(?: -\d[\d,]*)* \+\d{1,9}(?:,(\d{1,9}))? @@")
_NAME = deferred(rb"\+\+\+ (?:[a-z]/)?([^\t\r\n]{1,512})")
_MAX_TEXT = 64 * 1024
_BLOCK = 64 * 1024


def is_patch(head: bytes, _name: str) -> bool:
    """Whether a file begins as patches do, and changes lines of a file."""
    return _BEGINS.match(head) is not None and _CHANGES.search(head) is not None


def read_patch(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The lines of each changed file, and the text around them."""
    patch, texts = _Patch(Spool(feed)), WaitingTexts(options.chunk_bytes)
    while patch.spool.peek(1):
        around = b"".join(patch.around())
        if around.strip():
            yield from texts.add(around.decode("utf-8", "replace"))
        if patch.begins_change():
            yield from _member(patch)
    yield from texts.flush()


def _member(patch: "_Patch") -> Iterator[Embedded]:
    lines = patch.changed()
    yield Embedded(patch.name, lambda: BlockStream(lines))
    for _ in lines:
        # What nobody read is passed over.
        pass


class _Patch:
    """A patch, read line by line.

    Attributes:
        spool: Where it is.
        name: Of the file that the next changes are of.
    """

    __slots__ = ("name", "spool")

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.name = "patch"

    def around(self) -> Iterator[bytes]:
        """Lines up to the next change, as many as a text may have."""
        size = 0
        while size < _MAX_TEXT:
            if self.begins_change():
                return
            line = self.spool.line()
            if not line:
                return
            named = _NAME.match(line)
            if named is not None:
                self.name = named[1].decode("utf-8", "replace").strip('" ')
            size += len(line)
            yield line

    def changed(self) -> Iterator[bytes]:
        """The lines of all changes of one file, in blocks, without the signs before them."""
        while (hunk := self._hunk()) is not None:
            self._pass_line()
            signs, (old, new) = len(hunk[1]) - 1, (int(count or 1) for count in hunk.group(2, 3))
            if signs > 1:
                # A merge counts the lines of each parent.
                old = new = 1 << 40
            yield from self._lines(signs, old, new)

    def begins_change(self) -> bool:
        """Whether lines that changed come next."""
        return self._hunk() is not None

    def _hunk(self) -> re.Match[bytes] | None:
        if self.spool.peek(2) != b"@@":
            return None
        return _HUNK.match(self.spool.peek(128))

    def _lines(self, signs: int, old: int, new: int) -> Iterator[bytes]:
        block = bytearray()
        while old > 0 or new > 0:
            sign = self.spool.peek(signs)
            if sign[:1] == b"\\":
                self._pass_line()
                continue
            if not sign or sign.strip(b" +-\r\n"):
                break
            old -= b"+" not in sign
            new -= b"-" not in sign
            # Of an empty line that did not change mail programs take the blank.
            self.spool.skip(0 if sign[:1] in b"\r\n" else signs)
            for part in self._line():
                block += part
                if len(block) >= _BLOCK:
                    yield bytes(block)
                    block.clear()
        yield bytes(block)

    def _line(self) -> Iterator[bytes]:
        """The rest of a line, with its end."""
        while part := self.spool.line():
            yield part
            if part.endswith(b"\n"):
                return

    def _pass_line(self) -> None:
        for _ in self._line():
            pass


FORMAT = ByteFormat(info=INFO, recognise=is_patch, read=read_patch)

__all__ = ["FORMAT", "is_patch", "read_patch"]
