"""Names that a birth tells: ``Patient ZORGLUB Wendoline né le 14/08/1985``.

Whoever was born on a day has a name, and it stands before: two words with capitals or more, none of
which a lexicon need know. With a word before them that speaks of a person (*patient*, *Mme*), one.
"""

import numpy as np

from leakscan.detectors import telling_words
from leakscan.detectors.characters import Mask
from leakscan.detectors.folding import folded
from leakscan.detectors.layout import Layout
from leakscan.detectors.name_lexicon import is_name
from leakscan.detectors.name_pairs import are_alone, are_within, spans_of
from leakscan.model.taxonomy import Tier
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_BEFORE = 128
"""Bytes before a date in which its name stands."""
_LEAST = 4
"""Signs of a name."""
_LOWER, _UPPER = "a-zß-öø-ÿœ", "A-ZÀ-ÖØ-ÞŒ"
_IS_WORD = deferred(rf"[{_UPPER}][{_LOWER}{_UPPER}]*(?:['’-][{_LOWER}{_UPPER}]+){{0,3}}")
_CUE = deferred(
    r"(?i)(?<![^\W\d_])(?:n[ée](?:e|\(e\)|\.e|·e)?|ddn|date de naissance)"
    r"(?: le| en)? {0,2}:? {0,2}$"
)
_CUE_SIGNS = 40
_AGE = deferred(r"[ ,(;:–-][0-9]{1,3} ?(?:ans|a|mois|m|jours|j)\.?$")
_BORN_IN = deferred(rb"[,(] ?n\xc3\xa9e? en (?=(?:19|20)[0-9]{2}(?![0-9]))")
"""What stands before the year of a birth, which is no date."""
_APART = deferred(r"[,(] ?née? en $")
_MARKS = " ,(;:–-"
_SEXES = ("F", "M", "H")
_MOST_WORDS = 8
_LINKS = frozenset("de du des la le les van von ben el da di dos".split())
"""Words in lower case inside names."""
_TITLES = telling_words.TITLE | telling_words.PERSON | telling_words.KIN | telling_words.FAMILY
_ARTICLES = frozenset("le la les du de des un une".split())
_NO_NAMES = frozenset(
    """
    il elle nom prenom prénom identite identité madame monsieur mademoiselle m mme mr mlle
    dr docteur patient patiente sexe assure assuré assurée assuree beneficiaire bénéficiaire enfant
    bebe bébé concerne objet etat état civil adherent adhérent né née date homme femme fille garcon
    garçon individu personne client cliente dossier ref réf ipp nip nir hôpital hopital centre
    clinique service laboratoire hospitalier hospitalière universitaire cabinet unité consultation
    compte rendu carte vitale groupe sanguin resultat résultat resultats résultats ordonnance
    courrier societe société association republique république institut projet union
    lieu ville commune adresse domicile pays departement département nationalite nationalité
    naissance urgences pole pôle secteur salle chambre lit etage étage rdc motif diagnostic
    indication examen bilan suivi antecedents antécédents intervention operation opération
    fracture fractures entorse luxation plaie plaies chute douleur douleurs traumatisme trauma
    lesion lésion lesions lésions suspicion tumeur kyste hernie abces abcès brulure brûlure
    infection syndrome maladie arthrose prothese prothèse tendinite rupture greffe grossesse
    accouchement vaccination depistage dépistage poignet cheville genou hanche epaule épaule coude
    femur fémur tibia abdomen thorax crane crâne rachis bassin
    """.split()
)
_OF_CARE = deferred(
    r"(?i)\w{2,}(?:logi(?:e|que)s?|[iy]atri(?:e|que)s?|[eo][ck]?tomies?|scopies?|graphies?"
    r"|therapies?|pathies?|plasties?)"
)
"""What specialities, examinations and operations end in, without accents; no name does."""


def _years_of_birth(data: bytes) -> list[int]:
    """Where years stand in which somebody was born: ``Zoé DURAND (née en 1986)``."""
    return [found.end() for found in _BORN_IN.finditer(data)]


def born_names(
    hits: list[Hits], layout: Layout, *, name: int, birth: int, taken: Mask, in_years: bool
) -> Hits | None:
    """Hits of the names before the birth dates among some hits, which are none of these yet.

    Args:
        hits: Of one chunk of prose.
        layout: The chunk.
        name, birth: The rules of names and of birth dates, by index.
        taken: By rule index: its hits explain the names inside them.
        in_years: The text may tell years of births; see `tell_years`.
    """
    data = layout.chunk.data
    dates = np.concatenate([part.start[part.rule == birth] for part in hits])
    told = sorted({*dates.tolist(), *(_years_of_birth(data) if in_years else ())})
    spans = [span for at in told for span in _before(data, at)]
    if not spans:
        return None
    start, end = np.array(spans, np.int64).reshape(-1, 2).T
    explained = spans_of(hits, taken)
    kept = layout.owned(start) & ~are_within(start, start + 1, explained)
    kept &= ~are_within(end - 1, end, explained)
    start, end = start[kept], end[kept]
    if not start.size:
        return None
    tier = np.where(are_alone(start, hits, layout), Tier.LEXICAL, Tier.CONTEXTUAL)
    return Hits.of(name, start, end, tier=tier.astype(np.int8))


def _before(raw: bytes, date: int) -> list[tuple[int, int]]:
    """Where the name stands that ends before a birth date; none where there is no name."""
    text = raw[max(date - _BEFORE, 0) : date].decode("utf-8", "ignore").rsplit("\n", 1)[-1]
    cue = _CUE.search(text, max(len(text) - _CUE_SIGNS, 0))
    if cue is None:
        return []
    head = _AGE.sub("", text[: cue.start()].rstrip(_MARKS)).rstrip(_MARKS)
    if head[-2:-1] in _MARKS and head.endswith(_SEXES):
        head = head[:-1].rstrip(_MARKS)
    words = _name_words(head)
    told = False
    # ``Le patient`` is none either, but ``LE GUEN`` is.
    while words and (_is_no_name(words[0]) or (words[1:] and _leads(words[0], words[1]))):
        told |= bool(telling_words.said_by_text(words[0]) & _TITLES)
        words = words[1:]
    name = " ".join(words)
    names = [word for word in words if word not in _LINKS]
    if _APART.search(text) and not any(map(is_name, names)):
        # Firms and novels are born in a year, too.
        return []
    if len(names) < (1 if told else 2) or any(map(_is_no_name, names)) or len(name) < _LEAST:
        return []
    end = date - len(text[len(head) :].encode())
    return [(end - len(name.encode()), end)]


def _name_words(head: str) -> list[str]:
    """The last words of a text, as far as they may be a name."""
    words: list[str] = []
    for word in reversed(head.rsplit(" ", _MOST_WORDS)[-_MOST_WORDS:]):
        if _IS_WORD.fullmatch(word) is None and not (words and word in _LINKS):
            break
        words.insert(0, word)
    while words and words[0] in _LINKS:
        words = words[1:]
    return words


def _leads(word: str, following: str) -> bool:
    return word.lower() in _ARTICLES and _is_no_name(following)


def _is_no_name(word: str) -> bool:
    said = telling_words.said_by_text(word)
    told = word.lower() in _NO_NAMES or bool(said & telling_words.ROLE)
    return told or _OF_CARE.fullmatch(folded(word)) is not None
