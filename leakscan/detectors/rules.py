"""Loading rules: the built-in files and the user's own, as one `RuleSet`.

The file format is the project's contract on rules, with each file holding a list of rules.
Loading happens at every start, so it compiles nothing (patterns stay text; see `rule_check`)
and lexicons are tab-separated. Must not know the engines or any scanned content; rule files
come from the package or the command line, never from the scanned tree.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import partial
from hashlib import sha256
from pathlib import Path

from leakscan.detectors.builtin import JoinedWords, builtin_rules_dir, stored_rules
from leakscan.detectors.rule import (
    MAX_MATCH_BYTES,
    Example,
    KeywordGroup,
    Rule,
    RuleSet,
)
from leakscan.model.errors import RuleError
from leakscan.model.taxonomy import RuleInfo


def load_rules(extra: Sequence[Path] = (), *, builtin: bool = True) -> RuleSet:
    """The built-in rules and those of `extra` files and folders, checked key by key.

    Args:
        extra: Rule files, or folders whose ``*.yaml`` files are read; lexicons are looked up
            in ``lexicons/`` beside the file that names them, then among the built-in ones.
        builtin: Whether the built-in rules are included.

    Raises:
        RuleError: Naming the file, the rule and the key; also when two rules share an id, or
            when a file or folder holds none: what it was named for would never be found.
    """
    if not builtin:
        if not extra:
            raise RuleError("no rules: without the built-in ones, --rules PATH must name others")
        return read_rules(extra)
    stored = stored_rules()
    if stored is None:
        return read_rules([builtin_rules_dir(), *extra])
    return read_rules(extra, known=stored.rules) if extra else stored.rules


def read_rules(roots: Sequence[Path], known: RuleSet | None = None) -> RuleSet:
    """The rules of files and folders, as `load_rules` does, after those that are `known`."""
    rules = {rule.info.id: rule for rule in known.rules} if known else {}
    for path in (file for root in roots for file in _rule_files(root)):
        own = path.parent != builtin_rules_dir()
        for rule in _read_rules(path, own=own):
            if own:
                _require_patterns(rule)
            first = rules.setdefault(rule.info.id, rule)
            if first is not rule:
                raise RuleError(f"{path.name}: rule {rule.info.id}: also in {first.source}")
    ordered = tuple(rules[rule_id] for rule_id in sorted(rules))
    return RuleSet(rules=ordered, digest=_digest(ordered))


def read_lexicon(path: Path) -> tuple[str, ...]:
    """The terms of a lexicon: the first column, ``#`` lines left out.

    Raises:
        RuleError: The file cannot be read.
    """
    lines = _read_text(path).splitlines()
    return tuple(line.partition("\t")[0] for line in lines if line and line[0] != "#")


def _require_patterns(rule: Rule) -> None:
    """Refuse a user's rule whose pattern does not compile; the built-in ones are checked in CI."""
    patterns = [group.pattern for group in rule.groups if group.pattern]
    if not patterns:
        return
    import regex

    for pattern in patterns:
        try:
            regex.compile(pattern)
        except regex.error as error:
            problem = f"rule {rule.info.id}: pattern: does not compile: {error.msg}"
            raise RuleError(f"{rule.source}: {problem}") from None


def _rule_files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    files = sorted((*root.glob("*.yaml"), *root.glob("*.yml")))
    if not files:
        raise RuleError(f"{root}: no rule file (*.yaml) is in this folder")
    yield from files


def _read_rules(path: Path, *, own: bool) -> Iterator[Rule]:
    # Imported here: a scan with the built-in rules, as they were stored, does without.
    import yaml

    from leakscan.detectors.rule_file import rule_from
    from leakscan.detectors.rule_yaml import read_yaml

    try:
        entries = read_yaml(_read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise RuleError(f"{path.name}: {place}{problem}") from None
    if not isinstance(entries, list):
        raise RuleError(f"{path.name}: a rule file is a list of rules")
    if not entries:
        # A gate whose rules were lost must not pass everything.
        raise RuleError(f"{path.name}: no rule is in this file")
    lexicon = partial(_find_lexicon, path.parent / "lexicons")
    for entry in entries:
        yield rule_from(entry, source=path.name, lexicon=lexicon, own=own)


def _find_lexicon(folder: Path, name: str) -> tuple[str, ...]:
    for place in (folder, builtin_rules_dir() / "lexicons"):
        if (place / name).is_file():
            return read_lexicon(place / name)
    raise RuleError(f"lexicon {name}: not found")


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RuleError(f"{path.name}: cannot be read as UTF-8 text") from None


def _digest(rules: Sequence[Rule]) -> str:
    content = json.dumps(rules, default=_canonical, ensure_ascii=False, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()


def _canonical(
    item: Rule | KeywordGroup | Example | RuleInfo | JoinedWords,
) -> dict[str, object] | tuple[str, ...]:
    """What identifies a rule or a part of one, whichever file it stands in."""
    if isinstance(item, JoinedWords):
        return tuple(item)
    names = (field.name for field in fields(item))
    return {name: getattr(item, name) for name in names if name not in {"source", "own"}}


__all__ = [
    "MAX_MATCH_BYTES",
    "Example",
    "KeywordGroup",
    "Rule",
    "RuleError",
    "RuleSet",
    "builtin_rules_dir",
    "load_rules",
    "read_lexicon",
    "read_rules",
]
