"""How the process of the command starts and ends: without looking after what lives as long as it.

By itself the interpreter looks for garbage among modules and rules while they are made, and takes
them down one by one in the end, which is a twelfth of the time that a scan of a line takes; the
system takes the memory back as a whole. Interrupts are what may end it before.
"""

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

_NEW_OBJECTS = 10_000
"""Between two looks for garbage, 700 by itself: what tells of words around keywords was looked
through fifty times while it was made, for a fiftieth of the time that a scan of a line takes."""


def collect_seldom() -> None:
    """Look for garbage after more new objects than the interpreter waits for by itself."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def collection_put_off() -> Iterator[None]:
    """No garbage is looked for meanwhile, nor ever among what was made until then."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def end_at_once(main: Callable[[], NoReturn]) -> NoReturn:
    """Run `main`, and leave when its threads, workers and handlers have ended.

    Only for a process that is nobody else's: who calls this does not go on afterwards.

    Raises:
        SystemExit: What `main` raises; anything else it raises ends the process as usual.
    """
    codes: list[int] = []
    # Handlers are called in turn from the last to the first, and threads are joined before.
    atexit.register(_leave, codes)
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int):
            codes.append(end.code)
        raise


def _leave(codes: list[int]) -> None:
    """Nothing is left to be written; who traces the process may have something to do yet."""
    if codes and sys.gettrace() is None:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(codes[0])


def raise_when_interrupted() -> None:
    """From here on an interrupt is an exception, for whoever has something to undo.

    So is the wish of somebody else that the process ends, or a terminal that is closed: half a
    copy would else be taken for a whole one.
    """
    for number in _ends():
        # Who starts a process may have it ignore them (`nohup`).
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def leave_without_interrupts() -> None:
    """From here on they could only spoil the exit code; what the system does may end us still."""
    for number in _ends():
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)


def _ends() -> list[signal.Signals]:
    """What asks a process to end, as far as the system has it."""
    known = signal.Signals.__members__
    return [known[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in known]
