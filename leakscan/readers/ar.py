"""Unix ar archives, as in Debian packages and static libraries.

Specification: System V ABI "Archive File"; BSD ``ar(5)`` for names of the form ``#1/length``.
"""

from collections.abc import Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.spans import Span

INFO = FormatInfo(
    name="ar",
    description={
        "fr": "archives ar (paquets Debian, bibliothèques), au fil de l'eau",
        "en": "ar archives (Debian packages, libraries), streamed",
    },
    limits={"fr": "", "en": ""},
)
_MAGIC = b"!<arch>\n"
_HEADER_BYTES = 60
_END = b"`\n"
_MAX_NAME = 4096
_MAX_NAMES = 1024 * 1024
_INDEXES = frozenset({"", "SYM64", "__.SYMDEF", "__.SYMDEF SORTED"})


def is_ar(head: bytes, _name: str) -> bool:
    """Whether bytes begin an archive."""
    return head.startswith(_MAGIC)


def read_ar(feed: ByteFeed, _options: ReadOptions) -> Iterator[Embedded]:
    """The members, indexes of symbols left out."""
    feed.read(len(_MAGIC))
    long_names = b""
    while header := feed.read(_HEADER_BYTES):
        size = header[48:58].strip()
        if not header.endswith(_END) or not size.isdigit():
            where = f"no ar header before byte {feed.delivered}"
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))
            return
        span = Span(feed, int(size))
        raw = header[:16].rstrip()
        if raw == b"//" and span.left <= _MAX_NAMES:
            long_names = feed.read(span.left)
            span.left = 0
        elif (name := _name(raw, long_names, span)) not in _INDEXES:
            yield Embedded(name, span.open, span.left)
        if not span.skip():
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="ar archive cut short"))
            return
        feed.read(int(size) % 2)


def _name(raw: bytes, long_names: bytes, span: Span) -> str:
    """The name: here, in the table of long names, or before the data."""
    if raw.startswith(b"#1/") and raw[3:].isdigit():
        raw = span.read(min(int(raw[3:]), _MAX_NAME, span.left)).rstrip(b"\0")
    elif raw.startswith(b"/") and raw[1:].isdigit():
        raw = long_names[int(raw[1:]) :].partition(b"\n")[0]
    return raw.rstrip(b"/").lstrip(b"/").decode("utf-8", "replace")
