"""Values that another member of their object names: ``{"name": "date_naissance", "value": "…"}``.

So forms, slots of dialogues and parameters of requests are kept. Such a value has the column that
the name says, when it speaks of people. And ``identifier.value`` of a patient of FHIR is the
patient's own number, whatever its system but those of the state.
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.membership import are_in
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_names import Hashes, hash_spans
from leakscan.readers.json_tokens import COLON, COMMA, QUOTE
from leakscan.readers.labelled_rows import hashes_of
from leakscan.readers.person_words import speaks_of_people

Mask = npt.NDArray[np.bool_]
_VALUES = np.sort(
    hashes_of([b"value", b"val", b"v", b"valeur", b"answer", b"reponse", b"response", b"content"])
)
_LABELS = np.sort(
    hashes_of(
        b"name key field label question title slot attribute attr champ libelle nom cle code id "
        b"property param parameter variable field_name fieldName question_title system".split()
    )
)
_FIRST = np.isin(np.arange(256), list(b"varc"))
"""First letters of `_VALUES`."""
_SYSTEM = hashes_of([b"system"])
_IDENTIFIER, _VALUE = hashes_of([b"identifier"]), hashes_of([b"value"])
_RESOURCE, _PATIENT = hashes_of([b"resourceType"]), hashes_of([b"Patient"])
_NATIONAL = b"1.2.250.1.213.1.4"
"""OID of the identities of the state: the INS, which is the NIR."""
_BEFORE = 4
"""Tokens from the key of a value back to that of what names it."""
_LONGEST = 64
_MOST = 1024
"""Different names of a buffer that are looked at."""


@frozen(kw_only=False, repr=False)
class Named:
    """Tokens that name values: of keys, or of strings that say what others are called.

    Attributes:
        own, parent: Token of the name of each value, and of its parent's; -1 for none.
        strings: Those of them that are no keys, ascending.
    """

    own: Offsets
    parent: Offsets
    strings: Offsets


class Texts:
    """Strings of a JSON text by the tokens that open them."""

    __slots__ = ("_at", "_close", "data", "depth", "kind")

    def __init__(
        self,
        data: Bytes,
        kind: Bytes,
        depth: npt.NDArray[np.int32],
        at: Offsets,
        close: Offsets,
    ) -> None:
        """`close`: by token, where a string ends."""
        self.data, self.kind, self.depth = data, kind, depth
        self._at, self._close = at, close

    def hashes(self, tokens: Offsets) -> Hashes:
        """A hash of each."""
        return hash_spans(self.data, self._at[tokens] + 1, self._close[tokens])

    def sizes(self, tokens: Offsets) -> Offsets:
        """Bytes of each."""
        return self._close[tokens] - self._at[tokens] - 1

    def first(self, tokens: Offsets) -> Bytes:
        """The first byte of each, or its quote."""
        return self.data[np.minimum(self._at[tokens] + 1, self.data.size - 1)]

    def text(self, token: int) -> bytes:
        """One of them."""
        return self.data[int(self._at[token]) + 1 : int(self._close[token])].tobytes()


def named(texts: Texts, own: Offsets, parent: Offsets) -> Named:
    """The names of values, where what stands before a value may name it.

    Args:
        texts: Strings of the text.
        own, parent: Tokens of the keys of each value.
    """
    nothing = Named(own, parent, own[:0])
    at = np.flatnonzero(own >= 0)
    at = at[_may_be_value(texts, own[at])]
    at = at[are_in(texts.hashes(own[at]), _VALUES)] if at.size else at
    if not at.size:
        return nothing
    own, parent = own.copy(), parent.copy()
    label = own[at] - _BEFORE
    told = _are_labels(texts, label)
    # Its type may stand between: ``"name": "nom", "type": "text", "value": …``.
    further = np.flatnonzero(~told)
    label[further] -= _BEFORE
    told[further] = _are_labels(texts, label[further])
    told[further] &= _are_members(texts, label[further] + _BEFORE)
    speaking = np.zeros(at.size, np.bool_)
    speaking[told] = _speak(texts, label[told] + 2)
    of_patient = _of_patients(texts, own[at], parent[at], label, told)
    patient = of_patient >= 0
    key = parent[at[patient]]
    own[at[speaking]] = label[speaking] + 2
    own[at[patient]], parent[at[patient]] = key, of_patient[patient]
    return Named(own, parent, np.unique(np.concatenate([label[speaking] + 2, of_patient[patient]])))


def _may_be_value(texts: Texts, keys: Offsets) -> Mask:
    """Which keys begin as those of values do: most are told by their first letter and length."""
    sizes = texts.sizes(keys)
    return (sizes > 0) & (sizes < 9) & _FIRST[texts.first(keys)]


def _are_labels(texts: Texts, label: Offsets) -> Mask:
    """Which tokens are keys of a string right before the value, that names it."""
    told = _are_members(texts, label)
    found = np.flatnonzero(told)
    told[found] = are_in(texts.hashes(label[found]), _LABELS)
    found = np.flatnonzero(told)
    told[found] = texts.sizes(label[found] + 2) <= _LONGEST
    return told


def _are_members(texts: Texts, key: Offsets) -> Mask:
    """Which tokens are keys of a string before another member."""
    kind, place = texts.kind, np.maximum(key, 0)
    told = (key >= 0) & (kind[place] == QUOTE) & (kind[place + 1] == COLON)
    return told & (kind[place + 2] == QUOTE) & (kind[place + 3] == COMMA)


def _speak(texts: Texts, strings: Offsets) -> Mask:
    """Which strings speak of people; each is looked at once."""
    _, first, inverse = np.unique(texts.hashes(strings), return_index=True, return_inverse=True)
    if first.size > _MOST:
        return np.zeros(strings.size, np.bool_)
    speaking = [speaks_of_people(texts.text(token)) for token in strings[first].tolist()]
    return np.array(speaking, np.bool_)[inverse]


def _of_patients(
    texts: Texts, keys: Offsets, parents: Offsets, label: Offsets, told: Mask
) -> Offsets:
    """The token of ``"Patient"`` for each value that is a number of one, else -1."""
    found = np.full(keys.size, -1, np.int64)
    inside = np.flatnonzero(parents >= 0)
    inside = inside[are_in(texts.hashes(parents[inside]), _IDENTIFIER)]
    inside = inside[are_in(texts.hashes(keys[inside]), _VALUE)]
    if not inside.size:
        return found
    types, ends = _types(texts)
    before = np.searchsorted(types, keys[inside]) - 1
    inside, before = inside[before >= 0], before[before >= 0]
    of_patient = are_in(texts.hashes(types[before]), _PATIENT) & (keys[inside] < ends[before])
    found[inside[of_patient]] = types[before[of_patient]]
    systems = np.flatnonzero(told & (found >= 0))
    systems = systems[are_in(texts.hashes(label[systems]), _SYSTEM)]
    found[systems[_are_national(texts, label[systems] + 2)]] = -1
    return found


def _types(texts: Texts) -> tuple[Offsets, Offsets]:
    """Tokens of what resources are, and which token each resource ends before."""
    keys = np.flatnonzero((texts.kind[:-2] == QUOTE) & (texts.kind[1:-1] == COLON))
    keys = keys[(texts.kind[keys + 2] == QUOTE) & (texts.sizes(keys) == len(b"resourceType"))]
    types = keys[are_in(texts.hashes(keys), _RESOURCE)] + 2
    ends = np.full(types.size, texts.kind.size, np.int64)
    levels = texts.depth[types]
    for level in np.unique(levels).tolist():
        here = np.flatnonzero(levels == level)
        above = np.append(np.flatnonzero(texts.depth < level), texts.kind.size)
        ends[here] = above[np.searchsorted(above, types[here])]
    return types, ends


def _are_national(texts: Texts, strings: Offsets) -> Mask:
    _, first, inverse = np.unique(texts.hashes(strings), return_index=True, return_inverse=True)
    national = [_NATIONAL in texts.text(token) for token in strings[first[:_MOST]].tolist()]
    national += [False] * (first.size - len(national))
    return np.array(national, np.bool_)[inverse]


__all__ = ["Named", "Texts", "named"]
