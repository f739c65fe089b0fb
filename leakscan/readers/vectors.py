"""Columns one after the other: the data in programs of R, Python and Julia, and what `dput` prints.

``data.frame(nom = c("DURAND", …), prenom = c("Zoé", …))``, ``{"nom": ["DURAND", …], …}``: what
belongs to a person stands at the same place of every list. Lists of one length that follow each
other are a table. Only files in which they speak of people are taken: others stay text.
"""

from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.person_words import count_speaking
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="vectors",
    description={
        "fr": "colonnes l'une après l'autre : programmes R et Python, sorties de dput",
        "en": "columns one after the other: programs of R and Python, what dput prints",
    },
    limits={
        "fr": "reconnues à deux noms de colonnes de personnes ; les premiers 16 Mio",
        "en": "recognised by two names of columns about people; the first 16 MiB",
    },
)
KEY = (
    rb"(?:(?<![\w.\x80-\xff$])(?P<bare>[A-Za-z_\x80-\xff][\w.\x80-\xff]{0,63})"
    rb'|`(?P<ticked>[^`\n]{1,64})`|"(?P<double>[^"\\\n]{1,64})"|\'(?P<single>[^\'\\\n]{1,64})\')'
    rb"\s{0,8}(?:=(?!=)|:|<-)\s{0,8}"
)
"""A name of a column and the sign behind it."""
CALLS = rb"(?P<calls>(?:[\w.:]{1,40}\(\s{0,8}){0,4})"
"""Functions whose first argument the list is: ``structure(c(``, ``np.array(``."""
_LIST = deferred(KEY + CALLS + rb"(?:(?<=[^\w.]c\()|\[)\s{0,8}(?:[\"'\d.-]|NA|None|nan|datetime)")
_SIGNS = (
    *(before + b"c(" for before in (b"=", b"= ", b"-", b"- ", b"(", b"( ", b"\n", b"  ")),
    *(before + b"[" for before in (b"=", b"= ", b":", b": ", b"(")),
)
"""A list behind its name or inside a call: looked for first, as most texts have none."""
_MIN_PEOPLE, _MIN_LISTS = 2, 2
_LONG_HEAD = 32 * 1024
"""In a head so long the first list may not end."""


def is_vectors(head: bytes, name: str) -> bool:
    """Whether a text that begins with `head` has lists of values of columns about people."""
    del name
    # Many texts have not even what each of the signs ends with.
    may_be = b"[" in head or b"c(" in head
    if head[:1] in b"{[" or not may_be or not any(sign in head for sign in _SIGNS):
        return False
    names = {found["bare"] or found["ticked"] or found["double"] or found["single"]
             for found in _LIST.finditer(head)}  # fmt: skip
    if len(names) < _MIN_LISTS:
        return bool(names) and len(head) > _LONG_HEAD and count_speaking(names) > 0
    return count_speaking(names) >= _MIN_PEOPLE


def read_vectors(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of rows, whose columns are the lists, and of the prose around them."""
    from leakscan.readers import vector_rows

    return vector_rows.read_vectors(window)


FORMAT = TextFormat(info=INFO, recognise=is_vectors, read=read_vectors)
