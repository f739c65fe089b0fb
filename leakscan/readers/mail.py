"""Mail: single messages (eml, emlx, Maildir) and mailboxes (mbox), one record a message.

Specification: RFC 5322, RFC 2045 to 2049, RFC 4155 (mbox). Attachments are examined as files of
their own, forwarded messages too.
"""

import re
from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import ByteFormat, FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.texts import WaitingTexts, prose_of

EML = FormatInfo(
    name="eml",
    description={
        "fr": "messages (eml, emlx, Maildir) : en-têtes, corps, pièces jointes",
        "en": "mail messages (eml, emlx, Maildir): headers, bodies, attachments",
    },
    limits={
        "fr": "S/MIME et PGP : non déchiffrés",
        "en": "S/MIME and PGP: not decrypted",
    },
)
MBOX = FormatInfo(
    name="mbox",
    description={
        "fr": "boîtes aux lettres mbox, un enregistrement par message",
        "en": "mbox mailboxes, one record per message",
    },
    limits=EML.limits,
)
POSTMARK = rb"From (?=[^\r\n]{0,200}\d\d?:\d\d)"
_HEADER = deferred(rb"(?m)^([!-9;-~]{1,76})[ \t]*:[ \t]?\S?")
_SURE = frozenset(b"received return-path message-id mime-version delivered-to x-mailer".split())
_USUAL = _SURE | frozenset(b"from to cc subject date content-type reply-to sender".split())
_LENGTH_LINE = deferred(rb"\A[ ]{0,10}(\d{1,12})[ \t]*\r?\n(?=[!-9;-~]{1,76}:)")


def is_eml(head: bytes, name: str) -> bool:
    """Whether a file begins with the header of a mail."""
    known = _names(head[_emlx_size(head)[1] :])
    if name.endswith((".eml", ".emlx")):
        return bool(known)
    return len(known) >= 3 or (len(known) >= 2 and bool(known & _SURE))


def is_mbox(head: bytes, _name: str) -> bool:
    """Whether a file begins with a postmark and the header of a mail."""
    return re.match(POSTMARK, head) is not None and bool(_names(head[head.find(b"\n") + 1 :]))


def _names(head: bytes) -> frozenset[bytes]:
    """The usual headers among the lines before the first that is none."""
    names = set()
    for line in head[:16384].split(b"\n")[:100]:
        found = _HEADER.match(line)
        if found:
            names.add(found[1].lower())
        elif not line.startswith((b" ", b"\t")) or not names:
            break
    return frozenset(names & _USUAL)


def _emlx_size(head: bytes) -> tuple[int | None, int]:
    """Bytes of the message in an emlx file, and where it begins; (None, 0) for an eml."""
    found = _LENGTH_LINE.match(head)
    return (int(found[1]), found.end()) if found else (None, 0)


def read_eml(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments of a message, and its text."""
    from leakscan.readers.mail_parts import Message, PartReader
    from leakscan.readers.mail_spool import Spool

    size, begin = _emlx_size(feed.peek(1024))
    feed.read(begin)
    message = Message()
    spool = Spool(feed, limit=size)
    yield from PartReader(spool, message).files()
    feed.gaps.extend(message.gaps)
    yield from prose_of([message.text()], chunk_bytes=options.chunk_bytes)


def read_mbox(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments of all messages, and their texts."""
    from leakscan.readers.mail_parts import Message, PartReader
    from leakscan.readers.mail_spool import Spool

    spool = Spool(feed)
    waiting = WaitingTexts(options.chunk_bytes)
    while spool.peek(1):
        spool.line()
        message = Message()
        yield from PartReader(spool, message, end=POSTMARK).files()
        feed.gaps.extend(gap for gap in message.gaps if gap not in feed.gaps)
        yield from waiting.add(message.text())
    yield from waiting.flush()


MBOX_FORMAT = ByteFormat(info=MBOX, recognise=is_mbox, read=read_mbox)
EML_FORMAT = ByteFormat(info=EML, recognise=is_eml, read=read_eml)
