"""Further tables below the first: another header after a blank line, or exports put in one file.

A header is told by what its cells say: names of fields about people, or plain words above rows of
digits. Readers ask only where a table may end (after a blank line, where rows change their width),
so a row of names inside a table is never asked about.
"""

from collections.abc import Sequence

from leakscan.readers.person_words import speaks_of_people

MAX_TABLES = 256
"""Tables of one text. Rows after that have the columns of the last; in JSON, where rows say their
own, they are one table without names."""
_MAX_HEADER = 64
"""Characters of a header's cell."""
_MIN_PEOPLE, _MIN_FILLED = 2, 0.6
_MAX_DIGITS = 3


def is_header(
    cells: Sequence[str], below: Sequence[str] = (), least: int = 1, *, titled: bool = False
) -> bool:
    """Whether cells name columns.

    Args:
        cells: Of a row that may begin a table.
        below: Of the row after it, where another table may begin: digits below words make a
            header of words that do not speak of people.
        least: Cells below that must have digits.
        titled: A line of text, or a row of another width, stands above: names of fields may
            have digits (``HER2``, ``CA153_UI``).
    """
    cells = _trimmed(cells)
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < max(_MIN_PEOPLE, _MIN_FILLED * len(cells)) or len(set(filled)) < len(filled):
        return False
    if not may_name_columns(filled):
        return False
    people = sum(speaks_of_people(cell.encode()) for cell in filled)
    return people >= _MIN_PEOPLE or _names_digits(cells, below, least, titled=titled)


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Cells up to the last that holds something: what stands above may be wider."""
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]


def is_title(cells: Sequence[str]) -> bool:
    """Whether a row is a line of text: one cell that holds something."""
    return sum(bool(cell.strip()) for cell in cells) == 1


def may_name_columns(cells: Sequence[str]) -> bool:
    """Whether no cell is data: without a header the first row is one of many, and comes again."""
    return not any(_is_data(cell) for cell in cells if cell.strip())


def _is_data(cell: str) -> bool:
    digits = sum(sign.isdigit() for sign in cell)
    return digits > _MAX_DIGITS or digits == len(cell) or "@" in cell or len(cell) > _MAX_HEADER


def _names_digits(cells: Sequence[str], below: Sequence[str], least: int, *, titled: bool) -> bool:
    """Whether cells hold no digit, or names that do, and cells below them hold some."""
    coded = [cell for cell in cells if any(sign.isdigit() for sign in cell)]
    if coded and not (titled and 2 * len(coded) <= len(cells) and all(map(_is_name, coded))):
        return False
    return sum(any(sign.isdigit() for sign in cell) for cell in below[: len(cells)]) >= least


def _is_name(cell: str) -> bool:
    return cell.isidentifier() and not cell.startswith("_")


__all__ = ["MAX_TABLES", "is_header", "is_title", "may_name_columns"]
