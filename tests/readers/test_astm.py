"""ASTM E1394: records of analysers, in frames or not, however whoever kept them wrote the signs."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

PEOPLE = [("DURAND", "Zoé", "19790201"), ("PETIT", "Ali", "19440403"), ("MOREL", "Léa", "20150605")]
FOUND = {
    "fr.ipp": 3, "person.name": 6, "person.birth-date": 3, "person.sex": 3, "health.hiv": 6,
    "health.result": 3, "date.sample": 6, "health.pregnancy": 6, "health.comment": 3,
}  # fmt: skip


def message(person: int, marks: str = "\\^&") -> list[str]:
    repeated, part = marks[0], marks[1]
    family, given, born = PEOPLE[person]
    lines = [
        f"H|{marks}|||Architect^8.10|||||||P|1|20240611071200",
        f"P|1|72990{person}|||{family}^{given}||{born}|F",
        "O|1|22233||^^^241^HIV Combo\\^^^12^TSH|R||20240611",
        "R|1|^^^241^HIVCOMBI|0.12|S/CO||N||F||||20240611",
        "C|1|I|patiente enceinte de 22 SA|G",
        "L|1|N",
    ]
    return [lines[0], *(each.replace("\\", repeated).replace("^", part) for each in lines[1:])]


def frames(size: int = 0) -> str:
    """What is sent; records longer than `size` in several frames."""
    text, number = "", 1
    for person in range(3):
        text += "\x05\n"
        for record in message(person):
            step = size or len(record)
            parts = [record[at : at + step] for at in range(0, len(record), step)]
            for part in parts:
                end = "\r\x03" if part is parts[-1] else "\x17"
                text += f"\x02{number % 8}{part}{end}{number:02X}\r\n\x06"
                number += 1
        text += "\x04\n"
    return text


def logged(form: str) -> str:
    def sign(name: str) -> str:
        return form.format(name)

    lines = []
    for person in range(3):
        lines.append(f"RX {sign('ENQ')}")
        for number, record in enumerate(message(person), 1):
            body = f"{sign('STX')}{number % 8}{record}{sign('CR')}{sign('ETX')}A{number}"
            lines += [f"RX {body}{sign('CR')}{sign('LF')}", f"TX {sign('ACK')}"]
        lines.append(f"RX {sign('EOT')}")
    return "".join(
        f"2024-06-11 07:12:02,{n:03} DEBUG [lis] {line}\n" for n, line in enumerate(lines)
    )


PLAIN = "".join(line + "\n" for person in range(3) for line in message(person))


@pytest.mark.parametrize(
    "text",
    [
        *(PLAIN, PLAIN.replace("\n", "\r"), PLAIN.replace("\n", "\r\n")),
        "".join("\x0b" + "\r".join(message(n, "!~@")) + "\r\x1c\r" for n in range(3)),
        *(frames(), frames(40), frames(7)),
        *(logged("<{}>"), logged("[{}]"), logged("{{{}}}")),
    ],
    ids="lf cr crlf mllp frames parts small-parts angle square curly".split(),
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_is_found(text: str, encoding: str) -> None:
    scanned = scan_bytes(text.encode(encoding), "capture.dat")
    counts = {rule: tally.count for rule, tally in scanned.state.tallies.items()}
    counts.pop("person.doctor", None)
    assert counts == FOUND


def test_cells_are_those_of_the_patient() -> None:
    fields = {(name, value) for name, _, value in read(frames(40).encode(), "x").fields if name}
    assert {
        ("nom", b"DURAND"), ("prenom", "Zoé".encode()), ("date_naissance", b"19790201"),
        ("analyse", b"HIV Combo"), ("analyse", b"TSH"), ("resultat", b"0.12"),
    } <= fields  # fmt: skip


def test_other_texts_are_none() -> None:
    hprim = "H|~^\\&|x|y\nP|1|72|||DURAND~ZOE||19790201|F\nOBR|1|2||TSH\nOBX|1|NM|TSH|2\n"
    notes = "Le format :\n\nH|\\^&|||nom\n\n" + "On envoie ensuite le patient.\n" * 8
    binary = b"\x02\x01\x05\x00" * 200
    assert read(hprim.encode(), "x").formats == ["hprim"]
    assert read(notes.encode(), "x").formats == ["text"]
    assert read(binary, "x").formats == ["binary"]
