r"""Objects of JSON on lines behind a few words, as consumers of queues and logs print them.

``Struct{id=7}⇥{"before": …}`` is what the console of Kafka prints with keys, kcat and ``docker
compose logs`` do nearly so. What stands before an object becomes a value of it, so that the lines
are NDJSON.
"""

import json
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_LINE = deferred(
    rb"""(?x)
      (?P<words> (?: [A-Z][A-Za-z]{2,30} : [^\t\n{]{0,90} \t )*+      # CreateTime:1719484657433
                 (?: [^\t;\n"]{1,160}? [ \t|:;,]{1,4} )?? )
      (?P<object> \{ [ ]{0,4}" .* ) \Z"""
)
_MIN_LINES, _MAX_LINES = 3, 50
_MIN_SHARE, _MIN_OBJECTS = 0.9, 0.7
"""Of lines that are such, and of their bytes that are objects: others speak of people in words."""
_NAME = b'{"line": %b, '


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes objects of the lines of a text that begins with `head`."""
    lines = [line.strip() for line in head.split(b"\n")[:-1] or [head]][:_MAX_LINES]
    filled = [line for line in lines if line]
    found = [line for line in filled if _object(line)]
    if len(found) < max(_MIN_LINES, _MIN_SHARE * len(filled)) or not _object(filled[0]):
        return None
    held = sum(len(_object(line)) for line in found)
    return _plain if held >= _MIN_OBJECTS * sum(map(len, found)) else None


def _object(line: bytes) -> bytes:
    """The object that a line ends with, behind words; empty for none."""
    found = _LINE.match(line) if line[:1] not in {b"{", b"["} and line[-1:] == b"}" else None
    if found is None:
        return b""
    try:
        _, end = json.JSONDecoder().raw_decode(found["object"].decode(errors="replace"))
    except (ValueError, RecursionError):
        return b""
    return found["object"] if end > len(b'{"":0}') else b""


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _changes)


def _changes(line: bytes) -> list[Replacement]:
    """The words before an object as the first of its values."""
    found = _LINE.match(line)
    if found is None:
        return []
    words = json.dumps(
        b" ".join(found["words"].split()).decode(errors="replace"), ensure_ascii=False
    )
    begin = found.start("object")
    return [(0, begin + 1, _NAME % words.encode())]


__all__ = ["find_rewrite"]
