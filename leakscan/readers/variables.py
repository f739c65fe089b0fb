"""Variables of statistical packages: columns of numbers that stand for dates, codes and text.

What Stata, SPSS, SAS and R have in common. A code is shown as what its value label says
(``2`` of `sexe` is ``Femme``), a number of days or seconds as the date that it stands for,
a number as an export would write it. A whole column is shown at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.readers import charset_text
from leakscan.readers.cell_values import text_of
from leakscan.readers.typed_tables import TypedTable

Numbers = npt.NDArray[np.generic]
MOST_VARIABLES = 150_000
"""Of one table; Stata allows 120,000."""
_MAX_WHOLE = 1e15
_DAY = 86_400_000
_BEGIN, _END = np.datetime64("1000-01-01", "ms"), np.datetime64("9999-12-31", "ms")


@frozen
class Calendar:
    """How numbers stand for dates.

    Attributes:
        epoch: The day that is zero.
        milliseconds: Of one; 0 for months.
    """

    epoch: str
    milliseconds: int

    def texts(self, values: npt.NDArray[np.float64]) -> list[str]:
        """Each number as a date, with a time unless it is midnight; itself where it is none."""
        plain = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        if not self.milliseconds:
            plain = np.clip(plain, -20_000, 90_000)
            months = np.datetime64(self.epoch, "M") + plain.astype("m8[M]")
            return [str(text) for text in np.datetime_as_string(months).tolist()]
        begin = np.datetime64(self.epoch, "ms")
        least, most = ((end - begin).astype(np.int64) for end in (_BEGIN, _END))
        spans = np.rint(np.clip(plain, -_MAX_WHOLE, _MAX_WHOLE) * self.milliseconds)
        dates = (spans >= least) & (spans <= most)
        moments = begin + np.where(dates, spans, 0).astype("m8[ms]")
        shown: list[str] = np.datetime_as_string(moments, unit="s").tolist()
        at_midnight = (np.where(dates, spans, 0) % _DAY < 1000).tolist()
        texts = [
            text[:10] if midnight else text.replace("T", " ")
            for text, midnight in zip(shown, at_midnight, strict=True)
        ]
        for place in np.flatnonzero(~dates).tolist():
            texts[place] = text_of(float(values[place]))
        return texts


@frozen
class Variable:
    """One column.

    Attributes:
        name: Of the variable.
        label: What its author wrote it is.
        calendar: What its numbers stand for, if dates.
        digits: Its numbers are shown with leading zeros up to so many.
        meanings: What its values mean, by value: numbers as floats, text as text.
    """

    name: str
    label: str = ""
    calendar: Calendar | None = None
    digits: int = 0
    meanings: Mapping[float | str, str] = field(default_factory=dict)

    def numbers(self, values: Numbers, missing: npt.NDArray[np.bool_]) -> list[str]:
        """Cells of a column of numbers; those that are missing are empty."""
        single = values.dtype.itemsize == 4 and values.dtype.kind == "f"
        # NaN may stand where a value is missing, or be one.
        missing = missing | ~np.isfinite(values) if values.dtype.kind == "f" else missing
        exact = np.where(missing, 0, values).astype(np.float64)
        texts = self.calendar.texts(exact) if self.calendar else _plain(exact, single=single)
        if self.digits:
            texts = [text.zfill(self.digits) for text in texts]
        if self.meanings:
            meanings, codes = self.meanings, exact.tolist()
            texts = [meanings.get(code, text) for code, text in zip(codes, texts, strict=True)]
        for place in np.flatnonzero(missing).tolist():
            texts[place] = ""
        return texts

    def words(self, values: list[str]) -> list[str]:
        """Cells of a column of text."""
        if not self.meanings:
            return values
        return [self.meanings.get(value.rstrip(), value) for value in values]


def _plain(values: npt.NDArray[np.float64], *, single: bool) -> list[str]:
    """Numbers as an export writes them, without the noise of binary fractions."""
    whole = (np.floor(values) == values) & (np.abs(values) < _MAX_WHOLE)
    if whole.all():
        return list(map(str, values.astype(np.int64).tolist()))
    if single:
        return [text_of(float(f"{value:.7g}")) for value in values.tolist()]
    return [text_of(value) for value in values.tolist()]


def decoder_of(codec: str) -> Callable[[bytes], str]:
    """How text is decoded; with an undeclared encoding each text says which one it is in."""
    return lambda value: charset_text.text_of(value, codec)


def table_of(variables: Sequence[Variable], name: str = "") -> TypedTable:
    """A table with these columns."""
    labels = [each.label for each in variables]
    return TypedTable(name, [each.name for each in variables], labels)


def rows_of(
    table: TypedTable, columns: Sequence[Iterable[str | bytes]], first: int
) -> Iterator[list[str]]:
    """The rows of columns of equal length.

    Args:
        table: Takes values that are files.
        columns: Cells.
        first: Number of the first row in the whole table, from 1.
    """
    for number, row in enumerate(zip(*columns, strict=True), first):
        yield [table.text(value, column, number) for column, value in enumerate(row)]


__all__ = ["MOST_VARIABLES", "Calendar", "Variable", "decoder_of", "rows_of", "table_of"]
