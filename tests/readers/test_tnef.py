"""winmail.dat: the message, its attachments, and damage."""

import io
import random

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.mail_inputs import BODY, TABLE
from tests.readers.reading import Result, read
from tests.readers.tnef_inputs import winmail


@pytest.mark.parametrize("unicode_body", [True, False])
def test_message_and_attachment(*, unicode_body: bool) -> None:
    found = read(winmail(unicode_body=unicode_body))
    assert found.formats == ["tnef"]
    [(_, record)] = found.records
    text = record.decode()
    assert "Subject: Résultats" in text
    assert "From: Hélène Martin" in text
    assert all(line in text for line in BODY.splitlines())
    [(name, table)] = found.members
    assert name.rstrip("\0") == "résultats.csv"
    assert isinstance(table, Result)
    assert table.text == TABLE.decode("cp1252").encode()


def salvaged(data: bytes) -> GapReason | None:
    """Why no more was read."""
    reading = open_member(io.BytesIO(data), "winmail.dat", ReadOptions())
    try:
        for _ in reading.items():
            pass
    except ReadError as error:
        return error.reason
    return reading.gaps[0].reason if reading.gaps else None


def test_truncated_and_damaged() -> None:
    data = winmail()
    told = [salvaged(data[:size]) for size in range(6, len(data))]
    # Between two attributes nothing tells that more should follow.
    assert told.count(None) <= 9
    dice = random.Random(3)
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(3):
            broken[dice.randrange(6, len(broken))] = dice.randrange(256)
        salvaged(bytes(broken))
