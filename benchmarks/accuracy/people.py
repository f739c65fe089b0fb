"""Invented persons for labelled samples: nobody's numbers, and names as France bears them.

Own pools, apart from the demonstration's: figures measured on the names a program ships with
say little.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FEMALE = """
Marie Jeanne Nathalie Sandrine Karine Delphine Virginie Élodie Mélanie Laëtitia Amandine Pauline
Marion Justine Océane Lucie Sarah Emma Anaïs Noémie Élise Éloïse Agathe Capucine Brigitte Josiane
Colette Ginette Huguette Germaine Lucette Yvonne Andrée Renée Solange Thérèse Bernadette Gisèle
Khadija Samira Leïla Nadia Aminata Fatoumata Mariam Linh Thi-Hoa Elif Zeynep Oksana Svetlana Ana
Conceição Rosa Carmela Giulia Ingrid Gwenola Maïwenn Aziliz Katell Marie-Thérèse Anne-Marie
Marie-Christine Marie-Hélène Lou-Ann Maëlys Lola Jade Romane Inaya Nour Assia Victoire Apolline
""".split()
MALE = """
Jean Louis Claude Guy Serge Yves Didier Pascal Thierry Bruno Franck Cédric Sébastien Guillaume
Romain Florian Kévin Jordan Dylan Théo Enzo Mathis Raphaël Adam Noah Émile Gaston Maurice Raymond
Henri Georges Albert Robert Roland Gilbert Norbert Abdelkader Rachid Youssef Ibrahima Mamadou
Ousmane Duc Minh Mehmet Emre Sergueï Andrzej João Manuel Vincenzo Björn Tugdual Goulven Briac
Jean-Claude Jean-Pierre Jean-Marc Jean-Baptiste Pierre-Yves Charles-Henri Loup Timothée Axel Sacha
Ilyès Rayan Amadou Fabrice Gaëtan Régis Arnaud Benoît Xavier Quentin Clément Baptiste Étienne
""".split()
SURNAMES = """
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre
Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent
Muller Lefèvre Faure Andre Mercier Blanc Guerin Boyer Garnier Chevalier Francois Legrand Gauthier
Garcia Perrin Robin Clement Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis
Dumont Marie Lemaire Noel Meyer Dufour Meunier Brun Blanchard Giraud Joly Riviere Lucas Brunet
Gaillard Barbier Arnaud Martinez Gerard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard
Ouedraogo Coulibaly Benhamou El-Khoury Haddouche Bouziane Belkacem Ndiaye Tran Pham Yilmaz Kaya
Kowalczyk Novak Da-Silva Pereira Fernandes Lombardi Schneider Zimmermann Wagner Kerautret Le-Gall
Quéré Abgrall Le-Moigne Hascoët Kermarrec Ollivier Daniélou Berthelot Etcheverry Ithurralde Casanova
Paoli Santucci Vandenbroucke Deschamps Delattre Carpentier Beaumont Laville Delmas Puech Cazeneuve
Péréfixe Bézier Châtelain Crépin Dàmaso Desmoulins Grosjean Hautbois Jacquemin Lheureux Maréchal
""".split()
PARTICLE_SURNAMES = [
    "de La Fontaine", "Le Guen", "Le Bris", "De Oliveira", "Ben Salem", "El Amrani", "Da Cunha",
    "d'Aboville", "de Kergorlay", "Van Hove", "Saint-Martin", "Dupont-Durand", "Le Du-Martin",
    "N'Diaye", "O'Connor", "L'Hostis", "Du Pont", "Mac Mahon", "San Miguel", "Di Stefano",
]  # fmt: skip
STREET_NAMES = [
    "des Lilas", "Victor Hugo", "du Général Leclerc", "de la République", "Jean Jaurès",
    "du 8 Mai 1945", "de l'Église", "des Écoles", "Pasteur", "du Moulin à Vent", "de Verdun",
    "Saint-Michel", "du Stade", "Émile Zola", "des Champs", "de la Gare", "Aristide Briand",
    "des Acacias", "du Château d'Eau", "Anatole France", "de la Croix Rouge", "du Puits Salé",
    "Louise Michel", "de Paris", "des Frères Lumière", "du Docteur Roux", "Jules Ferry",
]  # fmt: skip
STREET_KINDS = [
    "rue", "avenue", "boulevard", "allée", "impasse", "chemin", "place", "route", "cours", "quai",
    "bd", "av.", "square", "RUE", "AVENUE", "Rue", "bis rue", "bis, rue", "ter avenue",
]  # fmt: skip
TOWNS = [
    ("75011", "Paris"), ("69003", "Lyon"), ("13008", "Marseille"), ("31000", "Toulouse"),
    ("06000", "Nice"), ("44000", "Nantes"), ("67000", "Strasbourg"), ("34000", "Montpellier"),
    ("33000", "Bordeaux"), ("59000", "Lille"), ("29200", "Brest"), ("51100", "Reims"),
    ("42000", "Saint-Étienne"), ("83000", "Toulon"), ("38000", "Grenoble"), ("21000", "Dijon"),
    ("49000", "Angers"), ("30000", "Nîmes"), ("63000", "Clermont-Ferrand"), ("72000", "Le Mans"),
    ("13100", "Aix-en-Provence"), ("37000", "Tours"), ("80000", "Amiens"), ("87000", "Limoges"),
    ("74000", "Annecy"), ("57000", "Metz"), ("20000", "Ajaccio"), ("20200", "Bastia"),
    ("97400", "Saint-Denis"), ("97200", "Fort-de-France"), ("97110", "Pointe-à-Pitre"),
    ("29950", "Bénodet"), ("64500", "Saint-Jean-de-Luz"), ("01000", "Bourg-en-Bresse"),
    ("05000", "Gap"), ("48000", "Mende"), ("22700", "Perros-Guirec"), ("17000", "La Rochelle"),
]  # fmt: skip
DEPARTMENTS = [
    *(f"{number:02}" for number in range(1, 96) if number != 20),
    "2A", "2B", "2A", "2B", "2A", "2B", "99", "99", "99", "99", "99", "971", "972", "973", "974",
    "974", "976",
]  # fmt: skip
PHONE_FICTION = ("063998", "063998", "019900", "026191", "035301", "046571", "053649")
MAIL_HOSTS = ("example.org", "example.fr", "example.com", "mail.example.fr", "courrier.example")
_MONTHS = (*range(50, 100),) * 2
_EPOCH = date(1922, 1, 1)
_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Nir:
    """The parts of a NIR that is nobody's, with the right key."""

    sex: str
    year: str
    month: str
    place: str
    commune: str
    order: str
    key: str

    @property
    def thirteen(self) -> str:
        """Without the key."""
        return self.sex + self.year + self.month + self.place + self.commune + self.order

    @property
    def compact(self) -> str:
        """Fifteen characters in a row."""
        return self.thirteen + self.key

    @property
    def parts(self) -> list[str]:
        """As printed on a card."""
        return [
            self.sex, self.year, self.month, self.place, self.commune, self.order, self.key,
        ]  # fmt: skip

    def spaced(self, separator: str = " ") -> str:
        """As printed on a card, with any separator."""
        return separator.join(self.parts)


def nir(rng: Random, *, female: bool | None = None, born: date | None = None) -> Nir:
    """A NIR of legal structure: month of 50 or more, so that it is nobody's."""
    if female is None:
        female = rng.random() < 0.5
    sex = "2" if female else "1"
    year = f"{(born.year if born else rng.randrange(1925, 2024)) % 100:02}"
    month = str(rng.choice(_MONTHS))
    place = rng.choice(DEPARTMENTS)
    width = 2 if len(place) == 3 else 3
    commune = f"{rng.randrange(1, 10**width):0{width}}"
    if place == "99":
        commune = f"{rng.randrange(100, 536):03}"
    order = f"{rng.randrange(1, 1000):03}"
    body = sex + year + month + place.replace("2A", "19").replace("2B", "18") + commune + order
    return Nir(
        sex=sex, year=year, month=month, place=place, commune=commune, order=order,
        key=f"{97 - int(body) % 97:02}",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    female: bool
    first: str
    last: str
    maiden: str
    born: date
    nir: Nir
    street: str
    postcode: str
    town: str
    landline: str
    mobile: str
    email: str


def person(rng: Random) -> Person:
    """An invented person, coherent in sex, birth and NIR year."""
    female = rng.random() < 0.55
    first = rng.choice(FEMALE if female else MALE)
    last = surname(rng)
    born = _EPOCH + timedelta(days=rng.randrange(_DAYS))
    postcode, town = rng.choice(TOWNS)
    number = rng.choice([1, 2, 3, 7, 12, 18, 25, 44, 103, 256, 1204])
    return Person(
        female=female,
        first=first,
        last=last,
        maiden=surname(rng) if female and rng.random() < 0.4 else last,
        born=born,
        nir=nir(rng, female=female, born=born),
        street=f"{number} {rng.choice(STREET_KINDS)} {rng.choice(STREET_NAMES)}",
        postcode=postcode,
        town=town,
        landline=phone(rng, mobile=False),
        mobile=phone(rng, mobile=True),
        email=mailbox(rng, first, last),
    )


def surname(rng: Random) -> str:
    """A surname, one in eight with a particle or a hyphen."""
    return rng.choice(PARTICLE_SURNAMES if rng.random() < 0.12 else SURNAMES)


def phone(rng: Random, *, mobile: bool | None = None) -> str:
    """Ten digits of a range kept for fiction."""
    if mobile is None:
        mobile = rng.random() < 0.5
    prefix = PHONE_FICTION[0] if mobile else rng.choice(PHONE_FICTION[2:])
    return f"{prefix}{rng.randrange(11, 9999):04}"


def mailbox(rng: Random, first: str, last: str) -> str:
    """A mailbox as its owner might have chosen it."""
    a, b = plain(first), plain(last)
    local = rng.choice(
        [f"{a}.{b}", f"{a[0]}{b}", f"{b}.{a}", f"{a}{rng.randrange(40, 99)}", f"{a}_{b}",
         f"{b}{rng.randrange(1, 96):02}", f"{a}-{b}", f"famille.{b}", f"{a}.{b}+labo"]
    )  # fmt: skip
    return f"{local}@{rng.choice(MAIL_HOSTS)}"


def plain(name: str) -> str:
    """Lower-case ASCII letters of a name."""
    return without_accents(name).lower().translate(str.maketrans("", "", " -'’."))


def without_accents(text: str) -> str:
    """The text as an old system or a hurried typist writes it."""
    import unicodedata

    bare = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
