"""leakscan: a streaming scanner for sensitive French health data in dumps and exports.

Bytes go in one end; a report without a single raw value comes out of the other. See
ARCHITECTURE.md beside this file for the rooms and the place where raw text stops, and `api` for
what programs can use: `leakscan.scan`, `leakscan.Scanner` and the names in `__all__`.
"""

# As in `typing`, which takes longer to import than an interrupted start should be noticed.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from leakscan.api import (
        Band,
        FileReport,
        Finding,
        LeakscanError,
        NotExamined,
        Report,
        Scanner,
        SensitiveData,
        scan,
    )

__version__ = "0.1.0"

__all__ = [
    "Band",
    "FileReport",
    "Finding",
    "LeakscanError",
    "NotExamined",
    "Report",
    "Scanner",
    "SensitiveData",
    "__version__",
    "scan",
]


def __getattr__(name: str) -> object:
    """The names of the API, loaded when they are asked for: the command line starts without."""
    if name not in __all__:
        raise AttributeError(f"module 'leakscan' has no attribute {name!r}")
    from leakscan import api

    return getattr(api, name)


def __dir__() -> list[str]:
    """What there is to be found, before any of it is loaded."""
    return sorted(__all__)
