"""Types of option values: bands, sizes, codecs. They reject; they never guess."""

import codecs
import re
from datetime import date

import click

from leakscan.model.allowance import Allowance
from leakscan.model.bands import BAND_WORDS, Band
from leakscan.model.errors import UsageError
from leakscan.patterns import deferred

_SIZE = deferred(r"(?P<number>\d+)\s*(?P<unit>[KMGT]?)(?:i?B)?", re.IGNORECASE)
_UNITS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}


class BandType(click.ParamType[int]):
    """A severity band by its French name or its number, 1 to 4; converts to the number."""

    name = "band"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What `--help` shows."""
        del param, ctx
        return f"[{'|'.join(BAND_WORDS)}|1-4]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number of the band."""
        try:
            return int(Band.named(str(value)))
        except UsageError:
            self.fail(f"{value!r} is not a band: {', '.join(BAND_WORDS)}, or 1 to 4.", param, ctx)


class SizeType(click.ParamType[int]):
    """A number of bytes, with a binary unit or without: ``4096``, ``500M``, ``2GiB``."""

    name = "size"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number of bytes."""
        match = _SIZE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is not a size, such as 4096, 500M or 2GiB.", param, ctx)
        return int(match["number"]) << _UNITS[match["unit"].upper()]


class LimitType(click.ParamType[tuple[str, int]]):
    """The most findings of a rule or category: ``fr.nir=0``; converts to a pair."""

    name = "limit"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What `--help` shows."""
        del param, ctx
        return "NAME=N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """The name, not yet known to exist, and the number."""
        if isinstance(value, tuple):
            return value
        name, equals, number = str(value).partition("=")
        if not (name.strip() and equals and number.strip().isascii() and number.strip().isdigit()):
            self.fail(f"{value!r} is not NAME=N, such as fr.nir=0 or health=10.", param, ctx)
        return name.strip(), int(number)


class AllowType(click.ParamType[Allowance]):
    """What is let pass: a table of the configuration, or ``path=tests/*,reason=fixtures``."""

    name = "allow"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What `--help` shows."""
        del param, ctx
        return "KEY=VALUE,..."

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Allowance:
        """The allowance."""
        if isinstance(value, Allowance):
            return value
        pairs = value.items() if isinstance(value, dict) else _pairs(str(value))
        given: dict[str, str] = {}
        for key, text in pairs:
            if key not in _ALLOW_KEYS:
                # Imported here: only a key that is none needs it.
                from leakscan.cli.suggestions import did_you_mean

                hint = did_you_mean(key, _ALLOW_KEYS) or f": the keys are {', '.join(_ALLOW_KEYS)}."
                self.fail(f"unknown key {key}{hint}", param, ctx)
            # Without quotes a day is a date to TOML.
            if not isinstance(text, str | date):
                self.fail(f"{key} is not a text: put it in quotes, one an entry.", param, ctx)
            # Of nothing: that of a variable that is not set would let everything pass.
            if not str(text).strip() and key != "reason":
                self.fail(f"{key} has no value.", param, ctx)
            given[key] = str(text)
        if not given.get("reason", "").strip():
            self.fail("what is allowed needs a reason: reason=TEXT.", param, ctx)
        if not given.keys() - {"reason", "expires"}:
            self.fail("say what is allowed: path, rule, column or fingerprint.", param, ctx)
        try:
            return _allowance(given)
        except ValueError:
            self.fail("expires is a day, YYYY-MM-DD; a fingerprint has 16 letters.", param, ctx)


_ALLOW_KEYS = ("path", "rule", "column", "fingerprint", "reason", "expires")


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in text.split(","))
    return [(key.strip(), value.strip()) for key, _, value in parts]


def _allowance(given: dict[str, str]) -> Allowance:
    # Imported here: `--help` needs nothing of arrays.
    from leakscan.baseline import number_of

    letters = given.get("fingerprint", "")
    return Allowance(
        reason=given["reason"],
        path=given.get("path", ""),
        rule=given.get("rule", ""),
        column=given.get("column", ""),
        fingerprint=number_of(letters) if letters else None,
        expires=date.fromisoformat(given["expires"]) if "expires" in given else None,
    )


_NO_FILE_ENCODINGS = frozenset({"idna", "punycode", "undefined"})
"""Python counts them as text encodings; no file is written in one."""


class EncodingType(click.ParamType[str]):
    """The name of a text encoding that Python knows."""

    name = "encoding"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The name as given; only text encodings pass (`rot13`, `base64` are none)."""
        name = str(value)
        try:
            # Codecs that are not text encodings raise LookupError as unknown ones do.
            "".encode(name)
            if codecs.lookup(name).name in _NO_FILE_ENCODINGS:
                raise LookupError
        except (LookupError, ValueError):
            self.fail(f"{value!r} is not a text encoding that Python knows.", param, ctx)
        return name
