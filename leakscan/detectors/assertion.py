"""Whether a clinical statement is affirmed, negated, about the family, or only supposed.

French cues around a term, inside its sentence, after edsnlp's lists (BSD-3) and ConText
(Harkema et al., J Biomed Inform 2009): a few words before, fewer after. Pseudo-negations
("n'exclut pas", "sans doute") are removed first. A status lowers severity, it never hides:
"VIH négatif" is still an HIV test result (RGPD, recital 35).
"""

import re
from itertools import pairwise

from leakscan.detectors.windows import Window, folded, window_at
from leakscan.model.taxonomy import Assertion

_REACH_BEFORE = 90
_REACH_AFTER = 60
_WRAPPED_LINE = 48
"""A line at least this long is taken to go on in the next: letters are wrapped."""

_SENTENCE_END = re.compile(r"[.;|!]\s|[;|]|\n\s*\n|\n\s*[-*•]|\.$")
_PSEUDO = re.compile(
    r"n[ ']?exclu(?:t|ent|ant)? pas|pas exclu\w*|ne permet pas d.exclure|sans doute|"
    r"non negligeable|aucun doute|pas de doute|sans aucun doute|non seulement|pas seulement|"
    r"sans changement|sans modification|pas d.evolution|non compliqu\w+"
)
_ANY_CUE = re.compile(
    r"\b(?:pas|aucun|absen|sans|non|ni|jamais|exclu|elimin|nie|neg|indemne|indetect|suspic|suspect|"
    r"possib|probab|eventu|hypoth|evoqu|risque|peut|recherche|depist|prescr|a faire|a confirmer|"
    r"a prevoir|a controler|deman|crain|si|pere|mere|frere|soeur|oncle|tante|cousin|grand|parent|"
    r"fils|fille|enfant|conjoint|mari|epou|compag|parten|famil|hered|chez|du|de)|\?|[:=]\s*[0(-]"
)
"""A word of any cue below: most sentences have none, and are affirmed without more ado."""
_BEFORE = {
    Assertion.FAMILY: re.compile(
        r"\b(?:pere|mere|frere|freres|soeur|soeurs|oncle|tante|cousine?|grand[- ]?(?:pere|mere)|"
        r"grands[- ]parents|parents?|fils|fille|enfants?|conjointe?|mari|epou(?:x|se)|"
        r"compagn(?:on|e)|partenaire|familia(?:l|ux|les?)|famille|heredite)\b[^.;]{0,40}$"
    ),
    Assertion.NEGATED: re.compile(
        r"(?:\bpas\b|\baucune?s?\b|\babsence\b|\bsans\b|\bnon\b|\bni\b|\bjamais\b|\bexclu\w*|"
        r"\belimin(?:e|ee|ant)\b|\bnie\b|\bnegati(?:f|ve)s? pour\b|\bindemne\b|\bn'a (?:ni|pas)\b)"
        r"(?:[^\w,]+\w+){0,5}[^\w,]*$"
    ),
    Assertion.HYPOTHESIS: re.compile(
        r"(?:\bsuspicion\b|\bsuspect\w*|\ba eliminer\b|\bpossibles?\b|\bprobables?\b|"
        r"\beventuel\w*|\bhypothese\b|\bevoqu\w+|\brisque\b|\bpeut[- ]etre\b|"
        r"\brecherche\b|\bdepistage\b|\bprescri\w*|\ba faire\b|\bdemande\w*|\bcraint\w*|\bsi\b|"
        r"\?)(?:\W+\w+){0,4}\W*$"
    ),
}
_AFTER = {
    Assertion.NEGATED: re.compile(
        r"^(?:\W+\w+){0,3}?\W*(?:\bnegati(?:f|ve|fs|ves)\b|\bneg\b|\babsente?s?\b|"
        r"\bnon[ -](?:reacti|detect|retrouv|decel|confirm|immunis)\w+|\bindetecte\b|\bexclue?s?\b|"
        r"\belimine(?:e|es)?\b|\bjamais\b)|^\s*[:=]\s*(?:non\b|0\b(?![.,]\d)|neg|\(-\)|-(?:\s|$))"
    ),
    Assertion.FAMILY: re.compile(
        r"^(?:\W+\w+){0,2}?\W*(?:chez|de|du) (?:le|la|son|sa|l.)?\s?(?:pere|mere|frere|soeur|oncle|"
        r"tante|conjoint|mari|epouse|partenaire|grand)"
    ),
    Assertion.HYPOTHESIS: re.compile(
        r"^(?:\W+\w+){0,3}?\W*(?:\?|\ba eliminer\b|\bsuspect\w*|\bpossible\b|\bprobable\b|"
        r"\ba confirmer\b|\ba faire\b|\ba prevoir\b|\bdemande\w*|\bprescri\w+|\ba controler\b)"
    ),
}


def assertion_of(raw: bytes, start: int, end: int, low: int, high: int) -> Assertion:
    """The status of the term `raw[start:end]` inside its record or field `raw[low:high]`."""
    window = window_at(
        raw, start, end, max(low, start - _REACH_BEFORE), min(high, end + _REACH_AFTER)
    )
    before, after = _sentence(window)
    if not (_ANY_CUE.search(before) or _ANY_CUE.search(after)):
        return Assertion.AFFIRMED
    before = _PSEUDO.sub(" ", before)
    after = _PSEUDO.sub(" ", after)
    for status in (Assertion.FAMILY, Assertion.NEGATED, Assertion.HYPOTHESIS):
        if _AFTER[status].search(after) or _BEFORE[status].search(before):
            return status
    return Assertion.AFFIRMED


def _sentence(window: Window) -> tuple[str, str]:
    """Folded text of the term's sentence before and after it."""
    before = _unwrapped(folded(window.text[: window.start]))
    after = _unwrapped(folded(window.text[window.end :]))
    stops = [match.end() for match in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    return before[stops[-1] if stops else 0 :], after[: stop.start() + 1 if stop else None]


def _unwrapped(text: str) -> str:
    """Text in which the ends of long lines are spaces and those of short ones end a sentence."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    pieces = [lines[0]]
    for previous, line in pairwise(lines):
        continues = len(previous) >= _WRAPPED_LINE or line[:1].islower()
        pieces.append((" " if continues else "; ") + line)
    return "".join(pieces)
