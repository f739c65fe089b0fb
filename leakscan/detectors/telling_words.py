"""Words after which a first name, an initial or a surname is somebody's: ``sa fille Corinne``.

French of letters and notes of care, without accents. Which names may follow a word depends on what
it says: after *fils* any, after *par* only first names. Words of a hyphen count by their last part:
*sage-femme*, *grand-mère*.
"""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon
from leakscan.detectors.folding import folded
from leakscan.membership import are_in

KIN, PERSON, ROLE, GREETING, BY, FAMILY, TITLE, OF = (1 << bit for bit in range(8))
"""What a word says of the name after it."""

CARE = 1 << 11
"""And that whoever bears it cares for patients."""

LABEL, LINE, SENTENCE = 1 << 8, 1 << 9, 1 << 10
"""No word of ours, but a colon behind it; the beginning of a line, and of a sentence."""

_WORDS: Final[dict[int, str]] = {
    KIN: """
    fils fille filles fiston mari epouse epoux femme conjoint conjointe compagnon compagne concubin
    concubine copain copine ami amie frere freres soeur soeurs pere mere papa maman papi papy mamie
    mamy meme pepe neveu niece oncle tante tonton tata cousin cousine gendre bru jumeau jumelle
    jumeaux jumelles
    sœur sœurs fiance fiancee aine ainee cadet cadette benjamin benjamine prenomme prenommee
    prenommes denomme denommee nomme nommee surnomme
    """,
    PERSON: """
    enfant enfants bebe bb nourrisson petit petite garcon fillette jeune mineur mineure patient
    patiente resident residente usager pupille dame eleve collegue prenom prenoms parents grands
    fratrie aidant aidante voisin voisine accompagnant accompagnante partenaire ici suis est moi j1
    j2 stagiaire remplacant remplacante nounou camarade tel
    """,
    ROLE: """
    ide idel ides inf infirmier infirmiere infirmiers infirmieres as ash asd ap soignant soignante
    sf interne externe senior chef kine kines kinesitherapeute psychologue psy psychiatre
    orthophoniste orthoptiste dieteticienne dieteticien ergo ergotherapeute psychomotricienne
    osteopathe podologue pharmacien pharmacienne preparateur preparatrice secretaire secretariat
    cadre biologiste technicien technicienne tech anesthesiste anesth mar iade ibode panseuse
    chirurgien chirurgienne chir operateur operatrice aide instrumentiste radiologue manip
    manipulateur manipulatrice educateur educatrice educ assistante assistant assistance ambulancier
    ambulanciere brancardier gestionnaire conseiller conseillere referent referente ref
    coordinateur coordinatrice auxiliaire maitresse instituteur puericultrice puer regulateur
    urgentiste pediatre gyneco gynecologue cardiologue obstetricien obstetricienne medecin
    generaliste traitant dentiste veterinaire tuteur tutrice curateur curatrice mandataire
    interprete vie infirmiers drs astreinte garde equipe dossier
    redacteur redactrice auteur signe signataire relecteur validateur
    visa prescripteur preleveur preleveuse correspondant contact destinataire
    directeur directrice president presidente
    avocat avocate principal adjudant sergent caporal brigadier lieutenant matelot
    detenu detenue ecroue ecrouee bebe bb nourrisson eleve resident residente assure assuree
    adherent adherente allocataire
    """,
    GREETING: """
    bonjour bonsoir salut coucou hello bjr bsr slt cher chere chers cheres merci bises bisous biz
    bise amities amicalement cordialement cdt cdlt cordiales
    """,
    BY: """
    par avec pour chez appeler rappeler prevenir contacter joindre voir vu vue vus envoie adresse
    confie revois reconnait
    """,
    FAMILY: "nom famille couple consorts veuve vve nee ne fratrie marital",
    TITLE: "m mr mme mlle monsieur madame mademoiselle dr pr docteur professeur",
    OF: "de d a",
    CARE: """
    ide idel inf infirmier infirmiere infirmiers infirmieres as ap soignant soignante sf esi interne
    externe kine kines kinesitherapeute psychologue psy psychiatre orthophoniste orthoptiste
    dieteticienne dieteticien ergo ergotherapeute psychomotricienne psychomotricien osteopathe
    podologue pedicure pharmacien pharmacienne preparateur preparatrice biologiste anesthesiste
    iade ibode panseuse chirurgien chirurgienne operateur radiologue manipulateur manipulatrice
    puericultrice puer urgentiste pediatre gyneco gynecologue cardiologue obstetricien
    obstetricienne medecin generaliste dentiste sage-femme sages-femmes aide-soignante
    aide-soignant chef cadre ph maieuticien addictologue neurologue pneumologue dermatologue
    geriatre oncologue masseur masseur-kinesitherapeute preleveur preleveuse etudiante etudiant
    anesth chir instrumentiste
    """,
}
_BEFORE_OF: Final = frozenset(
    """
    naissance maman papa mère mere père pere parents parent fils fille mari femme épouse epouse
    conjoint conjointe compagne compagnon sœur soeur frère frere ami amie copine copain part appel
    appels coup courrier lettre mail message sms ordonnance ordo ordos dossier résultats resultats
    résultat transmission transmissions traitement pilulier demande rdv visite anniversaire décès
    deces enfant médecin medecin avis absence retour sortie tutrice tuteur aide bébé bebe prénom
    rien dis dites parle parlé mot
    chambre jumeau famille arrivée départ transmettre transmis dire dit demander demandé donner
    donné merci rappeler envoyer adressé adressée confié confiée remis remise prévenir attention
    """.split()
)
"""Words before ``de`` that leave no doubt that a person follows."""
_LABELS_OF_PLACES: Final = frozenset(
    """
    ville commune lieu adresse rue avenue hopital clinique site service secteur code couleur objet
    sujet quartier etablissement titre film livre marque produit modele boisson parfum gamme
    fleur groupe statut mois jour version type pharmacie mutuelle banque societe entreprise
    agence labo laboratoire salle batiment etage station port aeroport gare vol navire bateau
    residence ehpad date sent envoye created modified langue language pays country
    """.split()
)
"""Labels behind which a first name is a place, a day or a thing: ``Ville : Florence``."""


@cache
def _said() -> dict[str, int]:
    """What each of the words above says."""
    said: dict[str, int] = {}
    for kind, words in _WORDS.items():
        for word in words.split():
            said[word] = said.get(word, 0) | kind
    return said


@cache
def _cues() -> tuple[name_lexicon.Keys, npt.NDArray[np.int64]]:
    """Keys of the words above, ascending, and what each says."""
    said = _said()
    keys = name_lexicon.keys_of_texts([word.encode() for word in said])
    order = np.argsort(keys)
    return keys[order], np.array(list(said.values()), np.int64)[order]


def said_by(keys: name_lexicon.Keys) -> npt.NDArray[np.int64]:
    """What each word says of a name after it, as bits; 0 for most."""
    known, kinds = _cues()
    at = np.minimum(np.searchsorted(known, keys), known.size - 1)
    return np.where(known[at] == keys, kinds[at], 0)


def said_by_text(word: str) -> int:
    """The same of one word."""
    return _said().get(folded(word), 0)


def name_places(keys: name_lexicon.Keys) -> npt.NDArray[np.bool_]:
    """Whether each word is a label of places or things."""
    return are_in(keys, _place_keys())


@cache
def _place_keys() -> name_lexicon.Keys:
    words = sorted(_LABELS_OF_PLACES)
    return np.sort(name_lexicon.keys_of_texts([word.encode() for word in words]))


def words_of(kind: int) -> list[str]:
    """The words that say one thing, others or not."""
    return [word for word, said in _said().items() if said & kind]


def leads_to_person(word: str) -> bool:
    """Whether after a word, in lower case, and ``de``, a first name is a person's."""
    return word in _BEFORE_OF
