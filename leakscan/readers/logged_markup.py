"""XML in the logs of those who send it: requests and answers of services, after a date and a level.

Behind what a line says of itself stands ``<ins:TIQ><ins:Nom>DURAND</ins:Nom>…``, written out, with
``&lt;`` or as JSON writes it; on one line, or on lines that begin with a tag and belong to the one
before. It becomes ``TIQ.Nom="DURAND"``, the parent, the element and its value, which `paired`
reads; tags that are cut or never closed cost themselves alone.
"""

import re
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.paired import KEY_BYTES
from leakscan.readers.person_words import count_speaking
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_LESS, _MORE = rb"(?:<|&lt;|\\u003[cC])", rb"(?:>|&gt;|\\u003[eE])"
_TAG = deferred(
    _LESS
    + rb"(?P<mark>[/?!]?)(?:[\w.-]{1,64}:)?(?P<name>[A-Za-z_][\w.-]{0,63})"
    + rb"(?P<rest>(?:[\s/?](?:(?!&[lg]t;)[^<>]){0,4096}?)?)(?P<empty>[/?]?)"
    + _MORE
)
_TEXT = deferred(rb"[^<>&\n]{1,65536}(?:&(?!lt;)[^<>&\n]{1,65536}){0,64}(?=" + _LESS + rb"/)")
_VALUE = deferred(rb"""\svalue=(?=\\?["'])""")
_OPENS = deferred(rb"[ \t]*" + _LESS + rb"[/?!]?[A-Za-z]")
_MIN_PEOPLE, _MIN_SHARE, _MOST_LEVELS = 2, 0.3, 32
_LONGEST = 256 * 1024
"""Bytes of lines that are taken as one."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What puts the elements of a log beside their values, when `head` begins one."""
    if head.lstrip()[:1] in {b"<", b"{", b"["} or _TAG.search(head) is None:
        return None
    log, keys, size = _Log(), set(), 0
    for line in head.split(b"\n"):
        size += len(line) * any(log.changes(line))
        keys.update(log.keys)
    told = size >= _MIN_SHARE * len(head) and count_speaking(keys) >= _MIN_PEOPLE
    return _written_out if told else None


def _written_out(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _Log().changes, _last_message)


class _Log:
    """Lines one by one, and the elements that are open.

    Attributes:
        keys: Of the elements with a value in the last line.
    """

    __slots__ = ("_in_value", "_open", "_size", "keys")

    def __init__(self) -> None:
        self._open: list[bytes] = []
        self._in_value = False
        self._size = 0
        self.keys: list[bytes] = []

    def changes(self, line: bytes) -> list[Replacement]:
        """What becomes of parts of a line."""
        goes_on = bool(self._open) and self._size < _LONGEST and _OPENS.match(line) is not None
        self._size = self._size + len(line) if goes_on else 0
        if not goes_on:
            self._open = []
        self._in_value = False
        self.keys = []
        found: list[Replacement] = [(-1, 0, b" ")] if goes_on else []
        for tag in _TAG.finditer(line):
            found += self._tag(line, tag)
        return found

    def _tag(self, line: bytes, tag: re.Match[bytes]) -> Iterator[Replacement]:
        begin, end = tag.span()
        if tag["mark"]:
            yield begin, end, b'" ' if self._in_value else b" "
            self._in_value = False
            if tag["mark"] == b"/":
                self._close(tag["name"])
            return
        key = self._key(tag["name"])
        rest, stop = tag.span("rest")
        valued = _VALUE.search(line, rest, stop)
        if b"=" in tag["rest"]:
            yield begin, rest, b" "
            if valued is not None:
                self.keys.append(key)
                yield *valued.span(), b" " + key + b"="
            begin = stop
        if tag["empty"]:
            yield begin, end, b" "
            return
        self._in_value = _TEXT.match(line, end) is not None
        if self._in_value:
            self.keys.append(key)
        yield begin, end, b" " + key + b'="' if self._in_value else b" "
        self._open = [*self._open[-_MOST_LEVELS:], tag["name"]]

    def _key(self, name: bytes) -> bytes:
        """An element by its name and its parent's, where that is not too long for a key."""
        whole = b".".join([*self._open[-1:], name])
        return whole if len(whole) <= KEY_BYTES else name[:KEY_BYTES]

    def _close(self, name: bytes) -> None:
        """The elements that end here: also those inside that no tag has closed."""
        if name in self._open:
            while self._open.pop() != name:
                pass


def _last_message(data: bytes) -> int:
    """Where the last line begins that is none of the tags of another; 0 without."""
    end = data.rfind(b"\n") + 1
    while end:
        begin = data.rfind(b"\n", 0, end - 1) + 1
        if len(data) - begin > _LONGEST or _OPENS.match(data, begin, end) is None:
            return begin
        end = begin
    return 0


__all__ = ["find_rewrite"]
