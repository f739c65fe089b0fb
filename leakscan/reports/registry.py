"""Output formats by name; each is imported when it is asked for, as start-up is a promise."""

from enum import StrEnum
from typing import assert_never

from leakscan.model.errors import UsageError
from leakscan.reports.schema import Document, Lang


class OutputFormat(StrEnum):
    """The names that ``--format`` takes."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    SARIF = "sarif"
    JUNIT = "junit"
    GITLAB = "gitlab"


def render(
    document: Document, output: OutputFormat, *, lang: Lang, width: int = 100, colour: bool = False
) -> str:
    """The document in one format, ready to be written.

    Args:
        document: Built or saved.
        output: The format.
        lang: Language of the formats for people.
        width: Columns, for ``terminal``.
        colour: Whether colour codes are wanted, for ``terminal``.

    Raises:
        UsageError: The format is not there yet.
    """
    match output:
        case OutputFormat.TERMINAL:
            from leakscan.reports import terminal

            return terminal.render(document, lang=lang, width=width, colour=colour)
        case OutputFormat.JSON:
            from leakscan.reports import json_report

            return json_report.render(document)
        case OutputFormat.JSONL:
            from leakscan.reports import jsonl_report

            return jsonl_report.render(document)
        case OutputFormat.CSV:
            from leakscan.reports import csv_report

            return csv_report.render(document)
        case OutputFormat.MARKDOWN:
            from leakscan.reports import markdown_report

            return markdown_report.render(document, lang=lang)
        case OutputFormat.HTML:
            from leakscan.reports import html_report

            return html_report.render(document, lang=lang)
        case OutputFormat.SARIF | OutputFormat.JUNIT | OutputFormat.GITLAB:
            raise UsageError(f"format {output.value} is not available yet")
        case _ as never:
            assert_never(never)
