"""DICOM elements to records of named values; see `dicom` for the format."""

from collections.abc import Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.charset_text import text_of
from leakscan.readers.clinical_values import day
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import RAW_DEFLATE, Inflate
from leakscan.readers.dicom_elements import (
    ENCAPSULATED_DOCUMENT,
    PIXEL_DATA,
    Element,
    Elements,
    transfer_syntax,
)
from leakscan.readers.entries import Entry, EntryChunks
from leakscan.readers.expansion import BoundedExpansion
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions

_PREAMBLE = 128
_IMPLICIT, _DEFLATED, _BIG = (
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.1.99",
    "1.2.840.10008.1.2.2",
)
_CHARSET, _DIRECTORY_RECORD = 0x00080005, 0x00041430
_CHARSETS = {
    "ISO_IR 192": "utf-8",
    "GB18030": "gb18030",
    "GBK": "gbk",
    **{f"ISO_IR {number}": f"iso8859-{part}" for number, part in (
        (100, 1), (101, 2), (109, 3), (110, 4), (144, 5), (127, 6), (126, 7), (138, 8), (148, 9),
        (203, 15),
    )},
    "ISO_IR 13": "shift_jis",
}  # fmt: skip
_BLOCK = 64 * 1024
_NAMES = {
    0x00100010: ("nom", "prenom"),
    0x00101001: ("nom", "prenom"),
    0x00101005: ("nom_naissance", "prenom"),
    0x00101060: ("nom_mere", "prenom_mere"),
    0x00080090: ("medecin", "prenom_medecin"),
    0x00081048: ("medecin", "prenom_medecin"),
    0x00081050: ("medecin", "prenom_medecin"),
    0x00081060: ("medecin", "prenom_medecin"),
    0x00081070: ("medecin", "prenom_medecin"),
    0x00321032: ("medecin", "prenom_medecin"),
    0x0040A075: ("medecin", "prenom_medecin"),
    0x0040A123: ("medecin", "prenom_medecin"),
    0x00100101: ("nom", "prenom"),
    0x00102297: ("tuteur", "tuteur"),
}
_MEANINGS = {
    0x00100020: "ipp",
    0x00101000: "ipp",
    0x00080080: "etablissement",
    0x00380010: "numero_sejour",
    0x00080050: "numero_demande",
    0x00100030: "date_naissance",
    0x00100040: "sexe",
    0x00101040: "adresse",
    0x00102154: "telephone",
    0x00102155: "telephone",
    0x00102160: "origine_ethnique",
    0x001021F0: "religion",
    0x00102000: "commentaire",
    0x00102110: "allergie",
    0x001021B0: "antecedents",
    0x001021D0: "date_debut_grossesse",
    0x00104000: "commentaire",
    0x00080020: "date_examen",
    0x00081030: "motif",
    0x00081080: "motif",
    0x00321030: "motif",
    0x00321060: "motif",
    0x00321066: "motif",
    0x00324000: "commentaire",
    0x00401002: "motif",
    0x00402400: "commentaire",
    0x0040A160: "resultat",
    0x0040A30A: "resultat",
    0x00204000: "commentaire",
}


def read_dicom(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """What the elements say, as one record (one a patient in a directory)."""
    if feed.peek(_PREAMBLE + 4)[_PREAMBLE:] == b"DICM":
        feed.read(_PREAMBLE + 4)
    chunks = EntryChunks(options.chunk_bytes)
    record = _Record()
    damage: ReadError | None = None
    try:
        for element in _elements(feed, options, record):
            if isinstance(element, Embedded):
                yield element
            elif element.tag == PIXEL_DATA:
                feed.gaps.append(Gap(reason=GapReason.NO_TEXT, where="pixels"))
            else:
                yield from record.add(element, chunks)
    except ReadError as error:
        damage = error
    yield from chunks.add(record.entries)
    yield from chunks.flush()
    if damage is not None:
        raise damage


def _elements(
    feed: ByteFeed, options: ReadOptions, record: "_Record"
) -> Iterator[Element | Embedded]:
    """The elements of the data set, documents as members."""
    syntax = transfer_syntax(feed)
    stream: ByteStream = feed
    if syntax == _DEFLATED:
        inflated = Decompressed(feed, lambda: Inflate(RAW_DEFLATE), "DICOM")
        stream = BoundedExpansion(inflated, options.max_ratio)
    # Without a header it shows: a kind in explicit VR is two capital letters.
    explicit = syntax != _IMPLICIT if syntax else feed.peek(6)[4:6].isalpha()
    walk = Elements(stream, explicit=explicit, big_endian=syntax == _BIG)
    for element in walk:
        if element.tag == ENCAPSULATED_DOCUMENT:
            record.documents += 1
            name = f"document {record.documents}"
            yield Embedded(name, lambda: walk, size=element.size)
        else:
            yield element


class _Record:
    """What was said so far of the patient at hand.

    Attributes:
        entries: Values with their meanings.
        documents: Documents met.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.documents = 0
        self._charset = ""

    def add(self, element: Element, chunks: EntryChunks) -> Iterator[Item]:
        """One more element; a directory's next patient begins a record."""
        raw = (element.value or b"").rstrip(b"\0 ")
        if element.tag == _CHARSET:
            self._charset = _charset(raw)
            return
        if element.tag == _DIRECTORY_RECORD and raw == b"PATIENT":
            yield from chunks.add(self.entries)
            self.entries = []
        text = text_of(raw, self._charset)
        self.entries += entries_of(element.tag, text)


def entries_of(tag: int, text: str) -> Iterator[Entry]:
    """What the values of an element say, parted by backslashes."""
    if tag in _NAMES:
        yield from _name(text, *_NAMES[tag])
        return
    meaning = _MEANINGS.get(tag, f"\0{tag:08x}")
    for value in text.split("\\"):
        yield meaning, day(value) if meaning.startswith("date") else value


def _charset(raw: bytes) -> str:
    """The codec of a specific character set; of code extensions the last (PS3.3, C.12.1.1.2)."""
    names = [name.strip() for name in raw.decode("latin-1").split("\\") if name.strip()]
    name = names[-1].replace("ISO 2022 IR ", "ISO_IR ") if names else ""
    return _CHARSETS.get(name, "")


def _name(text: str, family: str, given: str) -> Iterator[Entry]:
    """A person's name: family, given, middle, prefix, suffix; up to three ways to write it."""
    for value in text.split("\\"):
        for way in value.split("="):
            parts = way.split("^")
            yield family, parts[0]
            yield from ((given, part) for part in parts[1:3])
