r"""Hashes as the shell of Redis and Valkey prints them: names and values in turns, each numbered.

`` 1) "nom"`` and `` 2) "DURAND"`` become ``nom: DURAND``, which `labelled` reads; RESP3 prints
``1# "nom" => "DURAND"``. Signs beyond ASCII are written ``\xc3\xa9``. Where a list follows another
answer of the shell a record ends.

Source: redis-cli, https://redis.io/docs/latest/develop/tools/cli/.
"""

import re
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.labels import LABEL_BYTES, find_labels
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_ITEM = deferred(
    rb'[ \t]*(?:\d{1,9}\)[ \t]+)*(?P<number>\d{1,9})(?P<sign>[)#])[ \t]+"(?P<text>.*)"[ \t\r]*\Z'
)
_LABEL = deferred(rb"[A-Za-z_\x80-\xff][\w .\x80-\xff-]*\Z")
_MAPPED = b'" => "'
_ESCAPED = deferred(rb'(?:\\x[0-9a-fA-F]{2})+|\\["\\nrtab]')
_LONGEST = 64 * 1024


def find_rewrite(head: bytes) -> Rewrite | None:
    """What puts values behind their names, when `head` begins with such lists about people."""
    if not any(map(_ITEM.match, head.split(b"\n"))):
        return None
    written = b"".join(piece.data for piece in _labelled([Piece(head, Shifted(0))]))
    return None if written == head or find_labels(written) is None else _labelled


def _labelled(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _Lists().changes, _last_pair)


class _Lists:
    """Lines one by one, and the number of the name whose value comes next."""

    __slots__ = ("_inside", "_name")

    def __init__(self) -> None:
        self._inside = False
        self._name = 0

    def changes(self, line: bytes) -> list[Replacement]:
        """What becomes of parts of a line."""
        item = _ITEM.match(line) if len(line) <= _LONGEST else None
        name, self._name = self._name, 0
        if item is None:
            ended, self._inside = self._inside, False
            return [(0, 0, b"\n")] if ended and line.strip() else []
        self._inside = True
        begin, end = item.span("text")
        number = int(item["number"])
        if item["sign"] == b"#":
            middle = line.find(_MAPPED, begin, end)
            return [] if middle < 0 else self._mapped(line, begin, middle, end)
        if name and number == name + 1:
            return [(-1, begin, b""), *_plain(line, begin, end), (end, len(line), b"")]
        if number % 2 and _is_label(item["text"]):
            self._name = number
            return [(0, begin, b""), (end, len(line), b": ")]
        return []

    @staticmethod
    def _mapped(line: bytes, begin: int, middle: int, end: int) -> list[Replacement]:
        if not _is_label(line[begin:middle]):
            return []
        value = middle + len(_MAPPED)
        parted = [(0, begin, b""), (middle, value, b": ")]
        return [*parted, *_plain(line, value, end), (end, len(line), b"")]


def _is_label(text: bytes) -> bool:
    return len(text) <= LABEL_BYTES and _LABEL.match(text) is not None


def _plain(line: bytes, begin: int, end: int) -> Iterator[Replacement]:
    """The escapes of a value, undone; line ends and controls become spaces."""
    for found in _ESCAPED.finditer(line, begin, end):
        yield found.start(), found.end(), _sign(found)


def _sign(found: re.Match[bytes]) -> bytes:
    if found[0][1:2] != b"x":
        return found[0][1:] if found[0][1:] in {b'"', b"\\"} else b" "
    raw = bytes.fromhex(found[0].replace(b"\\x", b"").decode())
    text = raw.decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else " " for sign in text).encode()


def _last_pair(data: bytes) -> int:
    """Where the last name begins whose value may follow, or what comes after the last line."""
    end = data.rfind(b"\n") + 1
    begin = data.rfind(b"\n", 0, max(end - 1, 0)) + 1
    item = _ITEM.match(data[begin : max(end - 1, 0)]) if end - begin <= _LONGEST else None
    return begin if item is not None and int(item["number"]) % 2 else end


__all__ = ["find_rewrite"]
