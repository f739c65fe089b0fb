"""The words of a header in one spelling: run-together words parted, abbreviations written out.

``DTNAISPAT``, ``dt_nais_pat`` and ``Date de naissance du patient`` are the same words. Pure text
in, words out; what they mean to a rule is told elsewhere.
"""

from functools import lru_cache

from leakscan.patterns import deferred

PARTICLES = frozenset("de du des d la le les l et a au aux the of".split())
_ABBREVIATIONS = {
    short: word
    for word, shorts in {
        "date": "dt dat dte",
        "naissance": "nais naiss nai naissce naissane",
        "numero": "num no n nr nu nro number n°",
        "code": "cod cd",
        "telephone": "tel tele telephones teleph tph phone fone",
        "portable": "port por mobile mob gsm cell cellulaire",
        "fixe": "fix",
        "domicile": "dom domic",
        "professionnel": "pro prof travail bureau tra trav bur",
        "adresse": "adr adres addr address adresses",
        "email": "mail courriel mel emails mails",
        "prenom": "pren prn prnm prnom prenoms prenm",
        "nom": "noms",
        "medecin": "med medec medecins",
        "prescripteur": "presc prescr prescipteur prescript",
        "traitant": "trait tr",
        "patient": "pat pt patients patiente patientes",
        "usage": "usa usag",
        "usuel": "usu",
        "eleve": "elev eleves",
        "licencie": "lic licenciee licencies",
        "salarie": "salariee salaries",
        "resident": "residente residents",
        "ville": "vil",
        "donneur": "donn donneuse donneurs",
        "receveur": "recev receveuse",
        "dernier": "dern der",
        "prelevement": "prel prl prelev prelv prlv prlvt prelvt prelevements",
        "examen": "exam examens",
        "analyse": "anal analyses",
        "resultat": "res result rslt resultats",
        "securite": "secur securit",
        "immatriculation": "immat immatric",
        "mutuelle": "mut mutu",
        "adherent": "adh adherents",
        "libelle": "lib lbl libel",
        "identifiant": "ident identif",
        "dossier": "dos doss",
        "demande": "dem",
        "sejour": "sej",
        "civilite": "civ civil",
        "sexe": "sx sex",
        "groupe": "gr grp group grpe",
        "sanguin": "sang",
        "rhesus": "rh rhes",
        "postal": "post",
        "patronymique": "patro patron",
        "entree": "ent",
        "sortie": "sort sor",
        "assure": "ass assuree assures",
        "beneficiaire": "benef bene ben bnf beneficiaires",
        "hospitalisation": "hospi hosp hospit",
        "consultation": "consult cons",
        "epouse": "epx",
        "personne": "pers per",
        "client": "cli clt clients cliente",
        "employe": "emp employee employes",
        "etudiant": "etu etud etudiante etudiants",
        "membre": "mbr membres",
    }.items()
    for short in shorts.split()
}
_PHRASES = {
    ("e", "email"): ("email",),
    ("pre", "patient"): ("prenom", "patient"),
    ("medecin", "trt"): ("medecin", "traitant"),
    ("cp",): ("code", "postal"),
    ("ddn",): ("date", "naissance"),
    ("brthdtc",): ("date", "naissance"),
    ("brthdat",): ("date", "naissance"),
    ("brthdt",): ("date", "naissance"),
    ("dtn",): ("date", "naissance"),
    ("nom", "u"): ("nom", "usage"),
    ("nom", "numero"): ("nom", "naissance"),
    ("pr", "naissance"): ("prenom", "naissance"),
    ("pr", "usage"): ("prenom", "usage"),
    ("sec", "soc"): ("securite", "sociale"),
    ("securite", "soc"): ("securite", "sociale"),
    ("secu", "soc"): ("securite", "sociale"),
}
_BEGIN_PHRASES = frozenset(phrase[0] for phrase in _PHRASES)
_KNOWN = frozenset(
    """
    date naissance numero code telephone portable fixe domicile adresse email prenom nom medecin
    prescripteur traitant patient prelevement examen analyse resultat securite sociale secu
    immatriculation mutuelle adherent libelle identifiant dossier demande sejour civilite sexe
    groupe sanguin rhesus postal postale assure beneficiaire ville commune insee nir ins ss usage
    usuel famille jeune fille jf marital patronymique complet premier ligne rue voie perso mere
    pere conjoint hospitalisation consultation entree sortie admission visite derniere passe mot
    acces secret iban rib rpps finess adeli commentaire observation remarque motif service docteur
    correspondant praticien caisse regime centre nais naiss tel dt dat num cod adr pren med pat prel
    exam mail port mob gsm dom immat benef ass lib civ sx post cp ipp nip nda iep ddn matricule
    birth day last first given phone name id client usager sujet personne naissce no doss dos dem
    prlvt cd soc presc prescr patro bur tra ent sort nai usu usa por vil tr elev eleve lic licencie
    sal salarie resident prelev cle pre adh pers per sor dern dernier traitante
    prl don donneur recev receveur dna prn ben bnf client cli clt employe emp etudiant etu membre
    mbr vih hiv sero serologie statut
    """.split()
)
"""Words that headers are run together from."""
_IN_JOINED = {"pre": "prenom", "sal": "salarie", "dna": "ddn"}
"""What shorter abbreviations mean inside run-together words: ``PRESAL``, not ``pre``."""
_SINGLE = {"c": "code", "d": "date", "n": "numero", "p": "patient"}
"""One letter may stand for a word before another: ``cpostal``, ``dnaissance``, ``pnom``."""
_MIN_JOINED = 4
_MIN_START = 2
"""Letters of a word that was cut off."""
_CUT = 8
"""Letters of names that old systems cut words of."""
_MAX_KNOWN = 8192
"""Words remembered: those of our names for columns, and some more."""
_NUMBER = deferred(r"\d+(?:er|ere|e|eme|nd|nde)?")
_TRAILING_DIGITS = deferred(r"(?<=[a-z]{3})\d{1,2}$")
"""Not those of ``cd4``."""


def canonical(name: str) -> tuple[str, ...]:
    """The words of a normalised header, written out, without particles and numbers."""
    words = name.split()
    parts = [part for word in words for part in _written_out(word, len(words) == 1)]
    return tuple(parts) if _BEGIN_PHRASES.isdisjoint(parts) else _without_phrases(tuple(parts))


@lru_cache(_MAX_KNOWN)
def _written_out(written: str, alone: bool) -> tuple[str, ...]:  # noqa: FBT001 - a key of the cache
    """The words that one word of a header stands for; a number says something only `alone`."""
    word = _TRAILING_DIGITS.sub("", written)
    if word in PARTICLES or (_NUMBER.fullmatch(word) and not alone):
        return ()
    parts = _parted(word)
    if len(parts) > 1:
        parts = [_IN_JOINED.get(part, part) for part in parts]
    return tuple(_ABBREVIATIONS.get(part, part) for part in parts)


def begun_with(start: str) -> list[str]:
    """Words, written out, that a word cut off after `start` may have been."""
    whole = {_ABBREVIATIONS.get(word, word) for word in _KNOWN if word.startswith(start)}
    return sorted(whole) if len(start) >= _MIN_START else []


def _without_phrases(words: tuple[str, ...]) -> tuple[str, ...]:
    for phrase, meaning in _PHRASES.items():
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase:
                words = words[:at] + meaning + words[at + len(phrase) :]
    return words


def _parted(word: str) -> list[str]:
    """A word, or the known words it is run together from."""
    if len(word) < _MIN_JOINED or word in _KNOWN or word in _ABBREVIATIONS:
        return [word]
    if (pieces := _pieces(word)) is not None:
        return list(pieces)
    if word[0] in _SINGLE and word[1:] in _KNOWN:
        return [_SINGLE[word[0]], word[1:]]
    return _cut_pieces(word) or [word]


def _cut_pieces(word: str) -> list[str]:
    """The known words of a name of eight letters, the last one cut off: ``NOMPATIE``."""
    if len(word) != _CUT:
        return []
    for size in range(len(word) - _MIN_START, 2, -1):
        whole = begun_with(word[size:]) if (pieces := _pieces(word[:size])) else []
        if len(whole) == 1 or "patient" in whole:
            return [*(pieces or ()), "patient" if "patient" in whole else whole[0]]
    return []


@lru_cache(_MAX_KNOWN)
def _pieces(word: str) -> tuple[str, ...] | None:
    """The fewest known words that make up `word`, the longest first; None when none do."""
    if not word:
        return ()
    best: tuple[str, ...] | None = None
    for size in range(min(len(word), 16), 1, -1):
        if word[:size] in _KNOWN:
            rest = _pieces(word[size:])
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = (word[:size], *rest)
    return best
