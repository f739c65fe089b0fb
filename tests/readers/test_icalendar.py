"""Calendars and address books: entries are records, wherever text is cut."""

import pytest

from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES
from leakscan.readers.icalendar import INFO
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
