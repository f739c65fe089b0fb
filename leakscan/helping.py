"""Examining chunks that another process reads.

Reading is in order, and a fraction of the work; what is found in a chunk depends on the chunk, and
on what was learned of its table's columns. So one process reads a large source and hands chunks
over, with what it learned, to those that have nothing else to do.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from leakscan.detectors.engine import Detection, Detector, Learned
from leakscan.detectors.organisations import organisation_columns
from leakscan.evidence.member import Evidence, MemberEvidence
from leakscan.evidence.tallies import NO_COLUMNS, Columns
from leakscan.model.errors import failure
from leakscan.model.result import FileResult
from leakscan.raw.chunk import NO_COLUMN, Chunk

if TYPE_CHECKING:
    from leakscan.relay import Relay


class Handed(NamedTuple):
    """What goes with the text of a chunk that another process examines.

    Attributes:
        number: Of the member, as in `FileResult`.
        path: Of the member, as printed.
        chunk: Without its text.
        learned: From it, by who reads the member.
    """

    number: int
    path: str
    chunk: Chunk
    learned: Learned


Found = dict[int, FileResult]
"""What helpers found in members, by their numbers: only states, units of a
baseline, counts of what was let pass, and gaps of our own making."""


def examine_handed(detector: Detector, evidence: Evidence, relay: "Relay", *, wait: bool) -> Found:
    """Examine chunks that another process reads, until there are no more.

    Args:
        detector: As of who reads.
        evidence: As of who reads.
        relay: Where the chunks are.
        wait: For those that will come; else only those that are there.
    """
    found: Found = {}
    counted: dict[tuple[int, str], MemberEvidence] = {}
    member = detector.member()
    while (parcel := relay.take(wait=wait)) is not None:
        number, path, bare, learned = cast("Handed", parcel.rest)
        result = found.get(number)
        if result is None:
            result = found[number] = FileResult(path="")
        own = counted.get((number, path))
        if own is None:
            own = counted[number, path] = evidence.member(path)
        chunk = replace(bare, data=parcel.data)
        try:
            for piece, found_in in member.detections(chunk, learned):
                columns = columns_of(found_in, piece)
                own.absorb(result, piece, found_in.hits, found_in.cells, columns)
        except Exception as error:  # noqa: BLE001 - the boundary of the raw side
            result.coverage.tell_once(failure(error))
    for (number, _), own in counted.items():
        own.conclude(found[number])
    return found


def columns_of(detection: Detection, chunk: Chunk) -> Columns:
    """What is known of the columns of a chunk."""
    profile = detection.profile
    if profile is None or chunk.table is None:
        return Columns(misspelt=detection.misspelt) if detection.misspelt else NO_COLUMNS
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
