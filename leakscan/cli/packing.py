"""The compression of a copy, as the name of its file says it: what is called .gz is a gzip."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

Opener = Callable[[BinaryIO], BinaryIO]


@contextmanager
def packed(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """What compresses into `stream` for a file called `name`; `stream` itself for most."""
    opener = next((opener for ending, opener in _OPENERS if name.lower().endswith(ending)), None)
    if opener is None:
        yield stream
        return
    with opener(stream) as compressed:
        yield compressed


def _gzip(stream: BinaryIO) -> BinaryIO:
    from gzip import GzipFile

    # Neither a name nor a time: the same copy has the same bytes.
    return cast("BinaryIO", GzipFile("", "wb", fileobj=stream, mtime=0))


def _bzip2(stream: BinaryIO) -> BinaryIO:
    from bz2 import BZ2File

    return cast("BinaryIO", BZ2File(stream, "wb"))


def _xz(stream: BinaryIO) -> BinaryIO:
    from lzma import LZMAFile

    return cast("BinaryIO", LZMAFile(stream, "wb"))


def _zstd(stream: BinaryIO) -> BinaryIO:
    import sys

    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdFile
    else:
        from backports.zstd import ZstdFile
    return cast("BinaryIO", ZstdFile(stream, "wb"))


_OPENERS: tuple[tuple[str | tuple[str, ...], Opener], ...] = (
    ((".gz", ".gzip"), _gzip),
    (".bz2", _bzip2),
    (".xz", _xz),
    ((".zst", ".zstd"), _zstd),
)
