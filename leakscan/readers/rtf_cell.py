"""Rich text in the cells of tables, where medical software keeps its notes, as plain text.

It stays in its row, so that what it says is about whom the row is about.
"""

from leakscan.readers.blocks import TableEnd, TableRow
from leakscan.readers.rtf_text import RtfText


def text_of_rtf(data: bytes) -> str:
    r"""The text of a document; what is in tables with tabs between cells.

    >>> text_of_rtf(rb"{\rtf1\ansi Diab\'e8te {\b connu}\par VIH}")
    'Diabète connu\nVIH'
    """
    reader = RtfText()
    reader.add(data, final=True)
    parts = []
    for block in reader.out:
        if isinstance(block, TableRow):
            parts.append("\t".join(block.cells) + "\n")
        elif not isinstance(block, TableEnd):
            parts.append(block)
    return "".join([*parts, *reader.beside]).strip()
