"""Exports of town halls, schools, clubs and charities, and tables without a header."""

from random import Random

from benchmarks.accuracy.exports.export import (
    Export,
    blood,
    born,
    day,
    digits,
    doctor,
    name,
    nir,
    pairs,
    phone,
    sex,
    visit,
)
from benchmarks.accuracy.people import Person, person
from benchmarks.accuracy.sample import marked


def _heat_wave(p: Person, r: Random) -> list[str]:
    other = person(r)
    return [
        name(p.last.upper()), name(p.first), marked("fr.address", p.street), p.postcode, p.town,
        phone(pairs(p.landline)), name(f"{other.first} {other.last}"), phone(pairs(other.mobile)),
        doctor(r, "Dr "), r.choice(["vit seule", "diabète", "sous oxygène", ""]),
    ]  # fmt: skip


def _canteen(p: Person, r: Random) -> list[str]:
    other = person(r)
    return [
        name(f"{p.last.upper()} {p.first}"), born(day(r)), r.choice(["CP", "CE1", "CM2"]),
        name(f"{other.last.upper()} {other.first}"), phone(pairs(other.mobile, ".")),
        r.choice(["arachide", "", "lait", "aucune"]), r.choice(["oui", "non"]),
    ]  # fmt: skip


def _voters(p: Person, r: Random) -> list[str]:
    return [
        name(p.maiden.upper()), name(p.last.upper()), name(f"{p.first}, {person(r).first}"),
        born(f"{p.born:%d/%m/%Y}"), p.town, marked("fr.address", p.street), str(r.randrange(1, 20)),
    ]  # fmt: skip


def _club(p: Person, r: Random) -> list[str]:
    return [
        digits(r, 7), name(p.last.upper()), name(p.first), born(f"{p.born:%d/%m/%Y}"),
        sex("F" if p.female else "M"), marked("email", p.email), phone(p.mobile),
        phone(person(r).mobile), r.choice(["asthme", "RAS", ""]), day(r),
    ]  # fmt: skip


def _social(p: Person, r: Random) -> list[str]:
    return [
        digits(r, 5), name(p.last.upper()), name(p.first), born(f"{p.born:%d/%m/%Y}"),
        nir(p.nir.compact), digits(r, 7), r.choice(["RSA", "AAH", "APA"]), phone(p.mobile),
        r.choice(["logement", "violences conjugales", "dette énergie"]),
    ]  # fmt: skip


def _headless_names(p: Person, r: Random) -> list[str]:
    del r
    return [
        name(p.first), name(p.last.upper()), phone(pairs(p.mobile, ".")), marked("email", p.email)
    ]  # fmt: skip


def _headless_sql(p: Person, r: Random) -> list[str]:
    return [
        str(r.randrange(10**6)), digits(r, 13, "17"), name(p.last.upper()), name(p.first.upper()),
        r.choice(["ACTIF", "CLOS"]), born(f"{p.born:%Y-%m-%d}"), nir(p.nir.compact), "\\N",
        phone(p.landline), day(r, "%Y-%m-%d %H:%M:%S"),
    ]  # fmt: skip


def _headless_blood(p: Person, r: Random) -> list[str]:
    return [
        name(f"{p.last.upper()} {p.first}"), born(f"{p.born:%d/%m/%Y}"), blood(r), phone(p.mobile),
        digits(r, 10, "1"),
    ]  # fmt: skip


def _headless_key(p: Person, r: Random) -> list[str]:
    del r
    return [
        name(p.last.upper()), name(p.first), nir(p.nir.thirteen), p.nir.key,
        born(f"{p.born:%d/%m/%Y}"), p.town,
    ]  # fmt: skip


def _vaccines(p: Person, r: Random) -> list[str]:
    return [
        name(p.last), name(p.first), born(f"{p.born:%d/%m/%Y}"), phone(p.mobile),
        r.choice(["DTP", "ROR", "BCG"]), digits(r, 6, "L"), visit(r), doctor(r, "Dr "),
    ]  # fmt: skip


EXPORTS = (
    Export(
        name="canicule.csv",
        header="Nom|Prénom|Adresse|CP|Commune|Téléphone|Personne à prévenir|"
        "Tél pers. à prévenir|Médecin|Observations",
        row=_heat_wave,
    ),
    Export(
        name="cantine.csv",
        header="Enfant|Né(e) le|Classe|Responsable légal 1|Tél resp. 1|Allergies|PAI",
        row=_canteen,
    ),
    Export(
        name="liste_electorale.csv",
        header="nom de naissance|nom d'usage|prénoms|date de naissance|commune de naissance|"
        "adresse|bureau",
        row=_voters, encoding="utf-8",
    ),
    Export(
        name="licencies.csv",
        header="N° licence|Nom|Prénom|Né(e)|Sexe|Mail|Tél.|Tél. urgence|Santé|Certificat",
        row=_club,
    ),
    Export(
        name="ccas.csv",
        header="N° foyer|NOM|PRENOM|NE(E) LE|N.SECU|N° ALLOCATAIRE|PRESTATION|TEL.|SITUATION",
        row=_social,
    ),
    Export(name="liste.csv", header="", row=_headless_names, rows=20),
    Export(name="dump.tsv", header="", row=_headless_sql, rows=30, delimiter="\t", end="\n"),
    Export(name="cartes.csv", header="", row=_headless_blood, rows=20, delimiter=","),
    Export(name="sans_titre.csv", header="", row=_headless_key, rows=25),
    Export(
        name="vaccinations.csv",
        header="NOM|PRÉNOM|D. NAISS.|TÉL.|VACCIN|LOT|DATE INJ.|VACCINATEUR",
        row=_vaccines,
    ),
    Export(
        name="titres.csv",
        header="Nom|Prénom|Adresse|CP|Commune|Téléphone|Personne à prévenir|"
        "Tél pers. à prévenir|Médecin|Observations",
        row=_heat_wave, above="VILLE DE KERFICTIF;;;;;;;;;\r\nPlan canicule 2024;;;;;;;;;\r\n;;;;;;;;;\r\n",
        below="Total : 12 personnes;;;;;;;;;\r\n",
    ),
    Export(
        name="groupes.csv",
        header="Nom|Prénom|Adresse|CP|Commune|Téléphone|Personne à prévenir|"
        "Tél pers. à prévenir|Médecin|Observations",
        row=_heat_wave, above="Identité;;Coordonnées;;;;Contact;;Santé;\r\n",
    ),
    Export(
        name="tilde.txt", header="NOM|PRENOM|DATE NAISS|N SECU|QUALITE|CODE_POSTAL", delimiter="~",
        row=lambda p, r: [name(p.last), name(p.first), born(f"{p.born:%d/%m/%Y}"),
                          nir(p.nir.compact), "A", p.postcode],
    ),
    Export(
        name="hive.txt", header="", delimiter="\x01", rows=25, end="\n",
        row=lambda p, r: [digits(r, 8), name(p.last), name(p.first), born(f"{p.born:%Y-%m-%d}"),
                          nir(p.nir.compact), phone(p.mobile)],
    ),
    Export(
        name="diese.txt", header="nom|prenom|telephone|mail", delimiter="#",
        row=lambda p, r: [name(p.last), name(p.first), phone(p.mobile), marked("email", p.email)],
    ),
    Export(
        name="doubles.txt", header="nom|prenom|ddn|tel", delimiter="||",
        row=lambda p, r: [name(p.last), name(p.first), born(f"{p.born:%d/%m/%Y}"),
                          phone(pairs(p.mobile))],
    ),
    Export(
        name="espaces.csv", header="Nom |Prénom |Né le |Tél ", delimiter=" ; ",
        row=lambda p, r: [name(p.last), name(p.first), born(f"{p.born:%d/%m/%Y}"),
                          phone(pairs(p.mobile))],
    ),
)  # fmt: skip
