"""Developer commands: `nox` runs everything that CI runs, in the environment it is called from.

`nox -s lint types imports tests` one by one; `nox -s bench` for measurements, which CI does not
take because its machines are too noisy.
"""

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "imports", "tests"]


@nox.session
def lint(session: nox.Session) -> None:
    """Style: ruff's rules and its formatter."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types: mypy, strict."""
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Rooms: who may import whom."""
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """Behaviour; the three sessions above are left out here, being tests as well."""
    session.run("python", "-m", "pytest", "-q", "-n", "2", "-m", "not static", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Whole-process measurements, beside ripgrep when it is installed."""
    session.run("python", "-m", "benchmarks.run", *session.posargs)


@nox.session
def start_up(session: nox.Session) -> None:
    """How long a start takes, and each import."""
    session.run("python", "-m", "benchmarks.startup", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Damaged files of every format, by the thousand."""
    session.run("python", "-m", "tests.fuzz", *(session.posargs or ("--samples", "20000")))


@nox.session
def containers(session: nox.Session) -> None:
    """What archives and bombs cost."""
    session.run("python", "-m", "benchmarks.containers", *session.posargs)
