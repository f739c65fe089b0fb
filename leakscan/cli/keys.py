"""The key under which fingerprints match across runs: made once, kept apart, never printed.

Whoever has it can test whether a given person is in a report or a baseline; whoever has not
cannot tell anything from a fingerprint. `leakscan baseline key` writes it as one line of text,
so that it can be the secret of a CI system; any other file of 32 bytes or more is a key as well.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path

from leakscan.cli.messages import warn
from leakscan.cli.output import write_private
from leakscan.model.errors import UsageError
from leakscan.reports.schema import Lang

KEY_VARIABLE = "LEAKSCAN_KEY"
_PREFIX = b"leakscan-key-1:"
_KEY_BYTES = 32
_MAX_KEY_BYTES = 1024 * 1024
_GROUP_AND_OTHERS = 0o077


def find_key(
    path: Path | None, lang: Lang, environment: Mapping[str, str] = os.environ
) -> bytes | None:
    """The key of a file, else that of the environment, else None.

    Raises:
        UsageError: It is no key.
    """
    if path is not None:
        return _read_key(path, lang)
    text = environment.get(KEY_VARIABLE, "").strip()
    if not text:
        return None
    key = _text_key(text.encode(errors="replace"))
    if key is None:
        raise UsageError(f"{KEY_VARIABLE}: is no key that `leakscan baseline key` made")
    return key


def write_new_key(path: str, *, force: bool) -> None:
    """Write a new key to a file that only its owner can read.

    Raises:
        UsageError: The file exists, or cannot be written.
    """
    line = _PREFIX + base64.b64encode(os.urandom(_KEY_BYTES)) + b"\n"
    write_private(line, path, force=force)


def _read_key(path: Path, lang: Lang) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MAX_KEY_BYTES + 1)
        mode = path.stat().st_mode
    except OSError as error:
        raise UsageError(f"--key-file: cannot be read ({error.strerror})") from None
    key = _text_key(content.strip())
    if key is None:
        key = content
    if not _KEY_BYTES <= len(key) <= _MAX_KEY_BYTES:
        raise UsageError("--key-file: a key has between 32 bytes and 1 MiB")
    if os.name == "posix" and mode & _GROUP_AND_OTHERS:
        from leakscan.reports.texts import say

        warn(say(lang, "key.readable"), lang)
    return key


def _text_key(text: bytes) -> bytes | None:
    """The key in a line that we wrote, whatever line end it got on its way; None for any other."""
    if not text.startswith(_PREFIX):
        return None
    try:
        key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return None
    return key if len(key) >= _KEY_BYTES else None
