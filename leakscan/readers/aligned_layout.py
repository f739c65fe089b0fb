"""Where the columns of a printed table begin, told from its header and the lines below."""

import re

from leakscan.frozen import frozen

_HEADER_LINES = 8
_BODY_LINES = 200
_MIN_BODY, _MIN_COLUMNS, _MIN_RULED = 3, 3, 2
_NOTES_SHARE = 0.25
"""Of the lines below a header, how many may be notes set in between the rows."""
_KEPT_SHARE = 0.95
"""Of the lines below a header, how many must be blank before each of its columns."""
_FILLED_SHARE = 0.5
_RULE = re.compile(r" ?-{2,}(?: +-{2,})+ *")
_CELL = re.compile(r"\S+(?: \S+)*")
"""Words with single blanks between them are one title."""
_WORD_END = re.compile(r"\S (?=\S)")
_MIN_WITHIN = 8
"""Lines that must all be parted between two words of a title, and filled, to make it two."""
_NUMBER = re.compile(r" *\d+")
"""Of a page, with the blanks before it: ten has a digit more than nine."""
_DASHES = re.compile(r"-+")
_NOTE = re.compile(r" {3,}(?:[^\w ]{1,3} ?\w|[A-Za-zÀ-ÿ]+ ?: ?\S)[^ ]*(?: [^ ]+)*$")
"""A sentence set in under a row: ``   >> joindre le service``."""
_DECORATION = re.compile(r"[-=_*+ ]*|\f.*|[*=-]{3}.*")
"""Lines across a page, and titles at the top of one, which keep to no column."""
_DELIMITERS = re.compile(r"[;|\t]|,.*,|\d{4}|[{}<>=]")
"""Signs of another kind of table, of code, or of data where titles should stand."""


@frozen(kw_only=False, repr=False)
class AlignedLayout:
    """A printed table.

    Attributes:
        line: Which line of the text is its header, from 0.
        starts: Where columns begin, in characters.
        titles: Their names.
    """

    line: int
    starts: tuple[int, ...]
    titles: tuple[str, ...]


def find_layout(head: bytes) -> AlignedLayout | None:
    """The layout of a text that begins with `head`; None when it is no printed table."""
    most = _HEADER_LINES + _BODY_LINES
    lines = head.decode("utf-8", "ignore").split("\n", most)[:most]
    lines = [line.rstrip("\r") for line in lines]
    for number, line in enumerate(lines[:_HEADER_LINES]):
        if number and _RULE.fullmatch(line):
            starts = tuple(found.start() for found in _DASHES.finditer(line))
            if len(starts) >= _MIN_RULED and _keeps(_body(lines, number), starts):
                return _layout(number - 1, starts, lines[number - 1])
        elif not _DELIMITERS.search(line) and not _RULE.fullmatch("".join(lines[number + 1 :][:1])):
            body = _body(lines, number)
            starts = _kept(body, tuple(found.start() for found in _CELL.finditer(line)))
            starts = tuple(sorted({*starts, *_within(body, line)}))
            if len(starts) >= _MIN_COLUMNS and _fills(body, starts):
                return _layout(number, starts, line)
    return None


def _layout(line: int, starts: tuple[int, ...], header: str) -> AlignedLayout:
    ends = (*starts[1:], len(header))
    titles = (header[low:high].strip() for low, high in zip(starts, ends, strict=True))
    return AlignedLayout(line, starts, tuple(titles))


def _body(lines: list[str], header: int) -> list[str]:
    """The lines under a header that say anything, without decorations and heads of pages.

    The head of a page repeats what stands above the first one, but for its number.
    """
    heads = {_NUMBER.sub("0", line) for line in lines[: header + 1]}
    body = [
        line
        for line in lines[header + 1 :]
        if line.strip() and not _DECORATION.fullmatch(line) and _NUMBER.sub("0", line) not in heads
    ]
    rows = [line for line in body if not _NOTE.match(line)]
    return rows if len(body) - len(rows) <= _NOTES_SHARE * len(body) else body


def _fills(lines: list[str], starts: tuple[int, ...]) -> bool:
    """Whether the lines under a header keep to its columns and fill them."""
    if len(lines) < _MIN_BODY or not _keeps(lines, starts):
        return False
    begun = [sum(line[at : at + 1].strip() != "" for line in lines) for at in starts]
    return sum(count >= _FILLED_SHARE * len(lines) for count in begun) * 2 > len(starts)


def _kept(lines: list[str], starts: tuple[int, ...]) -> tuple[int, ...]:
    """The columns that lines keep to, unless these are few: numbers may stand right of a title."""
    kept = tuple(at for at in starts if _keeps(lines, (at,)))
    return kept if 2 * len(kept) > len(starts) else ()


def _within(lines: list[str], header: str) -> list[int]:
    """Columns that begin one blank after the title before: ``DateNaissance NumSecu``."""
    if len(lines) < _MIN_WITHIN:
        return []
    begun = [found.end() for found in _WORD_END.finditer(header)]
    told = [at for at in begun if all(line[at - 1 : at] == " " for line in lines)]
    return [at for at in told if all(line[at : at + 1].strip() for line in lines)]


def _keeps(lines: list[str], starts: tuple[int, ...]) -> bool:
    """Whether nearly every line is blank before each column."""
    kept = sum(all(not line[at - 1 : at].strip() for at in starts if at) for line in lines)
    return bool(lines) and kept >= _KEPT_SHARE * len(lines) - 1
