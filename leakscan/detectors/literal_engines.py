"""The engines of the lexical lane: the same literals by a kernel, an automaton or Hyperscan.

All report occurrences of literals as (literal, end) and leave word boundaries and exact case to
`lexical`, which is why they are interchangeable; a differential test holds them to it. Measured
on one core with 15,000 literals: the kernel 450 MB/s after 30 ms, Hyperscan 240 MB/s after 1.1 s
of compilation, the automaton 20-30 MB/s after 50 ms.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes
from leakscan.detectors.vocabulary import Vocabulary
from leakscan.model.errors import UsageError
from leakscan.native.library import KERNELS
from leakscan.native.literals import LiteralTable

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Literal numbers and end offsets, in no order."""

SPACED = bytes(0x20 if byte in b"\t\r\n\x0b\x0c_" else byte for byte in range(256))
"""Blanks and underscores read as spaces, so that a phrase is found across a line end."""
_FOLDED = SPACED.translate(bytes(range(256)).lower())

_BOUNDED_BYTES = 4
"""Literals up to this size get word boundaries in the pattern itself: `ist` is in every third
French word and each report costs half a microsecond."""


class LiteralEngine(Protocol):
    """Finds literals in text; blanks of any kind and underscores are read as spaces."""

    name: str
    sees_words: bool
    """Whether literals that begin with a letter or digit of ASCII are found where a word begins
    only, and all those left out to which a letter or digit is glued."""

    def find(self, data: Bytes) -> Found:
        """All occurrences of all literals, overlapping ones included.

        Those to which a letter or digit is glued may be left out, or not: `lexical` decides.
        """
        ...

    def find_up_to(self, data: Bytes, most: int) -> Found | None:
        """The same; None where there are more than so many."""
        ...


class HyperscanEngine:
    """Literals compiled into one Hyperscan (Vectorscan) database."""

    name = "hyperscan"
    sees_words = False

    def __init__(self, vocabulary: Vocabulary) -> None:
        import hyperscan

        literals, exact = vocabulary.literals(), vocabulary.exact()
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[
                _expression(only or word) for word, only in zip(literals, exact, strict=True)
            ],
            ids=list(range(len(literals))),
            elements=len(literals),
            flags=[0 if only else hyperscan.HS_FLAG_CASELESS for only in exact],
        )

    def find(self, data: Bytes) -> Found:
        """See `LiteralEngine`."""
        literals: list[int] = []
        ends: list[int] = []
        add_literal, add_end = literals.append, ends.append

        def on_match(literal: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add_literal(literal)
            add_end(end)

        self._database.scan(data.tobytes().translate(SPACED), match_event_handler=on_match)
        return np.array(literals, np.int64), np.array(ends, np.int64)

    def find_up_to(self, data: Bytes, most: int) -> Found | None:
        """See `LiteralEngine`."""
        return _up_to(self.find(data), most)


class KernelEngine:
    """Literals found by the compiled kernel, at word starts only."""

    name = "portable"
    sees_words = True

    def __init__(self, vocabulary: Vocabulary) -> None:
        assert vocabulary.layout is not None
        self._table = LiteralTable(vocabulary.layout)

    def find(self, data: Bytes) -> Found:
        """See `LiteralEngine`."""
        return self._table.find(data)

    def find_up_to(self, data: Bytes, most: int) -> Found | None:
        """See `LiteralEngine`."""
        return self._table.find_up_to(data, most)


class AutomatonEngine:
    """Literals in an Aho-Corasick automaton (`pyahocorasick`), where nothing was compiled."""

    name = "portable"
    sees_words = False

    def __init__(self, vocabulary: Vocabulary) -> None:
        import ahocorasick

        # Latin-1 makes each byte one character, so that positions are byte offsets.
        self._automaton = ahocorasick.Automaton()
        for number, literal in enumerate(vocabulary.literals()):
            self._automaton.add_word(literal.decode("latin-1"), number)
        self._automaton.make_automaton()

    def find(self, data: Bytes) -> Found:
        """See `LiteralEngine`."""
        text = data.tobytes().translate(_FOLDED).decode("latin-1")
        # Rules that go by columns alone have no words, and an automaton of none cannot be asked.
        pairs = list(self._automaton.iter(text)) if len(self._automaton) else []
        if not pairs:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        found = np.array(pairs, np.int64)
        return found[:, 1], found[:, 0] + 1

    def find_up_to(self, data: Bytes, most: int) -> Found | None:
        """See `LiteralEngine`."""
        return _up_to(self.find(data), most)


def _up_to(found: Found, most: int) -> Found | None:
    return found if found[0].size <= most else None


def make_engine(name: str, vocabulary: Vocabulary) -> LiteralEngine:
    """The engine called `name`: ``hyperscan``, ``portable``, or ``auto`` for the fastest there is.

    The compiled kernel is the portable engine where it was built: as fast as Hyperscan and
    ready at once.

    Raises:
        UsageError: Hyperscan was asked for and is not installed.
    """
    if name != "hyperscan" and KERNELS is not None and vocabulary.layout is not None:
        return KernelEngine(vocabulary)
    if name == "portable" or not vocabulary.size.size:
        return AutomatonEngine(vocabulary)
    try:
        return HyperscanEngine(vocabulary)
    except ImportError:
        if name == "hyperscan":
            raise UsageError("the hyperscan package is not installed here") from None
        return AutomatonEngine(vocabulary)


def _expression(literal: bytes) -> bytes:
    escaped = b"".join(
        bytes((byte,)) if chr(byte).isascii() and chr(byte).isalnum() else b"\\x%02x" % byte
        for byte in literal
    )
    if len(literal) > _BOUNDED_BYTES or not literal.isascii():
        return escaped
    left = b"\\b" if literal[:1].isalnum() else b""
    right = b"\\b" if literal[-1:].isalnum() else b""
    return left + escaped + right
