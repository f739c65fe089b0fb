"""What somebody probably meant to type."""

from collections.abc import Iterable

_LEAST_SCORE = 60
"""Of 100: what is left of a word of five letters with two wrong ones."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`; None when none is like it."""
    # Imported here: only those who mistyped pay for it.
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    typed = name.lower()
    # Among equals the one of which two letters changed places: ``fr.nri`` is no ``fr.cni``.
    score, _, found = max(
        ((fuzz.ratio(typed, each), -OSA.distance(typed, each), each) for each in sorted(known)),
        default=(0, 0, ""),
    )
    return found if score >= _LEAST_SCORE else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean fr.nir?``, or nothing when nothing is close."""
    found = closest(name, known)
    return f"; did you mean {found}?" if found else ""
