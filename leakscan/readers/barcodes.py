"""Scanned 2D-Doc and the data matrix of the INS, as the keys and values that they hold.

Whoever scans a barcode logs ``DC04…S1…<GS>S2CHLOE<GS>S3…``: a header, then fields of two signs and
a value, which end with GS where their length is not fixed, and a signature behind US. Terminals
and loggers write these signs in many ways, or leave them out; names have no digits, which tells
where they end all the same. What a field of the INS is shows from its value. Certificates of tests
and vaccinations are written alike.

Sources: 2D-Doc (ANTS), specifications 3.3, types B2 and L1; data matrix of the INS (ANS).
"""

import re
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import respelled
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines


def _control(number: int, name: str, caret: str) -> str:
    """The ways in which a control sign is written."""
    hexadecimal = f"{number:02x}"
    written = (
        *(chr(number), chr(0x2400 + number), f"<{name}>", f"{{{name}}}", f"[{name}]", caret),
        *(f"\\x{hexadecimal}", f"\\u00{hexadecimal}", f"\\{number:03o}", f"%{hexadecimal}"),
        *(f"<0x{hexadecimal}>", f"<{hexadecimal}>", f"&#{number};", f"&#x{hexadecimal};"),
    )
    return "(?i:" + "|".join(map(re.escape, written)) + ")"


_END = f"(?:{_control(0x1D, 'GS', '^]')}|[ |#~])?"
_SIGNED = f"(?:{_control(0x1F, 'US', '^_')}[A-Z2-7]{{20,200}}=*)?"
_NAME = r"[^0-9=;\x00-\x1f]{1,80}?"
_DAY = "[0-9]{2}[-/]?[0-9]{2}[-/]?[0-9]{4}"
_OID = rf"(?:S[0-9]1\.2\.250\.1\.213\.1\.4\.[0-9]{{1,2}}{_END})?"
_HEADER = "(?:DC0[1-4][A-Z0-9]{18,22}?|IS01[0-9A-Z]{8,24}?)"
_SEX = "[MFIUX12]"
_INS = (
    f"{_OID}S[0-9](?P<ins>[1-478][0-9]{{5}}[0-9AB][0-9]{{6}}(?:[0-9]{{2}})?){_END}{_OID}"
    f"S[0-9](?P<ins_prenom>{_NAME}){_END}S[0-9](?P<ins_nom>{_NAME}){_END}"
    f"S[0-9](?P<ins_sexe>{_SEX}){_END}S[0-9](?P<ins_ddn>{_DAY}){_END}"
    f"(?:S[0-9][0-9AB]{{5}}{_END})?{_SIGNED}"
)
_TEST = (
    f"F0(?P<test_prenom>{_NAME}){_END}F1(?P<test_nom>{_NAME}){_END}F2(?P<test_ddn>{_DAY}){_END}"
    f"F3(?P<test_sexe>{_SEX})"
)
_VACCINATION = (
    f"L0(?P<vaccin_nom>{_NAME}){_END}L1(?P<vaccin_prenom>{_NAME}){_END}L2(?P<vaccin_ddn>{_DAY})"
)
_BARCODE = deferred(f"{_HEADER}(?:{_INS}|{_TEST}|{_VACCINATION})".encode())


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes barcodes plain, when a text that begins with `head` has one."""
    return _plain if _BARCODE.search(head) is not None else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in whole_lines(pieces):
        found = _BARCODE.finditer(piece.data)
        yield respelled(piece, ((code.start(), code.end(), _pairs(code)) for code in found))


def _pairs(code: re.Match[bytes]) -> bytes:
    """``ins=… prenom=… nom=…``: what a code says of a person."""
    told = ((key.rpartition("_")[2], value) for key, value in code.groupdict().items() if value)
    return b" ".join(key.encode() + b"=" + value for key, value in told) + b" "


__all__ = ["find_rewrite"]
