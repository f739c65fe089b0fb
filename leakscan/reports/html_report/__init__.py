"""Format ``html``: one file that stands alone, for a DPO to read, sort, search and print.

No network, no cookie, no frame: the page's content security policy allows its own style and
script by their digest and nothing else. Without a script everything is there all the same; it
adds sorting, searching and the unfolding of details.
"""

from leakscan.reports.html_report.page import page
from leakscan.reports.schema import Document, Lang


def render(document: Document, *, lang: Lang) -> str:
    """The report as one HTML document."""
    return page(document, lang)
