"""Which rule owns a column, told by its header: exact, in canonical words, then fuzzy.

Headers are raw text (a file without a header shows a patient there), so what comes out is a
rule and one of *our* dictionary's names, never the header itself.
"""

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from leakscan.detectors.column_names import ColumnNames
from leakscan.detectors.folding import folded
from leakscan.detectors.header_words import begun_with, canonical
from leakscan.detectors.rule import NO_RULE, RuleSet
from leakscan.patterns import deferred

if TYPE_CHECKING:
    from leakscan.detectors.near_names import NearNames

_MAX_HEADER = 96
_MIN_CUT = 8
"""Characters of names of columns as old systems cut them; dBASE keeps ten."""
_MIN_TELLING = 2
"""Words in a row that say what a header is about, whatever stands around them."""
_MAX_WORDS = 16
_MOST_REMEMBERED = 20_000
"""Headers; more are all forgotten."""

_SUBJECT_WORDS = frozenset(
    "patient patiente pat pt p personne pers beneficiaire benef bene assure assuree adherent "
    "usager client user utilisateur malade sujet individu t tb col champ field f z x c "
    "eleve licencie salarie resident agent employe employee etudiant etudiante donneur donneuse "
    "membre inscrit inscrite candidat candidate allocataire affilie affiliee stagiaire joueur "
    "defunt consultant victime receveur appelant tiers subject participant member student "
    "customer beneficiary insured".split()
)
_RELATED_WORDS = frozenset(
    "enfant mere pere parent parents conjoint responsable resp legal famille proche prevenir "
    "urgence contact tuteur titulaire souscripteur ouvrant droit od ayant declarant "
    "aidant aidante aidants fille fils voisin voisine soeur frere mandataire confiance garant "
    "mailing billing shipping home other autre referent rl resp1 resp2 rl1 rl2 urg".split()
)
"""Whose number or name it is, other than the subject's: somebody's all the same."""
_AUTHOR_WORDS = frozenset(
    "auteur auteurs autrice autrices author authors redacteur redactrice rapporteur journaliste "
    "investigateur investigatrice realisateur realisatrice compositeur compositrice scenariste "
    "illustrateur illustratrice traducteur traductrice president presidente dirigeant dirigeante "
    "gerant gerante auth directeur directrice".split()
)
"""Who wrote, made or signed what a row tells, or stands for an organisation: not its subject."""
_SENDER_WORDS = frozenset("from sender expediteur emetteur utilisateur user pseudo de par".split())
"""Who says what a row tells: a few who write to each other, or many who write to them."""
_PROFESSIONAL_WORDS = _AUTHOR_WORDS | frozenset(
    "medecin med mdt docteur dr doctor prescripteur prescr presc praticien prat preleveur prel "
    "correspondant mt traitant infirmier infirmiere ide biologiste pharmacien operateur "
    "specialiste sagefemme kine remplacant psychologue psychiatre orthophoniste osteopathe "
    "podologue ergotherapeute dieteticien dieteticienne soignant soignante chirurgien "
    "anesthesiste gynecologue cardiologue radiologue ophtalmologue ophtalmo dermatologue "
    "neurologue dentiste pediatre".split()
)
_ORGANISATION_WORDS = frozenset(
    "labo laboratoire lab etablissement etab hopital clinique centre service organisme caisse "
    "mutuelle amc amo employeur societe entreprise fournisseur produit medicament specialite "
    "fichier file table base site ville commune commercial commerciale officine pharmacie "
    "cabinet structure serveur rue voie pays departement region analyse examen".split()
)
_FOREIGN_WORDS = frozenset(
    """
    reference ref lot batch facture commande bon devis article art produit ean gencod barre barres
    serie serial imei siret siren cip ucd lpp gtin isbn issn version build compte montant prix tarif
    timestamp ts epoch horodatage created updated modified hash token uuid guid crc checksum md5 sha
    latitude longitude lat lon lng coord ip mac quantite qte stock ticket colis suivi tracking
    transaction sequence seq offset taille size poids volume
    """.split()
)
"""What columns are called whose digits are nobody's number."""
_PLACE_WORDS = frozenset("population superficie habitants altitude".split())
"""What columns are called in tables of towns and regions: who is reached there is a town hall."""
_THING_WORDS = _PLACE_WORDS | frozenset(
    "article produit ean gencod geometry geometrie coordinates latitude longitude "
    "geom wkt centroid cip cis isbn gtin "
    "realisateur realisatrice scenariste compositeur compositrice album artiste synopsis "
    "issn illustrateur illustratrice traducteur traductrice".split()
)
"""What columns are called in tables whose names are of products and places, or of those who made a
book, a film or a record: what these tell is nobody's health."""
_COMPANY_WORDS = frozenset(
    "denomination raison societe entreprise enseigne fournisseur company business siren siret naf "
    "ape rcs marque franchise rna association associations".split()
)
"""What columns are called in registers of companies, and where companies stand beside people."""
_ANIMAL_WORDS = frozenset(
    "espece race robe pelage puce tatouage pedigree cheptel velage vermifuge saillie animal "
    "animaux gestante gestation bovin ovin equide elevage eleveur sterilise lait lactation "
    "tarie bvd fco ibr vet".split()
)
"""What columns are called in tables of animals, two of which say that these are meant."""
_OWNER_WORDS = frozenset(
    "proprietaire client cliente eleveur maitre detenteur detentrice contact responsable "
    "adoptant adoptante prenom titulaire veterinaire".split()
)
"""Whose name it is in a table of animals."""
_TEXT_WORDS = frozenset(
    "texte text message messages info infos information informations "
    "contexte note notes memo libre".split()
)
"""What columns of any text are called, and not only of remarks about somebody."""
_ASKING_WORDS = frozenset(
    "vous votre vos etes est elle il avez avons prenez suivez souffrez quel quelle quels quelles "
    "lequel lesquels laquelle lesquelles ou que qu oui non merci veuillez indiquer indiquez "
    "preciser precisez renseigner renseignez saisir saisissez svp deja eu un une actuellement "
    "eventuel eventuels eventuelle eventuelles souhaite joindre "
    "are you your do does did what which take any please enter currently ever".split()
)
"""What a form's question has besides what it asks for: ``Êtes-vous enceinte ?``."""
_ASKED_OF_ANYBODY = _SUBJECT_WORDS | frozenset("a opinion opinions regime".split())
"""What answers no more than yes or no when it is asked, or is a customer's view, or a diet."""
_ABOUT_OTHERS = _PROFESSIONAL_WORDS | _ORGANISATION_WORDS | _FOREIGN_WORDS
_HINTED = ("person.name", "person.birth-date", "health.icd10")
_SUBJECT_ALONE = frozenset(
    "patient assure beneficiaire adherent client usager sujet eleve licencie salarie resident "
    "agent employe etudiant donneur membre inscrit candidat allocataire enfant mere pere parent "
    "conjoint responsable resp legal referent familial prevenir".split()
)
"""Words of headers under which a name may stand, or a number: the values tell."""
_INCLUSIVE = deferred(
    r"(?<=[a-zà-ÿ])(?:[.·•](?:e|ne|se|te|trice|ère|fe|ve)(?:[.·•]?s)?\b"
    r"|\((?:e|ne|se|te|trice|ère|fe|ve)s?\)s?)"
)
"""``patient.e``, ``adhérent·e·s``, ``patient(e)``: no key of nested data."""
_MISREAD = deferred(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""``PrÃ©nom``: UTF-8 that was taken for cp1252, and written as UTF-8 once more."""
_CAMEL = deferred(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-ZÀ-Ý])(?=[A-ZÀ-Ý][a-zà-ÿ])")
_NOT_WORD = deferred(r"[^a-z0-9]+")
_NOTE = deferred(r"[(\[][^)\]]{3,}[)\]]")
"""``(JJ/MM/AAAA)``, ``(O/N)``; not that of ``né(e)``."""
_TRAILING_NUMBER = deferred(r"(?<=[a-z]) ?\d{1,2}$")


_CONCENTRATION = deferred(
    r"[(\[] ?(?:[kmµnp]?g|[mµunpk]?mol|[mµukn]?u?ui?|[mkg]|giga|tera|10\^?\d{1,2}|mm3?)"
    r" ?/ ?(?:[dmµ]?l|mmol|mol) ?[)\]]"
    r"|[a-z0-9]_(?:[kmunp]?g|[mupn]?mol|[mukn]?u?ui)_(?:par_)?(?:[dm]?l|mmol|mol)$",
    re.IGNORECASE,
)
"""A unit behind the name of an analyte: ``Sodium (mmol/L)``, ``TSH [mUI/L]``, ``HB_G_DL``."""


class HeaderMatch(NamedTuple):
    """What a header means.

    Attributes:
        rule: Index of the rule that owns it.
        name: The dictionary name it was recognised as.
        professional: It speaks of a doctor, a laboratory, an organisation, not of the subject.
    """

    rule: int
    name: str
    professional: bool = False


class HeaderIndex:
    """Recognises headers with the column names of a rule set; answers are remembered."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._subject = rules.number_of("person.name")
        self._doctor = rules.number_of("person.doctor")
        self._pseudonym = rules.number_of("fr.ipp")
        self._match_known = lru_cache(_MOST_REMEMBERED)(self._match)
        self._hint_known = lru_cache(_MOST_REMEMBERED)(self._hint)
        self._normalised = lru_cache(_MOST_REMEMBERED)(normalised)
        self._hinted = {rules.number_of(rule) for rule in _HINTED}

    @cached_property
    def _names(self) -> dict[str, int]:
        """The rule of each name; the first rule that has it."""
        owners: dict[str, int] = {}
        for index, rule in enumerate(self._rules.rules):
            for name in rule.columns:
                owners.setdefault(name, index)
        return owners

    @cached_property
    def _by_words(self) -> ColumnNames:
        """Names by their words; read at the first header that is none of them."""
        return ColumnNames.of(self._rules)

    @cached_property
    def _near(self) -> "NearNames":
        """What a header may be misspelt from; made at the first that is not known."""
        # Imported here: only headers that are none we know ask for names near them.
        from leakscan.detectors.near_names import NearNames

        return NearNames([*self._names])

    def match(self, header: str) -> HeaderMatch | None:
        """The meaning of a raw header (``parent.key`` for nested data), or None."""
        return None if len(header) > _MAX_HEADER else self._match_known(header)

    def is_foreign(self, header: str) -> bool:
        """Whether a header says that digits below it are products, places, times or hashes."""
        name = self._normalised(header[:_MAX_HEADER])
        return not _FOREIGN_WORDS.isdisjoint({*name.split(), *canonical(name)})

    def is_of_companies(self, header: str) -> bool:
        """Whether a header says that companies stand below it, or their numbers."""
        return not _COMPANY_WORDS.isdisjoint(self._normalised(header[:_MAX_HEADER]).split())

    def is_of_things(self, header: str) -> bool:
        """Whether a header says that rows are products, or places on a map."""
        return not _THING_WORDS.isdisjoint(self._normalised(header[:_MAX_HEADER]).split())

    def is_of_places(self, header: str) -> bool:
        """Whether a header says that rows are towns or regions."""
        return not _PLACE_WORDS.isdisjoint(self._normalised(header[:_MAX_HEADER]).split())

    def is_of_authors(self, header: str) -> bool:
        """Whether a header says who wrote or made something, or heads an organisation."""
        words = self._normalised(header[:_MAX_HEADER]).split()
        return not _AUTHOR_WORDS.isdisjoint(words)

    def is_of_senders(self, header: str) -> bool:
        """Whether a header says only that whoever sent what a row tells stands below."""
        words = self._normalised(header[:_MAX_HEADER]).split()
        return bool(words) and _SENDER_WORDS.issuperset(words)

    def is_of_animals(self, header: str) -> bool:
        """Whether a header is one of those of animals."""
        return not _ANIMAL_WORDS.isdisjoint(self._normalised(header[:_MAX_HEADER]).split())

    def is_of_owners(self, header: str) -> bool:
        """Whether a header of a table of animals speaks of a person."""
        return not _OWNER_WORDS.isdisjoint(self._normalised(header[:_MAX_HEADER]).split())

    def is_of_texts(self, header: str) -> bool:
        """Whether a header, of nested data its last key, says only that a text stands below."""
        return self._normalised(header[:_MAX_HEADER].rpartition(".")[2]) in _TEXT_WORDS

    def is_of_professionals(self, header: str) -> bool:
        """Whether a word of a header is a profession that treats the subject."""
        name = self._normalised(header[:_MAX_HEADER])
        return not _PROFESSIONAL_WORDS.isdisjoint({*name.split(), *canonical(name)})

    def is_of_measurements(self, header: str) -> bool:
        """Whether a header gives a concentration's unit."""
        return _CONCENTRATION.search(header[:_MAX_HEADER]) is not None

    def is_of_dates(self, header: str) -> bool:
        """Whether a header says that it is some date: then it also says which."""
        return "date" in canonical(self._normalised(header[:_MAX_HEADER]))

    def may_name_subject(self, header: str) -> bool:
        """Whether a header is only a word for the subject, under which a name may stand."""
        words = canonical(self._normalised(_INCLUSIVE.sub("", header[:_MAX_HEADER])))
        return bool(words) and _SUBJECT_ALONE.issuperset(words) and not self.is_of_authors(header)

    def hint(self, header: str) -> int:
        """The rule that one word of a header speaks of, for values to confirm; -1 for none."""
        return self._hint_known(header[:_MAX_HEADER])

    def _hint(self, header: str) -> int:
        words = canonical(self._normalised(header))[:_MAX_WORDS]
        if not _ABOUT_OTHERS.isdisjoint(words):
            return NO_RULE
        found = [match.rule for word in words if (match := self._match_words((word,)))]
        return next((rule for rule in found if rule in self._hinted), NO_RULE)

    def _match(self, header: str) -> HeaderMatch | None:
        header = _reread(header)
        header = _INCLUSIVE.sub("", header)
        plain = _NOTE.sub(" ", header)
        found = self._match_whole(header)
        if found is None and plain != header:
            found = self._match_whole(plain)
        last = normalised(plain.rpartition(".")[2])
        return found or self._match_asked(last) or self._match_part(last)

    def _match_asked(self, name: str) -> HeaderMatch | None:
        """A question of a form, by what is left of it: ``Quel est votre médecin traitant ?``."""
        words = name.split()
        asked = [word for word in words if word not in _ASKING_WORDS]
        if len(asked) == len(words) or _ASKED_OF_ANYBODY.issuperset(asked):
            return None
        return self._match_name(" ".join(asked))

    def _match_whole(self, header: str) -> HeaderMatch | None:
        whole = normalised(header)
        last = normalised(header.rpartition(".")[2])
        if last in _SUBJECT_WORDS:
            # ``ville.patient`` is a town, not a patient.
            last = whole
        if last in _PROFESSIONAL_WORDS and last in self._names:
            # ``ordonnance.prescripteur`` is no drug.
            whole = last
        for name in dict.fromkeys((whole, last)):
            if found := self._match_name(name):
                return found
        return self._fuzzy(whole)

    def _match_name(self, name: str) -> HeaderMatch | None:
        if not name:
            return None
        for candidate in (name, _TRAILING_NUMBER.sub("", name)):
            if candidate in self._names:
                return HeaderMatch(self._names[candidate], candidate)
        words = canonical(name)
        if found := self._match_words(words):
            return found
        kept = tuple(word for word in words if word not in _SUBJECT_WORDS)
        if found := (self._match_words(kept) if kept else None) or self._qualified(list(kept)):
            return found
        kept = tuple(word for word in kept if word not in _RELATED_WORDS)
        return self._match_words(kept) if kept and len(kept) < len(words) else None

    def _match_part(self, name: str) -> HeaderMatch | None:
        """A header that was cut off (``DATE_DE_NA``), or that explains at length what it names."""
        words = canonical(name)[:_MAX_WORDS]
        if not _ORGANISATION_WORDS.isdisjoint(words) or not _PROFESSIONAL_WORDS.isdisjoint(words):
            return None
        if len(name) >= _MIN_CUT and (found := self._completed(words)):
            return found
        for count in range(len(words) - 1, _MIN_TELLING - 1, -1):
            for first in range(len(words) - count + 1):
                if found := self._match_words(words[first : first + count]):
                    return found
        return None

    def _completed(self, words: tuple[str, ...]) -> HeaderMatch | None:
        """The one rule that owns these words when the last goes on, if there is just one."""
        if len(words) < 2 or not words[-1].isalpha():
            return None
        found = [self._match_words((*words[:-1], word)) for word in begun_with(words[-1])]
        rules = {match.rule for match in found if match is not None}
        return next(match for match in found if match) if len(rules) == 1 else None

    def _match_words(self, words: tuple[str, ...]) -> HeaderMatch | None:
        """A rule that owns these words, written out, in this order or another."""
        name = self._by_words.find(words)
        return HeaderMatch(self._names[name], name) if name else None

    def _qualified(self, words: list[str]) -> HeaderMatch | None:
        """``tel_medecin``, ``nom_prescripteur``, ``adresse_labo``: somebody else's."""
        others = [w for w in words if w in _PROFESSIONAL_WORDS or w in _ORGANISATION_WORDS]
        found = self._match_words(tuple(w for w in words if w not in others))
        if not others or found is None:
            return None
        rule, kept = found.rule, found.name
        if rule == self._subject:
            if not any(word in _PROFESSIONAL_WORDS for word in others):
                return None
            rule = self._doctor if self._doctor != NO_RULE else rule
        return HeaderMatch(rule, kept, professional=True)

    def _fuzzy(self, name: str) -> HeaderMatch | None:
        if not _ORGANISATION_WORDS.isdisjoint(name.split()):
            return None
        near = self._near.find(name)
        if not near or (name == f"{near}s" and self._names[near] == self._pseudonym):
            # ``sejours`` of a statistic is how many there were.
            return None
        return HeaderMatch(self._names[near], near)


def _reread(header: str) -> str:
    """A header as it was before it was misread; itself when it was not."""
    if not _MISREAD.search(header):
        return header
    try:
        return header.encode("cp1252").decode()
    except UnicodeError:
        return header


def normalised(header: str) -> str:
    """Lower case, no accents, words separated by single spaces; camelCase is split."""
    return _NOT_WORD.sub(" ", folded(_CAMEL.sub(" ", header))).strip()
