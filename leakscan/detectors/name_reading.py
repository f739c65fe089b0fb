"""What of a text at a place where a name may stand is one: reads what `told_names` points at.

Few places come here, one at a time, as text: a first name with a surname or an initial behind it,
names joined by commas, a line of its own below a greeting. What of it is whose stays nowhere.
"""

import re
from typing import NamedTuple

import numpy as np

from leakscan.detectors import name_lexicon, telling_words
from leakscan.detectors.folding import folded
from leakscan.detectors.name_pairs import NOT_PERSONS, are_names
from leakscan.detectors.telling_words import (
    BY,
    FAMILY,
    GREETING,
    KIN,
    LABEL,
    LINE,
    OF,
    PERSON,
    ROLE,
    SENTENCE,
    TITLE,
    leads_to_person,
    said_by_text,
)
from leakscan.patterns import deferred

_LEAST = 3
"""Letters of a name; one in capitals has more, for so many are words."""
_GLUED = frozenset({"_", "@", "'", "’"})
_AROUND = 96
"""Bytes of text on either side that are read."""
_MOST_JOINED = 8
_LOWER, _UPPER = "a-zß-öø-ÿœ", "A-ZÀ-ÖØ-ÞŒ"
WORD = rf"[{_UPPER}](?:['’]?[{_LOWER}{_UPPER}])+(?:-[{_LOWER}{_UPPER}]+)*"
INITIALS = rf"[{_UPPER}](?:h|\.[ -]?[{_UPPER}]|-[{_UPPER}])?\."
LINK = r"(?:(?:de la|de|du|le|la|van|von|ben|el|da|di) |d['’])"
_NAME = deferred(
    rf"(?P<initials>{INITIALS}(?=\W|$) ?)?(?P<first>{WORD})?"
    rf"(?P<last>(?: {LINK}?{WORD}){{0,3}})(?P<end> [{_UPPER}]\.(?!\w))?"
)
_CHAIN = deferred(
    rf"(?: \(?\d{{1,2}} ?(?:ans|mois|a|m|j)\b\)?| \([^()\n]{{1,16}}\))?"
    rf"(?:,? et | & | ?\+ ?| ?/ ?| ?, ?|, et )(?P<name>{WORD})(?![\w'’])"
)
_INFORMAL = deferred(r"(?i)(?:^|[\n.!:>] ?)(?:salut|slt|coucou|cc|hello|kikou|yo|wesh)\W{1,2}$")
_ADDRESSED = deferred(r" ?(?:,|!|\n|$)| (?:c['’]est|t['’]|tu|on|j['’]|je) ?\b")
_HAILED = deferred(r"(?i)\b(?:bonjour|bonsoir|bjr|hello|ch[eè]re?) $")
_ENDS_GREETING = frozenset(",!\n")
_PRESENTS = deferred(rf"[ ,!]{{1,3}}(?:ici|moi )?c['’]est (?P<name>{WORD})(?= ?(?:[\n,.!(]|$))")
"""Who writes says so behind whom it is for: ``Salut Max, c'est Nono``."""
_CLOSING = deferred(
    r"(?i)\b(?:cordial|merci|amiti|amical|bien [àa] |bises|bisous|bient[ôo]t|a\+|[àa] plus\b"
    r"|bonne (?:journ|soir|r[ée]cep|nuit|continu)|salutation|confratern|sentiments|respect"
    r"|distingu|d[ée]vou|affect|embrass|courage|cdl?t|remerci|dans l['’]attente"
    r"|d['’]avance|bien sinc)"
    r"|,\s*$|^\s*a\+\s*$"
)
_ACTS = deferred(
    r" (?:a|n['’]a|est|n['’]est|prend|ne|va|vient|dit|refuse|reste|dort|mange|souhaite|demande"
    r"|accepte|vit|appelle|rappelle|s['’]est|se|passe|tousse|pleure|vomit|veut|doit) "
)
"""What somebody does who begins a sentence: ``Ahmed est venu seul``."""
_ON = deferred(r"(?i)\bsur\W*$")
"""Whose key is that of *sœur*: of its letters, keys know only those that are in *sur*."""
_REST_OF_SIGNATURE = deferred(r"[ ,;.!-]*(?:$|\n|,| - | \()")
_ROLE_OF_SIGNATURE = deferred(
    r"(?:,| [-–—]) (?P<role>\w{2,24})(?: [\w'’-]{3,20})?"
    r"(?: (?:d[eu]s? |d['’]|à |en |au )[^\n]{1,30})?[ .]*\n?\s*$"
)
_BEFORE_OF = deferred(r"(\w{2,24})\W{1,3}(?:d(?:e |['’])|[àÀa] )$")
_NO_SURNAMES = frozenset(
    "le la les un une il elle on je tu nous vous et ou avec pour par sous dans sur a au aux est "
    "ne pas plus si mais car ce cette son sa ses mon ma mes de du des en y x z conseil chef ami "
    "amie traitant unique enfant référent coordonnateur coordinateur régulateur scolaire confrère "
    "consoeur "
    "monsieur madame docteur mr mme patient patiente service nom prénom date tel médecin".split()
)
"""Capitalised words, in lower case, that are no names where they follow one or its cue."""
_LOWER_NAME = deferred(rf"[{_LOWER}][{_LOWER}'’-]+(?: [{_LOWER}][{_LOWER}'’-]+){{0,2}}")
_PARTICLES = frozenset("de du la le el ben van da di".split())
_NO_LOWER_NAMES = frozenset(
    "a au aux avec avait aura aurait ai alors apres après appelle arrive attend aussi aime avant "
    "bien bon car ce ces cette chez connu connue contre croit chute dans de demande depuis dit "
    "doit donc dont du des dort deja déjà elle en encore entre est et etait était fait il ira "
    "jeune je la le les lors lui marche mais mal mange me ment mon ma ne non nous on ont ok ou oui "
    "par parle part pas passe pendant pense peut plus pour prend present présente propose puis "
    "que qui quitte rappelle refuse reste rentre revient repart sa sans se seul seule semble sera "
    "serait ses si son sort sous souhaite suivi suivie sur tombe toujours tres très trouve un une "
    "va veut vers veux vient vit voit voulait vous vu vue y conseil chef maire ami amie docteur "
    "patient patiente cher chère chere soir matin midi jour juge proviseur prof comme quand".split()
)
"""Words that follow a title in lower case and are no names there, among those that may be one."""
_NOBODY = _NO_SURNAMES | frozenset(
    "world tous toutes toi equipe les all cheri cherie team teams groupe group internet facebook "
    "twitter insta forum tlm mesdames messieurs mesdemoiselles monde amis amies filles garcons "
    "gens collegues voisins voisines everybody everyone guys there lundi mardi mercredi jeudi "
    "vendredi samedi dimanche".split()
)
"""Capitalised words that are greeted and name nobody."""
_ANONYMOUS = frozenset("XYZ")
_LABEL_OF_CARE = deferred(r"(?i)(?<![\w-])sages?[ -]femmes? ?: ?$")
"""Whose last word would be one of kin."""
_CAPITAL_CUE = deferred(r"(?<!\w)(?:BB|IDEL?|SF|IADE|IBODE)\s$")
"""Cues that are written so; other words in capitals stand where everything is."""


class Told(NamedTuple):
    """What stands before a name says: see `told_names`."""

    said: int
    colon: bool
    close: bool


def spans(raw: bytes, start: int, told: Told, *, known: bool) -> list[tuple[int, int]]:
    """Where a name stands that begins at an offset, and those that are joined to it."""
    text = raw[start : start + _AROUND].decode("utf-8", "ignore")
    match = _NAME.match(text)
    if match is None or not match.end():
        return []
    before = raw[max(start - _AROUND, 0) : start].decode("utf-8", "ignore")
    if not _is_told(match, text, before, told, known=known):
        return []
    end = _end_of(match)
    names = [(0, end)]
    while len(names) < _MOST_JOINED and (following := _CHAIN.match(text, names[-1][1])) is not None:
        if not _goes_on(following, told):
            break
        names.append(following.span("name"))
    if told.said & GREETING and (writer := _PRESENTS.match(text, names[-1][1])) is not None:
        names += [writer.span("name")] if _may_be_nickname(writer["name"]) else []
    return [
        (start + len(text[:low].encode()), start + len(text[:high].encode())) for low, high in names
    ]


def _goes_on(following: re.Match[str], told: Told) -> bool:
    """Whether a word that is joined to a name is one, too; couples are joined by surnames."""
    name = following["name"]
    if not name[1:2].islower():
        return False
    return is_first_name(name) or (bool(told.said & FAMILY) and _is_name(name))


def lower_span(raw: bytes, start: int) -> tuple[int, int] | None:
    """Where a name in lower case stands that begins at an offset, behind a title."""
    match = _LOWER_NAME.match(raw[start : start + _AROUND].decode("utf-8", "ignore"))
    if match is None:
        return None
    words = match[0].split(" ")
    count = 1 if words[0] in _PARTICLES and len(words) > 1 else 0
    if words[count] in _NO_LOWER_NAMES or not _is_name(words[count]):
        return None
    size = len(" ".join(words[: count + 1]).encode())
    following = words[count + 1 : count + 2]
    if following and following[0] not in _NO_LOWER_NAMES and _is_name(following[0]):
        size += 1 + len(following[0].encode())
    return start, start + size


def _is_told(match: re.Match[str], text: str, before: str, told: Told, *, known: bool) -> bool:
    """Whether what stands before a name says that it is somebody's."""
    first = match["first"]
    if told.said & (LINE | SENTENCE) or match["initials"]:
        return _stands_for_somebody(match, text, before, told, known=known)
    if not first or len(first) < _LEAST or text[match.end("first") :][:1] in _GLUED:
        return False
    if first.lower() in _NO_SURNAMES or (told.said & KIN and _ON.search(before) is not None):
        return False
    title_case = first[1:2].islower()
    if known:
        return _is_said(told.said, first, before, title_case=title_case)
    if told.said & GREETING:
        behind = text[match.end() :]
        greeted = _HAILED.search(before) is not None and _is_greeted(first, match["last"], behind)
        return greeted or _is_friend(first, behind, before)
    following = match["last"].strip().partition(" ")[0]
    return _is_surname(first, following, before, told, title_case=title_case)


def _stands_for_somebody(
    match: re.Match[str], text: str, before: str, told: Told, *, known: bool
) -> bool:
    """Whether a name that begins a line or a sentence, or has initials, is somebody's."""
    if told.said & (LINE | SENTENCE):
        acts = known and _ACTS.match(text, match.end()) is not None
        return acts or (told.said == LINE and _is_signature(match, text, before, known=known))
    return _are_initials(match, before, told)


def _are_initials(match: re.Match[str], before: str, told: Told) -> bool:
    """Whether initials, with a name behind them or not, are somebody's."""
    if told.said & TITLE and not match["first"]:
        return match["initials"][0] not in _ANONYMOUS
    leads = not told.said & OF or leads_to_person(_word_before_of(before))
    return leads and match["first"] is not None


def _is_said(said: int, first: str, before: str, *, title_case: bool) -> bool:
    """Whether a first name is somebody's by the word before it."""
    if said & OF:
        return title_case and leads_to_person(_word_before_of(before))
    if said & (BY | GREETING | LABEL):
        return title_case
    return bool(said & (KIN | PERSON | ROLE | FAMILY)) and (title_case or len(first) > _LEAST)


def _is_surname(first: str, following: str, before: str, told: Told, *, title_case: bool) -> bool:
    """Whether a word that is no first name is somebody's name by the word before it."""
    surname = bool(name_lexicon.are_surnames(name_lexicon.keys_of_texts([first.encode()]))[0])
    lower_cue = before.rstrip(" :,(")[-1:].islower() or _CAPITAL_CUE.search(before) is not None
    if told.colon and _LABEL_OF_CARE.search(before) is not None:
        return first.istitle() and (surname or is_first_name(following))
    if told.said & KIN:
        of_kin = telling_words.said_by_text(first) & KIN
        return first.istitle() and told.close and lower_cue and not of_kin
    if told.said & FAMILY:
        return surname or (not title_case and lower_cue and len(first) > _LEAST)
    if told.said & ROLE:
        return surname and (told.colon or lower_cue) and (told.colon or told.close)
    return False


def _is_friend(word: str, behind: str, before: str) -> bool:
    """Whether a word that no lexicon knows is greeted as friends are: ``Salut Momo, …``."""
    informal = _INFORMAL.search(before) is not None and _may_be_nickname(word)
    return informal and _ADDRESSED.match(behind) is not None


def _is_greeted(first: str, last: str, behind: str) -> bool:
    """Whether an unknown word is the first name of whoever is greeted: ``Bonjour Wei MARTIN,``."""
    plain = folded(first)
    if not last or behind[:1] not in _ENDS_GREETING or plain in NOT_PERSONS:
        return False
    texts = [last.strip(), last.rpartition(" ")[2], last.strip().partition("-")[0]]
    keys = name_lexicon.keys_of_texts([text.encode() for text in texts])
    return bool(name_lexicon.are_surnames(keys).any()) and _may_be_nickname(first)


def _may_be_nickname(word: str) -> bool:
    """Whether a word that no lexicon knows may be what somebody is called by friends."""
    plain = folded(word)
    return word.istitle() and plain not in _NOBODY and not telling_words.said_by_text(plain)


def _is_signature(match: re.Match[str], text: str, before: str, *, known: bool) -> bool:
    """Whether a line holds a name and no more, below a greeting."""
    first = match["first"]
    if not (first and (known or match["initials"])) or not first[1:2].islower():
        return False
    if match["end"] and match["end"].endswith("."):
        return True
    if _REST_OF_SIGNATURE.match(text, match.end()) is None:
        return False
    if _ends_letter(text[match.end() :]) and before.rstrip().endswith((".", "!", "?")):
        return True
    if before.endswith("\n\n") and match["initials"]:
        return True
    lines = [line for line in before.split("\n") if line.strip()]
    return bool(lines) and is_closing(lines[-1])


def is_closing(line: str) -> bool:
    """Whether a line is what people write above their names: ``Bien à vous,``."""
    return _CLOSING.search(line) is not None


def _ends_letter(rest: str) -> bool:
    """Whether nothing stands behind a name, or the trade of whoever signs: ``, conseiller``."""
    role = _ROLE_OF_SIGNATURE.match(rest)
    return not rest.strip(" .\n") or (role is not None and bool(said_by_text(role["role"]) & ROLE))


def _end_of(match: re.Match[str]) -> int:
    """Where a name ends: with the words behind a first name that are part of it."""
    first = match["first"]
    if first is None:
        return len(match["initials"].rstrip())
    last = match["last"]
    upper = first[1:2].isupper()
    for word in last.split():
        if word[0].isupper() and (word.lower() in _NO_SURNAMES or (upper and not _is_name(word))):
            last = last[: last.index(word)].rstrip()
            break
    end = match.end("first") + len(last)
    return match.end() if match["end"] and last == match["last"] else end


def _word_before_of(before: str) -> str:
    """The word before ``de`` at the end of a text, in lower case."""
    match = _BEFORE_OF.search(before)
    return match[1].lower() if match else ""


def is_first_name(word: str) -> bool:
    """Whether a word, or its part before a hyphen, is a first name."""
    data = np.frombuffer(word.encode(), np.uint8)
    known = name_lexicon.are_first_names
    return bool(are_names(known, data, np.zeros(1, np.int64), np.array([data.size]))[0])


def _is_name(word: str) -> bool:
    return name_lexicon.is_name(word.strip("'’"))
