"""Calendars and address books: entries are records, wherever text is cut."""

import pytest

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
    lines = 30_000
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + _LINE * lines + "BEGIN:VEVENT\n" + _LINE
    assert state_of(text, "e.ics").tallies["email"].count == lines + 1
