"""ORC: columns in stripes.

Specification: Apache ORC 1.x, read by pyarrow one stripe at a time.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.arrow_rows import BATCH_ROWS, column_names, rows_of_batches, validated
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.isolation import endured
from leakscan.readers.options import ReadOptions
from leakscan.readers.typed_tables import TypedTable

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.orc import ORCFile

INFO = FormatInfo(
    name="orc",
    description={"fr": "ORC : tables en colonnes", "en": "ORC: columnar tables"},
    limits={
        "fr": "une bande à la fois en mémoire (64 Mio d'ordinaire) ; dans une archive : 128 Mio",
        "en": "one stripe at a time in memory (64 MiB as a rule); in an archive: 128 MiB",
    },
    modules=("pyarrow",),
    extra="columnar",
)
_MAGIC = b"ORC"


def is_orc(head: bytes, name: str) -> bool:
    """Whether bytes begin an ORC file."""
    del name
    return head.startswith(_MAGIC) and head[3:4] < b"\x20" and len(head) > 3


def read_orc(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows, stripe by stripe, and members among the values.

    Raises:
        ReadError: The footer cannot be read; nothing is known without it.
    """
    import pyarrow as pa
    from pyarrow.orc import ORCFile

    file = pa.PythonFile(feed.as_file(), "r")
    endured(lambda: validated(_batches(ORCFile(file))), "orc", feed.budget)
    try:
        source = ORCFile(file)
        table = TypedTable("", column_names(source.schema))
    except Exception:  # noqa: BLE001 - errors of the library are of every kind
        raise ReadError(GapReason.CORRUPT, "orc footer") from None
    rows = rows_of_batches(table, _batches(source), feed, 1)
    yield from table.items(rows, chunk_bytes=options.chunk_bytes)


def _batches(source: "ORCFile") -> Iterator["pa.RecordBatch"]:
    for number in range(source.nstripes):
        stripe = source.read_stripe(number)
        for start in range(0, stripe.num_rows, BATCH_ROWS):
            yield stripe.slice(start, BATCH_ROWS)
