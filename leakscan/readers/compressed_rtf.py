"""Compressed RTF, as Outlook keeps the body of messages.

Specification: [MS-OXRTFCP] 2.1 and 2.2: a dictionary of 4 KiB that begins with usual RTF words.
"""

from leakscan.model.coverage import GapReason
from leakscan.model.errors import LimitExceeded, ReadError

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_HEADER = 16
_DICTIONARY_SIZE = 4096
_INITIAL = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
MAX_RTF_BYTES = 64 * 1024 * 1024


def decompress_rtf(data: bytes) -> bytes:
    """The RTF of a compressed stream; what a damaged one says up to the damage.

    Raises:
        ReadError: It is no such stream, or says more than `MAX_RTF_BYTES`.
    """
    kind, body = data[8:12], data[_HEADER:]
    if kind == _PLAIN:
        return body[: int.from_bytes(data[4:8], "little")]
    if kind != _COMPRESSED:
        raise ReadError(GapReason.CORRUPT, "compressed RTF")
    out = bytearray(_INITIAL)
    at = 0
    while at < len(body):
        control = body[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                out += body[at : at + 1]
                at += 1
            elif at + 1 >= len(body) or not _repeat(out, body[at], body[at + 1]):
                return bytes(out[len(_INITIAL) :])
            else:
                at += 2
        if len(out) > MAX_RTF_BYTES:
            raise LimitExceeded(GapReason.TOO_LARGE, "compressed RTF")
    return bytes(out[len(_INITIAL) :])


def _repeat(out: bytearray, high: int, low: int) -> bool:
    """Append what stood at a place of the dictionary; False at the end mark."""
    written = len(out)
    place, size = high << 4 | low >> 4, (low & 0x0F) + 2
    if place == written % _DICTIONARY_SIZE:
        return False
    back = (written - place) % _DICTIONARY_SIZE
    for _ in range(size):
        out.append(out[-back] if back <= len(out) else 0x20)
    return True
