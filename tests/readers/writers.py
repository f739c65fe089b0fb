"""The labelled table and letter, written by libraries that others wrote.

``python -m tests.readers.writers [format…]`` writes the golden folders that are missing; some
of the libraries are heavy and needed for that alone, so they are imported where they are used.
"""

import datetime as dt
import io
import sys
from collections.abc import Callable

from tests.readers import golden
from tests.readers.labelled import DATE_COLUMN, HEADER, NUMBER_COLUMNS, ROWS

Written = tuple[str, bytes]


def _typed(row: list[str]) -> list[object]:
    """Cells as a spreadsheet holds them: dates and numbers as such."""
    cells: list[object] = list(row)
    cells[DATE_COLUMN] = dt.datetime.strptime(row[DATE_COLUMN], "%d/%m/%Y")  # noqa: DTZ007
    for column in NUMBER_COLUMNS:
        cells[column] = float(row[column]) if "." in row[column] else int(row[column])
    return cells


def _xlsx_table() -> Written:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(HEADER)
    for number, row in enumerate(ROWS, 2):
        sheet.append(_typed(row))
        sheet.cell(number, DATE_COLUMN + 1).number_format = "dd/mm/yyyy"
    book.save(out)
    return "table.xlsx", out.getvalue()


WRITERS: dict[str, Callable[[], Written]] = {
    "xlsx/table": _xlsx_table,
}


def main() -> None:
    """Write the folders that are missing, those of all formats unless some are named."""
    for case, write in WRITERS.items():
        folder = golden.GOLDEN / case
        wanted = not sys.argv[1:] or case.partition("/")[0] in sys.argv[1:]
        if wanted and not folder.exists():
            golden.keep(case, *write())


if __name__ == "__main__":
    main()
