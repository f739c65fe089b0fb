"""A folder of what lies about on disks, with the truth about each file of it.

``python -m tests.synth.junk FOLDER`` writes it: samples of every format whole, cut, and under the
names of others; pictures, sounds, programs, ciphertexts; text in many encodings; odd names, links,
pipes, deep folders, copies; and here and there a table of fictitious people, where nobody looks.
"""

import argparse
import base64
import bz2
import gzip
import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.readers.golden import folders, kept, source_of
from tests.readers.golden_archives import LETTER, TABLE, tarred, zipped

ENDINGS = ("csv", "pdf", "zip", "jpg", "xlsx", "log", "bin", "txt", "doc", "")
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Truth:
    """What a report must say of a file, members and all.

    Attributes:
        reasons: Of all its gaps together.
        holds_people: The table of fictitious people is in it, readable.
        exact: There may be no other reason; else there must be one of these.
    """

    reasons: frozenset[str] = frozenset()
    holds_people: bool = False
    exact: bool = True


READ = Truth()
NO_TEXT, UNSUPPORTED, ENCRYPTED, CORRUPT, SPECIAL = (
    Truth(frozenset({reason}))
    for reason in ("no-text", "unsupported", "encrypted", "corrupt", "special-file")
)
DAMAGED = Truth(CORRUPT.reasons, exact=False)
PEOPLE = Truth(holds_people=True)
_HEADS = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "gif": b"GIF89a\x01\0\x01\0", "tif": b"II*\0\x08\0\0\0", "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "mp3": b"ID3\x04\0\0\0\0\0\0", "ogg": b"OggS\0\x02\0\0", "flac": b"fLaC\0\0\0\x22",
    "wav": b"RIFF\x24\0\0\0WAVEfmt ", "avi": b"RIFF\x24\0\0\0AVI LIST",
    "mp4": b"\0\0\0\x18ftypisom",
    "mkv": b"\x1a\x45\xdf\xa3\x01\0\0", "ttf": b"\0\x01\0\0\0\x10\0\0",
    "woff2": b"wOF2\0\x01\0\0",
}  # fmt: skip
_TEXTS = {
    "utf-8": "Le café est froid, l'été aussi.\n" * 40, "utf-16": "Rien à signaler.\n" * 40,
    "cp1252": "Déjà vu, naïf – œuvre.\r\n" * 40, "utf-8-sig": "Sans importance.\n" * 40,
    "ascii": "def main():\n    return [x for x in range(10)]\n" * 40,
}  # fmt: skip
_NAMES = (
    "with space.csv", "émoji 🙂.csv", "-dash.csv", ".hidden", "UPPER.CSV", "double..dots..csv",
    "tab\there.csv", "quote'\".csv", "semi;colon.csv", "no ending", "a" * 200 + ".csv", "%41.csv",
)  # fmt: skip


def _whole() -> Iterator[tuple[str, bytes, Truth]]:
    """Golden files, with the gaps that are expected of them."""
    for folder in folders():
        source = source_of(folder)
        data = source.read_bytes()
        if len(data) > _LARGEST:
            continue
        told = frozenset(_reasons(kept(folder)))
        label = f"{folder.parent.name}-{folder.name}"
        yield f"{label}-{source.name}", data, Truth(told)


def _reasons(about: dict) -> Iterator[str]:  # type: ignore[type-arg]
    """Reasons of gaps in a golden file's expectation, members included."""
    for gap in (*about.get("gaps", ()), *([about["gap"]] if "gap" in about else ())):
        yield gap.partition(":")[0]
    for _, member in about.get("members", ()):
        yield from _reasons(member)


def _cut() -> Iterator[tuple[str, bytes, Truth]]:
    """Half of what tells its own end."""
    long = TABLE * 200
    made = {
        "gz": gzip.compress(long, mtime=0), "bz2": bz2.compress(long), "xz": lzma.compress(long),
        "zip": zipped({"a.csv": long}), "tar": tarred({"a.csv": long}),
        "tar.gz": gzip.compress(tarred({"a.csv": long}), mtime=0),
    }  # fmt: skip
    for ending, data in made.items():
        for part in (3, 5, 8):
            yield f"cut-{part}.{ending}", data[: len(data) * part // 9], DAMAGED


def _binary(draw: Random) -> Iterator[tuple[str, bytes, Truth]]:
    for ending, head in _HEADS.items():
        for number in range(4):
            yield f"{ending}-{number}.{ending}", head + draw.randbytes(3000 + number), NO_TEXT
    for number in range(20):
        noise = b"\0" + draw.randbytes(4000 + number)
        yield f"noise-{number}.{ENDINGS[number % len(ENDINGS)]}", noise, UNSUPPORTED
        yield f"program-{number}", b"\x7fELF\2\1\1" + bytes(9) + noise, UNSUPPORTED
        yield f"cipher-{number}.enc", b"Salted__" + noise, ENCRYPTED
    yield "zeros.img", bytes(70_000), UNSUPPORTED


def _text() -> Iterator[tuple[str, bytes, Truth]]:
    for number, (codec, text) in enumerate(_TEXTS.items()):
        for ending in ENDINGS:
            yield f"text-{number}.{ending}", f"{ending}\n{text}".encode(codec), READ
    yield "line.txt", b"x" * 300_000, READ
    yield "newlines.txt", b"\n" * 3000, READ
    yield "mark.txt", b"\xef\xbb\xbf", READ
    yield "empty.csv", b"", READ


def _people() -> Iterator[tuple[str, bytes, Truth]]:
    """The table where nobody looks, each time with another last line."""
    tables = (TABLE + f"copie {number}\n".encode() for number in range(99))
    for name in _NAMES:
        yield f"names/{name}", next(tables), PEOPLE
    for ending in ENDINGS:
        yield f"misnamed.{ending}", next(tables), PEOPLE
        yield f"packed-{ending}.{ending}", gzip.compress(next(tables), mtime=0), PEOPLE
    inner = gzip.compress(tarred({"export.csv": next(tables)}), mtime=0)
    yield "nested.zip", zipped({"a/b/inner.tar.gz": inner, "lettre.txt": LETTER}), PEOPLE
    yield "/".join(["deep"] * 40) + "/export.csv", next(tables), PEOPLE
    yield "mail.eml", _mail(next(tables)), PEOPLE
    for number in range(20):
        yield f"copies/export ({number}).csv", TABLE, PEOPLE


def _mail(table: bytes) -> bytes:
    head = (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: export\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/csv; name=export.csv\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=export.csv\r\n\r\n"
    )
    return head + base64.encodebytes(table)


def write_junk(folder: Path, seed: int = 7) -> dict[str, Truth]:
    """Write the folder; the truth by path."""
    draw = Random(seed)
    truths: dict[str, Truth] = {}
    for name, data, truth in (*_whole(), *_cut(), *_binary(draw), *_text(), *_people()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        assert name not in truths
        truths[name] = truth
    return truths | _special(folder)


def _special(folder: Path) -> dict[str, Truth]:
    """What is no file."""
    os.mkfifo(folder / "pipe")
    (folder / "gone").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "outside").symlink_to("/etc/hostname")
    return dict.fromkeys(("pipe", "gone", "loop", "outside"), SPECIAL)


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    print(len(write_junk(parser.parse_args().folder)), "files")


if __name__ == "__main__":
    main()
