"""The formats that a file of plain text may be, and the compressions around any.

Most of what is scanned is text, and a scan of little should not wait for thirty readers to be
imported. So a reader named here is imported once a head has what every head of its format has,
and those of documents and archives, in `registry.py`, at the first head that is not `is_plain`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Generic, TypeVar

from leakscan.frozen import frozen
from leakscan.patterns import deferred
from leakscan.readers.format import ByteFormat, Compression, TextFormat

Kind = TypeVar("Kind", ByteFormat, Compression, TextFormat)
_PLAIN_BYTES = bytes([*b"\t\n\x0b\x0c\r\x1a\x1b", *range(0x20, 0x7F), *range(0x80, 0x100)])
_LOOK_BYTES = 4096
_PDF_WITHIN = 1024
_NOT_PLAIN = (b"PK", b"HEADER RECORD***", b"{\\rt", b"!<arch>", b"0707", b"\x7f")
_PACKED = deferred(
    rb"""(?xs)
      (?: [\x81-\x9f] | [\xdc\xde].. | [\xdd\xdf].... )+ (?: [\xa1-\xbf] | \xd9.) [!-~]
    | (?: [\x81-\x97\x9f\xa1-\xb7\xbf] | [\x98\xb8]. )+ [\x61-\x77] [!-~]
    """
)
"""How MessagePack and CBOR begin: maps and arrays are opened, then a text stands."""
_NAMES = (".dbt", ".fpt", ".tar", ".dcm")
"""Endings that alone may decide what a file without magic is."""


def is_plain(head: bytes, name: str) -> bool:
    """Whether bytes with this head can be none of `registry.BYTE_FORMATS` but mail.

    All others have control bytes in their head, or one of a few beginnings.
    """
    look = head[:_LOOK_BYTES]
    if look.translate(None, _PLAIN_BYTES) or b"<" in look[:4] or name.endswith(_NAMES):
        return False
    if _PACKED.match(look) is not None:
        return False
    return not look.startswith(_NOT_PLAIN) and b"%PDF-" not in look[:_PDF_WITHIN]


_BEFORE = b"\xef\xbb\xbf \t\r\n\x0b\x0c"
"""What may stand before the first sign of a text: a byte order mark and blanks."""


@frozen
class Deferred(Generic[Kind]):
    """A format whose module is imported when it is first needed.

    A head of the format has at least one of what follows; most heads that have are still of
    another, which is for the format's own `recognise` to say.

    Attributes:
        name: As in the format's `FormatInfo`.
        kind: What the format is.
        module: Of this package; defines the format.
        attribute: What it is called there.
        begins: What a head begins with in lower case, blanks left out.
        marks: What stands anywhere in it, in lower case.
        endings: Of its name.
    """

    name: str
    kind: type[Kind]
    module: str
    attribute: str = "FORMAT"
    begins: tuple[bytes, ...] = ()
    marks: tuple[bytes, ...] = ()
    endings: tuple[str, ...] = ()

    def may_be(self, look: bytes, name: str) -> bool:
        """Whether a member can be of this format.

        Args:
            look: Its head in lower case, from its first sign on.
            name: Its name in lower case.
        """
        marked = look.startswith(self.begins) or any(mark in look for mark in self.marks)
        return marked or name.endswith(self.endings)

    def load(self) -> Kind:
        """The format; imports its reader."""
        found = _defined(self.module, self.attribute)
        assert isinstance(found, self.kind)
        return found


@cache
def _defined(module: str, attribute: str) -> object:
    """What a module of this package defines, which is imported now."""
    return getattr(import_module(f"leakscan.readers.{module}"), attribute)


def candidates(formats: Sequence[Deferred[Kind]], head: bytes, name: str = "") -> Iterator[Kind]:
    """Those that a member with this head and name can be, in order; others stay unimported."""
    look = head.lstrip(_BEFORE).lower()
    return (entry.load() for entry in formats if entry.may_be(look, name))


def compression_of(head: bytes) -> Compression | None:
    """The compression that bytes are in."""
    return next((each for each in candidates(COMPRESSIONS, head) if each.recognise(head)), None)


COMPRESSIONS = (
    Deferred(name="gzip", kind=Compression, module="gzipped", begins=(b"\x1f",)),
    Deferred(name="bzip2", kind=Compression, module="bzip2", begins=(b"bzh",)),
    Deferred(name="xz", kind=Compression, module="xz", begins=(b"\xfd7zxz", b"]")),
    Deferred(
        name="zstd", kind=Compression, module="zstd", begins=(b"(\xb5/\xfd",), marks=(b"*m\x18",)
    ),
    Deferred(name="lz4", kind=Compression, module="lz4frame", begins=(b"\x04",)),
)
"""One compressed stream around one content, which keeps the outer name."""

MAIL_FORMATS = (
    Deferred(
        name="patch",
        kind=ByteFormat,
        module="patch",
        begins=(b"from ", b"commit ", b"diff ", b"index: ", b"--- ", b"# hg "),
    ),
    Deferred(
        name="mbox", kind=ByteFormat, module="mail", attribute="MBOX_FORMAT", begins=(b"from ",)
    ),
    Deferred(name="eml", kind=ByteFormat, module="mail", attribute="EML_FORMAT", marks=(b":",)),
)
"""Formats of bytes whose head is text."""

SQL_BEGINNINGS = (
    *(b"--", b"/*", b"#", b"insert", b"replace", b"create", b"drop", b"set", b"use", b"copy"),
    *(b"begin", b"start", b"lock", b"alter", b"delete", b"truncate", b"go", b"pragma", b"\\"),
    *(b"prompt", b"rem", b"select", b"grant", b"update", b"delimiter", b"declare", b"commit"),
)
"""The first words of dumps: nearly all code has one of them further down."""

TEXT_FORMATS = (
    Deferred(name="hl7", kind=TextFormat, module="hl7", marks=(b"msh", b"fhs", b"bhs")),
    Deferred(
        name="astm",
        kind=TextFormat,
        module="astm",
        marks=(b"\nh|\\", b"\nh|@", b"\nh|`", b"\nh|!"),
        begins=(b"h",),
    ),
    Deferred(name="hprim", kind=TextFormat, module="hprim", begins=(b"h",)),
    Deferred(
        name="hprim-medecin",
        kind=TextFormat,
        module="hprim_medecin",
        marks=(b"****",),
        endings=(".hpr", ".hpm"),
    ),
    Deferred(name="notebook", kind=TextFormat, module="notebook", marks=(b'"cell_type"',)),
    Deferred(name="json", kind=TextFormat, module="jsontext", begins=(b"{", b"[")),
    Deferred(
        name="html",
        kind=TextFormat,
        module="htmltext",
        begins=(b"<",),
        endings=(".html", ".htm", ".xhtml"),
    ),
    Deferred(name="xml", kind=TextFormat, module="xmltext", begins=(b"<",)),
    Deferred(
        name="sql",
        kind=TextFormat,
        module="sql",
        begins=SQL_BEGINNINGS,
    ),
    Deferred(name="icalendar", kind=TextFormat, module="icalendar", begins=(b"begin:v",)),
    Deferred(name="resp", kind=TextFormat, module="resp", begins=(b"*", b"#ts:")),
    Deferred(name="accounts", kind=TextFormat, module="accounts", marks=(b"@", b"://")),
    Deferred(name="vectors", kind=TextFormat, module="vectors", marks=(b"c(", b"[")),
    Deferred(name="fixed-width", kind=TextFormat, module="fixed_width", begins=(b"",)),
    Deferred(
        name="labelled",
        kind=TextFormat,
        module="labelled",
        marks=(
            *(b"nom", b"name", b"nais", b"birth", b"ddn", b"dob"),
            *(b"pass:", b"pass :", b"password", b"passe :", b"passe:", b"pwd", b"mdp"),
        ),
    ),
    Deferred(
        name="paired",
        kind=TextFormat,
        module="paired",
        marks=(
            *(b"nom=", b"name=", b"nais", b"birth", b"ddn=", b"dob=", b"mail=", b"tel="),
            *(b"=336", b"=337", b"=+33", b"=06", b"=07", b"=0033", b'="33', b"='33"),
        ),
    ),
    Deferred(
        name="markdown", kind=TextFormat, module="markdown", marks=(b"-|", b"- |", b"-:|", b"-: |")
    ),
    Deferred(name="aligned", kind=TextFormat, module="aligned", marks=(b"   ", b" --")),
)
"""Recognised by their first characters; what none of them wants is a table or plain text."""
