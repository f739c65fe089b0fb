"""What a redaction did."""

from collections import Counter
from dataclasses import field

from leakscan.frozen import slotted
from leakscan.model.coverage import Gap


@slotted(kw_only=True, eq=True, repr=True)
class Redaction:
    """What was done.

    Attributes:
        formats: Of the input, outermost first.
        encoding: Of its text.
        replaced: Spans replaced, by rule index.
        dropped: Names of the columns that were dropped, as reports call them.
        gaps: What was not examined, so not redacted either.
        members: Parts that stand encoded in the text (base64…) and were copied as they are.
        pictures: Pictures in a workbook that were copied as they are.
        bytes: Of the copy.
    """

    formats: list[str] = field(default_factory=list)
    encoding: str | None = None
    replaced: Counter[int] = field(default_factory=Counter)
    dropped: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    members: int = 0
    pictures: int = 0
    bytes: int = 0
