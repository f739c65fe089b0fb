"""How severities and titles look."""

from typing import Self

from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

from leakscan.reports.schema import Lang, ScorePart
from leakscan.reports.wording import band_word

_STYLES: dict[int | None, Style] = {
    None: Style(color="magenta", bold=True),
    # Plain, not green: nothing found is no good conduct certificate.
    0: Style(),
    1: Style(color="cyan"),
    2: Style(color="yellow"),
    3: Style(color="dark_orange", bold=True),
    4: Style(color="red", bold=True),
}
DIM = Style(dim=True)
BOLD = Style(bold=True)
WARNING = Style(color="magenta")
_FULL, _EMPTY, _UNKNOWN = "■", "□", "·"
_STEPS = 4


_NO_BREAK = {ord("\N{NO-BREAK SPACE}"): "\ue000", ord("\N{NARROW NO-BREAK SPACE}"): "\ue001"}
_SPACES = {0xE000: "\N{NO-BREAK SPACE}", 0xE001: "\N{NARROW NO-BREAK SPACE}", 0x1F: ""}
MAY_BREAK = "\x1f"
"""A place at which a line may end: a space to rich, of no width, and gone once `restored`."""


class Line(Text):
    """Text that keeps ``9 800`` and the space before a French colon in one piece.

    rich breaks lines at every Unicode space, no-break ones included, so these travel as
    private-use characters, which no document holds (see `printable`), until `restored`.
    """

    def __init__(self, text: str = "", style: Style | str = "", *, fold: bool = False) -> None:
        # A base style would also colour what is appended.
        super().__init__(overflow="fold" if fold else None)
        self.append(text, style)

    def append(self, text: Text | str, style: str | Style | None = None) -> Self:
        """Add text, protected too."""
        super().append(text.translate(_NO_BREAK) if isinstance(text, str) else text, style)
        return self


def restored(text: str) -> str:
    """Rendered text with its no-break spaces back, and without the places where it may break."""
    return text.translate(_SPACES)


def band_style(band: int | None) -> Style:
    """The style of a band."""
    return _STYLES.get(band, Style())


def gauge(band: int | None) -> str:
    """A band as four squares."""
    if band is None:
        return _UNKNOWN * _STEPS
    return _FULL * band + _EMPTY * (_STEPS - band)


def severity(score: ScorePart, lang: Lang) -> Line:
    """A band as squares, number and word."""
    band = score["band"]
    return Line(f"{gauge(band)} {band_word(band, lang)}", band_style(band))


def title(text: str, hint: str = "") -> Padding:
    """The line that opens a section."""
    label = Line(text, BOLD)
    if hint:
        label.append(f" · {hint}", DIM)
    return Padding(Rule(label, align="left", characters="─", style=DIM), (1, 0, 0, 0))
