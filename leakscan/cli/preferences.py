"""Which language, colours and width the person in front of the terminal wants."""

import os
import sys
from collections.abc import Mapping

from leakscan.reports.schema import Lang

_DEFAULT_WIDTH = 100


def preferred_language(environment: Mapping[str, str] = os.environ) -> Lang:
    """``en`` or ``fr``, from the locale in POSIX order of precedence; ``fr`` for any other."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


def wants_colour(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether stdout is a terminal that may be coloured (https://no-color.org)."""
    plain = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def report_width() -> int:
    """Columns for a report on stdout: the terminal's, or 100 where there is none."""
    # Imported here: it brings the modules of three compressions.
    import shutil

    return shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns
