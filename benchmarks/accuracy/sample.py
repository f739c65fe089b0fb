"""A labelled sample: a small file, and what a perfect scanner finds in it.

Samples are written as *marked text*: ``⟦fr.nir|2 79 50 …⟧`` says that the NIR rule must find
what stands between the bar and the closing bracket. Marks nest, and the head has these forms:

====================  ==================================================================
``rule``              must be found
``rule=negated``      must be found, with this assertion status (affirmed, negated, family,
                      hypothesis; lower case)
``?rule``             may be found: neither missing nor false
``rule,other``        two rules at once, each in any of the forms above
====================  ==================================================================

What is found outside the marks of its rule is false, for the rules that the sample judges.
"""

import codecs
from dataclasses import dataclass
from typing import Self

OPENING, BAR, CLOSING = "⟦", "|", "⟧"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a rule must find something.

    Attributes:
        rule: Rule id.
        start, end: Bytes of the sample.
        assertion: What the finding must be; None: anything.
        required: False when it may be found or not.
    """

    rule: str
    start: int
    end: int
    assertion: str | None = None
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file and its truth.

    Attributes:
        kind: What sort of file it is; figures are given by kind.
        name: File name, whose ending the readers see.
        data: Its bytes.
        marks: Its truth.
        judged: Rules for which `marks` is complete; None for all rules.
    """

    kind: str
    name: str
    data: bytes
    marks: tuple[Mark, ...]
    judged: frozenset[str] | None = None

    @classmethod
    def of(
        cls,
        kind: str,
        marked: str,
        *,
        name: str = "sample.txt",
        judged: frozenset[str] | None = None,
        encoding: str = "utf-8",
    ) -> Self:
        """The sample that a marked text describes."""
        data, marks = parse(marked, encoding)
        return cls(kind=kind, name=name, data=data, marks=marks, judged=judged)


def marked(rule: str, value: str) -> str:
    """The marked text of a value that `rule` must find; empty values need no mark."""
    return f"{OPENING}{rule}{BAR}{value}{CLOSING}" if value else ""


def unmarked(text: str) -> str:
    """A marked text without its marks."""
    return parse(text, "utf-8")[0].decode()


def parse(text: str, encoding: str) -> tuple[bytes, tuple[Mark, ...]]:
    """The bytes and marks of a marked text; characters the encoding lacks become ``?``."""
    # A byte-order mark comes once, before everything.
    data = bytearray(codecs.BOM_UTF16_LE if encoding == "utf-16" else b"")
    encoding = "utf-16-le" if encoding == "utf-16" else encoding
    marks: list[Mark] = []
    open_heads: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        if text[at] == OPENING:
            bar = text.index(BAR, at)
            open_heads.append((text[at + 1 : bar], len(data)))
            at = bar + 1
        elif text[at] == CLOSING:
            head, start = open_heads.pop()
            marks += (_mark(part, start, len(data)) for part in head.split(","))
            at += 1
        else:
            following = min(
                (place for sign in (OPENING, CLOSING) if (place := text.find(sign, at)) >= 0),
                default=len(text),
            )
            data += text[at:following].encode(encoding, "replace")
            at = following
    if open_heads:
        raise ValueError(f"unclosed mark {open_heads[-1][0]}")
    return bytes(data), tuple(marks)


def _mark(head: str, start: int, end: int) -> Mark:
    rule, _, assertion = head.removeprefix("?").partition("=")
    return Mark(
        rule=rule,
        start=start,
        end=end,
        assertion=assertion or None,
        required=not head.startswith("?"),
    )
