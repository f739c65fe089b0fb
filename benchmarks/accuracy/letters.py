"""Letters, messages, reports and forms that name people, doctors and places in running text."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from benchmarks.accuracy.people import TOWNS, Person, person, without_accents
from benchmarks.accuracy.sample import Sample, marked

JUDGED = frozenset(
    "person.name person.birth-date person.doctor fr.address fr.nir fr.nir.keyless fr.phone email "
    "fr.iban credential.password".split()
)
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
SHORT_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
BORN_BEFORE = [
    "né{e} le ", "né{e} le ", "Né(e) le : ", "DDN : ", "date de naissance : ", "née le " ,
    "Date de naissance ", "DDN ", "ddn: ", "nait le ", "né{e} le: ", "Naissance : ", "N{E} LE ",
    "né{e} en ", "D.D.N. ", "(", "Née le : ", "Date naissance : ", "Date Nais. : ",
]  # fmt: skip


def samples(seed: int, scale: float = 1.0) -> Iterator[Sample]:
    """Documents about people, one sample each."""
    rng = Random(f"letters:{seed}")
    for _ in range(round(400 * scale)):
        text = rng.choice(DOCUMENTS)(rng)
        if rng.random() < 0.15:
            text = without_accents(text)
        encoding = rng.choice(["utf-8", "utf-8", "cp1252"])
        yield Sample.of("letter", text, name="lettre.txt", judged=JUDGED, encoding=encoding)


def titled(rng: Random, p: Person) -> str:
    """A patient with a title, as letters name him."""
    title = rng.choice(
        ["Mme", "Madame", "MME", "Mme."] if p.female else ["M.", "Monsieur", "Mr", "M"]
    )
    if title == "M":
        title = "Mr"
    if p.female and rng.random() < 0.1:
        title = rng.choice(["Mlle", "Mademoiselle"])
    return f"{title} {marked('person.name', bare(rng, p))}"


def bare(rng: Random, p: Person) -> str:
    """First name and surname in one of the usual orders and cases."""
    return rng.choice(
        [
            f"{p.last.upper()} {p.first}",
            f"{p.first} {p.last.upper()}",
            f"{p.first} {p.last}",
            f"{p.last.upper()} {p.first.upper()}",
            f"{p.last.upper()}",
            f"{p.last[0].upper()}{p.last[1:]}",
            f"{p.last.upper()} {p.first}",
        ]
    )


def pair(rng: Random, p: Person) -> str:
    """First name and surname without a title."""
    return marked(
        "person.name",
        rng.choice(
            [f"{p.first} {p.last.upper()}", f"{p.first} {p.last}", f"{p.last.upper()} {p.first}"]
        ),
    )


def doctor(rng: Random) -> str:
    """A doctor with a title."""
    p = person(rng)
    title = rng.choice(["Dr", "Docteur", "le Dr", "le docteur", "DR", "Pr", "Dr.", "Professeur"])
    name = rng.choice([p.last.upper(), f"{p.first} {p.last.upper()}", f"{p.first} {p.last}",
                       f"{p.last.upper()} {p.first}", f"{p.first[0]}. {p.last.upper()}", p.last])  # fmt: skip
    name = name[0].upper() + name[1:]
    return f"{title} {marked('person.doctor,?person.name', name)}"


def birth(rng: Random, day: date) -> str:
    """A birth date as written."""
    written = rng.choice(
        [f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%d-%m-%Y}",
         f"{day:%d/%m/%y}", f"{day.day} {MONTHS[day.month - 1]} {day.year}",
         f"{day.day}/{day.month}/{day.year}", f"{day:%Y-%m-%d}", f"{day:%d %m %Y}", f"{day:%d%m%Y}",
         f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}",
         f"{day:%d} {SHORT_MONTHS[day.month - 1]} {day.year}"]
    )  # fmt: skip
    return marked("person.birth-date", written)


def born(rng: Random, p: Person) -> str:
    """``née le …`` and its kin."""
    lead = rng.choice(BORN_BEFORE[:-4] if rng.random() < 0.9 else BORN_BEFORE)
    end = "e" if p.female else ""
    if lead in {"(", "né{e} en ", "nait le "}:
        lead = "né{e} le "
    return lead.format(e=end, E="ÉE" if p.female else "É") + birth(rng, p.born)


def address(rng: Random, p: Person) -> str:
    """A street with postcode and town, on one line or two."""
    town = f"{p.postcode} {p.town.upper() if rng.random() < 0.6 else p.town}"
    if rng.random() < 0.1:
        town += f" CEDEX {rng.randrange(1, 20):02}"
    between = rng.choice([", ", "\n", " ", " - ", ",\n"])
    return marked("fr.address", p.street) + between + marked("?fr.address", town)


def _phone(rng: Random, digits: str) -> str:
    pairs = [digits[at : at + 2] for at in range(0, 10, 2)]
    return marked("fr.phone", rng.choice([digits, " ".join(pairs), ".".join(pairs)]))


def _letterhead(rng: Random) -> str:
    d = person(rng)
    postcode, town = rng.choice(TOWNS)
    street = marked(
        "?fr.address", f"{rng.randrange(1, 99)} {rng.choice(['rue', 'avenue'])} Pasteur"
    )
    return (
        f"{doctor(rng)}\n{rng.choice(['Médecine générale', 'Cardiologue', 'Gynécologue-obstétricien'])}\n"
        f"{street}\n{marked('?fr.address', f'{postcode} {town}')}\n"
        f"Tél. : {_phone(rng, d.landline)}\n"
    )


def _consultation(rng: Random) -> str:
    p = person(rng)
    return (
        f"{_letterhead(rng)}\nLe {date(2021, 3, 4):%d/%m/%Y}\n\nCher confrère,\n\n"
        f"J'ai reçu en consultation {titled(rng, p)}, {born(rng, p)}, pour un avis. "
        f"{rng.choice(['Il', 'Elle', 'Le patient'])} signale une fatigue depuis trois semaines. "
        f"L'examen est sans particularité.\n\nBien confraternellement,\n\n{doctor(rng)}\n"
    )


def _discharge(rng: Random) -> str:
    p = person(rng)
    return (
        f"COMPTE RENDU D'HOSPITALISATION\n\nPatient : {pair(rng, p)}\n{born(rng, p)}\n"
        f"Adresse : {address(rng, p)}\nTéléphone : {_phone(rng, p.mobile)}\n"
        f"N° SS : {marked('fr.nir', p.nir.spaced())}\n\n"
        f"{titled(rng, p)} a été hospitalisé{'e' if p.female else ''} du 12/02/2021 au 16/02/2021 "
        f"dans le service du {doctor(rng)}. Sortie à domicile avec relais par infirmière.\n"
        f"Copie : {doctor(rng)}\n"
    )


def _form(rng: Random) -> str:
    p = person(rng)
    colon = rng.choice([" : ", ": ", " :", "\t", " "]) if rng.random() < 0.85 else " : "
    colon = " : " if colon in {" ", "\t"} else colon
    lines = [
        f"Nom{colon}{marked('person.name', p.last.upper())}",
        f"Prénom{colon}{marked('person.name', p.first)}",
        f"Date de naissance{colon}{birth(rng, p.born)}",
        f"Adresse{colon}{address(rng, p)}",
        f"Téléphone{colon}{_phone(rng, p.mobile)}",
        f"E-mail{colon}{marked('email', p.email)}",
        f"N° de sécurité sociale{colon}{marked('fr.nir', p.nir.compact)}",
        f"Médecin traitant{colon}{doctor(rng)}",
    ]
    return "\n".join(lines) + "\n"


def _mail(rng: Random) -> str:
    p, other = person(rng), person(rng)
    return (
        f"De : {pair(rng, p)} <{marked('email', p.email)}>\nÀ : secretariat@labo.example\n"
        f"Objet : résultats de ma mère\n\nBonjour,\n\nPourriez-vous m'envoyer les résultats de "
        f"{titled(rng, other)} ({born(rng, other)}) ?\nJe suis joignable au {_phone(rng, p.mobile)}.\n\n"
        f"Merci d'avance,\n{pair(rng, p)}\n{address(rng, p)}\n"
    ).replace("secretariat@labo.example", marked("?email", "secretariat@labo.example"))


def _list(rng: Random) -> str:
    people = [person(rng) for _ in range(rng.randrange(3, 12))]
    lines = [f"- {pair(rng, p)}, {born(rng, p)}, tél {_phone(rng, p.mobile)}" for p in people]
    return "Patients à rappeler avant vendredi :\n" + "\n".join(lines) + "\n"


def _note(rng: Random) -> str:
    p = person(rng)
    return rng.choice(
        [
            f"Appel de {titled(rng, p)} ce matin, rappeler au {_phone(rng, p.landline)} svp.",
            f"RDV {titled(rng, p)} avec {doctor(rng)} le 12/03 à 14h30 salle 2",
            f"{titled(rng, p)} {born(rng, p)} vient chercher ses résultats, carte d'identité vue.",
            f"Vu avec {doctor(rng)}, qui suit {titled(rng, p)} depuis 2015.",
            f"{titled(rng, p)}\n{address(rng, p)}\n",
            f"L'infirmière passera chez {titled(rng, p)}, {address(rng, p)}, code portail à demander.",
            f"Personne à prévenir : {pair(rng, p)} (fille) {_phone(rng, p.mobile)}",
            f"Prescripteur : {doctor(rng)}\nPréleveur : IDE cabinet\n",
            f"Ordonnance du {doctor(rng)} pour {titled(rng, p)}",
            f"Envoyer une copie à {doctor(rng)} et à {doctor(rng)}.",
        ]
    )


DOCUMENTS: list[Callable[[Random], str]] = [
    _consultation, _discharge, _form, _mail, _list, _note, _note, _note,
]  # fmt: skip
