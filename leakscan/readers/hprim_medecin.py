"""HPRIM Médecin: letters and results as laboratories mail them to doctors.

Sources: public readers of the format (MedShake EHR, Mediboard, hprimtool). Twelve lines tell
who and by whom; then free text; after ``****LAB****`` results between bars; ``****FIN****`` ends
the patient, and another may follow. One record a patient.
"""

import re
from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import MAX_RECORD_BYTES, Chunk, Table
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.prose import prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="hprim-medecin",
    description={
        "fr": "HPRIM Médecin : identité par lignes, texte, résultats ****LAB****",
        "en": "HPRIM Médecin: identity by lines, text, ****LAB**** results",
    },
    limits={
        "fr": "un enregistrement par patient, coupé au-delà de 1 Mio",
        "en": "one record per patient, cut beyond 1 MiB",
    },
)
_COLUMNS = (
    "ipp",
    "nom",
    "prenom",
    "adresse",
    "complement_adresse",
    "code_postal",
    "date_naissance",
    "nir",
    "numero_dossier",
    "date_examen",
    "laboratoire",
    "medecin",
    "compte_rendu",
    "analyse",
    "resultat",
    "commentaire",
    "",
    "",
)
_POSTCODE, _SENDER, _DOCTOR, _TEXT, _TEST, _RESULT, _REMARK, _OTHER, _TOWN = 5, *range(10, 18)
_HEADER_LINES = 12
_MARK = re.compile(rb"(?m)^\*{4}(?:LAB|FIN|FINFICHIER)\*{4}[ \t]*\r?$")
_END = re.compile(
    rb"""(?xm) ^ \*{4} FIN \*{4} [ \t\r]* (?: \n | \Z )
    (?: \s* \*{4} LAB \*{4} [^\n]* (?: \n | \Z ) (?: (?!\*{4}) [^\n]+ (?: \n | \Z ) )*+ )*+
    (?: \s* \*{4} FINFICHIER \*{4} [ \t\r]* (?: \n | \Z ) )?"""
)
"""Some write the results behind the end of the text, or each behind a mark of its own."""
_RESULT_MARK = b"****LAB****|"
_LINE = re.compile(rb"([^\r\n]*)(?:\r?\n|\r|\Z)")
_POSTCODE_LINE = re.compile(rb"[ \t]*(\d{5})(?:[ \t]|$)")
_DATE_LINE = re.compile(rb"[ \t]*\d{2}/\d{2}/\d{4}[ \t]*$")
_CODE = re.compile(rb"\S{1,10}[ \t]+(?=\S)")
_FIRST_BYTES = 64 * 1024
_Cell = tuple[int, int, int]
"""Start, end, column."""


def is_hprim_medecin(head: bytes, name: str) -> bool:
    """Whether a text that begins with `head` is HPRIM Médecin."""
    if _MARK.search(head):
        return True
    return name.endswith((".hpr", ".hpm")) and _shift(_lines(head, 0, 16), head) is not None


def read_hprim_medecin(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of patients."""
    table, chunks = Table(list(_COLUMNS), header_certain=True), RecordChunks(window)
    while window.fill(chunks.end, 1):
        end = _record_end(window, chunks.end)
        text = window.text(chunks.end, end)
        cells = _cells(text)
        if not cells:
            chunks.extend(end)
            continue
        starts, ends, column = np.ascontiguousarray(np.array(cells, np.int64).T)
        first = np.array([int(starts[0])], np.int64)
        batch = Batch(chunks.end, first, starts, ends, column.astype(np.int32))
        yield from chunks.add(table, batch, end)
    yield from chunks.flush()
    yield from prose_chunks(window)


def _record_end(window: TextWindow, start: int) -> int:
    """Where the patient that begins at `start` ends; a very long one at a line end."""
    size = _FIRST_BYTES
    while True:
        available = window.fill(start, size)
        final = window.ended and window.end == start + available
        found = _END.search(window.text(start, start + available))
        if found and (final or found.end() < available):
            return start + found.end()
        if final and available <= MAX_RECORD_BYTES:
            return start + available
        if size >= MAX_RECORD_BYTES:
            limit = start + MAX_RECORD_BYTES
            cut = window.rfind(b"\n", start, limit) + 1
            return cut if cut > start else window.boundary(limit)
        size *= 4


def _lines(text: bytes, start: int, count: int) -> list[tuple[int, int]]:
    """Spans of the next lines, without their ends."""
    spans: list[tuple[int, int]] = []
    for found in _LINE.finditer(text, start):
        if len(spans) == count or (found.start() == len(text) and spans):
            break
        spans.append((found.start(1), found.end(1)))
    return spans


def _shift(spans: list[tuple[int, int]], text: bytes) -> int | None:
    """By how many lines the header is shorter or longer than usual, told by postcode and date."""
    for index in range(_POSTCODE - 2, min(_POSTCODE + 2, len(spans) - 1)):
        lines = [text[start:end] for start, end in spans[index : index + 2]]
        if _POSTCODE_LINE.match(lines[0]) and _DATE_LINE.match(lines[1]):
            return index - _POSTCODE
    return None


def _cells(text: bytes) -> list[_Cell]:
    """The cells of one patient, ascending."""
    begin = len(text) - len(text.lstrip(b"\r\n\f\x1a "))
    spans = _lines(text, begin, _HEADER_LINES + 2)
    shift = _shift(spans, text)
    cells: list[_Cell] = []
    body = begin
    if shift is not None:
        header = spans[: _HEADER_LINES + shift]
        for line, (start, end) in enumerate(header):
            cells += _header_cells(text, start, end, line - shift)
        body = header[-1][1]
    mark = _MARK.search(text, body)
    cells += _filled(text, body, mark.start() if mark else len(text), _TEXT)
    if mark:
        for found in _LINE.finditer(text, mark.end()):
            cells += _result_cells(text, found.start(1), found.end(1))
    return cells


def _filled(text: bytes, start: int, end: int, column: int) -> list[_Cell]:
    """A cell without the blanks around it; none when there is nothing else."""
    value = text[start:end]
    start += len(value) - len(value.lstrip())
    end -= len(value) - len(value.rstrip())
    return [(start, end, column)] if end > start else []


def _header_cells(text: bytes, start: int, end: int, line: int) -> list[_Cell]:
    if line == _POSTCODE and (code := _POSTCODE_LINE.match(text, start, end)):
        at = code.end(1)
        return [(code.start(1), at, _POSTCODE), *_filled(text, at, end, _TOWN)]
    if line in {_SENDER, _DOCTOR} and (code := _CODE.match(text, start, end)):
        return [
            *_filled(text, start, code.end(), _OTHER),
            *_filled(text, code.end(), end, line),
        ]
    return _filled(text, start, end, max(line, 0))


def _result_cells(text: bytes, start: int, end: int) -> list[_Cell]:
    """``RES|label|code|type|value|unit|…``, ``TEX|text``."""
    if text.startswith(_RESULT_MARK, start, end):
        start += len(_RESULT_MARK)
    kind, _, _ = text[start:end].partition(b"|")
    roles = {b"RES": {1: _TEST, 4: _RESULT}, b"TEX": {1: _REMARK}}.get(kind.strip(), {})
    cells: list[_Cell] = []
    for number, piece in enumerate(text[start:end].split(b"|")):
        if number or not roles:
            cells += _filled(text, start, start + len(piece), roles.get(number, _OTHER))
        start += len(piece) + 1
    return cells


FORMAT = TextFormat(info=INFO, recognise=is_hprim_medecin, read=read_hprim_medecin)
