"""People in what programs write and keep: fixtures in code, logs, calendars, misread imports.

The shapes are kinds of those in 139 files by an author who had not seen the detectors.
"""

from collections.abc import Callable
from random import Random
from urllib.parse import quote

from benchmarks.accuracy.exports.export import born, name, nir, of_lines, pairs, phone
from benchmarks.accuracy.exports.kinds import described, title
from benchmarks.accuracy.people import Person, person
from benchmarks.accuracy.sample import Sample, marked

_ROWS = 12
_ACCENTS = str.maketrans({sign: sign.encode().decode("cp1252") for sign in "éèêëçôöûüîïâä°"})

EXPORTS = (
    described(
        "droits.csv",
        "MATRICULE:thirteen|CLE_NIR:key|NOM_PATRO:LAST|PRENOM:FIRST|DATE_NAISS:run|ALD:empty|"
        "MT_DECLARE:DOCTOR",
    ),
    described(
        "antecedents.csv", "Nom:LAST|Né(e) le:dmy|N° Sécu:nir|Portable:mobiles".translate(_ACCENTS)
    ),
)


def _sample(kind: str, lines: list[str], file: str) -> Sample:
    return of_lines(kind, lines, file, "\n")


def _people(r: Random) -> list[Person]:
    """Those whose names no quotation mark ends."""
    people = [person(r) for _ in range(2 * _ROWS)]
    return [p for p in people if "'" not in p.first + p.last][:_ROWS]


def seeds(r: Random) -> Sample:
    """Arrays of PHP whose keys are cut short."""
    rows = [
        f"    ['nom' => '{name(p.last)}', 'prenom' => '{name(p.first)}', "
        f"'dn' => '{born(f'{p.born:%d/%m/%Y}')}', 'tel_port' => '{phone(p.mobile)}'],"
        for p in _people(r)
    ]
    return _sample("seeds", ["<?php", "return [", *rows, "];"], "seed.php")


def fixtures(r: Random) -> Sample:
    """Objects of a script, with dates as constructors."""
    rows = [
        f"  {{ id: {n}, lastName: '{name(p.last)}', firstName: '{name(p.first)}', "
        f"birthDate: new Date('{born(p.born.isoformat())}'), phone: '{phone(p.mobile)}' }},"
        for n, p in enumerate(_people(r))
    ]
    return _sample("fixtures", ["export const patients = [", *rows, "];"], "fixtures.ts")


def tests_of_a_service(r: Random) -> Sample:
    """Constructors and setters of Java."""
    lines = []
    for number, p in enumerate(_people(r)):
        day = born(f"{p.born.year}, {p.born.month}, {p.born.day}")
        if number % 2:
            call = f'"{name(p.last)}", "{name(p.first)}", LocalDate.of({day})'
            lines.append(f"    Patient p{number} = new Patient({call});")
            continue
        lines.append(f'    q.setNom("{name(p.last)}"); q.setPrenom("{name(p.first)}");')
        lines.append(f"    q.setDateNaissance(LocalDate.of({day}));")
    return _sample("tests of a service", ["class PatientTest {", *lines, "}"], "PatientTest.java")


def logged_requests(r: Random) -> Sample:
    """Searches in the log of a server."""
    lines = []
    for p in _people(r):
        day = born(quote(f"{p.born:%d/%m/%Y}", safe=""))
        query = f"nom={name(quote(p.last))}&ddn={day}&nss={nir(p.nir.compact)}"
        lines.append(f'203.0.113.9 - - [14/Nov/2023:10:33:18 +0100] "GET /s?{query} HTTP/1.1" 200')
        lines.append('203.0.113.9 - - [14/Nov/2023:10:33:19 +0100] "GET /app.fe9d.js HTTP/1.1" 200')
    return _sample("logged requests", lines, "access.log")


def sent_messages(r: Random) -> Sample:
    """What a gateway for text messages logs."""
    lines = [
        f"2023-11-14 09:{n:02}:12 INFO id={r.randrange(10**6)} to={phone('33' + p.mobile[1:])} DELIVRD"
        for n, p in enumerate(_people(r))
    ]
    return _sample("sent messages", lines, "sms.log")


def calendar(r: Random) -> Sample:
    """Appointments, whose notes stand behind the mark of a line end."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for p in _people(r):
        said = marked("health.pregnancy", "enceinte de 24 SA") if p.female else "contrôle"
        lines += [
            "BEGIN:VEVENT",
            f"SUMMARY:{title(p)} {name(f'{p.last.upper()} {p.first}')} - consultation",
            f"DESCRIPTION:Tél {phone(pairs(p.mobile))}\\n{said}",
            "END:VEVENT",
        ]
    return _sample("calendar", [*lines, "END:VCALENDAR"], "agenda.ics")


def waiting_list(r: Random) -> Sample:
    """Names with a note in their cell."""
    lines = ["rang;enfant;contact"]
    for number, p in enumerate(_people(r)):
        child = name(f"{p.last.upper()} {p.first}") + f" (né(e) le {born(f'{p.born:%d/%m/%Y}')})"
        lines.append(f"{number};{child};{phone(pairs(p.mobile))}")
    return _sample("waiting list", lines, "attente.csv")


LAYOUTS: tuple[Callable[[Random], Sample], ...] = (
    seeds, fixtures, tests_of_a_service, logged_requests, sent_messages, calendar, waiting_list,
)  # fmt: skip
