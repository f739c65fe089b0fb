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
        if target.format == DEFAULT_FORMAT:
            text = _decision(document, language) if compact else _full(document, target, language)
            if explained and not compact:
                text = f"{text}\n{_derivation(document, language)}"
            if "gate" in document and not compact:
                # Last, where the eye is when the command has ended.
                text = f"{text}\n{_decision(document, language)}"
            write_report(text, target, force=force)
        else:
            content = render(document, OutputFormat(target.format), lang=language)
            write_report(content, target, force=force)


def _full(document: Document, target: Target, lang: Lang) -> str:
    from leakscan.reports import terminal

    on_stdout = target.path == STDOUT
    return terminal.render(
        document,
        lang=lang,
        width=report_width() if on_stdout else _FILE_WIDTH,
        colour=on_stdout and wants_colour(),
    )


# Imported where they are called: most scans decide nothing and derive nothing.


def _decision(document: Document, lang: Lang) -> str:
    from leakscan.reports import gate_report

    return gate_report.render(document, lang=lang)


def _derivation(document: Document, lang: Lang) -> str:
    from leakscan.reports.explanation import explain

    return explain(document, (), lang=lang)
