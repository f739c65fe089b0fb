"""Redacting bytes in memory."""

from datetime import date
from functools import cache
from io import BytesIO

from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.model.coverage import Coverage
from leakscan.readers.opening import ReadOptions
from leakscan.redaction.redactor import Mode, Redaction, Redactor
from leakscan.scanner import Scanner, ScanOptions
from leakscan.scoring import Circumstances, assess
from leakscan.sources import memory_source

KEY = b"k" * 32
AS_OF = date(2026, 1, 1)


@cache
def rules() -> RuleSet:
    return load_rules()


@cache
def redactor(mode: Mode, key: bytes, options: ReadOptions) -> Redactor:
    return Redactor(rules(), options, mode, key, engine="portable")


@cache
def scanner() -> Scanner:
    return Scanner(rules(), ScanOptions(engine="portable", key=KEY))


def redact(
    content: bytes,
    name: str = "a.csv",
    *,
    mode: Mode = Mode.MASK,
    key: bytes = KEY,
    encoding: str | None = None,
    chunk_bytes: int = 1 << 20,
) -> tuple[bytes, Redaction]:
    """The copy of a file, and what was done."""
    sink = BytesIO()
    options = ReadOptions(encoding=encoding, chunk_bytes=chunk_bytes)
    done = redactor(mode, key, options).copy(BytesIO(content), name, sink)
    return sink.getvalue(), done


def severity(content: bytes, name: str = "a.csv") -> float:
    """The established severity of a file."""
    state = scanner().scan(memory_source(content, name), name).state
    infos = {rule.info.id: rule.info for rule in rules().rules}
    found = assess(state, infos, Coverage(), Circumstances(), as_of=AS_OF)
    return found.established.se
