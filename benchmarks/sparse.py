"""Sparse input: source code, logs and text of this machine, with a handful of hits.

The material is Python's own standard library (code, and its documentation as English text),
invented server logs and the novel chapter of the demo. Each block is the same pieces in
another order, with a few new lines about fictitious persons.
"""

import sysconfig
from collections.abc import Iterator
from pathlib import Path
from random import Random

from leakscan.demo.neighbours import log_lines
from leakscan.demo.nir_numbers import printed_nir
from leakscan.demo.novel import CHAPTER
from leakscan.demo.people import Person, fictitious_people

_PIECE_BYTES = 64 * 1024
_SOURCE_BYTES = 5_000_000
_LOG_LINES = 18_000
_NOVEL_COPIES = 200
_HITS = 8


def sparse_blocks(seed: int) -> Iterator[bytes]:
    """Endless blocks of whole lines, UTF-8, some 8 MB each."""
    rng = Random(f"sparse:{seed}")
    pieces = [*_pieces(_sources()), *_pieces(_logs(seed)), *_pieces(_prose())]
    people = fictitious_people(1 << 24, seed=seed)
    while True:
        hits = [_mention(next(people)) for _ in range(_HITS)]
        block = [*pieces, *hits]
        rng.shuffle(block)
        yield b"".join(block)


def _sources() -> bytes:
    library = Path(sysconfig.get_path("stdlib"))
    paths = sorted([*library.glob("*.py"), *library.glob("[a-s]*/*.py")])
    taken: list[bytes] = []
    size = 0
    for path in paths:
        text = path.read_bytes()
        # Test data in other encodings would turn the whole file into something else.
        if "site-packages" not in path.parts and b"\0" not in text and _is_utf8(text):
            taken.append(text)
            size += len(text)
        if size > _SOURCE_BYTES:
            break
    return b"".join(taken)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _logs(seed: int) -> bytes:
    return "".join(log_lines(_LOG_LINES, seed=seed)).encode()


def _prose() -> bytes:
    # The chapter's trap word would be a hit on every page; a sparse file has a handful.
    return CHAPTER.replace("enceinte", "muraille").encode() * _NOVEL_COPIES


def _pieces(text: bytes) -> Iterator[bytes]:
    """Pieces of about `_PIECE_BYTES` that end with a line."""
    start = 0
    while start < len(text):
        newline = text.find(b"\n", start + _PIECE_BYTES)
        end = newline + 1 if newline >= 0 else len(text)
        yield text[start:end]
        start = end


def _mention(person: Person) -> bytes:
    text = (
        f"# à rappeler : {person.civility} {person.surname}, {printed_nir(person.nir)}, "
        f"{person.mobile or '02 61 91 00 00'}, sous Levothyrox\n"
    )
    return text.encode()
