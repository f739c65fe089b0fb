"""Archives of pg_dump (-Fc): read as the SQL script that pg_restore would print.

The archives of -Ft and -Fd are a tar and a folder: their ``toc.dat`` is read here, their data are
members and files of their own. How an archive is written is known to `pg_archive`.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.canonical import CanonicalText
from leakscan.readers.expansion import BoundedExpansion
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.pg_archive import MAGIC, PgScript
from leakscan.readers.sql import read_sql
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="pg-dump",
    description={
        "fr": "archives pg_dump -Fc de PostgreSQL 8.4 à 17, objets larges compris",
        "en": "pg_dump -Fc archives of PostgreSQL 8.4 to 17, large objects included",
    },
    limits={
        "fr": "compressées avec lz4 : leakscan[archives]",
        "en": "compressed with lz4: leakscan[archives]",
    },
)


def is_pg_dump(head: bytes, name: str) -> bool:
    """Whether bytes begin an archive."""
    del name
    return head.startswith(MAGIC) and head[5:6] == b"\x01"


def read_pg_dump(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the script: rows of each table, and definitions between."""
    stream = BoundedExpansion(PgScript(feed), options.max_ratio)
    script = ByteFeed(stream.read, feed.gaps, budget=feed.budget, count=feed.budget.add_made)
    script.limit(options.max_member_bytes)
    text = CanonicalText(script, options.encoding)
    yield from read_sql(TextWindow(text, options.chunk_bytes))
