"""Reading a result of `scan --format json`, and saying so when it is none."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from leakscan.model.errors import UsageError
from leakscan.reports.saved import read_document
from leakscan.reports.schema import Document

_MAX_RESULT_BYTES = 1 << 30


def read_result(path: str) -> Document:
    """The document in a file, or on standard input for ``-``.

    Raises:
        UsageError: It cannot be read or is no result.
    """
    try:
        if path == "-":
            return read_document(_decoded(sys.stdin.buffer))
        with Path(path).open("rb") as stream:
            return read_document(_decoded(stream))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


@contextmanager
def following_schema() -> Iterator[None]:
    """Turn what a part of the wrong kind makes of rendering into a usage error."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        # The frame was right but a part inside is not: edited, or written by another program.
        raise UsageError("the result does not follow its schema") from None


def _decoded(stream: BinaryIO) -> str:
    content = stream.read(_MAX_RESULT_BYTES + 1)
    if len(content) > _MAX_RESULT_BYTES:
        raise UsageError("the result is larger than 1 GiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("the result is not UTF-8") from None
