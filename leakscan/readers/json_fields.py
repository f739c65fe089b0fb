"""Scalar values of JSON records and the keys that name them, as arrays."""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import SPACE, Bytes
from leakscan.readers.json_names import KeyNames
from leakscan.readers.json_pairs import Texts, named
from leakscan.readers.json_tokens import COLON, COMMA, OPEN_ARRAY, QUOTE, Tokens, closes, opens

_MAX_NAMED_DEPTH = 32
_NULL = np.frombuffer(b"null", np.uint8)


@frozen(kw_only=False, repr=False)
class Values:
    """Scalars: where each is, which token introduces it, and what names it."""

    starts: Offsets
    ends: Offsets
    names: KeyNames


def find_values(data: Bytes, tokens: Tokens, count: int, *, root_depth: int) -> Values:
    """The scalars among the first `count` tokens.

    Args:
        data: JSON text.
        tokens: Of it.
        count: Tokens to look at; the last closes a container.
        root_depth: Depth inside a record: deeper values have a parent, others are skipped.
    """
    kind, at = tokens.kind[:count], tokens.at[:count]
    following = np.append(kind[1:], np.uint8(0))
    quotes = kind == QUOTE
    is_key = quotes & (following == COLON)
    depth = tokens.depth[:count]
    string = quotes & ~is_key & (depth >= root_depth)
    before = (kind == COLON) | (kind == COMMA) | (kind == OPEN_ARRAY)
    bare = before & ((following == COMMA) | closes(following)) & (depth >= root_depth)
    which = np.flatnonzero(string | bare)
    close = np.zeros(count, np.int64)
    close[quotes] = tokens.close[: int(np.count_nonzero(quotes))]
    is_string = string[which]
    starts = at[which] + 1
    ends = np.where(is_string, close[which], at[np.minimum(which + 1, count - 1)])
    keep = _trim_bare(data, starts, ends, is_string)
    which, is_string, starts, ends = which[keep], is_string[keep], starts[keep], ends[keep]
    own, parent = _names(kind, depth, which, is_string, root_depth)
    told = named(Texts(data, kind, depth, at, close), own, parent)
    own, parent = told.own, told.parent
    keys = np.concatenate([np.flatnonzero(is_key), told.strings])
    numbers = np.full(count + 1, -1, np.int64)
    numbers[keys] = np.arange(keys.size)
    names = KeyNames(data, at[keys] + 1, close[keys], numbers[own], numbers[parent])
    return Values(starts, ends, names)


def _trim_bare(
    data: Bytes, starts: Offsets, ends: Offsets, is_string: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Trim spaces around numbers and words, in place; which values to keep (no null)."""
    bare = np.flatnonzero(~is_string)
    begin, end = starts[bare], ends[bare]
    while (spaces := (begin < end) & (data[begin] <= SPACE)).any():
        begin += spaces
    while (spaces := (begin < end) & (data[end - 1] <= SPACE)).any():
        end -= spaces
    starts[bare], ends[bare] = begin, end
    keep = np.ones(starts.size, np.bool_)
    null = (end - begin == _NULL.size) & (data[begin] == _NULL[0])
    keep[bare[(begin == end) | null]] = False
    return keep


def _names(
    kind: Bytes,
    depth: npt.NDArray[np.int32],
    which: Offsets,
    is_string: npt.NDArray[np.bool_],
    root_depth: int,
) -> tuple[Offsets, Offsets]:
    """Token of the own key and of the parent's key of each value, -1 for none."""
    introducer = which - is_string
    keyed = (introducer >= 1) & (kind[np.maximum(introducer, 0)] == COLON)
    own = np.where(keyed, introducer - 1, -1)
    parent = np.full(which.size, -1, np.int64)
    level_of = depth[which]
    if not which.size or (keyed.all() and (level_of == root_depth).all()):
        return own, parent
    opening = opens(kind)
    containers = np.flatnonzero(opening & (depth == root_depth))
    named = np.full(containers.size, -1, np.int64)
    holder = named.copy()
    for level in range(root_depth, min(int(level_of.max()), root_depth + _MAX_NAMED_DEPTH) + 1):
        if level > root_depth:
            inner = np.flatnonzero(opening & (depth == level))
            named, holder = _container_names(kind, inner, containers, named, holder)
            containers = inner
        here = np.flatnonzero(level_of == level)
        if not containers.size or not here.size:
            continue
        inside = np.maximum(np.searchsorted(containers, which[here], side="right") - 1, 0)
        parent[here] = np.where(keyed[here], named[inside], holder[inside])
        own[here] = np.where(keyed[here], own[here], named[inside])
    return own, parent


def _container_names(
    kind: Bytes, inner: Offsets, outer: Offsets, named: Offsets, holder: Offsets
) -> tuple[Offsets, Offsets]:
    """Key that names each container, and key that names the object it stands in.

    What stands in an array has the array's names.
    """
    if not outer.size:
        nothing = np.full(inner.size, -1, np.int64)
        return nothing, nothing
    inside = np.maximum(np.searchsorted(outer, inner, side="right") - 1, 0)
    keyed = (inner >= 2) & (kind[np.maximum(inner - 1, 0)] == COLON)
    own = np.where(keyed, inner - 2, named[inside])
    return own, np.where(keyed, named[inside], holder[inside])
