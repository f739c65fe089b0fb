"""DICOM: what the headers of images, reports and directories say, and documents inside.

Specification: DICOM PS3.3 (patient and study modules), PS3.5, PS3.10 of 2024. A reader of our
own: pydicom holds whole files and knows much that a scan has no use for. Pixels are not looked
at: what is burned into them is told as a gap without text.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="dicom",
    description={
        "fr": "DICOM : en-têtes d'images, comptes rendus structurés, DICOMDIR, PDF encapsulés",
        "en": "DICOM: headers of images, structured reports, DICOMDIR, encapsulated PDF",
    },
    limits={
        "fr": "les pixels ne sont pas lus (texte incrusté)",
        "en": "pixels are not read (burned-in text)",
    },
)
_PREAMBLE = 128


def is_dicom(head: bytes, name: str) -> bool:
    """Whether a file is DICOM: by its mark, or a data set without one whose name says so."""
    if head[_PREAMBLE : _PREAMBLE + 4] == b"DICM":
        return True
    bare = head[:4] in {b"\x02\0\0\0", b"\x08\0\0\0", b"\x08\0\x05\0", b"\x08\0\x08\0"}
    return bare and (name.endswith((".dcm", ".dic", ".ima")) or head[4:6] in {b"UL", b"CS"})


def read_dicom(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """What the elements say, as one record (one a patient in a directory)."""
    from leakscan.readers import dicom_records

    return dicom_records.read_dicom(feed, options)
