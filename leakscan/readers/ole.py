"""Office documents of 1997 to 2003 (doc, xls, ppt), and other compound files.

Specification: [MS-CFB] 2023, opened with olefile (BSD); [MS-OFFCRYPTO] for the password. Streams
that no reader here knows are members, so that objects inside documents are read.
"""

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.biff import workbook_chunks
from leakscan.readers.compound import damage_told
from leakscan.readers.embedded_object import native_data
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.powerpoint97 import slide_texts
from leakscan.readers.texts import document_of, in_sequence, prose_of
from leakscan.readers.word97 import document_text, table_stream

if TYPE_CHECKING:
    from olefile import OleFileIO

INFO = FormatInfo(
    name="ole",
    description={
        "fr": "Word, Excel et PowerPoint 97-2003 (doc, xls, ppt), objets incorporés, propriétés",
        "en": "Word, Excel and PowerPoint 97-2003 (doc, xls, ppt), embedded objects, properties",
    },
    limits={
        "fr": "flux : 128 Mio ; document à mot de passe : signalé",
        "en": "stream: 128 MiB; document with a password: told",
    },
)
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_STREAM = 128 * 1024 * 1024
_MAX_STREAMS = 10_000
_KNOWN = frozenset(
    "Workbook Book WordDocument 0Table 1Table Data EncryptionInfo EncryptedPackage "
    "\x05SummaryInformation \x05DocumentSummaryInformation \x01CompObj \x01Ole \x03ObjInfo "
    "\x02OlePres000 \x03LinkInfo PROJECT PROJECTwm Current\x20User _VBA_PROJECT dir".split(" ")
)
_POWERPOINT = "PowerPoint Document"
_NATIVE = "\x01Ole10Native"
_PROPERTIES = ("title", "subject", "author", "keywords", "comments", "last_saved_by", "company")


def is_ole(head: bytes, _name: str) -> bool:
    """Whether this is a compound file."""
    return head.startswith(_MAGIC)


def read_ole(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the document, then of its properties, then the files inside."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    import olefile

    file = feed.as_file()
    with damage_told():
        ole = olefile.OleFileIO(file)
        paths = ["/".join(path) for path in ole.listdir()]
    if "EncryptedPackage" in paths:
        raise ReadError(GapReason.ENCRYPTED, "Office document with a password")
    container = _Container(ole, paths, feed.gaps)
    yield from container.document(options)
    yield from prose_of(container.properties(), chunk_bytes=options.chunk_bytes)
    members = list(container.members())
    yield from members
    if not members and not container.is_document:
        feed.gaps.append(
            Gap(reason=GapReason.UNSUPPORTED, where="compound file without a document")
        )
    if ole.parsing_issues:
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="compound file"))


class _Container:
    """The streams of an open compound file."""

    __slots__ = ("_gaps", "_ole", "_paths")

    def __init__(self, ole: "OleFileIO", paths: list[str], gaps: list[Gap]) -> None:
        self._ole = ole
        self._paths = paths
        self._gaps = gaps

    @property
    def is_document(self) -> bool:
        """Whether it holds a text or a workbook."""
        return bool({"Workbook", "Book", "WordDocument", _POWERPOINT}.intersection(self._paths))

    def _stream(self, path: str) -> bytes:
        with damage_told():
            if self._ole.get_size(path) > _MAX_STREAM:
                raise ReadError(GapReason.TOO_LARGE, f"stream of more than {_MAX_STREAM} bytes")
            data: bytes = self._ole.openstream(path).read()
            return data

    def document(self, options: ReadOptions) -> Iterator[Item]:
        """The text of the document; what stops the reading becomes a gap."""
        size = options.chunk_bytes
        try:
            for path in ("Workbook", "Book"):
                if path in self._paths:
                    with _short_records():
                        yield from workbook_chunks(self._stream(path), chunk_bytes=size)
                    break
            if "WordDocument" in self._paths:
                yield from document_of(self._word(), chunk_bytes=size)
            if _POWERPOINT in self._paths:
                yield from document_of(slide_texts(self._stream(_POWERPOINT)), chunk_bytes=size)
        except ReadError as error:
            if error.reason is GapReason.ENCRYPTED:
                raise
            self._gaps.append(Gap(reason=error.reason, where=error.detail))

    def _word(self) -> Iterator[str]:
        document = self._stream("WordDocument")
        tables = table_stream(document)
        with _short_records():
            yield from document_text(document, self._stream(tables))

    def properties(self) -> Iterator[str]:
        """What the document says of itself."""
        try:
            with damage_told():
                found = self._ole.get_metadata()
        except ReadError:
            return
        lines = []
        for name in _PROPERTIES:
            value = getattr(found, name, None)
            if isinstance(value, bytes):
                value = value.decode("cp1252", "replace").strip("\0")
            if isinstance(value, str) and value.strip():
                lines.append(f"{name} : {value}\n")
        yield "".join(lines)

    def members(self) -> Iterator[Embedded]:
        """Streams that were not read: objects, macros, forms."""
        read = _KNOWN | {_POWERPOINT}
        for path in self._paths[:_MAX_STREAMS]:
            name = path.rpartition("/")[2]
            if name in read and not path.startswith(("ObjectPool/", "MBD")):
                continue
            if name.startswith(("\x01Comp", "\x01Ole", "\x03", "\x02")) and name != _NATIVE:
                continue
            shown = "".join(sign for sign in path if sign.isprintable())
            yield Embedded(shown, self._opener(path), None)

    def _opener(self, path: str) -> Callable[[], io.BytesIO]:
        def opened() -> io.BytesIO:
            data = self._stream(path)
            return io.BytesIO(native_data(data) if path.endswith(_NATIVE) else data)

        return opened


@contextmanager
def _short_records() -> Iterator[None]:
    """A structure that ends too early is damage."""
    try:
        yield
    except (struct.error, IndexError):
        raise ReadError(GapReason.CORRUPT, "document ends too early") from None
