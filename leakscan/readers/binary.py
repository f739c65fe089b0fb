"""Files that are not text: named, listed as a gap, and their readable runs scanned as prose.

Container formats we do not open still hold readable strings, and a leak in them is worth
seeing; the gap says that this was no full examination.
"""

from collections.abc import Iterator
from typing import NamedTuple

from leakscan.model.coverage import Gap, GapReason
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="binary",
    description={
        "fr": "autres fichiers : reconnus, signalés, seules leurs chaînes lisibles sont lues",
        "en": "other files: named and listed as a gap, only their readable strings are read",
    },
    limits={
        "fr": "images, sons… non ouverts ; chaînes en UTF-8, cp1252, UTF-16",
        "en": "images, sound… are not opened; strings in UTF-8, cp1252, UTF-16",
    },
)


_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\x0b\f\r\x1a\x1b")))
_MAX_CONTROL_SHARE = 0.01
"""Exports padded with a few NULs are text."""


class BinaryKind(NamedTuple):
    """What a file that is not text is.

    Attributes:
        name: Format name for reports.
        reason: Why it is not fully examined.
    """

    name: str
    reason: GapReason = GapReason.UNSUPPORTED

    def gap(self) -> Gap:
        """The coverage entry."""
        where = "unknown binary" if self is UNKNOWN else self.name
        return Gap(reason=self.reason, where=where)


UNKNOWN = BinaryKind(name="binary")

_NO_TEXT, _ENCRYPTED = GapReason.NO_TEXT, GapReason.ENCRYPTED
_UNSUPPORTED = GapReason.UNSUPPORTED
_MAGICS: tuple[tuple[int, bytes, str, GapReason], ...] = (
    (0, b"%PDF-", "pdf", _UNSUPPORTED),
    (0, b"SQLite format 3\0", "sqlite", _UNSUPPORTED),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", _UNSUPPORTED),
    (0, b"\x1f\x9d", "compress", _UNSUPPORTED),
    (0, b"PAR1", "parquet", _UNSUPPORTED),
    (0, b"ORC", "orc", _UNSUPPORTED),
    (0, b"Obj\x01", "avro", _UNSUPPORTED),
    (0, b"!BDN", "pst", _UNSUPPORTED),
    (4, b"Standard Jet DB", "access", _UNSUPPORTED),
    (4, b"Standard ACE DB", "access", _UNSUPPORTED),
    (128, b"DICM", "dicom", _UNSUPPORTED),
    (0, b"\x7fELF", "executable", _UNSUPPORTED),
    (0, b"PGDMP", "pg_dump custom format", _UNSUPPORTED),
    (0, b"Salted__", "openssl", _ENCRYPTED),
    (0, b"age-encryption.org/", "age", _ENCRYPTED),
    (0, b"-----BEGIN AGE ENCRYPTED FILE-----", "age", _ENCRYPTED),
    (0, b"LUKS\xba\xbe", "luks", _ENCRYPTED),
    (0, b"-----BEGIN PGP MESSAGE-----", "pgp", _ENCRYPTED),
    # By a password; for an RSA key of 2048, 3072, 4096 bits; for one on Curve25519.
    (0, b"\x8c\x0d\x04", "pgp", _ENCRYPTED),
    (0, b"\x85\x01\x0c\x03", "pgp", _ENCRYPTED),
    (0, b"\x85\x01\x8c\x03", "pgp", _ENCRYPTED),
    (0, b"\x85\x02\x0c\x03", "pgp", _ENCRYPTED),
    (0, b"\x84\x5e\x03", "pgp", _ENCRYPTED),
    (0, b"\x03\xd9\xa2\x9a", "keepass", _ENCRYPTED),
    (0, b"$ANSIBLE_VAULT;", "ansible-vault", _ENCRYPTED),
    (0, b"\x89PNG\r\n\x1a\n", "image", _NO_TEXT),
    (0, b"\xff\xd8\xff", "image", _NO_TEXT),
    (0, b"GIF87a", "image", _NO_TEXT),
    (0, b"GIF89a", "image", _NO_TEXT),
    (0, b"II*\0", "image", _NO_TEXT),
    (0, b"MM\0*", "image", _NO_TEXT),
    (8, b"WEBP", "image", _NO_TEXT),
    (8, b"WAVE", "audio", _NO_TEXT),
    (8, b"AVI ", "video", _NO_TEXT),
    (0, b"ID3", "audio", _NO_TEXT),
    (0, b"OggS", "audio", _NO_TEXT),
    (0, b"fLaC", "audio", _NO_TEXT),
    (4, b"ftyp", "video", _NO_TEXT),
    (0, b"\x1a\x45\xdf\xa3", "video", _NO_TEXT),
    (0, b"\0\x01\0\0\0", "font", _NO_TEXT),
    (0, b"OTTO\0", "font", _NO_TEXT),
    (0, b"wOFF", "font", _NO_TEXT),
    (0, b"wOF2", "font", _NO_TEXT),
)
_CELL_SEPARATORS = frozenset(b"\x01\x1c\x1d\x1e\x1f")
"""Hive's, and those that ASCII has for it."""
_FRAMING = frozenset(b"\x01\x02\x03\x04\x05\x06\x15\x17")
"""Of the protocol in which analysers send records to a laboratory's system (ASTM E1381), as
whoever listens on the line keeps them."""
_FIELD_SEPARATORS = frozenset(b"\x1d\x1e\x1f\x04")
"""Of barcodes (GS, US; RS and EOT around them), as whoever scans them logs them."""
_ALWAYS_BINARY = frozenset({"pdf", "pg_dump custom format", "age", "pgp", "ansible-vault"})
"""Formats whose head may have no control bytes at all."""


_FRAME = deferred(rb"\x02[0-7](?:H[^\w\s]{4,5}|[POR]([^\w\s])[0-9]*\1)")


def identify(head: bytes) -> BinaryKind | None:
    """What a file that begins with `head` is; None when it is text."""
    share = len(head) - len(head.translate(None, _CONTROLS))
    controls = share > _MAX_CONTROL_SHARE * len(head) and not _parts_cells(head)
    for offset, magic, name, reason in _MAGICS:
        if not head.startswith(magic, offset):
            continue
        if controls or not magic.isascii() or name in _ALWAYS_BINARY or b"\0" in head:
            return BinaryKind(name=name, reason=reason)
    return UNKNOWN if controls else None


def _parts_cells(head: bytes) -> bool:
    """Whether the only control bytes are those that part cells, frames or fields of barcodes.

    Of those of cells it is one, which stands equally often in every line.
    """
    signs = set(head) & set(_CONTROLS)
    if signs <= _FIELD_SEPARATORS or (signs <= _FRAMING and _FRAME.search(head) is not None):
        return True
    if len(signs) != 1 or not signs <= _CELL_SEPARATORS:
        return False
    sign = signs.pop()
    return len({line.count(sign) for line in head.split(b"\n")[:-1]}) == 1


def read_binary(window: TextWindow) -> Iterator[Chunk]:
    """The readable runs as prose."""
    return prose_chunks(window)
