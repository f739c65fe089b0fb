"""Text of mainframes: which page of EBCDIC it is in, and its characters.

Source: IBM CDRA, code pages 500 (international), 1047 (open systems), 037 and 1140 (euro), and
those of France, 297 and 1147 (euro). They agree on letters, digits, blanks and most punctuation;
France has accents where others have brackets and the at sign. Binary fields (packed decimals, low
values) stand between those of text and are shown as blanks, so that columns keep their places.
"""

import codecs
import re
from functools import cache

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece, Transcoded

INTERNATIONAL, FRENCH = "cp500", "cp1147"
_SAMPLE_BYTES = 4096
_LEAST = 64
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".encode("cp500")
_WORDS = _LETTERS + "0123456789".encode("cp500")
_LINE_ENDS = b"\x15\x25"
"""NEL of z/OS, and LF."""
_SIGNS = _WORDS + " .,;:-_/'\"()&@*+=?|!".encode("cp500") + _LINE_ENDS + b"\x4f\x0d\x05"
_PARTING = " ;,".encode("cp500") + _LINE_ENDS
"""What stands between words or fields, and is rare in other encodings: @, ^, k and controls."""
_MIN_SHARE, _MIN_WORDS, _MIN_PARTING, _MAX_ASCII = 0.75, 0.2, 0.01, 0.02
_LETTER = b"[" + re.escape(_LETTERS) + b"]"
_FRENCH_SIGNS = deferred(
    rb"(?s)(?<=%b)[\xc0\xd0]|[\xc0\xd0](?=%b)|(?<=%b)\x44(?=%b)" % ((_LETTER,) * 4)
)
"""é and è beside letters, the at sign between them; elsewhere these are braces and à."""
_OTHER_SIGNS = deferred(
    rb"(?s)(?<=%b)[\x51\x54]|[\x51\x54](?=%b)|(?<=%b)\x7c(?=%b)" % ((_LETTER,) * 4)
)
_FRANCE = {
    0x44: "@", 0x48: "\\", 0x4A: "°", 0x51: "{", 0x54: "}", 0x5A: "§", 0x6A: "ù", 0x79: "µ",
    0x7B: "£", 0x7C: "à", 0x90: "[", 0x9F: "€", 0xA0: "`", 0xA1: "¨", 0xB1: "#", 0xB5: "]",
    0xBD: "~", 0xC0: "é", 0xD0: "è", 0xDD: "¦", 0xE0: "ç",
}  # fmt: skip
"""What the pages of France have elsewhere than the international one."""
_BAR = 0x4F
"""Of the pages 037 and 1047, an exclamation mark of the others: what parts cells matters more."""


def ebcdic_of(head: bytes) -> str:
    """The page that a text begins in; empty for everything that is not EBCDIC."""
    sample = head[:_SAMPLE_BYTES].replace(b"\0", b"")
    if len(sample) < _LEAST or sample.isascii():
        return ""
    # Blanks and line ends of ASCII are controls here.
    if sample.count(b" ") + sample.count(b"\n") > _MAX_ASCII * len(sample):
        return ""
    if any(
        len(sample) - len(sample.translate(None, signs)) < share * len(sample)
        for signs, share in ((_SIGNS, _MIN_SHARE), (_WORDS, _MIN_WORDS), (_PARTING, _MIN_PARTING))
    ):
        return ""
    french, other = (len(signs.findall(head)) for signs in (_FRENCH_SIGNS, _OTHER_SIGNS))
    return FRENCH if french > other else INTERNATIONAL


class EbcdicDecoder:
    """Decodes a page of EBCDIC: a character a byte."""

    __slots__ = ("_offset", "_table", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._offset = 0
        self._table = _table(name)

    def decode(self, block: bytes, *, final: bool) -> list[Piece]:
        """One piece, none at the end."""
        del final
        start, self._offset = self._offset, self._offset + len(block)
        data = codecs.charmap_decode(block, "strict", self._table)[0].encode()
        # Of any page a character is a byte, which is all that its place depends on.
        return [Piece(data, Transcoded(start, data, INTERNATIONAL))] if data else []


@cache
def _table(name: str) -> str:
    """The character of each byte; of controls only line ends, tabs and pages are kept."""
    signs = list(bytes(range(256)).decode("cp500"))
    if name == FRENCH:
        for byte, sign in _FRANCE.items():
            signs[byte] = sign
    signs[_BAR] = "|"
    for byte, sign in enumerate(signs):
        if byte in _LINE_ENDS:
            signs[byte] = "\n"
        elif (sign < " " and sign not in "\t\r\f") or "\x7f" <= sign < "\xa0":
            signs[byte] = " "
    return "".join(signs)


__all__ = ["EbcdicDecoder", "ebcdic_of"]
