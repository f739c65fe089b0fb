"""Excel workbooks made for a test, as the bytes of their files."""

import io
from collections.abc import Callable

import openpyxl


def saved(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A new workbook as `fill` leaves it."""
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
