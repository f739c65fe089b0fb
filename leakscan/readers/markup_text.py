"""The text that a reader of an HTML mail sees, and little more."""

from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "head", "template"})
_LINES = frozenset(
    "address article blockquote br dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table title tr ul".split()
)
_CONTACTS = ("mailto:", "tel:")
_TOLD = ("alt", "title", "placeholder")


class _Text(HTMLParser):
    """Collects text; tags that begin a line end the one before."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Line ends, cells, and text in attributes."""
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t")
        told = [value for name, value in attrs if value and name in _TOLD]
        if tag == "a":
            told += [
                value for name, value in attrs if value and name == "href" and ":" in value[:7]
            ]
        if told and not self._hidden:
            self.parts.append(" " + " ".join(told) + " ")

    def handle_endtag(self, tag: str) -> None:
        """Line ends."""
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Text that is seen; the source's own line ends are spaces."""
        if not self._hidden:
            self.parts.append(data.replace("\r", " ").replace("\n", " "))


def html_text(source: str) -> str:
    """What is to be read in an HTML document."""
    parser = _Text()
    parser.feed(source)
    parser.close()
    lines = (" ".join(line.split(" ")).strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
