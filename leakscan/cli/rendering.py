"""One document into every report that was asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

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
    scanned: Sequence[str] = (),
) -> None:
    """Render and write each target; colours and the terminal's width only on stdout.

    Args:
        document: Built or saved.
        targets: What to write where.
        lang: Of the formats for people; None for the locale's.
        force: Existing files are replaced.
        compact: The format for the terminal shows what the gate decided and no more.
        explained: The format for the terminal ends with the derivation of each severity.
        scanned: The paths that the user named; none for a saved result.

    Raises:
        UsageError: A file that cannot be written after all.
    """
    language = lang or preferred_language()
    reaches = _reaching(scanned)
    for target in targets:
        if target.format == DEFAULT_FORMAT:
            decision = _decision(document, language, reaches) if "gate" in document else ""
            text = decision if compact else _full(document, target, language)
            if explained and not compact:
                text = f"{text}\n{_derivation(document, language)}"
            if decision and not compact:
                # Last, where the eye is when the command has ended.
                text = f"{text}\n{decision}"
            write_report(text, target, force=force)
        else:
            content = render(document, OutputFormat(target.format), lang=language)
            write_report(content, target, force=force)


def _reaching(scanned: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path as printed, from here, is a file below one of those that were named."""
    roots = [Path(path).resolve() for path in scanned]

    def reaches(path: str) -> bool:
        place = Path(path).resolve()
        known = place.exists() and any(place.is_relative_to(root) for root in roots)
        return known or path in scanned

    return reaches


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


def _decision(document: Document, lang: Lang, reaches: Callable[[str], bool]) -> str:
    from leakscan.reports import gate_report

    return gate_report.render(document, lang=lang, reaches=reaches)


def _derivation(document: Document, lang: Lang) -> str:
    from leakscan.reports.explanation import explain

    return explain(document, (), lang=lang)
