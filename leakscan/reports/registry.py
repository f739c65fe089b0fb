"""Output formats by name; each is imported when it is asked for, as start-up is a promise."""

from enum import StrEnum
from typing import Literal, assert_never

from leakscan.reports.schema import Document, Lang


class OutputFormat(StrEnum):
    """The names that ``--format`` takes."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    CNIL = "cnil"
    CNIL_DOCX = "cnil-docx"
    SARIF = "sarif"
    JUNIT = "junit"
    GITLAB = "gitlab"
    GITLAB_SAST = "gitlab-sast"


_Data = Literal[OutputFormat.JSON, OutputFormat.JSONL, OutputFormat.CSV]
_People = Literal[
    OutputFormat.MARKDOWN, OutputFormat.HTML, OutputFormat.CNIL, OutputFormat.CNIL_DOCX
]
_Issues = Literal[
    OutputFormat.SARIF, OutputFormat.JUNIT, OutputFormat.GITLAB, OutputFormat.GITLAB_SAST
]


def render(
    document: Document, output: OutputFormat, *, lang: Lang, width: int = 100, colour: bool = False
) -> str | bytes:
    """The document in one format, ready to be written.

    Args:
        document: Built or saved.
        output: The format.
        lang: Language of the formats for people.
        width: Columns, for ``terminal``.
        colour: Whether colour codes are wanted, for ``terminal``.

    Returns:
        Text, or bytes of a binary format.
    """
    match output:
        case OutputFormat.TERMINAL:
            from leakscan.reports import terminal

            return terminal.render(document, lang=lang, width=width, colour=colour)
        case OutputFormat.MARKDOWN | OutputFormat.HTML | OutputFormat.CNIL | OutputFormat.CNIL_DOCX:
            return _for_people(document, output, lang)
        case OutputFormat.JSON | OutputFormat.JSONL | OutputFormat.CSV:
            return _as_data(document, output)
        case _:
            return _as_issues(document, output, lang)


def _for_people(document: Document, output: _People, lang: Lang) -> str | bytes:
    """Formats that people read, beside the terminal's."""
    match output:
        case OutputFormat.MARKDOWN:
            from leakscan.reports import markdown_report

            return markdown_report.render(document, lang=lang)
        case OutputFormat.HTML:
            from leakscan.reports import html_report

            return html_report.render(document, lang=lang)
        case OutputFormat.CNIL:
            from leakscan.reports import cnil

            return cnil.render_markdown(document, lang=lang)
        case OutputFormat.CNIL_DOCX:
            from leakscan.reports import cnil

            return cnil.render_docx(document, lang=lang)
        case _ as never:
            assert_never(never)


def _as_data(document: Document, output: _Data) -> str:
    """Formats that programs read: all that the document holds."""
    match output:
        case OutputFormat.JSON:
            from leakscan.reports import json_report

            return json_report.render(document)
        case OutputFormat.JSONL:
            from leakscan.reports import jsonl_report

            return jsonl_report.render(document)
        case OutputFormat.CSV:
            from leakscan.reports import csv_report

            return csv_report.render(document)
        case _ as never:
            assert_never(never)


def _as_issues(document: Document, output: _Issues, lang: Lang) -> str:
    """Formats that CI systems and code hosts read: a list of issues."""
    match output:
        case OutputFormat.SARIF:
            from leakscan.reports import sarif_report

            return sarif_report.render(document, lang=lang)
        case OutputFormat.JUNIT:
            from leakscan.reports import junit_report

            return junit_report.render(document, lang=lang)
        case OutputFormat.GITLAB:
            from leakscan.reports import gitlab_reports

            return gitlab_reports.render_quality(document, lang=lang)
        case OutputFormat.GITLAB_SAST:
            from leakscan.reports import gitlab_reports

            return gitlab_reports.render_sast(document, lang=lang)
        case _ as never:
            assert_never(never)
