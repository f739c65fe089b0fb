"""Documentation pages of rules, one each and an index, made from the rule files.

``python -m leakscan.cli.rule_pages`` writes those of the built-in rules to ``leakscan/docs/rules``;
a test fails when they are stale.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from leakscan.detectors.rules import KeywordGroup, Rule, RuleSet, load_rules

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
_MAX_WORDS = 60
_INDEX = """# Rules

What leakscan looks for. Written by `python -m leakscan.cli.rule_pages` from `rules/*.yaml`. To add
one of your own, see [Adding a rule](../adding-a-rule.md).

| rule | category | health level | what | ce que c'est |
|---|---|---|---|---|
"""


def pages(rules: RuleSet) -> dict[str, str]:
    """The text of each page by file name, the index as ``README.md``."""
    found = {f"{rule.info.id}.md": "\n".join(_page(rule)) + "\n" for rule in rules.rules}
    rows = [_row(rule) for rule in rules.rules]
    return {"README.md": _INDEX + "".join(rows), **found}


def write(folder: Path = FOLDER) -> None:
    """Write the pages of the built-in rules, and remove those of rules that are gone."""
    wanted = pages(load_rules())
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("*.md")} - wanted.keys():
        (folder / stale).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _row(rule: Rule) -> str:
    info = rule.info
    level = f"H{info.level}" if info.level else ""
    link = f"[`{info.id}`]({info.id}.md)"
    return f"| {link} | {info.category} | {level} | {info.name['en']} | {info.name['fr']} |\n"


def _page(rule: Rule) -> Iterator[str]:
    info = rule.info
    yield f"# `{info.id}`: {info.name['en']}"
    yield f"\n*{info.name['fr']}*\n"
    yield f"- Category: {info.category}" + (", stigmatising" if info.stigmatising else "")
    if info.level:
        yield f"- Health level: H{info.level}"
    yield f"- Evidence outside a known column: {rule.tier.label}"
    if rule.validator:
        yield f"- Check key: `{rule.validator}`"
    yield f"- Defined in `rules/{rule.source}`"
    yield from _words("## Columns it recognises", rule.columns)
    yield from _words("## Labels that carry a value", rule.labels)
    yield from _words("## Never near", rule.veto)
    if rule.groups:
        yield "\n## Words\n"
        for group in rule.groups:
            yield _group(group)
    yield from _examples("## Finds", [example.text for example in rule.examples])
    yield from _examples("## Leaves", list(rule.negatives))
    yield "\n## References\n"
    yield from (f"- <{reference}>" for reference in rule.references)


def _group(group: KeywordGroup) -> str:
    conditions = []
    if group.upper:
        conditions.append("written exactly so")
    if group.pattern:
        conditions.append("with what its pattern asks for around it")
    if group.near:
        conditions.append(f"within {group.within} bytes of one of {len(group.near)} words")
    if group.veto:
        conditions.append(f"not within {group.within} bytes of one of {len(group.veto)} words")
    told = f" ({'; '.join(conditions)})" if conditions else ""
    return f"- {_listed(group.keywords)}{told}"


def _words(heading: str, words: Sequence[str]) -> Iterator[str]:
    if words:
        yield f"\n{heading}\n\n{_listed(words)}"


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MAX_WORDS} more" if len(words) > _MAX_WORDS else ""
    return ", ".join(f"`{word}`" for word in words[:_MAX_WORDS]) + more


def _examples(heading: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield f"\n{heading}\n"
        for text in texts:
            yield f"```text\n{text.rstrip()}\n```"


if __name__ == "__main__":
    write()
