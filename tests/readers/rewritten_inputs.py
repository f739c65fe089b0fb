"""Texts that are made objects of JSON, or rows, before they are read: fictitious people."""

import json
from collections.abc import Callable, Iterator

NIR = "144509912300979"
_CITIES = ("BREST", "LYON", "CHARLEVILLE")


def year(number: int) -> str:
    """The last digits of the year in which somebody was born."""
    return str(30 + number * 7 % 60)


def nir(number: int) -> str:
    """A number of nobody: its month is 50."""
    digits = int(f"1{year(number)}5099123{number % 999 + 1:03}")
    return f"{digits}{97 - digits % 97:02}"


def people(count: int) -> Iterator[tuple[str, str, str, str]]:
    """NIR, family name, given name and telephone of some."""
    for n in range(count):
        yield (
            nir(n),
            f"TESTEUR{chr(65 + n % 26)}",
            ("Zoé", "Léo", "Ali")[n % 3],
            f"06399{80000 + n:05}",
        )


def uncut(count: int) -> str:
    """Records of one length without line ends."""
    return "".join(
        f"{number}{family:<25}{given.upper().replace('É', 'E'):<15}19{year(n)}05{n % 28 + 1:02}"
        f"{_CITIES[n % 3]:<20}{phone if n % 3 else '':<10}"
        for n, (number, family, given, phone) in enumerate(people(count))
    )


def tree(count: int) -> str:
    """A family tree."""
    persons = (
        f"0 @I{n}@ INDI\n1 NAME {given} /{family}/\n2 GIVN {given}\n2 SURN {family}\n1 SEX F\n"
        f"1 BIRT\n2 DATE {n % 28 + 1} MAY 19{year(n)}\n2 PLAC Brest\n"
        f"1 SSN {number}\n1 PHON {phone}\n"
        f"1 NOTE enceinte de 22\n2 CONC  SA\n2 CONT à revoir\n"
        for n, (number, family, given, phone) in enumerate(people(count))
    )
    return f"0 HEAD\n1 SOUR Fictif\n1 CHAR UTF-8\n{''.join(persons)}0 TRLR\n"


def turtle(count: int) -> str:
    """Patients of FHIR as RDF."""
    patients = (
        f"<http://fhir.example/Patient/{n}> a fhir:Patient ; # {n}\n"
        f'  fhir:Patient.identifier [ fhir:Identifier.value [ fhir:value "{number}" ] ] ;\n'
        f'  fhir:Patient.name [ fhir:HumanName.family [ fhir:value "{family}" ] ;\n'
        f'    fhir:HumanName.given [ fhir:value "{given}"@fr ; fhir:index 0 ] ] ;\n'
        f'  fhir:Patient.telecom [ fhir:ContactPoint.system [ fhir:value "phone" ] ;\n'
        f'    fhir:ContactPoint.value [ fhir:value "{phone}" ] ] ;\n'
        f'  fhir:Patient.birthDate [ fhir:value "19{year(n)}-05-{n % 28 + 1:02}"^^xsd:date ] .\n\n'
        for n, (number, family, given, phone) in enumerate(people(count))
    )
    return f"@prefix fhir: <http://hl7.org/fhir/> .\n\n{''.join(patients)}"


def triples(count: int) -> str:
    """The same people, a line a statement."""
    return "".join(
        f'<http://x.example/p/{n}> <http://x.example/ns#{name}> "{value}" .\n'
        for n, (number, family, given, phone) in enumerate(people(count))
        for name, value in (
            ("nom", family), ("prenom", given), ("nir", number), ("telephone", phone),
            ("dateNaissance", f"19{year(n)}-05-{n % 28 + 1:02}"),
        )
    )  # fmt: skip


def dicom(count: int, **options: int) -> str:
    """Answers of DICOMweb."""
    return json.dumps(
        [
            {
                "00080020": {"vr": "DA", "Value": ["20240914"]},
                "00100010": {"vr": "PN", "Value": [{"Alphabetic": f"{family}^{given}"}]},
                "00100020": {"vr": "LO", "Value": [f"P{n:07}"]},
                "00100030": {"vr": "DA", "Value": [f"19{year(n)}05{n % 28 + 1:02}"]},
                "00101002": {
                    "vr": "SQ",
                    "Value": [{"00100020": {"vr": "LO", "Value": [number]}}],
                },
                "00102154": {"Value": [phone], "vr": "SH"},
                "00101040": {"vr": "LO"},
            }
            for n, (number, family, given, phone) in enumerate(people(count))
        ],
        ensure_ascii=False,
        **options,  # type: ignore[arg-type]
    )


def events(count: int, before: Callable[[int], str] = lambda n: f"Struct{{id={n}}}\t") -> str:
    """Changes of rows, as a consumer of a queue prints them."""
    return "".join(
        before(n) + json.dumps({"before": row if n % 2 else None, "after": row, "op": "u"}) + "\n"
        for n, (number, family, given, phone) in enumerate(people(count))
        for row in [{"id": n, "nom": family, "prenom": given, "nir": number, "tel": phone}]
    )


def filemaker(count: int) -> str:
    """Rows of cells, whose names are declared before."""
    fields = "".join(
        f'<FIELD EMPTYOK="YES" NAME="{name}" TYPE="TEXT"/>'
        for name in ("NOM", "PRENOM", "DDN", "TEL", "SECU", "GROUPE")
    )
    rows = "".join(
        f'<ROW RECORDID="{n}">'
        + "".join(
            f"<COL><DATA>{cell}</DATA></COL>"
            for cell in (family, given, f"{n % 28 + 1:02}/05/19{year(n)}", phone, number, "A+")
        )
        + "</ROW>\n"
        for n, (number, family, given, phone) in enumerate(people(count))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><FMPXMLRESULT '
        'xmlns="http://www.filemaker.com/fmpxmlresult"><ERRORCODE>0</ERRORCODE>'
        f"<METADATA>{fields}</METADATA><RESULTSET>{rows}</RESULTSET></FMPXMLRESULT>"
    )


TREE, TURTLE, DICOM, EVENTS, FILEMAKER = tree(3), turtle(3), dicom(3), events(3), filemaker(3)


def forms(count: int, **options: int) -> str:
    """Forms, whose fields are pairs of a label and a value."""
    return json.dumps(
        [
            {
                "id": n,
                "fields": [
                    {"id": f"f{place}", "label": label, "type": "text", "value": value}
                    for place, (label, value) in enumerate(
                        (
                            ("Nom", family),
                            ("Prénom", given),
                            ("NIR", number),
                            ("Téléphone", phone),
                            ("Né(e) le", f"{n % 28 + 1:02}/05/19{year(n)}"),
                        )
                    )
                ],
            }
            for n, (number, family, given, phone) in enumerate(people(count))
        ],
        **options,  # type: ignore[arg-type]
    )
