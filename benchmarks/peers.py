"""The programs that leakscan is measured beside, where they are on the path.

Each does less: ripgrep counts lines with one pattern, Kingfisher finds three patterns without
checking a key, ferret-scan knows no French identifier.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import ROOT

NIR_REGEX = (
    r"\b[1-478][ ./_-]?[0-9]{2}[ ./_-]?(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])[ ./_-]?"
    r"(?:[0-9]{2}|2[AB])[ ./_-]?[0-9]{3}[ ./_-]?[0-9]{3}[ ./_-]?[0-9]{2}\b"
)
"""A NIR with optional separators, as somebody with ripgrep at hand would search for it."""
STRICT_RULES, LOOSE_RULES = (
    ROOT / "benchmarks" / f"kingfisher-{kind}.yml" for kind in ("strict", "loose")
)
"""Three rules each for Kingfisher."""


def scan_command(path: Path, *more: str, jobs: int = 1) -> list[str]:
    """The scan that is measured: JSON, from the checkout."""
    program = [sys.executable, "-m", "leakscan", "scan", "--format", "json", "--no-config"]
    return [*program, "--no-progress", "--jobs", str(jobs), *more, str(path)]


def ripgrep_command(path: Path) -> list[str]:
    """Counting lines with a NIR, one thread, bytes as they are."""
    return ["rg", "--no-config", "-c", "-j1", "-a", "-e", f"(?-u){NIR_REGEX}", str(path)]


def kingfisher_command(path: Path, *, rules: Path) -> list[str]:
    """Three rules and none of its own, one thread, nothing looked up or left out."""
    return [
        *("kingfisher", "scan", str(path), "--rules-path", str(rules)),
        *("--load-builtins=false", "--rule", "all", "--confidence", "low", "--no-validate"),
        *("--no-update-check", "--git-history", "none", "--no-extract-archives", "--no-base64"),
        *("--no-ignore", "--no-dedup", "--max-file-size", "0", "--jobs", "1"),
        *("--format", "jsonl", "-q"),
    ]


def ferret_command(path: Path, *more: str) -> list[str]:
    """Its default checks."""
    return ["ferret-scan", "--file", str(path), "--format", "json", *more]


def version_of(program: str) -> str | None:
    """The version of a program on the path, or None."""
    if shutil.which(program) is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\d+(\.\d+)+", told.stdout)
    return version.group() if version else "unknown"
