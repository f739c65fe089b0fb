"""Scans of little texts with the built-in rules, loaded once."""

from functools import cache

from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.model.state import FileState
from leakscan.readers.opening import ReadOptions
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source

KEY = bytes(range(32))


@cache
def rules() -> RuleSet:
    return load_rules()


@cache
def scanner(
    chunk_bytes: int | None = None, engine: str = "portable", only: tuple[str, ...] = ()
) -> Scanner:
    """A scanner with all of the built-in rules, or with `only` some of them, by id."""
    read = ReadOptions() if chunk_bytes is None else ReadOptions(chunk_bytes=chunk_bytes)
    return Scanner(rules_of(only), ScanOptions(read=read, key=KEY, engine=engine))


def rules_of(only: tuple[str, ...]) -> RuleSet:
    """The rules of these ids; all of them when there are none."""
    if not only:
        return rules()
    chosen = tuple(rule for rule in rules().rules if rule.info.id in only)
    assert len(chosen) == len(only)
    return RuleSet(rules=chosen, digest="")


def state_of(
    content: str | bytes,
    name: str = "sample.txt",
    *,
    chunk_bytes: int | None = None,
    engine: str = "portable",
    only: tuple[str, ...] = (),
) -> FileState:
    """The evidence in a file of this content; nothing of it may be left unread."""
    data = content.encode() if isinstance(content, str) else content
    result = scanner(chunk_bytes, engine, only).scan(memory_source(data, name), name)
    assert [gap.reason for gap in result.coverage.gaps] == []
    return result.state


def counts_of(content: str | bytes, name: str = "sample.txt") -> dict[str, int]:
    """Number of hits by rule."""
    return {rule: tally.count for rule, tally in state_of(content, name).tallies.items()}
