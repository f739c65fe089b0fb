"""Tables that are not delimited: query results, cards, fixed columns, directories, payroll files."""

import json
from collections.abc import Callable
from random import Random

from benchmarks.accuracy.exports.export import (
    JUDGED,
    VOTED,
    born,
    digits,
    doctor,
    keyless,
    name,
    nir,
    pairs,
    phone,
    sex,
)
from benchmarks.accuracy.people import Person, person, without_accents
from benchmarks.accuracy.sample import Sample, marked, unmarked

_ROWS = 14


def _people(rng: Random) -> list[Person]:
    return [person(rng) for _ in range(_ROWS)]


def padded(cell: str, width: int) -> str:
    """A cell with blanks behind it, marks not counted."""
    return cell + " " * (width - len(unmarked(cell)))


def _escaped(text: str) -> str:
    return without_accents(text).replace("'", "''")


def query_result(rng: Random) -> Sample:
    """What psql prints."""
    head = ["nom_pat", "prenom", "date_naiss", "num_secu", "tel_portable"]
    rows = [
        [name(p.last), name(p.first), born(f"{p.born:%Y-%m-%d}"), nir(p.nir.compact),
         phone(p.mobile)]
        for p in _people(rng)
    ]  # fmt: skip
    lines = [" " + " | ".join(padded(cell, 16) for cell in head)]
    lines.append("+".join(["-" * 18] * len(head)))
    lines += [" " + " | ".join(padded(cell, 16) for cell in row) for row in rows]
    text = "\n".join(lines) + f"\n({_ROWS} lignes)\n"
    return Sample.of("export: query result", text, name="resultat.txt", judged=JUDGED)


def client_boxes(rng: Random) -> Sample:
    """What the MySQL client prints."""
    head = ["nom", "prenom", "ddn", "telephone"]
    rows = [
        [name(p.last), name(p.first), born(f"{p.born:%d/%m/%Y}"), phone(pairs(p.mobile))]
        for p in _people(rng)
    ]
    rule = "+" + "+".join(["-" * 20] * len(head)) + "+"
    lines = [rule, "| " + " | ".join(padded(cell, 18) for cell in head) + " |", rule]
    lines += ["| " + " | ".join(padded(cell, 18) for cell in row) + " |" for row in rows]
    return Sample.of(
        "export: client boxes", "\n".join([*lines, rule]), name="sortie.txt", judged=JUDGED
    )


def markdown(rng: Random) -> Sample:
    """A table in a wiki page."""
    lines = ["# Patients à rappeler", "", "| Nom | Prénom | Tél | Né(e) le |", "|---|---|---|---|"]
    lines += [
        f"| {name(p.last)} | {name(p.first)} | {phone(pairs(p.mobile))} "
        f"| {born(f'{p.born:%d/%m/%Y}')} |"
        for p in _people(rng)
    ]
    return Sample.of("export: markdown", "\n".join(lines), name="rappels.md", judged=JUDGED)


def fixed_columns(rng: Random) -> Sample:
    """A file of fixed columns with its NIRs, as from a mainframe."""
    lines = [
        "01" + padded(name(without_accents(p.last.upper())), 25)
        + padded(name(without_accents(p.first.upper())), 15) + born(f"{p.born:%d%m%Y}")
        + nir(p.nir.compact) + padded(phone(p.landline), 12) + p.postcode
        + padded(p.town.upper(), 20)
        for p in _people(rng) * 2
    ]  # fmt: skip
    return Sample.of(
        "export: fixed columns",
        "\r\n".join(lines),
        name="ASSURES.TXT",
        judged=VOTED,
        encoding="cp1252",
    )


def spaced_columns(rng: Random) -> Sample:
    """A printed list: a header and columns parted by blanks."""
    lines = ["NOM                 PRENOM         NE LE       TELEPHONE       GROUPE"]
    lines += [
        padded(name(p.last.upper()[:18]), 20) + padded(name(p.first[:13]), 15)
        + padded(born(f"{p.born:%d/%m/%Y}"), 12) + padded(phone(pairs(p.mobile)), 16)
        + marked("health.blood-group", rng.choice(["A+", "O-", "B+", "AB-"]))
        for p in _people(rng)
    ]  # fmt: skip
    return Sample.of("export: spaced columns", "\n".join(lines), name="liste.txt", judged=JUDGED)


def cards(rng: Random) -> Sample:
    """A card for each person, a line for each field."""
    blocks = [
        f"Nom usuel ......: {name(p.last.upper())}\nPrénom .........: {name(p.first)}\n"
        f"Né(e) le .......: {born(f'{p.born:%d/%m/%Y}')}\nN° immat. ......: {nir(p.nir.spaced())}\n"
        f"Tél. domicile ..: {phone(pairs(p.landline))}\nMédecin traitant: {doctor(rng, 'Dr ')}\n"
        for p in _people(rng)
    ]
    return Sample.of(
        "export: cards", ("-" * 40 + "\n").join(blocks), name="fiches.txt", judged=JUDGED
    )


def payroll_declaration(rng: Random) -> Sample:
    """The DSN of an employer (net-entreprises, cahier technique)."""
    lines = ["S10.G00.00.001,'Logiciel'", "S10.G00.00.003,'5.1'", "S20.G00.05.001,'01'"]
    for p in _people(rng):
        lines += [
            f"S21.G00.30.001,'{keyless(p.nir.thirteen)}'", f"S21.G00.30.002,'{name(p.last.upper())}'",
            f"S21.G00.30.004,'{name(p.first.upper())}'", f"S21.G00.30.005,'0{2 if p.female else 1}'",
            f"S21.G00.30.006,'{born(f'{p.born:%d%m%Y}')}'", "S21.G00.30.007,'RENNES'",
            f"S21.G00.30.008,'{marked('?fr.address', p.street)}'", f"S21.G00.30.009,'{p.postcode}'",
            f"S21.G00.60.001,'0{rng.randrange(1, 7)}'", f"S21.G00.60.002,'{rng.randrange(10, 28)}032024'",
        ]  # fmt: skip
    judged = frozenset({"fr.nir", "fr.nir.keyless", "person.name", "person.birth-date", "fr.phone"})
    return Sample.of(
        "export: payroll declaration", "\r\n".join(lines), name="dsn.edi", judged=judged
    )


def directory(rng: Random) -> Sample:
    """An LDAP directory as LDIF (RFC 2849)."""
    blocks = []
    for p in _people(rng):
        blocks.append(
            f"dn: uid={digits(rng, 6)},ou=patients,dc=example,dc=org\nobjectClass: inetOrgPerson\n"
            f"cn: {name(f'{p.first} {p.last}')}\nsn: {name(p.last)}\ngivenName: {name(p.first)}\n"
            f"mail: {marked('email', p.email)}\ntelephoneNumber: {phone(pairs(p.landline))}\n"
            f"mobile: {phone('+33' + p.mobile[1:])}\n"
        )
    return Sample.of("export: directory", "\n".join(blocks), name="annuaire.ldif", judged=JUDGED)


def address_book(rng: Random) -> Sample:
    """Cards of an address book (RFC 6350)."""
    blocks = [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{name(p.last)};{name(p.first)};;;\r\n"
        f"FN:{name(f'{p.first} {p.last}')}\r\nTEL;TYPE=CELL:{phone(p.mobile)}\r\n"
        f"TEL;TYPE=HOME,VOICE:{phone(pairs(p.landline))}\r\nEMAIL;TYPE=HOME:{marked('email', p.email)}\r\n"
        f"BDAY:{born(f'{p.born:%Y-%m-%d}')}\r\nEND:VCARD\r\n"
        for p in _people(rng)
    ]
    return Sample.of("export: address book", "".join(blocks), name="contacts.vcf", judged=JUDGED)


def short_json(rng: Random) -> Sample:
    """Objects with abbreviated keys."""
    rows = [
        {"pat": {"nm": name(p.last), "prn": name(p.first), "dn": born(f"{p.born:%d/%m/%Y}"),
                 "nss": nir(p.nir.compact), "sx": sex("F" if p.female else "M"),
                 "tels": [phone(p.mobile), phone(pairs(p.landline))]}, "seq": number}
        for number, p in enumerate(_people(rng))
    ]  # fmt: skip
    text = json.dumps(rows, ensure_ascii=False)
    return Sample.of("export: short keys", text, name="api.json", judged=JUDGED)


def insert_without_names(rng: Random) -> Sample:
    """SQL that names no columns."""
    lines = [
        f"INSERT INTO PATIENT VALUES ({number},N'{name(_escaped(p.last))}',"
        f"N'{name(without_accents(p.first))}',CAST(N'{born(f'{p.born:%Y-%m-%d}')}' AS Date),"
        f"'{nir(p.nir.compact)}','{phone(p.mobile)}',NULL);"
        for number, p in enumerate(_people(rng) * 2)
    ]
    return Sample.of("export: insert", "\n".join(lines), name="dump.sql", judged=VOTED)


def web_page(rng: Random) -> Sample:
    """A table of a web page."""
    head = "".join(f"<th>{cell}</th>" for cell in ["Nom", "Prénom", "Né(e) le", "Tél.", "N° SS"])
    rows = [
        f"<tr><td>{name(p.last)}</td><td>{name(p.first)}</td><td>{born(f'{p.born:%d/%m/%Y}')}</td>"
        f"<td>{phone(pairs(p.mobile))}</td><td>{nir(p.nir.spaced())}</td></tr>"
        for p in _people(rng)
    ]
    text = f"<html><body><table>\n<tr>{head}</tr>\n" + "\n".join(rows) + "\n</table></body></html>"
    return Sample.of("export: web page", text, name="liste.html", judged=JUDGED)


def settings(rng: Random) -> Sample:
    """A list in YAML, as of test data that is none."""
    blocks = [
        f"- nom: {name(p.last)}\n  prenom: {name(p.first)}\n  date_naissance: {born(f'{p.born:%Y-%m-%d}')}\n"
        f"  nir: '{nir(p.nir.compact)}'\n  telephone: '{phone(p.mobile)}'\n"
        for p in _people(rng)
    ]
    return Sample.of("export: yaml", "patients:\n" + "".join(blocks), name="p.yaml", judged=JUDGED)


LAYOUTS: tuple[Callable[[Random], Sample], ...] = (
    query_result, client_boxes, markdown, fixed_columns, spaced_columns, cards,
    payroll_declaration, directory, address_book, short_json, insert_without_names, web_page,
    settings,
)  # fmt: skip
