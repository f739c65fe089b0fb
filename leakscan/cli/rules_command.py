"""`leakscan rules`: what is looked for, and whether rule files are right."""

from pathlib import Path

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.listing import ListingGroup
from leakscan.cli.option_groups import language_option, rule_source_options
from leakscan.cli.preferences import preferred_language
from leakscan.model.errors import RuleError, UsageError
from leakscan.reports.printable import printable
from leakscan.reports.schema import Lang


@click.group(
    cls=ListingGroup,
    epilog="""\b
Examples:
  leakscan rules list
  leakscan rules show fr.nir
  leakscan rules check my-rules.yaml""",
)
def rules() -> None:
    """What is looked for, and whether rule files are right."""


@rules.command(
    "list",
    epilog="""\b
Examples:
  leakscan rules list
  leakscan rules list --rules my-rules/ --lang en""",
)
@rule_source_options
@language_option
def list_rules(*, rules: tuple[Path, ...], builtin_rules: bool, lang: Lang | None) -> int:
    """List every rule: id, category, health level, name."""
    from leakscan.detectors.rules import load_rules

    language = lang or preferred_language()
    found = load_rules(rules, builtin=builtin_rules).rules
    width = max((len(rule.info.id) for rule in found), default=0)
    for rule in found:
        info = rule.info
        level = f"H{info.level}" if info.level else "-"
        line = f"{info.id:<{width}}  {info.category:<12}  {level:<2}  {info.name[language]}"
        click.echo(printable(line))
    return ExitCode.OK


@rules.command(
    epilog="""\b
Examples:
  leakscan rules show fr.nir
  leakscan rules show health.hiv --lang en""",
)
@click.argument("rule_id", metavar="ID")
@rule_source_options
@language_option
def show(rule_id: str, *, rules: tuple[Path, ...], builtin_rules: bool, lang: Lang | None) -> int:
    """Show one rule: what it matches, on what conditions, with which examples."""
    from leakscan.cli.rule_text import rule_lines
    from leakscan.detectors.rules import load_rules

    found = {rule.info.id: rule for rule in load_rules(rules, builtin=builtin_rules).rules}
    if rule_id not in found:
        from leakscan.cli.suggestions import did_you_mean

        hint = did_you_mean(rule_id, found) or ": `leakscan rules list` names them all"
        raise UsageError(f"no rule {rule_id}{hint}")
    for line in rule_lines(found[rule_id], lang or preferred_language()):
        click.echo(printable(line))
    return ExitCode.OK


@rules.command(
    epilog="""\b
Examples:
  leakscan rules check                        the built-in rules
  leakscan rules check my-rules.yaml          your own, beside the built-in ones""",
)
@click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
@language_option
def check(paths: tuple[Path, ...], *, lang: Lang | None) -> int:
    """Check rule files as our own are checked; exit 1 when anything is wrong.

    Keys, ids, patterns and bounds, then every example and counter-example through the whole
    scan, with each engine that is installed. Without PATH: the built-in rules.
    """
    from leakscan.cli.rule_check import check_everything
    from leakscan.detectors.rules import load_rules
    from leakscan.reports.wording import counted

    try:
        checked = load_rules(paths, builtin=True)
    except RuleError as error:
        click.echo(printable(str(error)), err=True)
        return ExitCode.FOUND
    sources = {
        file.name for path in paths for file in ([path] if path.is_file() else path.iterdir())
    }
    problems, count = check_everything(checked, only=sources)
    for problem in problems:
        click.echo(printable(problem), err=True)
    language = lang or preferred_language()
    done = counted("rules.checked", count, language)
    click.echo(f"{done}, {counted('rules.problems', len(problems), language)}")
    return ExitCode.FOUND if problems else ExitCode.OK
