"""Lines that name several values each: what services log of the people they deal with.

``patient={nom=DURAND, prenom=Zoé, tel=…}``, ``level=info user="Zoé DURAND" phone=…``. A key names
a column, and a line with keys is a record. Only files whose keys speak of people, and whose values
tell them apart, are taken: of others no column would mean anything, and they stay text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.raw.embedded import Item
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.person_words import hold_people, speaks_of_people
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="paired",
    description={
        "fr": "lignes de clé=valeur (journaux, logfmt), 2D-Doc, données de SAS, SPSS, Stata, R",
        "en": "lines of key=value (logs, logfmt), scanned 2D-Doc, data of SAS, SPSS, Stata, R",
    },
    limits={
        "fr": "reconnues à deux clés de personnes (nom, naissance, téléphone…), ou à des messages",
        "en": "recognised by two keys about people (name, birth, telephone…), or by messages",
    },
)
KEY_BYTES = 40
BEFORE = b" \t,;|{(["
"""What stands before a key; of addresses of the web the keys are looked for elsewhere."""
AROUND = b" \t\r\"'`,;|{}()[]"
"""What may stand around a value."""
_LOOK_BYTES, _LOOK_LINES = 64 * 1024, 200
_MIN_LINES, _MIN_PEOPLE, _SHARE = 3, 2, 0.6
_LINE_BYTES = 2048
_MOBILE = deferred(rb"(?:\+|00)?(?:33)?0?[67][0-9]{8}$")
_SENTENCE = deferred(rb"[^\d\s][^\s]*(?: [^\s]+){3}")
_PAIR = deferred(
    rb"(?<![^%b])([A-Za-z_\x80-\xff][\w.\x80-\xff-]{0,%d})=(?!=)"
    % (re.escape(BEFORE), KEY_BYTES - 1)
)


def find_keys(head: bytes) -> frozenset[bytes] | None:
    """The keys that name columns in a text that begins with `head`; None when it is no such."""
    lines = [line for line in head[:_LOOK_BYTES].split(b"\n")[:_LOOK_LINES] if line.strip()]
    told = [_pairs(line[:_LINE_BYTES]) for line in lines]
    several = [pairs for pairs in told if len(pairs) >= _MIN_PEOPLE]
    if len(several) < max(_MIN_LINES, _SHARE * len(lines)):
        return None
    counts = Counter(key for pairs in told for key, _ in pairs)
    keys = frozenset(key for key, count in counts.items() if count > 1)
    about = sum(map(speaks_of_people, keys))
    sent = _is_sent(pair for pairs in several for pair in pairs)
    people = about >= _MIN_PEOPLE and hold_people(pair for pairs in several for pair in pairs)
    return keys if people or sent else None


def _is_sent(pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether one key holds mobile telephones, and one sentences: logs of those who send messages.

    Whatever they are called: ``dst=33639981234 … msg="Bonjour Zoé, votre …"``.
    """
    values: dict[bytes, list[bytes]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    mobile = _holds(values, _MOBILE)
    return mobile is not None and _holds(values, _SENTENCE) not in {None, mobile}


def _holds(values: dict[bytes, list[bytes]], form: re.Pattern[bytes]) -> bytes | None:
    """The first key of which most values, and several different ones, have a form."""
    for key, told in values.items():
        formed = [value for value in told if form.match(value)]
        if len(formed) > _SHARE * len(told) and len(set(formed)) >= _MIN_LINES:
            return key
    return None


def _pairs(line: bytes) -> list[tuple[bytes, bytes]]:
    """Key and value of the pairs of a line."""
    _, *told = _PAIR.split(line)
    values = (value.strip(AROUND) for value in told[1::2])
    return [*zip(told[::2], values, strict=True)]


def is_paired(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` is lines of several keys about people."""
    return find_keys(head) is not None


def read_paired(window: TextWindow) -> Iterator[Item]:
    """Chunks of records, whose columns are the keys, and files that stand in them as base64."""
    from leakscan.readers import paired_rows
    from leakscan.readers.islands import island_window

    window, payloads = island_window(window)
    return payloads.items(paired_rows.read_paired(window))


FORMAT = TextFormat(info=INFO, recognise=is_paired, read=read_paired)
