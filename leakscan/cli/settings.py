"""From what the user typed to what the scan takes: options, key, sources."""

import os
import stat
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from leakscan.cli.keys import find_key
from leakscan.cli.options import ScanRequest
from leakscan.model.errors import UsageError
from leakscan.readers.opening import ReadOptions
from leakscan.scanner import ScanOptions
from leakscan.sources import Source, discover


def scan_options(request: ScanRequest) -> ScanOptions:
    """The options of the scan.

    Raises:
        UsageError: The engine is not installed, or the key file is none.
    """
    if request.engine == "hyperscan" and find_spec("hyperscan") is None:
        raise UsageError("--engine hyperscan: not installed here; use auto or portable")
    key = find_key(request.key_file, request.language)
    return ScanOptions(
        jobs=request.jobs,
        engine=request.engine,
        read=_read_options(request),
        key=key,
        lasting_key=key is not None,
        timeout_per_file=request.timeout_per_file,
        allow=request.allow,
    )


def find_sources(request: ScanRequest) -> list[Source]:
    """Every source, before anything is read, so that a wrong path is known at once.

    A report of ours that is about to be replaced is none.

    Raises:
        UsageError: A path does not exist.
    """
    for path in request.paths:
        if "://" in path and not Path(path).exists():
            raise UsageError(
                f"{path}: remote sources cannot be read: fetch it first, or pipe it into"
                " `leakscan scan -`"
            )
    base = str(Path.cwd()) if request.gate or request.baseline is not None else None
    found = discover(request.paths, include=request.include, exclude=request.exclude, base=base)
    reports = {place for path in request.outputs if (place := _place(path)) is not None}
    if not reports:
        return list(found)
    return [source for source in found if source.gap or _place(source.location) not in reports]


def _place(path: str | os.PathLike[str] | None) -> tuple[int, int] | None:
    """What tells one file on disk from another; None when there is none."""
    try:
        status = None if path is None else os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status and stat.S_ISREG(status.st_mode) else None


def _read_options(request: ScanRequest) -> ReadOptions:
    """The readers' own defaults, but for the limits that were given."""
    default = ReadOptions()
    return replace(
        default,
        encoding=request.encoding,
        input_format=request.input_format,
        max_depth=_given(request.max_depth, default.max_depth),
        max_member_bytes=_given(request.max_member_bytes, default.max_member_bytes),
        max_total_bytes=_given(request.max_total_bytes, default.max_total_bytes),
        max_members=_given(request.max_members, default.max_members),
        max_ratio=_given(request.max_ratio, default.max_ratio),
    )


def _given(limit: int | None, default: int) -> int:
    """A limit of 0 is one that was given."""
    return default if limit is None else limit
