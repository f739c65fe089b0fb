"""Regular expressions that are compiled when they are first used, or were when we were built.

Compiling takes a millisecond for a long one, and a scan of little needs few of those that the
modules it imports define; those it needs are made from what `pattern_storing` kept of them, in five
microseconds each. What it kept is found by the text of a pattern: it is never out of date. It is
used with the kind of interpreter that made it; with any other, they are compiled.
"""

import marshal
import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import AnyStr, ClassVar, Final, TypeAlias, cast

_MEMBERS = frozenset(
    {
        *("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"),
        *("flags", "groupindex", "groups", "pattern"),
    }
)
STORED_FILE = os.path.join(os.path.dirname(__file__), "_stored_patterns.bin")  # noqa: PTH118, PTH120 - `pathlib` takes 4 ms
CODE: Final = "I"
"""Type of the elements of a compiled pattern, as `memoryview` calls it."""
Written: TypeAlias = str | bytes
Compiled: TypeAlias = re.Pattern[str] | re.Pattern[bytes]
Stored: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""All flags, the code, the number of groups, their numbers by name, and their names by number."""


def deferred(pattern: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, in all that `_MEMBERS` names; an error shows at the first use."""
    return cast("re.Pattern[AnyStr]", Deferred(pattern, flags))


class Deferred:
    """Stands for a compiled pattern, and has that one's members from the first use on.

    Attributes:
        known: Text and flags of all that were made; modules make them, at their import.
    """

    known: ClassVar[list[tuple[Written, re.RegexFlag]]] = []

    def __init__(self, written: Written, asked: re.RegexFlag) -> None:
        self.written = written
        self.asked = asked
        self.known.append((written, asked))

    def __getattr__(self, name: str) -> object:
        """Called for what is not here yet."""
        if name not in _MEMBERS:
            raise AttributeError(name)
        compiled = compiled_pattern(self.written, self.asked)
        self.__dict__ |= {each: getattr(compiled, each) for each in _MEMBERS}
        return getattr(compiled, name)


def compiled_pattern(
    written: Written, asked: re.RegexFlag
) -> "re.Pattern[str] | re.Pattern[bytes]":
    """What `re.compile` gives, from what was stored where that is there."""
    stored = _stored_patterns().get((written, int(asked)))
    if stored is None:
        return re.compile(written, asked)
    flags, code, *groups = stored
    made: Compiled = import_module("_sre").compile(
        written, flags, memoryview(code).cast(CODE).tolist(), *groups
    )
    return made


def interpreter_mark() -> bytes:
    """What tells the form of compiled patterns, and the tables of letters they are made by."""
    sre = import_module("_sre")
    kind = (sys.implementation.cache_tag, sys.byteorder, sre.MAGIC, sre.CODESIZE)
    return f"leakscan patterns 1 {kind}\n".encode()


@cache
def _stored_patterns() -> Mapping[tuple[Written, int], Stored]:
    """All that were stored by text and flags; none where the file is missing, cut or another's."""
    try:
        return read_stored(STORED_FILE)
    except (OSError, EOFError, ValueError, TypeError):
        return {}


def read_stored(path: str) -> Mapping[tuple[Written, int], Stored]:
    """What a file holds that this interpreter can use.

    Raises:
        OSError: It cannot be read.
        EOFError: It is cut short.
        ValueError: It was damaged.
        TypeError: The same.
    """
    mark = interpreter_mark()
    with open(path, "rb") as stream:  # noqa: PTH123 - as above
        if stream.read(len(mark)) != mark:
            return {}
        # As modules are kept: whoever can write here can write there.
        found: dict[tuple[Written, int], Stored] = marshal.loads(stream.read())  # noqa: S302
        return found


_APART = r"(?:%20|[\W_]){0,3}"
LONG_NUMBER = deferred(rf"\d(?:{_APART}(?:\d|(?<=2)[ABab](?=(?:%20|[\W_])*\d))){{8,}}")
"""Nine or more digits (one may be Corsica's letter) with nothing but signs between them."""
MASK = "\u27e8masked\u27e9"
"""Stands for these in messages, and for what identifies somebody in names of sources."""
