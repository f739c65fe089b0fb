"""Facts about the machine that a measurement needs to be read: no names, no paths."""

import os
import platform
import re
import subprocess
from pathlib import Path


def machine_facts() -> list[tuple[str, str]]:
    """Pairs of a label and its value, in the order to print."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return [
        ("CPU", f"{_cpu_model()}, {os.cpu_count()} logical cores, {platform.machine()}"),
        ("memory", f"{memory:.0f} GB"),
        ("system", platform.system()),
        ("Python", platform.python_version()),
        ("ripgrep", ripgrep_version() or "not installed"),
    ]


def ripgrep_version() -> str | None:
    """The version of the `rg` on the path, or None."""
    try:
        told = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\d+(\.\d+)+", told.stdout)
    return version.group() if version else "unknown"


def _cpu_model() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    model = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return model.group(1) if model else "unknown"
