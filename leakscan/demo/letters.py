"""Letters between doctors: prose in which identity and diagnosis stand far apart.

They hold what makes prose hard: negations, family history, hypotheses, a treatment that
gives the illness away, a number printed with spaces.
"""

from collections.abc import Iterator

from leakscan.demo.nir_numbers import printed_nir
from leakscan.demo.people import Person
from leakscan.demo.professionals import Doctor
from leakscan.frozen import frozen

_HEAD = """\
Cabinet médical
{doctor}
{doctor_street}
{doctor_town}
Tél. : 02 61 91 {extension:02} 18

                                        Le {day} octobre 2020

Objet : {title} {first_name} {surname}
Né{e} le {born}
N° de sécurité sociale : {nir}
{street}, {postcode} {town}

"""
_FOOT = """
Je vous remercie de votre confiance et reste à votre disposition.

Bien confraternellement,

{doctor}
"""


@frozen
class Letter:
    """A letter: its file name, whom it is about, its text and encoding."""

    name: str
    person: Person
    text: str
    encoding: str


# Name, encoding, written about a woman, body.
_BODIES = (
    ("consultation-endocrinologie", "cp1252", True, """\
Cher confrère,

J'ai revu votre patiente pour la surveillance de son hypothyroïdie. Elle est sous Levothyrox
75 µg par jour depuis deux ans. La TSH est à 2,31 mUI/L. Il n'y a pas de signe de surdosage,
pas de palpitations. Antécédents familiaux : sa mère a un diabète de type 2.

Je propose de ne rien changer et de refaire un dosage dans six mois.
"""),
    ("consultation-infectiologie", "utf-8", False, """\
Cher confrère,

Je vois ce jour votre patient, suivi pour une infection par le VIH découverte en 2011. Il est
sous Biktarvy, bien toléré. La charge virale est indétectable depuis 2013, les CD4 sont à
640/mm3. La sérologie de la syphilis est négative. Pas d'hépatite B ni C.

Nous avons reparlé de son moral : pas d'idées noires, il refuse un suivi psychologique.
"""),
    ("suivi-de-grossesse", "cp1252", True, """\
Chère consœur,

Merci de m'avoir adressé cette patiente, G2P1, enceinte de 22 SA + 3 j. La grossesse évolue
normalement. Groupe sanguin : A Rh négatif, RAI négatives ; une injection de Rhophylac est
prévue à 28 SA. La sérologie VIH est négative, la patiente n'est pas immunisée contre la
toxoplasmose. Elle ne fume pas.

Antécédent d'IVG médicamenteuse en 2014, que le conjoint ignore : merci de votre discrétion.
"""),
    ("compte-rendu-oncologie", "utf-8", False, """\
Monsieur et cher confrère,

L'IRM confirme une tumeur au cerveau, temporale droite, de 32 mm. La biopsie conclut à un
glioblastome. Le dossier a été présenté en réunion de concertation : radiothérapie et
chimiothérapie par Témodal. Il n'y a pas de métastase à distance.

Le patient et son épouse ont été informés. Un traitement par Keppra a été débuté.
"""),
    ("lettre-psychiatrie", "cp1252", True, """\
Cher confrère,

Cette patiente a été hospitalisée du 2 au 19 septembre après une tentative de suicide
médicamenteuse. Le diagnostic de trouble bipolaire est retenu. Sortie sous Téralithe et
Abilify. Aucune addiction, pas d'alcool, pas de toxiques.

Son frère est suivi pour une schizophrénie. La lithiémie sera contrôlée toutes les semaines
au laboratoire.
"""),
    ("avis-cardiologie", "utf-8", False, """\
Cher ami,

Ton patient va bien. Fibrillation atriale permanente, sous Eliquis 5 mg matin et soir et
Bisoprolol 2,5 mg. Pas d'insuffisance cardiaque, pas de douleur thoracique. ECG inchangé.
On s'interroge sur un syndrome d'apnées du sommeil : polygraphie demandée.

Père décédé d'un infarctus à 58 ans. Il a arrêté le tabac.
"""),
    ("courrier-genetique", "utf-8", True, """\
Chère consœur,

La recherche de mutation est revenue : variant pathogène du gène BRCA1 chez votre patiente,
dont la mère a eu un cancer du sein à 41 ans et la tante un cancer de l'ovaire. Elle-même n'a
pas de cancer à ce jour. L'IRM mammaire est sans anomalie.

Elle souhaite un enfant et demande ce que cela change ; une consultation de diagnostic
préimplantatoire lui est proposée.
"""),
    ("surdite-et-accueil", "cp1252", True, """\
Cher confrère,

Cette patiente sourde communique par écrit ou en langue des signes : merci de prévoir un temps
plus long. Elle est sous Kardégic 75 et metformine. HbA1c à 7,9 %. Pas de rétinopathie.
Bilan rénal à faire avant le scanner, suspicion d'insuffisance rénale.

Son adresse électronique, seul moyen de la joindre : {email}.
"""),
)  # fmt: skip


def letters(people: Iterator[Person], staff: tuple[Doctor, ...]) -> Iterator[Letter]:
    """One letter for each body, about the next adult of `people` whom it fits."""
    for number, (name, encoding, woman, body) in enumerate(_BODIES):
        person = next(p for p in people if p.civility == ("Mme" if woman else "M."))
        text = (_HEAD + body + _FOOT).format(**_blanks(person, staff[number], number))
        file_name = f"{number + 1:02}-{name}.txt"
        yield Letter(name=file_name, person=person, text=text, encoding=encoding)


def _blanks(person: Person, doctor: Doctor, number: int) -> dict[str, object]:
    return {
        "doctor": doctor.name.replace("DR ", "Dr ").title(),
        "doctor_street": doctor.street.title(),
        "doctor_town": doctor.town,
        "extension": 10 + number,
        "day": 5 + number,
        "title": "Madame" if person.female else "Monsieur",
        "first_name": person.first_name.title(),
        "surname": person.surname,
        "e": "e" if person.female else "",
        "born": f"{person.born:%d/%m/%Y}",
        "nir": printed_nir(person.nir),
        "street": person.street.title(),
        "postcode": person.postcode,
        "town": person.town,
        "email": person.email or f"patient{person.serial}@example.org",
    }
