"""What the fields of a segmented message mean: column names by segment, field and component.

HL7 v2 and HPRIM Santé are the same kind of text (one segment a line, its name first, fields
between separators), with other separators and other fields. A schema says which cells are a
name, a number, a result, in the header words that the rules know; what is named nowhere still
gets a column of its own, so that values of one field are judged together.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen

MAX_FIELDS = 64
MAX_COMPONENTS = 16

Fields = Mapping[str, str]
"""By ``field`` or ``field.component`` (both from 1): a column name. Without a component the
field is one cell, whatever separators its text holds."""


@frozen(kw_only=False, eq=False, repr=False)
class Schema:
    """Roles of all fields of a message format.

    Attributes:
        header: Name of the segment that begins a message and defines the separators.
        starts: Names of the segments that begin a record each time.
        is_header: Whether a segment holds the separators in its first field, by row.
        header_shift: By how much its fields are numbered higher than their separators.
        group: Name of the segment of a patient: begins a record when the message has had one
            already, or always when it is also in `starts`.
        continuation: Name of the segment that goes on where the one before was cut.
        columns: Column names by number; empty for the fields without a role.
        rows: Row of each known segment in the arrays below; 0 is for unknown ones.
        column: Column number, shape (rows, fields, components).
        unnamed: Column number of a field as one without a role, shape (rows, fields).
        whole: Whether a field is one cell, shape (rows, fields).
        is_date: By column number: of a time only the day counts.
        patient_number: Column of local patient numbers, among which the NIR may stand.
        nir: Column of the NIR.
        repetition_first: The header names what repeats before what parts components (ASTM).
        remark: Column of remarks; -1 without.
    """

    header: bytes
    starts: tuple[bytes, ...]
    is_header: npt.NDArray[np.bool_]
    header_shift: int
    group: bytes
    continuation: bytes
    columns: tuple[str, ...]
    rows: dict[bytes, int]
    column: npt.NDArray[np.int32]
    unnamed: npt.NDArray[np.int32]
    whole: npt.NDArray[np.bool_]
    is_date: npt.NDArray[np.bool_]
    patient_number: int
    nir: int
    remark: int
    repetition_first: bool = False


def components(field: int, name: str, count: int) -> dict[str, str]:
    """The first components of a field, all of one name."""
    return {f"{field}.{component}": name for component in range(1, count + 1)}


def numbered_doctor(field: int) -> dict[str, str]:
    """Number, name, first name; a lone first component is the name."""
    return {f"{field}.1": "medecin", f"{field}.2": "medecin", f"{field}.3": "prenom_medecin"}


def build_schema(
    segments: Mapping[str, Fields],
    *,
    headers: tuple[str, ...],
    header_shift: int,
    group: str,
    group_starts: bool,
    continuation: str,
    repetition_first: bool = False,
) -> Schema:
    """A schema from what its segments hold.

    Args:
        segments: Fields with a role, by segment. Fields are numbered as the specifications
            do: 0 is the segment's name.
        headers: Segments that hold the separators; the first is the message's own.
        header_shift: 1 when the first separator counts as a field of theirs (HL7).
        group: Segment of a patient.
        group_starts: It begins a record each time, not only when it comes again.
        continuation: See `Schema`.
        repetition_first: See `Schema`.
    """
    names = sorted({name for fields in segments.values() for name in fields.values()})
    number = {name: index for index, name in enumerate(names)}
    shape = (len(segments) + 1, MAX_FIELDS)
    # Every field without a role has a column of its own: values of one kind are judged together.
    unnamed = len(names) + np.arange(shape[0] * MAX_FIELDS, dtype=np.int32).reshape(shape)
    column = np.repeat(unnamed[:, :, None], MAX_COMPONENTS, axis=2)
    whole = np.zeros(shape, np.bool_)
    rows: dict[bytes, int] = {}
    for row, (segment, fields) in enumerate(segments.items(), 1):
        rows[segment.encode()] = row
        for place, name in fields.items():
            field, _, component = place.partition(".")
            if component:
                column[row, int(field), int(component) - 1] = number[name]
            else:
                column[row, int(field), :] = number[name]
                whole[row, int(field)] = True
    columns = (*names, *[""] * unnamed.size)
    starts = (*headers, group) if group_starts else headers
    return Schema(
        header=headers[0].encode(),
        starts=tuple(name.encode() for name in starts),
        is_header=np.array([False, *(segment in headers for segment in segments)]),
        header_shift=header_shift,
        group=group.encode(),
        continuation=continuation.encode(),
        columns=columns,
        rows=rows,
        column=column,
        unnamed=unnamed,
        whole=whole,
        is_date=np.array([name.startswith("date") for name in columns]),
        patient_number=number.get("ipp", -1),
        nir=number.get("nir", -1),
        repetition_first=repetition_first,
        remark=number.get("commentaire", -1),
    )


__all__ = ["MAX_COMPONENTS", "MAX_FIELDS", "Schema", "build_schema"]
