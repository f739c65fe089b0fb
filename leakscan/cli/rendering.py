"""One document into every report that was asked for."""

from collections.abc import Sequence

from leakscan.cli.output import DEFAULT_FORMAT, STDOUT, Target, write_report
from leakscan.cli.preferences import preferred_language, report_width, wants_colour
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.schema import Document, Lang

_FILE_WIDTH = 100


def write_reports(
    document: Document,
    targets: Sequence[Target],
    *,
    lang: Lang | None,
    force: bool,
    compact: bool = False,
    explained: bool = False,
) -> None:
    """Render and write each target; colours and the terminal's width only on stdout.

    Args:
        document: Built or saved.
        targets: What to write where.
        lang: Of the formats for people; None for the locale's.
        force: Existing files are replaced.
        compact: The format for the terminal shows what the gate decided and no more.
        explained: The format for the terminal ends with the derivation of each severity.

    Raises:
        UsageError: A file that cannot be written after all.
    """
    language = lang or preferred_language()
    for target in targets:
        on_stdout = target.path == STDOUT
        if compact and target.format == DEFAULT_FORMAT:
            from leakscan.reports.gate_report import render as render_gate

            write_report(render_gate(document, lang=language), target, force=force)
            continue
        content = render(
            document,
            OutputFormat(target.format),
            lang=language,
            width=report_width() if on_stdout else _FILE_WIDTH,
            colour=on_stdout and wants_colour(),
        )
        if explained and isinstance(content, str) and target.format == DEFAULT_FORMAT:
            from leakscan.reports.explanation import explain

            content += "\n" + explain(document, (), lang=language)
        if "gate" in document and isinstance(content, str) and target.format == DEFAULT_FORMAT:
            # Last, where the eye is when the command has ended.
            content += "\n" + render_gate(document, lang=language)
        write_report(content, target, force=force)
