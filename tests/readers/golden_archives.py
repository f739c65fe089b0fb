"""Archives and compressed streams of the golden folders, written by other tools and libraries.

Their bytes depend on the versions of these, so they are kept and not written anew by a test.
``python -m tests.readers.golden_archives`` writes them; see `golden`.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from tests.readers.golden import HEADER, ROWS, keep
from tests.readers.stored_archives import cab, rar4, rar5

TABLE = "\n".join(";".join(row).replace("\n", " ") for row in [HEADER, *ROWS]).encode() + b"\n"
LETTER = "Cher confrère,\n\nMme DURAND Zoé est enceinte de 22 SA.\n".encode()
_MOMENT = (2020, 1, 2, 3, 4, 6)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive with one date for all members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, method)
    return made.getvalue()


class _Pipe(io.RawIOBase):
    """Takes bytes and cannot seek, so that a writer has to write descriptors."""

    def __init__(self) -> None:
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        block = bytes(data)  # type: ignore[call-overload]
        self.taken += block
        return len(block)


def piped_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive whose sizes stand after the data."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, method)
    return pipe.taken


def tarred(members: dict[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive of one of the formats of `tarfile`."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=kind) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def tool(*command: str, **files: bytes) -> bytes:
    """What a command writes to ``out``, in a folder that holds these files."""
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        run(command, cwd=folder, check=True, capture_output=True)
        return Path(folder, "out").read_bytes()


def _sparse(kind: str) -> tuple[str, bytes]:
    """A file with a hole of a megabyte between two lines, as GNU tar stores it."""
    script = (
        "printf 'nom;nir;note\\n' > a.csv; truncate -s 1M a.csv; cat b >> a.csv; "
        f"tar -S {'--format=pax ' if 'version' in kind else ''}{kind} "
        "--mtime=@1577934246 --owner=0 --group=0 --numeric-owner -cf out a.csv"
    )
    return "x.tar", tool("sh", "-c", script, b=LETTER)


def packed(members: dict[str, bytes], kind: str) -> bytes:
    """An archive of any format that libarchive writes."""
    import libarchive

    made = io.BytesIO()
    with libarchive.custom_writer(lambda block: made.write(bytes(block)), kind) as archive:
        for name, data in members.items():
            archive.add_file_from_memory(name, len(data), data)
    return made.getvalue()


def _made_by(script: str, name: str = "x") -> tuple[str, bytes]:
    """An archive of a table and a letter, made by a command."""
    return name, tool("sh", "-c", script, **{"a.csv": TABLE, "b.txt": LETTER})


MEMBERS = {"dossier/export.csv": TABLE, "été/lettre.txt": LETTER, "vide.txt": b""}
_CASES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "bzip2/csv": lambda: ("export.csv.bz2", bz2.compress(TABLE)),
    "xz/csv": lambda: ("export.csv.xz", lzma.compress(TABLE)),
    "xz/lzma": lambda: ("export.csv.lzma", lzma.compress(TABLE, lzma.FORMAT_ALONE)),
    "zstd/csv": lambda: (
        "export.csv.zst",
        tool("zstd", "-q", "export.csv", "-o", "out", **{"export.csv": TABLE}),
    ),
    "lz4/csv": lambda: (
        "export.csv.lz4",
        tool("lz4", "-q", "export.csv", "out", **{"export.csv": TABLE}),
    ),
    "zip/deflate": lambda: ("x.zip", zipped(MEMBERS)),
    "zip/lzma": lambda: ("x.zip", zipped(MEMBERS, zipfile.ZIP_LZMA)),
    "zip/descriptors": lambda: ("x.zip", piped_zip(MEMBERS)),
    "zip/nested": lambda: ("x.zip", zipped({"in.zip": zipped(MEMBERS, zipfile.ZIP_STORED)})),
    "zip/encrypted": lambda: (
        "x.zip",
        tool("sh", "-c", "zip -q -P secret x.zip a.csv; mv x.zip out", **{"a.csv": TABLE}),
    ),
}

_CASES |= {
    f"tar/{name}": lambda kind=kind: (
        "x.tar",
        tarred(MEMBERS | {"d" * 150 + "/a.csv": TABLE}, kind),
    )
    for name, kind in (("pax", tarfile.PAX_FORMAT), ("gnu", tarfile.GNU_FORMAT))
}
_CASES |= {
    "tar/ustar": lambda: ("x.tar", tarred(MEMBERS, tarfile.USTAR_FORMAT)),
    **{
        f"cpio/{kind}": lambda kind=kind: ("x.cpio", packed(MEMBERS, kind))
        for kind in ("cpio_newc", "cpio_odc", "cpio_bin")
    },
    "7z/lzma": lambda: ("x.7z", packed(MEMBERS, "7zip")),
    "iso/plain": lambda: ("x.iso.gz", gzip.compress(packed(MEMBERS, "iso9660"), mtime=0)),
    "rar/stored": lambda: ("x.rar", rar4(MEMBERS)),
    "rar/encrypted": lambda: ("x.rar", rar4(MEMBERS, encrypted=True)),
    "rar5/stored": lambda: ("x.rar", rar5(MEMBERS)),
    "cab/stored": lambda: ("x.cab", cab(MEMBERS)),
    "ar/short": partial(_made_by, "ar rcD out a.csv b.txt"),
    "tar/gzip": lambda: ("x.tar.gz", gzip.compress(tarred(MEMBERS), mtime=0)),
    **{
        f"tar/sparse-{kind.partition('=')[2] or 'old'}": partial(_sparse, kind)
        for kind in (
            "--format=gnu",
            "--sparse-version=0.0",
            "--sparse-version=0.1",
            "--sparse-version=1.0",
        )
    },
}


def main() -> None:
    """Write every folder."""
    for case, make in _CASES.items():
        keep(case, *make())


if __name__ == "__main__":
    main()
