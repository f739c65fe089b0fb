"""Regular expressions that are compiled when they are first used.

Compiling takes a millisecond for a long one, and a scan of little needs few of those that the
modules it imports define.
"""

import re
from functools import partial
from typing import AnyStr, cast

_MEMBERS = frozenset(
    {"findall", "finditer", "flags", "fullmatch", "groupindex", "match", "pattern", "search", "sub"}
)


def deferred(pattern: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, in all that `_MEMBERS` names; an error shows at the first use."""
    return cast("re.Pattern[AnyStr]", _Deferred(partial(re.compile, pattern, flags)))


class _Deferred:
    """Stands for a compiled pattern, and has that one's members from the first use on."""

    def __init__(self, compiled: "partial[re.Pattern[str]] | partial[re.Pattern[bytes]]") -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> object:
        """Called for what is not here yet."""
        if name not in _MEMBERS:
            raise AttributeError(name)
        compiled = self._compiled()
        self.__dict__ |= {each: getattr(compiled, each) for each in _MEMBERS}
        return getattr(compiled, name)


_APART = r"(?:%20|[\W_]){0,3}"
LONG_NUMBER = deferred(rf"\d(?:{_APART}(?:\d|(?<=2)[ABab](?=(?:%20|[\W_])*\d))){{8,}}")
"""Nine or more digits (one may be Corsica's letter) with nothing but signs between them."""
MASK = "\u27e8masked\u27e9"
"""Stands for these in messages, and for what identifies somebody in names of sources."""
