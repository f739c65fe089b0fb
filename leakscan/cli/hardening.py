"""What the process does, before anything is read, so that scanned data cannot escape it.

Core dumps, debuggers of the same user, tracebacks and logging errors would all show memory or
exception messages, and both may hold scanned data. Everything here is best effort: a platform
that lacks a protection still scans.
"""

import logging
import os
import sys
import threading
from pathlib import PurePath
from types import TracebackType

EXIT_INTERNAL_ERROR = 70
"""An error that is ours (EX_SOFTWARE of sysexits.h), unlike every code of the contract."""
_PR_SET_DUMPABLE = 4


def open_standard_streams() -> None:
    """Open standard streams that were closed (``>&-``), since files would take their numbers.

    With those numbers files would take what is said on them. What is told on stderr then goes
    nowhere; reading stdin and writing to stdout fail, so that no report is lost in silence.
    """
    for number, name, access in (
        (0, "stdin", os.O_WRONLY),
        (1, "stdout", os.O_RDONLY),
        (2, "stderr", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, access)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def harden_process() -> None:
    """No core dump, no ptrace, no exception message on stderr, for this process."""
    _forbid_core_dumps()
    _forbid_ptrace()
    logging.raiseExceptions = False
    sys.excepthook = _report_exception
    sys.unraisablehook = _report_unraisable
    threading.excepthook = _report_thread


def describe(error: BaseException) -> str:
    """One line with the type and place of an error; never its message, which may quote data."""
    return _told(type(error), error.__traceback__)


def _told(kind: type[BaseException], trace: TracebackType | None) -> str:
    return f"internal error: {kind.__name__} at {_place(trace)}"


def _place(trace: TracebackType | None) -> str:
    """Module and line where our code was last, then where the error rose if that is not ours."""
    places: list[str] = []
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        name = module or PurePath(trace.tb_frame.f_code.co_filename).name
        places.append(f"{name}:{trace.tb_lineno}")
        trace = trace.tb_next
    if not places:
        return "an unknown place"
    ours = [place for place in places if place.startswith("leakscan.")]
    if not ours or ours[-1] == places[-1]:
        return places[-1]
    return f"{ours[-1]} (in {places[-1]})"


def _report_exception(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    sys.stderr.write(f"leakscan: {_told(kind, trace)}\n")


def _report_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    _report_exception(unraisable.exc_type, BaseException(), unraisable.exc_traceback)


def _report_thread(args: threading.ExceptHookArgs) -> None:
    _report_exception(args.exc_type, BaseException(), args.exc_traceback)


def _forbid_core_dumps() -> None:
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


def _forbid_ptrace() -> None:
    """Linux: also keeps a piped core handler, which the limit does not bind, from dumping us."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    try:
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return
