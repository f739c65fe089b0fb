"""Jupyter notebooks: the text of their cells, and what these put out, as files of their own.

Specification: https://nbformat.readthedocs.io (3 and 4). A table that was looked at stays in the
notebook as a page and as printed text: each is read as what it is.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any

from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.cell_values import member
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.texts import document_of
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="notebook",
    description={
        "fr": "cahiers Jupyter (.ipynb) : cellules, et leurs sorties chacune comme un fichier",
        "en": "Jupyter notebooks (.ipynb): cells, and what they put out each as a file",
    },
    limits={"fr": "64 Mio, au-delà lus comme du JSON", "en": "64 MiB, beyond that read as JSON"},
)
_MAX_BYTES = 64 * 1024 * 1024
_MAX_VALUES = 1_000_000
"""Values, each of which takes some 100 bytes in memory."""
_SIGNS = (b'"outputs"', b'"source"', b'"nbformat"', b'"input"')
_ENDINGS = {"text/html": "html", "text/plain": "txt", "text/markdown": "md", "text/latex": "tex"}
_OF_OLD = {"html": "html", "text": "txt", "latex": "tex", "svg": "svg", "json": "json"}
"""Keys of outputs in notebooks of version 3."""
_PICTURES = ("png", "jpeg")
Json = Any


def is_notebook(head: bytes, name: str) -> bool:
    """Whether a text that begins with `head` is a notebook."""
    del name
    return (
        head.lstrip().startswith(b"{")
        and b'"cell_type"' in head
        and any(sign in head for sign in _SIGNS)
    )


def read_notebook(window: TextWindow) -> Iterator[Item]:
    """Chunks of the cells' text, then the outputs as members."""
    size = window.fill(0, _MAX_BYTES + 1)
    cells = None if size > _MAX_BYTES else _cells(window.text(0, size))
    if cells is None:
        from leakscan.readers.jsontext import read_json

        yield from read_json(window)
        return
    texts = (_source(cell) for cell in cells if cell.get("cell_type") != "code")
    yield from document_of(texts, chunk_bytes=window.chunk_bytes)
    # Programs may hold lists of people.
    yield from _text([_source(cell) for cell in cells if cell.get("cell_type") == "code"], "code")
    for number, cell in enumerate(cells, 1):
        for place, output in enumerate(_objects(cell.get("outputs")), 1):
            yield from _members(output, f"cell {number} output {place}")
        for name, given in _items(cell.get("attachments")):
            yield from _members({"data": given}, f"cell {number} {name}")


def _source(cell: dict[str, Json]) -> str:
    return _joined(cell.get("source", cell.get("input"))) + "\n\n"


def _cells(text: bytes) -> list[Json] | None:
    """The cells of a notebook; None when it is damaged, too large or something else."""
    if sum(map(text.count, b"[{,")) > _MAX_VALUES:
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict):
        return None
    sheets = [whole, *_objects(whole.get("worksheets"))]
    cells = [cell for sheet in sheets for cell in _objects(sheet.get("cells"))]
    return cells or None


def _objects(value: Json) -> list[dict[str, Json]]:
    """The objects of a list; none of anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _items(value: Json) -> list[tuple[str, Json]]:
    return [*value.items()] if isinstance(value, dict) else []


def _members(output: dict[str, Json], name: str) -> Iterator[Embedded]:
    """What one output holds, in each of its forms."""
    for kind, content in _items(output.get("data")):
        yield from _form(kind, content, name)
    for key, ending in _OF_OLD.items():
        if key in output:
            yield from _text(output[key], f"{name}.{ending}")
    for key in _PICTURES:
        if key in output:
            yield from _form(f"image/{key}", output[key], name)
    if "traceback" in output:
        yield from _text(output["traceback"], f"{name}.txt", between="\n")


def _form(kind: str, content: Json, name: str) -> Iterator[Embedded]:
    """An output in one form: text, JSON, or a file in base64."""
    main, _, sub = kind.partition("/")
    if isinstance(content, dict):
        yield from _text(json.dumps(content, ensure_ascii=False), f"{name}.json")
    elif main == "text" or sub.endswith(("xml", "json", "javascript")):
        yield from _text(content, f"{name}.{_ENDINGS.get(kind, 'txt')}")
    else:
        try:
            data = base64.b64decode(_joined(content), validate=False)
        except (binascii.Error, ValueError):
            data = b""
        if data:
            yield member(f"{name}.{sub}", data)


def _text(content: Json, name: str, between: str = "") -> Iterator[Embedded]:
    text = _joined(content, between)
    if text.strip():
        yield member(name, text.encode(errors="replace"))


def _joined(content: Json, between: str = "") -> str:
    """Text that may be a list of lines."""
    if isinstance(content, list):
        return between.join(line for line in content if isinstance(line, str))
    return content if isinstance(content, str) else ""


FORMAT = TextFormat(info=INFO, recognise=is_notebook, read=read_notebook)
