"""Any chunk size gives the same evidence, through the whole raw side, in every format.

What identifies a person must be counted exactly once wherever a cut falls: the generated
contents are full of identifiers, and in the long line one stands at every few bytes.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakscan.demo.lab_table import COLUMNS, lab_rows
from leakscan.demo.nir_numbers import fictitious_nir, printed_nir
from leakscan.demo.sql_dump import insert_lines, table_definition
from leakscan.model.aggregates import Aggregates
from leakscan.model.sketch import KeySketch
from leakscan.model.state import FileState
from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES
from leakscan.readers.opening import ReadOptions, open_member
from tests.detectors.scanning import state_of
from tests.readers import packed_writer, rewritten_inputs, transport_writer
from tests.readers.statistics_writer import Column, stata

PROSE_SIZES = (1024, 150_000, 1 << 20)
"""Prose is cut into blocks of 64 KiB at most: chunks of less hold one block each."""
TABLE_SIZES = (4096, 30_011, 1 << 20)
"""A table's first chunk is its head of 256 KiB whatever the size; then these apply."""


def evidence_of(state: FileState) -> dict[str, object]:
    """All of a state, as values that compare; columns of places have a test of their own."""

    def hashes(sketch: KeySketch | None) -> list[int] | None:
        return None if sketch is None else sketch.hashes().tolist()

    return {
        "records": state.records,
        "tallies": {
            rule: (
                tally.counts.tolist(),
                tally.records,
                hashes(tally.distinct),
                dict(tally.fields),
                [place._replace(column=0) for place in tally.places],
            )
            for rule, tally in sorted(state.tallies.items())
        },
        "signatures": [dict(counts) for counts in state.signatures],
        "subjects": {kind: hashes(sketch) for kind, sketch in sorted(state.subjects.items())},
        "birth years": dict(state.birth_years),
        "hints": {hint: count for hint, count in state.hints.items() if count},
        "names": state.names.links().tolist(),
        "bare names": hashes(state.bare_names),
        "dated names": hashes(state.dated_names),
        "aggregates": aggregates_of(state.aggregates),
        "identity": hashes(state.identity_keys),
        "health": hashes(state.health_keys),
    }


def aggregates_of(aggregates: Aggregates) -> dict[str, object]:
    return {
        "persons": {
            kind: [array.tolist() for array in profiles.kept()]
            for kind, profiles in sorted(aggregates.persons.items())
        },
        "months": dict(aggregates.months),
        "days": (aggregates.first_day, aggregates.last_day),
        "organisations": [
            [array.tolist() for array in counts.kept()]
            for counts in (aggregates.establishments, aggregates.insurers)
        ],
        "software": dict(aggregates.software),
        "layouts": dict(aggregates.layouts),
    }


def nir_of(serial: int) -> str:
    department = ("35", "2A", "2B", "99", "75")[serial % 5]
    return fictitious_nir(
        serial, female=serial % 2 == 0, birth_year=1930 + serial % 80, department=department
    )


def letter(serial: int) -> str:
    nir = printed_nir(nir_of(serial)) if serial % 3 else nir_of(serial)
    return (
        f"Madame Zoé TESTEUR{serial % 50}, née le 0{serial % 9 + 1}/12/19{serial % 60 + 30}, "
        f"NIR {nir}, tél. 06 39 98 {serial // 100 % 100:02} {serial % 100:02}, "
        f"p{serial}@example.org.\n"
        f"Sérologie VIH {'négative' if serial % 2 else 'positive'}. Groupe sanguin : A+. "
        f"Pas de grossesse en cours, traitement par Levothyrox. Père diabétique.\n\n"
    )


@cache
def letters() -> bytes:
    return "".join(map(letter, range(700))).encode()


@cache
def long_line() -> bytes:
    """One line of more than 200 KB, without a line end anywhere."""
    text = " ".join(map(letter, range(920))).replace("\n", " ")
    assert len(text) > 200_000
    return text.encode()


@cache
def sparse_line() -> bytes:
    """One line in which a letter stands every few kilobytes."""
    return " ".join("mot " * 800 + letter(n).replace("\n", " ") for n in range(70)).encode()


@cache
def dense_line() -> bytes:
    """Identifiers and words end to end: every cut falls into one."""
    parts = [
        f"{nir_of(n)},06399{n % 90000:05}|{printed_nir(nir_of(n + 9000))};a{n}@example.fr;VIH+"
        for n in range(3000)
    ]
    line = ";".join(parts).encode()
    assert len(line) > 200_000
    return line


@cache
def pages() -> bytes:
    """Records of 15 to 64 KiB that begin with what somebody in the one before may be near."""
    random = Random(11)
    items = ("Paul Durand", "VIH positif", "4 rue des Lilas, 35000 Rennes", "Marie Lefebvre")
    parts = [letter(0)]
    for page in range(60):
        begin, end = (random.choice(items) for _ in range(2))
        middle = "Réunion sans objet, rien à dire.\n" * random.randrange(450, 1800)
        person = f"Mme Zoé TESTEUR{page}, tél. 06 39 98 10 {page}, séropositive."
        parts.append(f"{begin}\n{middle}{person}\nRien à dire.\n{end}\n\n")
    return "".join(parts).encode()


@cache
def edges() -> bytes:
    """Records that end with what could say something of the first lines of the next one."""
    ends = (
        "Mme Léa TESTEUR, tél. 06 39 98 12 34\nsous Levothyrox",
        "née le 03/04/1981\nZoé Martin, 45 ans\nZoé Martin, 45 ans\n06 39 98 12 34",
    )
    begins = ("CMU\nnée le 03/04/1981", "2. Julie Garnier\n- Paul Durand\n- Paul Durand")
    middle = "Rien de notable dans cette partie.\n" * 1700
    parts = [letter(0)]
    for begin in begins:
        parts += [f"{middle}{end}\n\n{begin}\n{middle}\n" for end in ends]
    return "".join([*parts, middle]).encode()


@cache
def colleagues() -> bytes:
    """Records whose names are a professional's or not by what stands in the record before."""
    middle = "Rien de notable dans cette partie.\n"
    ends = (
        "Vu en visite de reprise.\n",
        "Dr Anne PETIT, tél. 06 39 98 12 34\n",
        "Cher confrère,\n",
    )
    begins = ("Suivie par Zoé Martin (IDE).\n", "Bien cordialement,\nAnne Petit\n")
    parts = [letter(0)]
    for begin in begins:
        parts += [f"{middle * 1700}{end}{middle * 35}\n{begin}{letter(1)}" for end in ends]
    return "".join([*parts, middle * 1700]).encode()


REMARKS = (
    "LEVOTHYROX",
    "sous LEVOTHYROX",
    "négatif, à revoir",
    "RAS",
    "Rhésus nég, à recontrôler",
    "G2P1. Revue en mars",
    "grossesse gémellaire, bien suivie",
    "VIH\n+ VHC + syphilis demandés",
    "Groupe sanguin à faire\nEnvoi de la carte au domicile de la patiente dès réception",
    "Diabète équilibré d'après la maman, diabète du père",
    "déclaration de grossesse envoyée à la maman, VIH négatif sous réserve d'un contage",
    "Suivie par Zoé Martin (IDE)",
    "Bien cordialement,\nAnne Petit",
    "Dr Anne PETIT",
    "Zoé Martin",
    "médecine du travail, visite de reprise",
    "Mme Léa TESTEUR, sage-femme",
    "patient",
    "",
)
"""Each is a text of its own, though some would say something of another that followed."""


@cache
def remarks() -> bytes:
    random = Random(7)
    told = (random.choices(REMARKS, k=2) for _ in range(6000))
    lines = (
        f'{nir_of(n)};06399{80000 + n:05};"{first} ({n})";"{second}"'
        for n, (first, second) in enumerate(told)
    )
    return "\n".join(["nir;tel;commentaire;observations", *lines]).encode()


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.cells) for row in lab_rows(640, seed=7))


@cache
def delimited() -> str:
    quoted = (
        ";".join(f'"{cell}"' if set(cell) & set(' ;"\n') else cell for cell in row)
        for row in rows()
    )
    return ";".join(COLUMNS) + "\r\n" + "\r\n".join(quoted) + "\r\n"


@cache
def headerless() -> bytes:
    lines = (
        f"{nir_of(n)};TESTEUR;Zoé;0{n % 9 + 1}/11/19{n % 70 + 20};06399{80000 + n:05}"
        for n in range(8000)
    )
    return "\n".join(lines).encode()


@cache
def dump() -> bytes:
    definition = table_definition("patients", COLUMNS)
    return (definition + "".join(insert_lines("patients", rows(), max_chars=60_000))).encode()


def attributes(count: int) -> Iterator[tuple[int, str, str]]:
    """Rows of forms: number of the form, field, value."""
    for n, nir, phone in patients(count):
        name = "ABCDEFGHIJ"[n % 10] + "ARTIN"
        fields = {
            "nom": name,
            "prenom": "Zoé",
            "telephone": phone,
            "nir": nir,
            "motif": "x" * (n % 300),
        }
        yield from ((n, field, value) for field, value in fields.items())


@cache
def forms() -> bytes:
    """A row for each field of a person."""
    rows = ",\n".join(f"({n},'rdv','{field}',0,'{value}')" for n, field, value in attributes(1500))
    columns = "`sid` int, `form` text, `name` text, `delta` int, `value` text"
    return f"CREATE TABLE `d` ({columns});\nINSERT INTO `d` VALUES {rows};\n".encode()


@cache
def copied_forms() -> bytes:
    rows = "".join(f"{n}\trdv\t{field}\t{value}\n" for n, field, value in attributes(1500))
    return f"COPY d (sid, form, name, value) FROM stdin;\n{rows}\\.\n".encode()


@cache
def hashes() -> bytes:
    """What the shell of Redis prints."""
    lines = (
        f'p:{n}\n1) "nom"\n2) "MARTIN"\n3) "telephone"\n4) "{phone}"\n5) "nir"\n6) "{nir}"\n'
        for n, nir, phone in patients(5000)
    )
    return "".join(lines).encode()


@cache
def logged_markup() -> bytes:
    """XML in lines of a log, and on several."""
    lines = (
        f"2024-06-18 09:48:53 DEBUG recu <p:Patient>{end}<p:Nom>MARTIN</p:Nom>{end}"
        f"<p:Telephone>{phone}</p:Telephone>{end}<p:Nir>{nir}</p:Nir>{end}</p:Patient>\n"
        for n, nir, phone in patients(4000)
        for end in ("\n" * (n % 3 == 0),)
    )
    return "".join(lines).encode()


@cache
def ndjson() -> bytes:
    objects = (dict(zip(COLUMNS, row, strict=True)) for row in rows()[:210])
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects).encode()


@cache
def vectors() -> bytes:
    lists = zip(COLUMNS, zip(*rows(), strict=True), strict=True)
    columns = (f"{name} = c({', '.join(map(json.dumps, cells))})" for name, cells in lists)
    return f"structure(list({', '.join(columns)}))\n".encode()


@cache
def dataset() -> bytes:
    lists = zip(COLUMNS, zip(*rows(), strict=True), strict=True)
    return stata([Column(name, [str(cell) for cell in cells]) for name, cells in lists])


@cache
def documents() -> list[packed_writer.Value]:
    return [
        {name: str(cell) for name, cell in zip(COLUMNS, row, strict=True)} for row in rows()[:210]
    ]


@cache
def transport_dataset() -> bytes:
    columns = []
    for name, cells in zip(COLUMNS, zip(*rows(), strict=True), strict=True):
        size = max(len(str(cell).encode()) for cell in cells) or 1
        texts = [str(cell) for cell in cells]
        columns.append(transport_writer.Column(name, texts, size, label=name))
    return transport_writer.transport(columns, codec="utf-8")


def patients(count: int) -> Iterator[tuple[int, str, str]]:
    """Number, NIR and telephone of some."""
    for n in range(count):
        yield n, nir_of(n), f"06399{80000 + n % 10000:05}"


@cache
def records_uncut() -> bytes:
    return "".join(
        f"2{number}A{'TESTÉUR':<25}{n % 70 + 1930}1103{phone}".ljust(128)
        for n, number, phone in patients(4000)
    ).encode()


@cache
def scans() -> bytes:
    return "".join(
        f"21/04/2024 COM3 tel={phone} DC04FR0000011E6A1E6A0700S01.2.250.1.213.1.4.8\x1dS1{number}"
        f"S2ZOE\x1dS3DURAND\x1dS4FS501-06-{n % 70 + 1930}S680021\x1f{'ABCD234' * 9}\r\n"
        for n, number, phone in patients(9000)
    ).encode()


@cache
def labels() -> bytes:
    return "".join(
        f"^XA^CI28\n^FO20,20^FDDURAND ZOE^FS\n^FO20,55^FDN: 01/06/{n % 70 + 1930}  F^FS"
        f"^FO9,9^FD{number}^FS^FO1,1^FD{phone}^FS^FO300,20^A0N^FDEDTA O+^FS^XZ\n"
        for n, number, phone in patients(5000)
    ).encode()


@cache
def program() -> bytes:
    rows = (
        f"DURAND~ZOE~01/06/{n % 70 + 1930}~{number}~{phone}\n"
        for n, number, phone in patients(7000)
    )
    begin = "data a;\n infile cards dlm='~';\n input nom $ prenom $ ddn nir $ tel $;\ncards;\n"
    return (begin + "".join(rows) + ";\nrun;\n").encode()


@cache
def boxes() -> bytes:
    rows = (
        f"│ DURAND Zoé │ {number} │ {phone} │ VIH positif │\n"
        for n, number, phone in patients(6000)
    )
    head = "┌────┬────┬────┬────┐\n│ NOM │ NIR │ TEL │ NOTE │\n├────┼────┼────┼────┤\n"
    return (head + "".join(rows) + "└────┴────┴────┴────┘\n").encode()


@cache
def dicom_dump() -> bytes:
    return "".join(
        f"I: # Dicom-Data-Set\nI: (0010,0010) PN [DURAND^ZOE]      #  14, 1 PatientName\n"
        f"I: (0010,0020) LO [{number}]      #  8, 1 PatientID\n"
        f"I: (0010,0030) DA [{n % 70 + 1930}0601]      #   8, 1 PatientBirthDate\n"
        f"I: (0010,2154) SH [{phone}]      #  10, 1 PatientTelephoneNumbers\n"
        for n, number, phone in patients(4000)
    ).encode()


@cache
def logged_messages() -> bytes:
    return "".join(
        f"INFO [Thread-4] routing message 88{n:04}\nDEBUG LLP <VT>MSH|^~\\&|SIL|LABO|DPI|CH|2024||"
        f"ORU^R01|{n}<CR>PID|||{n:08}||DURAND^ZOE||{n % 70 + 1930}0601|F|||||{phone}||||||{number}"
        f"<CR>OBX|1|ST|883-9^ABO+RH^LN||A+||||||F<CR><FS><CR>\n"
        for n, number, phone in patients(3000)
    ).encode()


@cache
def bound_values() -> bytes:
    return "".join(
        "DEBUG SQL - insert into PATIENT (NOM, PRENOM, DT_NAIS, NSS, TEL) values (?, ?, ?, ?, ?)\n"
        + "".join(
            f"TRACE BasicBinder - binding parameter [{at}] as [VARCHAR] - [{value}]\n"
            for at, value in enumerate(
                ("DURAND", "ZOE", f"{n % 70 + 1930}-06-01", number, phone), 1
            )
        )
        for n, number, phone in patients(4000)
    ).encode()


@cache
def sent_messages() -> bytes:
    return "".join(
        f'Oct 01 08:01:28 smppd: MT id={n:08} dst=33{phone[1:]} msg="Bonjour Mme DURAND Zoé, votre '
        f'dossier {number} est disponible."\n'
        for n, number, phone in patients(4000)
    ).encode()


@cache
def commands() -> bytes:
    """Commands of Redis, a record in two of them."""
    words = (
        [["HSET", f"p:{n}", *sum(zip(COLUMNS, row, strict=True), ())], ["EXPIRE", f"p:{n}", "9"]]
        for n, row in enumerate(rows()[:210])
    )
    return "".join(map(_command, (each for pair in words for each in pair))).encode()


def _command(words: list[str]) -> str:
    sized = (f"${len(word.encode())}\r\n{word}\r\n" for word in words)
    return f"*{len(words)}\r\n{''.join(sized)}"


@cache
def strings() -> bytes:
    """Objects in strings of objects."""
    lines = (
        json.dumps({"id": n, "payload": line})
        for n, line in enumerate(ndjson().decode().split("\n"))
    )
    return "\n".join(lines).encode()


@cache
def messages() -> bytes:
    """People of messages: with their birth date, by whole names, and by those alone."""
    lines = (
        f"{n};{letter(n).splitlines()[0] if n % 3 else ''} Mme Zoé {'ABCDEFGHIJ'[n % 10]}ARTIN "
        f"{'née le 0' + str(n % 9 + 1) + '/03/1950' if n % 2 else 'sous Xarelto'} "
        f"NIR {nir_of(n)} tel 06399{80000 + n:05}"
        for n in range(4000)
    )
    return ("id;message\n" + "\n".join(lines) + "\n").encode()


@cache
def analyser_frames() -> bytes:
    def frame(number: int, text: str, end: str) -> str:
        return f"\x02{number}{text}{end}A{number}\r\n"

    return "".join(
        "\x05\n"
        + frame(1, "H|\\^&|||cobas-e411|||||host|TSREQN^REAL|P|1|20240611", "\r\x03")
        + frame(2, f"P|1|72{n:06}||{number}|DURA", "\x17")
        + frame(3, f"ND^ZOE||{n % 70 + 1930}0601|F|||||{phone}", "\r\x03")
        + frame(4, "R|1|^^^HIVCOMPT|0.22|COI||N||F", "\r\x03")
        + "\x04\n"
        for n, number, phone in patients(3000)
    ).encode()


@cache
def console_list() -> bytes:
    rows = (
        f"{n + 1:4}. | {('DURAND', 'LE GOFF')[n % 2]:<10} 01/06/{n % 70 + 1930} {number} {phone}\n"
        for n, number, phone in patients(6000)
    )
    head = f"      | {'nom':<10} {'ddn':<10} {'nir':<15} tel        |\n"
    return (". list nom ddn nir tel\n\n" + head + "".join(rows) + "\n. exit\n").encode()


@cache
def file_names() -> bytes:
    return "".join(
        f"-rw-r--r-- 1 ged ged 1{n:05} Jan  4  2024 DURAND_Zoé{'abcdef'[n % 6]}_{n % 28 + 1:02}"
        f"{n % 12 + 1:02}{n % 70 + 1930}_{number}_{phone}.pdf\n"
        for n, number, phone in patients(6000)
    ).encode()


@cache
def stays() -> bytes:
    return "".join(
        f"1107C26Z   0222026000001{n // 2 + 7:010}{n // 2 % 28 + 1:02}06{n // 2 % 70 + 1930}"
        f"{n // 2 % 2 + 1}35000   E119    {phone}\n{'' if n % 40 else number + chr(10)}"
        for n, number, phone in patients(9000)
    ).encode()


@cache
def recognised() -> bytes:
    return "".join(
        "<span class='ocr_line' title='bbox 1 2 3 4'>\n"
        + "\n".join(
            f"<span class='ocrx_word' title='bbox 120 {n} 1406 250; x_wconf 68'>{word}</span>"
            for word in ("DURAND", "Zoé", f"01/06/{n % 70 + 1930}", number, phone, "VIH+")
        )
        + "</span>\n"
        for n, number, phone in patients(4000)
    ).encode()


@cache
def latex() -> bytes:
    calls = (
        f"\\lettre{{Mme Zoé TESTEUR{n % 50}}}{{01/06/{n % 70 + 1930}}}{{{number}}}{{{phone}}}\n"
        for n, number, phone in patients(3000)
    )
    begin = "\\newcommand{\\lettre}[4]{Chère #1, née le #2, NIR #3, tél. #4. VIH positif.}\n"
    return (begin + "".join(calls)).encode()


CONTENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "letters": ("letters.txt", letters),
    "letters-cp1252": ("letters.txt", lambda: letters().decode().encode("cp1252")),
    "letters-utf-16": ("letters.txt", lambda: letters().decode().encode("utf-16")),
    "long-line": ("line.txt", long_line),
    "long-line-cp1252": ("line.txt", lambda: long_line().decode().encode("cp1252")),
    "sparse-line": ("sparse.txt", sparse_line),
    "pages": ("pages.txt", pages),
    "edges": ("edges.txt", edges),
    "colleagues-letters": ("colleagues.txt", colleagues),
    "dense-line": ("dense.txt", dense_line),
    "csv-utf-8": ("lab.csv", lambda: delimited().encode()),
    "csv-cp1252": ("lab.csv", lambda: delimited().encode("cp1252")),
    "csv-utf-16": ("lab.csv", lambda: delimited().encode("utf-16")),
    "csv-headerless": ("bare.csv", headerless),
    "csv-remarks": ("remarks.csv", remarks),
    "sql": ("lab.sql", dump),
    "hashes": ("sessions.txt", hashes),
    "logged-markup": ("trace.log", logged_markup),
    "forms": ("forms.sql", forms),
    "forms-copied": ("forms.sql", copied_forms),
    "vectors": ("lab.R", vectors),
    "stata": ("lab.dta", dataset),
    "ndjson": ("lab.ndjson", ndjson),
    "records-uncut": ("b2.dat", records_uncut),
    "records-uncut-cp1252": ("b2.dat", lambda: records_uncut().decode().encode("cp1252")),
    "scans": ("scans.log", scans),
    "labels": ("labels.prn", labels),
    "program": ("program.sas", program),
    "boxes": ("list.prn", boxes),
    "boxes-cp850": ("list.prn", lambda: boxes().decode().encode("cp850")),
    "dicom-dump": ("worklist.txt", dicom_dump),
    "logged-messages": ("mirth.log", logged_messages),
    "bound-values": ("catalina.out", bound_values),
    "sent-messages": ("sms.log", sent_messages),
    "resp": ("appendonly.aof", commands),
    "analyser-frames": ("capture.astm", analyser_frames),
    "console-list": ("suivi.log", console_list),
    "file-names": ("dir.txt", file_names),
    "stays": ("rss.txt", stays),
    "recognised-lines": ("scan.hocr", recognised),
    "latex-letters": ("rappel.tex", latex),
    "json-in-strings": ("lab.ndjson", strings),
    "messages": ("messages.csv", messages),
    "bson": ("lab.bson", lambda: packed_writer.bson(documents())),
    "messagepack": ("lab.msgpack", lambda: packed_writer.messagepack(documents())),
    "cbor": ("lab.cbor", lambda: packed_writer.cbor(documents(), open_ended=True)),
    "sas-transport": ("lab.xpt", transport_dataset),
    "records-uncut-ebcdic": ("b2.ebc", lambda: rewritten_inputs.uncut(6000).encode("cp500")),
    "csv-ebcdic": ("lab.ebc", lambda: delimited().replace("\n", "\x85").encode("cp500", "replace")),
    "family-tree": ("tree.ged", lambda: rewritten_inputs.tree(2500).encode()),
    "turtle": ("lab.ttl", lambda: rewritten_inputs.turtle(2500).encode()),
    "triples": ("lab.nt", lambda: rewritten_inputs.triples(2500).encode()),
    "dicom-json": ("qido.json", lambda: rewritten_inputs.dicom(2500).encode()),
    "pairs": ("forms.json", lambda: rewritten_inputs.forms(2500).encode()),
    "objects-behind-words": ("topic.out", lambda: rewritten_inputs.events(2500).encode()),
    "declared-columns": ("fiches.xml", lambda: rewritten_inputs.filemaker(6000).encode()),
    "json": ("lab.json", lambda: b"[" + ndjson().replace(b"\n", b",\n") + b"]"),
}


@cache
def whole(content: str) -> dict[str, object]:
    """The evidence when everything fits in one chunk."""
    name, make = CONTENTS[content]
    return evidence_of(state_of(make(), name, chunk_bytes=8 << 20))


def assert_same_evidence(content: str, chunk_bytes: int) -> None:
    name, make = CONTENTS[content]
    found = evidence_of(state_of(make(), name, chunk_bytes=chunk_bytes))
    for part, expected in whole(content).items():
        assert found[part] == expected, part


PROSE = [
    name for name in CONTENTS if any(kind in name for kind in ("line", "letters", "pages", "edges"))
]
TABLES = [name for name in CONTENTS if name not in PROSE]


@pytest.mark.parametrize("chunk_bytes", PROSE_SIZES)
@pytest.mark.parametrize("content", PROSE)
def test_prose(content: str, chunk_bytes: int) -> None:
    assert_same_evidence(content, chunk_bytes)


@pytest.mark.parametrize("chunk_bytes", TABLE_SIZES)
@pytest.mark.parametrize("content", TABLES)
def test_tables(content: str, chunk_bytes: int) -> None:
    assert_same_evidence(content, chunk_bytes)


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TABLES), st.integers(8192, 1 << 17))
def test_no_chunk_size_matters(content: str, chunk_bytes: int) -> None:
    assert_same_evidence(content, chunk_bytes)


@pytest.mark.parametrize("content", CONTENTS)
def test_every_content_is_really_cut(content: str) -> None:
    name, make = CONTENTS[content]
    data = make()
    reading = open_member(BytesIO(data), name, ReadOptions(chunk_bytes=4096))
    assert sum(1 for _ in reading.chunks()) >= 3
    tallies = whole(content)["tallies"]
    assert isinstance(tallies, dict)
    assert {"fr.nir", "fr.phone"} <= set(tallies)


@pytest.mark.parametrize(("content", "count"), [("letters", 700), ("long-line", 920)])
def test_every_planted_nir_is_counted_once(content: str, count: int) -> None:
    name, make = CONTENTS[content]
    tally = state_of(make(), name, chunk_bytes=1024).tallies["fr.nir"]
    assert tally.count == count
    assert tally.distinct is not None
    assert tally.distinct.estimate() == (count, True)


@pytest.mark.parametrize("filler", ["mot ", "x", "\n\n", "é"])
@pytest.mark.parametrize("printed", [nir_of(0), printed_nir(nir_of(1)), printed_nir(nir_of(3))])
def test_what_straddles_a_cut_is_found_once(filler: str, printed: str) -> None:
    cut = MAX_PROSE_RECORD_BYTES
    width = len(filler.encode())
    for gap in range(0, len(printed) + 12, 3):
        before = filler * ((cut - gap) // width) + " " * ((cut - gap) % width + 1)
        state = state_of(f"{before}{printed} VIH+ {filler * 200}", chunk_bytes=1024)
        tally = state.tallies["fr.nir"]
        assert tally.count == 1
        assert [place.byte for place in tally.places] == [len(before.encode())]
        assert state.tallies["health.hiv"].count == 1


def counts_in(remarks: list[str], serial: int) -> dict[str, list[int]]:
    """How often each rule is met in a table of these remarks, by status; no two are the same."""
    lines = (f'{nir_of(n)};"{remark} ({serial + n})"' for n, remark in enumerate(remarks))
    state = state_of("\n".join(["nir;commentaire", *lines]), "table.csv")
    return {rule: tally.counts.sum(axis=0).tolist() for rule, tally in state.tallies.items()}


@pytest.mark.parametrize("seed", range(5))
def test_a_remark_says_the_same_whatever_stands_above(seed: int) -> None:
    remarks = [remark for remark in REMARKS for _ in range(40)]
    by_kind = counts_in(remarks, 10_000)
    Random(seed).shuffle(remarks)
    assert counts_in(remarks, 10_000 * (seed + 2)) == by_kind


def columns_of(content: str, chunk_bytes: int) -> dict[str, list[int]]:
    name, make = CONTENTS[content]
    state = state_of(make(), name, chunk_bytes=chunk_bytes)
    return {rule: [p.column for p in tally.places] for rule, tally in state.tallies.items()}


@pytest.mark.parametrize(
    "content",
    [
        "letters",
        "csv-cp1252",
        "sql",
        "sparse-line",
    ],
)
def test_columns_do_not_depend_on_the_chunk_size(content: str) -> None:
    assert columns_of(content, 2048) == columns_of(content, 8 << 20)
