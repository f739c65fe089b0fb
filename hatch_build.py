"""Builds the compiled kernels when the package is built, if there is a C compiler.

Without one, or when it fails, the package is built all the same and NumPy does the work.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = Path("leakscan/native")
_SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
_COMPILERS = ("cc", "gcc", "clang")
_OPTIONS = ("-std=c11", "-O3", "-shared", "-fPIC", "-fvisibility=hidden")


class KernelBuildHook(BuildHookInterface[Any]):
    """Compiles `leakscan/native/kernels.c` beside itself and ships the result in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and make the wheel one of this platform; any Python can load it."""
        if self.target_name != "wheel":
            return
        source = Path(self.root) / _FOLDER / "kernels.c"
        library = source.with_name(f"_kernels{_SUFFIX}")
        if not _compiled(source, library):
            self.app.display_warning("leakscan: no C compiler; built without compiled kernels")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        if version != "editable":
            build_data["force_include"][str(library)] = str(_FOLDER / library.name)


def _compiled(source: Path, library: Path) -> bool:
    wanted = os.environ.get("CC", "").split() or next(
        ([name] for name in _COMPILERS if shutil.which(name)), []
    )
    if not wanted or os.environ.get("LEAKSCAN_NATIVE") == "0":
        return False
    # Compiled aside and moved into place: a running process keeps the library it has mapped.
    fresh = library.with_suffix(f".{os.getpid()}.tmp")
    command = [*wanted, *_OPTIONS, "-o", str(fresh), str(source)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        fresh.replace(library)
    except (OSError, subprocess.SubprocessError):
        fresh.unlink(missing_ok=True)
        return False
    return True
