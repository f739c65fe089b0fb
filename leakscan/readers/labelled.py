r"""Lines of a label and a value, record after record: what is neither a table nor prose.

INI and properties files, YAML and TOML lists, ``\G`` of MySQL and ``\x`` of psql, old programs'
cards, forms saved as ``Nom;DURAND``. A label names a column; a record begins where the label of
the first line that comes again stands. Only files whose labels speak of people are taken: of
others no column would mean anything, and they stay text.
"""

from collections.abc import Iterator

from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="labelled",
    description={
        "fr": "fiches : une étiquette et sa valeur par ligne (INI, YAML, psql \\x, formulaires…)",
        "en": "cards: a label and its value on each line (INI, YAML, psql \\x, forms…)",
    },
    limits={
        "fr": "reconnues à deux étiquettes de personnes (nom, naissance, téléphone…)",
        "en": "recognised by two labels about people (name, birth, telephone…)",
    },
)
_LOOK_BYTES = 2048


def is_labelled(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` is cards of people."""
    first = head[:_LOOK_BYTES].split(b"\n")[:-1] or [head[:_LOOK_BYTES]]
    filled = [line for line in first if line.strip()]
    # Most texts are refused here: their lines are long, or have nothing that parts a label.
    if not filled or sum(map(len, filled)) > 120 * len(filled):
        return False
    if 2 * sum(any(sign in line for sign in b":=|;\t,") for line in filled) < len(filled):
        return False
    from leakscan.readers.labels import find_labels

    return find_labels(head) is not None


def read_labelled(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of records, whose columns are the labels."""
    from leakscan.readers import labelled_rows

    return labelled_rows.read_labelled(window)


FORMAT = TextFormat(info=INFO, recognise=is_labelled, read=read_labelled)
