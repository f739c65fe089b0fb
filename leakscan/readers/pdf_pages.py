"""What PDFium finds in a PDF, as messages that may come from another process.

Specification: ISO 32000-2. Kinds of messages: ``p`` the text of the next page, in which rows are
marked (`pdf_lists`), ``w`` what wrote the document, ``t`` text from around the pages, ``n`` the
name and ``f`` the bytes of a file inside, ``g`` a gap (a reason and a place on two lines). It
knows nothing of chunks.
"""

import ctypes
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.pdf_lists import with_rows
from leakscan.readers.seekable import size_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

Message = tuple[str, bytes]

MAX_FILE_BYTES = 64 * 1024 * 1024
_MAX_FILES = 10_000
_MAX_NOTES = 10_000
_MAX_BOOKMARKS = 10_000
_FREE_PAGES = 10_000
"""Pages beyond that are counted against the bytes of the file."""
_MAX_DAMAGED = 1_000
"""Pages in a row that cannot be opened: a tree that leads back to its root has billions."""
_SIGNS = str.maketrans(
    {"\r": None, "\ufffe": None, "\x02": None, "\xad": None, "\x0c": " "}
    | {chr(0xFB00 + n): text for n, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
)
"""Hyphens at the end of lines are PDFium's U+FFFE; ligatures are two letters."""
_TOLD = (b"T", b"TU", b"V", b"Contents")
_PROGRAMS = ("Creator", "Producer")
"""The program in which it was made, then the one that made a PDF of it."""
_DULL_PROPERTIES = frozenset({*_PROGRAMS, "CreationDate", "ModDate", "Trapped"})


def pdf_messages(file: io.BufferedReader) -> Iterator[Message]:
    """All that is read of a document.

    Raises:
        ReadError: It cannot be opened.
    """
    document = _opened(file)
    try:
        yield from _pages(document, size_of(file))
        yield from _properties(document)
        yield from _attached(document)
        yield from _form_data(document)
    finally:
        document.close()


def _opened(file: io.BufferedReader) -> "PdfDocument":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        reason = GapReason.ENCRYPTED if locked else GapReason.CORRUPT
        raise ReadError(reason, "PDF with a password" if locked else "damaged PDF") from None


def _gap(reason: GapReason, where: str) -> Message:
    return "g", f"{reason.value}\n{where}".encode()


def _pages(document: "PdfDocument", size: int) -> Iterator[Message]:
    """The text of each page with its forms and notes, and how many had none.

    A page takes a byte of the file at the least, or the same one is shown again and again.
    """
    import pypdfium2

    stated = len(document)
    count = min(stated, max(_FREE_PAGES, size))
    if count < stated:
        yield _gap(GapReason.TOO_LARGE, f"more than {count} pages")
    silent = damaged = in_a_row = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            damaged, in_a_row = damaged + 1, in_a_row + 1
            if in_a_row > _MAX_DAMAGED:
                where = f"no page can be opened after {number + 1 - in_a_row}"
                yield _gap(GapReason.CORRUPT, where)
                break
            text = ""
        else:
            in_a_row = 0
            text = _text(page)
            silent += not text.strip() and pypdfium2.raw.FPDFPage_CountObjects(page) > 0
            page.close()
        yield "p", text.encode("utf-8", "replace")
    if silent:
        yield _gap(GapReason.NO_TEXT, f"no text layer on {silent} of {count} pages")
    if damaged:
        yield _gap(GapReason.CORRUPT, f"{damaged} of {count} pages damaged")


def _text(page: "PdfPage") -> str:
    letters = page.get_textpage()
    text = with_rows(letters, letters.get_text_range())
    letters.close()
    return "\n".join([text.translate(_SIGNS), *_notes(page)]) + "\n"


def _notes(page: "PdfPage") -> Iterator[str]:
    """Names and values of form fields, texts of annotations."""
    from pypdfium2 import raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_NOTES)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            told = (_string(annotation, key) for key in _TOLD)
            text = " : ".join(dict.fromkeys(part for part in told if part))
            raw.FPDFPage_CloseAnnot(annotation)
            if text:
                yield text


def _string(annotation: object, key: bytes) -> str:
    """A value of an annotation as text, empty without."""
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    target = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(annotation, key, target, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\r", "\n").strip()


def _properties(document: "PdfDocument") -> Iterator[Message]:
    """What the document says of itself, and its bookmarks."""
    found = document.get_metadata_dict(skip_empty=True)
    for program in _PROGRAMS:
        yield "w", found.get(program, "").encode("utf-8", "replace")
    lines = [f"{name} : {text}\n" for name, text in found.items() if name not in _DULL_PROPERTIES]
    yield "t", "".join(lines).encode("utf-8", "replace")
    titles: list[str] = []
    for bookmark in document.get_toc():
        titles.append(bookmark.get_title())
        if len(titles) >= _MAX_BOOKMARKS:
            break
    yield "t", "\n".join(titles).encode("utf-8", "replace")


def _attached(document: "PdfDocument") -> Iterator[Message]:
    """Files attached to the document."""
    from pypdfium2 import PdfiumError

    for index in range(min(document.count_attachments(), _MAX_FILES)):
        try:
            attachment = document.get_attachment(index)
            name = attachment.get_name() or f"attachment {index + 1}"
            data = bytes(attachment.get_data())
        except PdfiumError:
            yield _gap(GapReason.CORRUPT, f"attachment {index + 1} damaged")
            continue
        if len(data) > MAX_FILE_BYTES:
            yield _gap(GapReason.TOO_LARGE, f"attachment {index + 1}")
            continue
        yield "n", name.encode("utf-8", "replace")
        yield "f", data


def _form_data(document: "PdfDocument") -> Iterator[Message]:
    """The XML of a dynamic form (XFA), where what was filled in stands."""
    from pypdfium2 import raw

    for index in range(min(raw.FPDF_GetXFAPacketCount(document), _MAX_FILES)):
        size = ctypes.c_ulong()
        raw.FPDF_GetXFAPacketContent(document, index, None, 0, size)
        if 0 < size.value <= MAX_FILE_BYTES:
            buffer = ctypes.create_string_buffer(size.value)
            raw.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size)
            yield "n", f"form {index + 1}.xml".encode()
            yield "f", buffer.raw[: size.value]
