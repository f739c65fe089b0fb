"""Cards that are filled in across: labels and their values by turns in each row.

``Nom;DURAND;Prénom;Zoé`` above ``Né le;02/01/1979;Tél.;…``. A card becomes a row whose columns are
the labels; where a label comes again, another card begins.
"""

from collections.abc import Iterator, Sequence

from leakscan.readers.labels import LABEL_BYTES
from leakscan.readers.person_words import count_speaking, hold_people

_MIN_ROWS, _MIN_PAIRS, _MIN_PEOPLE = 2, 4, 3
_MIN_WIDTH = 4
_PEOPLE_SHARE, _LABEL_SHARE, _VALUE_SHARE = 0.4, 0.9, 0.2
Pair = tuple[bytes, bytes]


def side_by_side(cells: Sequence[Sequence[bytes]]) -> Iterator[list[str]] | None:
    """A header of the labels, then a row for each card; None where rows are no such cards."""
    if len(cells) < _MIN_ROWS or max(map(len, cells)) < _MIN_WIDTH:
        return None
    if not count_speaking([row[0] for row in cells if row]):
        return None
    columns = _columns(cells)
    pairs = [pair for column in columns for pair in column if any(pair)]
    labels = [label for label, _ in pairs if label]
    if len(columns) < 2 or len(pairs) < _MIN_PAIRS:
        return None
    people = min(count_speaking([label for label, _ in column]) for column in columns)
    values = [value for _, value in pairs if value]
    if (
        not people
        or count_speaking(labels) < max(_MIN_PEOPLE, _PEOPLE_SHARE * len(labels))
        or count_speaking(values) > _VALUE_SHARE * len(values)
        or sum(map(_may_be_label, labels)) < _LABEL_SHARE * len(pairs)
        or not hold_people(pairs)
    ):
        return None
    return _cards(_in_order(columns))


def _columns(cells: Sequence[Sequence[bytes]]) -> list[list[Pair]]:
    """The pairs of each two columns that stand beside each other, blank ones too."""
    width = max(map(len, cells)) + 1
    padded = [[*(cell.strip() for cell in row), *[b""] * (width - len(row))] for row in cells]
    columns = [
        [(row[at].rstrip(b" :."), row[at + 1]) for row in padded] for at in range(0, width - 1, 2)
    ]
    return [column for column in columns if any(map(any, column))]


def _in_order(columns: list[list[Pair]]) -> list[Pair]:
    """The pairs of each person in a row: by rows, or by columns when these have the same labels."""
    sets = [{label for label, _ in column if label} for column in columns]
    common = set.intersection(*sets)
    if 2 * len(common) >= max(map(len, sets)):
        return [pair for column in columns for pair in column]
    return [pair for row in zip(*columns, strict=True) for pair in row]


def _may_be_label(cell: bytes) -> bool:
    return len(cell) <= LABEL_BYTES and not any(sign in cell for sign in b"0123456789@")


def _cards(pairs: list[Pair]) -> Iterator[list[str]]:
    names = list(dict.fromkeys(label for label, _ in pairs if label))
    yield [*(_text(name) for name in names), ""]
    card: dict[bytes, bytes] = {}
    for label, value in pairs:
        if label and label in card:
            yield [_text(card.get(name, b"")) for name in (*names, b"")]
            card = {}
        known = card.get(b"", b"")
        card[label] = value if label else b" ".join(filter(None, (known, value)))
    yield [_text(card.get(name, b"")) for name in (*names, b"")]


def _text(cell: bytes) -> str:
    return cell.decode("utf-8", "replace")


__all__ = ["side_by_side"]
