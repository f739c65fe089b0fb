"""Facts about the machine that a measurement needs to be read: no names, no paths."""

import os
import platform
import re
from pathlib import Path

from benchmarks.peers import version_of

_PEERS = ("rg", "kingfisher", "ferret-scan")


def machine_facts() -> list[tuple[str, str]]:
    """Pairs of a label and its value, in the order to print."""
    peers = ((program, version_of(program) or "not installed") for program in _PEERS)
    return [*short_facts(), *peers]


def short_facts() -> list[tuple[str, str]]:
    """The same without the programs that leakscan is measured beside."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return [
        ("CPU", f"{_cpu_model()}, {os.cpu_count()} logical cores, {platform.machine()}"),
        ("memory", f"{memory:.0f} GB"),
        ("system", platform.system()),
        ("Python", platform.python_version()),
    ]


def _cpu_model() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    model = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return model.group(1) if model else "unknown"
