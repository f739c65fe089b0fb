"""Sheets of cards one below the other: a label and its value in each row, a card for each person.

``Nom | DURAND``, ``Prénom | Zoé``, ``Né(e) le | 02/01/1979``, then the same labels again: forms
that were filled in and copied. A card becomes a row whose columns are the labels.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from leakscan.readers.labels import LABEL_BYTES
from leakscan.readers.person_words import count_speaking, hold_people

_MIN_CARDS, _MIN_LABELS, _MIN_PEOPLE = 2, 3, 2
_PEOPLE_SHARE = 0.3
_LABEL_SHARE = 0.9
"""Of the rows that are not blank, those whose label comes again."""
_MAX_LABEL_COLUMN = 3
_MAX_LABELS = 64

Row = Sequence[str]


def label_column(rows: Sequence[Row]) -> int:
    """The column in which labels of cards stand; -1 where rows are none.

    Args:
        rows: The first of a sheet, blank ones too.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    firsts = Counter(_first(row) for row in filled)
    if not firsts:
        return -1
    column = firsts.most_common(1)[0][0]
    own = [row for row in filled if _first(row) == column and _is_pair(row, column)]
    counts = Counter(_label(row[column]) for row in own)
    again = sum(count for count in counts.values() if count >= _MIN_CARDS)
    labels = [label.encode("utf-8", "replace") for label in counts]
    least = max(_MIN_PEOPLE, _PEOPLE_SHARE * len(labels))
    if (
        column > _MAX_LABEL_COLUMN
        or not _MIN_LABELS <= len(labels) <= _MAX_LABELS
        or again < _LABEL_SHARE * len(filled)
        or count_speaking(labels) < least
    ):
        return -1
    pairs = ((_label(row[column]), " ".join(row[column + 1 :])) for row in own)
    told = [
        (label.encode("utf-8", "replace"), value.encode("utf-8", "replace"))
        for label, value in pairs
    ]
    return column if hold_people(told) else -1


def may_be_cards(rows: Sequence[Row]) -> bool:
    """Whether the first few rows of a sheet look like labels of people beside values."""
    pairs = [row for row in rows if any(cell.strip() for cell in row)]
    firsts = [row[_first(row)] for row in pairs if _is_pair(row, _first(row))]
    labels = [_label(cell).encode("utf-8", "replace") for cell in firsts]
    return 2 * len(labels) >= len(pairs) and count_speaking(labels) >= _MIN_PEOPLE


def cards(head: Sequence[Row], rows: Iterable[Row], column: int) -> Iterator[list[str]]:
    """A header of the labels, then a row for each card.

    Args:
        head: The first rows, which have the labels.
        rows: Those that follow.
        column: Of the labels.
    """
    table = _Table(head, column)
    yield [*table.names, ""]
    for part in (head, rows):
        for row in part:
            yield from table.take(row)
    yield from table.end()


class _Table:
    """A card that is being filled in."""

    __slots__ = ("_card", "_column", "_numbers", "names")

    def __init__(self, head: Sequence[Row], column: int) -> None:
        labels = dict.fromkeys(
            _label(row[column]) for row in head if _is_pair(row, column) and row[column].strip()
        )
        self.names = list(labels)
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._column = column
        self._card: dict[int, str] = {}

    def take(self, row: Row) -> Iterator[list[str]]:
        """A row; the card before it, where it begins another."""
        cells = [cell.strip() for cell in row]
        if not any(cells):
            return
        number = len(self.names)
        value = " ".join(filter(None, cells))
        if _is_pair(row, self._column) and (label := _label(row[self._column])) in self._numbers:
            number = self._numbers[label]
            value = " ".join(filter(None, cells[self._column + 1 :]))
            if number in self._card:
                yield from self.end()
        known = self._card.get(number, "")
        self._card[number] = f"{known} {value}".strip() if number == len(self.names) else value

    def end(self) -> Iterator[list[str]]:
        """The card as it is."""
        if self._card:
            card, self._card = self._card, {}
            yield [card.get(number, "") for number in range(len(self.names) + 1)]


def _first(row: Row) -> int:
    return next(number for number, cell in enumerate(row) if cell.strip())


def _is_pair(row: Row, column: int) -> bool:
    """Whether a row is a short text and at most two cells behind it."""
    if len(row) <= column or any(cell.strip() for cell in row[:column]):
        return False
    behind = sum(bool(cell.strip()) for cell in row[column + 1 :])
    return 0 < len(row[column].strip()) <= LABEL_BYTES and behind <= 2


def _label(cell: str) -> str:
    return cell.strip().rstrip(" :.")


__all__ = ["cards", "label_column", "may_be_cards"]
