"""Inputs of the golden folders, fictitious, and what the readers make of them.

``python -m tests.readers.golden`` writes ``tests/golden/<format>/<case>/``; look at the
difference before keeping it.
"""

import gzip
import json
from pathlib import Path

from leakscan.model.coverage import Gap
from tests.readers import (
    access_inputs,
    health_inputs,
    mail_inputs,
    packed_writer,
    pst_inputs,
    r_writer,
    rewritten_inputs,
    test_astm,
    tnef_inputs,
    transport_writer,
)
from tests.readers.reading import Result, read
from tests.readers.statistics_writer import people, people_in_spss, spss, stata

GOLDEN = Path(__file__).parent.parent / "golden"
EXPECTED = "expected.json"
NIR = "144509912300979"
ROWS = [
    ["DURAND", "Zoé", NIR, "06 39 98 12 34", "enceinte de 22 SA; à revoir"],
    ["L'HÉNORET", "Anaïs", "", "02 61 91 00 11", 'dit "aller bien"\nVIH négatif'],
    ["BÉBÉ", "Léo", NIR, "", ""],
]
HEADER = ["nom", "prénom", "nir", "téléphone", "commentaire"]


_AGENDA = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
DTSTART;TZID=Europe/Paris:20231119T103000\r
SUMMARY:Mme DURAND Zoé - consultation\r
DESCRIPTION:Tél 06 39 98 12 34\\nenceinte de 12 SA\\, à revoir\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:M. FICTIF Ali - vaccin\r
END:VEVENT\r
END:VCALENDAR\r
"""
_CONTACTS = """BEGIN:VCARD
VERSION:3.0
FN:Zoé Durand
BDAY:1979-03-01
NOTE:diabète\\nsous Lantus
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ali Fictif
END:VCARD
"""
_PATCH = """diff --git a/data/patients.csv b/data/patients.csv
index 3f2a9c1..8d1f2aa 100644
--- a/data/patients.csv
+++ b/data/patients.csv
@@ -1,2 +1,3 @@ jeu d'essai
 nom;prenom;tel
-DURAND;Zoé;06 39 98 12 34
+DURAND;Zoé;06 39 98 12 35
+FICTIF;Ali;06 39 98 12 36
\\ No newline at end of file
diff --git a/lisezmoi.txt b/lisezmoi.txt
--- a/lisezmoi.txt
+++ b/lisezmoi.txt
@@ -0,0 +1 @@
+Contact : Zoé DURAND
"""
_FORM = """NOM ......: DURAND\r
PRENOM ...: ZOE\r
NE LE ....: 1 mars 1979\r
TELEPHONE : 06 39 98 12 34\r
"""


def _commands() -> str:
    """Sessions as Redis keeps them, and what else is done with their keys."""
    words = [["SELECT", "0"]]
    for number, (nom, prenom, nir, tel, note) in enumerate(ROWS):
        key = f"sess:{number}"
        words += [["HSET", key, "nom", nom, "prenom", prenom, "nir", nir, "tel", tel]]
        words += [["XADD", key, "*", "note", note], ["EXPIRE", key, "86400"]]
    return "".join(f"*{len(command)}\r\n" + _sized(command) for command in words)


def _sized(words: list[str]) -> str:
    return "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words)


def _csv(delimiter: str, line_end: str) -> str:
    def cell(value: str) -> str:
        quoted = any(mark in value for mark in (delimiter, '"', "\n"))
        return '"' + value.replace('"', '""') + '"' if quoted else value

    lines = [delimiter.join(map(cell, row)) for row in [HEADER, *ROWS]]
    return line_end.join(lines) + line_end


def _printed(*, ruled: bool = False) -> str:
    """A list as printed: under its titles, or under dashes."""
    widths = [14, 10, 17, 16, 0]
    rule = ["-" * (width - 1) or "----" for width in widths]
    people = [[cell.replace("\n", " ") for cell in row] for row in [*ROWS, ROWS[0]]]
    rows = [HEADER, *([rule] if ruled else []), *people]
    lines = [
        "".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    return "\r\n".join(["PATIENTS", "", *lines, "(4 lignes)", ""])


def _accounts() -> str:
    """Accounts as they are sold: with their site, without it, and what the dealer adds."""
    lines = ["*** PROMO ***", "", "https://labo.example/login:zoe@labo.example:Zebulon:79"]
    lines += ["ali@labo.example:fictif@35!", "https://labo.example:8443/a:lexemple:k3rmesse"]
    return "\n".join([*lines, "anne@labo.example:plouf?12", "luc@labo.example:0zone_9", ""])


def _mysql() -> str:
    def value(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
        return f"'{escaped}'" if text else "NULL"

    tuples = ",".join(f"({n},{','.join(map(value, row))})" for n, row in enumerate(ROWS, 1))
    columns = "".join(f"  `{name}` text,\n" for name in HEADER)
    return (
        "-- MySQL dump 10.13  Distrib 8.0.36\n\nDROP TABLE IF EXISTS `patient`;\n"
        f"CREATE TABLE `patient` (\n  `id` int NOT NULL,\n{columns}  PRIMARY KEY (`id`)\n);\n"
        f"INSERT INTO `patient` VALUES {tuples};\n"
        "INSERT INTO `note` (`id`, `texte`) VALUES (1,'rien à signaler'),\n(2,'l''essentiel');\n"
        "UNLOCK TABLES;\n"
    )


def _postgres() -> str:
    def value(text: str) -> str:
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") or "\\N"

    lines = "".join("\t".join(map(value, row)) + "\n" for row in ROWS)
    return (
        "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n"
        f"COPY public.patient ({', '.join(HEADER)}) FROM stdin;\n{lines}\\.\n\n"
        "ALTER TABLE ONLY public.patient ADD CONSTRAINT p PRIMARY KEY (nom);\n"
    )


def _fhir() -> str:
    patient = {
        "resourceType": "Patient",
        "identifier": [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": NIR}],
        "name": [{"family": "DURAND", "given": ["Zoé", "Anne"]}],
    }
    entries = [{"fullUrl": "urn:uuid:1", "resource": patient}]
    bundle = {"resourceType": "Bundle", "type": "collection", "total": 1, "entry": entries}
    return json.dumps(bundle, indent=2, ensure_ascii=False)


def _log() -> str:
    """What a service notes of the patients it deals with."""
    told = (", ".join(map("=".join, zip(HEADER, row, strict=True))) for row in ROWS)
    lines = [f"2024-03-06 12:41 INFO [Auth] patient={{{pairs}}} en 12 ms\n" for pairs in told]
    return "".join(lines)


def _cards() -> str:
    """A list in YAML, and a line that keeps to nothing."""
    lines = ["# export", "patients:"]
    for nom, prenom, _, phone, note in ROWS:
        lines += [f"  - nom: {nom}", f"    prénom: {prenom}", "    téléphone: " + (phone or "~")]
        lines += [f'    commentaire: "{note.partition(chr(10))[0]}"', "    né(e) le: 01/02/1979"]
    return "\n".join([*lines, "# fin", ""])


def _dput() -> str:
    """What R prints of a table."""
    lists = []
    for name, values in zip(HEADER, zip(*ROWS, strict=True), strict=True):
        cells = (json.dumps(value, ensure_ascii=False) if value else "NA" for value in values)
        lists.append(f"{name} = c({', '.join(cells)})")
    columns = ", \n".join(lists)
    return f'structure(list({columns}), class = "data.frame", row.names = c(NA, -3L))\n'


def _notebook() -> str:
    """A table that was looked at, once as a page and once printed."""
    cells = "".join(f"<td>{cell}</td>" for cell in ROWS[0])
    titles = "".join(f"<th>{name}</th>" for name in HEADER)
    page = f"<table><tr>{titles}</tr><tr>{cells}</tr></table>"
    shown = {"text/html": [page], "text/plain": [_printed(), "3 lignes"]}
    output = {"output_type": "execute_result", "data": shown, "metadata": {}}
    note = {"cell_type": "markdown", "source": ["# Mme DURAND\n", "à revoir"]}
    code = {"cell_type": "code", "source": "df.head()", "outputs": [output]}
    return json.dumps({"cells": [note, code], "metadata": {}, "nbformat": 4}, ensure_ascii=False)


def _notes() -> str:
    """What was handed over, and a table in it."""
    rows = [HEADER, ["---"] * len(HEADER), *ROWS]
    table = "".join("| " + " | ".join(row).replace("\n", " ") + " |\n" for row in rows)
    return f"# Relève\n\n## Entrées\n\n{table}\nMme **Durand** est à revoir.\n"


def _attributes() -> str:
    """A row for each field of a person."""
    lines = ["patient_id;champ;valeur"]
    for number, row in enumerate(ROWS, 1):
        lines += [
            f"{number};{name};{value.replace(chr(10), ' ')}"
            for name, value in zip(HEADER, row, strict=True)
        ]
    return "\r\n".join([*lines, ""])


def _turned() -> str:
    """A column for each person."""
    rows = zip(HEADER, *ROWS, strict=True)
    return "".join("|".join(row).replace("\n", " ") + "\n" for row in rows)


def inputs() -> dict[str, tuple[str, bytes]]:
    """File name and content of each case, by ``format/case``."""
    objects = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    letter = f"Cher confrère,\r\n\r\nJe revois Mme DURAND Zoé, NIR {NIR}.\r\n"
    semicolon = _csv(";", "\r\n").replace("négatif", "négatif’")
    return {
        "text/letter-cp1252": ("lettre.txt", letter.encode("cp1252")),
        "text/letter-cp850": ("lettre.txt", (letter + "été réglé\r\n").encode("cp850")),
        "hprim/short": ("x.hpr", b"H|~^\\&|0.HPR||001~ORIGINE||ORU\rP|1|01|02|02|DURAND~ZOE\r"),
        "delimited/semicolon-cp1252": ("export.csv", semicolon.encode("cp1252")),
        "delimited/comma-utf8-bom": ("export.csv", _csv(",", "\n").encode("utf-8-sig")),
        "delimited/tab-utf16": ("export.tsv", _csv("\t", "\r\n").encode("utf-16")),
        "delimited/stray-quote": ("e.csv", b'a;b;c\n1;tube 5";x\n2;"open;y\n3;z;"q;q"\n'),
        "delimited/preamble": ("e.csv", b"Export du 12/03/2020\n\na;b;c;d\n1;2;3;4\n5;6;7\n"),
        "delimited/attributes": ("e.csv", _attributes().encode()),
        "delimited/turned": ("e.csv", _turned().encode()),
        "accounts/sites": ("comptes.txt", _accounts().encode()),
        "labelled/yaml": ("patients.yml", _cards().encode()),
        "labelled/form": ("fiche.txt", _FORM.encode()),
        "markdown/notes": ("notes.md", _notes().encode()),
        "vectors/dput": ("cas.R", _dput().encode()),
        # Not .ipynb: linters would take it for a program of ours.
        "notebook/outputs": ("analyse.json", _notebook().encode()),
        "r-data/rds": ("cas.rds", r_writer.saved(r_writer.people())),
        "paired/log": ("appli.log", _log().encode()),
        "sql/mysqldump": ("dump.sql", _mysql().encode()),
        "sql/pg-dump": ("dump.sql", _postgres().encode()),
        "json/ndjson": ("x.json", "".join(json.dumps(o) + "\n" for o in objects).encode()),
        "json/wrapped": (
            "x.json",
            json.dumps({"total": 3, "patients": objects}, ensure_ascii=False, indent=1).encode(),
        ),
        "json/fhir-bundle": ("x.json", _fhir().encode()),
        "json/broken-line": ("x.json", b'{"a": 1}\n{"a": "never closed\n{"a": 3}\n'),
        "gzip/csv": ("export.csv.gz", gzip.compress(_csv(";", "\n").encode(), mtime=0)),
        "gzip/truncated": ("x.gz", gzip.compress(_csv(";", "\n").encode() * 50, mtime=0)[:-40]),
        "binary/strings": ("x.bin", b"\0\1\2DURAND Zo\xc3\xa9\0\xff\3ab\0n\xe9 en 1950\0\0"),
        "patch/patients": ("patients.patch", _PATCH.encode()),
        "resp/sessions": ("appendonly.aof", _commands().encode()),
        "icalendar/agenda": ("agenda.ics", _AGENDA.encode()),
        "icalendar/contacts": ("contacts.vcf", _CONTACTS.encode()),
        "aligned/list": ("liste.txt", _printed().encode("cp1252")),
        "aligned/ruled": ("resultat.txt", _printed(ruled=True).encode()),
        **health_inputs.inputs(),
        **mail_inputs.inputs(),
        **pst_inputs.inputs(),
        **access_inputs.inputs(),
        "stata/labels": ("cohorte.dta", stata(people())),
        "stata/big-endian": ("cohorte.dta", stata(people(), release=114, order=">")),
        "spss/labels": ("essai.sav", spss(people_in_spss())),
        "spss/blocks": ("essai.zsav", spss(people_in_spss(), compression=2)),
        "tnef/message": ("winmail.dat", tnef_inputs.winmail()),
        "astm/plain": ("capture.astm", test_astm.PLAIN.encode()),
        "bson/documents": ("patients.bson", packed_writer.bson(packed_writer.PEOPLE)),
        "messagepack/documents": (
            "patients.msgpack",
            b"".join(map(packed_writer.messagepack, packed_writer.PEOPLE)),
        ),
        "cbor/documents": ("patients.cbor", packed_writer.cbor(packed_writer.PEOPLE)),
        "sas-transport/cohort": (
            "cohorte.xpt",
            transport_writer.transport(transport_writer.people()),
        ),
        "text/ebcdic": ("lettre.txt", "Mme DURAND Zoé, née le 09/05/1944.\n".encode("cp500") * 3),
        "fixed-width/ebcdic": ("benef.ebc", rewritten_inputs.uncut(40).encode("cp500")),
        "json/family-tree": ("arbre.ged", rewritten_inputs.TREE.encode()),
        "json/turtle": ("patients.ttl", rewritten_inputs.TURTLE.encode()),
        "json/dicom": ("qido.json", rewritten_inputs.DICOM.encode()),
        "json/behind-keys": ("topic.out", rewritten_inputs.EVENTS.encode()),
        "xml/declared-columns": ("fiches.xml", rewritten_inputs.FILEMAKER.encode()),
        "binary/image": ("x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    }


def expected(name: str, data: bytes) -> dict[str, object]:
    """What is read, in a form that JSON can hold."""
    return shown(read(data, name))


def shown(result: Result | Gap) -> dict[str, object]:
    """A result as JSON; of a container that of its members too."""
    if isinstance(result, Gap):
        return {"gap": f"{result.reason.value}: {result.where}"}
    about: dict[str, object] = {
        "formats": result.formats,
        "encoding": result.encoding,
        "gaps": [f"{gap.reason.value}: {gap.where}" for gap in result.gaps],
        "records": [text.decode() for _, text in result.records[:20]],
        "fields": [[name, number, value.decode()] for name, number, value in result.fields[:60]],
    }
    if result.members:
        about["members"] = [[name, shown(member)] for name, member in result.members]
    return about


def folders() -> list[Path]:
    """All golden folders, in order."""
    return sorted(path.parent for path in GOLDEN.glob(f"*/*/{EXPECTED}"))


def source_of(folder: Path) -> Path:
    """The one file of a golden folder that is read."""
    [source] = [path for path in folder.iterdir() if path.name != EXPECTED]
    return source


def kept(folder: Path) -> dict[str, object]:
    """What a golden folder expects."""
    wanted: dict[str, object] = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    return wanted


def keep(case: str, name: str, data: bytes) -> None:
    """Write one folder."""
    folder = GOLDEN / case
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    text = json.dumps(expected(name, data), ensure_ascii=False, indent=1)
    (folder / EXPECTED).write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Write every folder."""
    for case, (name, data) in inputs().items():
        keep(case, name, data)


if __name__ == "__main__":
    main()
