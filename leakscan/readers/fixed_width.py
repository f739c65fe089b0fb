"""Fixed-width lines of health insurance and hospitals (B2, NOEMIE, RSF, RSS): records of people.

See `fixed_layout` for how the columns are found. Lines of another length are one field each.
"""

from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="fixed-width",
    description={
        "fr": "lignes à largeur fixe de personnes, fins de ligne ou non (B2, NOEMIE, RSF, RSS…)",
        "en": "fixed-width lines about people, line ends or none (B2, NOEMIE, RSF, RSS…)",
    },
    limits={
        "fr": "reconnues à la place du NIR, ou d'une naissance et d'un sexe ; autres sans nom",
        "en": "recognised by the place of the NIR, or of a birth and a sex; other fields unnamed",
    },
)
_SNIFF_BYTES = 64 * 1024
_MIN_LENGTH = 24
_FEW = 4
_MIN_NAMES = 2
_RULE = deferred(rb" ?-{2,}(?: +-{2,})+ *")


def is_fixed_width(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` has a NIR, or births, at a place of its lines."""
    head = head[:_SNIFF_BYTES]
    first = [line.rstrip(b"\r") for line in head.split(b"\n", _FEW + 1)[:_FEW]]
    # Most texts are refused here, without a look at their digits.
    if max(map(len, first)) < _MIN_LENGTH:
        return False
    from leakscan.readers.fixed_layout import begins_glued, find_layout

    if len({_characters(line) for line in first}) >= _FEW and not begins_glued(first):
        return False
    layout = find_layout(head)
    return layout is not None and (layout.glued or not _names_columns(head, first))


def _names_columns(head: bytes, first: list[bytes]) -> bool:
    """Whether a header tells what the columns are, which are then read by it."""
    from leakscan.readers.aligned import is_aligned
    from leakscan.readers.person_words import speaks_of_people

    ruled = any(_RULE.fullmatch(line) for line in first)
    names = max(sum(map(speaks_of_people, line.split(b"  "))) for line in first)
    return (ruled or names >= _MIN_NAMES) and is_aligned(head, "")


def _characters(line: bytes) -> int:
    """How many characters a line has."""
    return len(line) if line.isascii() else len(line.decode("utf-8", "ignore"))


def read_fixed_width(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of invoices, or of lines where all are of one kind."""
    from leakscan.readers import fixed_rows

    return fixed_rows.read_fixed_width(window)


FORMAT = TextFormat(info=INFO, recognise=is_fixed_width, read=read_fixed_width)
