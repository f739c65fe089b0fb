"""What has to be done to a text before its format reads it: values undone, lines told apart.

Each entry is asked at a head that has one of its marks; what it gives makes of the text one that
another reader knows, and tells where each byte stood.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from leakscan.readers.origin import Piece

Rewrite = Callable[[Iterable[Piece]], Iterator[Piece]]


class _Rewriting(NamedTuple):
    """Where something is done.

    Attributes:
        module: Of this package; defines `find_rewrite`.
        marks: In lower case; a head has one of them.
        reads: The format that reads what comes; empty where that shows.
    """

    module: str
    marks: tuple[bytes, ...]
    reads: str = ""


_ANNOUNCED = (
    *(b"begin data", b"input str"),
    *(word + end for word in (b"lines", b"cards", b"lines4", b"cards4") for end in (b";", b" ;")),
)
"""Statements behind which the rows of a program come: single words of them are in many texts."""
_DICOM_JSON = _Rewriting(
    "dicom_json", (b'"00100010"', b'"00100020"', b'"0010,0010"', b'"0010,0020"'), reads="json"
)
_OCR = _Rewriting(
    "ocr_words", (b"ocrx_word", b"ocr_line", b"<string ", b":string ", b"<word ", b"<charparams")
)
_REWRITINGS = (
    _Rewriting("ldif", (b"\ndn:",)),
    _Rewriting("logged_segments", (b"msh|",), reads="hl7"),
    _Rewriting(
        "astm_frames",
        (b"\x02", b"stx", b"[02]", b"<0x02", "␂".encode(), b"\\x02", b"u0002", b"^b"),
        reads="astm",
    ),
    _Rewriting("label_printing", (b"^fd", b"\nprint", b"\nn\r\n", b"\nn\n")),
    _Rewriting("barcodes", (b"dc0", b"is01")),
    _Rewriting("datalines", _ANNOUNCED),
    _Rewriting(
        "console_lists",
        (b" 1. |", b"\n1  ", b"\n0  ", b"  1  ", b" tibble:", b" prenom", b" nom ", b" ddn "),
    ),
    _OCR,
    _Rewriting("ocr_rows", (b"level\tpage_num\t",), reads="text"),
    _Rewriting("file_names", (b".pdf", b".jp", b".png", b".tif", b".doc", b".dcm", b".odt")),
    _Rewriting("macro_calls", (b"command{\\", b"command {", b"command\\", b"command*", b"\\def\\")),
    _Rewriting("box_drawing", ("│".encode(), "┃".encode(), "║".encode())),
    _Rewriting("bound_values", (b"binding parameter", b"parameters: ")),
    _Rewriting("dicom_dumps", (b"0010,",)),
    _DICOM_JSON,
    _Rewriting("gedcom", (b"\n0 head",), reads="json"),
    _Rewriting(
        "turtle", (b"@prefix ", b"@base ", b"prefix ", b"> <http", b"> <urn:"), reads="json"
    ),
    _Rewriting("prefixed_objects", (b'{"', b'{ "'), reads="json"),
    _Rewriting("numbered_pairs", (b'1) "', b'1# "')),
    _Rewriting("logged_markup", (b"</", b"&lt;/", b"\\u003c/", b"/>")),
)
_UNCUT = (
    _Rewriting("uncut_lines", (b"  ",)),
    _DICOM_JSON,
    _OCR,
)
"""For text without line ends."""


def rewrite_of(head: bytes) -> tuple[Rewrite, str] | None:
    """What makes a text that begins with `head` one that is read; None for nearly all.

    And the format that reads it, where that does not show.
    """
    look = b"\n" + head.lower()
    uncut = b"\n" not in head.rstrip(b" \t\r\n\x1a")
    for entry in _UNCUT if uncut else _REWRITINGS:
        if any(mark in look for mark in entry.marks):
            find = import_module(f"leakscan.readers.{entry.module}").find_rewrite
            if (found := find(head)) is not None:
                return found, entry.reads
    return None


__all__ = ["Rewrite", "rewrite_of"]
