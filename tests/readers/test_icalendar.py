"""Calendars and address books: entries are records, wherever text is cut."""

import numpy as np
import pytest

from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES
from leakscan.raw.places import all_of
from leakscan.readers.icalendar import INFO
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.unfolded import unfolded
from tests.detectors.scanning import state_of
from tests.readers.reading import read

_CARD = "BEGIN:VCARD\nFN:Zoé DURAND\nTEL:06 39 98 12 {:02}\nEND:VCARD\n"
_LINE = "zoe@example.org\n"


@pytest.mark.parametrize("chunk_bytes", [4096, 1 << 20])
def test_every_entry_is_a_record(chunk_bytes: int) -> None:
    text = "".join(_CARD.format(number % 100) for number in range(3000)).encode()
    found = read(text, "e.vcf", chunk_bytes=chunk_bytes)
    assert found.formats == [INFO.name]
    assert found.text == text
    starts = list(range(0, len(text), len(_CARD.format(0).encode())))
    assert [at for at, _ in found.records] == starts


def test_long_entries_are_cut_at_line_ends() -> None:
    text = ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + _LINE * 30_000 + "BEGIN:VEVENT\n" + _LINE).encode()
    starts = [at for at, _ in read(text, "e.ics").records]
    assert len(starts) > len(text) // MAX_PROSE_RECORD_BYTES
    assert all(text[at - 1 : at] == b"\n" for at in starts[1:])
    assert state_of(text, "e.ics").tallies["email"].count == 30_001


_FOLDED = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:SS : 2 05 93 99 3\r\n 52 0\r\n 09 53\r\nX:1\r\n"
)
_PLAIN = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:SS : 2 05 93 99 352 009 53"


@pytest.mark.parametrize("dribble", [0, 1, 7])
def test_folded_lines_are_joined_and_counted(dribble: int) -> None:
    found = read(_FOLDED.encode(), "e.ics", dribble=dribble)
    assert found.text == _PLAIN + b"\r\n\n\nX:1\r\n"


def test_what_stands_after_folds_is_located() -> None:
    pieces = [Piece(part.encode(), Shifted(at)) for at, part in _cut(_FOLDED, 5)]
    places = [
        (piece.data[at : at + 1], piece.locate(at))
        for piece in unfolded(pieces)
        for at in range(len(piece.data))
    ]
    assert [at for _, at in places] == sorted(at for _, at in places)
    assert all(_FOLDED[at].encode() == sign for sign, at in places if sign not in b"\r\n")


def test_a_fold_after_every_letter_is_kept_as_two_numbers() -> None:
    text = b"NOTE:" + b"\n A" * 5000 + b"\nX:1\n"
    (piece, _) = unfolded([Piece(text, Shifted(0))])
    assert piece.data == b"NOTE:" + b"A" * 5000 + b"\n" * 5000 + b"\nX:1"
    kept = [array.nbytes for array in (piece.locate.starts, piece.locate.sources)]  # type: ignore[attr-defined]
    assert sum(kept) <= 8 * 5003
    assert all_of(piece.locate, np.arange(5005)).tolist() == [*range(5), *range(7, 15007, 3)]


def test_old_cards_keep_the_blank_they_are_folded_before() -> None:
    card = b"BEGIN:VCARD\nVERSION:2.1\nNOTE:suivi\n VIH\nEND:VCARD\n"
    assert b"suivi VIH\n\nEND" in read(card, "e.vcf").text


def _cut(text: str, size: int) -> list[tuple[int, str]]:
    return [(at, text[at : at + size]) for at in range(0, len(text), size)]


CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:FICTIF;Zoé {0};;Mme;\r\nFN:Zoé {0} FICTIF\r\n"
    "TEL;TYPE=CELL:06 39 98 {0:02} 10\r\nTEL;TYPE=HOME:06 39 98 {0:02} 20\r\n"
    "EMAIL:a{0}@example.org\r\nEMAIL:b{0}@example.org\r\nNOTE:groupe O+\r\nEND:VCARD\r\n"
)


def test_a_card_is_one_person_however_many_numbers_it_has() -> None:
    people = "".join(CARD.format(number) for number in range(30))
    for chunk_bytes in (None, 1024):
        state = state_of(people, "contacts.vcf", chunk_bytes=chunk_bytes)
        counted = {rule: sketch.estimate()[0] for rule, sketch in state.subjects.items()}
        assert counted == {"fr.phone": 30, "email": 30}
        assert state.tallies["fr.phone"].count == 60
        assert state.tallies["health.blood-group"].count == 30


def test_an_event_may_be_about_several_people() -> None:
    told = "SUMMARY:RDV de Mme FICTIF, 06 39 98 12 34\r\nDESCRIPTION:M. DURAND, 06 39 98 12 35\r\n"
    event = f"BEGIN:VEVENT\r\n{told}END:VEVENT\r\n"
    state = state_of(f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n", "agenda.ics")
    assert state.subjects["fr.phone"].estimate() == (2, True)


@pytest.mark.parametrize("dribble", [0, 1, 7])
@pytest.mark.parametrize("name", ["UID", "RELATED-TO", "X-WR-RELCALUID", "UID;X=1"])
def test_names_drawn_for_entries_are_no_addresses(name: str, dribble: int) -> None:
    lines = f"{name}:%08x-zoe@agenda.example", "ATTENDEE:zoe@example.org"
    entry = "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])
    text = ("BEGIN:VCALENDAR\r\n" + "".join(entry % n for n in range(50))).encode()
    found = read(text, "e.ics", dribble=dribble)
    assert found.text.count(b"@") == 50
    assert len(found.text) == len(text)
    emails = state_of(text, "e.ics").tallies["email"]
    assert emails.count == 50
