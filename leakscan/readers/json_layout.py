"""What the records of a JSON text are, seen from its beginning."""

import re
from enum import Enum, auto

import numpy as np

from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_maps import first_member
from leakscan.readers.json_tokens import (
    COLON,
    COMMA,
    OPEN_ARRAY,
    OPEN_OBJECT,
    QUOTE,
    Tokens,
    opens,
    tokenize,
)
from leakscan.readers.person_words import count_speaking

_START = re.compile(
    rb"""(?xs)\s*(?:
      \{ \s* (?: "(?:[^"\\]|\\.){0,512}" \s* : | \} \s* (?: [\[{,] | \Z ) )
    | \[ \s* (?: [{"] | \] \s* (?: [\[{,] | \Z )
      | \[ (?! \s*+ (?! true | false | null ) [A-Za-z_] )
      | (?: -?\d[\d.eE+-]{0,32} | true | false | null ) \s* (?: , | \]\s*\Z ) )
    )"""
)
_BY_COLUMN = re.compile(rb'\s*\{\s*"[^"\\]{1,64}"\s*:\s*\{\s*"0"\s*:')
"""A table by columns, whose cells are numbered, as pandas writes it."""
_LINE_OF_CELLS = re.compile(
    rb"""(?x)\s* \[ (?: [^\[\]{}"]++ | "(?:[^"\\\n]|\\.)*+" )*+ \] [ \t\r]*+ \n \s*+ \["""
)
_ENVELOPE = frozenset(
    b"count total page limit offset next previous status resourceType type id timestamp "
    b"version".split()
)
"""Keys of a wrapper around the data, which say nothing of a person."""
_PATIENT = re.compile(rb'"resourceType"\s*:\s*"Patient"')
_KEY = re.compile(rb'"([^"\\\n]{1,64})"\s*:')
_MIN_OWN_SCALARS = 3
_MIN_PEOPLE = 2
_MAX_FOLDERS = 8
_MOST_HEADERS = 4
"""Elements that say where an export is from before the first that holds people."""
_TABLE = re.compile(rb'"type"\s*:\s*"table"')
"""What phpMyAdmin says of an element that holds the rows of a table."""
_TITLES = frozenset((b"name", b"nom", b"title", b"label"))
"""Keys that folders have, too."""
_BORN = re.compile(rb"(?i)nais|birth|ddn|dob$|^ne_?le|^nir|^ins\b|nss|secu")
"""Keys of a person, whom a mere contact of somebody's has not."""
_MIN_MEMBERS = 2
_FIRST_MEMBER = 3
"""The token of the first member of the one top-level object."""


class Layout(Enum):
    """Where records stand."""

    SEQUENCE = auto()
    """Top-level objects, one after the other (NDJSON), or a single one."""
    WRAPPED = auto()
    """Elements of the outermost arrays."""
    DICTIONARY = auto()
    """Members of the one top-level object."""


def looks_like_json(head: bytes) -> bool:
    """Whether a text that begins with `head` is JSON."""
    return _START.match(head) is not None


def find_layout(head: bytes, *, final: bool) -> Layout:
    """The layout of a text that begins with `head`.

    Args:
        head: JSON text, 64 KiB are enough.
        final: It is the whole text.
    """
    if head.lstrip()[:1] == b"[":
        return Layout.SEQUENCE if _are_lines_of_cells(head) else Layout.WRAPPED
    if b"\n{" in head:
        return Layout.SEQUENCE
    data = np.frombuffer(head, np.uint8)
    tokens = tokenize(data)
    ends = np.flatnonzero(tokens.depth == 0)
    ends = ends[tokens.kind[ends] != QUOTE]
    first = int(ends[0]) if ends.size else -1
    if first >= 0:
        rest = head[int(tokens.at[first]) + 1 :].strip()
        if rest or not final or _is_record(head, tokens, first):
            return Layout.SEQUENCE
    # Databases of documents hold a dictionary of records by the name of each table.
    if candidates(tokens, 0).size or first_member(data, tokens) > _FIRST_MEMBER:
        return Layout.WRAPPED
    members = opens(tokens.kind[1:]) & (tokens.kind[:-1] == COLON) & (tokens.depth[1:] == 2)
    objects = members & (tokens.kind[1:] == OPEN_OBJECT)
    if np.count_nonzero(objects) >= _MIN_MEMBERS and not _BY_COLUMN.match(head):
        return Layout.DICTIONARY
    return Layout.WRAPPED if first < 0 else Layout.SEQUENCE


def _are_lines_of_cells(head: bytes) -> bool:
    """Whether arrays of scalars follow each other, as the lines of a table do."""
    return _LINE_OF_CELLS.match(head) is not None


def candidates(tokens: Tokens, previous: int) -> Offsets:
    """Tokens that open an element of an array: an object, or an array of scalars.

    Args:
        tokens: Of a buffer.
        previous: The token before it, 0 without.
    """
    kind = tokens.kind
    before = np.concatenate((np.array([previous], np.uint8), kind))[: kind.size]
    after = np.append(kind[1:], np.uint8(0))
    element = (before == OPEN_ARRAY) | (before == COMMA)
    plain_array = (kind == OPEN_ARRAY) & ~opens(after) & (after != 0)
    return np.flatnonzero(element & ((kind == OPEN_OBJECT) | plain_array))


def _is_about_one(bundle: bytes) -> bool:
    """Whether a FHIR bundle is about one patient: whose results are a record with them."""
    return len(_PATIENT.findall(bundle)) == 1


def _is_record(head: bytes, tokens: Tokens, last: int) -> bool:
    """Whether a small object is itself about somebody, and no wrapper."""
    own: list[bytes] = []
    quotes = np.flatnonzero(tokens.kind[:last] == QUOTE)
    for number, token in enumerate(quotes.tolist()):
        if tokens.depth[token] != 1 or tokens.kind[token + 1] != COLON:
            continue
        key = head[int(tokens.at[token]) + 1 : int(tokens.close[number])]
        if key == b"resourceType":
            value = head[int(tokens.at[token + 1]) + 1 :].lstrip()
            return not value.startswith(b'"Bundle"') or _is_about_one(head)
        if tokens.kind[token + 2] not in b"{[" and key not in _ENVELOPE:
            own.append(key)
    return len(own) >= _MIN_OWN_SCALARS and (
        count_speaking(own) > 0 or not _holds_people(head, tokens, last)
    )


def _holds_people(head: bytes, tokens: Tokens, last: int) -> bool:
    """Whether an array in an object holds several people: answers of servers, pages of exports."""
    elements = candidates(tokens, 0)
    elements = elements[(elements < last) & (tokens.kind[elements] == OPEN_OBJECT)]
    if elements.size < _MIN_MEMBERS:
        return False
    begin, end = (int(tokens.at[token]) for token in elements[:2])
    return count_speaking(_KEY.findall(head, begin, end)) >= _MIN_PEOPLE


def first_person(data: Bytes, tokens: Tokens, found: Offsets) -> int:
    """The element that is about one person: the first, or the first of several in an array in it.

    ``{"services": [{"nom": "…", "patients": [{…}, {…}]}]}``: a folder of people is no person, nor
    is what stands before it: ``[{"type": "header", …}, {"type": "table", "data": [{…}, {…}]}]``.

    Args:
        data: JSON text, cut anywhere.
        tokens: Of it.
        found: Tokens that open elements of arrays, at least one.
    """
    element = int(found[0])
    for _ in range(_MAX_FOLDERS):
        within = _first_within(data, tokens, element, found)
        if within < 0:
            break
        element = within
    return element


def _first_within(data: Bytes, tokens: Tokens, element: int, found: Offsets) -> int:
    """The first element in the folder that an element is, or that one beside it is; or -1."""
    for _ in range(_MOST_HEADERS):
        depth = int(tokens.depth[element])
        below = np.flatnonzero(tokens.depth[element:] < depth)
        end = element + int(below[0]) if below.size else tokens.kind.size
        inside = found[(found > element) & (found < end)]
        if inside.size and _is_folder(data, tokens, element, inside):
            return int(inside[0])
        after = end + 2
        own = _KEY.findall(data[int(tokens.at[element]) : _place(tokens, end)].tobytes())
        if after not in found or inside.size or _speak(own):
            break
        element = after
    return -1


def _place(tokens: Tokens, token: int) -> int:
    return int(tokens.at[token]) if token < tokens.at.size else -1


def _speak(own: list[bytes]) -> bool:
    """Whether keys say who it is, and not only what it is called."""
    return count_speaking(own) > sum(key in _TITLES for key in own)


def _is_folder(data: Bytes, tokens: Tokens, element: int, inside: Offsets) -> bool:
    """Whether an element only holds the first of the elements inside it, and others like that."""
    first = int(inside[0])
    depth = tokens.depth[first]
    own = data[int(tokens.at[element]) : int(tokens.at[first])].tobytes()
    if _TABLE.search(own):
        return tokens.kind[first] == OPEN_OBJECT
    beside = inside[tokens.depth[inside] == depth]
    between = tokens.depth[first : int(beside[1])] if beside.size > 1 else tokens.depth[:0]
    if not between.size or tokens.kind[first] != OPEN_OBJECT or between.min() < depth - 1:
        return False
    start, end = (int(tokens.at[token]) for token in (first, beside[1]))
    told = _KEY.findall(data[start:end].tobytes())
    if _speak(_KEY.findall(own)):
        return False
    return count_speaking(told) >= _MIN_PEOPLE and any(map(_BORN.search, told))


__all__ = ["Layout", "candidates", "find_layout", "first_person", "looks_like_json"]
