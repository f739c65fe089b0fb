"""Where the process of the command begins: interrupts end it quietly while it is being loaded.

It imports nothing that takes time before that, so that Ctrl-C shows no traceback of imports.
"""

import os

# As in `typing`, which takes too long to import here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal

INTERRUPTED = 130
"""The exit code of the contract; `ExitCode` is not there yet."""


def program() -> None:
    """What `leakscan` runs: the command line, in a process that ends with it."""
    try:
        _end_when_interrupted()
        from leakscan.cli.main import program as loaded
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    loaded()


def _end_when_interrupted() -> None:
    """Nothing has been read or written yet: there is nothing to undo, and nothing to say."""
    import signal

    # Who starts a process in the background may have it ignore interrupts.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda _signal, _frame: os._exit(INTERRUPTED))


def raise_when_interrupted() -> None:
    """From here on an interrupt is an exception, for whoever has something to undo.

    So is the wish of somebody else that the process ends, or a terminal that is closed: half a
    copy would else be taken for a whole one.
    """
    import signal

    for number in _ends():
        # Who starts a process may have it ignore them (`nohup`).
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def leave_without_interrupts() -> None:
    """From here on they could only spoil the exit code; what the system does may end us still."""
    import signal

    for number in _ends():
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)


def _ends() -> "list[signal.Signals]":
    """What asks a process to end, as far as the system has it."""
    import signal

    known = signal.Signals.__members__
    return [known[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in known]
