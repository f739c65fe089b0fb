"""Compound files (OLE, [MS-CFB]) as olefile reads them: what all readers of them share."""

from collections.abc import Iterator
from contextlib import contextmanager

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError


@contextmanager
def damage_told() -> Iterator[None]:
    """Whatever the library makes of a damaged file is damage."""
    try:
        yield
    except ReadError:
        raise
    except Exception:  # noqa: BLE001 - olefile raises what its arithmetic does
        raise ReadError(GapReason.CORRUPT, "compound file") from None
