"""Values of typed tables as the text of cells: what a database stores, as an export writes it.

Bytes are text when they read as text; a picture or a document is a file of its own, given out
as a member; of other bytes the readable runs remain.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, time
from io import BytesIO

from leakscan.raw.embedded import ByteStream, Embedded
from leakscan.readers.binary import identify
from leakscan.readers.payloads import file_in
from leakscan.readers.plain_formats import compression_of

MAX_CELL_BYTES = 256 * 1024
"""A longer value is examined as a document of its own."""
_HEAD_BYTES = 4096
RTF_MARK = b"{\\rtf"
_RTF_TEXT = RTF_MARK.decode()
_ARCHIVES = (b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
"""What holds documents, and neither `binary` knows by name nor any compression is."""
MIN_ENCODED = 256
"""Characters; shorter words are keys and hashes."""
_RUNS = re.compile(rb"[\x20-\x7e\xa0\xc0-\xff]{6,}")
_MAX_RUNS = 4096


def text_of(value: object) -> str:
    """A value that is neither text nor bytes, as an export would write it.

    >>> from datetime import date
    >>> text_of(None), text_of(7), text_of(1.5), text_of(date(2024, 3, 1))
    ('', '7', '1.5', '2024-03-01')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        if value.time() == time() and value.tzinfo is None:
            return value.date().isoformat()
        return value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def json_text(value: object) -> str:
    """A list or a structure as JSON."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return text_of_bytes(value) if isinstance(value, bytes) else text_of(value)


def is_file(value: bytes) -> bool:
    r"""Whether bytes are a file worth opening, as far as their beginning tells.

    >>> is_file(b"PK\x03\x04"), is_file(b"%PDF-1.7"), is_file(b"une note"), is_file(b"BZhang")
    (True, True, False, False)
    """
    head = value[:_HEAD_BYTES]
    if head.startswith(_ARCHIVES) or compression_of(head) is not None:
        return True
    kind = identify(head)
    return kind is not None and kind.name != "binary"


def is_member(value: bytes) -> bool:
    """Whether a value in a cell of bytes is examined as a file of its own."""
    if len(value) > MAX_CELL_BYTES or is_file(value):
        return True
    return value.startswith(RTF_MARK) and _holds_objects(value)


def _holds_objects(value: bytes) -> bool:
    """Whether rich text embeds files, which only a reader of the whole takes out."""
    return b"\\objdata" in value


def shown_text(text: str) -> str | None:
    """The text of a cell of text: of rich text what it shows; None when that is for its reader."""
    if not text.startswith(_RTF_TEXT):
        return text
    data = text.encode("cp1252", "replace")
    return None if len(data) > MAX_CELL_BYTES or _holds_objects(data) else _shown(data)


def _shown(data: bytes) -> str:
    from leakscan.readers.rtf_cell import text_of_rtf

    return text_of_rtf(data)


def file_in_text(text: str) -> bytes:
    """The file or document that a cell holds in base64 or hexadecimal; nothing without.

    A ``data:`` address is one, and so are lines of base64.
    """
    if len(text) < MIN_ENCODED or " " in text[:MIN_ENCODED]:
        return b""
    if text.startswith("data:"):
        text = text.partition(",")[2]
    try:
        return file_in(b"".join(text.encode("ascii").split()))
    except UnicodeEncodeError:
        return b""


def text_of_bytes(value: bytes) -> str:
    """Bytes that are no file: as text, or what can be read of them."""
    if value.startswith(RTF_MARK):
        return _shown(value)
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return _readable(value)
    return text if text.isprintable() or not _controls(value) else _readable(value)


def _controls(value: bytes) -> bool:
    return identify(value[:_HEAD_BYTES]) is not None


def _readable(value: bytes) -> str:
    """Readable runs; in UTF-16 when every other byte is zero."""
    for codec, zeros in (("utf-16-le", value[1::2]), ("utf-16-be", value[::2])):
        if len(value) > 3 and zeros.count(0) > 0.8 * len(zeros):
            return value.decode(codec, "replace").replace("\0", " ")
    runs = _RUNS.findall(value)[:_MAX_RUNS]
    return " ".join(run.decode("latin-1") for run in runs)


def member(name: str, value: bytes) -> Embedded:
    """Bytes in memory as a member."""
    return Embedded(name=name, open=lambda: BytesIO(value), size=len(value))


def streamed(name: str, opened: Callable[[], ByteStream], size: int) -> Embedded:
    """Bytes that are read where they lie as a member."""
    return Embedded(name=name, open=opened, size=size)
