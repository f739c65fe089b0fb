"""Examining chunks that another process reads.

Reading is in order, and a fraction of the work; what is found in a chunk depends on the chunk, and
on what was learned of its table's columns. So one process reads a large source and hands chunks
over, with what it learned, to those that have nothing else to do.
"""

from dataclasses import replace
from typing import NamedTuple, cast

from leakscan.detectors.engine import Detection, Detector, Learned
from leakscan.detectors.organisations import NO_COLUMN, organisation_columns
from leakscan.evidence.gate import Gate
from leakscan.evidence.tallies import NO_COLUMNS, Columns
from leakscan.model.errors import failure
from leakscan.model.result import FileResult
from leakscan.raw.chunk import Chunk
from leakscan.relay import Parcel, Relay


class Handed(NamedTuple):
    """What goes with the text of a chunk that another process examines.

    Attributes:
        number: Of the member, as in `FileResult`.
        chunk: Without its text.
        learned: From it, by who reads the member.
    """

    number: int
    chunk: Chunk
    learned: Learned


Found = dict[int, FileResult]
"""What helpers found in members, by their numbers: only states, and gaps of our own making."""


def examine_handed(detector: Detector, gate: Gate, relay: Relay, *, wait: bool) -> Found:
    """Examine chunks that another process reads, until there are no more.

    Args:
        detector: As of who reads.
        gate: As of who reads.
        relay: Where the chunks are.
        wait: For those that will come; else only those that are there.
    """
    found: Found = {}
    member = detector.member()
    while (parcel := relay.take(wait=wait)) is not None:
        number, bare, learned = cast("Handed", parcel.rest)
        result = found.setdefault(number, FileResult(path=""))
        chunk = replace(bare, data=parcel.data)
        try:
            for piece, found_in in member.detections(chunk, learned):
                columns = columns_of(found_in, piece)
                gate.absorb(result.state, piece, found_in.hits, found_in.cells, columns=columns)
        except Exception as error:  # noqa: BLE001 - the boundary of the raw side
            result.coverage.tell_once(failure(error))
    return found


def parcel_of(number: int, chunk: Chunk, learned: Learned) -> Parcel:
    """What `examine_handed` takes, of a chunk of the member with this number."""
    return Parcel(chunk.data, Handed(number, replace(chunk, data=b""), learned))


def columns_of(detection: Detection, chunk: Chunk) -> Columns:
    """What is known of the columns of a chunk."""
    profile = detection.profile
    if profile is None or chunk.table is None:
        return NO_COLUMNS
    named = profile.header_rows or chunk.table.header_certain
    organisations = organisation_columns(chunk.table.columns) if named else (NO_COLUMN, NO_COLUMN)
    return Columns(
        header_records=detection.header_records,
        header_rows=profile.header_rows,
        names=profile.names,
        laboratory=detection.laboratory,
        establishment=organisations[0],
        insurer=organisations[1],
        new_layout=bool(named) and detection.new_table,
        misspelt=detection.misspelt,
    )
