"""HPRIM XML: administrative and medical events, one record an event.

Specification: H.PRIM XML 1.05 to 2.x (Association H.PRIM), schemas "evenementsPatients",
"evenementsServeurActes", "evenementsPMSI"; element names are French words that our rules know.
"""

import re
from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="hprim-xml",
    description={
        "fr": "HPRIM XML : événements patients, actes, PMSI",
        "en": "HPRIM XML: patient events, acts, hospital activity",
    },
    limits={
        "fr": "un enregistrement par événement, coupé au-delà de 512 Kio",
        "en": "one record per event, cut beyond 512 KiB",
    },
)
_ROOT = re.compile(rb"<(?:\w+:)?(?:evenements?\w{3,40}|acquittements\w{3,40})[\s>]")


def is_hprim_xml(head: bytes, _name: str) -> bool:
    """Whether a file begins as HPRIM XML."""
    head = head.replace(b"\0", b"")[:4096]
    named = b"hprim.org/hprimXML" in head or b"hprimXML" in head or b"hprim" in head.lower()
    return named and b"<" in head[:4] and _ROOT.search(head) is not None


def read_hprim_xml(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The events as records."""
    from leakscan.readers import hprim_roles

    return hprim_roles.read_hprim_xml(feed, options)
