"""Stata datasets: a description of the variables, records of fixed width, then value labels.

Specification: Stata's manual, `help dta` (formats 113 to 119), and for 108, 110 and 111 those of
Stata 6 and 7. Long texts (strL) stand behind the records, and so do value labels: the file is
read out of order.
"""

import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.stata_header import LONG_TEXT, Column, Dataset, dataset_of, ended, is_dataset
from leakscan.readers.stata_texts import LongTexts, value_labels
from leakscan.readers.typed_tables import TypedTable
from leakscan.readers.variables import Variable, decoder_of, rows_of, table_of

INFO = FormatInfo(
    name="stata",
    description={
        "fr": "Stata (.dta) de la version 6 à 18 : étiquettes de variables et de valeurs, strL",
        "en": "Stata (.dta) from version 6 to 18: variable and value labels, strL",
    },
    limits={"fr": "dans une archive : 128 Mio", "en": "in an archive: 128 MiB"},
)
_BLOCK_BYTES = 256 * 1024
_LARGEST = {"b": 100, "h": 32_740, "i": 2_147_483_620, "f": 1.701e38, "d": 8.988e307}
"""By kind, the largest number; those beyond are missing values."""
_LARGEST_OF_OLD = {**_LARGEST, "b": 126, "h": 32_766, "i": 2_147_483_646}
_FIRST_OF_NEW = 113


def is_stata(head: bytes, name: str) -> bool:
    """Whether bytes begin a dataset."""
    del name
    return is_dataset(head)


def read_stata(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of records, and members among the long texts.

    Memory: that of some records and a chunk, and an index of the long texts; the whole dataset
    where it is no file on disk.

    Raises:
        ReadError: The description cannot be read; nothing is known without it.
    """
    file = feed.as_file()
    codec = options.encoding or ""
    dataset = dataset_of(file, codec)
    meanings = value_labels(file, dataset, codec)
    variables = [
        Variable(
            name=column.name,
            label=column.label,
            calendar=column.calendar,
            digits=column.digits,
            meanings=meanings.get(column.meanings, {}),
        )
        for column in dataset.columns
    ]
    table = table_of(variables)
    rows = _rows(file, dataset, variables, table, feed, codec)
    yield from table.items(rows, chunk_bytes=options.chunk_bytes)


def _rows(
    file: io.BufferedReader,
    dataset: Dataset,
    variables: Sequence[Variable],
    table: TypedTable,
    feed: ByteFeed,
    codec: str,
) -> Iterator[list[str]]:
    size = dataset.record_bytes
    long_texts = LongTexts(file, dataset, codec, feed.budget)
    cells = _Cells(dataset, long_texts, codec)
    step = max(_BLOCK_BYTES // max(size, 1), 1)
    for first in range(0, dataset.rows if size else 0, step):
        file.seek(dataset.data_at + first * size)
        wanted = min(step, dataset.rows - first)
        block = file.read(wanted * size)
        count = len(block) // size
        records = np.frombuffer(block, np.uint8, count * size).reshape(count, size)
        columns = [
            cells.of(records, column, variable)
            for column, variable in zip(dataset.columns, variables, strict=True)
        ]
        yield from rows_of(table, columns, first + 1)
        if count < wanted:
            missing = (dataset.rows - first) * size - len(block)
            gap = Gap(reason=GapReason.CORRUPT, where="table ends too early", bytes=missing)
            feed.gaps.append(gap)
            break
        if feed.budget.is_spent():
            break
    if long_texts.left_out:
        feed.gaps.append(Gap(reason=GapReason.TOO_LARGE, where="long texts"))


class _Cells:
    """Cells of a column, from some records."""

    def __init__(self, dataset: Dataset, long_texts: LongTexts, codec: str) -> None:
        self._order = dataset.order
        self._largest = _LARGEST if dataset.release >= _FIRST_OF_NEW else _LARGEST_OF_OLD
        self._long_texts = long_texts
        self._decode = decoder_of(codec)

    def of(
        self, records: npt.NDArray[np.uint8], column: Column, variable: Variable
    ) -> Iterable[str | bytes]:
        """The cells of a column, as text or as the bytes of a file."""
        part = np.ascontiguousarray(records[:, column.start : column.start + column.size])
        if column.kind == LONG_TEXT:
            return self._long_texts.values(part)
        if column.kind not in self._largest:
            return self._texts(part, column.size)
        values = part.view(self._order + column.kind).ravel()
        return variable.numbers(values, values > self._largest[column.kind])

    def _texts(self, part: npt.NDArray[np.uint8], size: int) -> list[str]:
        fields = part.view(f"S{size}").ravel().tolist() if size else [b""] * len(part)
        return [self._decode(ended(field)).rstrip() for field in fields]
