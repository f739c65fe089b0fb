r"""Lines of a label and a value, record after record: what is neither a table nor prose.

INI and properties files, YAML and TOML lists, ``\G`` of MySQL and ``\x`` of psql, old programs'
cards, forms saved as ``Nom;DURAND``. A label names a column; a record begins where the label of
the first line that comes again stands. Only files whose labels speak of people are taken: of
others no column would mean anything, and they stay text.
"""

from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.person_words import count_speaking, is_login, is_secret
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="labelled",
    description={
        "fr": "fiches : une étiquette et sa valeur par ligne (INI, YAML, psql \\x, dcmdump…)",
        "en": "cards: a label and its value on each line (INI, YAML, psql \\x, dcmdump…)",
    },
    limits={
        "fr": "reconnues à deux étiquettes de personnes (nom, naissance, téléphone, mot de passe…)",
        "en": "recognised by two labels about people (name, birth, telephone, password…)",
    },
)
_LOOK_BYTES, _LOOK_LINES, _MIN_PEOPLE = 4096, 100, 2
_LABEL = deferred(rb"[^:=|;\t,<>]{1,64}(?=[:=|;\t,])")


def is_labelled(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` is cards of people."""
    lines = [line for line in head[:_LOOK_BYTES].split(b"\n")[:_LOOK_LINES] if line.strip()]
    # Most texts are refused here: too few of their first lines begin with a word about people.
    if not lines or sum(map(len, lines)) > 120 * len(lines):
        return False
    begun = [found[0] for line in lines if (found := _LABEL.match(line))]
    names = b"\n".join(begun)
    if not (is_secret(names) and is_login(names)) and count_speaking(begun) < _MIN_PEOPLE:
        return False
    from leakscan.readers.labels import find_labels

    return find_labels(head) is not None


def read_labelled(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of records, whose columns are the labels."""
    from leakscan.readers import labelled_rows

    return labelled_rows.read_labelled(window)


FORMAT = TextFormat(info=INFO, recognise=is_labelled, read=read_labelled)
