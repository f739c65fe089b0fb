r"""Letters in LaTeX that a command writes, as the text that comes of each call.

``\newcommand{\courrier}[3]{Chère #1, née le #2, … #3}`` says what each call of ``\courrier`` means:
of ``\courrier{Mme X}{02/01/1979}{…}`` alone, nobody knows that the date is a birth.

Source: LaTeX2e unofficial reference manual, 12 (definitions); usrguide (``\NewDocumentCommand``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_LONGEST = 16 * 1024
"""Bytes of a definition, of a line with calls, and of what comes of one."""
_DEFINED = deferred(
    rb"""(?x) \\(?:newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?\s*+
    \{?\s*+\\(?P<new>[A-Za-z@]+)\s*+\}?\s*+\[(?P<count>[1-9])\]\s*+(?P<newbody>\{)
    | \\def\s*+\\(?P<def>[A-Za-z@]+)(?P<args>(?:\#[1-9])+)\s*+(?P<defbody>\{)
    | \\(?:New|Renew|Provide|Declare)DocumentCommand\s*+\{?\s*+\\(?P<doc>[A-Za-z@]+)\s*+\}?\s*+
    \{(?P<spec>[m\s]+)\}\s*+(?P<docbody>\{)"""
)
_BRACE = deferred(rb"\\.|[{}]", re.DOTALL)
_ARGUMENT = deferred(rb"#([1-9])")
_CALL = deferred(rb"\\([A-Za-z@]+)[ \t]*(?=\{)")
_MARKUP = deferred(rb"\\\\(?:\[[^\]]*\])?|\\(?:par|newline|quad|qquad)\b|[\r\n]+|[{}]|~|\\[,;: ]")
_LEAST = 2
"""Arguments of a command that may write a letter."""
Commands = Mapping[bytes, tuple[int, bytes]]
"""By name: how many arguments, and what is written with them."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What writes out calls of the commands that a text's `head` defines; None without any."""
    commands = dict(_commands(head))
    called = {call[1] for call in _CALL.finditer(head)}
    known = {name: told for name, told in commands.items() if name in called}
    return partial(_written_out, commands=known) if known else None


def _commands(head: bytes) -> Iterator[tuple[bytes, tuple[int, bytes]]]:
    for found in _DEFINED.finditer(head):
        name = found["new"] or found["def"] or found["doc"]
        start = max(found.start("newbody"), found.start("defbody"), found.start("docbody"))
        spec = (found["spec"] or b"").split()
        written = int(found["count"] or 0) or (found["args"] or b"").count(b"#")
        count = written or len(b"".join(spec))
        end = _closed(head, start)
        if end > 0 and count >= _LEAST:
            yield name, (count, _MARKUP.sub(b" ", head[start + 1 : end - 1]))


def _closed(text: bytes, start: int) -> int:
    """Where a group that begins at `start` has ended; -1 when it does not."""
    depth = 0
    for brace in _BRACE.finditer(text, start, start + _LONGEST):
        depth += {b"{": 1, b"}": -1}.get(brace[0], 0)
        if not depth:
            return brace.end()
    return -1


def _written_out(pieces: Iterable[Piece], *, commands: Commands) -> Iterator[Piece]:
    return respelled_lines(pieces, partial(_changes, commands=commands))


def _changes(line: bytes, *, commands: Commands) -> Iterator[Replacement]:
    """What becomes of calls in a line."""
    if len(line) > _LONGEST:
        return
    done = 0
    for call in _CALL.finditer(line):
        if call.start() < done or call[1] not in commands:
            continue
        count, text = commands[call[1]]
        values, end = _arguments(line, call.end(), count)
        if len(values) < count:
            # So no line is gone through again and again for groups that do not end.
            return
        done = end
        yield call.start(), end, _with_values(text, values)[:_LONGEST]


def _arguments(line: bytes, start: int, count: int) -> tuple[list[bytes], int]:
    """So many groups one after the other, and where they end."""
    values: list[bytes] = []
    while len(values) < count and line[start : start + 1] == b"{":
        end = _closed(line, start)
        if end < 0:
            break
        values.append(line[start + 1 : end - 1])
        start = end + len(line[end:]) - len(line[end:].lstrip(b" \t"))
    return values, start


def _with_values(text: bytes, values: list[bytes]) -> bytes:
    """What is written, each argument put in its places."""
    parts = _ARGUMENT.split(text)
    for at in range(1, len(parts), 2):
        number = int(parts[at])
        parts[at] = values[number - 1] if number <= len(values) else b""
    return b"".join(parts)


__all__ = ["find_rewrite"]
