"""Text of others in Markdown: nothing of it links, mentions anybody or is rendered."""

import re
from collections.abc import Iterable

_ACTIVE = re.compile(r"([\\`*_\[\]#!~$&])")
_BACKTICKS = re.compile("`+")


def escape(text: str) -> str:
    """Text of others that can be no markup and no link."""
    return _ACTIVE.sub(r"\\\1", text).replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    """Text of others as a code span, in which nothing links, mentions or is rendered."""
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def table_row(cells: Iterable[str]) -> str:
    """Cells, already safe, as a row of a table: a bar ends a cell also inside a code span."""
    shown = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(shown)} |"
