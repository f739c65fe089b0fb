"""Rich text in the cells of tables, where medical software keeps its notes, as plain text.

It stays in its row, so that what it says is about whom the row is about.
"""

from leakscan.readers.blocks import TableEnd, TableRow, line_of
from leakscan.readers.rtf_text import RtfText


def text_of_rtf(data: bytes) -> str:
    r"""The text of a document; rows of tables as lines, as in a letter.

    >>> text_of_rtf(rb"{\rtf1\ansi Diab\'e8te {\b connu}\par VIH}")
    'Diabète connu\nVIH'
    >>> text_of_rtf(rb"{\rtf1\trowd\intbl Nom\cell DURAND\cell\row}")
    'Nom : DURAND'
    """
    reader = RtfText()
    reader.add(data, final=True)
    parts = []
    for block in reader.out:
        if isinstance(block, TableRow):
            parts.append(line_of(block.cells))
        elif not isinstance(block, TableEnd):
            parts.append(block)
    return "".join([*parts, *reader.beside]).strip()
