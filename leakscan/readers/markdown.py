"""Tables of Markdown and Org in a text: rows between pipes, under a header and a line of dashes.

Specification: https://github.github.com/gfm/#tables-extension-, read leniently;
https://orgmode.org/manual/Built_002din-Table-Editor.html. What stands around tables is prose.
"""

from collections.abc import Iterator
from typing import NamedTuple

from leakscan.patterns import deferred
from leakscan.raw.embedded import Item
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="markdown",
    description={
        "fr": "tableaux Markdown, Org ou en filets (┌─┬─┐) dans un texte",
        "en": "Markdown, Org and box-drawn (┌─┬─┐) tables in a text",
    },
    limits={
        "fr": "premier tableau dans les 64 premiers Kio ; ligne : 256 Kio ; 4 000 tableaux",
        "en": "recognised by the first table, within the first 64 KiB; line: 256 KiB; 4,000 tables",
    },
)
LOOK_BYTES = 64 * 1024
MOST_TABLES = 4000
"""Each costs a millisecond however short it is; what follows them is read as text."""
_LONGEST_HEADER = 4096
_RULE = deferred(
    rb"""(?mx)^[ \t]*+ (?:
        \|?+ [ \t]*+ :? -{2,}+ :? [ \t]*+ (?: \| [ \t]*+ :? -{2,}+ :? [ \t]*+ )++ \|?
      | \| -{2,}+ (?: \+ -{2,}+ )++ \|
    ) [ \t]*+ \r? $"""
)


class Head(NamedTuple):
    """The header of a table and the dashes below it, as offsets into a text."""

    start: int
    rule: int
    end: int


def find_head(text: bytes) -> Head | None:
    """The first header with a line of dashes below it that has as many cells."""
    for rule in _RULE.finditer(text):
        start = text.rfind(b"\n", 0, max(rule.start() - 1, 0)) + 1
        header = text[start : rule.start()]
        wide = len(header) <= _LONGEST_HEADER and b"|" in header
        if wide and len(cells_of(header)) == len(cells_of(rule[0].replace(b"+", b"|"))):
            end = text.find(b"\n", rule.end()) + 1
            return Head(start, rule.start(), end or len(text))
    return None


def cells_of(line: bytes) -> list[bytes]:
    """The texts between the pipes of a line."""
    line = line.strip().removeprefix(b"|").removesuffix(b"|")
    return [cell.strip(b" \t*`_") for cell in line.split(b"|")]


def is_markdown(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` holds such a table, and not in a cell of another."""
    found = find_head(head[:LOOK_BYTES])
    return found is not None and head.count(b'"', 0, found.start) % 2 == 0


def read_markdown(window: TextWindow) -> Iterator[Item]:
    """Chunks of rows, whose header is certain, and of the prose around them."""
    from leakscan.readers import markdown_rows

    return markdown_rows.read_markdown(window)


FORMAT = TextFormat(info=INFO, recognise=is_markdown, read=read_markdown)
