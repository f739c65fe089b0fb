"""What the build of the package makes: compiled kernels, and the stored form of rules and patterns.

Each only where it can be made. Without kernels NumPy does the work; without the stored forms the
rules are read, and patterns compiled, at every start.
"""

import compileall
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = Path("leakscan/native")
_STORED = {
    "leakscan.detectors.storing": Path("leakscan/detectors/_stored_rules.bin"),
    "leakscan.pattern_storing": Path("leakscan/_stored_patterns.bin"),
}
"""What modules write on standard output, and where it is kept."""
_SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
_COMPILERS = ("cc", "gcc", "clang")
_OPTIONS = ("-std=c11", "-O3", "-shared", "-fPIC", "-fvisibility=hidden")
_WIDE = ("-mavx2", "-mbmi", "-mbmi2", "-mpopcnt")
"""For a second build of the kernels, which is used where the processor has all of these."""


class LeakscanBuildHook(BuildHookInterface[Any]):
    """Makes them beside the code that uses them, and ships them in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make all; with kernels the wheel is one of this platform, and any Python can load it."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        source = root / _FOLDER / "kernels.c"
        library = source.with_name(f"_kernels{_SUFFIX}")
        wide = source.with_name(f"_kernels_avx2{_SUFFIX}")
        made = []
        if _compiled(source, library):
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"
            made.append(_FOLDER / library.name)
            if _compiled(source, wide, *_WIDE):
                made.append(_FOLDER / wide.name)
        else:
            self.app.display_warning("leakscan: no C compiler; built without compiled kernels")
        # After the kernels, which lay the words out.
        for module, target in _STORED.items():
            if _stored(root, module, root / target):
                made.append(target)
            else:
                self.app.display_warning(f"leakscan: no {target.name}; starts take longer")
        if version == "editable":
            # As pip does with all it installs, except what stays in a checkout.
            compileall.compile_dir(root / "leakscan", quiet=2)
        else:
            build_data["force_include"] |= {str(root / path): str(path) for path in made}


def _stored(root: Path, module: str, target: Path) -> bool:
    """Whether what a module stores could be made; one that is out of date is removed."""
    fresh = target.with_suffix(f".{os.getpid()}.tmp")
    command = [sys.executable, "-m", module]
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    try:
        made = subprocess.run(
            command, check=True, capture_output=True, env=environment, timeout=120
        )
        fresh.write_bytes(made.stdout)
        fresh.replace(target)
    except (OSError, subprocess.SubprocessError):
        fresh.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        return False
    return True


def _compiled(source: Path, library: Path, *options: str) -> bool:
    """Whether the library could be made; one that is out of date is removed."""
    wanted = os.environ.get("CC", "").split() or next(
        ([name] for name in _COMPILERS if shutil.which(name)), []
    )
    if not wanted or os.environ.get("LEAKSCAN_NATIVE") == "0":
        return False
    # Compiled aside and moved into place: a running process keeps the library it has mapped.
    fresh = library.with_suffix(f".{os.getpid()}.tmp")
    command = [*wanted, *_OPTIONS, *options, "-o", str(fresh), str(source)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        fresh.replace(library)
    except (OSError, subprocess.SubprocessError):
        fresh.unlink(missing_ok=True)
        library.unlink(missing_ok=True)
        return False
    return True
