"""Who cares for patients, told by a role and no title: ``L. Castaing (IDE)``, ``Sage-femme : …``.

A name beside a role of health care is a professional's, not a patient's, and so is the signature of
a letter between colleagues. What follows a name may be its owner's trade, too: not where a letter
speaks of work, or of the name as of a patient.
"""

import re
from bisect import bisect_right
from functools import cache

import numpy as np

from leakscan.detectors import name_lexicon, telling_words
from leakscan.detectors.characters import LETTERS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.folding import folded
from leakscan.detectors.layout import Layout
from leakscan.detectors.name_pairs import Sentences, are_persons, are_within, spans_of
from leakscan.detectors.name_reading import INITIALS, LINK, WORD, is_closing, is_first_name
from leakscan.detectors.passages import SEPARATOR, Ranges
from leakscan.detectors.telling_words import CARE
from leakscan.model.taxonomy import Tier
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_BEFORE, _AFTER = 96, 64
_ROLE_BYTES = 20
_COLON_WITHIN = 12
"""Bytes between a label's colon and a name: a title."""
_IS_BREAK = byte_class(b",(\n-")
_IS_ROLE = byte_class(LETTERS + b"-" + bytes(range(0x80, 0x100)))
_TITLE = r"(?:(?:m|mr|mme|mlle|madame|monsieur|mademoiselle)\.? )?"
_ROLE = (
    r"(?:m[ée]decins?|infirmi[eè]re?s?|idel?|iade|ibode|inf|as|ap|sf|esi|sages?[ -]femmes?"
    r"|maieuticien(?:ne)?|biologiste|pharmacien(?:ne)?|pr[ée]parat(?:eur|rice)|kin[ée]"
    r"|(?:masseu[rs]e?[ -])?kin[ée]sith[ée]rapeute|psy|psychologue|psychiatre|orthophoniste"
    r"|orthoptiste|aides?[ -]soignante?s?|soignante?|ergo|ergoth[ée]rapeute|psychomotricien(?:ne)?"
    r"|ost[ée]opathe|podologue|p[ée]dicure|di[ée]t[ée]ticien(?:ne)?|interne|externe"
    r"|(?:ancien )?chef de clinique|ph|cadre(?: sup[ée]rieure?)? de sant[ée]|anesth[ée]siste"
    r"|chirurgien(?:ne)?|radiologue"
    r"|cardiologue|gyn[ée]co|gyn[ée]cologue|p[ée]diatre|urgentiste|obst[ée]tricien(?:ne)?"
    r"|addictologue|neurologue|pneumologue|dermatologue|g[ée]riatre|oncologue|g[ée]n[ée]raliste"
    r"|dentiste|panseuse|pu[ée]ricultrice|pu[ée]r|manipulat(?:eur|rice)|pr[ée]leveu[rs]e?"
    r"|op[ée]rateur|anesth|chir|instrumentiste|aide[ -]op[ée]ratoire"
    r"|technicien(?:ne)? de laboratoire)"
)
_KIND = (
    r"(?: (?:du|de|d['’]|en) ?(?:travail|nuit|jour|garde|service|sant[ée]|ville|officine|clinique"
    r"|famille|pmi|laboratoire|chef|bloc|consultation)| r[ée]f[ée]rente?| responsable| scolaire"
    r"| lib[ée]rale?| traitant| coordonna(?:teur|trice)| coordina(?:teur|trice)| prescripteur"
    r"| biologiste| m[ée]dicale?| hospitali(?:er|[eè]re)| conseil| g[ée]n[ée]raliste| clinicienne?"
    r"| anesth[ée]siste| examinateur| remplaçante?| principale?){0,3}"
)
_WORD = deferred(r"[^\W\d_]+")
_BEGIN_ROLES = frozenset("sage sages aide aides ancien technicien technicienne masseuse".split())
"""First words of roles that say nothing alone."""
_FIRST = 3
"""Words behind a sign among which a role begins: an article, ``étudiante``."""
_LABEL = deferred(
    rf"(?i)(?:(?P<lead>^|\n|\b(?:le|la|votre|notre) |l['’])|[^\w-]){_ROLE}"
    rf"(?:{_KIND}(?: ?(?:\([^()\n]{{1,16}}\) ?)?: {{0,3}}{_TITLE}|(?(lead), |(?!)))| {_TITLE})$"
)
_APPOSED = deferred(
    rf"(?i) ?(?:, ?|\( ?| [-–] |(?P<line>,?\n ?))(?:(?:la|le|votre|notre|une?) |l['’])?"
    rf"(?:[ée]tudiante? |[ée]l[èe]ve )?{_ROLE}(?![\w'’-])"
    r"(?P<rest>[^\n.;]{0,28})"
)
_OF_A_PATIENT = deferred(
    r"(?i)\b(?:n[ée]e?\b|enceinte|\d{1,3} ?ans|victime|depuis|retrait|au ch[mu]|poste|souffr)"
)
_IS_LABEL = deferred(r"[^\n,;.]{0,24} ?:")
_TOLD_A_PATIENT = deferred(
    rf"(?i)\b(?:patiente?|r[ée]sidente?|salari[ée]e?|agent|assur[ée]e?|adresse|examin[ée]e?|reçu"
    rf"|suivie?|vue?|concernant|dossier|pour)(?: ce jour)?\W{{1,3}}{_TITLE}$"
)
_SEEN_BY = deferred(rf"(?i)\bpar (?:la |le |l['’])?{_TITLE}$")
"""Whoever sees, sends or treats is no patient, whatever is said of one behind the role."""
_OF_WORK = deferred(
    r"(?i)m[ée]decine du travail|sant[ée] au travail|visite d['’ ]|reprise|embauche|\baes\b"
    r"|accident d['’]exposition|personnel|profession"
)
_NAMED = deferred(
    rf"(?:^|[\s:(/,;>–-])(?P<name>(?P<initials>{INITIALS} ?)?(?P<first>{WORD})"
    rf"(?: {LINK}?{WORD}){{0,3}}(?P<end> [A-Z]\.)?) ?$"
)
_COLLEAGUE = deferred(
    r"(?i)\bch[eè]re?s? (?:confr[èe]re|cons(?:oe|œ)ur|coll[èe]gue|ami)|confratern"
    r"|\bje t['’](?:adresse|envoie|ai adress)|\bt(?:a patiente|on patient)\b"
    r"|m['’]avoir (?:adress|confi|envoy)"
)
_DEAR = deferred(r"(?i)(?:^|\n)(?:mon |ma )?ch[eè]re? $")
_LETTER = 1500
_EDGE = 64
"""More bytes than what is sought in a letter has."""
_Surnames = frozenset[tuple[int, str]]
"""Each with the letter in which it stands, by number."""


class _Letters:
    """Letters of a text, records or cells, read once however many names stand in them.

    None is read beyond its edges: what stands there depends on the chunk.

    Attributes:
        raw: The text.
        data: The same as an array.
    """

    def __init__(self, raw: bytes, data: Bytes, starts: Offsets, ends: Offsets) -> None:
        self.raw, self.data = raw, data
        self._starts, self._ends = starts.tolist(), ends.tolist()
        self._known: dict[tuple[re.Pattern[str], int], list[tuple[int, int]]] = {}

    def number_of(self, at: int) -> int:
        """Which letter a place stands in."""
        return max(bisect_right(self._starts, at) - 1, 0)

    def before(self, at: int, reach: int) -> bytes:
        """So many bytes before a place, of its letter."""
        return self.raw[max(at - reach, self._starts[self.number_of(at)]) : at]

    def after(self, at: int, reach: int) -> bytes:
        """So many bytes from a place on, of the letter before it."""
        return self.raw[at : min(at + reach, self._ends[self.number_of(at - 1)])]

    def say_before(self, phrase: re.Pattern[str], at: int) -> bool:
        """Whether a phrase stands before a place."""
        return self._say(phrase, max(at - _LETTER, self._starts[self.number_of(at)]), at)

    def say_after(self, phrase: re.Pattern[str], at: int) -> bool:
        """Whether a phrase stands behind a place."""
        return self._say(phrase, at, min(at + _LETTER, self._ends[self.number_of(at - 1)]))

    def _say(self, phrase: re.Pattern[str], start: int, end: int) -> bool:
        return any(
            start <= low and high <= end
            for page in range(start // _LETTER, end // _LETTER + 1)
            for low, high in self._places(phrase, page)
        )

    def _places(self, phrase: re.Pattern[str], page: int) -> list[tuple[int, int]]:
        """Start and end of each such phrase that begins in a page of `_LETTER` bytes."""
        known = self._known.get((phrase, page))
        if known is None:
            first = page * _LETTER
            begin = max(first - _EDGE, 0)
            # A stray byte stays one, so that places in the text are places in the bytes.
            text = self.raw[begin : first + _LETTER + _EDGE].decode("utf-8", "surrogateescape")
            edges = (match.span() for match in phrase.finditer(text))
            spans = ((begin + _size(text[:low]), begin + _size(text[:high])) for low, high in edges)
            known = [span for span in spans if first <= span[0] < first + _LETTER]
            self._known[phrase, page] = known
        return known


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))


def professionals(
    hits: list[Hits], layout: Layout, around: Ranges | None, *, name: int, doctor: int, taken: Mask
) -> Hits | None:
    """Turn names among some hits into professionals' where a role says so, and find some more.

    Args:
        hits: Of one chunk of prose; their rules are changed.
        layout: The chunk.
        around: The text around what tells of somebody, as `name_pairs.around_hits` gives it.
        name, doctor: The rules of names and of doctors, by index.
        taken: By rule index: its hits explain the names inside them.
    """
    chunk = layout.chunk
    if not chunk.record_starts.size:
        return None
    letters = _Letters(chunk.data, layout.data, chunk.record_starts, chunk.record_ends)
    known = _surnames(hits, letters, doctor)
    for part in hits:
        rows = np.flatnonzero(part.rule == name)
        if rows.size:
            rows = rows[_have_roles(part.start[rows], part.end[rows], letters, known)]
            part.rule[rows] = doctor
    if around is None:
        return None
    signs = around.places(_signs_before_roles(around.text))
    return _unexplained(doctor, *_told_by_role(letters, signs), hits, layout, taken)


def professionals_in_cells(
    hits: list[Hits],
    layout: Layout,
    sentences: Sentences,
    around: Ranges,
    *,
    name: int,
    doctor: int,
    taken: Mask,
) -> Hits | None:
    """The same in the sentences of a table, each of which is a text of its own.

    Args:
        hits: Of one chunk, those of names in its sentences among them; their rules are changed.
        layout: The chunk, which is a table.
        sentences: Those of the chunk.
        around: Their text.
        name, doctor, taken: As for `professionals`.
    """
    # Each ends with a separator.
    ends = np.append(around.begins[1:], around.text.size)[: around.begins.size] - 1
    letters = _Letters(around.text.tobytes(), around.text, around.begins, ends)
    for part in hits:
        rows = np.flatnonzero(part.rule == name)
        if not rows.size:
            continue
        at = np.searchsorted(sentences.lows, part.start[rows], side="right") - 1
        inside = (at >= 0) & (part.end[rows] <= sentences.highs[at])
        rows, ahead = rows[inside], around.ahead[at[inside]]
        spans = part.start[rows] - ahead, part.end[rows] - ahead
        part.rule[rows[_have_roles(*spans, letters, frozenset())]] = doctor
    signs = _signs_before_roles(letters.data)
    start, end = map(around.places, _told_by_role(letters, signs))
    return _unexplained(doctor, start, end, hits, layout, taken)


def _have_roles(start: Offsets, end: Offsets, letters: _Letters, known: _Surnames) -> Mask:
    """Whether each of some names is a professional's."""
    data = letters.data
    found = np.zeros(start.size, np.bool_)
    for row in np.flatnonzero(_may_be_labelled(data, start)).tolist():
        before = _before(letters, int(start[row]))
        found[row] = _tell_roles(_WORD.findall(before)) and _LABEL.search(before) is not None
    sign = data[np.minimum(end, data.size - 1)]
    sign = np.where(sign == ord(" "), data[np.minimum(end + 1, data.size - 1)], sign)
    for row in np.flatnonzero(~found & _IS_BREAK[sign]).tolist():
        found[row] = _has_role_behind(letters, int(start[row]), int(end[row]))
    alone = (sign == ord("\n")) | (sign == ord(",")) | (sign == SEPARATOR) | (end + 1 >= data.size)
    for row in np.flatnonzero(~found & alone).tolist():
        found[row] = _is_of_colleagues(letters, int(start[row]), int(end[row]), known)
    return found


def _tell_roles(words: list[str]) -> bool:
    """Whether one of some words begins a role: the patterns that read it are large."""
    return any(
        telling_words.said_by_text(word) & CARE or folded(word) in _BEGIN_ROLES for word in words
    )


def _may_be_labelled(data: Bytes, start: Offsets) -> Mask:
    """Whether a colon or comma stands before each name, or a role."""
    labelled = np.zeros(start.size, np.bool_)
    for back in range(1, _COLON_WITHIN):
        sign = data[np.maximum(start - back, 0)]
        labelled |= sign == ord(":")
        if back == 2:
            labelled |= sign == ord(",")
    return labelled | _follow_roles(data, start)


def _follow_roles(data: Bytes, start: Offsets) -> Mask:
    """Whether the word before each place is a role."""
    end = np.maximum(start - 1, 0)
    at = end[:, None] - np.arange(1, _ROLE_BYTES + 1)
    inside = _IS_ROLE[data[np.maximum(at, 0)]] & (at >= 0)
    size = np.where(inside.all(axis=1), 0, np.argmin(inside, axis=1))
    return (telling_words.said_by(name_lexicon.keys_of(data, end - size, end)) & CARE) > 0


def _has_role_behind(letters: _Letters, start: int, end: int) -> bool:
    """Whether a role follows a name which is not the trade of a patient."""
    text = letters.after(end, _AFTER).decode("utf-8", "ignore")
    behind = _APPOSED.match(text) if _tell_roles(_WORD.findall(text)[:_FIRST]) else None
    if behind is None:
        return False
    seen_by = _SEEN_BY.search(_before(letters, start)) is not None
    if not seen_by and _OF_A_PATIENT.search(behind["rest"]) is not None:
        return False
    if behind["line"] and (
        _IS_LABEL.match(behind["rest"]) is not None or not _begins_line(letters, start)
    ):
        return False
    return seen_by or not _is_of_patient(letters, start)


def _is_of_patient(letters: _Letters, start: int) -> bool:
    """Whether what stands before a name speaks of a patient, whose trade may follow."""
    if _TOLD_A_PATIENT.search(_before(letters, start)) is not None:
        return True
    return letters.say_before(_OF_WORK, start)


def _begins_line(letters: _Letters, start: int) -> bool:
    before = letters.before(start, _COLON_WITHIN + 1)
    line = before.rsplit(b"\n", 1)
    begins = len(line) == 2 or len(before) <= _COLON_WITHIN
    return begins and not line[-1].strip(b" .Mmelr")


def _is_of_colleagues(letters: _Letters, start: int, end: int, known: _Surnames) -> bool:
    """Whether a name signs or opens a letter from one professional to another."""
    if _DEAR.search(_before(letters, start)) is not None:
        return letters.say_after(_COLLEAGUE, end)
    if letters.raw[end : end + 1] == b"," or not _begins_line(letters, start):
        return False
    above = letters.before(start, _LETTER).rpartition(b"\n")[0].rstrip()
    if not is_closing(above.rpartition(b"\n")[2].decode("utf-8", "ignore")):
        return False
    signer = letters.number_of(start), _surname(letters.raw[start:end])
    return signer in known or letters.say_before(_COLLEAGUE, start)


def _surnames(hits: list[Hits], letters: _Letters, doctor: int) -> _Surnames:
    """The surnames of the doctors that are told by a title."""
    return frozenset(
        (letters.number_of(start), _surname(letters.raw[start:end]))
        for part in hits
        for start, end in zip(
            part.start[part.rule == doctor].tolist(),
            part.end[part.rule == doctor].tolist(),
            strict=True,
        )
    )


def _surname(name: bytes) -> str:
    return folded(name.decode("utf-8", "ignore")).rsplit(" ", 1)[-1]


def _told_by_role(letters: _Letters, signs: Offsets) -> tuple[Offsets, Offsets]:
    """Start and end of the names that a role behind a sign tells: ``L. Castaing (IDE)``."""
    signs = signs[_precede_roles(letters.data, signs)]
    found = [span for at in signs.tolist() if (span := _named_before(letters, at))]
    start, end = np.array(found, np.int64).reshape(-1, 2).T
    return start, end


def _signs_before_roles(text: Bytes) -> Offsets:
    """Where a comma or bracket stands before letters with which a role may begin."""
    signs = np.flatnonzero((text == ord(",")) | (text == ord("(")))
    start, last = signs + 1, text.size - 1
    start += text[np.minimum(start, last)] == ord(" ")
    letters = (text[np.minimum(start + after, last)] & 31 for after in range(3))
    first, second, third = (letter.astype(np.int16) for letter in letters)
    return signs[_beginnings()[(first << 10) | (second << 5) | third]]


def _unexplained(
    doctor: int, start: Offsets, end: Offsets, hits: list[Hits], layout: Layout, taken: Mask
) -> Hits | None:
    """Hits of the professionals among some names that no other hit explains."""
    if not start.size:
        return None
    kept = layout.owned(start) & ~are_within(start, end, spans_of(hits, taken))
    kept &= are_persons(layout.data, layout.chunk.data, start)
    start, end = start[kept], end[kept]
    if not start.size:
        return None
    fields = layout.fields_of(start, end)
    return Hits.of(doctor, start, end, tier=int(Tier.CONTEXTUAL), field=fields)


def _precede_roles(data: Bytes, places: Offsets) -> Mask:
    """Whether the word behind each sign is a role."""
    start = places + 1
    start += data[np.minimum(start, data.size - 1)] == ord(" ")
    at = start[:, None] + np.arange(_ROLE_BYTES)
    inside = _IS_ROLE[data[np.minimum(at, data.size - 1)]] & (at < data.size)
    end = start + np.where(inside.all(axis=1), 0, np.argmin(inside, axis=1))
    return (telling_words.said_by(name_lexicon.keys_of(data, start, end)) & CARE) > 0


@cache
def _beginnings() -> Mask:
    """By the lower five bits of three bytes, the same in both cases, whether a role begins so."""
    begin = np.zeros(1 << 15, np.bool_)
    for word in telling_words.words_of(CARE):
        for written in (word, word.replace("e", "é", 1), word[:2] + word[2:].replace("e", "é", 1)):
            first, second, *third = (byte & 31 for byte in written.encode()[:3])
            begin[(first << 10) | (second << 5) | np.array(third or range(32))] = True
    return begin


def _named_before(letters: _Letters, at: int) -> tuple[int, int] | None:
    """Where the name stands that ends before a sign with a role behind it."""
    raw = letters.raw
    match = _NAMED.search(_before(letters, at).rsplit("\n", 1)[-1])
    if match is None or not (match["initials"] or match["end"] or is_first_name(match["first"])):
        return None
    named = match["name"]
    end = at - (raw[at - 1 : at] == b" ")
    start = end - len(named.encode())
    return None if _is_of_patient(letters, start) else (start, end)


def _before(letters: _Letters, at: int) -> str:
    return letters.before(at, _BEFORE).decode("utf-8", "ignore")
