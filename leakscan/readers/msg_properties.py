"""The properties of an Outlook message as its text and files; see `msg` for the format."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.charset_text import text_of
from leakscan.readers.compound import damage_told
from leakscan.readers.compressed_rtf import decompress_rtf
from leakscan.readers.feed import ByteFeed
from leakscan.readers.mapi_text import (
    ATTACHMENT_DATA,
    BODY,
    HTML_BODY,
    RTF_BODY,
    attachment_name,
    message_lines,
    message_text,
    recipient_line,
)
from leakscan.readers.markup_text import html_text
from leakscan.readers.options import ReadOptions
from leakscan.readers.texts import prose_of

if TYPE_CHECKING:
    from olefile import OleFileIO


_STREAM = "__substg1.0_"
_MAX_STREAM = 128 * 1024 * 1024
_MAX_TEXT = 8 * 1024 * 1024
_MAX_DEPTH = 16
_MAX_ATTACHMENTS = 10_000
_UNICODE, _STRING8, _BINARY = "001F", "001E", "0102"
Path = tuple[str, ...]


def read_msg(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments, and the texts of the message and of those attached to it."""
    import olefile

    file = feed.as_file()
    with damage_told():
        ole = olefile.OleFileIO(file)
    reader = _MessageReader(ole, feed.gaps)
    texts: list[str] = []
    yield from reader.message((), texts, 0)
    if ole.parsing_issues or not reader.is_whole:
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="compound file"))
    yield from prose_of(texts, chunk_bytes=options.chunk_bytes)


class _MessageReader:
    """Reads messages from an open compound file."""

    def __init__(self, ole: "OleFileIO", gaps: list[Gap]) -> None:
        self._ole = ole
        self._gaps = gaps
        with damage_told():
            self._paths: dict[Path, None] = dict.fromkeys(map(tuple, ole.listdir()))
            self._storage_paths = [
                tuple(path) for path in ole.listdir(streams=False, storages=True)
            ]

    @property
    def is_whole(self) -> bool:
        """Whether what every message has is there."""
        return ("__properties_version1.0",) in self._paths

    def message(self, place: Path, texts: list[str], depth: int) -> Iterator[Embedded]:
        """The files of the message at `place`; the texts of it and of those in it to `texts`."""
        lines = [*message_lines(partial(self._text, place))]
        lines += [
            recipient_line(partial(self._text, storage))
            for storage in self._storages(place, "__recip_version1.0_")
        ]
        body = self._text(place, BODY)
        if not body.strip():
            body = html_text(self._text(place, HTML_BODY))
        if not body.strip():
            yield from self._rtf(place)
        texts.append(message_text(lines, body))
        attachments = self._storages(place, "__attach_version1.0_")
        if len(attachments) > _MAX_ATTACHMENTS or depth > _MAX_DEPTH:
            self._gaps.append(Gap(reason=GapReason.TOO_DEEP, where="attachments"))
            return
        for number, storage in enumerate(attachments, 1):
            inner = (*storage, f"{_STREAM}{ATTACHMENT_DATA:04X}000D")
            if inner in self._storage_paths:
                yield from self.message(inner, texts, depth + 1)
            elif (stream := (*storage, f"{_STREAM}{ATTACHMENT_DATA:04X}{_BINARY}")) in self._paths:
                yield self._file(stream, attachment_name(partial(self._text, storage), number))

    def _text(self, place: Path, tag: int) -> str:
        """A property as text, in whichever form it is there."""
        for kind, charset in ((_UNICODE, "utf-16-le"), (_STRING8, ""), (_BINARY, "")):
            path = (*place, f"{_STREAM}{tag:04X}{kind}")
            if path in self._paths:
                try:
                    return text_of(self._bytes(path, _MAX_TEXT), charset).rstrip("\0")
                except ReadError as error:
                    self._gaps.append(Gap(reason=error.reason, where=error.detail))
        return ""

    def _rtf(self, place: Path) -> Iterator[Embedded]:
        path = (*place, f"{_STREAM}{RTF_BODY:04X}{_BINARY}")
        if path in self._paths:
            yield Embedded("body.rtf", self._opener(path, decompress_rtf))

    def _file(self, path: Path, name: str) -> Embedded:
        with damage_told():
            size = self._ole.get_size(list(path))
        if size > _MAX_STREAM:
            gap = Gap(reason=GapReason.TOO_LARGE, where="attachment", bytes=size)
            return Embedded(name, io.BytesIO, size=size, gap=gap)
        return Embedded(name, self._opener(path, bytes), size=size)

    def _opener(self, path: Path, undo: Callable[[bytes], bytes]) -> Callable[[], io.BytesIO]:
        return lambda: io.BytesIO(undo(self._bytes(path, _MAX_STREAM)))

    def _bytes(self, path: Path, limit: int) -> bytes:
        with damage_told():
            data: bytes = self._ole.openstream(list(path)).read(limit)
        return data

    def _storages(self, place: Path, beginning: str) -> list[Path]:
        """The storages at `place` whose name begins so, in order."""
        return sorted(
            path
            for path in self._storage_paths
            if path[:-1] == place and path[-1].startswith(beginning)
        )
