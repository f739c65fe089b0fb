"""Copies one member: reads it as a scan does, and writes it with other bytes for what is found.

Text keeps its bytes (`text_copy`), a workbook its parts (`workbook`); nothing else is copied.
"""

from dataclasses import replace
from enum import StrEnum

from leakscan.detectors.engine import Detector
from leakscan.detectors.rules import RuleSet
from leakscan.evidence.keyed import Fingerprinter
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.feed import ByteFeed
from leakscan.readers.opening import (
    HEAD_BYTES,
    ByteStream,
    ReadOptions,
    bare_name,
    open_member,
    unwrap,
)
from leakscan.readers.xlsx import is_xlsx
from leakscan.redaction.outcome import Redaction
from leakscan.redaction.replacements import Masker, Pseudonymiser, Replacer
from leakscan.redaction.sink import Sink
from leakscan.redaction.tape import Tape
from leakscan.redaction.text_copy import FORMATS, TextCopy

WORKBOOK = "xlsx"


class Mode(StrEnum):
    """What stands instead of a value."""

    MASK = "mask"
    PSEUDONYM = "pseudonym"
    DROP_COLUMN = "drop-column"


class Redactor:
    """Copies members in one mode.

    Args:
        rules: What is looked for.
        options: Limits and overrides of the readers.
        mode: What stands instead of a value.
        key: Makes pseudonyms the same as in other runs; None for a key that dies.
        engine: ``hyperscan`` or ``portable``.
    """

    def __init__(
        self, rules: RuleSet, options: ReadOptions, mode: Mode, key: bytes | None, *, engine: str
    ) -> None:
        self._detector = Detector(rules, engine)
        self._options = replace(options, every_cell=True)
        self._mode = mode
        self._fingerprinter = Fingerprinter(key)

    def copy(self, stream: ByteStream, name: str, sink: Sink) -> Redaction:
        """Write a redacted copy of a member.

        Args:
            stream: Its bytes; compression around them is undone.
            name: A hint of what it is.
            sink: Takes the copy.

        Raises:
            ReadError: Its format cannot be copied, or it cannot be read to its end: what the
                sink has by then is no copy.
        """
        done = Redaction()
        feed, layers = self._unwrapped(stream, done)
        if is_xlsx(feed.peek(HEAD_BYTES), bare_name(name)):
            done.formats = [*layers, WORKBOOK]
            self._copy_workbook(feed, sink, done)
            return done
        tape = Tape(feed.read)
        reading = open_member(tape, bare_name(name), self._options)
        done.formats = [*layers, *reading.formats]
        kind = reading.formats[-1]
        if kind != "empty":
            if kind not in FORMATS or len(reading.formats) > 1:
                raise ReadError(
                    GapReason.UNSUPPORTED,
                    f"{kind} cannot be redacted, only {', '.join(FORMATS)}, {WORKBOOK}",
                )
            copy = TextCopy(self._detector, reading, tape, sink, done)
            copy.run(self._replacer(kind), drop=self._mode is Mode.DROP_COLUMN)
        done.encoding = reading.encoding
        done.gaps += reading.gaps
        return done

    def _copy_workbook(self, feed: ByteFeed, sink: Sink, done: Redaction) -> None:
        # Imported at the first workbook: start-up is a promise.
        from leakscan.redaction.workbook import WorkbookCopy

        copy = WorkbookCopy(
            feed,
            self._options,
            self._detector,
            self._replacer("text"),
            drop=self._mode is Mode.DROP_COLUMN,
            typed=self._mode is Mode.PSEUDONYM,
        )
        copy.run(_Counted(sink, done), done)

    def _replacer(self, kind: str) -> Replacer:
        masker = Masker(FORMATS[kind] or "")
        if self._mode is not Mode.PSEUDONYM:
            return masker
        categories = [rule.info.category for rule in self._detector.rules.rules]
        return Pseudonymiser(categories, self._fingerprinter, masker)

    def _unwrapped(self, stream: ByteStream, done: Redaction) -> tuple[ByteFeed, list[str]]:
        """The content without the compression around it, and what that is."""
        reading = unwrap(stream, self._options)
        done.gaps = reading.gaps
        if reading.closed:
            gap = reading.gaps[-1]
            raise ReadError(gap.reason, gap.where)
        return reading.feed, reading.formats


class _Counted:
    """A sink whose bytes are counted."""

    def __init__(self, sink: Sink, done: Redaction) -> None:
        self._sink, self._done = sink, done

    def write(self, data: bytes, /) -> None:
        self._sink.write(data)
        self._done.bytes += len(data)
