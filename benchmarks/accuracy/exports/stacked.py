"""Exports as their programs leave them: several tables in one file, pages, broken lines, JSON in cells.

The shapes are those of files that somebody wrote who had not seen the detectors; of 152 of them
these are the kinds that were missed at first. The rest is kept as a check.
"""

import json
from collections.abc import Callable
from random import Random

from benchmarks.accuracy.exports.export import of_lines
from benchmarks.accuracy.exports.kinds import KINDS, cells, described, title
from benchmarks.accuracy.people import person
from benchmarks.accuracy.sample import Sample, marked

_ROWS = 12
_NOTES = ["à revoir", "appeler avant midi", "apporter les radios", ""]
_MISREAD = str.maketrans({"é": "Ã©", "è": "Ã¨", "°": "Â°"})

EXPORTS = (
    described(
        "z_extract.csv",
        "C01:number|ZNOM:PLAIN_LAST|ZPREN:PLAIN_FIRST|ZDNAI:ymd|ZNSS:nir|ZTEL1:nine|"
        "ZTEL2:nine|ZGRS:group|ZOBS:word",
    ),
    described(
        "dossiers_misread.csv",
        "N° dossier:?ipp|Nom:LAST|Prénom:first|Né(e) le:dmy|Téléphone:tels|Décision:word".translate(
            _MISREAD
        ),
    ),
    described(
        "liste_du_jour.tsv",
        "Patient(e):FULL|né(e) le:long|tél:two|vu par:doctor|pour:word",
        delimiter="\t",
    ),
    described("campagne.csv", "msisdn:33|texte:word|statut:word", delimiter=","),
    described(
        "residents.csv",
        "Ch.:number|Résident:titled|Date de naissance:dmy|GIR:word|Famille (référent):other|"
        "Tél famille:mobiles|Médecin traitant:doctor",
    ),
    described(
        "aptitudes.csv",
        "Mat.:number|Nom:LAST|Prénom:first|N° Sécurité sociale:keyless|Date naissance:iso|"
        "Poste:word|Dernière visite:visit-iso|Aptitude:word|Restrictions:word",
    ),
)


def columns_in_other_orders(r: Random) -> Sample:
    """Exports put into one file, whose columns stand in another order each time."""
    columns = list(
        zip("NOM PRENOM NIR TEL DDN".split(), "LAST first nir tel dmy".split(), strict=True)
    )
    lines = []
    for _ in range(3):
        r.shuffle(columns)
        lines.append(";".join(header for header, _ in columns))
        kinds = " ".join(kind for _, kind in columns)
        lines += [";".join(cells(person(r), r, kinds)) for _ in range(_ROWS)]
    return of_lines("columns in other orders", lines, "cumul.csv")


def tables_below_each_other(r: Random) -> Sample:
    """Patients, then their results, then who prescribed, in one file."""
    lines = ["LISTE DES PATIENTS", "", "Code;Nom;Prénom;Date de naissance;Portable"]
    for number in range(_ROWS):
        lines.append(f"P{number:03};" + ";".join(cells(person(r), r, "LAST first dmy mobiles")))
    lines += ["", "RESULTATS", "Code;Analyse;Résultat;Unité;Date"]
    for number in range(_ROWS):
        visit = KINDS["?visit"](person(r), r)
        lines.append(f"P{number:03};Glycémie;{r.uniform(0.6, 2):.2f};g/L;{visit}")
    lines += ["", "Prescripteur;Ville;Tél", *(
        ";".join(cells(person(r), r, "DOCTOR town tels")) for _ in range(_ROWS)
    )]  # fmt: skip
    return of_lines("tables below each other", lines, "dossier.csv")


def printed_pages(r: Random) -> Sample:
    """A list that was printed to a file, with its header on every page, and a total."""
    lines = []
    for page in range(3):
        lines += [
            "",
            f"Édition des dossiers   page {page + 1}",
            "",
            "IPP;Nom;Prénom;Né(e) le;Médecin",
        ]
        lines += [";".join(cells(person(r), r, "ipp LAST first dmy doctor")) for _ in range(_ROWS)]
    return of_lines("printed pages", [*lines, "", f"Total : {3 * _ROWS} dossiers"], "edition.csv")


def broken_remarks(r: Random) -> Sample:
    """Remarks whose line ends were not quoted."""
    lines = ["ipp;nom;prenom;ddn;remarque;medecin;tel"]
    for _ in range(2 * _ROWS):
        before, after = cells(person(r), r, "ipp LAST first dmy"), cells(person(r), r, "DOCTOR tel")
        remark = r.choice(["RAS", "à revoir\r\napporter les radios", "vu\r\npuis revu\r\ndemain"])
        lines.append(";".join([*before, remark, *after]))
        if r.random() < 0.2:
            lines.append("ne pas rappeler")
    return of_lines("broken remarks", lines, "remarques.csv")


def _body(r: Random, labels: str, kinds: str) -> str:
    values = dict(zip(labels.split(), cells(person(r), r, kinds), strict=True))
    return json.dumps(values | {"note": r.choice(_NOTES)}, ensure_ascii=False)


def json_in_cells(r: Random) -> Sample:
    """Events as a database keeps them."""
    lines = ["CREATE TABLE event (id bigint, kind text, payload jsonb);"]
    for number in range(_ROWS):
        body = _body(r, "nom prenom nir date_naissance", "LAST first nir iso").replace("'", "''")
        lines.append(
            f"INSERT INTO event (id, kind, payload) VALUES ({number}, 'patient.updated', '{body}');"
        )
    return of_lines("json in cells", lines, "events.sql", "\n")


def json_in_json(r: Random) -> Sample:
    """A log of requests whose bodies are strings."""
    lines = []
    for number in range(_ROWS):
        body = _body(r, "firstName lastName birthDate ssn mobile", "first last iso nir +33")
        escaped = body.replace('"', '\\"')
        lines.append(
            f'{{"ts": {1_700_000_000_000 + number}, "method": "POST", "body": "{escaped}"}}'
        )
        lines.append(f'{{"ts": {1_700_000_000_500 + number}, "msg": "cache hit"}}')
    return of_lines("json in json", lines, "api.ndjson", "\n")


def round_of_a_nurse(r: Random) -> Sample:
    """What for and the telephone in one cell."""
    lines = ["Tournée du matin;;", "qui;où;quoi / tel"]
    for _ in range(_ROWS):
        p = person(r)
        drug = marked("health.drug", r.choice(["Lovenox", "Previscan", "insuline"]))
        who = f"{title(p)} {KINDS['last'](p, r)}"
        where = f"{KINDS['street'](p, r)}, {p.postcode} {p.town}"
        lines.append(f"{who};{where};{drug} - {KINDS['tels'](p, r)}")
    return of_lines("round of a nurse", lines, "tournee.csv")


LAYOUTS: tuple[Callable[[Random], Sample], ...] = (
    columns_in_other_orders, tables_below_each_other, printed_pages, broken_remarks,
    json_in_cells, json_in_json, round_of_a_nurse,
)  # fmt: skip
