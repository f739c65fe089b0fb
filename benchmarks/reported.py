"""Where a report of measurements goes."""

import sys
from collections.abc import Iterable
from pathlib import Path


def tell(lines: Iterable[str], output: Path | None) -> None:
    """Write lines to a file, or to standard output when there is none, once all are measured."""
    text = "\n".join(lines) + "\n"
    if output is not None:
        output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
