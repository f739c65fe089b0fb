"""Text in which labels stand beside values: settings, cards, logs, code, markup, turned tables."""

import json
from collections.abc import Callable
from random import Random

from benchmarks.accuracy.exports.export import JUDGED, VOTED
from benchmarks.accuracy.exports.kinds import KINDS, cells
from benchmarks.accuracy.exports.layouts import padded
from benchmarks.accuracy.people import person
from benchmarks.accuracy.sample import Sample, marked

_ROWS = 12
Write = Callable[[Random], Sample]


def _blocks(file: str, block: str, kinds: str, *, between: str = "\n", around: str = "{}") -> Write:
    """A text of one block for each person.

    Args:
        file: Its name.
        block: Its text, with ``%s`` for each value and ``%d`` for the number of the person.
        kinds: Of the values.
        between: Stands between blocks.
        around: What stands around all of them.
    """

    def write(r: Random) -> Sample:
        texts = []
        for number in range(_ROWS):
            values = iter(cells(person(r), r, kinds))
            parts = block.replace("%d", str(number)).split("%s")
            texts.append(parts[0] + "".join(next(values) + part for part in parts[1:]))
        text = around.replace("{}", between.join(texts))
        return Sample.of(f"export: {file}", text, name=file, judged=JUDGED)

    return write


def attributes(r: Random) -> Sample:
    """A row for each field of a person, as research programs export them."""
    fields = {
        "last_name": "last", "first_name": "first", "birth_date": "iso", "phone": "mobile",
        "nir": "nir", "email": "mail", "blood_group": "group", "visit_date": "visit-iso",
    }  # fmt: skip
    lines = ["patient_id,attribute,value"]
    for number in range(_ROWS):
        p = person(r)
        subject = marked("?fr.ipp", str(52_000 + number))
        lines += [f"{subject},{label},{KINDS[kind](p, r)}" for label, kind in fields.items()]
    text = "\n".join([*lines, ""])
    return Sample.of("export: attributes", text, name="eav.csv", judged=JUDGED)


def turned(r: Random) -> Sample:
    """Fields down and people across."""
    people = [person(r) for _ in range(8)]
    labels = {
        "Nom": "LAST", "Prénom": "first", "Date de naissance": "dmy", "N° SS": "spaced",
        "Téléphone": "mobiles", "Médecin traitant": "doctor", "Groupe sanguin": "group",
    }  # fmt: skip
    rows = [["Champ", *(f"Patient {number}" for number in range(1, 9))]]
    rows += [[label, *(KINDS[kind](p, r) for p in people)] for label, kind in labels.items()]
    text = "\r\n".join(";".join(row) for row in rows)
    return Sample.of("export: turned", text + "\r\n", name="transpose.csv", judged=JUDGED)


def glued(r: Random) -> Sample:
    """Fixed columns in which numbers touch one another."""
    lines = []
    for _ in range(2 * _ROWS):
        p = person(r)
        last, first, birth, nir, phone = cells(p, r, "PLAIN_LAST PLAIN_FIRST ymd nir tel")
        whole = f"{padded(last, 30)}{padded(first, 20)}{birth}{1 + p.female}"
        lines.append(f"P1{whole}{nir}01{padded(phone, 14)}N")
    judged = VOTED - {"person.sex"}
    return Sample.of("export: glued", "\r\n".join(lines), name="FIC.DAT", judged=judged)


def nested(r: Random) -> Sample:
    """Objects in objects, as an interface gives them."""
    patients = []
    for _ in range(_ROWS):
        last, first, birth, nir, phone, mail = cells(person(r), r, "last first iso nir mobile mail")
        patients.append(
            {"identite": {"nomNaissance": last, "prenoms": [first], "dateNaissance": birth},
             "ins": {"valeur": nir, "oid": "1.2.250.1.213.1.4.8"},
             "contacts": [{"type": "tel", "valeur": phone}, {"type": "email", "valeur": mail}]}
        )  # fmt: skip
    text = json.dumps({"meta": {"version": "2.3"}, "patients": patients}, ensure_ascii=False)
    return Sample.of("export: nested", text, name="patients.json", judged=JUDGED)


CARDS: tuple[Write, ...] = (
    attributes,
    turned,
    glued,
    nested,
    _blocks(
        "patients.ini",
        "[patient%d]\nnom=%s\nprenom=%s\ndate_naissance=%s\nnum_secu=%s\ntelephone=%s\n",
        "LAST first dmy nir tel",
    ),
    _blocks(
        "dossiers.yml",
        '  - id: %d\n    patient:\n      nom_naissance: %s\n      prenom: "%s"\n'
        "      ne_le: %s\n      nir: \"%s\"\n    contact:\n      portable: '%s'",
        "last first iso nir mobiles",
        around="dossiers:\n{}\n",
    ),
    _blocks(
        "seed.toml",
        '[[patients]]\nlast_name = "%s"\nfirst_name = "%s"\nbirth_date = %s\nphone = "%s"\n',
        "last first iso +33",
    ),
    _blocks(
        "recette.properties",
        "patient.%d.nom=%s\npatient.%d.prenom=%s\npatient.%d.naissance=%s\npatient.%d.tel=%s",
        "PLAIN_LAST PLAIN_FIRST dmy mobile",
    ),
    _blocks(
        "psql_x.txt",
        "-[ RECORD %d ]-+----------------\nnom            | %s\nprenom         | %s\n"
        "date_naissance | %s\ntelephone      | %s",
        "last first iso mobile",
    ),
    _blocks(
        "mysql_G.txt",
        "*************************** %d. row ***************************\n      nom: %s\n"
        "   prenom: %s\n      ddn: %s\ntelephone: %s\n   num_ss: %s",
        "last first iso mobiles spaced",
    ),
    _blocks(
        "FICHES.TXT",
        "NOM..........: %s\nPRENOM.......: %s\nNE(E) LE.....: %s\nNO SECU......: %s\n"
        "GROUPE SANG..: %s",
        "LAST FIRST dmy spaced group",
        between="\n" + "=" * 30 + "\n",
    ),
    _blocks(
        "verticales.csv",
        "Nom;%s\r\nPrénom;%s\r\nDate de naissance;%s\r\nTéléphone;%s\r\nN° SS;%s\r\n",
        "LAST first dmy mobiles spaced",
        between=";\r\n",
    ),
    _blocks(
        "sih.log",
        "2024-03-11 10:14:07,412 INFO  [exec-%d] f.s.PatientService - Creation patient nom=%s "
        "prenom=%s ddn=%s nir=%s tel=%s",
        "LAST first dmy nir mobile",
    ),
    _blocks(
        "api.log",
        '2024-03-11T10:14:07.123Z DEBUG api POST /v1/patients body={"nom":"%s","prenom":"%s",'
        '"dateNaissance":"%s","telephone":"%s"} status=201',
        "last first iso mobile",
    ),
    _blocks(
        "fixtures.php",
        "  ['nom' => '%s', 'prenom' => '%s', 'date_naissance' => '%s', 'telephone' => '%s'],",
        "PLAIN_FIRST first iso mobile",
        around="<?php\nreturn [\n{}\n];\n",
    ),
    _blocks(
        "champs.xml",
        '<row><field name="nom">%s</field><field name="prenom">%s</field>'
        '<field name="date_naissance">%s</field><field name="tel">%s</field></row>',
        "LAST first iso mobile",
        around="<?xml version='1.0'?>\n<resultset>\n{}\n</resultset>\n",
    ),
    _blocks(
        "attributs.xml",
        '<patient nom="%s" prenom="%s" ddn="%s" nss="%s" tel="%s" medTraitant="%s"/>',
        "last first iso nir mobile doctor",
        around='<?xml version="1.0"?>\n<patients>\n{}\n</patients>\n',
    ),
    _blocks(
        "fiches.html",
        "<dl><dt>Nom</dt><dd>%s</dd><dt>Prénom</dt><dd>%s</dd><dt>Né(e) le</dt><dd>%s</dd>"
        "<dt>Tél</dt><dd>%s</dd></dl>",
        "LAST first dmy mobiles",
        around="<html><body>\n{}\n</body></html>",
    ),
    _blocks(
        "formulaires.html",
        "<table><tr><th>Nom de naissance</th><td>%s</td></tr><tr><th>Prénom</th><td>%s</td></tr>"
        "<tr><th>Date de naissance</th><td>%s</td></tr><tr><th>Téléphone</th><td>%s</td></tr>"
        "</table>",
        "MAIDEN first dmy mobiles",
        around="<html><body>\n{}\n</body></html>",
    ),
    _blocks(
        "personnes.sql",
        "INSERT INTO dbo.T_PERSONNE (PER_NOM, PER_PRENOM, PER_DATE_NAIS, PER_NUM_SECU, PER_TEL) "
        "VALUES (N'%s', N'%s', '%s', '%s', '%s');",
        "PLAIN_FIRST first ymd nir tels",
        between="\nGO\n",
    ),
    _blocks(
        "identito.log",
        "[2024-04-02 08:11:22] WARN Identito: Patient: %s né(e) le %s NIR: %s déjà connu",
        "FULL dmy nir",
    ),
)
"""Each writes a text with other people in it."""
