"""Severity in four steps, and what people call them."""

from enum import IntEnum

from leakscan.model.errors import UsageError

_ACCENTS = str.maketrans("\u00e9\u00e8", "ee")


class Band(IntEnum):
    """Severity for the persons concerned, on the CNIL PIA scale (= ENISA's four bands)."""

    NONE = 0
    NEGLIGIBLE = 1
    LIMITED = 2
    IMPORTANT = 3
    MAXIMAL = 4

    @classmethod
    def named(cls, text: str) -> "Band":
        """The band that people call ``negligeable``, ``limitée``… or 1 to 4.

        Raises:
            UsageError: It is none.
        """
        word = text.strip().lower().translate(_ACCENTS)
        if word in BAND_WORDS:
            return cls(BAND_WORDS.index(word) + 1)
        if word in {"1", "2", "3", "4"}:
            return cls(int(word))
        raise UsageError(f"no such band: {', '.join(BAND_WORDS)}, or 1 to 4")


BAND_WORDS = ("negligeable", "limitee", "importante", "maximale")
"""How a limit is called, from `NEGLIGIBLE` up."""
