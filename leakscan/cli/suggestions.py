"""What somebody probably meant to type."""

from collections.abc import Iterable

_LEAST_SCORE = 60
"""Of 100: what is left of a word of five letters with two wrong ones."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`; None when none is like it."""
    # Imported here: only those who mistyped pay for it.
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        name.lower(), sorted(known), scorer=fuzz.ratio, score_cutoff=_LEAST_SCORE
    )
    return None if found is None else str(found[0])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean fr.nir?``, or nothing when nothing is close."""
    found = closest(name, known)
    return f"; did you mean {found}?" if found else ""
