"""FHIR resources in XML, as JSON's are read elsewhere: one record a patient with what follows.

Specification: https://hl7.org/fhir/R4/xml.html; French identifiers:
https://interop.esante.gouv.fr/ig/fhir/core/. In a bundle that groups resources by patient they
are joined to the patient before them; in a mere list of patients each is by itself.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="fhir-xml",
    description={
        "fr": "ressources FHIR en XML (Bundle, Patient, Observation…), pièces jointes",
        "en": "FHIR resources in XML (Bundle, Patient, Observation…), attachments",
    },
    limits={
        "fr": "enregistrement coupé au-delà de 512 Kio",
        "en": "a record is cut beyond 512 KiB",
    },
)


def is_fhir_xml(head: bytes, _name: str) -> bool:
    """Whether a file begins as FHIR in XML."""
    head = head.replace(b"\0", b"")[:4096]
    return b'"http://hl7.org/fhir"' in head and b"<" in head[:4]


def read_fhir_xml(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The resources, and the files in them."""
    from leakscan.readers import fhir_roles

    return fhir_roles.read_fhir_xml(feed, options)
