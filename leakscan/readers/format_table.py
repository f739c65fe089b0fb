"""The formats as a table: the text of `leakscan formats` and of `docs/formats.md`."""

from collections.abc import Sequence

from leakscan.readers.format import FormatInfo
from leakscan.readers.registry import readable_formats

HEADINGS = {
    "fr": ("format", "ce qui est lu", "limites", "installation"),
    "en": ("format", "what is read", "limits", "installation"),
}
_DEFAULT = {"fr": "par défaut", "en": "default"}
_ABSENT = {"fr": "absent : ", "en": "missing: "}


def format_rows(lang: str, *, here: bool) -> list[tuple[str, str, str, str]]:
    """One row for each format, in the order in which formats are listed.

    Args:
        lang: ``fr`` or ``en``.
        here: Say of an extra whether it is installed here, beside what installs it.
    """
    return [
        (
            info.name,
            info.description[lang],
            info.limits.get(lang, ""),
            _installation(info, lang, here=here),
        )
        for info in readable_formats()
    ]


def markdown_table(lang: str) -> str:
    """The same as a table in Markdown, wherever it is made."""
    rows: Sequence[tuple[str, ...]] = [
        HEADINGS[lang],
        ("---",) * len(HEADINGS[lang]),
        *format_rows(lang, here=False),
    ]
    return "".join("| " + " | ".join(_escaped(cell) for cell in row) + " |\n" for row in rows)


def _installation(info: FormatInfo, lang: str, *, here: bool) -> str:
    if not info.modules:
        return _DEFAULT[lang]
    extra = f"leakscan[{info.extra}]"
    return f"{_ABSENT[lang]}{extra}" if here and not info.installed else extra


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
