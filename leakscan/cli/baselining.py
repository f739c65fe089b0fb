"""Baselines for the commands: reading one with its key, and what a scan says of it."""

from datetime import UTC, date, datetime
from pathlib import Path

from leakscan.baseline import Baseline, Found, key_id_of, read_baseline
from leakscan.cli.scanning import Outcome
from leakscan.model.errors import UsageError
from leakscan.reports.schema import KnownPart

_MAX_BASELINE_BYTES = 1 << 28


def today() -> date:
    """The day on which expiry is judged: the same all over the world."""
    return datetime.now(UTC).date()


def load_baseline(path: Path, key: bytes | None) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: It is none, or was made with another key, or no key is given.
    """
    baseline = read_baseline(_read_text(path), path.name)
    if baseline.key_id != key_id_of(required_key(key)):
        raise UsageError(
            f"{path.name}: was made with another key: give the one that made it, or make the"
            " baseline again"
        )
    return baseline


def required_key(key: bytes | None) -> bytes:
    """The key, which a baseline cannot do without.

    Raises:
        UsageError: There is none: fingerprints under a key that dies would match nothing.
    """
    if key is None:
        raise UsageError(
            "a baseline needs a key that lasts: `leakscan baseline key FILE` makes one; then"
            " --key-file FILE, or LEAKSCAN_KEY_FILE or LEAKSCAN_KEY in CI"
        )
    return key


def known_part(baseline: Baseline, outcome: Outcome) -> KnownPart:
    """What the baseline had to say in a scan."""
    return {
        "known": outcome.met.known,
        "expired": len(baseline.expired(outcome.info.started.date())),
        "vanished": outcome.met.vanished,
    }


def found_in(outcome: Outcome) -> Found:
    """What a baseline would have to know, of the files that hold personal data."""
    return {
        result.path: result.units.entries()
        for result, assessment in outcome.files
        if result.units is not None and assessment.established.se > 0
    }


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MAX_BASELINE_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(
            f"{path.name}: there is no such file: `leakscan baseline create` writes one"
        ) from None
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be read ({error.strerror})") from None
    if len(content) > _MAX_BASELINE_BYTES:
        raise UsageError(f"{path.name}: is larger than 256 MiB")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise UsageError(f"{path.name}: is not UTF-8") from None
