"""Headers of a mail: names, addresses and subject as text; type, charset and name of a part.

Specification: RFC 5322, RFC 2047 (encoded words), RFC 2231 (parameters). Only what people
wrote is given out; what servers add (Received, DKIM, ARC…) says nothing of the subject.
"""

from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser

from leakscan.frozen import frozen
from leakscan.readers.charset_text import text_of

MAX_HEADER_BYTES = 512 * 1024
_SHOWN = frozenset(
    "from sender reply-to to cc bcc resent-to date subject comments keywords organization".split()
)
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


@frozen(repr=False)
class PartHeader:
    """What the header of a message or of a part says.

    Attributes:
        shown: Lines of text: sender, recipients, subject.
        type: ``text/plain``, in lower case.
        charset: Of the text, empty when it is not told.
        encoding: Transfer encoding, in lower case.
        boundary: Between the parts of a multipart, else empty.
        filename: Name of an attachment, else empty.
        attached: It is to be shown apart.
        encrypted: Its content cannot be read without a key (S/MIME, PGP).
    """

    shown: str
    type: str
    charset: str
    encoding: str
    boundary: bytes
    filename: str
    attached: bool
    encrypted: bool


def parse_header(block: bytes) -> PartHeader:
    """What a header block says; whatever it is, something comes out."""
    message = BytesHeaderParser().parsebytes(block)
    kind = message.get_content_type()
    boundary = _parameter(message, "boundary")
    encoding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    return PartHeader(
        shown="".join(_shown(message)),
        type=kind,
        charset=_parameter(message, "charset"),
        encoding=encoding.partition(";")[0],
        boundary=boundary.rstrip().encode("latin-1", "replace"),
        filename=_filename(message),
        attached=message.get_content_disposition() == "attachment",
        encrypted=kind == "multipart/encrypted"
        or (kind in _SMIME and _parameter(message, "smime-type") in {"", "enveloped-data"}),
    )


def _shown(message: Message) -> list[str]:
    lines = []
    for name, value in message.raw_items():
        if name.lower() not in _SHOWN:
            continue
        # Bytes beyond ASCII come as surrogates.
        raw = str(value).encode("ascii", "surrogateescape")
        text = " ".join(decoded(text_of(raw, "")).split())
        if text:
            lines.append(f"{name}: {text}\n")
    return lines


def _parameter(message: Message, name: str) -> str:
    try:
        value = message.get_param(name, "")
    except (ValueError, LookupError, HeaderParseError):
        return ""
    if isinstance(value, tuple):
        value = value[2]
    return str(value or "")


def _filename(message: Message) -> str:
    try:
        name = message.get_filename("")
    except (ValueError, LookupError, HeaderParseError):
        return ""
    return decoded(str(name or ""))


def decoded(value: str) -> str:
    """A header's text with its encoded words undone; bytes beyond ASCII are UTF-8 or cp1252."""
    try:
        parts = decode_header(value)
    except (ValueError, LookupError, HeaderParseError):
        return value
    return "".join(
        part if isinstance(part, str) else text_of(part, charset or "") for part, charset in parts
    )


__all__ = ["MAX_HEADER_BYTES", "PartHeader", "decoded", "parse_header"]
