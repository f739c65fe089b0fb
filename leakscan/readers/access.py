"""Access databases (.mdb, .accdb and their kin): every table, deleted rows, memos and attachments.

Specification: none is published; the MDB Tools project describes the format of Access 97 (Jet 3),
2000 to 2003 (Jet 4) and since 2007 (ACE) in its HACKING.md. Queries, forms and other tables of
the system are left out. A password of Access 97 to 2003 encrypts nothing, "Encode" hides pages
behind a key that stands in the header; a password since 2007 encrypts the file, which is told.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="access",
    description={
        "fr": "bases Access 97 et suivants (mdb, accdb) : tables, lignes effacées, mémos, pièces",
        "en": "databases of Access 97 and later (mdb, accdb): tables, deleted rows, attachments",
    },
    limits={
        "fr": "chiffrée (mot de passe depuis 2007) : signalée ; dans une archive : 128 Mio, "
        "au-delà chaînes seulement",
        "en": "encrypted (password since 2007): told; in an archive: 128 MiB, beyond that "
        "strings only",
    },
)
_MAGICS = (b"Standard Jet DB\0", b"Standard ACE DB\0", b"Jet System DB\0")
_MAGIC_AT = 4


def is_access(head: bytes, _name: str) -> bool:
    """Whether bytes begin a database."""
    return head.startswith(_MAGICS, _MAGIC_AT)


def read_access(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows, table by table, with the files in cells; then strings of what is left."""
    from leakscan.readers import access_database

    return access_database.read_access(feed, options)
