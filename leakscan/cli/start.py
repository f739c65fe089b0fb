"""Where the process of the command begins: interrupts end it quietly while it is being loaded.

It imports nothing that takes time before that, so that Ctrl-C shows no traceback of imports.
"""

import os

INTERRUPTED = 130
"""The exit code of the contract; `ExitCode` is not there yet."""


def program() -> None:
    """What `leakscan` runs: the command line, in a process that ends with it."""
    try:
        _end_when_interrupted()
        from leakscan.cli.lifetime import collection_put_off

        with collection_put_off():
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
