"""What the records of a JSON text are, seen from its beginning."""

import re
from enum import Enum, auto

import numpy as np

from leakscan.raw.chunk import Offsets
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
_MIN_OWN_SCALARS = 3
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
    own = 0
    quotes = np.flatnonzero(tokens.kind[:last] == QUOTE)
    for number, token in enumerate(quotes.tolist()):
        if tokens.depth[token] != 1 or tokens.kind[token + 1] != COLON:
            continue
        key = head[int(tokens.at[token]) + 1 : int(tokens.close[number])]
        if key == b"resourceType":
            value = head[int(tokens.at[token + 1]) + 1 :].lstrip()
            return not value.startswith(b'"Bundle"') or _is_about_one(head)
        scalar = tokens.kind[token + 2] not in b"{["
        own += scalar and key not in _ENVELOPE
    return own >= _MIN_OWN_SCALARS


__all__ = ["Layout", "candidates", "find_layout", "looks_like_json"]
