"""CDA R2 documents: identity, narrative and coded entries joined in one record.

Specification: HL7 CDA R2; French profile "Structuration minimale des documents de santé" and
"Modèles de contenus CDA" of the CI-SIS, https://esante.gouv.fr. Body level 1 (a file in base64)
is examined as a file of its own.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="cda",
    description={
        "fr": "documents CDA R2 (CI-SIS, DMP) : en-tête, sections, entrées codées, corps joint",
        "en": "CDA R2 documents (CI-SIS, DMP): header, sections, coded entries, attached body",
    },
    limits={
        "fr": "un enregistrement par document, coupé au-delà de 512 Kio",
        "en": "one record per document, cut beyond 512 KiB",
    },
)


def is_cda(head: bytes, _name: str) -> bool:
    """Whether a file begins as a CDA document."""
    head = head.replace(b"\0", b"")
    return b"ClinicalDocument" in head[:8192] and b"<" in head[:4]


def read_cda(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The document as one record, and the files in it."""
    from leakscan.readers import cda_roles

    return cda_roles.read_cda(feed, options)
