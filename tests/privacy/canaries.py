"""Planted values, the files that hold them, and every form in which they must not come out.

All values are invented and stand nowhere else: the NIR have a month above 50, the telephone
numbers are of the fiction ranges, the words belong to no language. So any six characters of one
in an output come from the input, and `leaks` names the form in which they do.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import ahocorasick

from tests.synth.nirs import keyed

FRAGMENT = 6
"""Characters of a value that are already too many."""
_SEPARATORS = (" ", ".", "-", "/", "_", ",", ":", "\u00a0", "\u202f")
_DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha512", "sha3_256", "blake2b", "blake2s")
_DIGEST_CHARS = 12
"""A digest cut to so much still tells which value it was."""
_TIMES = re.compile(rb'"started": ?"[^"]*"')
"""Six digits of microseconds are now and then those of a fragment."""


@dataclass(frozen=True)
class Canary:
    """A planted value.

    Attributes:
        kind: What it is, for messages.
        value: As compact as it is written.
        groups: Lengths of the groups in which it is printed; none for words.
    """

    kind: str
    value: str
    groups: tuple[int, ...] = ()

    def printed(self, separator: str = " ") -> str:
        """The value in its groups."""
        ends = [sum(self.groups[:n]) for n in range(len(self.groups) + 1)]
        parts = [self.value[start:end] for start, end in pairwise(ends)]
        return separator.join(parts) if parts else self.value


_NIR_GROUPS, _PHONE_GROUPS = (1, 2, 2, 2, 3, 3, 2), (2, 2, 2, 2, 2)
NIR = Canary("nir", keyed("2876359482716"), _NIR_GROUPS)
CORSICAN = Canary("corsican nir", keyed("194712A638257"), _NIR_GROUPS)
MOBILE = Canary("mobile", "0639984715", _PHONE_GROUPS)
LANDLINE = Canary("landline", "0261915836", _PHONE_GROUPS)
EMAIL = Canary("e-mail", "vlimquor.dzabnek@example.org")
NAME = Canary("name", "ZWYXQUARVIL")
FIRST_NAME = Canary("first name", "Quiblomirax")
PASSWORD = Canary("password", "Kj7vortQ92zumb")
COMMENT = Canary("comment", "gloubarnixe tremuldoque")
STREET = Canary("address", "Drozvanimelle")
DOCTOR = Canary("doctor", "PLOQUAVERN")
LABORATORY = Canary("laboratory", "BRUXTALVIGNE")
INSURER = Canary("insurer", "KROMDULZIEN")
CANARIES = (
    NIR, CORSICAN, MOBILE, LANDLINE, EMAIL, NAME, FIRST_NAME, PASSWORD, COMMENT, STREET, DOCTOR,
    LABORATORY, INSURER,
)  # fmt: skip

COLUMNS = (
    "nom", "prenom", "date_naissance", "nir", "telephone", "fixe", "email", "mot_de_passe",
    "adresse", "medecin", "laboratoire", "mutuelle", "date_prelevement", "code_postal",
    "commentaire",
)  # fmt: skip
ROW = (
    NAME.value, FIRST_NAME.value, "12/03/1961", NIR.value, MOBILE.value, LANDLINE.value,
    EMAIL.value, PASSWORD.value, f"17 impasse {STREET.value}", f"DR {DOCTOR.value}",
    LABORATORY.value, INSURER.value, "03/02/2021", "56100",
    f"séropositif VIH, {COMMENT.value}, rappeler le {MOBILE.printed()}",
)  # fmt: skip
LETTER = f"""\
Madame {NAME.value} {FIRST_NAME.value}, née le 12/03/1961, NIR {NIR.printed()},
17 impasse {STREET.value}, tél. {MOBILE.printed(".")} ou {LANDLINE.printed()}, {EMAIL.value},
a été vue en consultation le 03/02/2021 par le Dr {DOCTOR.value}. Elle est séropositive pour le
VIH, {COMMENT.value}. Mot de passe : {PASSWORD.value}. Son mari : {CORSICAN.value}.
"""


def everything() -> str:
    """All planted values in one text, for the message of an exception."""
    return " | ".join(f"{canary.value} {canary.printed()}" for canary in CANARIES)


def plant(folder: Path) -> None:
    """Write the values into every format that is read, well-formed and not, and into names."""
    table = f"{';'.join(COLUMNS)}\n" + f"{';'.join(ROW)}\n" * 6
    (folder / "header.csv").write_text(table, encoding="utf-8")
    (folder / "latin.csv").write_text(table, encoding="cp1252")
    (folder / "wide.csv").write_text("\ufeff" + table, encoding="utf-16-le")
    # A headerless export shows a patient where the columns' names are expected.
    (folder / "headerless.csv").write_text(f"{';'.join(ROW)}\n" * 6, encoding="utf-8")
    ragged = f'{NIR.value};"{NAME.value}\n{";".join(ROW)}"";{EMAIL.value}\n' * 3
    (folder / "ragged.csv").write_text(ragged, encoding="utf-8")
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "mixed.txt").write_bytes(LETTER.encode() + LETTER.encode("cp1252") + b"\xff\xfe\0")
    (folder / "dump.sql").write_text(_dump(), encoding="utf-8")
    record = dict(zip(COLUMNS, ROW, strict=True))
    # Keys come from the input as well.
    nested = {NAME.value: {NIR.value: [record]}, EMAIL.value: MOBILE.value}
    (folder / "nested.json").write_text(json.dumps([nested] * 3), encoding="utf-8")
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for _ in range(6))
    (folder / "lines.ndjson").write_text(lines + '{"nir": "' + NIR.value, encoding="utf-8")
    packed = gzip.compress(table.encode() * 20, mtime=0)
    (folder / "packed.csv.gz").write_bytes(packed)
    (folder / "cut.csv.gz").write_bytes(packed[: len(packed) * 3 // 4])
    (folder / "memory.bin").write_bytes(b"\0\1\2\3" * 50 + LETTER.encode() + b"\0\xff" * 50)
    _plant_names(folder, table)


def _dump() -> str:
    quoted = ", ".join("'" + cell.replace("'", "''") + "'" for cell in ROW)
    copied = "\t".join(ROW)
    return (
        f"-- export of {NAME.value} {NIR.value}\n"
        f"CREATE TABLE `{NAME.value}` (`{EMAIL.value}` text, `{NIR.value}` text);\n"
        f"INSERT INTO `patients` ({', '.join(COLUMNS)}) VALUES ({quoted}),({quoted});\n"
        f"COPY public.patients ({', '.join(COLUMNS)}) FROM stdin;\n{copied}\n{copied}\n\\.\n"
        f"INSERT INTO `{NAME.value}` VALUES ('{NIR.value}', '{EMAIL.value}', "
    )


def _plant_names(folder: Path, table: str) -> None:
    names = (
        f"{NIR.value}.csv",
        f"{NIR.printed()}.csv",
        f"dossier_{NIR.printed('_')}.csv",
        f"{CORSICAN.value}.txt",
        f"{MOBILE.value}.vcf",
        f"appel {MOBILE.printed()}.txt",
        f"{EMAIL.value}.eml",
        f"Mme {NAME.value}.txt",
        f"compte_rendu_Monsieur_{NAME.value}.txt",
    )
    for name in names:
        (folder / name).write_text(table, encoding="utf-8")
    inside = folder / f"patient {NIR.printed('-')}" / f"Mme {NAME.value}"
    inside.mkdir(parents=True)
    (inside / "notes.csv").write_text(table, encoding="utf-8")
    (folder / f"{LANDLINE.value}.gz").write_bytes(b"\x1f\x8b\x08 and nothing that deflates")
    (folder / f"{EMAIL.value}.lnk").symlink_to("absent")


def leaks(output: bytes) -> list[str]:
    """The forms of planted values that are in `output`; never the values themselves."""
    folded = _TIMES.sub(b"", output).lower().decode("latin-1")
    return sorted({form for _, form in _needles().iter(folded)})


@cache
def _needles() -> ahocorasick.Automaton:
    """What to search, in lower case, and which form of which canary each is."""
    automaton = ahocorasick.Automaton()
    for canary in CANARIES:
        for form, needle in _forms(canary):
            automaton.add_word(needle.lower().decode("latin-1"), f"{canary.kind}: {form}")
    automaton.make_automaton()
    return automaton


def _forms(canary: Canary) -> Iterator[tuple[str, bytes]]:
    value = canary.value
    spellings = {value, value.lower(), value.upper(), canary.printed(), f"{value}\n"}
    if canary is EMAIL:
        spellings.add(value.partition("@")[0])
    for fragment in _fragments(canary):
        yield "fragment", fragment.encode()
        yield "reversed", fragment[::-1].encode()
        yield "hexadecimal", fragment.encode().hex().encode()
    for spelling in spellings:
        for shift in range(3):
            yield from _windows_of_base64(spelling, shift)
        for name in _DIGESTS:
            digest = hashlib.new(name, spelling.encode()).digest()
            yield name, digest.hex()[:_DIGEST_CHARS].encode()
            yield f"{name} in base64", base64.b64encode(digest)[:_DIGEST_CHARS]
    if value.isdigit():
        for number in {int(value), int(value[:13])}:
            yield "number", number.to_bytes(8, "little")
            yield "number in hexadecimal", f"{number:x}".encode()


def _fragments(canary: Canary) -> Iterator[str]:
    """Six characters on end, as they are and with any separator between signs or groups."""
    # A mailbox is told by what is before the @: the domain is the reserved one.
    yield from _windows(canary.value.partition("@")[0], 1)
    for separator in _SEPARATORS if canary.groups else ():
        yield from _windows(separator.join(canary.value), 2)
        printed = canary.printed(separator)
        for start in range(len(printed)):
            yield from _six_signs_from(printed, start, separator)


def _windows(text: str, step: int) -> Iterator[str]:
    size = (FRAGMENT - 1) * step + 1
    for start in range(0, len(text) - size + 1, step):
        yield text[start : start + size]


def _six_signs_from(printed: str, start: int, separator: str) -> Iterator[str]:
    signs = 0
    for end in range(start, len(printed)):
        signs += printed[end] != separator
        if signs == FRAGMENT and printed[start] != separator:
            yield printed[start : end + 1]
            return


def _windows_of_base64(text: str, shift: int) -> Iterator[tuple[str, bytes]]:
    encoded = base64.b64encode(b"\0" * shift + text.encode()).rstrip(b"=")
    # The first sign may mix the shift in, the last one what would follow.
    inner = encoded[(shift * 8 + 5) // 6 : -1]
    for start in range(0, max(len(inner) - 8, 0) + 1, 4):
        if len(inner[start : start + 8]) == 8:
            yield "base64", inner[start : start + 8]
