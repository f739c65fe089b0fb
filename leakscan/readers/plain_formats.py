"""The formats that a file of plain text may be, and the compressions around any.

Most of what is scanned is text, and a scan of little should not wait for thirty readers of
documents and archives to be imported: those stand in `registry.py`, which is asked only about
heads that are not `is_plain`.
"""

from leakscan.readers import (
    bzip2,
    fixed_width,
    gzipped,
    hl7,
    hprim,
    hprim_medecin,
    htmltext,
    jsontext,
    lz4frame,
    mail,
    sql,
    xmltext,
    xz,
    zstd,
)
from leakscan.readers.format import ByteFormat, Compression, TextFormat

_PLAIN_BYTES = bytes([*b"\t\n\x0b\x0c\r\x1a\x1b", *range(0x20, 0x7F), *range(0x80, 0x100)])
_LOOK_BYTES = 4096
_PDF_WITHIN = 1024
_NOT_PLAIN = (b"PK", b"{\\rt", b"!<arch>", b"0707", b"\x7f")
_NAMES = (".dbt", ".fpt", ".tar", ".dcm")
"""Endings that alone may decide what a file without magic is."""


def is_plain(head: bytes, name: str) -> bool:
    """Whether bytes with this head can be none of `registry.BYTE_FORMATS` but mail.

    All others have control bytes in their head, or one of a few beginnings.
    """
    look = head[:_LOOK_BYTES]
    if look.translate(None, _PLAIN_BYTES) or b"<" in look[:4] or name.endswith(_NAMES):
        return False
    return not look.startswith(_NOT_PLAIN) and b"%PDF-" not in look[:_PDF_WITHIN]


COMPRESSIONS: tuple[Compression, ...] = (
    Compression(info=gzipped.INFO, recognise=gzipped.is_gzip, open=gzipped.open_gzip),
    Compression(info=bzip2.INFO, recognise=bzip2.is_bzip2, open=bzip2.open_bzip2),
    Compression(info=xz.INFO, recognise=xz.is_xz, open=xz.open_xz),
    Compression(info=zstd.INFO, recognise=zstd.is_zstd, open=zstd.open_zstd),
    Compression(info=lz4frame.INFO, recognise=lz4frame.is_lz4, open=lz4frame.open_lz4),
)
"""One compressed stream around one content, which keeps the outer name."""

MAIL_FORMATS: tuple[ByteFormat, ...] = (
    ByteFormat(info=mail.MBOX, recognise=mail.is_mbox, read=mail.read_mbox),
    ByteFormat(info=mail.EML, recognise=mail.is_eml, read=mail.read_eml),
)
"""Formats of bytes whose head is text."""

TEXT_FORMATS: tuple[TextFormat, ...] = (
    TextFormat(info=hl7.INFO, recognise=hl7.is_hl7, read=hl7.read_hl7),
    TextFormat(info=hprim.INFO, recognise=hprim.is_hprim, read=hprim.read_hprim),
    TextFormat(
        info=hprim_medecin.INFO,
        recognise=hprim_medecin.is_hprim_medecin,
        read=hprim_medecin.read_hprim_medecin,
    ),
    TextFormat(info=jsontext.INFO, recognise=jsontext.is_json, read=jsontext.read_json),
    TextFormat(info=htmltext.INFO, recognise=htmltext.is_html, read=htmltext.read_html),
    TextFormat(info=xmltext.INFO, recognise=xmltext.is_xml, read=xmltext.read_xml),
    TextFormat(info=sql.INFO, recognise=sql.is_sql, read=sql.read_sql),
    TextFormat(
        info=fixed_width.INFO,
        recognise=fixed_width.is_fixed_width,
        read=fixed_width.read_fixed_width,
    ),
)
"""Recognised by their first characters; what none of them wants is a table or plain text."""
